"""A report for each gemeente: it holds that gemeente's records, figures and findings, and no other's."""

from datetime import date
from pathlib import Path

import pytest
from leveringen import cijfers_van

from ddas_report.analyse.per_gemeente import per_gemeente
from ddas_report.analyse.pipeline import Analyse, Beside, analyse
from ddas_report.compare.read_earlier import read_earlier
from ddas_report.model.delivery import TOTAAL
from ddas_report.regels.regel import Op
from ddas_report.report.build import build_report

VANDAAG = date(2025, 2, 1)
FOUTENSTAD = Path(__file__).parent.parent / "sample_data" / "SHV_2024_Foutenstad.json"


@pytest.fixture(scope="module")
def geheel() -> Analyse:
    return analyse(FOUTENSTAD.name, FOUTENSTAD.read_bytes(), VANDAAG)


def test_figures_of_a_gemeente_are_those_it_has_in_the_whole(geheel: Analyse) -> None:
    whole = cijfers_van(geheel)
    for code, deel in per_gemeente(geheel):
        for (_, id_), waarde in cijfers_van(deel).items():
            assert waarde == whole[code, id_]
        assert set(deel.cijfers["gemeente"]) == {code, TOTAAL}


def test_parts_hold_every_traject_once(geheel: Analyse) -> None:
    parts = dict(per_gemeente(geheel))
    assert sum(part.frames.trajecten.height for part in parts.values()) == geheel.frames.trajecten.height
    assert {code for part in parts.values() for code in part.frames.trajecten["gemeente"]} == parts.keys()


def test_finding_on_a_record_stands_with_its_own_gemeente_only(geheel: Analyse) -> None:
    parts = dict(per_gemeente(geheel))
    paths = dict(zip(geheel.frames.trajectpaden(), geheel.frames.trajecten["gemeente"], strict=True))
    for code, part in parts.items():
        places = {pad for b in part.bevindingen for pad in b.plaatsen["pad"] if "schuldhulptrajecten" in pad}
        assert {paths.get(pad[: pad.index("]", pad.index("schuldhulptrajecten")) + 1], code) for pad in places} <= {
            code
        }
    of_gemeenten = [
        sum(b.plaatsen.filter(gemeente=code).height for b in part.bevindingen) for code, part in parts.items()
    ]
    assert sum(of_gemeenten) == sum(
        b.plaatsen.filter(b.plaatsen["gemeente"] != TOTAAL).height for b in geheel.bevindingen
    )


def test_finding_on_the_file_stands_with_every_gemeente(geheel: Analyse) -> None:
    of_file = {b.regel.id: b.plaatsen.filter(gemeente=TOTAAL)["pad"] for b in geheel.bevindingen}
    whole = {id_ for id_, pads in of_file.items() if any("schuldhulptrajecten" not in pad for pad in pads)}
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
    report = build_report(part, VANDAAG, geheel=geheel)
    assert report.deel == report.gemeenten[0].naam
    assert "hele levering is: Nog niet uploaden" in report.opmerkingen[-1]


def test_comparison_of_a_part_holds_its_own_figures_only() -> None:
    data = FOUTENSTAD.read_bytes()
    toen = read_earlier("SHV_2023_Foutenstad.json", data)
    whole = analyse(FOUTENSTAD.name, data, VANDAAG, ernaast=Beside(toen))
    for code, part in per_gemeente(whole):
        assert part.vergelijking is not None
        assert set(part.vergelijking.verschillen["gemeente"]) == {code, TOTAAL}
        (row,) = build_report(part, VANDAAG).ernaast[0].tabellen[0].rijen[:1]
        assert row.rechts.waarde == part.frames.trajecten.height
