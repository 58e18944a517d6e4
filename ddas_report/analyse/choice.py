"""What the user may set: the thresholds of the rules, and which rules are judged."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from ddas_report.analyse.explanations import Explanation
from ddas_report.model.errors import DdasError
from ddas_report.model.normen import NORMEN, Normen, standaard
from ddas_report.regels.evaluate import REGELS

ALL_REGELS = frozenset(regel.id for regel in REGELS)


@dataclass(frozen=True, slots=True)
class Choice:
    """The thresholds by name, and the ids of the rules to judge."""

    normen: Normen = field(default_factory=standaard)
    regels: frozenset[str] = ALL_REGELS
    toelichtingen: tuple[Explanation, ...] = ()
    """What the user explains and leaves as it is."""


def choose_regels(select: str, ignore: str) -> frozenset[str]:
    """The ids that are left of two lists of rule ids or families, with commas; raises DdasError on an unknown one."""
    chosen = _ids(select) if select.strip() else ALL_REGELS
    return chosen - _ids(ignore)


def _ids(lijst: str) -> frozenset[str]:
    named = [naam.strip().upper() for naam in lijst.split(",") if naam.strip()]
    known = {regel.id: {regel.id} for regel in REGELS}
    for regel in REGELS:
        known.setdefault(regel.familie, set()).add(regel.id)
    for naam in named:
        if naam not in known:
            raise DdasError(f"De regel of familie '{naam}' bestaat niet.", _bijna(naam, known, "ddas-report --regels"))
    return frozenset(id_ for naam in named for id_ in known[naam])


def read_normen(toml: bytes) -> Normen:
    """Our norms with those of a TOML file in their place (`naam = getal`); raises DdasError on anything else."""
    try:
        given = tomllib.loads(toml.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise DdasError(
            "Het bestand met normen is geen geldige TOML.",
            "Schrijf op elke regel een norm, bijvoorbeeld: eerste_gesprek_dagen = 28",
        ) from None
    for naam, waarde in given.items():
        if naam not in NORMEN:
            raise DdasError(f"De norm '{naam}' bestaat niet.", _bijna(naam, NORMEN, "de handleiding"))
        if isinstance(waarde, bool) or not isinstance(waarde, int | float) or not 0 <= waarde < 1e9:
            raise DdasError(f"De norm '{naam}' heeft geen bruikbaar getal.", f"Bijvoorbeeld: {naam} = 28")
    return {**standaard(), **{naam: float(waarde) for naam, waarde in given.items()}}


def _bijna(naam: str, bekend: Iterable[str], waar: str) -> str:
    near = get_close_matches(naam, list(bekend), n=3)
    return f"Bedoelde u {' of '.join(near)}? " * bool(near) + f"De hele lijst: {waar}."
