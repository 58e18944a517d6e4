"""The building blocks of a planted mistake: small changes of one delivered traject."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Traject = dict[str, Any]
Mutatie = Callable[[Traject], None]


@dataclass(frozen=True)
class Fout:
    """A mutation, the fields it needs (`-` in front: must be absent), and a traject it may add."""

    nodig: str
    muteer: Mutatie
    extra: Callable[[Traject], Traject] | None = None
    ook: str = ""
    """The rules that hit besides that of the mistake itself, each as often as it does."""

    def past(self, traject: Traject) -> bool:
        """Whether the traject has everything this mistake needs."""
        return all(_heeft(traject, veld.lstrip("-")) != veld.startswith("-") for veld in self.nodig.split())

    def plant(self, traject: Traject) -> list[Traject]:
        """Changes the traject in place; returns it together with the traject that the mistake adds."""
        extra = [self.extra(traject)] if self.extra else []
        self.muteer(traject)
        return [traject, *extra]


def _stap(record: Any, deel: str) -> Any:
    return record[int(deel)] if isinstance(record, list) else record[deel]


def value_at(traject: Traject, pad: str) -> Any:
    """The value on a path such as `client.0.Postcode`."""
    for deel in pad.split("."):
        traject = _stap(traject, deel)
    return traject


def _heeft(traject: Traject, pad: str) -> bool:
    try:
        value_at(traject, pad)
    except (KeyError, IndexError):
        return False
    return True


def niets(traject: Traject) -> None:
    """Leaves the traject as it is."""


def zet(pad: str, waarde: Any) -> Mutatie:
    """Gives a field a fixed value, or the value that a function makes of the traject."""
    *boven, veld = pad.split(".")

    def muteer(traject: Traject) -> None:
        record: Any = traject
        for deel in boven:
            record = record.setdefault(deel, {}) if isinstance(record, dict) else _stap(record, deel)
        record[veld] = waarde(traject) if callable(waarde) else deepcopy(waarde)

    return muteer


def weg(*paden: str) -> Mutatie:
    """Takes fields away."""

    def muteer(traject: Traject) -> None:
        for pad in paden:
            boven, _, veld = pad.rpartition(".")
            if _heeft(traject, pad):
                del (value_at(traject, boven) if boven else traject)[veld]

    return muteer


def samen(*mutaties: Mutatie) -> Mutatie:
    """Several mutations after each other."""

    def muteer(traject: Traject) -> None:
        for mutatie in mutaties:
            mutatie(traject)

    return muteer


def dag(pad: str, dagen: int) -> Callable[[Traject], str]:
    """The date on a path, a number of days later."""
    return lambda traject: schuif(value_at(traject, pad), dagen)


def schuif(datum: str, dagen: int) -> str:
    """An ISO date, a number of days later."""
    return str(date.fromisoformat(datum) + timedelta(days=dagen))


def einde(pad: str, dagen: int) -> Mutatie:
    """Ends the traject a number of days after another date, in both places that show it."""
    return samen(zet("einddatum", dag(pad, dagen)), _uitstroom_volgt)


def _uitstroom_volgt(traject: Traject) -> None:
    for veld in ("datum", "datumBeeindigingsbeschikking"):
        traject["uitstroom"][veld] = traject["einddatum"]


def vervroegd(waarde: Any, dagen: int) -> Any:
    """The same value with every date but the Geboortedatum moved back by whole weeks."""
    if isinstance(waarde, dict):
        return {k: v if k == "Geboortedatum" else vervroegd(v, dagen) for k, v in waarde.items()}
    if isinstance(waarde, list):
        return [vervroegd(deel, dagen) for deel in waarde]
    is_datum = isinstance(waarde, str) and len(waarde) == 10 and waarde[4:8:3] == "--"
    return schuif(waarde, -dagen) if is_datum else waarde


def hertel(traject: Traject) -> None:
    """Makes the total at the start equal to the sum of the schulden."""
    traject["totaalSchuldbedragBijAanvangSchuld"] = sum(schuld["bedrag"] for schuld in traject["schulden"])


def heraanmelding(*mutaties: Mutatie) -> Callable[[Traject], Traject]:
    """A second aanmelding of the same clients, two weeks after the first one and never finished."""

    def maak(traject: Traject) -> Traject:
        start = schuif(traject["startdatum"], 14)
        nieuw = {
            "startdatum": start,
            "gemeentecode": traject["gemeentecode"],
            "client": deepcopy(traject["client"]),
            "aanmelding": {"startdatum": start, "crisisinterventie": False},
        }
        samen(*mutaties)(nieuw)
        return nieuw

    return maak
