"""The long table as CSV, read back the way a Dutch spreadsheet reads it."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bouw import levering, traject

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.render.cells import MAX_LENGTH, safe_text
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.render.table import decimal_comma

SAMPLES = Path(__file__).parent.parent / "sample_data"
VANDAAG = date(2025, 2, 1)


def analysed(document: dict[str, Any]) -> Analyse:
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def dutch(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("SHV_*.json")), ids=lambda path: path.stem)
def test_every_figure_reads_back_exactly(path: Path) -> None:
    delivery = analyse(path.name, path.read_bytes(), VANDAAG)
    rows = read(FORMATS["csv"].render(Subject(delivery, VANDAAG)))
    assert [(row["id"], dutch(row["waarde"])) for row in rows] == list(
        delivery.cijfers.long.select("id", "waarde").rows()
    )


def test_bytes_are_as_excel_expects() -> None:
    data = FORMATS["csv"].render(Subject(analysed(levering(traject())), VANDAAG))
    lines = data.split(b"\r\n")
    assert lines[0] == "\ufeffgemeentecode;gemeente;id;label;eenheid;waarde;klein aantal: niet delen".encode()
    assert lines[1] == b"0088;Schiermonnikoog;op_orde.trajecten;Trajecten;aantal;1;nee"
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize(
    ("waarde", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (12.0, "12"),
        (1234567.0, "1234567"),
        (0.1, "0,1"),
        (1 / 3, "0,3333333333333333"),
        (1e-7, "0,0000001"),
        (1e22, "10000000000000000000000"),
        (-2.5, "-2,5"),
    ],
)
def test_numbers_are_dutch_and_not_rounded(waarde: float | None, text: str) -> None:
    assert decimal_comma(waarde) == text


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("=cmd|x", "'=cmd|x"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\u200b=1", "'=1"),
        ("＝1", "'＝1"),
        ("a\x00b\x1bc", "abc"),
        ("a\nb", "a b"),
        ("\u202ea", "a"),
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
        ("", ""),
    ],
)
def test_text_is_made_safe(hostile: str, safe: str) -> None:
    assert safe_text(hostile) == safe


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_long_text_fits_in_a_cell(letter: str) -> None:
    assert len(safe_text(letter * 40_000).encode("utf-16-le")) == 2 * MAX_LENGTH


@pytest.mark.parametrize("code", ['=cmd|"x"', "a;b", 'a"b', "a\r\nb"])
def test_a_hostile_gemeentecode_is_not_in_it(code: str) -> None:
    rows = read(FORMATS["csv"].render(Subject(analysed(levering(traject(gemeentecode=code))), VANDAAG)))
    assert {row["gemeentecode"] for row in rows} == {"onbekend-1", "totaal"}
    assert {row["eenheid"] for row in rows} == {"aantal", "euro", "dagen", "procent"}
