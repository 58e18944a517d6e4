"""The table of output formats: what every entry must bring along."""

import ast
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from bouw import levering, made, traject
from opdracht import voer_uit

from ddas_report.analyse.pipeline import analyse
from ddas_report.render.formats import FORMATS, Readers

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parent
DOCUMENT = json.dumps(levering(traject())).encode()

each_format = pytest.mark.parametrize("formaat", FORMATS)


@cache
def asked_for_in_tests() -> set[str]:
    """What the other tests give to a call as a string, and the modules that they import."""
    others = [path for path in TESTS.glob("test_*.py") if path != Path(__file__)]
    nodes = [node for path in others for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    given = {
        arg.value for node in nodes if isinstance(node, ast.Call) for arg in node.args if type(arg) is ast.Constant
    }
    return given | {node.module for node in nodes if isinstance(node, ast.ImportFrom)}


@cache
def help_text() -> str:
    return " ".join(voer_uit("--help").uit.split())


@each_format
def test_format_has_a_test_of_its_own(formaat: str) -> None:
    assert asked_for_in_tests() & {formaat, f"ddas_report.render.{FORMATS[formaat].module}"}


@each_format
def test_format_stands_in_the_help_and_the_guide(formaat: str) -> None:
    """Not so in the guide? Write what it is for in `doel`, and run: python docs/generate.py."""
    guide = (TESTS.parent / "docs" / "handleiding.md").read_text(encoding="utf-8")
    assert f"| `{formaat}` | `NAAM.{FORMATS[formaat].extension}` |" in guide
    assert f"{formaat} ({FORMATS[formaat].doel})" in help_text()
    assert f"`{formaat}`" in (TESTS.parent / "README.md").read_text(encoding="utf-8")


@each_format
def test_the_same_analysis_gives_the_same_bytes(formaat: str) -> None:
    first, second = (made(analyse("SHV_2024_Test.json", DOCUMENT, date(2025, 2, 1)), formaat) for _ in range(2))
    assert first == second


@each_format
def test_format_is_written_under_its_own_name(formaat: str, tmp_path: Path) -> None:
    bestand = tmp_path / "SHV_2024_Test.json"
    bestand.write_bytes(DOCUMENT)
    assert voer_uit(bestand, "-f", formaat.upper(), "--date", "2025-02-01").code in (0, 1)
    written = {path.name for path in tmp_path.iterdir()} - {bestand.name}
    assert written == {f"{bestand.stem}.{FORMATS[formaat].extension}"}


def test_no_two_formats_write_the_same_file() -> None:
    assert len({formaat.extension for formaat in FORMATS.values()}) == len(FORMATS)


def test_each_gemeente_gets_what_people_read(tmp_path: Path) -> None:
    bestand = tmp_path / "SHV_2024_Test.json"
    bestand.write_bytes(DOCUMENT)
    voer_uit(bestand, "-f", ",".join(FORMATS), "--per-gemeente", "-o", tmp_path / "uit")
    read = {formaat.extension for formaat in FORMATS.values() if formaat.readers is Readers.LEZERS}
    assert {path.name for path in tmp_path.glob("uit/*.0088.*")} == {f"{bestand.stem}.0088.{end}" for end in read}


def test_all_but_the_pdf_is_there_when_pango_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bestand = tmp_path / "SHV_2024_Test.json"
    bestand.write_bytes(DOCUMENT)
    for naam, formaat in FORMATS.items():
        if formaat.is_pdf:
            monkeypatch.setitem(FORMATS, naam, replace(formaat, module="missing"))
    with pytest.raises(ModuleNotFoundError):
        voer_uit(bestand, "-f", ",".join(reversed(FORMATS)), "-o", tmp_path / "uit")
    others = {f"{bestand.stem}.{formaat.extension}" for formaat in FORMATS.values() if not formaat.is_pdf}
    assert {path.name for path in tmp_path.glob("uit/*")} == others
