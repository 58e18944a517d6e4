"""The invented course of one traject, from aanmelding to uitstroom, as it will turn out in the end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any

Verloop = dict[str, Any]
Einde = tuple[date, dict[str, int]] | None

FEESTDAGEN = {(1, 1), (12, 25), (12, 26)}
KORTERE_AFLOSPERIODE = date(2023, 7, 1)
# A term in months stays a term, also for who counts 18 months as 548 days or 6 as 182.
NET_BINNEN_DE_TERMIJN = timedelta(days=4)

NIET_BEGONNEN = {"Nietverschenen": 5, "Ingetrokken": 3, "Zelf": 2}
AFGEWEZEN = {"Niet passend": 5, "Voldoet niet": 3, "Overig": 1}
AFGEHAAKT = {
    "Voldoet niet": 8,
    "Ingetrokken": 5,
    "Nietverschenen": 4,
    "Zelf": 3,
    "Verhuisd": 3,
    "Overig": 2,
    "Overleden": 1,
}
GEEN_AKKOORD = {"Overig": 5, "Voldoet niet": 3, "Ingetrokken": 1}
ZELFREDZAAM = {"Zelf": 5, "Overig": 1}
AFGEROND = {"Afgerond": 1}

OPLOSSINGEN = {
    "Schuldbemiddeling": 38,
    "Saneringskrediet": 36,
    "Betalingsregeling": 14,
    "0%-aanbod": 7,
    "Herfinanciering": 5,
}
BEGELEIDING = {
    "Budgetbeheer": 0.32,
    "Budgetcoaching": 0.12,
    "Beschermingsbewind": 0.08,
    "Budgetbegeleiding": 0.05,
    "Lange Termijn Begeleiding (DFD)": 0.02,
}


def werkdag(dag: date) -> date:
    """The day itself or the first working day after it, at most four days later."""
    while dag.weekday() > 4 or (dag.month, dag.day) in FEESTDAGEN:
        dag += timedelta(days=1)
    return dag


def maanden_later(dag: date, maanden: int) -> date:
    """The same day a number of months later, or the last day of a month that is too short."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def later(rng: Random, dag: date, laagst: int, hoogst: int) -> date:
    """A working day at least `laagst` and at most `hoogst` days after `dag`, the early ones likelier."""
    return werkdag(dag + timedelta(days=laagst + int((hoogst - 4 - laagst) * rng.betavariate(1.8, 2.6))))


def kies(rng: Random, gewichten: dict[str, int]) -> str:
    """One of the keys, drawn by weight."""
    return rng.choices(tuple(gewichten), tuple(gewichten.values()))[0]


def verloop(rng: Random, start: date) -> Verloop:
    """The whole course of a traject whose aanmelding is on `start`, always with an einddatum.

    `gepland` holds the planned end of the oplossing, which a delivery shows until the real one is known.
    """
    traject: Verloop = {"startdatum": start, "aanmelding": {"startdatum": start, "crisisinterventie": False}}
    for stap in (_aanmelding, _intake, _beschikking, _stabilisatie, _schuldregeling, _oplossing):
        einde = stap(rng, traject)
        if einde:
            _uitstroom(rng, traject, *einde)
            break
    if "planVanAanpak" in traject:
        _ondersteuning(rng, traject)
    for record in _kortdurend(traject):
        record["einddatum"] = max(record["startdatum"], min(record["einddatum"], traject["einddatum"]))
    return traject


def _aanmelding(rng: Random, traject: Verloop) -> Einde:
    """The aanmelding: some are a crisis, some clients never come to the first conversation."""
    aanmelding = traject["aanmelding"]
    start: date = aanmelding["startdatum"]
    if rng.random() < 0.06:
        aanmelding["crisisinterventie"] = True
        traject["crisisinterventies"] = [{"startdatum": start, "einddatum": later(rng, start, 1, 21)}]
        return None
    if rng.random() < 0.07:
        aanmelding["einddatum"] = later(rng, start, 7, 45)
        return aanmelding["einddatum"], NIET_BEGONNEN
    return None


def _intake(rng: Random, traject: Verloop) -> Einde:
    """The first conversation: within 28 days of the aanmelding, in a crisis on the same or the next day."""
    aanmelding = traject["aanmelding"]
    gesprek = later(rng, aanmelding["startdatum"], 1, 28)
    if aanmelding["crisisinterventie"]:
        gesprek = werkdag(aanmelding["startdatum"] + timedelta(days=rng.randint(0, 1)))
    aanmelding["einddatum"] = gesprek
    traject["intake"] = {"startdatum": gesprek}
    if rng.random() < 0.15:
        traject["startdatum"] = gesprek
    if rng.random() < 0.03:
        traject["intake"]["einddatum"] = later(rng, gesprek, 10, 50)
        return traject["intake"]["einddatum"], NIET_BEGONNEN
    return None


def _beschikking(rng: Random, traject: Verloop) -> Einde:
    """The beschikking within 56 days of the first conversation, and the planVanAanpak after it."""
    intake = traject["intake"]
    besluit = later(rng, intake["startdatum"], 3, 56)
    intake["einddatum"] = intake["beschikkingsdatum"] = besluit
    if rng.random() < 0.07:
        intake["beschikkingssoort"] = "Afwijzingsbeschikking"
        return later(rng, besluit, 0, 14), AFGEWEZEN
    intake["beschikkingssoort"] = "Toelatingsbeschikking"
    traject["planVanAanpak"] = {"datumAfronding": later(rng, besluit, 0, 14)}
    if rng.random() < 0.12:
        start = later(rng, besluit, 0, 14)
        traject["informatieEnAdvies"] = {"startdatum": start, "einddatum": later(rng, start, 14, 70)}
        if rng.random() < 0.6:
            return traject["informatieEnAdvies"]["einddatum"], ZELFREDZAAM
    return None


def _stabilisatie(rng: Random, traject: Verloop) -> Einde:
    """The stabilisatie of at most 122 days, in which many stop; some trajecten need none."""
    if rng.random() < 0.12:
        return None
    start = later(rng, traject["intake"]["beschikkingsdatum"], 2, 30)
    traject["stabilisatie"] = {"startdatum": start, "einddatum": later(rng, start, 30, 120)}
    return (traject["stabilisatie"]["einddatum"], AFGEHAAKT) if rng.random() < 0.32 else None


def _schuldregeling(rng: Random, traject: Verloop) -> Einde:
    """The request to the schuldeisers and its outcome within 120 days."""
    gereed = traject["intake"]["beschikkingsdatum"] + timedelta(days=40)
    gereed = traject.get("stabilisatie", {}).get("einddatum", gereed)
    if rng.random() < 0.12:
        return later(rng, gereed, 14, 80), AFGEHAAKT
    verzoek = later(rng, gereed, 1, 21)
    uitkomst = later(rng, verzoek, 25, 118)
    soort = kies(rng, {"toegekend": 56, "afgewezen": 26, "ingetrokken": 18})
    regeling: Verloop = {"datum": verzoek, soort: uitkomst}
    if soort != "ingetrokken":
        regeling["dwangakkoord"] = False
        if rng.random() < 0.12:
            regeling["datumVerzoekDwangakkoord"] = later(rng, verzoek, 10, 25)
            regeling["dwangakkoord"] = soort == "toegekend"
    traject["schuldregeling"] = regeling
    if soort == "toegekend":
        traject["toekenningsdatum"] = uitkomst
        return None
    return later(rng, uitkomst, 3, 60), GEEN_AKKOORD if soort == "afgewezen" else AFGEHAAKT


def _oplossing(rng: Random, traject: Verloop) -> Einde:
    """The oplossing, never longer than the law allows; one in four stops early, the others end in full."""
    start = later(rng, traject["toekenningsdatum"], 0, 21)
    soort = kies(rng, OPLOSSINGEN)
    langst = 18 if start >= KORTERE_AFLOSPERIODE else 36
    maanden = rng.randint(4, 14) if soort in ("Betalingsregeling", "Herfinanciering") else langst
    gepland = maanden_later(start, maanden) - NET_BINNEN_DE_TERMIJN
    vtlb = round(min(max(rng.gauss(1530, 150), 1180), 1940))
    traject["oplossing"] = {"startdatum": start, "einddatum": gepland, "soort": soort, "vtlb": vtlb}
    traject["gepland"] = gepland
    if rng.random() < 0.25:
        traject["oplossing"]["einddatum"] = later(rng, start, 30, (gepland - start).days - 10)
        return traject["oplossing"]["einddatum"], AFGEHAAKT
    if rng.random() < 0.4:
        return later(rng, gepland, 0, 21), AFGEROND
    nazorg = {"startdatum": later(rng, gepland, 1, 21)}
    nazorg["einddatum"] = later(rng, nazorg["startdatum"], 60, 200)
    traject["nazorg"] = nazorg
    return nazorg["startdatum" if rng.random() < 0.3 else "einddatum"], AFGEROND


def _uitstroom(rng: Random, traject: Verloop, einde: date, redenen: dict[str, int]) -> None:
    """Ends the traject on `einde`, for one of the redenen."""
    reden = kies(rng, redenen)
    traject["einddatum"] = einde
    traject["uitstroom"] = {"datum": einde, "datumBeeindigingsbeschikking": einde, "reden": reden}
    if reden in ("Verhuisd", "Overleden"):
        del traject["uitstroom"]["datumBeeindigingsbeschikking"]
    if reden == "Overig" and rng.random() < 0.2:
        traject["uitstroom"]["omschrijving"] = "Doorverwezen naar de Wsnp"


def _ondersteuning(rng: Random, traject: Verloop) -> None:
    """Begeleiding beside the traject and, rarely, a moratorium or a voorlopige voorziening."""
    besluit, einde = traject["intake"]["beschikkingsdatum"], traject["einddatum"]
    begeleiding = [
        {"startdatum": later(rng, besluit, 0, 21), "einddatum": einde, "soort": soort}
        for soort, kans in BEGELEIDING.items()
        if rng.random() < kans
    ]
    begeleiding = [record for record in begeleiding if record["startdatum"] < einde]
    if begeleiding:
        traject["begeleiding"] = begeleiding
    if "stabilisatie" not in traject:
        return
    aanvraag = traject["stabilisatie"]["startdatum"]
    if rng.random() < 0.03:
        traject["moratoria"] = [_moratorium(rng, aanvraag)]
    if rng.random() < 0.02:
        voorziening = {"startdatum": aanvraag, "einddatum": later(rng, aanvraag, 20, 120)}
        traject["voorlopigeVoorzieningen"] = [voorziening]


def _moratorium(rng: Random, aanvraag: date) -> Verloop:
    """A moratorium of three to six months, from the day it was granted."""
    start = later(rng, aanvraag, 3, 21)
    einde = maanden_later(start, rng.randint(3, 6)) - NET_BINNEN_DE_TERMIJN
    return {"datumAanvraag": aanvraag, "datumGoedkeuring": start, "startdatum": start, "einddatum": einde}


def _kortdurend(traject: Verloop) -> list[Verloop]:
    """The records beside the phases that end with the traject at the latest."""
    velden = ("crisisinterventies", "moratoria", "voorlopigeVoorzieningen")
    records = [record for veld in velden for record in traject.get(veld, [])]
    return [*records, traject["informatieEnAdvies"]] if "informatieEnAdvies" in traject else records
