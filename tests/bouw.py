"""Builds the smallest deliveries; the only place in the tests of rules that knows how one is judged."""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import count
from typing import Any

from ddas_report.analyse.choice import ALL_REGELS, Choice
from ddas_report.analyse.pipeline import Analyse, Beside, analyse
from ddas_report.compare import read_earlier as earlier
from ddas_report.compare.previous import Vorige
from ddas_report.model.normen import Normen, default_normen
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import BESTAND, GEMEENTE, Regel
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

Document = dict[str, Any]
Geval = tuple[str, str, Document, list[str]]
"""A case: the rule, what the case shows, the delivery, and the paths at which the rule hits."""

EERSTE = "$.leveringen[0].schuldhulptrajecten[0]"
TWEEDE = "$.leveringen[0].schuldhulptrajecten[1]"
VORIGE = "SHV_2023_Test.json"
KLEIN = "0088"
"""Schiermonnikoog, where one client is not too few."""

KOP = {
    "startdatumLevering": "2024-01-01",
    "einddatumLevering": "2024-12-31",
    "aanleverdatumEnTijd": "2025-01-15T12:00:00Z",
    "codeGegevensleverancier": "Testsysteem 1.0",
}
ORGANISATIE = {
    "(Statutaire) Naam": "Gemeente Test",
    "gemeentecode": KLEIN,
    "contactpersonen": [{"email": "test@voorbeeld.example"}],
}
LEVERING = {"teller": 1, "aanleverende_organisatie": ORGANISATIE}
_nummers = count(1000)
_regels: dict[str, Regel] = {regel.id: regel for regel in REGELS}


def made(found: Analyse, formaat: str, strict: bool = False) -> bytes:
    """An output of an analysis."""
    return FORMATS[formaat].render(Subject(found, date(2025, 2, 1), strict=strict))


def bsn(nummer: int) -> str:
    """A number that starts with 9 and passes the elfproef; another one for every nummer."""
    for stam in count(90_000_000 + nummer * 10):
        rest = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(stam), strict=True)) % 11
        if rest < 10:
            return f"{stam}{rest}"
    raise AssertionError


def zonder_none(velden: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value: None leaves a field out."""
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def client(**velden: Any) -> dict[str, Any]:
    """A client nobody else is."""
    standaardvelden = {
        "Burgerservicenummer": bsn(next(_nummers)),
        "Geboortedatum": "1980-05-17",
        "Geslachtsaanduiding": "Vrouw",
        "Postcode": "9166AA",
        "Huisnummer": "1",
    }
    return zonder_none(standaardvelden | velden)


def schuld(**velden: Any) -> dict[str, Any]:
    """A complete schuld of 1,000 euro."""
    standaardvelden = {
        "bedrag": 1000,
        "peildatum": "2024-03-01",
        "schuldsoort": "Overig",
        "zakelijkeSchuld": False,
        "schuldeiser": {"naam": "Webwinkel"},
    }
    return zonder_none(standaardvelden | velden)


def traject(**velden: Any) -> dict[str, Any]:
    """The smallest clean traject: one client, an aanmelding in the period, still open."""
    standaardvelden = {
        "startdatum": "2024-03-01",
        "gemeentecode": KLEIN,
        "client": [client()] if "client" not in velden else None,
        "aanmelding": {"startdatum": "2024-03-01", "einddatum": "2024-03-01"},
    }
    return zonder_none(standaardvelden | velden)


def levering(*trajecten: Mapping[str, Any], **overrides: Any) -> Document:
    """A delivery with one levering of these trajecten; `overrides` replace its fields or those of its head."""
    inner = {naam: overrides.pop(naam, waarde) for naam, waarde in deepcopy(LEVERING).items()}
    leveringen = [zonder_none(inner) | {"schuldhulptrajecten": list(trajecten)}]
    return zonder_none({**KOP, "leveringen": leveringen, **overrides})


def met(**velden: Any) -> Document:
    """A delivery with one traject."""
    return levering(traject(**velden))


def periode(start: str | None, eind: str | None) -> dict[str, Any]:
    """The two dates of a traject; None leaves out its usual one."""
    return {"startdatum": start, "einddatum": eind}


def fase(start: str | None = None, eind: str | None = None, **velden: Any) -> dict[str, Any]:
    """A phase with the dates that are given."""
    return zonder_none(periode(start, eind)) | velden


def read_earlier(naam: str, data: bytes, normen: Normen) -> Vorige:
    """An earlier delivery of one file, or a summary."""
    return earlier.read_earlier([(naam, data)], naam, normen)


def bevindingen(
    document: Document,
    naam: str = "SHV_2024_Test.json",
    vandaag: date = date(2025, 2, 1),
    normen: Mapping[str, float] | None = None,
    vorige: Document | None = None,
    regels: frozenset[str] = ALL_REGELS,
) -> dict[str, list[str]]:
    """The paths at which each of these rules hits, by rule; rules that do not hit are absent."""
    keuze = Choice(default_normen() if normen is None else normen, regels)
    eerder = None if vorige is None else read_earlier(VORIGE, json.dumps(vorige).encode(), default_normen())
    found = analyse(naam, json.dumps(document).encode(), vandaag, keuze, Beside(eerder))
    return {bevinding.regel.id: bevinding.paden().to_list() for bevinding in found.bevindingen}


def gezamenlijk(gevallen: Sequence[Geval]) -> list[list[str]]:
    """The paths at which the rule of each case hits.

    Cases with the same head are judged as the leveringen of one delivery, which is many times faster. Those of
    more leveringen, or on the file or a gemeente as a whole, are judged alone.
    """
    groups: dict[str, list[int]] = {}
    for index, (regel, _, document, _) in enumerate(gevallen):
        alone = _regels[regel].op in (BESTAND, GEMEENTE) or len(document["leveringen"]) != 1
        head = json.dumps({naam: waarde for naam, waarde in document.items() if naam != "leveringen"})
        groups.setdefault(f"{index if alone else ''} {head}", []).append(index)
    paden: dict[int, list[str]] = {}
    for group in groups.values():
        paden |= dict(zip(group, _together([gevallen[index] for index in group]), strict=True))
    return [paden[index] for index in range(len(gevallen))]


def _together(gevallen: Sequence[Geval]) -> Iterable[list[str]]:
    documents = [document for _, _, document, _ in gevallen]
    together = documents[0] | {"leveringen": [one for d in documents for one in d["leveringen"]]}
    found = bevindingen(together, regels=frozenset(regel for regel, *_ in gevallen))
    for index, (regel, *_) in enumerate(gevallen):
        paden = found.get(regel, [])
        place = f"$.leveringen[{index}]"
        own = [pad for pad in paden if len(gevallen) == 1 or pad == place or pad.startswith(f"{place}.")]
        yield own if len(gevallen) == 1 else ["$.leveringen[0]" + pad.removeprefix(place) for pad in own]
