"""Foutenstad: a delivery in which nearly every rule is broken once, each by a mistake of its own."""

from __future__ import annotations

import re
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

# LEV-02: a period that starts a month early; LEV-03: delivered before its end; LEV-11: no version.
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
        # LEV-05: a KvK-nummer beside the gemeentecode; LEV-14: of seven digits.
        (_levering(2, "Opgehoopt", contact, **{"gemeentecode": "0344", "KvK-nummer": "9900432"}), opgehoopt),
        # LEV-12: no e-mail address.
        (_levering(3, "Onvolledig", CONTACT, gemeentecode="0289"), onvolledig),
        # LEV-04: 4 is skipped; LEV-13: no trajecten.
        # BST-08: an e-mail address in the name.
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
    """GEM-01 to GEM-06, GEM-08 and GEM-10: default values, and nothing that happens in the period."""
    return {
        "startdatum": STANDAARDDATUM,
        "gemeentecode": "0344",
        "client": [STANDAARDCLIENT | {"Burgerservicenummer": bsn(nummer)}],
        "aanmelding": {"startdatum": STANDAARDDATUM, "einddatum": STANDAARDDATUM, "crisisinterventie": False},
        "intake": STANDAARDINTAKE,
        "schulden": [STANDAARDSCHULD],
    }


def _onvolledig(traject: Traject) -> Traject:
    """GEM-07 and GEM-09: without birth dates and schulden."""
    weg("schulden", "totaalSchuldbedragBijAanvangSchuld")(traject)
    for client in traject["client"]:
        del client["Geboortedatum"]
    return traject
