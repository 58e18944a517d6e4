"""What the user asked for, and how it is carried out."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.files import contents, find_sources, read, write
from ddas_report.read.progress import ProgressListener
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

if TYPE_CHECKING:
    from ddas_report.analyse.pipeline import Analyse, Beside

KLEIN = 5_000_000
"""Bytes; up to here a second thread costs polars more than it brings."""

TOGETHER = "levering"
"""What several files are called when their names have nothing in common."""

_MINSTE = 4
_EENHEDEN = {"": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3}


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the user asked for."""

    bestanden: tuple[Path, ...]
    vandaag: date
    grenzen: Limits
    naam: str
    """What the outputs are called, and several files as one."""
    map: Path
    formaten: tuple[str, ...]
    norms: Path | None = None
    select: str = ""
    ignore: str = ""
    worklist: Path | None = None
    with_bsn: bool = False
    strict: bool = False
    tonen: bool = False
    """Whether page and PDFs show figures on few people."""
    vorige: Path | None = None
    cbs: Path | None = None
    cbs_sjabloon: bool = False
    per_gemeente: bool = False
    ondertekenaar: tuple[str, str] = ("", "")


def voer_uit(opdracht: Request, voortgang: ProgressListener) -> tuple["Analyse", list[Path]]:
    """Read, judge and write; gives what was found and the files that were written, the last report last."""
    analyse = _analyse(opdracht, voortgang)
    geschreven = _worklist(analyse, opdracht.worklist, opdracht.with_bsn) if opdracht.worklist else []
    if opdracht.cbs_sjabloon:
        geschreven += _sjabloon(analyse, opdracht)
    if opdracht.per_gemeente:
        geschreven += _per_gemeente(analyse, opdracht, voortgang)
    return analyse, geschreven + _write(analyse, opdracht, opdracht.naam, opdracht.formaten, voortgang)


def choose_formats(lijst: str) -> tuple[str, ...]:
    """The formats in a list with commas, each once; raises DdasError on an unknown one."""
    gekozen = tuple(dict.fromkeys(naam.strip().lower() for naam in lijst.split(",") if naam.strip()))
    onbekend = [naam for naam in gekozen if naam not in FORMATS]
    if onbekend or not gekozen:
        wat = f"Het formaat '{onbekend[0]}' bestaat niet." if onbekend else "Er is geen formaat gekozen."
        raise DdasError(wat, f"Kies uit: {', '.join(FORMATS)}.")
    return gekozen


def read_small_numbers(tekst: str) -> bool:
    """Whether figures on few people are shown, from `tonen` or `weglaten`; raises DdasError on anything else."""
    choice = tekst.strip().lower()
    if choice not in ("tonen", "weglaten"):
        raise DdasError(
            f"De keuze '{tekst}' bij --kleine-aantallen bestaat niet.",
            "Kies tonen (voor gebruik binnen de organisatie) of weglaten.",
        )
    return choice == "tonen"


def read_size(tekst: str) -> int:
    """Bytes, from a whole number with KB, MB or GB behind it; raises DdasError on anything else."""
    match = re.fullmatch(r"([0-9]{1,9}) ?(|KB|MB|GB)", tekst.strip().upper())
    if not match or not int(match[1]):
        raise DdasError(f"De omvang '{tekst}' is niet te lezen.", "Bijvoorbeeld: --max-size 500MB of --max-size 4GB")
    return int(match[1]) * _EENHEDEN[match[2]]


def read_day(tekst: str) -> date:
    """A date as JJJJ-MM-DD; raises DdasError on anything else."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tekst):
            return date.fromisoformat(tekst)
    except ValueError:
        pass
    raise DdasError(f"De datum '{tekst}' bestaat niet.", "Schrijf hem als JJJJ-MM-DD, bijvoorbeeld --date 2025-01-15")


def choose_name(naam: str | None, bestanden: Sequence[Path]) -> str:
    """The name of the outputs: as asked for, else that of the only file, else what the names have in common."""
    if naam is None:
        return _gemeenschappelijk([bestand.stem for bestand in bestanden])
    if not naam.strip(". ") or not naam.isprintable() or not set(naam).isdisjoint('\\/:*?"<>|'):
        raise DdasError(
            f"De naam '{naam}' kan niet voor een bestand worden gebruikt.",
            "Gebruik letters, cijfers en streepjes, zonder map; kies een map met --output.",
        )
    return naam


def _gemeenschappelijk(namen: Sequence[str]) -> str:
    """What all names begin with, as far as whole words go; or the only name."""
    if len(namen) == 1:
        return namen[0]
    begin = namen[0]
    while begin and not all(f"{naam}_".startswith((begin + "_", begin + "-", begin + " ")) for naam in namen):
        begin = begin[:-1]
    begin = begin.rstrip("_- ")
    return begin if len(begin) >= _MINSTE else TOGETHER


def _analyse(opdracht: Request, voortgang: ProgressListener) -> "Analyse":
    found = find_sources(opdracht.bestanden, opdracht.grenzen)
    omvang = sum(bron.omvang for bron in found)
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1")  # one pool of memory: both are read when polars is imported
    if omvang < KLEIN:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")
    from ddas_report.analyse.choice import Choice, choose_regels, read_normen
    from ddas_report.analyse.pipeline import assess
    from ddas_report.read.workers import read_all

    normen = read_normen(read(opdracht.norms) if opdracht.norms else b"")
    keuze = Choice(normen, choose_regels(opdracht.select, opdracht.ignore))
    ernaast = _ernaast(opdracht)
    klaar = voortgang.lezen(len(found), omvang)
    gelezen = read_all(contents(found, opdracht.grenzen), len(found), omvang, klaar)
    voortgang.update("Controleren en tellen…")
    return assess(gelezen, opdracht.naam, opdracht.vandaag, keuze, ernaast)


def _worklist(analyse: "Analyse", path: Path, with_bsn: bool) -> list[Path]:
    """Write the worklist; with BSNs only its owner may read it."""
    from ddas_report.render.worklist import render_worklist

    write(path, render_worklist(analyse, path.suffix.lower(), with_bsn), 0o600 if with_bsn else 0o644)
    return [path]


def _write(
    analyse: "Analyse",
    opdracht: Request,
    naam: str,
    formaten: Sequence[str],
    voortgang: ProgressListener,
    geheel: "Analyse | None" = None,
) -> list[Path]:
    """Write each output; PDF comes last, so that the others are there when it fails."""
    subject = Subject(
        analyse=analyse,
        vandaag=opdracht.vandaag,
        naam=naam,
        strict=opdracht.strict,
        tonen=opdracht.tonen,
        ondertekenaar=opdracht.ondertekenaar,
        geheel=geheel,
    )
    written = []
    for formaat in sorted(formaten, key=lambda formaat: FORMATS[formaat].is_pdf):
        voortgang.update(f"{formaat.upper()} maken…")
        path = opdracht.map / f"{naam}.{FORMATS[formaat].extension}"
        write(path, FORMATS[formaat].render(subject))
        written.append(path)
    return written


def _per_gemeente(analyse: "Analyse", opdracht: Request, voortgang: ProgressListener) -> list[Path]:
    """The pages of each gemeente, named by its code; a code that is no code gets a number."""
    from ddas_report.analyse.per_gemeente import per_gemeente

    written = []
    formaten = [formaat for formaat in opdracht.formaten if FORMATS[formaat].per_gemeente]
    for nummer, (code, deel) in enumerate(per_gemeente(analyse), start=1):
        kort = code if re.fullmatch(r"[0-9]{4}|onbekend", code) else f"code-{nummer}"
        naam = f"{opdracht.naam}.{kort}"
        written += _write(deel, opdracht, naam, formaten, voortgang, geheel=analyse)
    return written


def _sjabloon(analyse: "Analyse", opdracht: Request) -> list[Path]:
    """The template for the figures of CBS, as a workbook and as a table."""
    from ddas_report.render.cbs_template import render_cbs_template

    paths = [opdracht.map / f"{opdracht.naam}.cbs-sjabloon.{formaat}" for formaat in ("xlsx", "csv")]
    for path in paths:
        write(path, render_cbs_template(analyse, "csv" if path.suffix == ".csv" else "xlsx", opdracht.vandaag))
    return paths


def _ernaast(opdracht: Request) -> "Beside":
    """What the user gave to hold the figures against."""
    from ddas_report.analyse.pipeline import Beside

    vorige = cbs = None
    if opdracht.vorige:
        from ddas_report.compare.read_earlier import read_earlier

        vorige = read_earlier(opdracht.vorige.name, read(opdracht.vorige))
    if opdracht.cbs:
        from ddas_report.compare.read_cbs import op_orde_figures, read_cbs

        cbs = read_cbs(opdracht.cbs.name, read(opdracht.cbs), op_orde_figures())
    return Beside(vorige, cbs)
