"""The template for the figures of CBS: out, filled in, and back."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bouw import levering, traject

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import CbsComparison, compare_with_cbs
from ddas_report.compare.read_cbs import SJABLOON, op_orde_figures, read_cbs
from ddas_report.model.errors import DdasError, OutputFailed
from ddas_report.render import cbs_template as sjabloon
from ddas_report.render.cbs_template import render_cbs_template
from ddas_report.render.cells import FORMULA_STARTS

SAMPLES = Path(__file__).parent.parent / "sample_data"
VANDAAG = date(2025, 2, 1)
Vul = Callable[[str, str, Any], Any]
"""What to fill in for a gemeente and id, given our own figure."""


def analysed(document: dict[str, Any]) -> Analyse:
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG)


def werkmap(delivery: Analyse) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_cbs_template(delivery, "xlsx", VANDAAG)))


def via_xlsx(delivery: Analyse, vul: Vul) -> bytes:
    """The workbook with the column CBS filled in."""
    boek = werkmap(delivery)
    for rij in boek.worksheets[0].iter_rows(min_row=2):
        rij[5].value = vul(rij[0].value, rij[2].value, rij[4].value)
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def via_csv(delivery: Analyse, vul: Vul, codering: str = "utf-8-sig", nullen: bool = True) -> bytes:
    """The CSV filled in, as a program saves it; a spreadsheet takes the zeros off a code."""
    text = render_cbs_template(delivery, "csv", VANDAAG).decode("utf-8-sig")
    kop, *rijen = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    for rij in rijen:
        rij[5] = str(vul(rij[0], rij[2], rij[4]))
        rij[0] = rij[0] if nullen else rij[0].lstrip("0")
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([kop, *rijen])
    return buffer.getvalue().encode(codering)


def via_excel(delivery: Analyse, vul: Vul) -> bytes:
    """The CSV as a Dutch Excel saves it again."""
    return via_csv(delivery, vul, "cp1252", nullen=False)


def terug(delivery: Analyse, data: bytes) -> CbsComparison:
    gegevens = Evidence(delivery.frames, delivery.kop.periode, delivery.schemafouten)
    return compare_with_cbs(delivery.cijfers, read_cbs("ingevuld", data, op_orde_figures()), gegevens)


def eigen(code: str, id_: str, waarde: Any) -> Any:
    return waarde


wegen = pytest.mark.parametrize("weg", [via_xlsx, via_csv, via_excel])


@wegen
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("SHV_*.json")), ids=lambda path: path.stem)
def test_our_own_figures_come_back_without_a_difference(path: Path, weg: Callable[[Analyse, Vul], bytes]) -> None:
    delivery = analyse(path.name, path.read_bytes(), VANDAAG)
    found = terug(delivery, weg(delivery, eigen))
    assert (found.verschillen, found.alleen_eigen, found.alleen_cbs) == ((), (), ())
    assert found.gelijk == (len(delivery.cijfers.codes) + 1) * len(op_orde_figures())


@wegen
def test_one_changed_cell_is_exactly_that_difference(weg: Callable[[Analyse, Vul], bytes]) -> None:
    path = SAMPLES / "SHV_2024_Voorbeeldregio.json"
    delivery = analyse(path.name, path.read_bytes(), VANDAAG)
    data = weg(delivery, lambda code, id_, w: 999 if (code, id_) == ("0405", "op_orde.stap.intake") else w)
    found = [(rij.gemeente, rij.id, rij.eigen, rij.cbs) for rij in terug(delivery, data).verschillen]
    assert found == [("0405", "op_orde.stap.intake", 16, 999)]


@pytest.mark.parametrize("code", ["=cmd|x", "a;b", "@SUM(A1)", "Almelo", "a\tb", "GM-0344", "x" * 60])
@pytest.mark.parametrize("weg", [via_xlsx, via_csv])
def test_a_gemeente_that_is_no_code_comes_back_too(code: str, weg: Callable[[Analyse, Vul], bytes]) -> None:
    delivery = analysed(levering(traject(gemeentecode=code), traject()))
    found = terug(delivery, weg(delivery, eigen))
    assert (found.gelijk, found.verschillen, found.alleen_eigen) == (33, (), ())


def test_cells_left_empty_are_not_compared() -> None:
    delivery = analysed(levering(traject()))
    data = via_xlsx(delivery, lambda code, id_, w: w if (code, id_) == ("0088", "op_orde.trajecten") else None)
    assert terug(delivery, data).gelijk == 1


@wegen
def test_a_template_that_is_not_filled_in_is_refused(weg: Callable[[Analyse, Vul], bytes]) -> None:
    delivery = analysed(levering(traject()))
    with pytest.raises(DdasError, match="geen enkel cijfer"):
        terug(delivery, weg(delivery, lambda code, id_, w: ""))


def test_only_the_column_of_cbs_can_be_changed_and_it_is_coloured() -> None:
    blad = werkmap(analysed(levering(traject()))).worksheets[0]
    assert [cel.value for cel in blad[1]] == list(SJABLOON)
    assert blad.protection.sheet and blad.freeze_panes == "C2"
    rows = list(blad.iter_rows(min_row=2))
    assert {(cel.protection.locked, cel.column) for rij in rows for cel in rij} == {(True, n) for n in range(1, 6)} | {
        (False, 6)
    }
    assert {rij[5].fill.fgColor.rgb for rij in rows} == {"FFFFF6D6"}


def test_the_total_is_in_the_template_and_the_explanation_on_the_second_sheet() -> None:
    boek = werkmap(analysed(levering(traject())))
    assert [rij[0] for rij in boek.worksheets[0].values][-1] == "totaal"
    assert "--cbs" in " ".join(rij[0] for rij in boek["Uitleg"].values)


def test_text_from_the_file_is_never_a_formula() -> None:
    boek = werkmap(analysed(levering(traject(gemeentecode="=cmd|x"))))
    texts = [cel.value for rij in boek.worksheets[0] for cel in rij if isinstance(cel.value, str)]
    assert [text for text in texts if text.startswith(FORMULA_STARTS)] == []


def test_the_csv_is_as_a_dutch_excel_opens_it() -> None:
    lines = render_cbs_template(analysed(levering(traject())), "csv", VANDAAG).split(b"\r\n")
    assert lines[0] == "\ufeffgemeentecode;gemeente;id;cijfer;Uit uw bestand;CBS".encode()
    assert lines[1] == b"0088;Schiermonnikoog;op_orde.trajecten;Trajecten;1;"


def test_the_same_delivery_gives_the_same_bytes() -> None:
    delivery = analysed(levering(traject()))
    assert render_cbs_template(delivery, "xlsx", VANDAAG) == render_cbs_template(delivery, "xlsx", VANDAAG)


def test_more_figures_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sjabloon, "MAX_ROWS", 10)
    with pytest.raises(OutputFailed, match="te veel verschillende gemeentecodes"):
        render_cbs_template(analysed(levering(traject())), "xlsx", VANDAAG)
