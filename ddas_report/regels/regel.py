"""What a rule is: everything about it in one frozen value, made by a decorator."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

import polars as pl

from ddas_report.compare.earlier import Comparison
from ddas_report.compare.previous import Vorige
from ddas_report.model import place_column
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import Frames, Kop, Periode
from ddas_report.model.file_name import FileName
from ddas_report.model.normen import Normen
from ddas_report.model.place import Step, at
from ddas_report.model.reticent import Reticent
from ddas_report.read.outcome import Technical
from ddas_report.read.page import Page
from ddas_report.regels.gevolg import Eigenaar as Eigenaar
from ddas_report.regels.gevolg import Gevolg


class Ernst(StrEnum):
    """How bad it is: CBS refuses it or the figure is wrong, very likely wrong, or worth one look."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    SIGNAAL = "signaal"


class Op(StrEnum):
    """The grain of a rule: what it points at."""

    TRAJECT = "traject"
    CLIENT = "cliënt"
    SCHULD = "schuld"
    ONDERSTEUNING = "ondersteuning"
    LEVERING = "levering"
    GEMEENTE = "gemeente"
    BESTAND = "bestand"
    PLAATS = "plaats"
    """Any spot in the file; there is no number to compare with."""
    EARLIER_TRAJECT = "traject van toen"
    """A traject of the earlier delivery."""


NAMES = "naam"
"""The column that tells names of fields apart which are shown alike, as numbers; it is shown nowhere."""

FOUT, WAARSCHUWING, SIGNAAL = Ernst.FOUT, Ernst.WAARSCHUWING, Ernst.SIGNAAL
TRAJECT, CLIENT, SCHULD = Op.TRAJECT, Op.CLIENT, Op.SCHULD
ONDERSTEUNING, LEVERING, GEMEENTE, BESTAND = Op.ONDERSTEUNING, Op.LEVERING, Op.GEMEENTE, Op.BESTAND
EARLIER_TRAJECT = Op.EARLIER_TRAJECT
OWN = "eigen redenering"

WAT = {
    Op.TRAJECT: "trajecten",
    Op.CLIENT: "cliënten",
    Op.SCHULD: "schulden",
    Op.ONDERSTEUNING: "keren ondersteuning",
    Op.LEVERING: "leveringen",
    Op.GEMEENTE: "gemeenten",
    Op.BESTAND: "bestanden",
    Op.PLAATS: "plaatsen",
    Op.EARLIER_TRAJECT: "trajecten van toen",
}
"""What several records of a grain are called."""

FAMILIES = {
    "BST": "Bestand",
    "LEV": "Levering",
    "CLT": "Cliënten",
    "TRJ": "Trajecten",
    "FAS": "Fasen",
    "REG": "Regeling en oplossing",
    "SLD": "Schulden",
    "OND": "Ondersteuning",
    "GEM": "Gemeenten",
    "VGL": "Vergelijking",
}
"""What the rules of a family are about, by the letters of their ids."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Context(Reticent):
    """What a rule may know beside the frames: the head and name of the file, today, norms and figures."""

    kop: Kop
    bestandsnaam: FileName | None
    """None when the delivery is no file of the protocol."""
    vandaag: date
    normen: Normen
    cijfers: Cijfers
    technisch: Technical = field(default_factory=Technical)
    vorige: Vorige | None = None
    vergelijking: Comparison | None = None
    """The earlier delivery, and the figures beside it; without these the rules that compare find nothing."""
    pages: tuple[Page, ...] = ()
    """The responses of the API that the delivery was made of, if any."""

    @property
    def periode(self) -> Periode:
        """The period of the delivery."""
        return self.kop.periode


Find = Callable[[Frames, Context], pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """A rule; `vind` gives the rows that break it.

    Those rows identify a record of grain `op`: `traject`; `traject` and `positie` (cliënt, schuld); these and
    `lijst` (ondersteuning); `levering`; `gemeente`; `plaats` (bestand, plaats); or `gemeente` and `plaats` (traject van
    toen). `toont` names the columns whose values may be shown; none of them is personal.
    """

    id: str
    ernst: Ernst
    op: Op
    melding: str
    toelichting: str
    voorbeeld: tuple[str, str]
    """Made up, one line each: what is wrong, and the same put right."""
    bron: str
    toont: tuple[str, ...]
    vind: Find
    gevolg: Gevolg
    groepen: bool = False
    """Whether the rows have `groep`: of the trajecten that belong together, the number of the first."""
    zwaar: Ernst | None = None
    """The ernst of the rows with a true column `zwaar`; None when all rows are equally bad."""

    @property
    def familie(self) -> str:
        """The family: the letters of the id."""
        return self.id.partition("-")[0]

    @property
    def eigenaar(self) -> Eigenaar:
        """Who can usually mend it."""
        return self.gevolg.eigenaar


def regel(
    id: str,
    ernst: Ernst,
    op: Op,
    *,
    melding: str,
    toelichting: str,
    gevolg: Gevolg,
    voorbeeld: tuple[str, str],
    bron: str,
    toont: tuple[str, ...] = (),
    groepen: bool = False,
    zwaar: Ernst | None = None,
) -> Callable[[Find], Regel]:
    """Make a Regel of the function that finds what breaks it."""
    return lambda vind: Regel(
        id=id,
        ernst=ernst,
        op=op,
        melding=melding,
        toelichting=toelichting,
        voorbeeld=voorbeeld,
        bron=bron,
        toont=toont,
        vind=vind,
        gevolg=gevolg,
        groepen=groepen,
        zwaar=zwaar,
    )


def in_file(*steps: Step, when: bool = True) -> pl.DataFrame:
    """The rows of a rule on the file: the place to which these steps lead, or no row at all."""
    return place_column.column([at(*steps)]).to_frame() if when else _nowhere()


@cache
def _nowhere() -> pl.DataFrame:
    """No place; made once, for most rules on the file find nothing in each of a thousand files."""
    return place_column.column([]).to_frame()


def absent_fields(velden: Iterable[str]) -> pl.Expr:
    """The names of those fields that are empty, as one text in the column `ontbreekt`."""
    empty = [pl.when(pl.col(veld).is_null()).then(pl.lit(veld)) for veld in velden]
    return pl.concat_str(empty, separator=", ", ignore_nulls=True).alias("ontbreekt")
