"""What a reader sees of figures that were laid beside others."""

from dataclasses import dataclass

from ddas_report.report.shapes import Cijfer

ON_PAPER = 40
"""So many rows of a table stand on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow:
    """One figure of one gemeente beside the same figure made elsewhere; `uitleg` are whole sentences or notes."""

    code: str
    gemeente: str
    id: str
    label: str
    links: Cijfer
    rechts: Cijfer
    verschil: Cijfer
    procent: float | None = None
    uitleg: tuple[str, ...] = ()
    cel: str = ""
    """The cell that the other figure stands in, when it comes from a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideTable:
    """Figures beside others; an `uitgebreid` one is for who wants them all, and `meer` are not shown."""

    titel: str
    rijen: tuple[BesideRow, ...]
    met_gemeente: bool = False
    oorzaken: bool = False
    """Whether the last column tells the likely causes rather than the percentage."""
    laatste: str = ""
    """The head of the last column, when it is not that of the chapter."""
    uitgebreid: bool = False
    meer: int = 0

    @property
    def op_papier(self) -> tuple[BesideRow, ...]:
        """The rows that stand on paper."""
        return self.rijen[:ON_PAPER]

    @property
    def aantal(self) -> int:
        """How many rows there are, shown or not."""
        return len(self.rijen) + self.meer


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedCell:
    """A cell of the table of CBS that was not compared: where it stands, what it is about, and why not."""

    code: str
    gemeente: str
    cijfer: str
    cel: str
    reden: str


@dataclass(frozen=True, slots=True)
class BesideHeads:
    """The heads of the columns of figures; `laatste` is that of the percentages or the likely causes."""

    links: str
    rechts: str
    verschil: str
    laatste: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideChapter:
    """A chapter that lays the figures beside others: what was compared, in sentences, and the tables."""

    id: str
    titel: str
    kort: str
    zinnen: tuple[str, ...]
    kolommen: BesideHeads
    tabellen: tuple[BesideTable, ...]
    overgeslagen: tuple[PassedCell, ...] = ()
    """The cells that were not compared, as far as they are shown; `meer_overgeslagen` are not."""
    meer_overgeslagen: int = 0
