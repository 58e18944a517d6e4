"""The shapes of what is shown: figures, tables and charts."""

from dataclasses import dataclass
from enum import StrEnum

from ddas_report.indicatoren.landelijk import Landelijk


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One figure, in its unit; None is no data."""

    waarde: float | None
    eenheid: str


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a column or row: its label, how it is counted when it is a figure, its code when it is a gemeente."""

    label: str
    uitleg: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `totaal` marks the sum or overall row."""

    kop: Kop
    cijfers: tuple[Cijfer, ...]
    landelijk: Landelijk | None = None
    totaal: bool = False


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """A head above the heads of so many columns."""

    label: str
    kolommen: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its first column holds, the heads of the others, the rows.

    `groepen` are heads above the heads.
    """

    titel: str
    hoek: str
    kolommen: tuple[Kop, ...]
    rijen: tuple[Row, ...]
    groepen: tuple[HeadGroup, ...] = ()


class ChartKind(StrEnum):
    """The forms of a chart."""

    FASEN = "fasen"
    KOLOMMEN = "kolommen"
    DUREN = "duren"
    VULLING = "vulling"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A row of values in a chart, one for each rubriek; `code` when it is of one gemeente of several."""

    label: str
    waarden: tuple[float | None, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `beschrijving` says in a sentence what it shows, and is empty when there is nothing to draw."""

    soort: ChartKind
    titel: str
    beschrijving: str
    rubrieken: tuple[str, ...]
    reeksen: tuple[ChartSeries, ...]
    code: str = ""
    gemeente: str = ""
    """The gemeente it is about, when that is one of several."""
