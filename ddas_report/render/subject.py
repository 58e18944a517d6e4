"""What an output is about: an analysis, and what the user asked of its outputs."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ddas_report.model.reticent import Reticent
from ddas_report.model.signer import NOBODY, Signer

if TYPE_CHECKING:
    from ddas_report.analyse.pipeline import Analyse
    from ddas_report.analyse.protect import Whole
    from ddas_report.read.positions import Positions
    from ddas_report.report.view import Report


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a file of the delivery stands: its path as seen from where the user is, and the lines of its records."""

    pad: str
    regels: "Positions | None"
    """None when the file is too large to look for lines."""


@dataclass(frozen=True, repr=False)
class Subject(Reticent):
    """Everything an output format may need."""

    analyse: "Analyse"
    vandaag: date
    _: KW_ONLY
    naam: str = ""
    """What the outputs are called when not after the file."""
    strict: bool = False
    """Whether waarschuwingen fail in the formats for continuous integration."""
    ondertekenaar: Signer = NOBODY
    geheel: "Whole | None" = None
    """The whole of which this is the part of one gemeente."""
    tonen: bool = False
    """Whether page and PDFs show figures on few people."""
    plekken: Callable[[], Mapping[str, Whereabouts]] = dict
    """Finds where each file stands, by the name that is shown; nothing when that is not known."""

    @cached_property
    def for_reading(self) -> "Analyse":
        """The analysis of which all views are made: what is found of it once is kept with its frames."""
        from ddas_report.analyse.for_reading import taken_together

        return taken_together(self.analyse)

    @cached_property
    def report(self) -> "Report":
        """The view, made once for all formats that show it."""
        return self._build(self.tonen)

    @cached_property
    def full_report(self) -> "Report":
        """The view with figures on few people, for who calculates on."""
        return self.report if self.tonen else self._build(tonen=True)

    def _build(self, tonen: bool) -> "Report":
        from ddas_report.report.build import build_report

        return build_report(self.for_reading, self.vandaag, self.ondertekenaar, self.geheel, tonen)

    @property
    def name(self) -> str:
        """What the outputs are called."""
        return self.naam or Path(self.analyse.bestand.naam).stem
