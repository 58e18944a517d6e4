"""The causes as they are told: what to do, in which order, who can, and what was decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ddas_report.analyse.cause import VULLING, Oorzaak
from ddas_report.analyse.cause_catalogue import advice
from ddas_report.analyse.causes import LOOSE
from ddas_report.analyse.small_numbers import Guard
from ddas_report.model.delivery import TOTAAL
from ddas_report.regels.regel import WAT, Eigenaar, Ernst, Op
from ddas_report.report.explained import of_much, said_by
from ddas_report.report.shapes import gemeente_label

EIGENAREN = {
    Eigenaar.BESTAND: "de coördinator, bij het exporteren",
    Eigenaar.LEVERANCIER: "uw softwareleverancier",
    Eigenaar.DOSSIERS: "wie de dossiers bijhoudt",
}


@dataclass(frozen=True, slots=True)
class CauseInGemeente:
    """A gemeente in which a cause occurs, and how often; None where there are too few people."""

    code: str
    naam: str
    aantal: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A cause as it is told: `wie` can mend it."""

    nummer: int
    id: str
    sleutel: str
    """The same in every report, whatever other causes there are."""
    titel: str
    gevolg: str
    advies: str
    """What to do."""
    eigenaar: str
    wie: str
    ernst: str
    aantal: int | None
    """None where that would tell of few people."""
    van: int
    wat: str
    regels: tuple[str, ...]
    ondermijnt: tuple[str, ...]
    """The ids of the figures that say less because of it; none once it is explained."""
    besluit: str
    verklaard: bool
    per_gemeente: tuple[CauseInGemeente, ...]

    def touches(self, code: str) -> bool:
        """Whether it occurs among the trajecten of this code: the whole, a gemeente, or no gemeente in particular."""
        return code == TOTAAL or not self.per_gemeente or code in {here.code for here in self.per_gemeente}


def marks(causes: Sequence[Cause], code: str) -> dict[str, int]:
    """By the id of a figure the number of the first cause that undermines it among the trajecten of this code."""
    return {id_: cause.nummer for cause in reversed(causes) if cause.touches(code) for id_ in cause.ondermijnt}


def tell_causes(oorzaken: Sequence[Oorzaak], guard: Guard, trajecten: int) -> tuple[Cause, ...]:
    """The causes in their order, numbered from 1; what was explained undermines figures only when it touches much."""
    large = of_much(oorzaken)
    return tuple(
        Cause(
            nummer=nummer,
            id=oorzaak.id,
            sleutel=_key(oorzaak),
            titel=oorzaak.titel,
            gevolg=oorzaak.gevolg,
            advies=advice(oorzaak),
            eigenaar=oorzaak.eigenaar,
            wie=EIGENAREN[oorzaak.eigenaar],
            ernst=oorzaak.ernst,
            aantal=None if oorzaak.zonder_getallen else oorzaak.aantal,
            van=oorzaak.van,
            wat=_wat(oorzaak, trajecten),
            regels=oorzaak.regels,
            ondermijnt=oorzaak.cijfers if _undermines(oorzaak, large) else (),
            besluit=_besluit(oorzaak),
            verklaard=oorzaak.verklaard is not None,
            per_gemeente=_per_gemeente(oorzaak, guard),
        )
        for nummer, oorzaak in enumerate(oorzaken, start=1)
    )


def _undermines(oorzaak: Oorzaak, large: Sequence[Oorzaak]) -> bool:
    """Whether its figures get a mark; `large` is what was explained and touches much."""
    return oorzaak.id != LOOSE and (oorzaak.verklaard is None or any(oorzaak is one for one in large))


def _key(oorzaak: Oorzaak) -> str:
    """What tells it from all others; a rule has one cause, whichever field its places are about."""
    several = oorzaak.id == VULLING or oorzaak.id.startswith("OORZ-")
    return f"{oorzaak.id}/{oorzaak.veld}".replace(" ", "_") if several and oorzaak.veld else oorzaak.id


def _wat(oorzaak: Oorzaak, trajecten: int) -> str:
    """What is counted: the trajecten that it touches, else the records that were looked at."""
    if oorzaak.van == trajecten:
        return WAT[Op.TRAJECT]
    return WAT[oorzaak.bevindingen[0].regel.op]


def _besluit(oorzaak: Oorzaak) -> str:
    """What was decided about it, in a sentence."""
    if (verklaard := oorzaak.verklaard) is not None:
        return f"Verklaard {said_by(verklaard)}: {verklaard.tekst}"
    if oorzaak.ernst is Ernst.FOUT:
        return "Open: herstellen."
    return "Open: herstellen of verklaren."


def _per_gemeente(oorzaak: Oorzaak, guard: Guard) -> tuple[CauseInGemeente, ...]:
    """Each gemeente in which it occurs, and the most places of one rule there.

    There is no number where one of them has few people, of what is about the gemeente as a whole, or where the numbers
    do not add up to that of the cause.
    """
    most: Counter[str] = Counter()
    for bevinding in oorzaak.bevindingen:
        for here in bevinding.per_gemeente():
            most[here.code] = max(most[here.code], 0 if bevinding.regel.op is Op.GEMEENTE else here.aantal)
    telling = guard.gemeenten.isdisjoint(most) and sum(most.values()) == oorzaak.aantal
    return tuple(
        CauseInGemeente(code, gemeente_label(code), aantal if telling and aantal else None)
        for code, aantal in sorted(most.items())
        if code != TOTAAL
    )
