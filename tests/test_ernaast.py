"""Beside an earlier delivery and beside CBS: the same differences in HTML, PDF, XLSX and JSON, and in the command."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import jsonschema
import pytest
from bouw import levering, traject
from opdracht import voer_uit
from openpyxl import load_workbook
from pagina import Pagina
from pypdf import PdfReader

from ddas_report.model.schema import load

pytestmark = pytest.mark.slow

NU = "SHV_2024_Test.json"


def delivery(aantal: int, jaar: int, gemeente: str = "0153") -> dict[str, Any]:
    trajecten = [traject(gemeentecode=gemeente, startdatum=f"{jaar}-03-{1 + n % 28:02}") for n in range(aantal)]
    return levering(*trajecten) | {"startdatumLevering": f"{jaar}-01-01", "einddatumLevering": f"{jaar}-12-31"}


@pytest.fixture
def schrijf(tmp_path: Path) -> Callable[[str, object], Path]:
    def write(naam: str, document: object) -> Path:
        path = tmp_path / naam
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return write


def summary_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    jsonschema.Draft202012Validator(load("samenvatting-2")).validate(found)
    return found


def test_earlier_delivery_stands_beside_this_one_in_every_format(
    schrijf: Callable[[str, object], Path], tmp_path: Path
) -> None:
    nu, toen = schrijf(NU, delivery(40, 2024)), schrijf("SHV_2023_Test.json", delivery(30, 2023))
    voer_uit(nu, "--previous", toen, "-f", "html,bijlage,xlsx,json", "--quiet")
    base = tmp_path / "SHV_2024_Test.op-orde"
    (row,) = [
        rij
        for rij in summary_of(Path(f"{base}.json"))["vergelijking"]["vorige"]["cijfers"]
        if (rij["gemeente"], rij["id"]) == ("totaal", "trajecten.totaal")
    ]
    assert (row["toen"], row["nu"], row["verschil"]) == (30, 40, 10)
    tabellen = Pagina(Path(f"{base}.html").read_text(encoding="utf-8")).tabellen["vorige"]
    assert ["Alle trajecten", "30", "40", "+10", "+33\xa0%"] in tabellen[0].rijen
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "SHV_2024_Test.bijlage.pdf").pages)
    assert "Vergeleken met de vorige levering" in text and "+33" in text
    sheet = fastexcel.read_excel(f"{base}.xlsx").load_sheet("Vorige levering").to_polars()
    of_total = sheet.filter((sheet["Gemeentecode"] == "totaal") & (sheet["Id"] == "trajecten.totaal"))
    assert of_total.select("Vorige", "Nu", "Verschil").row(0) == (30, 40, 10)


def test_earlier_summary_does_as_well(schrijf: Callable[[str, object], Path], tmp_path: Path) -> None:
    nu, toen = schrijf(NU, delivery(40, 2024)), schrijf("SHV_2023_Test.json", delivery(30, 2023))
    voer_uit(toen, "-f", "json", "--quiet")
    voer_uit(nu, "--previous", tmp_path / "SHV_2023_Test.op-orde.json", "-f", "json", "--quiet")
    beside = summary_of(tmp_path / "SHV_2024_Test.op-orde.json")["vergelijking"]["vorige"]
    assert beside["naam"] == "SHV_2023_Test.op-orde.json" and beside["cijfers"]


def filled(template: Path, anders: dict[int, int]) -> Path:
    """The template with our own figures as those of CBS, apart from some rows."""
    book = load_workbook(io.BytesIO(template.read_bytes()))
    for index, row in enumerate(book.worksheets[0].iter_rows(min_row=2)):
        row[5].value = anders.get(index, row[4].value)
    path = template.with_name("van-het-cbs.xlsx")
    book.save(path)
    return path


def test_template_filled_with_our_own_figures_gives_no_difference(
    schrijf: Callable[[str, object], Path], tmp_path: Path
) -> None:
    nu = schrijf(NU, delivery(3, 2024))
    voer_uit(nu, "--cbs-template", "-f", "json", "--quiet")
    cbs = filled(tmp_path / "SHV_2024_Test.cbs-sjabloon.xlsx", {})
    voer_uit(nu, "--cbs", cbs, "-f", "json,html", "--quiet")
    beside = summary_of(tmp_path / "SHV_2024_Test.op-orde.json")["vergelijking"]["cbs"]
    assert beside["verschillen"] == [] and beside["gelijk"] == 22
    tekst = Pagina((tmp_path / "SHV_2024_Test.op-orde.html").read_text(encoding="utf-8")).tekst
    assert "Alle 22 cijfers zijn gelijk aan die van het CBS." in tekst
    assert "Van de gelijke cijfers zijn er 14 nul" in tekst


def test_one_changed_cell_is_exactly_that_difference_in_every_format(
    schrijf: Callable[[str, object], Path], tmp_path: Path
) -> None:
    nu = schrijf(NU, delivery(3, 2024))
    voer_uit(nu, "--cbs-template", "-f", "json", "--quiet")
    cbs = filled(tmp_path / "SHV_2024_Test.cbs-sjabloon.xlsx", {0: 7})
    voer_uit(nu, "--cbs", cbs, "-f", "json,html,bijlage,xlsx", "--quiet")
    base = tmp_path / "SHV_2024_Test.op-orde"
    (found,) = summary_of(Path(f"{base}.json"))["vergelijking"]["cbs"]["verschillen"]
    assert (found["gemeente"], found["eigen"], found["cbs"]) == ("0153", 3, 7)
    pagina = Pagina(Path(f"{base}.html").read_text(encoding="utf-8"))
    anders, gelijk = pagina.tabellen["cbs"]
    (rij,) = anders.rijen
    assert (rij[0], rij[2:5]) == ("Enschede", ["3", "7", "+4"]) and "Cijfers van het CBS!F2" in pagina.tekst
    assert len(gelijk.rijen) == 21
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "SHV_2024_Test.bijlage.pdf").pages)
    assert "Vergeleken met het rapport van CBS" in text
    sheet = fastexcel.read_excel(f"{base}.xlsx").load_sheet("CBS").to_polars()
    differing = sheet.filter(sheet["CBS min uw bestand"] != 0)
    assert differing.select("Uw bestand", "CBS", "CBS min uw bestand").rows() == [(3, 7, 4)]


def test_each_gemeente_gets_its_own_report_and_the_signer_is_filled_in(
    schrijf: Callable[[str, object], Path], tmp_path: Path
) -> None:
    document = delivery(2, 2024)
    document["leveringen"][0]["schuldhulptrajecten"][1]["gemeentecode"] = "../../x"
    nu = schrijf(NU, document)
    voer_uit(nu, "--per-gemeente", "--opsteller", "N. Naam", "--functie", "Manager", "-f", "html,json", "--quiet")
    assert {path.name for path in tmp_path.iterdir()} == {
        NU,
        "SHV_2024_Test.op-orde.html",
        "SHV_2024_Test.op-orde.json",
        "SHV_2024_Test.0153.op-orde.html",
        "SHV_2024_Test.onbekend.op-orde.html",
    }
    own = Pagina((tmp_path / "SHV_2024_Test.0153.op-orde.html").read_text(encoding="utf-8"))
    assert "Enschede · " in own.tekst and "Het oordeel over de hele levering is" in own.tekst
    assert "N. Naam" in own.tekst and "Manager" in own.tekst


@pytest.mark.parametrize("optie", ["--previous", "--cbs"])
def test_what_cannot_be_held_against_is_said_plainly(
    optie: str, schrijf: Callable[[str, object], Path], tmp_path: Path
) -> None:
    other = tmp_path / "iets.csv"
    other.write_bytes(b"\x00\x01 zomaar iets")
    found = voer_uit(schrijf(NU, delivery(1, 2024)), optie, other, "-f", "json")
    assert found.code == 2 and "iets.csv" in found.fout and "Traceback" not in found.fout
