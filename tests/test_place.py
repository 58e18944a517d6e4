"""A place: printed and read back by one module, one by one and for a whole column."""

import json
from datetime import date

import polars as pl
import pytest
from bouw import levering, schuld, traject
from hypothesis import given
from hypothesis import strategies as st
from paden import parse_path

from ddas_report.analyse.pipeline import assess
from ddas_report.model import place_column
from ddas_report.model.delivery import LISTS
from ddas_report.model.place import UNKNOWN, Place, Step, at, json_path, words
from ddas_report.read.one_file import read_delivery

NUMBER = st.integers(0, 30_000)
HOSTILE = (
    "",
    "\n",
    ": $",
    "$.leveringen[0]",
    "SHV_2024_A.schuldhulptrajecten[0].json",
    "x: $.leveringen[1]",
    "it's",
    "\\",
)
FILE = st.none() | st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]))
FIELD: st.SearchStrategy[Step] = (
    st.sampled_from(("bedrag", "schuldeiser", "naam", "(Statutaire) Naam", UNKNOWN, *HOSTILE)) | st.text() | NUMBER
)

ORGANISATIE = "levering 1, aanleverende_organisatie"


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A place anywhere in a file, with steps of any name."""
    steps: list[Step] = []
    for item in (("leveringen",), ("schuldhulptrajecten",), tuple(LISTS)):
        if draw(st.integers(0, 3)) == 0:
            break
        steps += [draw(st.sampled_from(item)), draw(NUMBER)]
    return at(*steps, *draw(st.lists(FIELD, max_size=3)), bestand=draw(FILE))


@given(places())
def test_what_is_printed_can_be_read_back(place: Place) -> None:
    assert parse_path(json_path(place)) == place


@given(st.lists(places()))
def test_column_is_printed_as_its_places_one_by_one(given_places: list[Place]) -> None:
    column = place_column.column(given_places)
    assert [*map(place_column.value, column)] == given_places
    assert place_column.paths(column).to_list() == [*map(json_path, given_places)]
    assert place_column.words(column).to_list() == [*map(words, given_places)]


@pytest.mark.parametrize("begin", range(7))
def test_steps_lead_from_each_place_on_the_way_to_the_same(begin: int) -> None:
    way = ("leveringen", 0, "schuldhulptrajecten", 3, "schulden", 1, "bedrag")
    assert at(*way[:begin], bestand="a.json").down(*way[begin:]) == at(*way, bestand="a.json")


@given(places(), st.lists(FIELD, max_size=3))
def test_steps_lead_further(place: Place, steps: list[Step]) -> None:
    assert place.down(*steps).steps == (*place.steps, *steps)
    assert place.down(*steps).bestand == place.bestand


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("$", "het hele bestand"),
        ("$.startdatumLevering", "startdatumLevering"),
        ("$.leveringen[0]", "levering 1"),
        ("$.leveringen[0].schuldhulptrajecten[346].schulden[1].bedrag", "levering 1, traject 347, schuld 2, bedrag"),
        ("$.leveringen[2].schuldhulptrajecten[0].begeleiding[0]", "levering 3, traject 1, begeleiding 1"),
        ("$.leveringen[0].aanleverende_organisatie['(Statutaire) Naam']", f"{ORGANISATIE}, (Statutaire) Naam"),
        ("$.leveringen[0].aanleverende_organisatie.contactpersonen[0].email", f"{ORGANISATIE}, contactpersoon 1, email"),
        ("$.leveringen[0].schuldhulptrajecten[0][…][3]", "levering 1, traject 1, … 4"),
        ("a: $ b.json: $.leveringen[0]", "a: $ b.json: levering 1"),
    ],
)  # fmt: skip
def test_words_count_from_1_and_paths_from_0(path: str, told: str) -> None:
    assert words(parse_path(path)) == told
    assert json_path(parse_path(path)) == path


@pytest.mark.parametrize("text", ["", "leveringen[0]", "$x", "$.leveringen[", "a: $.x[1"])
def test_text_that_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        parse_path(text)


def test_list_that_the_model_does_not_know_is_part_of_the_field() -> None:
    steps = ("leveringen", 0, "schuldhulptrajecten", 1)
    assert at(*steps, "schulden", 2) == Place(None, 0, 1, "schulden", 2)
    assert at(*steps, "x", 2) == Place(None, 0, 1, veld=("x", 2))


def test_list_in_a_list_is_an_item_without_a_name() -> None:
    assert words(at("x", 0, 1)) == "x 1, onderdeel 2"


def test_name_with_a_backslash_at_the_end_of_a_line_is_read_back() -> None:
    assert parse_path(json_path(at("a\\\nb"))) == at("a\\\nb")


def test_number_of_a_traject_is_found_by_file_levering_and_position() -> None:
    first, second = levering(traject(), traject()), levering(traject(schulden=[schuld()]))
    files = [("$.leveringen[0]", first), ("B.json", second)]
    frames = assess([read_delivery(n, json.dumps(d).encode()) for n, d in files], "SHV_2024", date(2025, 2, 1)).frames
    asked = (
        at("leveringen", 0, "schuldhulptrajecten", 1, bestand="$.leveringen[0]"),
        at("leveringen", 0, "schuldhulptrajecten", 0, "schulden", 0, "bedrag", bestand="B.json"),
        at("leveringen", 0, bestand="B.json"),
        at("leveringen", 0, "schuldhulptrajecten", 5, bestand="B.json"),
        at(bestand="B.json"),
        at("leveringen", 0, "schuldhulptrajecten", 0),
    )
    found = place_column.with_numbers(place_column.column(asked).to_frame(), frames)
    assert found.select("levering", "traject").rows() == [
        (0, 1),
        (1, 2),
        (1, None),
        (1, None),
        (None, None),
        (None, None),
    ]
    assert found.schema == {"plaats": place_column.SOORT, "levering": pl.UInt32, "traject": pl.UInt32}
