"""The shapes of what is shown: names, figures, tables and charts."""

from dataclasses import dataclass
from enum import StrEnum

from ddas_report.indicatoren.landelijk import Landelijk
from ddas_report.model import gemeenten
from ddas_report.model.delivery import ONBEKEND


def gemeente_label(code: str) -> str:
    """The name of a gemeente, of what has no gemeente, or of the total."""
    return "Onbekende gemeentecode" if code == ONBEKEND else gemeenten.display_name(code)


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One figure, in its unit; None is no data."""

    waarde: float | None
    eenheid: str


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a column or row: its label, how it is counted when it is a figure, its code when it is a gemeente.

    `id` is that of the figure, or of the first of several.
    """

    label: str
    uitleg: str = ""
    code: str = ""
    id: str = ""


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


GEMEENTE = "Gemeente"
"""The head of the first column when gemeenten are rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what its first column holds, the heads of the others, the rows.

    `groepen` are heads above the heads.
    """

    titel: str
    hoek: str
    kolommen: tuple[Kop, ...]
    rijen: tuple[Row, ...]
    groepen: tuple[HeadGroup, ...] = ()
    code: str = ""
    gemeente: str = ""
    """The gemeente it is about, when that is one of several."""


class ChartKind(StrEnum):
    """The forms of a chart."""

    STAVEN = "staven"
    """Bars with a name, one series."""
    MAANDEN = "maanden"
    """Columns for each month."""
    KLASSEN = "klassen"
    """Columns side by side, named at their edges: `rubrieken` are the lower edges."""
    DUREN = "duren"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A row of values in a chart, one for each rubriek."""

    label: str
    waarden: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
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
