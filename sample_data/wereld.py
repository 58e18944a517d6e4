"""The invented people of a gemeente, their schulden and their trajecten, and what a delivery knew of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from tijdlijn import Verloop, later, verloop, werkdag

Traject = dict[str, Any]

EERSTE_AANMELDING = date(2019, 7, 1)
DAGEN_AANMELDING = (date(2024, 12, 31) - EERSTE_AANMELDING).days
IJKJAAR = 2024
GROOTSTE_BSN_REEKS = 1_000_000
LETTERS = "ABCDEGHJKLMNPRTVWXZ"
TOEVOEGINGEN = ("A", "B", "C", "2", "bis", "rd", "hs")

SCHULDEISERS = {
    "Zorg": "Zorgmaat, Polderpolis, Tandzorg Iep, Apotheek Linde, Zorgkring, Huisarts Vlier, Zorgpolis 12",
    "Publiek": "Rijksincasso, Heffingen Delta, Toeslagloket, Stadskas, Waterschap De Lei, Boetekantoor, "
    "Studiekas, Uitkeringsdienst, Parkeerloket",
    "Nuts": "Stroomkring, Gasmaat, Bronwater, Wijkwarmte, Zon en Wind, Energie De Lei, Waterbron Oost",
    "Overig": "Huurhuis Noord, Woonkring, Belmaat, Kabelkring, Koopgemak, Postorder Vlier, Incasso Iep, "
    "Autolening Lei, Webwinkel Delta, Kredietmaat, Leenkring, Deurwaarder Linde, Sportclub Iep, Opslag Oost, "
    "Telefoonhuis Lei, Meubelkrediet, Fietsplan Delta, Bank Vlier, Schadepolis 12, Klusbedrijf Oost, "
    "Kinderopvang Iep, Autopolis Lei, Modehuis Delta, Krantenhuis, Garage Linde, Uitvaartkring, "
    "Reisbureau Lei, Notaris Vlier, Bouwmarkt Oost, Streamhuis, Tandem Krediet, Bezorgmaat, Lease Delta, "
    "Boekhuis Iep, Spaarkrediet Lei",
}
KREDITEUREN = [(soort, naam) for soort, namen in SCHULDEISERS.items() for naam in namen.split(", ")]
KANS_SOORT = {"Zorg": 6.0, "Publiek": 5.0, "Nuts": 4.0, "Overig": 2.0}
PARTICULIEREN = ("Familie", "Vriend", "Kennis")


@dataclass(frozen=True)
class Gemeente:
    """A gemeente of the delivery: its code as the delivery writes it, and how many trajecten it has."""

    code: str
    aantal: int
    postcode: int


@dataclass(frozen=True)
class Inschrijving:
    """One traject in its whole course, with what is needed to draw its clients and schulden."""

    sleutel: str
    nummer: int
    volgnummer: int
    eerste_start: date
    verloop: Verloop

    def actief(self, jaar: int) -> bool:
        """Whether the traject runs on at least one day of the year."""
        eerste: date = self.verloop["startdatum"]
        laatste: date = self.verloop["einddatum"]
        return eerste.year <= jaar <= laatste.year


def inschrijvingen(seed: int, gemeente: Gemeente, nummers: Iterator[int]) -> Iterator[Inschrijving]:
    """The trajecten of a gemeente until `gemeente.aantal` of them run in 2024, whatever year is delivered.

    `nummers` counts the households of the whole delivery, so that no two people share a BSN.
    """
    geteld = 0
    for inschrijving in _alle_inschrijvingen(seed, nummers):
        if geteld == gemeente.aantal:
            return
        geteld += inschrijving.actief(IJKJAAR)
        yield inschrijving


def _alle_inschrijvingen(seed: int, nummers: Iterator[int]) -> Iterator[Inschrijving]:
    """Endless households, each with one traject or, now and then, a second one well after the first."""
    for nummer in nummers:
        sleutel = f"{seed}:{nummer}"
        rng = Random(sleutel)
        start = werkdag(EERSTE_AANMELDING + timedelta(days=rng.randrange(DAGEN_AANMELDING)))
        eerste = verloop(rng, start)
        yield Inschrijving(sleutel, nummer, 1, start, eerste)
        if rng.random() < 0.06:
            terug = later(rng, eerste["einddatum"], 40, 400)
            yield Inschrijving(sleutel, nummer, 2, start, verloop(rng, terug))


def trajecten(
    seed: int, gemeente: Gemeente, nummers: Iterator[int], jaar: int, schuldental: float
) -> Iterator[Traject]:
    """The trajecten of a gemeente as delivered over a year, with `schuldental` schulden each on average."""
    for inschrijving in inschrijvingen(seed, gemeente, nummers):
        if inschrijving.actief(jaar):
            yield _geleverd(inschrijving, gemeente, jaar, schuldental)


def aanleverdatum(jaar: int) -> date:
    """The day on which the delivery over a year is made."""
    return werkdag(date(jaar + 1, 1, 30))


def _geleverd(inschrijving: Inschrijving, gemeente: Gemeente, jaar: int, schuldental: float) -> Traject:
    """One traject in the form of the exchange model, with what was known the day before the delivery."""
    rng = Random(f"{inschrijving.sleutel}:{inschrijving.volgnummer}:schulden")
    fasen = _fasen(inschrijving.verloop, aanleverdatum(jaar) - timedelta(days=1))
    schulden = _schulden(rng, inschrijving.verloop, date(jaar, 12, 31), schuldental)
    totaal = round(sum(schuld["bedrag"] for schuld in schulden) * rng.choice((1, 1, 1, 0.98, 1.03)))
    traject = {
        "startdatum": fasen.pop("startdatum"),
        **({"einddatum": fasen.pop("einddatum")} if "einddatum" in fasen else {}),
        "gemeentecode": gemeente.code,
        **({"totaalSchuldbedragBijAanvangSchuld": totaal} if schulden else {}),
        **({"omschrijving": "Aangemeld via het wijkteam"} if rng.random() < 0.02 else {}),
        "client": clienten(inschrijving, gemeente.postcode),
        **fasen,
    }
    return {**traject, "schulden": schulden} if schulden else traject


def _fasen(verloop: Verloop, peildag: date) -> Traject:
    """The course of a traject up to `peildag`; of later, only the planned end of a running oplossing."""
    fasen: Traject = _bekend(verloop, peildag)
    fasen.pop("gepland", None)
    if "oplossing" in fasen:
        fasen["oplossing"].setdefault("einddatum", str(verloop["gepland"]))
    regeling, intake = fasen.get("schuldregeling", {}), fasen.get("intake", {})
    if "dwangakkoord" in regeling:
        regeling["dwangakkoord"] &= "toegekend" in regeling
    if "beschikkingsdatum" not in intake:
        intake.pop("beschikkingssoort", None)
    return fasen


def _bekend(waarde: Any, peildag: date) -> Any:
    """What of a value was known on `peildag`, dates as text; None for a date or record of later."""
    if isinstance(waarde, date):
        return waarde.isoformat() if waarde <= peildag else None
    if isinstance(waarde, list):
        return [record for record in (_bekend(deel, peildag) for deel in waarde) if record] or None
    if not isinstance(waarde, dict):
        return waarde
    if not any(isinstance(deel, date) and deel <= peildag for deel in waarde.values()):
        return None
    delen = {veld: _bekend(deel, peildag) for veld, deel in waarde.items()}
    return {veld: deel for veld, deel in delen.items() if deel is not None}


def bsn(nummer: int) -> str:
    """The invented BSN of a person number below 1,000,000: starts with 9 and passes the elfproef."""
    cijfers = f"9{nummer * 618_033 % GROOTSTE_BSN_REEKS:06d}"
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 2, -1), cijfers, strict=True))
    achtste = nummer % 9
    achtste += (som + 2 * achtste) % 11 == 10
    return f"{cijfers}{achtste}{(som + 2 * achtste) % 11}"


def clienten(inschrijving: Inschrijving, postcode: int) -> list[Traject]:
    """The same one or two people for every traject of a household, on one address."""
    rng = Random(f"{inschrijving.sleutel}:clienten")
    adres = {
        "Postcode": f"{postcode + rng.randrange(14)}{rng.choice(LETTERS)}{rng.choice(LETTERS)}",
        "Huisnummer": str(1 + int(rng.expovariate(1 / 60))),
    }
    if rng.random() < 0.18:
        adres["Huisnummertoevoeging"] = rng.choice(TOEVOEGINGEN)
    leeftijd = 19 + 62 * rng.betavariate(1.7, 2.9)
    geslacht = ["Man", "Vrouw"] if rng.random() < 0.53 else ["Vrouw", "Man"]
    personen = []
    for plaats in range(2 if rng.random() < 0.12 else 1):
        dagen = int(max(19, leeftijd + plaats * rng.gauss(0, 4)) * 365.25) + rng.randrange(365)
        persoon = {
            "Burgerservicenummer": bsn(inschrijving.nummer * 2 + plaats),
            "Geboortedatum": str(inschrijving.eerste_start - timedelta(days=dagen)),
            "Geslachtsaanduiding": geslacht[plaats],
        }
        personen.append(persoon | adres)
    return personen


def _schulden(rng: Random, verloop: Verloop, uiterlijk: date, gemiddeld: float) -> list[Traject]:
    """The schulden as listed in the weeks after the first conversation, on `uiterlijk` at the latest."""
    if "beschikkingsdatum" not in verloop.get("intake", {}) or verloop["intake"]["startdatum"] > uiterlijk:
        return []
    gesprek: date = verloop["intake"]["startdatum"]
    ruimte = (min(verloop["einddatum"], uiterlijk) - gesprek).days
    lijst = [gesprek + timedelta(days=rng.randint(0, min(ruimte, 35))) for _ in range(3)]
    onderneemt = rng.random() < 0.07
    aantal = min(max(round(rng.gammavariate(3, gemiddeld / 3)), 1), 35)
    totaal = min(max(rng.lognormvariate(10.12, 0.85) * (2.2 if onderneemt else 1), 1_200), 600_000)
    delen = [rng.lognormvariate(0, 1.1) for _ in range(aantal)]
    return [
        {
            "bedrag": max(18, round(totaal * deel / sum(delen))),
            "peildatum": str(rng.choice(lijst)),
            "schuldsoort": soort,
            "zakelijkeSchuld": onderneemt and rng.random() < 0.5,
            "schuldeiser": _schuldeiser(rng, soort, naam),
        }
        for deel, (soort, naam) in zip(delen, _krediteuren(rng, aantal), strict=True)
    ]


def _krediteuren(rng: Random, aantal: int) -> list[tuple[str, str]]:
    """Different schuldeisers, those of daily life likelier than the rest."""
    volgorde = sorted(KREDITEUREN, key=lambda krediteur: rng.random() ** (1 / KANS_SOORT[krediteur[0]]))
    return list(islice(reversed(volgorde), aantal))


def _schuldeiser(rng: Random, soort: str, naam: str) -> Traject:
    """A company, with its KvK number or without, or now and then a private person."""
    if soort == "Overig" and rng.random() < 0.04:
        return {"naam": rng.choice(PARTICULIEREN), "privepersoon": True}
    if rng.random() < 0.55:
        return {"naam": naam}
    return {"naam": naam, "kvknummer": str(99_000_000 + KREDITEUREN.index((soort, naam)) * 8_731)}
