"""From findings to causes: one thing to mend, with what it does to the figures and who can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Eigenaar, Ernst


@dataclass(frozen=True, slots=True)
class Verklaring:
    """Why something is left as it is: who says so, and when."""

    tekst: str
    naam: str
    datum: date


@dataclass(frozen=True, slots=True)
class Oorzaak:
    """One thing to mend; the places of its findings stand in no other cause."""

    id: str
    titel: str
    gevolg: str
    """What it does to the figures, with numbers."""
    eigenaar: Eigenaar
    ernst: Ernst
    """That of its worst finding."""
    aantal: int
    van: int
    bevindingen: tuple[Bevinding, ...]
    cijfers: tuple[str, ...]
    """The ids of the figures that it undermines."""
    verklaard: Verklaring | None = None


def find_causes(bevindingen: Sequence[Bevinding]) -> tuple[Oorzaak, ...]:
    """The causes of the findings, the weightiest first; every place of a finding stands in exactly one of them."""
    causes = [_own_cause(bevinding) for bevinding in bevindingen]
    return tuple(sorted(causes, key=_order))


def _own_cause(bevinding: Bevinding) -> Oorzaak:
    regel, aantal = bevinding.regel, bevinding.plaatsen.height
    return Oorzaak(
        id=regel.id,
        titel=regel.melding,
        gevolg="",
        eigenaar=regel.eigenaar,
        ernst=regel.ernst,
        aantal=aantal,
        van=bevinding.totaal,
        bevindingen=(bevinding,),
        cijfers=(),
    )


def _order(oorzaak: Oorzaak) -> tuple[int, float]:
    return list(Ernst).index(oorzaak.ernst), -oorzaak.aantal / max(oorzaak.van, 1)
