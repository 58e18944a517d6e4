"""An independent computation of every figure of indicatoren.md, record by record.

It shares no code with the package it checks and uses the standard library only. Every docstring cites
the sentence of indicatoren.md it transcribes; all of it favours being readable over being fast.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

Value = int | float | None
Figures = dict[str, Value]
Record = dict[str, object]
Key = tuple[str, ...]


class Periode(NamedTuple):
    """«P0, P1 = startdatumLevering, einddatumLevering; both days belong to the period.»"""

    p0: date
    p1: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.p0 <= day <= self.p1


# What counts as a value -------------------------------------------------------------------------------


def as_date(value: object) -> date | None:
    """«A date counts only when it is a string JJJJ-MM-DD that exists in the calendar.»"""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def as_amount(value: object) -> int | None:
    """«An amount counts only when it is an integer (5000 or 5000.0; never true/false or a string).»"""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else None


def as_text(value: object) -> str | None:
    """«Text is trimmed; empty text is no value.»"""
    return (value.strip() or None) if isinstance(value, str) else None


def as_boolean(value: object) -> bool | None:
    """«Wrong types never stop a figure: they are no value.»"""
    return value if isinstance(value, bool) else None


def as_object(value: object) -> Record:
    """A nested object; what is absent or no object has no fields."""
    return value if isinstance(value, dict) else {}


def as_records(value: object) -> list[Record]:
    """The objects in a list; a value that is no list holds no records."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def slug(text: str) -> str:
    """«lower case, every run of other characters than a-z0-9 becomes one _, trimmed of _»"""
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")


# The exchange model -----------------------------------------------------------------------------------

VALUE_LISTS = {
    "begeleiding.soort": "Budgetcoaching | Budgetbeheer | Beschermingsbewind"
    " | Lange Termijn Begeleiding (DFD) | Budgetbegeleiding",
    "intake.beschikkingssoort": "Afwijzingsbeschikking | Toelatingsbeschikking",
    "oplossing.soort": "Betalingsregeling | Herfinanciering | Saneringskrediet | Schuldbemiddeling | 0%-aanbod",
    "schulden.schuldsoort": "Zorg | Publiek | Nuts | Overig",
    "uitstroom.reden": "Overleden | Verhuisd | Nietverschenen | Ingetrokken | Niet passend | Overig"
    " | Voldoet niet | Afgerond | Zelf",
}
LISTS = {"clienten": "client", "schulden": "schulden", "begeleiding": "begeleiding"}
Reader = Callable[[object], object]
READERS: dict[str, Reader] = {"datum": as_date, "bedrag": as_amount, "tekst": as_text, "boolean": as_boolean}
FIELDS = {
    "trajecten": "startdatum:datum einddatum:datum toekenningsdatum:datum omschrijving:tekst"
    " gemeentecode:tekst totaalSchuldbedragBijAanvangSchuld:bedrag",
    "clienten": "Burgerservicenummer:tekst Geboortedatum:tekst Geslachtsaanduiding:tekst"
    " Postcode:tekst Huisnummer:tekst Huisnummertoevoeging:tekst",
    "schulden": "bedrag:bedrag peildatum:datum schuldsoort:tekst zakelijkeSchuld:boolean",
    "begeleiding": "startdatum:datum einddatum:datum soort:tekst",
    "oplossing": "startdatum:datum einddatum:datum soort:tekst vtlb:bedrag",
    "schuldregeling": "datum:datum toegekend:datum afgewezen:datum ingetrokken:datum"
    " datumVerzoekDwangakkoord:datum dwangakkoord:boolean",
    "uitstroom": "datum:datum datumBeeindigingsbeschikking:datum omschrijving:tekst reden:tekst",
    "intake": "startdatum:datum einddatum:datum beschikkingsdatum:datum beschikkingssoort:tekst",
    "aanmelding": "startdatum:datum einddatum:datum crisisinterventie:boolean",
    "stabilisatie": "startdatum:datum einddatum:datum",
    "nazorg": "startdatum:datum einddatum:datum",
}


def trajecten_of(document: object) -> list[Record]:
    """All trajecten in file order: the order of leveringen, then of their schuldhulptrajecten."""
    leveringen = as_records(as_object(document).get("leveringen"))
    return [traject for levering in leveringen for traject in as_records(levering.get("schuldhulptrajecten"))]


def records_of(trajecten: Iterable[Record], name: str) -> list[Record]:
    """The records of one list of all these trajecten, in file order."""
    return [record for traject in trajecten for record in as_records(traject.get(name))]


def date_in(record: Record, *names: str) -> date | None:
    """The first of these fields that is a date («its startdatum, else its datum»)."""
    return next((day for name in names if (day := as_date(record.get(name)))), None)


def date_at(traject: Record, path: str) -> date | None:
    """The date in a field of a nested object, such as intake.startdatum."""
    part, _, name = path.partition(".")
    return date_in(as_object(traject.get(part)), name)


def values_of(path: str) -> list[str]:
    """The values the exchange model knows for a field."""
    return VALUE_LISTS[path].split(" | ")


def soort_at(record: Record, path: str) -> str:
    """The slug of a known value of the field; «unknown or missing: onbekend»."""
    text = as_text(record.get(path.partition(".")[2]))
    return slug(text) if text and text in values_of(path) else "onbekend"


def gemeente_of(traject: Record, met: list[str]) -> str:
    """«its gemeentecode, trimmed, upper case; GM0153, 153, 0153 are all 0153; empty or missing or
    Onbekend is onbekend; any other text is no code: onbekend-1, onbekend-2, … in order of first
    appearance in the file»: those met before, to which this one is added."""
    text = as_text(traject.get("gemeentecode"))
    if text is None or text.upper() == "ONBEKEND":
        return "onbekend"
    code = re.fullmatch("(?:GM)?([0-9]{1,4})", text.upper())
    if code:
        return code[1].zfill(4)
    if text not in met:
        met.append(text)
    return f"onbekend-{met.index(text) + 1}"


def gemeenten_of(trajecten: Iterable[Record]) -> list[str]:
    """The gemeente of each."""
    met: list[str] = []
    return [gemeente_of(traject, met) for traject in trajecten]


def client_key(client: Record) -> Key | None:
    """«the BSN when filled; else (Geboortedatum, Geslachtsaanduiding in lower case, Postcode without
    spaces in upper case, Huisnummer, Huisnummertoevoeging in upper case or empty) when the first four
    are all filled; else none»"""
    if bsn := as_text(client.get("Burgerservicenummer")):
        return (bsn,)
    geboortedatum = as_text(client.get("Geboortedatum"))
    geslacht = as_text(client.get("Geslachtsaanduiding"))
    postcode = as_text(client.get("Postcode"))
    huisnummer = as_text(client.get("Huisnummer"))
    if not (geboortedatum and geslacht and postcode and huisnummer):
        return None
    toevoeging = as_text(client.get("Huisnummertoevoeging")) or ""
    return geboortedatum, geslacht.lower(), postcode.replace(" ", "").upper(), huisnummer, toevoeging.upper()


# Arithmetic -------------------------------------------------------------------------------------------


def exact(value: Fraction) -> int | float:
    """«Nothing is rounded in the table»: exact up to the last step, a whole number stays whole."""
    return value.numerator if value.denominator == 1 else float(value)


def mean(values: Sequence[int]) -> Value:
    """«mean = arithmetic mean»; «No data gives null»."""
    return exact(Fraction(sum(values), len(values))) if values else None


def percentile(values: Sequence[int], percent: int) -> Value:
    """«linear interpolation between closest ranks»; rank 0 is the lowest value, rank n - 1 the highest."""
    if not values:
        return None
    ranked = sorted(values)
    rank = Fraction(percent, 100) * (len(ranked) - 1)
    below = rank.numerator // rank.denominator
    above = min(below + 1, len(ranked) - 1)
    return exact(ranked[below] + (ranked[above] - ranked[below]) * (rank - below))


def tally(prefix: str, names: Iterable[str], found: Iterable[str]) -> Figures:
    """How often each name was found; what is found outside the names is not counted."""
    counted = Counter(found)
    return {prefix + name: counted[name] for name in names}


# op_orde ----------------------------------------------------------------------------------------------

STEPS = ("aanmelding", "intake", "stabilisatie", "schuldregeling", "oplossing", "nazorg", "uitstroom")


def step_start(traject: Record, step: str) -> date | None:
    """«Start of a step: its startdatum, else its datum; for uitstroom only datum.»"""
    fields = ("datum",) if step == "uitstroom" else ("startdatum", "datum")
    return date_in(as_object(traject.get(step)), *fields)


def bsns_of(traject: Record) -> set[str]:
    """The distinct BSNs in a traject."""
    clienten = as_records(traject.get("client"))
    return {bsn for client in clienten if (bsn := as_text(client.get("Burgerservicenummer")))}


def op_orde(trajecten: list[Record], periode: Periode) -> Figures:
    """«number of trajecten, all of them, with or without a client with a BSN»; «distinct BSNs by their most
    recent step that started within [P0, P1] […] On equal dates the one met first (file order, then the order
    above) stays. No such step: onbekend.»"""
    bsns: set[str] = set()
    latest: dict[str, tuple[date, str]] = {}
    for traject in trajecten:
        bsns |= bsns_of(traject)
        for step in STEPS:
            start = step_start(traject, step)
            if start is None or not periode.holds(start):
                continue
            for bsn in bsns_of(traject):
                if bsn not in latest or start > latest[bsn][0]:
                    latest[bsn] = (start, step)
    return {
        "op_orde.trajecten": len(trajecten),
        "op_orde.unieke_bsn": len(bsns),
        "op_orde.unieke_actieve_bsn": len(latest),
        **tally("op_orde.stap.", STEPS, (step for _, step in latest.values())),
        "op_orde.stap.onbekend": len(bsns) - len(latest),
    }


# trajecten --------------------------------------------------------------------------------------------

STATUSES = (
    "onbekend",
    "buiten_periode",
    "lopend_beeindigd",
    "nieuw_beeindigd",
    "lopend_actief",
    "nieuw_actief",
)


def status_of(traject: Record, periode: Periode) -> str:
    """«each traject falls in exactly one of», read from the first line to the last."""
    start, eind = date_in(traject, "startdatum"), date_in(traject, "einddatum")
    if start is None:
        return "onbekend"
    if start > periode.p1 or (eind is not None and eind < periode.p0):
        return "buiten_periode"
    begun = "lopend" if start < periode.p0 else "nieuw"
    return f"{begun}_beeindigd" if eind is not None and eind <= periode.p1 else f"{begun}_actief"


def overlap(one: Periode, other: Periode) -> bool:
    """«two periods overlap when each starts on or before the other's end»"""
    return one.p0 <= other.p1 and other.p0 <= one.p1


def samengevoegd(trajecten: list[Record]) -> int:
    """«trajecten left when, within one gemeente, those that share a client key and overlap in time are
    joined into one, transitively»; «no einddatum = open; no startdatum = never joined»"""
    spans: dict[int, Periode] = {}
    sharing: dict[Key, set[int]] = defaultdict(set)
    for number, traject in enumerate(trajecten):
        if start := date_in(traject, "startdatum"):
            spans[number] = Periode(start, date_in(traject, "einddatum") or date.max)
            for key in filter(None, map(client_key, as_records(traject.get("client")))):
                sharing[key].add(number)
    joined_to = list(range(len(trajecten)))

    def root(number: int) -> int:
        while joined_to[number] != number:
            number = joined_to[number]
        return number

    for numbers in sharing.values():
        for one, other in combinations(sorted(numbers), 2):
            if overlap(spans[one], spans[other]):
                joined_to[root(other)] = root(one)
    return sum(1 for number, to in enumerate(joined_to) if number == to)


def status(trajecten: list[Record], periode: Periode) -> Figures:
    """«trajecten — status in the period»; «number of client records in the traject»"""
    clienten = [len(as_records(traject.get("client"))) for traject in trajecten]
    return {
        "trajecten.totaal": len(trajecten),
        **tally("trajecten.", STATUSES, (status_of(traject, periode) for traject in trajecten)),
        "trajecten.een_client": clienten.count(1),
        "trajecten.twee_clienten": clienten.count(2),
        "trajecten.samengevoegd": samengevoegd(trajecten),
    }


# clienten ---------------------------------------------------------------------------------------------

GESLACHTEN = {"m": "man", "man": "man", "v": "vrouw", "vrouw": "vrouw"}
AGE_BANDS = {18: "tot_18", 25: "18_24", 35: "25_34", 45: "35_44", 55: "45_54", 65: "55_64"}


def persons_in(clienten: list[Record]) -> list[Record]:
    """«the first record in file order with that key speaks for the person»; «Records without a key each
    count as one person»"""
    persons: dict[Key | int, Record] = {}
    for number, client in enumerate(clienten):
        persons.setdefault(client_key(client) or number, client)
    return list(persons.values())


def geslacht_of(client: Record) -> str:
    """«M/Man, V/Vrouw in any case, all else onbekend»"""
    return GESLACHTEN.get((as_text(client.get("Geslachtsaanduiding")) or "").lower(), "onbekend")


def leeftijd_of(client: Record, p1: date) -> str:
    """«whole years on P1; no date, or born after P1: onbekend»"""
    born = date_in(client, "Geboortedatum")
    if born is None or born > p1:
        return "onbekend"
    birthday_to_come = (p1.month, p1.day) < (born.month, born.day)
    years = p1.year - born.year - (1 if birthday_to_come else 0)
    return next((band for limit, band in AGE_BANDS.items() if years < limit), "65_plus")


def clienten(trajecten: list[Record], periode: Periode) -> Figures:
    """«clienten.totaal (records), uniek (persons), niet_identificeerbaar (records without a key),
    zonder_bsn (records), geslacht (persons), leeftijd (persons)»"""
    records = records_of(trajecten, "client")
    persons = persons_in(records)
    bands = [*AGE_BANDS.values(), "65_plus", "onbekend"]
    return {
        "clienten.totaal": len(records),
        "clienten.uniek": len(persons),
        "clienten.niet_identificeerbaar": sum(1 for client in records if client_key(client) is None),
        "clienten.zonder_bsn": sum(1 for client in records if not as_text(client.get("Burgerservicenummer"))),
        **tally("clienten.geslacht.", ("man", "vrouw", "onbekend"), map(geslacht_of, persons)),
        **tally("clienten.leeftijd.", bands, (leeftijd_of(client, periode.p1) for client in persons)),
    }


# schulden ---------------------------------------------------------------------------------------------


def amounts(records: Iterable[Record], name: str) -> list[int]:
    """The valid amounts in one field."""
    return [amount for record in records if (amount := as_amount(record.get(name))) is not None]


def schuldeisers_of(traject: Record) -> set[str]:
    """«distinct kvknummer, else naam, else Naam, lower case»"""
    names = set()
    for schuld in as_records(traject.get("schulden")):
        schuldeiser = as_object(schuld.get("schuldeiser"))
        texts = (as_text(schuldeiser.get(field)) for field in ("kvknummer", "naam", "Naam"))
        if name := next(filter(None, texts), None):
            names.add(name.lower())
    return names


def aantal_en_bedrag(name: str, schulden: list[Record]) -> Figures:
    """«schulden.soort.<…>.<aantal|bedrag>», «schulden.zakelijk.<aantal|bedrag>»"""
    return {
        f"schulden.{name}.aantal": len(schulden),
        f"schulden.{name}.bedrag": sum(amounts(schulden, "bedrag")),
    }


def schulden(trajecten: list[Record]) -> Figures:
    """«schulden — over all trajecten»; «sum per traject, over trajecten with at least one valid bedrag»;
    «over trajecten with schulden»; «over trajecten with at least one named schuldeiser»"""
    records = records_of(trajecten, "schulden")
    amounts_per_traject = [amounts(as_records(traject.get("schulden")), "bedrag") for traject in trajecten]
    per_traject = [sum(bedragen) for bedragen in amounts_per_traject if bedragen]
    counts = [len(found) for traject in trajecten if (found := as_records(traject.get("schulden")))]
    schuldeisers = [len(names) for traject in trajecten if (names := schuldeisers_of(traject))]
    bij_aanvang = amounts(trajecten, "totaalSchuldbedragBijAanvangSchuld")
    figures: Figures = {
        "schulden.aantal": len(records),
        "schulden.bedrag.totaal": sum(amounts(records, "bedrag")),
        "schulden.trajecten_met_schulden": len(counts),
        "schulden.bedrag_per_traject.gemiddelde": mean(per_traject),
        "schulden.bedrag_per_traject.mediaan": percentile(per_traject, 50),
        "schulden.bedrag_per_traject.p25": percentile(per_traject, 25),
        "schulden.bedrag_per_traject.p75": percentile(per_traject, 75),
        "schulden.bedrag_per_traject.maximum": max(per_traject, default=None),
        "schulden.aantal_per_traject.gemiddelde": mean(counts),
        "schulden.schuldeisers_per_traject.gemiddelde": mean(schuldeisers),
        "schulden.bij_aanvang.aantal": len(bij_aanvang),
        "schulden.bij_aanvang.gemiddelde": mean(bij_aanvang),
        "schulden.bij_aanvang.mediaan": percentile(bij_aanvang, 50),
    }
    for soort in (*map(slug, values_of("schulden.schuldsoort")), "onbekend"):
        same = [schuld for schuld in records if soort_at(schuld, "schulden.schuldsoort") == soort]
        figures |= aantal_en_bedrag(f"soort.{soort}", same)
    return figures | aantal_en_bedrag("zakelijk", [s for s in records if s.get("zakelijkeSchuld") is True])


# doorlooptijd -----------------------------------------------------------------------------------------

DOORLOOPTIJDEN = {
    "aanmelding_tot_intake": ("aanmelding.startdatum", "intake.startdatum"),
    "aanmelding_tot_beschikking": ("aanmelding.startdatum", "intake.beschikkingsdatum"),
    "intake_tot_plan_van_aanpak": ("intake.startdatum", "planVanAanpak.datumAfronding"),
    "stabilisatie": ("stabilisatie.startdatum", "stabilisatie.einddatum"),
    "schuldregeling_tot_toekenning": ("schuldregeling.datum", "schuldregeling.toegekend"),
    "aanmelding_tot_oplossing": ("aanmelding.startdatum", "oplossing.startdatum"),
    "oplossing": ("oplossing.startdatum", "oplossing.einddatum"),
}


def days_figures(name: str, pairs: Iterable[tuple[date | None, date | None]]) -> Figures:
    """«days from a to b, only where both dates exist and b ≥ a»; «aantal, gemiddelde, mediaan, p90»"""
    days = [(b - a).days for a, b in pairs if a is not None and b is not None and b >= a]
    return {
        f"doorlooptijd.{name}.aantal": len(days),
        f"doorlooptijd.{name}.gemiddelde": mean(days),
        f"doorlooptijd.{name}.mediaan": percentile(days, 50),
        f"doorlooptijd.{name}.p90": percentile(days, 90),
    }


def doorlooptijd(trajecten: list[Record], periode: Periode) -> Figures:
    """«traject_beeindigd: startdatum → einddatum, of trajecten with status *_beeindigd»;
    «traject_lopend: startdatum → P1, of trajecten with status *_actief»"""
    figures: Figures = {}
    for name, (a, b) in DOORLOOPTIJDEN.items():
        figures |= days_figures(name, [(date_at(traject, a), date_at(traject, b)) for traject in trajecten])
    beeindigd = [traject for traject in trajecten if status_of(traject, periode).endswith("_beeindigd")]
    actief = [traject for traject in trajecten if status_of(traject, periode).endswith("_actief")]
    spans = [(date_in(traject, "startdatum"), date_in(traject, "einddatum")) for traject in beeindigd]
    figures |= days_figures("traject_beeindigd", spans)
    return figures | days_figures("traject_lopend", [(date_in(t, "startdatum"), periode.p1) for t in actief])


# fase -------------------------------------------------------------------------------------------------

FASES = {
    "aanmelding": "aanmelding",
    "intake": "intake",
    "plan_van_aanpak": "planVanAanpak",
    "stabilisatie": "stabilisatie",
    "oplossing": "oplossing",
    "schuldregeling": "schuldregeling",
    "nazorg": "nazorg",
    "uitstroom": "uitstroom",
}


def fase_of(traject: Record, p1: date) -> str:
    """«the step with the latest start ≤ P1 (startdatum, else datumAfronding, else datum); on equal dates
    the later in this order wins; no such step: onbekend»"""
    fase, latest = "onbekend", date.min
    for step, field in FASES.items():
        start = date_in(as_object(traject.get(field)), "startdatum", "datumAfronding", "datum")
        if start is not None and latest <= start <= p1:
            fase, latest = step, start
    return fase


def fase(trajecten: list[Record], periode: Periode) -> Figures:
    """«fase — how far each traject has come on P1: each traject counts once»"""
    return tally("fase.", (*FASES, "onbekend"), (fase_of(traject, periode.p1) for traject in trajecten))


def fase_in_period(traject: Record, periode: Periode) -> str:
    """«in the step with the latest start within [P0, P1] (startdatum, else datumAfronding, else datum; the
    first of these that is a date decides); on equal dates the later in the order of fase wins; no such
    step: onbekend»"""
    starts = [
        (start, number, step)
        for number, (step, field) in enumerate(FASES.items())
        if (start := date_in(as_object(traject.get(field)), "startdatum", "datumAfronding", "datum"))
        and periode.holds(start)
    ]
    return max(starts)[2] if starts else "onbekend"


def fase_periode(trajecten: list[Record], periode: Periode) -> Figures:
    """«each traject whose status is not buiten_periode counts once»"""
    inside = [traject for traject in trajecten if status_of(traject, periode) != "buiten_periode"]
    return tally("fase_periode.", (*FASES, "onbekend"), (fase_in_period(traject, periode) for traject in inside))


# instroom en uitstroom --------------------------------------------------------------------------------

MOST_MONTHS = 120


def months_of(p0: date | None, p1: date | None) -> list[str]:
    """«one id for each month the period touches»; no ids without a period or with too many months."""
    if p0 is None or p1 is None or p0 > p1:
        return []
    first, last = p0.year * 12 + p0.month - 1, p1.year * 12 + p1.month - 1
    if last - first + 1 > MOST_MONTHS:
        return []
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def per_month(trajecten: list[Record], periode: Periode, months: list[str]) -> Figures:
    """«startdatum in that month and within [P0, P1]»; «einddatum likewise»"""
    figures: Figures = {}
    for name, field in (("instroom", "startdatum"), ("uitstroom", "einddatum")):
        days = [day for traject in trajecten if (day := date_in(traject, field)) and periode.holds(day)]
        figures |= tally(f"{name}.maand.", months, (day.isoformat()[:7] for day in days))
    return figures


def uitstroom(trajecten: list[Record], periode: Periode) -> Figures:
    """«trajecten with an uitstroom whose uitstroom.datum (else the traject's einddatum) lies within the
    period; unknown or missing reden: onbekend»"""
    redenen = []
    for traject in trajecten:
        record = traject.get("uitstroom")
        day = date_in(as_object(record), "datum") or date_in(traject, "einddatum")
        if isinstance(record, dict) and periode.holds(day):
            redenen.append(soort_at(record, "uitstroom.reden"))
    return tally("uitstroom.reden.", (*map(slug, values_of("uitstroom.reden")), "onbekend"), redenen)


# beschikking, schuldregeling, oplossing ---------------------------------------------------------------

REGELINGEN = {
    "ingediend": "datum",
    "toegekend": "toegekend",
    "afgewezen": "afgewezen",
    "ingetrokken": "ingetrokken",
    "dwangakkoord_verzocht": "datumVerzoekDwangakkoord",
}


def uitkomsten(trajecten: list[Record], periode: Periode) -> Figures:
    """«beschikkingsdatum within the period»; «datum, toegekend, afgewezen, ingetrokken,
    datumVerzoekDwangakkoord within the period»; «oplossing.soort: all trajecten; oplossing.vtlb»"""
    intakes = [as_object(traject.get("intake")) for traject in trajecten]
    oplossingen = [as_object(traject.get("oplossing")) for traject in trajecten]
    decided = [intake for intake in intakes if periode.holds(date_in(intake, "beschikkingsdatum"))]
    beschikkingen = [soort_at(intake, "intake.beschikkingssoort") for intake in decided]
    soorten = [soort_at(oplossing, "oplossing.soort") for oplossing in oplossingen]
    figures = tally("beschikking.", map(slug, values_of("intake.beschikkingssoort")), beschikkingen)
    for name, field in REGELINGEN.items():
        days = [date_at(traject, f"schuldregeling.{field}") for traject in trajecten]
        figures[f"schuldregeling.{name}"] = sum(1 for day in days if periode.holds(day))
    figures |= tally("oplossing.soort.", map(slug, values_of("oplossing.soort")), soorten)
    return figures | {"oplossing.vtlb.gemiddelde": mean(amounts(oplossingen, "vtlb"))}


# ondersteuning ----------------------------------------------------------------------------------------


def overlaps_period(record: Record, periode: Periode) -> bool:
    """«overlaps the period (startdatum ≤ P1 and no einddatum or einddatum ≥ P0)»"""
    start, eind = date_in(record, "startdatum"), date_in(record, "einddatum")
    return start is not None and start <= periode.p1 and (eind is None or eind >= periode.p0)


def begeleidingssoorten_of(traject: Record, periode: Periode) -> set[str]:
    """«trajecten with at least one begeleiding of that soort that overlaps the period»"""
    overlapping = [b for b in as_records(traject.get("begeleiding")) if overlaps_period(b, periode)]
    return {soort_at(begeleiding, "begeleiding.soort") for begeleiding in overlapping}


def ondersteuning(trajecten: list[Record], periode: Periode) -> Figures:
    """«aanmelding.crisisinterventie true»; «with startdatum within the period»; «datumAanvraag within the
    period»; «informatieEnAdvies overlaps the period»"""
    soorten = [soort for traject in trajecten for soort in begeleidingssoorten_of(traject, periode)]
    aanmeldingen = [as_object(traject.get("aanmelding")) for traject in trajecten]
    adviezen = [as_object(traject.get("informatieEnAdvies")) for traject in trajecten]

    def started(name: str, field: str) -> int:
        return sum(1 for record in records_of(trajecten, name) if periode.holds(date_in(record, field)))

    return {
        **tally("begeleiding.soort.", map(slug, values_of("begeleiding.soort")), soorten),
        "aanmelding.crisis": sum(1 for record in aanmeldingen if record.get("crisisinterventie") is True),
        "crisisinterventies.gestart": started("crisisinterventies", "startdatum"),
        "voorlopige_voorzieningen.gestart": started("voorlopigeVoorzieningen", "startdatum"),
        "moratoria.aangevraagd": started("moratoria", "datumAanvraag"),
        "informatie_en_advies.trajecten": sum(1 for record in adviezen if overlaps_period(record, periode)),
    }


# aandeel ----------------------------------------------------------------------------------------------


class Norms(NamedTuple):
    """«those of more than 122 days», «those of more than 120 days»; «set by --norms»"""

    stabilisatie: float = 122
    schuldregeling: float = 120


STANDARD = Norms()


def percent(part: int, whole: int) -> Value:
    """«in percent (0–100); null when the denominator is 0»"""
    return exact(Fraction(100 * part, whole)) if whole else None


def longer_than(norm: float, trajecten: list[Record], van: str, tot: str) -> Value:
    """«of the stabilisaties of doorlooptijd.stabilisatie those of more than 122 days», likewise 120"""
    spans = [(date_at(traject, van), date_at(traject, tot)) for traject in trajecten]
    days = [(b - a).days for a, b in spans if a is not None and b is not None and b >= a]
    return percent(sum(1 for n in days if n > norm), len(days))


def aandeel(trajecten: list[Record], periode: Periode, norms: Norms) -> Figures:
    """«of toegekend + afgewezen + ingetrokken»; «of all uitstroom.reden.*»; «of saneringskrediet +
    schuldbemiddeling»"""
    found = uitkomsten(trajecten, periode)
    counts = {name: int(found[f"schuldregeling.{name}"] or 0) for name in ("toegekend", "afgewezen", "ingetrokken")}
    redenen = {name: int(value or 0) for name, value in uitstroom(trajecten, periode).items()}
    krediet = int(found["oplossing.soort.saneringskrediet"] or 0)
    bemiddeling = int(found["oplossing.soort.schuldbemiddeling"] or 0)
    return {
        "aandeel.stabilisatie_boven_norm": longer_than(norms.stabilisatie, trajecten, *DOORLOOPTIJDEN["stabilisatie"]),
        "aandeel.schuldregeling_boven_norm": longer_than(
            norms.schuldregeling, trajecten, *DOORLOOPTIJDEN["schuldregeling_tot_toekenning"]
        ),
        "aandeel.schuldregeling_toegekend": percent(counts["toegekend"], sum(counts.values())),
        "aandeel.uitstroom_afgerond": percent(redenen["uitstroom.reden.afgerond"], sum(redenen.values())),
        "aandeel.saneringskrediet": percent(krediet, krediet + bemiddeling),
    }


# vulling ----------------------------------------------------------------------------------------------


def table_of(trajecten: list[Record], table: str) -> list[Record]:
    """«the records of that table (for a single object: trajecten that have it)»"""
    if table == "trajecten":
        return trajecten
    if table in LISTS:
        return records_of(trajecten, LISTS[table])
    return [record for traject in trajecten if isinstance(record := traject.get(table), dict)]


def vulling(trajecten: list[Record]) -> Figures:
    """«in percent (0 to 100) of the records that could carry the field»; «Filled = a value of the right
    type, text not empty. No records: null.»"""
    figures: Figures = {}
    for table, fields in FIELDS.items():
        records = table_of(trajecten, table)
        for field, kind in (field.split(":") for field in fields.split()):
            filled = [100 * (READERS[kind](record.get(field)) is not None) for record in records]
            figures[f"vulling.{table}.{field}"] = mean(filled)
    return figures


# The table --------------------------------------------------------------------------------------------

SUMMED = ("op_orde.", "trajecten.samengevoegd")
NEEDS_P1 = ("clienten.leeftijd.", "fase.")
NEEDS_BOTH = (
    "op_orde.unieke_actieve_bsn",
    "op_orde.stap.",
    "trajecten.buiten_periode",
    "trajecten.lopend_",
    "trajecten.nieuw_",
    "doorlooptijd.traject_",
    "uitstroom.reden.",
    "beschikking.",
    "schuldregeling.",
    "begeleiding.soort.",
    "crisisinterventies.gestart",
    "voorlopige_voorzieningen.gestart",
    "moratoria.aangevraagd",
    "informatie_en_advies.trajecten",
    "fase_periode.",
    "aandeel.schuldregeling_toegekend",
    "aandeel.uitstroom_afgerond",
)


def figures_of(trajecten: list[Record], periode: Periode, months: list[str], norms: Norms) -> Figures:
    """Every figure over these trajecten."""
    return {
        **op_orde(trajecten, periode),
        **status(trajecten, periode),
        **clienten(trajecten, periode),
        **schulden(trajecten),
        **doorlooptijd(trajecten, periode),
        **fase(trajecten, periode),
        **fase_periode(trajecten, periode),
        **per_month(trajecten, periode, months),
        **uitstroom(trajecten, periode),
        **uitkomsten(trajecten, periode),
        **ondersteuning(trajecten, periode),
        **aandeel(trajecten, periode, norms),
        **vulling(trajecten),
    }


def sum_over(gemeenten: Iterable[Figures], name: str) -> Value:
    """«Only the totals of op_orde.* and trajecten.samengevoegd are the sum over the gemeenten.»"""
    return sum(figures[name] or 0 for figures in gemeenten)


def compute(document: object, norms: Norms = STANDARD) -> dict[tuple[str, str], int | float | None]:
    """«One long table holds every figure: (gemeente, id, waarde)»; «Without a valid P0 or P1 every figure
    that needs the missing one is null»."""
    p0 = as_date(as_object(document).get("startdatumLevering"))
    p1 = as_date(as_object(document).get("einddatumLevering"))
    # A missing day gets a stand-in, so that no section need know of it; what used it is emptied below.
    periode, months = Periode(p0 or date.min, p1 or date.max), months_of(p0, p1)
    missing = (NEEDS_BOTH if p0 is None or p1 is None else ()) + (NEEDS_P1 if p1 is None else ())

    trajecten = trajecten_of(document)
    per_gemeente: dict[str, list[Record]] = defaultdict(list)
    for gemeente, traject in zip(gemeenten_of(trajecten), trajecten, strict=True):
        per_gemeente[gemeente].append(traject)
    table = {name: figures_of(those, periode, months, norms) for name, those in per_gemeente.items()}
    totaal = figures_of(trajecten, periode, months, norms)
    summed = {name: sum_over(table.values(), name) for name in totaal if name.startswith(SUMMED)}
    table["totaal"] = totaal | summed
    return {
        (gemeente, name): None if name.startswith(missing) else value
        for gemeente, figures in table.items()
        for name, value in figures.items()
    }
