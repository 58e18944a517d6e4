"""The same period again: what was found then beside what is found now."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ddas_report.compare.previous import Found
from ddas_report.model.delivery import Periode

OF_ANOTHER = "VGL-"
"""The rules that hold a delivery against another one say nothing of the delivery alone."""


class Stand(StrEnum):
    """What became of a finding."""

    HERSTELD = "hersteld"
    NIEUW = "nieuw"
    BLIJFT = "blijft"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A rule in one gemeente: how often it hit then and now."""

    regel: str
    gemeente: str
    toen: int
    nu: int

    @property
    def stand(self) -> Stand:
        """What became of it."""
        return _stand_of(self.toen, self.nu)


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """A cause, and of which field: what it touched then and now."""

    id: str
    veld: str
    titel: str
    toen: int
    nu: int

    @property
    def stand(self) -> Stand:
        """What became of it."""
        return _stand_of(self.toen, self.nu)


@dataclass(frozen=True, slots=True)
class Repairs:
    """The findings of two deliveries of one period, by rule and gemeente and, when both are known, by cause."""

    regels: tuple[FindingRow, ...]
    oorzaken: tuple[CauseRow, ...] | None

    def aantallen(self) -> dict[Stand, int]:
        """How many causes, or else findings, have each stand."""
        rows = self.regels if self.oorzaken is None else self.oorzaken
        return {stand: sum(row.stand is stand for row in rows) for stand in Stand}


def same_period(nu: Periode, toen: Periode) -> bool:
    """Whether both are about the same days, and these are known."""
    return nu.start is not None and nu.eind is not None and nu == toen


def compare_findings(toen: Found, nu: Found) -> Repairs:
    """What was repaired, what is new and what stays; of rules that were judged both times."""
    apart = toen.overgeslagen | nu.overgeslagen
    keys = dict.fromkeys([*toen.regels, *nu.regels])
    judged = [(r, code) for r, code in keys if r not in apart and not r.startswith(OF_ANOTHER)]
    rows = tuple(FindingRow(*key, toen.regels.get(key, 0), nu.regels.get(key, 0)) for key in sorted(judged))
    return Repairs(rows, None if toen.oorzaken is None else tuple(_causes(toen, nu, apart)))


def _causes(toen: Found, nu: Found, apart: frozenset[str]) -> Iterator[CauseRow]:
    then, now = toen.oorzaken or {}, nu.oorzaken or {}
    for key in dict.fromkeys([*now, *then]):
        id_, veld = key
        if id_ not in apart and not id_.startswith(OF_ANOTHER):
            titel, _ = now.get(key) or then[key]
            yield CauseRow(id=id_, veld=veld, titel=titel, toen=then.get(key, ("", 0))[1], nu=now.get(key, ("", 0))[1])


def _stand_of(toen: int, nu: int) -> Stand:
    if not nu:
        return Stand.HERSTELD
    return Stand.BLIJFT if toen else Stand.NIEUW
