"""Whole deliveries for hypothesis: mostly what a system would write, with something wrong anywhere now and then."""

import json
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from ddas_report.analyse.pipeline import Analyse, Choice, analyse
from ddas_report.model.delivery import ONBEKEND_PREFIX, WAARDENLIJSTEN, is_number

Document = dict[str, Any]
Cijfers = dict[tuple[str, str], float | None]

FOUTE_WAARDEN: tuple[Any, ...] = (None, True, "x", 3, 1.5, 5000.0, [], {})
"""What may stand in any field: wrong for most of them, and right for some."""

VREEMDE_DATUMS = ("2024-02-30", "0000-01-01", "2024-1-5", "2023-02-29", " 2024-03-01", "2024-03-01T00:00:00Z", "")
DATUMS = (
    "2023-11-30",
    "2023-12-31",
    "2024-01-01",
    "2024-02-29",
    "2024-03-01",
    "2024-06-15",
    "2024-12-31",
    "2025-01-01",
    "2025-06-30",
    "9999-12-31",
)
"""Few, so that equal dates and overlaps occur often."""

GEMEENTECODES = ("0153", "0153", "GM0153", "153", "0153", "0088")
VREEMDE_CODES = ("gm153", "Onbekend", "", "utrecht", " totaal ", "12345", 153)
BEDRAGEN = (0, 1, 250, 5000, 5000.0, -3, 12345678)


def settings_for(examples: int, shrink: bool = True) -> settings:
    """So many examples, however large; without shrinking where a single run takes long."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    phases = [phase for phase in Phase if shrink or phase not in (Phase.shrink, Phase.explain)]
    return settings(max_examples=examples, suppress_health_check=slow, phases=phases)


_AFWEZIG = object()
_AFWIJKEND = 7
"""Of 0 to 15; not one of the ends, for hypothesis tries those more often than others."""


def _one_of(gewoon: tuple[Any, ...], vreemd: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    """A single draw: an ordinary value four times out of five or so, else an odd one or no field at all."""
    odd = (*vreemd, *FOUTE_WAARDEN, *[_AFWEZIG] * 8)
    often = gewoon * (1 + 4 * len(odd) // len(gewoon))
    return st.sampled_from([*often, *odd])


def _or_wrong(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    wrong = st.sampled_from(FOUTE_WAARDEN)
    return st.integers(0, 15).flatmap(lambda n: wrong if n == _AFWIJKEND else strategy)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A nested object: there, absent, or something else in its place."""
    wrong = st.sampled_from((*FOUTE_WAARDEN, *[_AFWEZIG] * 8))
    return st.integers(0, 15).flatmap(lambda n: wrong if n in (3, 5, 7, 11) else strategy)


def _object(**velden: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    every = st.fixed_dictionaries(velden)
    return every.map(lambda found: {naam: value for naam, value in found.items() if value is not _AFWEZIG})


def _lijst(record: st.SearchStrategy[Any], hoogste: int = 3, minste: int = 0) -> st.SearchStrategy[Any]:
    return _or_wrong(st.lists(_or_wrong(record), min_size=minste, max_size=hoogste))


_datum = _one_of(DATUMS, VREEMDE_DATUMS)
_bedrag = _one_of(BEDRAGEN, ("5000",))
_janee = _one_of((True, False), ("true", 1))
_fase = {"startdatum": _datum, "einddatum": _datum}

_client = _object(
    Burgerservicenummer=_one_of(("111111110", "999990019", " 111111110 "), ("", "  ", 111111110)),
    Geboortedatum=_one_of(("1960-02-29", "2006-12-31", "2007-01-01", "1985-06-15", "1975-01-01"), VREEMDE_DATUMS),
    Geslachtsaanduiding=_one_of(("Man", "Vrouw", "M", "v", "VROUW", "Onbekend")),
    Postcode=_one_of(("1234AB", "1234 ab", "9999ZZ")),
    Huisnummer=_one_of(("1", "12"), (12,)),
    Huisnummertoevoeging=_one_of(("", "A", "a")),
)
_schuld = _object(
    bedrag=_bedrag,
    peildatum=_datum,
    schuldsoort=_one_of((*WAARDENLIJSTEN["schuldsoort"], " Zorg "), ("zorg", "Anders")),
    zakelijkeSchuld=_janee,
    schuldeiser=_or_wrong(
        _object(
            naam=_one_of(("Webwinkel", "WEBWINKEL", "Bank", "  ")),
            Naam=_one_of(("Webwinkel", "Huurbaas")),
            kvknummer=_one_of(("12345678", "87654321", "")),
            privepersoon=_janee,
        )
    ),
)
_begeleiding = _object(soort=_one_of(WAARDENLIJSTEN["begeleiding.soort"], ("budgetbeheer",)), **_fase)
_uitstroom = _object(
    datum=_datum,
    datumBeeindigingsbeschikking=_datum,
    startdatum=_datum,  # not in the model: an uitstroom has no start
    omschrijving=_one_of(("Meneer is verhuisd", " ")),
    reden=_one_of((*WAARDENLIJSTEN["reden"], " Zelf "), ("afgerond", "Onbekend")),
)
_traject = _object(
    startdatum=_datum,
    einddatum=_datum,
    toekenningsdatum=_datum,
    omschrijving=_one_of(("Schulden na scheiding", "")),
    gemeentecode=_one_of(GEMEENTECODES, VREEMDE_CODES),
    totaalSchuldbedragBijAanvangSchuld=_bedrag,
    client=_lijst(_client, 2, 1),
    schulden=_lijst(_schuld, 2),
    begeleiding=_lijst(_begeleiding, 2),
    crisisinterventies=_lijst(_object(**_fase), 1),
    moratoria=_lijst(_object(datumAanvraag=_datum, datumGoedkeuring=_datum, **_fase), 1),
    voorlopigeVoorzieningen=_lijst(_object(**_fase), 1),
    aanmelding=_maybe(_object(crisisinterventie=_janee, datum=_datum, **_fase)),
    informatieEnAdvies=_maybe(_object(**_fase)),
    intake=_maybe(
        _object(
            beschikkingsdatum=_datum,
            beschikkingssoort=_one_of(WAARDENLIJSTEN["beschikkingssoort"], ("toelating",)),
            **_fase,
        )
    ),
    planVanAanpak=_maybe(_object(datumAfronding=_datum, startdatum=_datum)),
    stabilisatie=_maybe(_object(**_fase)),
    schuldregeling=_maybe(
        _object(
            datum=_datum,
            startdatum=_datum,  # not in the model, yet systems write it
            toegekend=_datum,
            afgewezen=_datum,
            ingetrokken=_datum,
            datumVerzoekDwangakkoord=_datum,
            dwangakkoord=_janee,
        )
    ),
    oplossing=_maybe(_object(vtlb=_bedrag, soort=_one_of(WAARDENLIJSTEN["oplossing.soort"], ("0%-Aanbod",)), **_fase)),
    nazorg=_maybe(_object(**_fase)),
    uitstroom=_maybe(_uitstroom),
)
_organisatie = _object(
    **{"(Statutaire) Naam": _one_of(("Gemeente Test",)), "KvK-nummer": _one_of(("12345678",))},
    gemeentecode=_one_of(GEMEENTECODES, VREEMDE_CODES),
)


def trajecten(hoogste: int = 5) -> st.SearchStrategy[list[Any]]:
    """At least one traject, of which some may be no object at all."""
    return st.lists(_or_wrong(_traject), min_size=1, max_size=hoogste)


def _levering(hoogste: int) -> st.SearchStrategy[Document]:
    return _object(
        teller=_one_of((1, 2)),
        schuldhulptrajecten=_or_wrong(trajecten(hoogste)),
        aanleverende_organisatie=_or_wrong(_organisatie),
    )


PERIODES = (
    ("2024-01-01", "2024-12-31"),
    ("2024-01-01", "2025-06-30"),
    ("2024-02-29", "2024-02-29"),
    ("2024-03-01", "2024-06-15"),
    ("2024-12-31", "2024-01-01"),
    ("0001-01-01", "9999-12-31"),
)


@st.composite
def leveringen(draw: st.DrawFn, hoogste: int = 5, geldige_periode: bool = False) -> Document:
    """A whole delivery, with at most `hoogste` trajecten in each of at most three leveringen."""
    start, eind = draw(st.sampled_from(PERIODES[:4] if geldige_periode else PERIODES * 3))
    document = {
        "startdatumLevering": start,
        "einddatumLevering": eind,
        "aanleverdatumEnTijd": draw(st.sampled_from(("2025-01-15T09:30:00Z", "gisteren", *FOUTE_WAARDEN))),
        "codeGegevensleverancier": draw(st.sampled_from(("Test 1.0", *FOUTE_WAARDEN))),
        "leveringen": draw(st.lists(_or_wrong(_levering(hoogste)), min_size=1, max_size=3)),
    }
    if not geldige_periode and draw(st.integers(0, 5)) == 0:
        missing = draw(st.sampled_from(["startdatumLevering", "einddatumLevering"]))
        document[missing] = draw(st.sampled_from([*VREEMDE_DATUMS, *FOUTE_WAARDEN]))
    return document


def trajecten_van(document: Document) -> list[Document]:
    """The trajecten that are objects, in file order."""
    lists = [levering.get("schuldhulptrajecten") for levering in document["leveringen"] if isinstance(levering, dict)]
    return [traject for items in lists if isinstance(items, list) for traject in items if isinstance(traject, dict)]


@cache
def geen_regels() -> Choice:
    """The choice to judge no rule: for tests of the figures alone."""
    return Choice(regels=frozenset())


def counted(document: Any) -> Analyse:
    """The delivery read and counted, not judged."""
    data = json.dumps(document).encode()
    return analyse("SHV_2024_Test.json", data, date(2025, 2, 1), geen_regels())


def cijfers_van(analyse: Analyse) -> Cijfers:
    """The long table as (gemeente, id) → waarde."""
    return {(gemeente, id_): waarde for gemeente, id_, waarde in analyse.cijfers.long.iter_rows()}


def cijfers(document: Any) -> Cijfers:
    """The figures of a delivery."""
    return cijfers_van(counted(document))


def by_value(table: Cijfers) -> Cijfers:
    """The same figures; codes that are no gemeente, numbered in the order of the files, are numbered by what they hold."""
    held: dict[str, list[tuple[str, float | None]]] = {}
    for (gemeente, id_), waarde in table.items():
        if is_number(gemeente):
            held.setdefault(gemeente, []).append((id_, waarde and round(waarde, 6)))
    order = sorted(held, key=lambda code: repr(sorted(held[code])))
    codes = {code: f"{ONBEKEND_PREFIX}{number}" for number, code in enumerate(order, start=1)}
    return {(codes.get(gemeente, gemeente), id_): waarde for (gemeente, id_), waarde in table.items()}
