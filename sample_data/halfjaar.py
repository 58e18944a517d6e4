"""Exportstad and Kleinstad: an export that went wrong as exports do, and a delivery of few people, over 2025H1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from random import Random
from typing import Any

from fouten import FOUTEN
from muteren import Traject, hertel, vervroegd
from wereld import Gemeente, trajecten

PERIODE = ("2025-01-01", "2025-06-30")
KOP = {
    "startdatumLevering": PERIODE[0],
    "einddatumLevering": PERIODE[1],
    "aanleverdatumEnTijd": "2025-07-31T09:15:00Z",
    "codeGegevensleverancier": "VoorbeeldSHV 4.2",
}

EXPORTSTAD = Gemeente("0153", 384, 7511)
ONBEKENDE_CODE = "0154"
TREKKINGSJAAR = 2023
"""The export takes the trajecten of two years before, so that no date lies in the period but a planned end."""

ZONDER_GESLACHT, ZONDER_SCHULDSOORT, ZONDER_SOORT = 0.93, 0.62, 0.35
ZONDER_TOEGEKEND, DUBBEL, SAMENLOOP = 16, 12, 17
GROTE_SCHULD = 2_000_000

KLEINSTAD = (("0088", 3, 9166), ("0096", 8, 8899), ("0060", 40, 9162))
HALF_JAAR = 182
"""Days in whole weeks, from a date in the second half of 2024 to one in the first half of 2025."""


def exportstad(seed: int, organisatie: dict[str, Any]) -> list[tuple[dict[str, Any], list[Traject]]]:
    """One levering with ten mistakes of the export, each made in all records or in a fixed part of them."""
    rng = Random(f"{seed}:Exportstad")
    lijst = [
        traject
        for traject in trajecten(seed, EXPORTSTAD, count(80_000), TREKKINGSJAAR, 4)
        if _besloten(traject) and "intake" in traject
    ]
    for traject in lijst:
        for client in traject["client"]:
            client["Postcode"] = f"{client['Postcode'][:4]} {client['Postcode'][4:]}"
    _neem_weg(rng, [client for t in lijst for client in t["client"]], "Geslachtsaanduiding", ZONDER_GESLACHT)
    _neem_weg(rng, [schuld for t in lijst for schuld in t.get("schulden", [])], "schuldsoort", ZONDER_SCHULDSOORT)
    _neem_weg(rng, [t["oplossing"] for t in lijst if "oplossing" in t], "soort", ZONDER_SOORT)
    _enkele_fouten(rng, lijst)
    return [({"teller": 1, "aanleverende_organisatie": organisatie}, lijst)]


def _besloten(traject: Traject) -> bool:
    """Whether a request for a schuldregeling has been decided on, as is usual two years later."""
    regeling = traject.get("schuldregeling")
    return regeling is None or bool({"toegekend", "afgewezen", "ingetrokken"} & regeling.keys())


def _neem_weg(rng: Random, records: list[Traject], veld: str, deel: float) -> None:
    """Takes a field away from a share of the records."""
    for record in rng.sample(records, round(len(records) * deel)):
        record.pop(veld, None)


def _enkele_fouten(rng: Random, lijst: list[Traject]) -> None:
    """The mistakes of single trajecten, no two in the same traject."""
    vrij = list(lijst)
    rng.shuffle(vrij)

    def neem(aantal: int, past: Callable[[Traject], bool] = lambda traject: True) -> list[Traject]:
        gekozen = list(islice((traject for traject in vrij if past(traject)), aantal))
        for traject in gekozen:
            vrij.remove(traject)
        return gekozen

    for traject in neem(ZONDER_TOEGEKEND, lambda t: "toekenningsdatum" in t and "einddatum" not in t):
        del traject["schuldregeling"]["toegekend"]
        traject["schuldregeling"].pop("dwangakkoord", None)
    for traject in neem(1, lambda t: "schulden" in t and "schuldsoort" in t["schulden"][0]):
        traject["schulden"] = [traject["schulden"][0] | {"bedrag": GROTE_SCHULD}]
        hertel(traject)
    for traject in neem(1):
        traject["gemeentecode"] = ONBEKENDE_CODE
    for regel, aantal in (("TRJ-13", DUBBEL), ("TRJ-04", SAMENLOOP)):
        for traject in neem(aantal, lambda t, fout=FOUTEN[regel]: fout.past(t)):  # type: ignore[misc]
            lijst.insert(lijst.index(traject) + 1, FOUTEN[regel].plant(traject)[1])


def kleinstad(seed: int, organisatie: dict[str, Any]) -> list[tuple[dict[str, Any], list[Traject]]]:
    """Three leveringen of few trajecten, without mistakes: those of half a year before, half a year later."""
    nummers = count(100_000)
    return [
        (
            {"teller": teller, "aanleverende_organisatie": organisatie},
            list(islice(_half_jaar_later(seed, Gemeente(code, 400, postcode), nummers), aantal)),
        )
        for teller, (code, aantal, postcode) in enumerate(KLEINSTAD, 1)
    ]


def _half_jaar_later(seed: int, gemeente: Gemeente, nummers: Iterator[int]) -> Iterator[Traject]:
    for eerder in trajecten(seed, gemeente, nummers, 2024, 5.9):
        traject = vervroegd(eerder, -HALF_JAAR)
        peildatums = [schuld["peildatum"] for schuld in traject.get("schulden", [])]
        loopt = traject["startdatum"] <= PERIODE[1] and traject.get("einddatum", PERIODE[0]) >= PERIODE[0]
        oude_termijn = eerder.get("oplossing", {}).get("startdatum", PERIODE[0]) < "2023-07-01"
        if loopt and not oude_termijn and max(peildatums, default=PERIODE[0]) <= PERIODE[1]:
            yield traject
