"""Who takes part: every tool and every stage of ours, as a command on a delivery that is made first."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "ddas_report" / "model" / "schema" / "uitwisselmodel-1.0.json"
SMALL, MIDDLE, LARGE, PART = 500, 25_000, 100_000, 2_500
"""Trajecten in a delivery; PART is what the slowest two get, and their time is then multiplied."""

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FORMATEN = ("html", "html,xlsx", "html,xlsx,pdf")
BYTES, ORJSON, AJV, JSONSCHEMA, CHECK = "read the bytes", "orjson.loads", "ajv 8", "jsonschema", "check-jsonschema"
BEFORE = "before: all, to HTML"
LEES, ANALYSE, VERSIE = "ours: validate (and flatten)", "ours: + figures + rules", "ours: --version"


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """A command on a delivery of that many trajecten."""

    naam: str
    trajecten: int
    command: list[str]
    checkout: Path = HERE.parent


def folder() -> Path:
    """Where deliveries, outputs and node packages stand; kept, so that a second run need not make them again."""
    path = Path(tempfile.gettempdir()) / "ddas-benchmark"
    path.mkdir(exist_ok=True)
    for trajecten in (SMALL, PART, MIDDLE, LARGE):
        _make(path, trajecten)
    return path


def sizes(path: Path) -> dict[int, float]:
    """The size of each delivery in MB (10^6 bytes)."""
    return {n: _file(path, n).stat().st_size / 1e6 for n in (SMALL, PART, MIDDLE, LARGE)}


def all_of_them(path: Path, before: Path | None = None) -> list[Deelnemer]:
    """Every command, in the order in which they run in turn; `before` is an earlier checkout."""
    return [
        Deelnemer(VERSIE, SMALL, [sys.executable, "-m", "ddas_report", "--version"]),
        *_ours(path, SMALL, FORMATEN[:1]),
        *_floors(path),
        *_ours(path, MIDDLE, FORMATEN),
        *_others(path),
        *_ours(path, LARGE, FORMATEN[:1]),
        *(Deelnemer(BEFORE, n, _whole(path, n, "html"), before.resolve()) for n in (SMALL, MIDDLE, LARGE) if before),
    ]


def format_name(formaten: str) -> str:
    """What the row of the whole command is called."""
    return f"ours: all, to {formaten.replace(',', ' + ').upper()}"


def _ours(path: Path, trajecten: int, formaten: tuple[str, ...]) -> list[Deelnemer]:
    file = str(_file(path, trajecten))
    stages = [Deelnemer(LEES, trajecten, _stage("lees", file)), Deelnemer(ANALYSE, trajecten, _stage("analyse", file))]
    return stages + [Deelnemer(format_name(f), trajecten, _whole(path, trajecten, f)) for f in formaten]


def _whole(path: Path, trajecten: int, formaten: str) -> list[str]:
    """The whole command, run by the checkout in which it is started."""
    file, output = str(_file(path, trajecten)), str(path / "output")
    return [sys.executable, "-m", "ddas_report", file, "--quiet", "--overschrijven", "-o", output, "-f", formaten]


def _floors(path: Path) -> list[Deelnemer]:
    file = str(_file(path, MIDDLE))
    return [Deelnemer(BYTES, MIDDLE, _stage("bytes", file)), Deelnemer(ORJSON, MIDDLE, _stage("orjson", file))]


def _others(path: Path) -> list[Deelnemer]:
    part = str(_file(path, PART))
    found = [Deelnemer(JSONSCHEMA, PART, _stage("jsonschema", part))]
    check = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
    if check:
        found.append(Deelnemer(CHECK, PART, [check, "--schemafile", str(SCHEMA), part]))
    if shutil.which("node") and shutil.which("npm"):
        script = _ajv(path)
        found += [
            Deelnemer(AJV, n, ["node", "--max-old-space-size=8192", str(script), str(SCHEMA), str(_file(path, n))])
            for n in (MIDDLE, LARGE)
        ]
    return found


def _stage(name: str, file: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.stap", name, file]


def _ajv(path: Path) -> Path:
    """The script beside the packages it imports."""
    if not (path / "node_modules" / "ajv-formats").is_dir():
        subprocess.run(["npm", "install", "--prefix", str(path), "ajv@8", "ajv-formats@3"], check=True)
    return Path(shutil.copy(HERE / "ajv.mjs", path))


def _file(path: Path, trajecten: int) -> Path:
    return path / f"SHV_2024_Land{trajecten}.json"


def _make(path: Path, trajecten: int) -> None:
    file = _file(path, trajecten)
    if not file.exists():
        made = file.with_suffix(".half")
        options = ["--gemeenten", "60", "--schulden", "11", "--seed", "1", "--out", str(made)]
        script = str(HERE.parent / "sample_data" / "generate.py")
        subprocess.run([sys.executable, script, "--trajecten", str(trajecten), *options], check=True)
        made.rename(file)
