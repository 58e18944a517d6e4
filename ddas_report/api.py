"""The Python API: deliveries in, a report out; nothing is written and no network is used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import polars as pl

from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.choice import Choice, choose_normen, choose_regels
from ddas_report.analyse.explanations import read_explanations
from ddas_report.analyse.pipeline import Analyse, Beside, Oordeel, assess
from ddas_report.model.delivery import PERSOONLIJK
from ddas_report.model.file_name import common_name
from ddas_report.model.normen import Normen
from ddas_report.model.signer import Signer
from ddas_report.read.archive import Limits
from ddas_report.read.files import File, Held, Source, contents, find_sources, read
from ddas_report.read.one_file import ReadDelivery
from ddas_report.read.progress import ProgressListener, Silent
from ddas_report.read.toml import LARGEST
from ddas_report.read.workers import read_all
from ddas_report.regels.evaluate import Bevinding
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

Bestand = str | PathLike[str] | tuple[str, bytes] | Held
"""A file: its path, or its name and its bytes."""


class Rapport:
    """The report of a delivery; nothing that it shows of itself is personal data."""

    __slots__ = ("_subject",)

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def __repr__(self) -> str:
        trajecten = self.analyse.frames.trajecten.height
        return f"<Rapport: {self.oordeel}, {trajecten} trajecten, {len(self.oorzaken)} oorzaken>"

    @property
    def analyse(self) -> Analyse:
        """Everything that is known of the delivery."""
        return self._subject.analyse

    @property
    def naam(self) -> str:
        """What its outputs are called."""
        return self._subject.name

    @property
    def oordeel(self) -> Oordeel:
        """May it go to CBS: `gereed`, `controleren` or `niet_uploaden`."""
        return self.analyse.oordeel

    @property
    def cijfers(self) -> pl.DataFrame:
        """Every figure: gemeente (a code, or `totaal`), id, waarde (float, null without data); units by `--indicatoren`."""
        return self.analyse.cijfers.long

    @property
    def oorzaken(self) -> tuple[Oorzaak, ...]:
        """What there is to mend, the weightiest first."""
        return self.analyse.oorzaken

    @property
    def bevindingen(self) -> tuple[Bevinding, ...]:
        """The rules that are broken; `plaatsen` has a row per place."""
        return tuple(self.analyse.bevindingen)

    def tabellen(self, met_persoonsgegevens: bool = False) -> dict[str, pl.DataFrame]:
        """The records by kind (trajecten, client, schulden, …), joined by `traject`.

        Without `met_persoonsgegevens` the columns that say who somebody is are left out, and `persoon` numbers the
        clients: who is the same person has the same number, null where nobody can tell.
        """
        tables = self.analyse.frames.tables()
        if met_persoonsgegevens:
            return tables
        return {naam: _without_persons(tabel) for naam, tabel in tables.items()}

    def als(self, formaat: str) -> bytes:
        """The report in one of FORMATS; raises DdasError when that cannot be made, KeyError on an unknown one."""
        return FORMATS[formaat].render(self._subject)

    def bestandsnaam(self, formaat: str) -> str:
        """What a file with that format is called; raises KeyError on an unknown one."""
        return f"{self.naam}.{FORMATS[formaat].extension}"

    def werklijst(self) -> bytes:
        """Every place of every finding as a workbook, without BSN."""
        from ddas_report.render.worklist import render_worklist

        return render_worklist(self.analyse, ".xlsx")

    def samenvatting(self) -> dict[str, Any]:
        """The machine-readable summary, as in `docs/summary-format.md`."""
        from ddas_report.render.summary import summary

        return summary(self.analyse)


def rapport(
    *bestanden: Bestand,
    vorige: Iterable[Bestand] = (),
    cbs: Bestand | None = None,
    toelichting: Bestand | None = None,
    normen: Mapping[str, float] | None = None,
    select: str = "",
    ignore: str = "",
    ondertekenaar: tuple[str, str] = ("", ""),
    naam: str | None = None,
    vandaag: date | None = None,
    grenzen: Limits | None = None,
    voortgang: ProgressListener | None = None,
) -> Rapport:
    """Read, judge and count one delivery: one or more files, or zip-bestanden.

    `vorige` is an earlier delivery or its summary, `cbs` CBS's own table, `toelichting` what is explained and left as
    it is; `normen` replaces thresholds by name; `select` and `ignore` are lists of rules or families with commas.
    Raises DdasError, in Dutch, when a file cannot be read or the files do not belong together.
    """
    files, grenzen = [*map(_file, bestanden)], grenzen or Limits()
    explained = read_explanations(read(_file(toelichting), LARGEST + 1)) if toelichting else ()
    keuze = Choice(choose_normen(normen or {}), choose_regels(select, ignore), explained)
    ernaast = held_against([*map(_file, vorige)], None if cbs is None else _file(cbs), grenzen, keuze.normen)
    naam, vandaag = naam or common_name([Path(file.name).stem for file in files]), vandaag or date.today()
    gelezen = read_sources(find_sources(files, grenzen), grenzen, voortgang or Silent())
    analyse = assess(gelezen, naam, vandaag, keuze, ernaast)
    return Rapport(Subject(analyse=analyse, vandaag=vandaag, naam=naam, ondertekenaar=Signer(*ondertekenaar)))


def read_sources(bronnen: Sequence[Source], grenzen: Limits, voortgang: ProgressListener) -> list[ReadDelivery]:
    """Read these deliveries, and tell how far that is; raises UnreadableFile when one cannot be read."""
    omvang = sum(bron.omvang for bron in bronnen)
    done = voortgang.reading(len(bronnen), omvang)
    gelezen = read_all(contents(bronnen, grenzen), len(bronnen), omvang, done)
    voortgang.update("Controleren en tellen…")
    return gelezen


def held_against(vorige: Sequence[File], cbs: File | None, grenzen: Limits, normen: Normen) -> Beside:
    """What the figures are held against: an earlier delivery (or its summary), and CBS's own table."""
    earlier = of_cbs = None
    if vorige:
        from ddas_report.compare.read_earlier import read_earlier

        bronnen = find_sources(vorige, grenzen)
        naam = common_name([Path(bron.naam).stem for bron in bronnen])
        earlier = read_earlier([*contents(bronnen, grenzen)], naam, normen)
    if cbs:
        from ddas_report.compare.read_cbs import op_orde_figures, read_cbs  # slow to import, and seldom needed
        from ddas_report.compare.spreadsheet.limits import MAX_BYTES

        of_cbs = read_cbs(cbs.name, read(cbs, MAX_BYTES + 1), op_orde_figures())
    return Beside(earlier, of_cbs)


def _file(bestand: Bestand) -> File:
    match bestand:
        case Held():
            return bestand
        case (str(naam), bytes(data)):
            return Held(naam, data)
        case _:
            return Path(fspath(bestand))


def _without_persons(tabel: pl.DataFrame) -> pl.DataFrame:
    """Without the columns that say who somebody is."""
    if "sleutel" in tabel.columns:
        tabel = tabel.with_columns(
            persoon=pl.when(pl.col("sleutel").is_not_null()).then(pl.col("sleutel").rank("dense"))
        )
    return tabel.drop(PERSOONLIJK & set(tabel.columns))
