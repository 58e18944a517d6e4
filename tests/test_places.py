"""Places told so that a person finds the dossier, and groups of trajecten that belong together."""

import json
from datetime import date

import pytest
from bouw import client, levering, read_earlier, schuld, traject

from ddas_report.analyse.choice import Choice
from ddas_report.analyse.pipeline import Analyse, Beside, analyse, assess
from ddas_report.model.normen import default_normen
from ddas_report.read.one_file import read_delivery
from ddas_report.report.places import in_groups, spots, tell, tell_all

VANDAAG = date(2025, 2, 1)
ANNA = {"client": [client()]}


def judged(document: dict[str, object], *regels: str, ernaast: Beside | None = None) -> Analyse:
    keuze = Choice(regels=regels)
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG, keuze, ernaast)


def told(found: Analyse) -> list[str]:
    (bevinding,) = found.bevindingen
    return [tell(spot) for spot in spots(bevinding, found.frames, 10)]


def test_place_in_a_traject_tells_what_finds_the_dossier() -> None:
    document = levering(traject(schulden=[schuld(), schuld(bedrag=0)], einddatum="2024-06-01", aanmelding=None))
    assert told(judged(document, "SLD-02")) == [
        "levering 1, traject 1, schuld 2 (startdatum 01-03-2024, einddatum 01-06-2024, geen aanmelding, "
        "Schiermonnikoog, 1 cliënt, 2 schulden)"
    ]


def test_place_in_no_traject_has_no_dossier() -> None:
    assert told(judged(levering(), "LEV-13")) == ["levering 1"]
    assert told(judged(levering({"gemeentecode": "0088"}), "GEM-07")) == ["gemeente Schiermonnikoog"]


def test_traject_of_then_is_not_taken_for_one_of_now_in_a_file_of_that_name() -> None:
    nu, toen = levering(traject(startdatum="2024-09-09")), levering(traject(startdatum="2023-01-01"))
    toen |= {"startdatumLevering": "2023-01-01", "einddatumLevering": "2023-12-31"}
    earlier = read_earlier("noord.json", json.dumps(toen).encode(), default_normen())
    files = [
        read_delivery(naam, json.dumps(document).encode())
        for naam, document in {"noord.json": nu, "zuid.json": levering(traject())}.items()
    ]
    text, *_ = told(assess(files, "samen", VANDAAG, Choice(regels=("VGL-02",)), Beside(earlier)))
    assert text == "noord.json: levering 1, traject 1"


@pytest.mark.parametrize("regel", ["TRJ-04", "TRJ-05"])
def test_overlapping_trajecten_name_the_first_of_their_group(regel: str) -> None:
    other = {"gemeentecode": "0093"} if regel == "TRJ-05" else {}
    apart = {"startdatum": "2020-01-01", "einddatum": "2020-02-01"}
    document = levering(traject(**ANNA, **apart), traject(**ANNA), traject(), traject(**ANNA, **other))
    found = judged(document, regel)
    assert [spot.hoort_bij for spot in spots(found.bevindingen[0], found.frames, 10)] == ["", "levering 1, traject 2"]


def test_group_in_one_gemeente_is_one_row() -> None:
    een, twee = traject(), traject(startdatum="2024-04-01")
    found = judged(levering(een, twee, twee, een), "TRJ-13")
    rows = [*in_groups(spots(found.bevindingen[0], found.frames, 10))]
    assert [[row.readable, *(spot.readable for spot in row.samen)] for row in rows] == [
        ["levering 1, traject 1", "levering 1, traject 4"],
        ["levering 1, traject 2", "levering 1, traject 3"],
    ]


def test_places_without_a_finding_are_told_the_same_way() -> None:
    found = judged(levering(traject(startdatum="gisteren")), "BST-05")
    assert tell_all([fout.plaats for fout in found.schemafouten], found.frames) == told(found)
