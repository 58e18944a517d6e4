"""Flattening takes any JSON, loses no record and judges nothing."""

import json
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import Document, leveringen, settings_for, trajecten_van

from ddas_report.analyse.pipeline import analyse
from ddas_report.model.delivery import LISTS, OBJECTS, PERSOONLIJK, TRAJECT, Frames
from ddas_report.model.errors import UnreadableFile
from ddas_report.read import flatten
from ddas_report.read.document import CHUNK, split

NAMEN = [*TRAJECT, *OBJECTS, *LISTS, *LISTS["client"], "bedrag", "schuldeiser", "soort", "datum", "datumAfronding"]
_tekst = st.text(max_size=6) | st.sampled_from(["2024-02-29", "0000-01-01", "9999-12-31", "", " 5 "])
_los = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats(allow_nan=False, allow_infinity=False) | _tekst
)
_sleutel = st.sampled_from(NAMEN) | st.text(max_size=4)
_json = st.recursive(
    _los, lambda kind: st.lists(kind, max_size=4) | st.dictionaries(_sleutel, kind, max_size=6), max_leaves=25
)
_traject = st.dictionaries(_sleutel, _json, max_size=8)


def frames_of(document: Any) -> Frames:
    parts = split(document if isinstance(document, bytes) else json.dumps(document).encode("utf-8", "replace"))
    tables: list[flatten.Tables] = []
    for chunk in parts.chunks():
        tables.append(flatten.flatten_chunk(chunk, sum(table["trajecten"].height for table in tables)))
    return flatten.collect(parts.skelet, tables).frames


def frames_with(*trajecten: Any) -> Frames:
    return frames_of({"leveringen": [{"schuldhulptrajecten": list(trajecten)}]})


# Any JSON ----------------------------------------------------------------------------------------------


@settings_for(80)
@given(st.lists(_traject | _json, max_size=5))
def test_any_traject_is_read_whole(trajecten: list[Any]) -> None:
    assert frames_with(*trajecten).trajecten.height == sum(isinstance(traject, dict) for traject in trajecten)


@settings_for(25, shrink=False)
@given(st.dictionaries(st.sampled_from(["startdatumLevering", "aanleverdatumEnTijd", "x"]), _json), _json)
def test_any_document_is_judged_or_refused_never_a_crash(kop: Document, contents: Any) -> None:
    data = json.dumps({**kop, "leveringen": contents}).encode()
    if not isinstance(contents, list):
        with pytest.raises(UnreadableFile, match="leveringen"):
            analyse("SHV_2024_Test.json", data, date(2025, 2, 1))
        return
    found = analyse("SHV_2024_Test.json", data, date(2025, 2, 1))
    assert found.frames.leveringen.height == len(contents)


@pytest.mark.parametrize(
    "getal",
    [2**63 - 1, 2**63, -(2**63) - 1, 2**64, 2**70, -(10**400), 10**400],
    ids=["2**63 - 1", "2**63", "-(2**63) - 1", "2**64", "2**70", "-(10**400)", "10**400"],
)
def test_any_whole_number_is_an_amount(getal: int) -> None:
    data = '{"leveringen":[{"schuldhulptrajecten":[{"schulden":[{"bedrag":%s}]}]}]}'
    digits = str(getal)
    found = analyse("SHV_2024_Test.json", (data % digits).encode(), date(2025, 2, 1)).frames.schulden
    largest = 1.7976931348623157e308
    assert found["bedrag"].to_list() == [pytest.approx(max(-largest, min(float(digits), largest)))]


@pytest.mark.parametrize("diepte", [20, 200])
def test_deep_nesting_is_no_value(diepte: int) -> None:
    deep: Any = "2024-01-01"
    for _ in range(diepte):
        deep = [deep]
    traject = {"startdatum": deep, "intake": deep, "client": deep}
    data = json.dumps({"leveringen": [{"schuldhulptrajecten": [traject]}]}).encode()
    frames = analyse("SHV_2024_Test.json", data, date(2025, 2, 1)).frames
    assert (frames.trajecten.height, frames.client.height) == (1, 0)
    assert frames.trajecten["startdatum"].to_list() == [None]


# Counts and order --------------------------------------------------------------------------------------


@settings_for(30)
@given(leveringen())
def test_every_record_is_kept(document: Document) -> None:
    frames = frames_of(document)
    trajecten = trajecten_van(document)
    assert frames.trajecten.height == len(trajecten)
    assert frames.leveringen.height == len(document["leveringen"])
    for naam in LISTS:
        lists = [items for traject in trajecten if isinstance(items := traject.get(naam), list)]
        records = [item for items in lists for item in items if isinstance(item, dict)]
        assert frames.tables()[naam].height == len(records), naam
    for naam in OBJECTS:
        present = [isinstance(traject.get(naam), dict) for traject in trajecten]
        assert frames.trajecten[naam].to_list() == present, naam


_without_number = pl.col("gemeente").str.replace(r"^onbekend-\d+$", "onbekend-")
"""Texts that are no gemeentecode are numbered in the order in which they come."""


@settings_for(20)
@given(leveringen(), st.randoms(use_true_random=False))
def test_order_of_trajecten_changes_only_their_numbers(document: Document, random: Any) -> None:
    trajecten = trajecten_van(document)
    order = random.sample(range(len(trajecten)), len(trajecten))
    straight, shuffled = frames_with(*trajecten), frames_with(*(trajecten[index] for index in order))
    back = pl.DataFrame({"traject": range(len(order)), "was": order}, schema={"traject": pl.UInt32, "was": pl.UInt32})
    for naam, table in straight.tables().items():
        if naam != "leveringen":
            moved = shuffled.tables()[naam].join(back, on="traject").with_columns(traject="was").drop("was")
            keys = [key for key in ("traject", "positie", "orde") if key in table.columns and naam != "trajecten"]
            moved = moved.with_columns(positie="traject") if naam == "trajecten" else moved
            after, before = (part.sort(keys or ["traject"]).with_columns(_without_number) for part in (moved, table))
            assert after.equals(before), naam


def test_chunks_are_numbered_through() -> None:
    frames = frames_with(*({"client": [{}, {}]} for _ in range(CHUNK + 1)))
    assert frames.trajecten["traject"].to_list() == list(range(CHUNK + 1))
    assert frames.client["traject"].to_list() == [index for index in range(CHUNK + 1) for _ in range(2)]


def test_place_in_the_file_is_kept() -> None:
    frames = frames_of({"leveringen": [None, {"schuldhulptrajecten": [{}, 3, {"client": [None, {}]}]}]})
    assert frames.trajecten.select("levering", "positie").rows() == [(1, 0), (1, 2)]
    assert frames.client.select("traject", "positie").rows() == [(1, 1)]


# What is a value ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waarde", "dag"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2023-02-29", None),
        ("0000-01-01", None),
        ("2024-1-5", None),
        (" 2024-01-05", None),
        ("2024-01-05 ", None),
        ("2024-01-05\n", None),
        ("2024-01-05T00:00:00Z", None),
        ("٢٠٢٤-٠١-٠٥", None),
        ("-024-01-05", None),
        ("20240105", None),
        (20240105, None),
        (True, None),
        (["2024-01-05"], None),
    ],
)
def test_date_is_a_day_that_exists_written_in_full(waarde: object, dag: date | None) -> None:
    assert frames_with({"startdatum": waarde}).trajecten["startdatum"].to_list() == [dag]


@pytest.mark.parametrize(
    ("waarde", "bedrag"),
    [
        (5000, 5000),
        (5000.0, 5000),
        (0, 0),
        (-1, -1),
        (5e3, 5000),
        (5000.5, None),
        (True, None),
        (False, None),
        ("5000", None),
        (None, None),
        ([5000], None),
    ],
)
def test_amount_is_a_whole_number(waarde: object, bedrag: float | None) -> None:
    assert frames_with({"schulden": [{"bedrag": waarde}]}).schulden["bedrag"].to_list() == [bedrag]


@pytest.mark.parametrize(
    ("waarde", "tekst"), [(" A ", "A"), ("", None), (" \n", None), (5, None), (True, None), (["A"], None), ({}, None)]
)
def test_text_is_trimmed_and_empty_text_is_none(waarde: object, tekst: str | None) -> None:
    assert frames_with({"client": [{"Postcode": waarde}]}).client["Postcode"].to_list() == [tekst]


@pytest.mark.parametrize(("waarde", "janee"), [(True, True), (False, False), (1, None), ("true", None), (None, None)])
def test_boolean_is_true_or_false(waarde: object, janee: bool | None) -> None:
    assert frames_with({"schulden": [{"zakelijkeSchuld": waarde}]}).schulden["zakelijkeSchuld"].to_list() == [janee]


def test_free_text_is_kept_as_presence_only() -> None:
    frames = frames_with({"omschrijving": "Meneer Jansen", "uitstroom": {"omschrijving": " "}})
    assert frames.trajecten.select("omschrijving", "uitstroom.omschrijving").row(0) == (True, None)


def test_personal_columns_stand_in_the_tables_of_clients_and_schulden_only() -> None:
    for naam, table in frames_with({}).tables().items():
        assert not PERSOONLIJK & set(table.columns) or naam in ("client", "schulden"), naam


def test_same_traject_with_fields_in_another_order_has_the_same_fingerprint() -> None:
    een, ander = {"startdatum": "2024-01-01", "client": []}, {"client": [], "startdatum": "2024-01-01"}
    prints = frames_with(een, ander, {**een, "x": 1}).trajecten["vingerafdruk"].to_list()
    assert prints[0] == prints[1] != prints[2]
