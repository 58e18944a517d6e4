"""The whole pure pipeline: the bytes of a delivery become frames, figures and findings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.cause import SCHEMA, Material, Oorzaak
from ddas_report.analyse.causes import find_causes
from ddas_report.analyse.choice import Choice
from ddas_report.analyse.explain import causes_with_explanations
from ddas_report.analyse.explanations import Explanation
from ddas_report.compare.previous import Found, Vorige
from ddas_report.compare.repairs import Repairs, compare_findings, same_period
from ddas_report.indicatoren.evaluate import compute
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import Frames, Kop
from ddas_report.model.normen import Normen
from ddas_report.model.place import Place
from ddas_report.model.reticent import Reticent
from ddas_report.read.codes import bounded
from ddas_report.read.merge import by_name, merge_files
from ddas_report.read.merge_pages import merge_pages
from ddas_report.read.one_file import Bestand, ReadDelivery, read_delivery
from ddas_report.read.schema_check import SchemaError
from ddas_report.regels import evaluate as regels
from ddas_report.regels import vergelijking as vgl
from ddas_report.regels.evaluate import Bevinding, Part
from ddas_report.regels.regel import Context, Ernst, Regel

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison
    from ddas_report.compare.read_cbs import CbsTable


class Oordeel(StrEnum):
    """May this go to CBS?"""

    GEREED = "gereed"
    NIET_BEOORDEELD = "niet_beoordeeld"
    """Nothing was found, but not everything was judged that would forbid it."""
    CONTROLEREN = "controleren"
    NIET_UPLOADEN = "niet_uploaden"


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Analyse(Reticent):
    """Everything known of a delivery.

    `bestand` is the only file, or all files as one: a common name, all bytes, and the SHA-256 of their digests (in
    hexadecimals, in order of name) one after another. With several files each place has the name of its file.
    """

    bestand: Bestand
    bestanden: tuple[Bestand, ...]
    """Each file, in order of name."""
    kop: Kop
    frames: Frames
    cijfers: Cijfers
    bevindingen: list[Bevinding]
    schemafouten: Sequence[SchemaError]
    normen: Normen
    """The thresholds that were used."""
    overgeslagen: tuple[Regel, ...] = ()
    """The rules that were not judged, because the user asked for that."""
    onbeoordeelbaar: tuple[Regel, ...] = ()
    """The rules that could not be judged, for want of an earlier delivery that they can be held against."""
    vergelijking: "Comparison | None" = None
    """The figures beside those of an earlier delivery, when there is one."""
    herstel: Repairs | None = None
    """What was repaired, is new or stays, when the earlier delivery is of the same period."""
    cbs: "CbsTable | None" = None
    naast_cbs: "CbsComparison | None" = None
    """What was read of CBS's own figures, and ours beside these."""
    oorzaken: tuple[Oorzaak, ...] = ()
    """What there is to mend, in order; what the user explained comes last."""
    toelichtingen: tuple[Explanation, ...] = ()
    """What the user explained, as far as it holds for the delivery as a whole."""
    vervallen: tuple[str, ...] = ()
    """What the reader must know of explanations that do not hold, in sentences."""

    @property
    def open_causes(self) -> list[Oorzaak]:
        """What nobody explained."""
        return [oorzaak for oorzaak in self.oorzaken if oorzaak.verklaard is None]

    @property
    def oordeel(self) -> Oordeel:
        """The verdict: any fout forbids, any waarschuwing that is not explained asks for a look."""
        found = {bevinding.regel.ernst for bevinding in self.bevindingen}
        if Ernst.FOUT in found:
            return Oordeel.NIET_UPLOADEN
        if Ernst.WAARSCHUWING in {oorzaak.ernst for oorzaak in self.open_causes}:
            return Oordeel.CONTROLEREN
        forbidding = any(regel.ernst is Ernst.FOUT for regel in self.overgeslagen)
        return Oordeel.NIET_BEOORDEELD if forbidding else Oordeel.GEREED

    @property
    def toets_beoordeeld(self) -> bool:
        """Whether all of the technical check was judged that may refuse the file."""
        return not any(regel.familie == "BST" and regel.ernst is Ernst.FOUT for regel in self.overgeslagen)

    @property
    def beoordeeld(self) -> int:
        """How many rules of the catalogue were judged."""
        return len(regels.REGELS) - len(self.overgeslagen) - len(self.onbeoordeelbaar)

    @property
    def technische_fouten(self) -> list[tuple[Place, str, str]]:
        """Why CBS would refuse the file at the door: place, soort and melding of each spot."""
        other = [b for b in self.bevindingen if b.regel.familie == "BST" and b.regel.ernst is Ernst.FOUT]
        named = [(place, b.regel.id, b.regel.melding) for b in other if b.regel.id != SCHEMA for place in b.places()]
        return named + [(fout.plaats, fout.soort, fout.melding) for fout in self.schemafouten]


def with_findings(analyse: Analyse, bevindingen: list[Bevinding], frames: Frames, cijfers: Cijfers) -> Analyse:
    """The analysis with other findings, frames and figures, and the causes that follow from these.

    What is said of explanations that do not hold stays: that follows from the whole delivery as it was written.
    """
    material = Material(frames, analyse.kop.periode, cijfers)
    oorzaken = causes_with_explanations(bevindingen, material, analyse.toelichtingen).oorzaken
    return replace(analyse, frames=frames, cijfers=cijfers, bevindingen=bevindingen, oorzaken=oorzaken)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the figures are held against, as far as it was given."""

    vorige: Vorige | None = None
    cbs: "CbsTable | None" = None


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file of a delivery: how many trajecten stand in it, and how many technical fouten."""

    bestand: Bestand
    trajecten: int
    fouten: int
    beoordeeld: bool
    """Whether all of the technical check was judged."""

    @property
    def goedgekeurd(self) -> bool | None:
        """Whether the technical check found nothing; None when it found nothing in the part that was judged."""
        return False if self.fouten else True if self.beoordeeld else None


def per_file(analyse: Analyse) -> list[FileOutcome]:
    """Every file of a delivery, in order of name."""
    counts = dict(analyse.frames.leveringen.group_by("bestand").agg(pl.col("trajecten").sum()).iter_rows())
    only = analyse.bestanden[0].naam
    fouten = Counter(only if place.bestand is None else place.bestand for place, _, _ in analyse.technische_fouten)
    judged = analyse.toets_beoordeeld
    return [FileOutcome(b, counts.get(b.naam, 0), fouten[b.naam], judged) for b in analyse.bestanden]


def analyse(
    naam: str, data: bytes, vandaag: date, keuze: Choice | None = None, ernaast: Beside | None = None
) -> Analyse:
    """Judge and count one delivery; raises UnreadableFile when it cannot be read at all."""
    return assess([read_delivery(naam, data)], naam, vandaag, keuze, ernaast)


def assess(
    gelezen: Sequence[ReadDelivery],
    naam: str,
    vandaag: date,
    keuze: Choice | None = None,
    ernaast: Beside | None = None,
) -> Analyse:
    """Judge and count the files of one delivery together; `naam` is what several files are called as one.

    Raises DdasError when the files do not belong together.
    """
    keuze, ernaast = keuze or Choice(), ernaast or Beside()
    naam = naam.encode(errors="replace").decode()
    files = [_as_chosen(deel, keuze) for deel in by_name(merge_pages(gelezen, naam))]
    geheel = merge_files(files, naam)
    geheel = replace(geheel, frames=bounded(geheel.frames))
    frames, cijfers = geheel.frames, compute(geheel.frames, geheel.kop.periode, keuze.normen)

    naast = _naast_vorige(geheel, cijfers, ernaast.vorige) if ernaast.vorige else None

    def context(deel: ReadDelivery) -> Context:
        return Context(
            kop=deel.kop,
            bestandsnaam=deel.bestand.vorm,
            vandaag=vandaag,
            normen=keuze.normen,
            cijfers=cijfers,
            technisch=deel.technisch,
            vorige=ernaast.vorige,
            vergelijking=naast,
            pages=deel.pages,
        )

    delen = [Part(deel.bestand.naam, deel.frames, context(deel)) for deel in files if len(files) > 1]
    chosen = [regel for regel in (*regels.REGELS, *regels.MILDER) if regel.id in keuze.regels]
    bevindingen = regels.assess(frames, context(geheel), chosen, delen)
    material = Material(frames, geheel.kop.periode, cijfers)
    overgeslagen = tuple(regel for regel in regels.REGELS if regel.id not in keuze.regels)
    onbeoordeelbaar = tuple(regel for regel in vgl.cannot_be_judged(context(geheel)) if regel.id in keuze.regels)
    unjudged = {regel.id for regel in (*overgeslagen, *onbeoordeelbaar)}
    verklaard = causes_with_explanations(bevindingen, material, keuze.toelichtingen, unjudged)
    analysed = Analyse(
        bestand=geheel.bestand,
        bestanden=tuple(bestand for deel in files for bestand in deel.bestanden or (deel.bestand,)),
        kop=geheel.kop,
        frames=frames,
        cijfers=cijfers,
        bevindingen=bevindingen,
        oorzaken=verklaard.oorzaken,
        toelichtingen=verklaard.geldig,
        vervallen=verklaard.vervallen,
        schemafouten=geheel.technisch.schemafouten,
        normen=keuze.normen,
        overgeslagen=overgeslagen,
        onbeoordeelbaar=onbeoordeelbaar,
        vergelijking=naast,
        cbs=ernaast.cbs,
        naast_cbs=_naast_cbs(geheel, cijfers, ernaast.cbs) if ernaast.cbs else None,
    )
    return replace(analysed, herstel=_repairs(analysed, ernaast.vorige, vandaag, keuze))


def _repairs(nu: Analyse, vorige: Vorige | None, vandaag: date, keuze: Choice) -> Repairs | None:
    """The findings beside those of an earlier delivery of the same period, which is judged in the same way."""
    if vorige is None or not same_period(nu.kop.periode, vorige.periode):
        return None
    toen = vorige.gevonden
    if vorige.gelezen:
        toen = found_in(assess(vorige.gelezen, vorige.naam, vandaag, replace(keuze, toelichtingen=())))
    return compare_findings(toen, found_in(nu)) if toen else None


def found_in(analyse: Analyse) -> Found:
    """What was found: how often, by rule and gemeente, and by cause and field, explained or not."""
    counts: Counter[tuple[str, str]] = Counter()
    for bevinding in analyse.bevindingen:
        for here in bevinding.per_gemeente():
            counts[bevinding.regel.id, here.code] += here.aantal
    causes: dict[tuple[str, str], tuple[str, int]] = {}
    unexplained = (analyse.bevindingen, analyse.frames, analyse.kop.periode, analyse.cijfers)
    for oorzaak in find_causes(*unexplained) if analyse.toelichtingen else analyse.oorzaken:
        key = (oorzaak.id, oorzaak.veld)
        causes[key] = (oorzaak.titel, oorzaak.aantal + causes.get(key, ("", 0))[1])
    apart = (*analyse.overgeslagen, *analyse.onbeoordeelbaar)
    return Found(counts, causes, frozenset(regel.id for regel in apart))


def _naast_vorige(geheel: ReadDelivery, cijfers: Cijfers, vorige: Vorige) -> "Comparison":
    from ddas_report.compare.earlier import compare_figures

    return compare_figures(cijfers, geheel.kop.periode, vorige)


def _naast_cbs(geheel: ReadDelivery, cijfers: Cijfers, cbs: "CbsTable") -> "CbsComparison":
    from ddas_report.compare.causes import Evidence
    from ddas_report.compare.cbs import compare_with_cbs  # what it needs is slow to import

    return compare_with_cbs(cijfers, cbs, Evidence(geheel.frames, geheel.kop.periode, geheel.technisch.schemafouten))


def _as_chosen(gelezen: ReadDelivery, keuze: Choice) -> ReadDelivery:
    """Without the findings of the schema when these were not asked for."""
    if SCHEMA in keuze.regels:
        return gelezen
    return replace(gelezen, technisch=replace(gelezen.technisch, schemafouten=()))
