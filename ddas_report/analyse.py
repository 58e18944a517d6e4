"""The whole pure pipeline: the bytes of a delivery become frames, figures and findings."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from ddas_report import flatten, indicatoren, regels
from ddas_report.keuze import Keuze
from ddas_report.model import Frames, Kop
from ddas_report.reference.normen import Normen
from ddas_report.regels import Bevinding
from ddas_report.regels.soorten import Context, Ernst, Regel, Technisch
from ddas_report.technical.document import TE_DIEP, NietSnelTeLezen, normalise, split
from ddas_report.technical.schema_check import Schemafout, Trajectkeuring, check_skeleton
from ddas_report.technical.structuur import duplicates, duplicates_around, unknown_in_skeleton
from ddas_report.technical.tekst import require_utf8, strip_bom

SCHEMA = "BST-05"
"""The rule that stands for all findings of the schema."""


class Oordeel(StrEnum):
    """May this go to CBS?"""

    GEREED = "gereed"
    CONTROLEREN = "controleren"
    NIET_UPLOADEN = "niet_uploaden"


@dataclass(frozen=True, slots=True)
class Bestand:
    """The file that was judged: name, SHA-256 and size."""

    naam: str
    sha256: str
    bytes: int


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


def analyse(naam: str, data: bytes, vandaag: date, keuze: Keuze | None = None) -> Analyse:
    """Judge and count one delivery; raises OnleesbaarBestand when it cannot be read at all."""
    keuze = keuze or Keuze()
    bestand = Bestand(naam, hashlib.sha256(data).hexdigest(), len(data))
    text, bom = strip_bom(data)
    require_utf8(text)
    gelezen = _read(text)
    fouten = gelezen.technisch.schemafouten if SCHEMA in keuze.regels else ()
    technisch = replace(gelezen.technisch, bom=bom, schemafouten=fouten)
    kop = flatten.kop(gelezen.skelet)
    frames = flatten.collect(gelezen.skelet, gelezen.tabellen)
    cijfers = indicatoren.bereken(frames, kop.periode)
    context = Context(kop, naam, vandaag, keuze.normen, cijfers, technisch)
    chosen = [regel for regel in (*regels.REGELS, *regels.MILDER) if regel.id in keuze.regels]
    skipped = tuple(regel for regel in regels.REGELS if regel.id not in keuze.regels)
    findings = regels.beoordeel(frames, context, chosen)
    return Analyse(bestand, kop, frames, cijfers, findings, technisch.schemafouten, keuze.normen, skipped)


@dataclass(frozen=True, slots=True)
class _Gelezen:
    skelet: dict[str, Any]
    tabellen: list[flatten.Tabellen]
    technisch: Technisch


def _read(text: bytes) -> _Gelezen:
    """Try the fast parsers; what they refuse is judged, and made palatable, by the reference parser."""
    try:
        return _chunked(text)
    except NietSnelTeLezen:
        pass
    try:
        return _chunked(normalise(text))
    except NietSnelTeLezen:
        raise TE_DIEP from None


def _chunked(text: bytes) -> _Gelezen:
    """Decode, judge and flatten a chunk at a time, so that no whole object tree stands in memory."""
    document = split(text)
    keuring, tabellen = Trajectkeuring(), []
    fouten = check_skeleton(document.skelet)
    dubbel = duplicates_around(text, document)
    for chunk in document.chunks():
        pads = [plaats.pad for plaats in chunk.plaatsen]
        fouten += keuring.keur(chunk.trajecten, pads.__getitem__)
        dubbel += duplicates(chunk)
        tabellen.append(flatten.flatten_chunk(chunk))
    onbekend = [*unknown_in_skeleton(document.skelet), *keuring.onbekend]
    return _Gelezen(document.skelet, tabellen, Technisch(False, fouten, onbekend, dubbel))
