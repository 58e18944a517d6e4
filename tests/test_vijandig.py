"""Hostile input and hostile surroundings, through the command: a clear message, no half files, and nothing lost."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any, NoReturn

import pytest
from bouw import levering, schuld, traject
from opdracht import Uitkomst, voer_uit

from ddas_report.read import files
from ddas_report.render.formats import FORMATS, Format

PROJECT = Path(__file__).parent.parent
NAAM = "SHV_2024_Test"
KLEIN = json.dumps(levering(traject(schulden=[schuld()])))
LANG = "z" * 50_000_000
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
geen_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may do anything")

MET_GRENS = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
    "from ddas_report.cli.app import main; main()"
)
"""The command with at most 3 GB of memory."""


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    return bestand(tmp_path, KLEIN)


def bestand(folder: Path, contents: str | bytes) -> Path:
    path = folder / f"{NAAM}.json"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def begrensd(*woorden: str | Path) -> Uitkomst:
    """The command in a process of its own, with bounded memory."""
    command = [sys.executable, "-c", MET_GRENS, *map(str, woorden)]
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=PROJECT, env=environment)
    return Uitkomst(found.returncode, found.stdout, found.stderr)


@contextlib.contextmanager
def ends_after(seconds: int) -> Iterator[None]:
    """A wait that would last for ever is a failure."""

    def end(*_: object) -> NoReturn:
        raise TimeoutError(f"still waiting after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def samenvatting(folder: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads((folder / f"{NAAM}.op-orde.json").read_bytes())
    return summary


def size_of(folder: Path) -> int:
    """Bytes of the outputs together."""
    return sum(path.stat().st_size for path in folder.iterdir() if "op-orde" in path.name)


# Large -------------------------------------------------------------------------------------------------

GROOT: dict[str, tuple[str, str]] = {
    "free text": ('"startdatum"', f'"omschrijving":"{LANG}","startdatum"'),
    "supplier": ("Testsysteem 1.0", LANG),
    "organisation": ("Gemeente Test", LANG),
    "gemeentecode": ('"0088"', f'"{LANG}"'),
    "name of a field": ('"startdatum"', f'"{LANG}":1,"startdatum"'),
}


@posix
@pytest.mark.parametrize(("oud", "nieuw"), GROOT.values(), ids=GROOT.keys())
def test_one_text_of_50_mb_gives_a_report_of_ordinary_size(oud: str, nieuw: str, tmp_path: Path) -> None:
    path = bestand(tmp_path, KLEIN.replace(oud, nieuw, 1))
    found = begrensd(path, "-f", "json,html,csv")
    assert found.code in (0, 1) and not found.fout
    assert size_of(tmp_path) < 1_000_000
    assert "z" * 1000 not in found.uit


@posix
def test_empty_trajecten_by_the_thousands_give_a_report_of_bounded_size(tmp_path: Path) -> None:
    """A million of them takes a minute and 1.2 GB; the outputs are no larger for it."""
    aantal = 50_000
    path = bestand(tmp_path, KLEIN.replace('"schuldhulptrajecten": [', '"schuldhulptrajecten": [' + "{}," * aantal))
    found = begrensd(path, "-f", "json,html,sarif")
    assert found.code == 1 and not found.fout
    toets = samenvatting(tmp_path)["technische_toets"]
    assert toets["aantal"] >= aantal and len(toets["fouten"]) <= 200
    assert size_of(tmp_path) < 8_000_000


def test_more_leveringen_than_there_are_organisations_are_refused(tmp_path: Path) -> None:
    for contents in ("{}", "0", '{"schuldhulptrajecten":[]}'):
        found = voer_uit(bestand(tmp_path, '{"leveringen":[' + ",".join([contents] * 10_001) + "]}"))
        assert found.code == 2 and "meer dan 10.000 leveringen" in found.fout
    assert names_in(tmp_path) == {f"{NAAM}.json"}


def test_contact_persons_that_are_none_are_looked_at_up_to_a_bound(tmp_path: Path) -> None:
    many = KLEIN.replace('[{"email": "test@voorbeeld.example"}]', "[" + ",".join(["0"] * 30_000) + "]")
    assert voer_uit(bestand(tmp_path, many), "-f", "json").code == 1
    toets = samenvatting(tmp_path)["technische_toets"]
    assert toets["aantal"] == 20_000 and len(toets["fouten"]) == 50


def test_unknown_fields_without_end_are_taken_together(tmp_path: Path) -> None:
    naam = "schuldhulptrajecten"  # a name of the model is told however it is written; of any other only the length
    capitals = product(*((letter, letter.upper()) for letter in naam))
    fields = ",".join(f'"{"".join(letters)}":1' for letters in islice(capitals, 12_000))
    path = bestand(tmp_path, KLEIN.replace('"startdatum"', f'{fields},"startdatum"', 1))
    assert voer_uit(path, "-f", "json,html").code == 1
    toets = samenvatting(tmp_path)["technische_toets"]
    assert (toets["aantal"], len(toets["fouten"])) == (12_000, 10_000)
    page = (tmp_path / f"{NAAM}.op-orde.html").read_text(encoding="utf-8")
    assert "Er zijn nog meer soorten fouten" in page and len(page) < 500_000


def test_field_given_ten_thousand_times_is_one_finding(tmp_path: Path) -> None:
    veld = '"startdatum": "2024-03-01"'
    path = bestand(tmp_path, KLEIN.replace(veld, ",".join([veld] * 10_000), 1))
    assert voer_uit(path, "-f", "json").code == 1
    (double,) = [row for row in samenvatting(tmp_path)["signalen"] if row["regel"] == "BST-07"]
    assert double["aantal"] == 1


@pytest.mark.parametrize("vreemd", ["9" * 5_000, "9" * 1_000_000, '"\\ud800"'], ids=["5,000", "1,000,000", "surrogate"])
def test_field_given_twice_is_found_beside_what_only_the_reference_parser_reads(vreemd: str, tmp_path: Path) -> None:
    twice = ('"teller": 1', '"teller": 1, "teller": 1'), ('"gemeentecode"', '"startdatum": "x", "gemeentecode"')
    for oud, nieuw in twice:
        tekst = KLEIN.replace(oud, nieuw) if "teller" in oud else nieuw.join(KLEIN.rsplit(oud, 1))
        path = bestand(tmp_path, tekst.replace('"bedrag": 1000', f'"bedrag": {vreemd}'))
        assert voer_uit(path, "-f", "json").code == 1
        (double,) = [row for row in samenvatting(tmp_path)["signalen"] if row["regel"] == "BST-07"]
        assert double["paden"] == ["$.leveringen[0]" + ("" if "teller" in oud else ".schuldhulptrajecten[0]")]


@pytest.mark.parametrize("dag", ["0000-00-00", "0001-01-01", "9999-12-31"])
def test_every_date_at_the_edge_of_time_gives_a_report(dag: str, tmp_path: Path) -> None:
    tekst = KLEIN
    for gewoon in ("2024-01-01", "2024-12-31", "2024-03-01", "1980-05-17", "2025-01-15"):
        tekst = tekst.replace(gewoon, dag)
    found = voer_uit(bestand(tmp_path, tekst), "-f", "json,html,xlsx")
    assert found.code == (1 if dag == "0000-00-00" else 0) and not found.fout


@pytest.mark.parametrize("einde", ["\r", "\r\n", "\n"])
def test_line_ends_change_nothing_but_the_digest(einde: str, tmp_path: Path) -> None:
    figures = []
    for tekst in (KLEIN, json.dumps(json.loads(KLEIN), indent=1).replace("\n", einde, 9).replace("\n", "\r\n", 3)):
        assert voer_uit(bestand(tmp_path, tekst), "-f", "json").code == 0
        figures.append(samenvatting(tmp_path)["indicatoren"])
    assert figures[0] == figures[1]


# What is no ordinary file ------------------------------------------------------------------------------


@posix
def test_link_to_a_delivery_is_read_and_kept(klein: Path, tmp_path: Path) -> None:
    link = tmp_path / "map" / "SHV_2024_Link.json"
    link.parent.mkdir()
    link.symlink_to(klein)
    assert voer_uit(link, "-f", "json").code == 0
    assert link.is_symlink() and names_in(link.parent) == {link.name, "SHV_2024_Link.op-orde.json"}


@posix
@pytest.mark.parametrize("doel", ["rond.json", "weg.json"], ids=["to itself", "to nothing"])
def test_link_that_leads_nowhere_gets_advice_and_code_2(doel: str, tmp_path: Path) -> None:
    link = tmp_path / "rond.json"
    link.symlink_to(tmp_path / doel)
    found = voer_uit(link)
    assert found.code == 2 and found.fout.startswith("Fout: ") and found.fout.count("\n") == 2
    assert names_in(tmp_path) == {"rond.json"}


@posix
def test_link_in_the_place_of_the_report_is_replaced_and_what_it_led_to_is_kept(klein: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.txt"
    other.write_text("van een ander", encoding="utf-8")
    report = tmp_path / f"{NAAM}.op-orde.json"
    report.symlink_to(other)
    assert voer_uit(klein, "-f", "json").code == 0
    assert not report.is_symlink() and other.read_text(encoding="utf-8") == "van een ander"


@posix
@pytest.mark.parametrize(
    "optie", [(), ("--cbs",), ("--previous",), ("--norms",)], ids=["delivery", "cbs", "vorige", "norms"]
)
def test_pipe_is_refused_and_not_waited_for(optie: tuple[str, ...], klein: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pijp.json"
    os.mkfifo(pipe)
    words = [str(klein), *optie, str(pipe)] if optie else [str(pipe)]
    with ends_after(300):
        found = voer_uit(*words)
    assert found.code == 2 and "pijp.json is geen gewoon bestand" in found.fout
    assert names_in(tmp_path) == {klein.name, pipe.name}


@geen_root
@posix
def test_file_that_may_not_be_read_gets_advice_and_code_2(klein: Path) -> None:
    klein.chmod(0)
    found = voer_uit(klein)
    assert found.code == 2 and "mag niet worden gelezen" in found.fout and "leesrechten" in found.fout


def test_reading_that_is_denied_gets_advice_and_code_2(klein: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*args: Any) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    found = voer_uit(klein)
    assert found.code == 2 and "mag niet worden gelezen" in found.fout and "leesrechten" in found.fout


# Nowhere to write --------------------------------------------------------------------------------------

REDENEN = {
    "full disk": (OSError(28, "No space left on device"), "de schijf is vol"),
    "read-only": (OSError(30, "Read-only file system"), "de schijf weigert het"),
    "not allowed": (PermissionError(13, "Permission denied"), "u mag daar niet schrijven"),
    "open in another program": (PermissionError(13, "used by another process"), "Sluit het bestand als het openstaat"),
}


@pytest.mark.parametrize("formaat", FORMATS)
@pytest.mark.parametrize(("error", "reden"), REDENEN.values(), ids=REDENEN.keys())
def test_report_that_cannot_be_replaced_stays_as_it_was(
    error: OSError, reden: str, formaat: str, klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = klein.parent / f"{NAAM}.{FORMATS[formaat].extension}"
    earlier.write_text("oud", encoding="utf-8")

    def fail(*args: object) -> NoReturn:
        raise error

    monkeypatch.setattr("ddas_report.cli.run._analyse", lambda *_: None)
    monkeypatch.setattr(Format, "render", lambda *_: b"nieuw")
    monkeypatch.setattr(files.os, "replace", fail)
    found = voer_uit(klein, "-f", formaat, "--overschrijven")
    assert found.code == 2 and reden in found.fout and "--uitvoer" in found.fout
    assert names_in(klein.parent) == {klein.name, earlier.name} and earlier.read_text(encoding="utf-8") == "oud"


@pytest.fixture
def kleine_schijf(tmp_path: Path) -> Any:
    """A disk of 64 kB."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("a disk can only be made by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_keeps_what_was_there_and_holds_no_half_file(klein: Path, kleine_schijf: Path) -> None:
    earlier = kleine_schijf / f"{NAAM}.op-orde.html"
    earlier.write_text("oud", encoding="utf-8")
    found = voer_uit(klein, "-f", "html", "-o", kleine_schijf)
    assert found.code == 2 and "de schijf is vol" in found.fout and "--uitvoer" in found.fout
    assert names_in(kleine_schijf) == {earlier.name} and earlier.read_text(encoding="utf-8") == "oud"


# Ctrl-C ------------------------------------------------------------------------------------------------

STAPPEN = {
    "looking": "ddas_report.cli.app.find_sources",
    "reading": "ddas_report.read.files._bounded",
    "decoding": "ddas_report.read.one_file.flatten.flatten_chunk",
    "schema": "ddas_report.read.one_file.check_skeleton",
    "joining": "ddas_report.analyse.pipeline.merge_files",
    "figures": "ddas_report.analyse.pipeline.compute",
    "rules": "ddas_report.regels.evaluate.assess",
    "report": "ddas_report.report.build.build_report",
    "html": "ddas_report.render.html.render_html",
    "pdf": "ddas_report.render.layout._lay_out",
    "workbook": "ddas_report.render.workbook.render",
    "worklist": "ddas_report.render.worklist.render_worklist",
    "making a file": "ddas_report.read.files.os.fdopen",
    "permissions": "ddas_report.read.files.os.chmod",
    "replacing": "ddas_report.read.files.os.replace",
    "words at the end": "ddas_report.cli.console.print_summary",
}


@pytest.mark.parametrize("stap", STAPPEN.values(), ids=STAPPEN.keys())
def test_ctrl_c_at_any_step_leaves_with_code_130_and_no_half_file(
    stap: str, klein: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object, **kwargs: object) -> NoReturn:
        raise KeyboardInterrupt

    voer_uit(klein, "-f", "json")  # what is imported late, is
    monkeypatch.setattr(stap, interrupt)
    found = voer_uit(klein, "-f", "html,pdf,xlsx", "-o", tmp_path / "uit", "--worklist", tmp_path / "uit" / "lijst.csv")
    assert (found.code, found.uit, found.fout) == (130, "", "Afgebroken.\n")
    written = names_in(tmp_path / "uit") if (tmp_path / "uit").exists() else set()
    assert not [name for name in written if name.startswith(".")]
    assert all((tmp_path / "uit" / name).stat().st_size for name in written)


@posix
@pytest.mark.parametrize("stap", ["Controleren", "HTML", "XLSX", "PDF"])
def test_signal_of_the_system_ends_the_run_cleanly(stap: str, klein: Path, tmp_path: Path) -> None:
    script = (
        "import os, signal; from ddas_report.cli import app; from ddas_report.read import progress\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"progress.Silent.update = lambda _, text: text.startswith({stap!r}) and os.kill(os.getpid(), signal.SIGINT)\n"
        "app.main()"
    )
    command = [sys.executable, "-c", script, str(klein), "-f", "html,xlsx,pdf", "-o", str(tmp_path / "uit")]
    found = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=600)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "Afgebroken.\n")
    made = {"Controleren": 0, "HTML": 0, "XLSX": 1, "PDF": 2}[stap]
    assert len(names_in(tmp_path / "uit") if made else ()) == made
