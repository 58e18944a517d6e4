"""The whole pure pipeline: the bytes of a delivery become frames, figures and findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import polars as pl

from ddas_report import indicatoren, regels
from ddas_report.compare.verschil import Vergelijking, vergelijk
from ddas_report.keuze import Keuze
from ddas_report.lezen import Bestand, lees
from ddas_report.model import Frames, Kop, Vorige
from ddas_report.reference.normen import Normen
from ddas_report.regels import Bevinding
from ddas_report.regels.soorten import Context, Ernst, Regel
from ddas_report.technical.schema_check import Schemafout

SCHEMA = "BST-05"
"""The rule that stands for all findings of the schema."""


class Oordeel(StrEnum):
    """May this go to CBS?"""

    GEREED = "gereed"
    CONTROLEREN = "controleren"
    NIET_UPLOADEN = "niet_uploaden"


@dataclass(frozen=True, slots=True)
class Analyse:
    """Everything known of a delivery; `cijfers` is the long table (gemeente, id, waarde)."""

    bestand: Bestand
    kop: Kop
    frames: Frames
    cijfers: pl.DataFrame
    bevindingen: list[Bevinding]
    schemafouten: Sequence[Schemafout]
    normen: Normen
    """The thresholds that were used."""
    overgeslagen: tuple[Regel, ...] = ()
    """The rules that were not judged, because the user asked for that."""
    vergelijking: Vergelijking | None = None
    """The figures beside those of an earlier delivery, when there is one."""

    @property
    def oordeel(self) -> Oordeel:
        """The verdict: any fout forbids, any waarschuwing asks for a look."""
        found = {bevinding.regel.ernst for bevinding in self.bevindingen}
        if Ernst.FOUT in found:
            return Oordeel.NIET_UPLOADEN
        return Oordeel.CONTROLEREN if Ernst.WAARSCHUWING in found else Oordeel.GEREED

    @property
    def technische_fouten(self) -> list[tuple[str, str, str]]:
        """Why CBS would refuse the file at the door: pad, soort and melding of each spot."""
        other = [b for b in self.bevindingen if b.regel.familie == "BST" and b.regel.ernst is Ernst.FOUT]
        named = [(pad, b.regel.id, b.regel.melding) for b in other if b.regel.id != SCHEMA for pad in b.plaatsen["pad"]]
        return named + [(fout.pad, fout.soort, fout.melding) for fout in self.schemafouten]


def analyse(naam: str, data: bytes, vandaag: date, keuze: Keuze | None = None, vorige: Vorige | None = None) -> Analyse:
    """Judge and count one delivery; raises OnleesbaarBestand when it cannot be read at all."""
    keuze = keuze or Keuze()
    gelezen = lees(naam, data)
    kop, frames = gelezen.kop, gelezen.frames
    fouten = gelezen.technisch.schemafouten if SCHEMA in keuze.regels else ()
    technisch = replace(gelezen.technisch, schemafouten=fouten)
    cijfers = indicatoren.bereken(frames, kop.periode)
    context = Context(kop, naam, vandaag, keuze.normen, cijfers, technisch, vorige)
    chosen = [regel for regel in (*regels.REGELS, *regels.MILDER) if regel.id in keuze.regels]
    skipped = tuple(regel for regel in regels.REGELS if regel.id not in keuze.regels)
    findings = regels.beoordeel(frames, context, chosen)
    beside = vergelijk(cijfers, kop.periode, vorige) if vorige else None
    return Analyse(gelezen.bestand, kop, frames, cijfers, findings, fouten, keuze.normen, skipped, beside)
