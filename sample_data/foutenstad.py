"""Foutenstad: a delivery in which nearly every rule is broken once, each by a mistake of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Any

from fouten import FOUTEN
from muteren import Fout, Traject, weg
from wereld import Gemeente, bsn, trajecten

JAAR = 2024
SCHULDENTAL = 4
EERSTE_NUMMER = 60_000
FOUTENSTAD = Gemeente("0141", 330, 7601)
ONVOLLEDIG = Gemeente("0289", 90, 6701)
AANTAL_OPGEHOOPT = 54
AANTAL_ONVOLLEDIG = 24
SCHOON_OVER = 12
CONTACT = {"functietitel": "Gegevensbeheerder", "telefoonnummer": "0000000000"}

IN_HET_GEHEEL = {
    "period that starts a month early": "LEV-02",
    "delivered before its end": "LEV-03",
    "no version of the software": "LEV-11",
    "trajecten of several gemeenten": "LEV-08",
    "teller 4 is skipped": "LEV-04",
    "two gemeentecodes in one levering": "LEV-07",
    "KvK-nummer beside a gemeentecode, of seven digits": "LEV-05 LEV-14",
    "no e-mail address": "LEV-12",
    "no trajecten": "LEV-13",
    "an e-mail address as the name of an organisation": "BST-08",
    "few clients, and default values everywhere": "GEM-01 GEM-02 GEM-03 GEM-04 GEM-06 GEM-08 GEM-10",
    "nothing that happens in the period": "GEM-05",
    "no birth dates and no schulden": "GEM-07 GEM-09",
}
"""What is wrong with the delivery as a whole, and the rules that hit on it."""

KOP = {
    "startdatumLevering": "2023-12-01",
    "einddatumLevering": "2024-12-31",
    "aanleverdatumEnTijd": "2024-12-30T16:00:00Z",
    "codeGegevensleverancier": "VoorbeeldSHV",
}
STANDAARDDATUM = "2023-01-02"
STANDAARDCLIENT = {
    "Geboortedatum": "1970-01-01",
    "Geslachtsaanduiding": "Vrouw",
    "Postcode": "1000AA",
    "Huisnummer": "1",
}
STANDAARDINTAKE = {
    "startdatum": STANDAARDDATUM,
    "einddatum": STANDAARDDATUM,
    "beschikkingsdatum": STANDAARDDATUM,
    "beschikkingssoort": "Toelatingsbeschikking",
}
STANDAARDSCHULD = {
    "bedrag": 1_000,
    "peildatum": STANDAARDDATUM,
    "schuldsoort": "Overig",
    "zakelijkeSchuld": False,
    "schuldeiser": {"naam": "Onbekend"},
}
NA_AANLEVERING = re.compile(r"2025-01|2024-12-31")


def expected() -> Counter[str]:
    """How often each rule hits: what was planted in a traject, and what is wrong with the whole."""
    planted = [f"{id.split()[0]} {fout.ook}" for id, fout in FOUTEN.items() if not id.startswith("GEM")]
    return Counter(" ".join((*planted, *IN_HET_GEHEEL.values())).split())


def leveringen(seed: int) -> list[tuple[dict[str, Any], list[Traject]]]:
    """The leveringen: the fields of each, which have mistakes of their own, and its trajecten."""
    nummers = count(EERSTE_NUMMER)
    contact = CONTACT | {"email": "gegevens@foutenstad.example"}
    foutenstad = list(_een_fout_per_regel(seed, nummers))
    opgehoopt = [_opgehoopt(2 * next(nummers)) for _ in range(AANTAL_OPGEHOOPT)]
    zonder_regeling = [t for t in _basis(seed, ONVOLLEDIG, nummers) if "schuldregeling" not in t]
    onvolledig = [_onvolledig(traject) for traject in zonder_regeling[:AANTAL_ONVOLLEDIG]]
    return [
        (_levering(1, "Foutenstad", contact, gemeentecode="0141"), foutenstad),
        (_levering(2, "Opgehoopt", contact, **{"gemeentecode": "0344", "KvK-nummer": "9900432"}), opgehoopt),
        (_levering(3, "Onvolledig", CONTACT, gemeentecode="0289"), onvolledig),
        (_levering(5, "Leeg, post@leeg.example", contact, gemeentecode="0147"), []),
    ]


def _levering(teller: int, naam: str, contact: dict[str, str], **codes: str) -> dict[str, Any]:
    organisatie = {"(Statutaire) Naam": f"Gemeente {naam}", **codes, "contactpersonen": [contact]}
    return {"teller": teller, "aanleverende_organisatie": organisatie}


def _basis(seed: int, gemeente: Gemeente, nummers: Iterator[int]) -> list[Traject]:
    """Clean trajecten in which nothing happened after the aanleverdatum of this delivery."""
    alle = trajecten(seed, gemeente, nummers, JAAR, SCHULDENTAL)
    return [traject for traject in alle if not NA_AANLEVERING.search(str(traject))]


def _een_fout_per_regel(seed: int, nummers: Iterator[int]) -> Iterator[Traject]:
    """For every mistake the first traject that suits it, and some that stay clean."""
    over = sorted(_basis(seed, FOUTENSTAD, nummers), key=lambda traject: len(str(traject)))
    for fout in sorted(FOUTEN.values(), key=lambda fout: -len(fout.nodig)):
        traject = _eerste(over, fout)
        over.remove(traject)
        yield from fout.plant(traject)
    yield from over[-SCHOON_OVER:]


def _eerste(over: list[Traject], fout: Fout) -> Traject:
    return next(traject for traject in over if fout.past(traject))


def _opgehoopt(nummer: int) -> Traject:
    """Default values, and nothing that happens in the period."""
    return {
        "startdatum": STANDAARDDATUM,
        "gemeentecode": "0344",
        "client": [STANDAARDCLIENT | {"Burgerservicenummer": bsn(nummer)}],
        "aanmelding": {"startdatum": STANDAARDDATUM, "einddatum": STANDAARDDATUM, "crisisinterventie": False},
        "intake": STANDAARDINTAKE,
        "schulden": [STANDAARDSCHULD],
    }


def _onvolledig(traject: Traject) -> Traject:
    """Without birth dates and schulden."""
    weg("schulden", "totaalSchuldbedragBijAanvangSchuld")(traject)
    for client in traject["client"]:
        del client["Geboortedatum"]
    return traject
