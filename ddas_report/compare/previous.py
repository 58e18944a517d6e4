"""An earlier delivery: its figures, and what was found in it when that is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import Frames, Periode
from ddas_report.model.reticent import Reticent
from ddas_report.read.one_file import ReadDelivery


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a delivery: how often, by rule and gemeente, and by cause and field."""

    regels: Mapping[tuple[str, str], int]
    oorzaken: Mapping[tuple[str, str], tuple[str, int]] | None
    """The title of each cause and the number it touched; None when they are not known."""
    overgeslagen: frozenset[str]
    """The ids of the rules that were not judged."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Vorige(Reticent):
    """An earlier delivery: its figures, and its records when they are known."""

    naam: str
    periode: Periode
    cijfers: Cijfers
    frames: Frames | None
    gelezen: tuple[ReadDelivery, ...] = ()
    """Its files as they were read; none of a summary."""
    gevonden: Found | None = None
    """What its summary says was found in it."""
