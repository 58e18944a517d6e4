"""The view of an analysis: frozen values, ready to be laid out, in Dutch."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ddas_report import __version__
from ddas_report.analyse import Analyse, Bestand, Oordeel
from ddas_report.indicatoren import SECTIES
from ddas_report.indicatoren.soorten import Groep, Indicator
from ddas_report.model import TOTAAL, Periode
from ddas_report.reference import gemeenten
from ddas_report.reference.landelijk import AANMELDINGEN_PER_1000, LANDELIJK, Landelijk
from ddas_report.regels import Bevinding
from ddas_report.regels.soorten import Ernst, Op

NAAST_ELKAAR = 6
"""Up to this many gemeenten stand beside each other as columns; more stand below each other as rows."""

KOLOMMEN = 12
"""The most figures beside each other when gemeenten are rows."""

KERNCIJFERS = (
    "trajecten.totaal",
    "trajecten.samengevoegd",
    "clienten.uniek",
    "op_orde.unieke_actieve_bsn",
    "schulden.bedrag_per_traject.gemiddelde",
    "doorlooptijd.aanmelding_tot_intake.mediaan",
)
Cijfers = Mapping[tuple[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A column or row of the report; `inwoners` on 1 January 2021."""

    code: str
    naam: str
    trajecten: float | None
    personen: float | None
    inwoners: int | None
    per_1000: float | None
    """Unique persons per 1,000 inhabitants."""


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One figure, in its unit; None is no data."""

    waarde: float | None
    eenheid: str


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a column or row: its label, and how it is counted when it is a figure."""

    label: str
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of a table; `totaal` marks the sum or overall row."""

    kop: Kop
    cijfers: tuple[Cijfer, ...]
    landelijk: Landelijk | None = None
    totaal: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: what its first column holds, the heads of the others, the rows."""

    titel: str
    hoek: str
    kolommen: tuple[Kop, ...]
    rijen: tuple[Rij, ...]


@dataclass(frozen=True, slots=True)
class Hoofdstuk:
    """A section of figures with its tables and definitions."""

    id: str
    titel: str
    kort: str
    toelichting: str
    tabellen: tuple[Tabel, ...]
    definities: tuple[tuple[str, str], ...]
    """A figure or a table of them, and how it is counted."""


@dataclass(frozen=True, slots=True)
class Plek:
    """A place in the file: the path, the same in words, its gemeente and the values concerned."""

    pad: str
    leesbaar: str
    gemeente: str
    waarden: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Signaal:
    """A finding as it is shown."""

    id: str
    ernst: str
    melding: str
    toelichting: str
    bron: str
    aantal: int
    van: int
    wat: str
    wat_enkel: str
    per_gemeente: tuple[tuple[str, int, int], ...]
    kolommen: tuple[str, ...]
    plekken: tuple[Plek, ...]


@dataclass(frozen=True, slots=True)
class Schemagroep:
    """Findings of the schema with one message on one field, and where the first stand."""

    veld: str
    soort: str
    melding: str
    aantal: int
    paden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reader sees, in order of reading."""

    oordeel: str
    conclusie: str
    uitleg: str
    opmerkingen: tuple[str, ...]
    eerst: tuple[tuple[str, str, str], ...]
    """What to do first: sentence, what to do, anchor."""
    bestand: Bestand
    periode: Periode
    leverancier: str | None
    organisaties: tuple[str, ...]
    gemaakt: date
    versie: str
    kerncijfers: tuple[tuple[Kop, Cijfer, Landelijk | None], ...]
    gemeenten: tuple[Gemeente, ...]
    schemafouten: tuple[Schemagroep, ...]
    aantal_schemafouten: int
    hoofdstukken: tuple[Hoofdstuk, ...]
    signalen: tuple[Signaal, ...]
    landelijk_per_1000: Landelijk = AANMELDINGEN_PER_1000


def build_report(analyse: Analyse, vandaag: date, plekken: int = 50) -> Report:
    """Lay an analysis out for reading; each finding shows at most its first `plekken` places."""
    cijfers = {(code, id_): waarde for code, id_, waarde in analyse.cijfers.iter_rows()}
    codes = list(dict.fromkeys(code for code, _ in cijfers if code != TOTAAL))
    signalen = tuple(_signaal(b, plekken) for ernst in Ernst for b in analyse.bevindingen if b.regel.ernst is ernst)
    return Report(
        oordeel=analyse.oordeel,
        conclusie=conclusie(analyse),
        uitleg=_UITLEG[analyse.oordeel],
        opmerkingen=_opmerkingen(analyse.kop.periode),
        eerst=_eerst(analyse, signalen),
        bestand=analyse.bestand,
        periode=analyse.kop.periode,
        leverancier=analyse.kop.leverancier,
        organisaties=organisaties(analyse),
        gemaakt=vandaag,
        versie=__version__,
        kerncijfers=_kerncijfers(analyse.kop.periode, cijfers),
        gemeenten=tuple(_gemeente(code, cijfers) for code in codes),
        schemafouten=_schemagroepen(analyse, plekken),
        aantal_schemafouten=len(analyse.schemafouten),
        hoofdstukken=_hoofdstukken(analyse.kop.periode, cijfers, codes),
        signalen=signalen,
    )


def organisaties(analyse: Analyse) -> tuple[str, ...]:
    """The names of the delivering organisations, in file order, each once."""
    namen = analyse.frames.leveringen["(Statutaire) Naam"].drop_nulls().unique(maintain_order=True)
    return tuple(namen)


_UITLEG = {
    Oordeel.NIET_UPLOADEN: "Herstel eerst de fouten in uw registratiesysteem, maak de levering opnieuw en controleer nog "
    "eens. Met fouten weigert het CBS het bestand, of kloppen de cijfers zeker niet.",
    Oordeel.CONTROLEREN: "Er zijn geen fouten gevonden. De waarschuwingen wijzen op gegevens die zeer waarschijnlijk niet "
    "kloppen. Bekijk ze voordat u uploadt.",
    Oordeel.GEREED: "Er zijn geen fouten en geen waarschuwingen gevonden. Bekijk nog of de cijfers zijn wat u verwacht, en "
    "onderteken de accordering.",
}


def conclusie(analyse: Analyse) -> str:
    """The verdict in one sentence."""
    per_ernst = Counter(bevinding.regel.ernst for bevinding in analyse.bevindingen)
    fouten = per_ernst[Ernst.FOUT] + bool(analyse.schemafouten)
    match analyse.oordeel:
        case Oordeel.NIET_UPLOADEN:
            return f"Nog niet uploaden: {_soorten(fouten, 'soort fout', 'soorten fouten')} gevonden."
        case Oordeel.CONTROLEREN:
            aantal = per_ernst[Ernst.WAARSCHUWING]
            return f"Eerst controleren: {_soorten(aantal, 'soort waarschuwing', 'soorten waarschuwingen')} gevonden."
        case _:
            return "Gereed om te uploaden naar het CBS."


def _opmerkingen(periode: Periode) -> tuple[str, ...]:
    missing = [naam for naam, dag in (("begindatum", periode.start), ("einddatum", periode.eind)) if dag is None]
    if not missing:
        return ()
    return (
        f"De {' en de '.join(missing)} van de levering ontbreekt of is geen geldige datum. Cijfers die "
        "van de periode afhangen zijn daarom leeg.",
    )


def _eerst(analyse: Analyse, signalen: Sequence[Signaal], hoeveel: int = 3) -> tuple[tuple[str, str, str], ...]:
    todo = [(s.melding, s.toelichting, s.id) for s in signalen if s.ernst != Ernst.SIGNAAL]
    if analyse.schemafouten:
        tekst = "Het bestand voldoet niet aan het uitwisselmodel; het CBS weigert het."
        todo.insert(0, (tekst, "Bij de technische toets staat per veld wat er mis is en waar.", "technische-toets"))
    return tuple(todo[:hoeveel])


def _soorten(aantal: int, enkel: str, meer: str) -> str:
    return f"{aantal} {enkel if aantal == 1 else meer}"


def _gemeente(code: str, cijfers: Cijfers) -> Gemeente:
    inwoners, personen = gemeenten.inwoners(code), cijfers[code, "clienten.uniek"]
    rate = personen / inwoners * 1000 if inwoners and personen is not None else None
    naam = gemeenten.naam(code) or f"Code {code[:40]}"
    return Gemeente(code, naam, cijfers[code, "trajecten.totaal"], personen, inwoners, rate)


def _kerncijfers(periode: Periode, cijfers: Cijfers) -> tuple[tuple[Kop, Cijfer, Landelijk | None], ...]:
    catalogue = {i.id: (s.titel, i) for s in SECTIES for g in s.groepen(periode) for i in g.indicatoren}
    rows = []
    for id_ in KERNCIJFERS:
        _, indicator = catalogue[id_]
        kop = Kop(_KERNLABELS.get(id_, indicator.label), indicator.definitie)
        rows.append((kop, Cijfer(cijfers[TOTAAL, id_], indicator.eenheid), LANDELIJK.get(id_)))
    return tuple(rows)


_KERNLABELS = {
    "trajecten.totaal": "Trajecten",
    "trajecten.samengevoegd": "Trajecten na samenvoegen",
    "schulden.bedrag_per_traject.gemiddelde": "Gemiddelde schuld per traject",
    "doorlooptijd.aanmelding_tot_intake.mediaan": "Dagen van aanmelding tot intake (mediaan)",
}


def _hoofdstukken(periode: Periode, cijfers: Cijfers, codes: Sequence[str]) -> tuple[Hoofdstuk, ...]:
    chapters = []
    for sectie in SECTIES:
        groepen = [groep for groep in sectie.groepen(periode) if groep.indicatoren]
        tabellen = tuple(tabel for groep in groepen for tabel in _tabellen(groep, cijfers, codes))
        definities = tuple(definitie for groep in groepen for definitie in _definities(groep))
        chapters.append(Hoofdstuk(sectie.id, sectie.titel, sectie.kort, sectie.toelichting, tabellen, definities))
    return tuple(chapters)


def _definities(groep: Groep) -> list[tuple[str, str]]:
    return [(groep.titel, groep.uitleg)] if groep.uitleg else [(i.label, i.definitie) for i in groep.indicatoren]


def _tabellen(groep: Groep, cijfers: Cijfers, codes: Sequence[str]) -> list[Tabel]:
    if len(codes) > NAAST_ELKAAR:
        chunks = range(0, len(groep.indicatoren), KOLOMMEN)
        return [_by_gemeente(groep, groep.indicatoren[i : i + KOLOMMEN], cijfers, codes) for i in chunks]
    if groep.matrix and len(codes) < 2:
        return [_matrix(groep, cijfers)]
    columns = [*codes, TOTAAL] if len(codes) > 1 else [TOTAAL]
    koppen = [Kop(gemeenten.naam(code) or code[:40]) for code in columns]
    if len(columns) == 1:
        koppen = [Kop("Aantal" if all(i.eenheid == "aantal" for i in groep.indicatoren) else "Waarde")]
    rijen = tuple(
        Rij(
            Kop(i.label, i.definitie),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for code in columns),
            LANDELIJK.get(i.id),
        )
        for i in groep.indicatoren
    )
    return [Tabel(groep.titel, "", tuple(koppen), rijen)]


def _by_gemeente(groep: Groep, indicatoren: Sequence[Indicator], cijfers: Cijfers, codes: Sequence[str]) -> Tabel:
    rijen = tuple(
        Rij(
            Kop(gemeenten.naam(code) or code[:40]),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for i in indicatoren),
            totaal=code == TOTAAL,
        )
        for code in (*codes, TOTAAL)
    )
    return Tabel(groep.titel, "Gemeente", tuple(Kop(i.label, i.definitie) for i in indicatoren), rijen)


def _matrix(groep: Groep, cijfers: Cijfers) -> Tabel:
    """Labels of the form `rij: kolom` become a table of these; for a single gemeente."""
    rows: dict[str, list[Cijfer]] = {}
    for i in groep.indicatoren:
        rows.setdefault(i.label.partition(": ")[0], []).append(Cijfer(cijfers[TOTAAL, i.id], i.eenheid))
    heads = dict.fromkeys(i.label.partition(": ")[2].capitalize() for i in groep.indicatoren)
    rijen = tuple(Rij(Kop(label), tuple(values)) for label, values in rows.items())
    return Tabel(groep.titel, "", tuple(Kop(head) for head in heads), rijen)


_WAT = {
    Op.TRAJECT: "trajecten",
    Op.CLIENT: "cliënten",
    Op.SCHULD: "schulden",
    Op.ONDERSTEUNING: "keren ondersteuning",
    Op.LEVERING: "leveringen",
    Op.GEMEENTE: "gemeenten",
    Op.BESTAND: "bestand",
}


def _signaal(bevinding: Bevinding, plekken: int) -> Signaal:
    regel, plaatsen = bevinding.regel, bevinding.plaatsen
    places = tuple(
        Plek(pad, leesbaar(pad), gemeenten.naam(code) or code[:40], tuple(waarden))
        for code, pad, *waarden in plaatsen.head(plekken).iter_rows()
    )
    return Signaal(
        regel.id,
        regel.ernst,
        regel.melding,
        regel.toelichting,
        regel.bron,
        plaatsen.height,
        bevinding.totaal,
        _WAT[regel.op],
        regel.op,
        tuple((gemeenten.naam(code) or code[:40], n, van) for code, n, van in bevinding.per_gemeente()),
        regel.toont,
        places,
    )


_STAPPEN = {
    "leveringen": "levering",
    "schuldhulptrajecten": "traject",
    "client": "cliënt",
    "schulden": "schuld",
    "crisisinterventies": "crisisinterventie",
    "moratoria": "moratorium",
    "voorlopigeVoorzieningen": "voorlopige voorziening",
    "contactpersonen": "contactpersoon",
}


def leesbaar(pad: str) -> str:
    """A path in words, counted from 1: levering 1, traject 13, schuld 2, bedrag."""
    if pad == "$":
        return "het hele bestand"
    words = []
    for naam, index in re.findall(r"[.\[]'?([^.\[\]']+?)'?\]?(?:\[(\d+)\])?(?=[.\[]|$)", pad):
        words.append(f"{_STAPPEN.get(naam, naam)} {int(index) + 1}" if index else naam)
    return ", ".join(words)


def _schemagroepen(analyse: Analyse, plekken: int) -> tuple[Schemagroep, ...]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for fout in analyse.schemafouten:
        groups.setdefault((fout.veld, fout.soort, fout.melding), []).append(fout.pad)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(Schemagroep(*key, len(paden), tuple(paden[:plekken])) for key, paden in ordered)
