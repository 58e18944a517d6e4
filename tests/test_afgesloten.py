"""Shut off: no option opens a socket or looks up a name, nor writes anywhere but where it was told to."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import typer
from bouw import levering, traject

from ddas_report.cli.app import app

WORTEL = Path(__file__).parent.parent
BEWAKER = """
import os, sys

log = os.open(os.environ["BEWAKER"], os.O_WRONLY | os.O_APPEND)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def note(*words):
    os.write(log, ("\\t".join(map(str, words)) + "\\n").encode())

def watch(event, args):
    if event.startswith("socket."):
        note("socket", event)
        os._exit(97)
    if event == "open" and not isinstance(args[0], int) and args[2] & WRITING and args[0] != os.devnull:
        note("write", os.path.abspath(os.fsdecode(args[0])))
    if event in ("os.rename", "os.mkdir"):
        note("write", *(os.path.abspath(os.fsdecode(path)) for path in args[:2] if not isinstance(path, int)))

note("process", os.getpid())
sys.addaudithook(watch)
"""
"""Comes up with every Python process that is started here, also with those that read the files side by side."""

OPDRACHT = (
    "import os; from ddas_report.cli import app; from ddas_report.read import workers\n"
    "workers.WORTHWHILE, os.cpu_count = 0, lambda: 2\n"
    "if __name__ == '__main__': app.main()"
)

SOORTEN: Mapping[str, Sequence[str]] = {
    "help": ["--help"],
    "version": ["--version"],
    "figures": ["--indicatoren", "-f", "json"],
    "rules": ["--regels"],
    "a rule": ["--regel", "TRJ-01"],
    "no file": ["bestaat-niet.json"],
    "broken file": ["kapot.json"],
    "every format": ["nu.json", "-f", "html,pdf,json,xlsx,csv,sarif,junit", "-o", "uit"],
    "several files": ["nu.json", "ook.json", "-f", "json", "-o", "uit", "--name", "samen", "--max-size", "1GB"],
    "beside others": ["nu.json", "--previous", "toen.json", "--cbs", "cbs.csv", "-f", "html,xlsx,json", "--output", "uit"],
    "templates": ["nu.json", "--cbs-template", "--per-gemeente", "--format", "html", "-o", "uit", "--strict", "--quiet"],
    "worklist": ["nu.json", "--worklist", "uit/lijst.xlsx", "--with-bsn", "-f", "junit", "-o", "uit"],
    "choice": ["nu.json", "--norms", "normen.toml", "--select", "TRJ", "--ignore", "TRJ-01", "-f", "csv", "-o", "uit"],
    "causes": ["--oorzaken"],
    "standing choices": ["--instellingen"],
    "completion": ["--aanvullen", "bash"],
    "another file": ["nu.json", "--digest", f"SHA-256={'A' * 43}="],
    "again": ["nu.json", "--overschrijven", "--kleine-aantallen", "tonen", "-f", "html", "-o", "uit"],
    "to explain": ["nu.json", "--toelichting-sjabloon", "-f", "json", "-o", "uit"],
    "explained": ["nu.json", "--toelichting", "toelichting.toml", "-f", "json", "-o", "uit"],
    "signed": ["nu.json", "--opsteller", "N. Naam", "--functie", "Manager", "--date", "2025-02-01", "-o", "uit", "-f", "html"],
}  # fmt: skip
REFUSED = {"no file", "broken file", "another file"}
MORE_PROCESSES = {"several files", "every format", "broken file", "another file"}
"""Files are read side by side, and a PDF is drawn apart."""
OPENEN = ["nu.json", "--open", "-f", "html", "-o", "uit"]
VENSTER = ["--venster"]
"""The one option that does open a socket, on this computer alone; tests/test_venster.py says who may speak to it."""


class Kamer:
    """A folder to work in, a home and a place for temporary files, with a guard at every door."""

    def __init__(self, folder: Path) -> None:
        self.werk, self.log = folder / "werk", folder / "log"
        for path in (self.werk, folder / "thuis", folder / "tijdelijk", folder / "bewaker", folder / "programma"):
            path.mkdir()
        self.log.touch()
        (folder / "bewaker" / "sitecustomize.py").write_text(BEWAKER, encoding="utf-8")
        self._script = folder / "programma" / "opdracht.py"
        self._script.write_text(OPDRACHT, encoding="utf-8")
        self._buiten = [folder / naam for naam in ("thuis", "tijdelijk")]
        self.omgeving = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(folder / "bewaker"), str(WORTEL)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "BEWAKER": str(self.log),
            **dict.fromkeys(("HOME", "USERPROFILE"), str(folder / "thuis")),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / "tijdelijk")),
        }
        documents = {
            "nu.json": levering(traject(), traject(startdatum="2025-09-01")),
            "ook.json": levering(traject()),
            "toen.json": levering(traject(), startdatumLevering="2023-01-01", einddatumLevering="2023-12-31"),
        }
        texts = {naam: json.dumps(document) for naam, document in documents.items()} | {
            "kapot.json": "{",
            "toelichting.toml": '[[toelichting]]\nid = "TRJ-02"\naantal = 1\ntekst = "Klopt."\nnaam = "K. de Vries"\n'
            "datum = 2025-01-20\n",
            "cbs.csv": "Gemeente;Trajecten\n0088;1\n",
            "normen.toml": "eerste_gesprek_dagen = 28\n",
        }
        for naam, text in texts.items():
            (self.werk / naam).write_text(text, encoding="utf-8")
        self._gegeven = {self.werk / naam for naam in texts}

    def voer_uit(self, woorden: Sequence[str], **omgeving: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self._script), *woorden]
        return subprocess.run(
            command, cwd=self.werk, env=self.omgeving | omgeving, capture_output=True, text=True, encoding="utf-8"
        )

    def gemeld(self, wat: str) -> list[str]:
        """What the guard saw of this kind."""
        notes = [line.split("\t") for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [word for note in notes if note[0] == wat for word in note[1:]]

    def elders(self) -> list[str]:
        """Where was written outside the output folder and that for temporary files, and what was left behind."""
        uit = self.werk / "uit"
        allowed = (uit, *self._buiten[1:])
        written = [path for path in self.gemeld("write") if not any(map(Path(path).is_relative_to, allowed))]
        left = [*self.werk.iterdir(), *(path for map_ in self._buiten for path in map_.rglob("*"))]
        hidden = [path for path in uit.rglob(".*")]
        return written + [str(path) for path in (*left, *hidden) if path not in self._gegeven | {uit}]


@pytest.fixture
def kamer(tmp_path: Path) -> Kamer:
    return Kamer(tmp_path)


@pytest.mark.parametrize("soort", SOORTEN)
def test_command_opens_no_socket_and_writes_only_its_outputs(soort: str, kamer: Kamer) -> None:
    found = kamer.voer_uit(SOORTEN[soort])
    assert found.returncode in (0, 1, 2) and (found.returncode < 2 or soort in REFUSED), found.stderr
    assert (kamer.gemeld("socket"), kamer.elders()) == ([], [])
    assert (len(kamer.gemeld("process")) > 2) == (soort in MORE_PROCESSES)


def test_every_option_is_tried() -> None:
    options = {
        param.name: set(param.opts) for param in typer.main.get_command(app).params if param.param_type_name == "option"
    }
    words = {word for woorden in (*SOORTEN.values(), OPENEN, VENSTER) for word in woorden}
    assert [naam for naam, opts in options.items() if not opts & words] == []


def test_guard_sees_the_page_in_the_browser(kamer: Kamer) -> None:
    assert kamer.voer_uit(VENSTER).returncode == 97 and kamer.gemeld("socket") and kamer.elders() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a report is opened by the system itself")
def test_report_that_is_opened_is_a_file_of_ours(kamer: Kamer, tmp_path: Path) -> None:
    browser = tmp_path / "programma" / "xdg-open"
    browser.write_text('#!/bin/sh\necho "$1" > "$0.gekregen"\n', encoding="utf-8")
    browser.chmod(0o755)
    found = kamer.voer_uit(OPENEN, PATH=f"{browser.parent}{os.pathsep}{os.environ['PATH']}")
    assert found.returncode == 1 and (kamer.gemeld("socket"), kamer.elders()) == ([], [])


@pytest.mark.parametrize(
    "misdaad", ["import socket; socket.socket()", "import socket; socket.getaddrinfo('localhost', 80)"]
)
def test_guard_sees_a_socket(misdaad: str, kamer: Kamer) -> None:
    found = subprocess.run([sys.executable, "-c", misdaad], env=kamer.omgeving)
    assert found.returncode == 97 and kamer.gemeld("socket")


def test_guard_sees_a_file_written_elsewhere(kamer: Kamer, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", "open('elders.txt', 'w')"], env=kamer.omgeving, cwd=tmp_path, check=True)
    assert kamer.elders() == [str(tmp_path / "elders.txt")]
