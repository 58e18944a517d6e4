"""The command line: what it makes, what it says and with which code it leaves."""

import builtins
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from bouw import levering, traject
from opdracht import voer_uit

import ddas_report
from ddas_report.read import files

SAMPLES = Path(__file__).parent.parent / "sample_data"
SCHOON, ROMMELIG = SAMPLES / "SHV_2024_Schoonstad.json", SAMPLES / "SHV_2024_Voorbeeldstad.json"


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    """A delivery of one traject: it has a waarschuwing (TRJ-02) and no fout."""
    path = tmp_path / "SHV_2024_Test.json"
    path.write_text(json.dumps(levering(traject(startdatum=None))), encoding="utf-8")
    return path


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Exit codes and outputs --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bestand", "opties", "code"),
    [
        (SCHOON, (), 0),
        (SCHOON, ("--strict",), 0),
        (ROMMELIG, (), 1),
        (ROMMELIG, ("--strict",), 1),
    ],
    ids=["clean", "clean, strict", "with fouten", "with fouten, strict"],
)
def test_sample_gives_its_exit_code(bestand: Path, opties: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert voer_uit(bestand, "-f", "json", "-o", tmp_path, *opties).code == code


def test_waarschuwing_fails_only_when_strict(klein: Path) -> None:
    assert voer_uit(klein, "-f", "json").code == 0
    assert voer_uit(klein, "-f", "json", "--strict").code == 1


def test_html_and_pdf_are_made_beside_the_file_by_default(klein: Path) -> None:
    found = voer_uit(klein)
    assert (found.code, found.fout) == (0, "")
    made = {"SHV_2024_Test.op-orde.html", "SHV_2024_Test.op-orde.pdf"}
    assert names_in(klein.parent) == {klein.name} | made
    assert (klein.parent / "SHV_2024_Test.op-orde.html").read_bytes().startswith(b"<!doctype html>")
    assert (klein.parent / "SHV_2024_Test.op-orde.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert all(name in found.uit for name in made)


def test_output_folder_is_created_and_format_list_is_followed(klein: Path, tmp_path: Path) -> None:
    assert voer_uit(klein, "-o", tmp_path / "a" / "b", "--format", " JSON,html,json").code == 0
    assert names_in(tmp_path / "a" / "b") == {"SHV_2024_Test.op-orde.json", "SHV_2024_Test.op-orde.html"}
    assert names_in(tmp_path) == {"a", klein.name}


def test_earlier_report_is_replaced(klein: Path) -> None:
    earlier = klein.parent / "SHV_2024_Test.op-orde.json"
    earlier.write_text("oud", encoding="utf-8")
    assert voer_uit(klein, "-f", "json").code == 0
    assert json.loads(earlier.read_bytes())["oordeel"] == "controleren"


def test_input_is_left_as_it_was(klein: Path) -> None:
    before = klein.read_bytes(), klein.stat().st_mtime_ns
    voer_uit(klein, "-f", "json,html")
    assert (klein.read_bytes(), klein.stat().st_mtime_ns) == before


def test_quiet_says_nothing_unless_it_fails(klein: Path) -> None:
    found = voer_uit(klein, "-f", "json", "--quiet")
    assert (found.code, found.tekst) == (0, "")
    assert voer_uit(klein.with_name("weg.json"), "--quiet").fout.startswith("Fout: ")


def test_summary_on_the_console_gives_verdict_counts_and_report(klein: Path) -> None:
    lines = voer_uit(klein, "-f", "json").uit.splitlines()
    assert lines[0].startswith("Eerst controleren: ")
    assert lines[1].startswith("1 traject;")
    assert lines[-1].endswith("SHV_2024_Test.op-orde.json")


# Words in Dutch ----------------------------------------------------------------------------------------

ENGELS = ("usage", "options", "arguments", "show this", "exit", "error", "default", "required", "try ", "path", "text")


def test_version_is_that_of_the_package() -> None:
    assert voer_uit("--version") == (0, f"ddas-report {ddas_report.__version__}\n", "")


def test_help_is_dutch_throughout() -> None:
    found = voer_uit("--help")
    assert found.code == 0 and found.uit.startswith("Gebruik: ddas-report") and "Toon deze hulp." in found.uit
    assert not [word for word in ENGELS if word in found.tekst.lower()]


@pytest.mark.parametrize(
    ("woorden", "wat"),
    [
        ((), "Noem het bestand"),
        (("--kleur",), "--kleur"),
        (("-z",), "-z"),
        (("--output",), "--output"),
        (("--strict=ja", "x.json"), "--strict"),
        (("a.json", "-f", "docx"), "'docx'"),
        (("a.json", "-f", ""), "geen formaat"),
        (("a.json", "-f", " , "), "geen formaat"),
    ],
    ids=["nothing", "unknown option", "short one", "no value", "value too many", "format", "no format", "commas"],
)
def test_wrong_command_is_explained_in_dutch_with_code_2(woorden: tuple[str, ...], wat: str) -> None:
    found = voer_uit(*woorden)
    assert (found.code, found.uit) == (2, "")
    assert found.fout.startswith("Fout: ") and wat in found.fout and found.fout.count("\n") == 2
    assert not [word for word in ENGELS if word in found.fout.lower()]


def test_interruption_leaves_with_code_130(klein: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("ddas_report.cli.run.assess", interrupt)
    assert voer_uit(klein, "-f", "json") == (130, "", "Afgebroken.\n")


# Writing -----------------------------------------------------------------------------------------------


class HalfGeschreven(OSError):
    """What a full disk raises."""

    def __init__(self) -> None:
        super().__init__(28, "No space left on device")


@pytest.mark.parametrize(
    "step",
    [
        "replace",
        pytest.param("fdopen", marks=pytest.mark.skipif(os.name == "nt", reason="Windows keeps a file that is open")),
        "chmod",
    ],
)
def test_failing_write_leaves_neither_a_half_file_nor_a_temporary_one(
    step: str, klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> NoReturn:
        raise HalfGeschreven

    earlier = klein.parent / "SHV_2024_Test.op-orde.json"
    earlier.write_text("oud", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(files.os, step, fail)
        found = voer_uit(klein, "-f", "json")
    assert found.code == 2 and "de schijf is vol" in found.fout and "--uitvoer" in found.fout
    assert names_in(klein.parent) == {klein.name, earlier.name} and earlier.read_text(encoding="utf-8") == "oud"


def test_output_under_a_file_gets_advice_and_code_2(klein: Path) -> None:
    found = voer_uit(klein, "-f", "json", "-o", klein / "map")
    assert found.code == 2 and "kan niet worden geschreven" in found.fout and "--uitvoer" in found.fout
    assert names_in(klein.parent) == {klein.name}


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may write anywhere")
def test_read_only_folder_gets_advice_and_code_2(klein: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir(mode=0o500)
    found = voer_uit(klein, "-f", "json", "-o", folder)
    assert found.code == 2 and "u mag daar niet schrijven" in found.fout


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_report_may_be_read_by_others_as_usual(klein: Path) -> None:
    voer_uit(klein, "-f", "json")
    assert (klein.parent / "SHV_2024_Test.op-orde.json").stat().st_mode & 0o777 == 0o644


def test_nothing_is_left_in_the_folder_for_temporary_files(
    klein: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    voer_uit(klein, "-f", "html,json")
    assert not names_in(folder)


def test_worklist_with_bsns_is_told_of_also_when_a_later_output_fails(klein: Path) -> None:
    words = (klein, "-f", "json", "--werklijst", lijst := klein.with_name("lijst.csv"), "--met-bsn")
    told = f"Let op: {lijst} bevat persoonsgegevens (BSN)."
    assert (found := voer_uit(*words)).code == 0 and told in found.fout
    lijst.unlink()
    klein.with_name("SHV_2024_Test.op-orde.json").unlink()
    klein.with_name("SHV_2024_Test.op-orde.json").mkdir()
    assert (found := voer_uit(*words)).code == 2 and lijst.exists() and told in found.fout


# No PDF on this machine --------------------------------------------------------------------------------


@pytest.fixture
def without_weasyprint() -> Iterator[None]:
    """The modules of WeasyPrint as if they had not been imported yet."""
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "weasyprint"}
    for name in kept:
        del sys.modules[name]
    yield
    sys.modules.update(kept)


@pytest.mark.usefixtures("without_weasyprint")
@pytest.mark.parametrize("error", [OSError("cannot load library 'libpango-1.0-0'"), ModuleNotFoundError("weasyprint")])
def test_without_pango_or_weasyprint_html_is_there_and_the_message_says_what_to_install(
    error: Exception, klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_import = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "weasyprint":
            print("-----\nWeasyPrint could not import some external libraries.")
            raise error
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    found = voer_uit(klein, "-f", "pdf,html")
    assert found.code == 2 and not found.uit
    assert "De PDF kan niet worden gemaakt" in found.fout and "--formaat html" in found.fout
    assert "install" in found.fout and "could not import" not in found.fout
    assert names_in(klein.parent) == {klein.name, "SHV_2024_Test.op-orde.html"}
