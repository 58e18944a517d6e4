"""A report for each gemeente: it holds that gemeente's records, figures and findings, and no other's."""

import json
from datetime import date
from pathlib import Path

import pytest
from bouw import levering, read_earlier, traject
from leveringen import cijfers_van

from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.per_gemeente import per_gemeente
from ddas_report.analyse.pipeline import Analyse, Beside, Oordeel, analyse, assess
from ddas_report.analyse.protect import as_whole
from ddas_report.model.delivery import ONBEKEND, TOTAAL
from ddas_report.model.normen import default_normen
from ddas_report.read.one_file import read_delivery
from ddas_report.regels.regel import Op
from ddas_report.render.html import render_html
from ddas_report.report.build import build_report

pytestmark = pytest.mark.slow

VANDAAG = date(2025, 2, 1)
FOUTENSTAD = Path(__file__).parent.parent / "sample_data" / "SHV_2024_Foutenstad.json"


@pytest.fixture(scope="module")
def geheel() -> Analyse:
    return taken_together(analyse(FOUTENSTAD.name, FOUTENSTAD.read_bytes(), VANDAAG))


def test_figures_of_a_gemeente_are_those_it_has_in_the_whole(geheel: Analyse) -> None:
    whole = cijfers_van(geheel)
    for code, deel in per_gemeente(geheel):
        for (_, id_), waarde in cijfers_van(deel).items():
            assert waarde == whole[code, id_]
        assert deel.cijfers.codes == (code,)


def test_parts_hold_every_traject_once(geheel: Analyse) -> None:
    parts = dict(per_gemeente(geheel))
    assert sum(part.frames.trajecten.height for part in parts.values()) == geheel.frames.trajecten.height
    assert {code for part in parts.values() for code in part.frames.trajecten["gemeente"]} == parts.keys()


def test_finding_on_a_record_stands_with_its_own_gemeente_only(geheel: Analyse) -> None:
    parts = dict(per_gemeente(geheel))
    trajecten = geheel.frames.trajecten
    own = {
        (levering, traject): gemeente
        for levering, traject, gemeente in trajecten.select("levering", "positie", "gemeente").iter_rows()
    }
    for code, part in parts.items():
        places = [place for b in part.bevindingen for place in b.places() if place.traject is not None]
        assert {own[place.levering, place.traject] for place in places} <= {code}
    of_gemeenten = [
        sum(b.plaatsen.filter(gemeente=code).height for b in part.bevindingen) for code, part in parts.items()
    ]
    assert sum(of_gemeenten) == sum(
        b.plaatsen.filter(b.plaatsen["gemeente"] != TOTAAL).height for b in geheel.bevindingen
    )


def test_finding_on_the_file_stands_with_every_gemeente(geheel: Analyse) -> None:
    whole = {
        b.regel.id
        for b in geheel.bevindingen
        for place, gemeente in zip(b.places(), b.plaatsen["gemeente"], strict=True)
        if gemeente == TOTAAL and place.traject is None
    }
    assert whole
    for _, part in per_gemeente(geheel):
        assert whole <= {b.regel.id for b in part.bevindingen}


def test_finding_of_a_part_has_places_and_is_counted_against_its_own_records(geheel: Analyse) -> None:
    for code, part in per_gemeente(geheel):
        assert all(b.plaatsen.height for b in part.bevindingen)
        for b in part.bevindingen:
            if b.regel.op is Op.TRAJECT:
                assert b.totaal == part.frames.trajecten.height, (code, b.regel.id)


def test_report_of_a_part_names_its_gemeente_and_the_verdict_on_the_whole(geheel: Analyse) -> None:
    _, part = next(iter(per_gemeente(geheel)))
    report = build_report(part, VANDAAG, geheel=as_whole(geheel))
    assert report.deel == report.gemeenten[0].naam
    assert "hele levering is: Nog niet uploaden" in report.opmerkingen[-1]


def test_comparison_of_a_part_holds_its_own_figures_only() -> None:
    data = FOUTENSTAD.read_bytes()
    toen = read_earlier("SHV_2023_Foutenstad.json", data, default_normen())
    whole = analyse(FOUTENSTAD.name, data, VANDAAG, ernaast=Beside(toen))
    for code, part in per_gemeente(whole):
        if code == ONBEKEND:
            assert part.vergelijking is None
            continue
        assert part.vergelijking is not None
        assert set(part.vergelijking.verschillen["gemeente"]) == {code, TOTAAL}
        (row,) = build_report(part, VANDAAG, tonen=True).ernaast[0].tabellen[0].rijen[:1]
        assert row.rechts.waarde == part.frames.trajecten.height


KAPOT = {"startdatum": "10-05-2024"}


@pytest.mark.parametrize(
    "naam",
    [
        "SHV_2024_A.schuldhulptrajecten[0].json",
        "SHV_2024_A.json: $.leveringen[0].schuldhulptrajecten[1].json",
        "$.leveringen[0].schuldhulptrajecten[1]",
        "SHV_2024_A\n: $.json",
        "",
    ],
)
def test_break_of_the_schema_stands_with_its_own_gemeente_whatever_its_file_is_called(naam: str) -> None:
    first = levering(traject(gemeentecode="0088", **KAPOT), traject(gemeentecode="0093"))
    second = levering(traject(gemeentecode="0060"), teller=1)
    files = [(naam, first), ("SHV_2024_B.json", second)]
    geheel = assess([read_delivery(n, json.dumps(d).encode()) for n, d in files], "SHV_2024", VANDAAG)
    parts = dict(per_gemeente(geheel))
    assert {code: [fout.plaats.traject for fout in part.schemafouten] for code, part in parts.items()} == {
        "0060": [],
        "0088": [0],
        "0093": [],
    }
    assert parts["0088"].oordeel is Oordeel.NIET_UPLOADEN
    assert "BST-05" not in {b.regel.id for code in ("0060", "0093") for b in parts[code].bevindingen}


def test_what_is_no_traject_stands_with_every_gemeente() -> None:
    document = levering(traject(gemeentecode="0088"), traject(gemeentecode="0093"))
    document["leveringen"][0]["schuldhulptrajecten"].append("geen traject")
    parts = dict(per_gemeente(analyse("SHV_2024_A.json", json.dumps(document).encode(), VANDAAG)))
    assert {code: [fout.plaats.traject for fout in part.schemafouten] for code, part in parts.items()} == {
        "0088": [2],
        "0093": [2],
    }


def test_report_of_a_part_promises_nothing_of_the_file_as_a_whole() -> None:
    document = levering(traject(gemeentecode="0088", **KAPOT), traject(gemeentecode="0093"))
    geheel = analyse("SHV_2024_A.json", json.dumps(document).encode(), VANDAAG)
    page = render_html(build_report(dict(per_gemeente(geheel))["0093"], VANDAAG, geheel=as_whole(geheel)))
    assert "Het bestand voldoet aan het uitwisselmodel" not in page
    assert "In dit deel is niets gevonden dat afwijkt van het uitwisselmodel v1.0." in page
