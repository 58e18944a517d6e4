"""What the user may set: the thresholds of the rules, and which rules are judged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from ddas_report.analyse.explanations import Explanation
from ddas_report.model.errors import DdasError
from ddas_report.model.masking import masked
from ddas_report.model.normen import NORMEN, Normen, default_normen
from ddas_report.read.toml import line_of, read_toml
from ddas_report.regels.evaluate import REGELS

ALL_REGELS = frozenset(regel.id for regel in REGELS)


@dataclass(frozen=True, slots=True)
class Choice:
    """The thresholds by name, and the ids of the rules to judge."""

    normen: Normen = field(default_factory=default_normen)
    regels: frozenset[str] = ALL_REGELS
    toelichtingen: tuple[Explanation, ...] = ()
    """What the user explains and leaves as it is."""


def choose_regels(select: str, ignore: str) -> frozenset[str]:
    """The ids that are left of two lists of rule ids or families, with commas.

    Raises DdasError on an unknown one, and when none is left: nothing found would mean nothing then.
    """
    left = (_ids(select) if select.strip() else ALL_REGELS) - _ids(ignore)
    if not left:
        raise DdasError(
            "Er blijft geen regel over om te beoordelen.",
            "Noem bij --alleen een regel of familie die niet bij --zonder staat.",
        )
    return left


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
    given = read_toml(toml, "normen", "Schrijf op elke regel een norm, bijvoorbeeld: eerste_gesprek_dagen = 28")
    for naam, waarde in given.items():
        if isinstance(waarde, dict | list) and naam not in NORMEN:
            shown = masked(naam, 40)
            raise DdasError(
                f"In het bestand met normen staat{_on_line(toml, naam)} een onderdeel '{shown}'; onderdelen zijn er niet.",
                "Laat vierkante haken of accolades weg, met de naam ervan, en schrijf op elke regel een norm met een getal.",
            )
    return choose_normen(given, lambda naam: _on_line(toml, naam))


def choose_normen(given: Mapping[str, object], where: Callable[[str], str] = lambda _: "") -> Normen:
    """Our norms with those in their place; raises DdasError, that says `where`, on a norm or value that cannot be."""
    for naam, waarde in given.items():
        if naam not in NORMEN:
            raise DdasError(
                f"De norm '{masked(naam, 40)}'{where(naam)} bestaat niet.", _bijna(naam, NORMEN, "de handleiding")
            )
        norm = NORMEN[naam]
        usable = isinstance(waarde, int | float) and not isinstance(waarde, bool) and 0 <= waarde <= norm.hoogste
        if not usable or (norm.geheel and waarde != int(waarde)):  # type: ignore[call-overload]
            soort = "heel getal" if norm.geheel else "getal"
            raise DdasError(
                f"De norm '{naam}'{where(naam)} heeft geen bruikbaar getal.",
                f"Kies een {soort} van 0 tot en met {norm.hoogste} ({norm.eenheid}), bijvoorbeeld: {naam} = {norm.waarde:g}",
            )
    normen = {**default_normen(), **{naam: float(waarde) for naam, waarde in given.items()}}  # type: ignore[arg-type]
    for laagste, hoogste in (
        (naam, naam.replace("_minimum", "_maximum")) for naam in normen if naam.endswith("_minimum")
    ):
        if normen[laagste] > normen.get(hoogste, normen[laagste]):
            raise DdasError(
                f"De norm '{laagste}' ({normen[laagste]:.15g}) is hoger dan '{hoogste}' ({normen[hoogste]:.15g}).",
                "Zet beide normen in het bestand, de laagste het laagst.",
            )
    return normen


def _on_line(toml: bytes, naam: str) -> str:
    nummer = line_of(toml, naam)
    return f" op regel {nummer}" if nummer else ""


def _bijna(naam: str, bekend: Iterable[str], waar: str) -> str:
    near = get_close_matches(naam, list(bekend), n=3)
    return f"Bedoelde u {' of '.join(near)}? " * bool(near) + f"De hele lijst: {waar}."
