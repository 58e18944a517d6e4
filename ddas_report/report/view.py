"""The view: what a reader sees, as frozen values in Dutch, in order of reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ddas_report.analyse.pipeline import FileOutcome
from ddas_report.indicatoren.landelijk import AANMELDINGEN_PER_1000, Landelijk
from ddas_report.model.delivery import Periode
from ddas_report.model.place import Place
from ddas_report.model.signer import Signer
from ddas_report.read.one_file import Bestand
from ddas_report.report.beside_view import BesideChapter
from ddas_report.report.causes import Cause
from ddas_report.report.key_figures import Cards
from ddas_report.report.shapes import Chart, Kop, Table
from ddas_report.report.sign_off import SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """A column or row of the report; `inwoners` in the year that the report names."""

    code: str
    naam: str
    trajecten: float | None
    personen: float | None
    inwoners: int | None
    per_1000: float | None
    """Unique persons per 1,000 inhabitants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A section of figures with its tables, charts and definitions."""

    id: str
    titel: str
    kort: str
    toelichting: str
    apart_op_papier: bool
    """Whether paper shows many gemeenten apart."""
    tabellen: tuple[Table, ...]
    totalen: tuple[Table, ...]
    """The same for all gemeenten together; empty when the tables show them all beside each other."""
    grafieken: tuple[Chart, ...]
    definities: tuple[tuple[Kop, ...], ...]
    """Per table label and way of counting of its figures (or of the table as a whole)."""
    noot: str = ""
    """What is left out because it is about too few people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in the file: for machines, in words with what finds the dossier, its gemeente and the values concerned."""

    place: Place
    readable: str
    dossier: str
    """Empty when it stands in no traject of this delivery."""
    hoort_bij: str
    """In words the first place of the group to which it belongs; empty for that one itself, and without a group."""
    code: str
    gemeente: str
    waarden: tuple[object, ...]
    melding: str
    oorzaken: tuple[int, ...] = ()
    """The numbers of the causes that hold it."""
    samen: tuple["Spot", ...] = ()
    """The other places of its group, when these are told as one."""


@dataclass(frozen=True, slots=True)
class InGemeente:
    """Of a finding the number of places in one gemeente, and of the records looked at there.

    There is no number where there are too few people.
    """

    code: str
    naam: str
    aantal: int | None
    van: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal:
    """A finding as it is shown."""

    id: str
    familie: str
    ernst: str
    melding: str
    toelichting: str
    bron: str
    aantal: int
    van: int
    wat: str
    wat_enkel: str
    per_gemeente: tuple[InGemeente, ...]
    gevonden: str
    """How the values were written, as far as that may be shown; else empty."""
    kolommen: tuple[str, ...]
    plekken: tuple[Spot, ...]
    anker: str = ""
    """Where it stands on the page; its id, unless that is taken."""


@dataclass(frozen=True, slots=True)
class SheetSignaal:
    """A finding on the sheet of a gemeente: how often it occurs there, of how many records."""

    signaal: Signaal
    aantal: int | None
    van: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GemeenteSheet:
    """One gemeente on one sheet: its key figures, tables and charts, and of each finding how often it occurs there."""

    gemeente: Gemeente
    kaarten: Cards
    tabellen: tuple[Table, ...]
    grafieken: tuple[Chart, ...]
    signalen: tuple[SheetSignaal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaGroup:
    """Findings of the schema with one message on one field, and where the first stand."""

    veld: str
    soort: str
    melding: str
    aantal: int
    gevonden: str
    plekken: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRow:
    """A threshold of the rules; `afwijkend` says that the user set it."""

    omschrijving: str
    waarde: float
    eenheid: str
    bron: str
    afwijkend: bool


@dataclass(frozen=True, slots=True)
class ErnstCount:
    """The number of kinds of findings of one ernst."""

    ernst: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a reader sees, in order of reading."""

    oordeel: str
    conclusion: str
    toegelicht: tuple[str, ...]
    """What was explained and touches so much that it stands beside the verdict, in sentences."""
    tint: str
    """The verdict of which it has the colours: what rests on an explanation is not green."""
    vergeleken: Mapping[str, str]
    """How the comparisons came out, by the id of their chapter."""
    uitleg: str
    deel: str
    """The gemeente of which this is the part; empty when it is the whole delivery."""
    opmerkingen: tuple[str, ...]
    oorzaken: tuple[Cause, ...]
    """What to do, the weightiest first."""
    merken: Mapping[str, int]
    """The number of the first cause that undermines a figure, by the id of the figure."""
    merken_in: Mapping[str, Mapping[str, int]]
    """The same among the trajecten of one code."""
    bestand: Bestand
    bestanden: tuple[FileOutcome, ...]
    """Each file apart, when there are several."""
    periode: Periode
    leverancier: str | None
    organisaties: tuple[str, ...]
    gemaakt: date
    versie: str
    kaarten: tuple[Cards, ...]
    """The key figures of the whole, then of each gemeente when there are several."""
    inwoners_geteld: str
    """When the inhabitants were counted."""
    gemeenten: tuple[Gemeente, ...]
    klein: str
    """Of which gemeenten it holds the op-orde counts alone, for they are about few people; empty when of none."""
    tonen: bool
    """Whether figures on few people are shown, at the request of the user."""
    schemafouten: tuple[SchemaGroup, ...]
    aantal_schemafouten: int
    aantallen: tuple[ErnstCount, ...]
    hoofdstukken: tuple[Chapter, ...]
    ernaast: tuple[BesideChapter, ...]
    schema: Signaal | None
    """What `schemafouten` are, place by place."""
    technisch: tuple[Signaal, ...]
    """The findings of the technical check beside those of the schema."""
    signalen: tuple[Signaal, ...]
    bladen: tuple[GemeenteSheet, ...]
    """One for each gemeente, when there are several but not too many."""
    overgeslagen: tuple[str, ...]
    """The ids of the rules that were not judged because the user asked for that."""
    onbeoordeelbaar: tuple[str, ...]
    """The ids of the rules that could not be judged, for want of an earlier delivery."""
    normen: tuple[NormRow, ...]
    ondertekening: SignOff
    ondertekenaar: Signer
    landelijk_per_1000: Landelijk = AANMELDINGEN_PER_1000

    @property
    def open_causes(self) -> list[Cause]:
        """What nobody explained."""
        return [cause for cause in self.oorzaken if not cause.verklaard]

    @property
    def explained_causes(self) -> list[Cause]:
        """The others."""
        return [cause for cause in self.oorzaken if cause.verklaard]
