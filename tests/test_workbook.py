"""The workbook, read back by another library than the one that wrote it."""

import io
import json
import math
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bouw import client, levering, traject
from openpyxl.cell.cell import Cell

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.indicatoren.evaluate import SECTIES
from ddas_report.model.errors import OutputFailed
from ddas_report.render import workbook
from ddas_report.render.cells import FORMULA_STARTS
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

SAMPLES = Path(__file__).parent.parent / "sample_data"
VANDAAG = date(2025, 2, 1)
Boek = Any


def analysed(document: dict[str, Any]) -> Analyse:
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG)


def opened(delivery: Analyse) -> Boek:
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(Subject(delivery, VANDAAG))))


@pytest.fixture(scope="module")
def sample() -> Analyse:
    path = SAMPLES / "SHV_2024_Voorbeeldregio.json"
    return analyse(path.name, path.read_bytes(), VANDAAG)


@pytest.fixture(scope="module")
def boek(sample: Analyse) -> Boek:
    return opened(sample)


def cells(boek: Boek) -> Iterator[Cell]:
    return (cell for blad in boek for row in blad.iter_rows() for cell in row if cell.value is not None)


def beside(boek: Boek, label: str) -> Cell:
    """The cell to the right of a label on the first sheet."""
    cell: Cell = next(row[1] for row in boek["Samenvatting"].iter_rows() if row[0].value == label)
    return cell


def long_table(delivery: Analyse) -> dict[tuple[str, str], float | None]:
    return {(code, id_): waarde for code, id_, waarde in delivery.cijfers.long.iter_rows()}


def same(one: float | None, other: float | None) -> bool:
    """Equal but for the sixteenth digit, which a workbook does not keep."""
    return one is other if one is None or other is None else math.isclose(one, other, rel_tol=1e-14)


def test_every_figure_stands_in_the_long_sheet(sample: Analyse, boek: Boek) -> None:
    expected = long_table(sample)
    rows = list(boek["Indicatoren"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(expected)
    assert [row for row in rows if not same(row[5], expected[row[0], row[2]])] == []


def test_every_figure_stands_in_the_sheet_of_its_section_under_its_id(sample: Analyse, boek: Boek) -> None:
    found = {}
    for sectie in SECTIES:
        heads, *rows = boek[sectie.kort].iter_rows()
        ids = [cell.comment.text.partition(":")[0] for cell in heads[2:]]
        found.update({(row[0].value, id_): row[i].value for row in rows for i, id_ in enumerate(ids, start=2)})
    expected = long_table(sample)
    assert found.keys() == expected.keys()
    assert [key for key, waarde in found.items() if not same(waarde, expected[key])] == []


def test_headings_of_a_section_are_all_different(boek: Boek) -> None:
    for sectie in SECTIES:
        labels = [cell.value for cell in boek[sectie.kort][1]]
        assert len(set(labels)) == len(labels)


def test_total_is_the_bold_last_row_and_stays_out_of_the_filter(boek: Boek) -> None:
    blad = boek["Trajecten"]
    assert [cell.value for cell in blad[blad.max_row][:2]] == ["totaal", "Totaal"]
    assert blad[blad.max_row][2].font.b
    assert blad.auto_filter.ref.endswith(str(blad.max_row - 1))


def test_every_table_can_be_filtered_and_keeps_its_heading_in_view(boek: Boek) -> None:
    tables = [blad for blad in boek if blad.title != "Samenvatting"]
    assert {blad.freeze_panes for blad in tables} == {"A2", "C2"}
    assert all(blad.auto_filter.ref for blad in tables)


def test_dates_are_dates_and_the_fingerprint_is_text(sample: Analyse, boek: Boek) -> None:
    assert beside(boek, "Periode tot en met").value == datetime(2024, 12, 31)
    assert beside(boek, "Gecontroleerd op").value == datetime(2025, 2, 1)
    assert beside(boek, "SHA-256").value == sample.bestand.sha256


@pytest.mark.parametrize(
    ("id_", "num_format"),
    [
        ("trajecten.totaal", "#,##0"),
        ("schulden.bedrag_per_traject.gemiddelde", '"€" #,##0'),
        ("schulden.aantal_per_traject.gemiddelde", "#,##0.0"),
        ("doorlooptijd.aanmelding_tot_intake.gemiddelde", "#,##0.0"),
        ("vulling.trajecten.startdatum", '0.0"%"'),
    ],
)
def test_a_figure_is_shown_in_its_unit(boek: Boek, id_: str, num_format: str) -> None:
    row = next(row for row in boek["Indicatoren"].iter_rows() if row[0].value == "totaal" and row[2].value == id_)
    assert row[5].number_format == num_format


def test_no_data_is_an_empty_cell() -> None:
    boek = opened(analysed(levering(traject())))
    row = next(row for row in boek["Indicatoren"].values if row[2] == "schulden.bedrag_per_traject.mediaan")
    assert row[5] is None


def test_every_finding_has_a_row_with_its_first_places(sample: Analyse, boek: Boek) -> None:
    rows = list(boek["Signalen"].iter_rows(min_row=2, values_only=True))
    expected = {(b.regel.id, *astuple(hit)) for b in sample.bevindingen for hit in b.per_gemeente()}
    assert {(row[0], row[5], row[7], row[8]) for row in rows} == expected
    assert not any("$" in row[9] for row in rows)


def test_technical_check_has_a_sheet_only_when_it_found_something(boek: Boek) -> None:
    assert "Technische toets" not in boek.sheetnames
    rows = list(opened(analysed(levering(traject(startdatum="gisteren"))))["Technische toets"].values)
    assert [row[0] for row in rows] == ["Veld", "startdatum"]


def test_definitions_name_the_national_value_with_year_and_source(boek: Boek) -> None:
    per_id = {row[0]: row for row in boek["Definities"].values}
    *_, waarde, bron, _ = per_id["schulden.bedrag_per_traject.gemiddelde"]
    assert (waarde, bron[:4]) == (40_170, "2022")
    assert "instroom.maand.2024-12" in per_id


def test_definitions_say_whose_counting_it_is(boek: Boek) -> None:
    per_id = {row[0]: row for row in boek["Definities"].values}
    assert "Het CBS kan anders tellen." in str(per_id["op_orde.trajecten"][-1])


HOSTILE = {"aanleverende_organisatie": {"(Statutaire) Naam": "@SUM(A1)"}, "codeGegevensleverancier": "\t+1\u0000\u202e"}


def test_text_from_the_file_is_never_a_formula_or_a_control_character() -> None:
    boek = opened(analysed(levering(traject(gemeentecode="=cmd|x"), **HOSTILE)))
    texts = [cell.value for cell in cells(boek) if isinstance(cell.value, str)]
    assert [text for text in texts if text.startswith(FORMULA_STARTS) or not text.isprintable()] == []
    assert {cell.data_type for cell in cells(boek)} == {"s", "n", "d"}
    assert beside(boek, "Organisaties").value == "'@SUM(A1)"
    assert boek["Trajecten"]["A2"].value == "onbekend-1"


def test_a_date_no_spreadsheet_knows_is_text() -> None:
    assert beside(opened(analysed(levering(startdatumLevering="0024-01-01"))), "Periode van").value == "0024-01-01"


def test_a_delivery_without_trajecten_has_a_workbook() -> None:
    assert opened(analysed(levering()))["Trajecten"]["C2"].value == 0


def test_the_same_delivery_gives_the_same_bytes(sample: Analyse) -> None:
    assert FORMATS["xlsx"].render(Subject(sample, VANDAAG)) == FORMATS["xlsx"].render(Subject(sample, VANDAAG))


def test_no_client_is_recognisable() -> None:
    known = client(Burgerservicenummer="999990019", Postcode="9166ZZ")
    boek = opened(analysed(levering(traject(client=[known]), traject(client=[known]))))
    assert [cell for cell in cells(boek) if any(text in str(cell.value) for text in ("999990019", "9166ZZ"))] == []


def test_more_figures_than_a_sheet_holds_are_refused(sample: Analyse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 10)
    with pytest.raises(OutputFailed, match="te veel verschillende gemeentecodes"):
        FORMATS["xlsx"].render(Subject(sample, VANDAAG))
