"""An analysis becomes what a reader sees."""

import re
from datetime import date

from ddas_report import __version__, oordeel
from ddas_report.analyse import SCHEMA, Analyse
from ddas_report.indicatoren import SECTIES
from ddas_report.model import TOTAAL, Periode
from ddas_report.reference import gemeenten
from ddas_report.reference.landelijk import LANDELIJK, Landelijk
from ddas_report.reference.normen import NORMEN
from ddas_report.regels import Bevinding
from ddas_report.regels.soorten import Ernst, Op
from ddas_report.tabellen import Cijfers, hoofdstukken
from ddas_report.view import Cijfer, Gemeente, Kop, Normregel, Plek, Report, Schemagroep, Signaal

KERNCIJFERS = {
    "trajecten.totaal": "Trajecten",
    "trajecten.samengevoegd": "Trajecten na samenvoegen",
    "clienten.uniek": "Unieke personen",
    "op_orde.unieke_actieve_bsn": "Unieke actieve BSN's",
    "schulden.bedrag_per_traject.gemiddelde": "Gemiddelde schuld per traject",
    "doorlooptijd.aanmelding_tot_intake.mediaan": "Dagen van aanmelding tot intake (mediaan)",
}
"""The key figures on the first page, by id, with their label there."""


def build_report(analyse: Analyse, vandaag: date, plekken: int = 50) -> Report:
    """Lay an analysis out for reading; each finding shows at most its first `plekken` places."""
    cijfers = {(code, id_): waarde for code, id_, waarde in analyse.cijfers.iter_rows()}
    codes = list(dict.fromkeys(code for code, _ in cijfers if code != TOTAAL))
    signalen = tuple(_signaal(b, plekken) for ernst in Ernst for b in analyse.bevindingen if b.regel.ernst is ernst)
    return Report(
        oordeel=analyse.oordeel,
        conclusie=oordeel.conclusie(analyse),
        uitleg=oordeel.UITLEG[analyse.oordeel],
        opmerkingen=oordeel.opmerkingen(analyse.kop.periode),
        eerst=oordeel.eerst(signalen),
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
        hoofdstukken=hoofdstukken(analyse.kop.periode, cijfers, codes),
        technisch=tuple(s for s in signalen if s.familie == "BST" and s.id != SCHEMA),
        signalen=tuple(s for s in signalen if s.familie != "BST"),
        overgeslagen=tuple(regel.id for regel in analyse.overgeslagen),
        normen=tuple(
            Normregel(n.omschrijving, analyse.normen[naam], n.eenheid, n.bron, analyse.normen[naam] != n.waarde)
            for naam, n in NORMEN.items()
        ),
    )


def organisaties(analyse: Analyse) -> tuple[str, ...]:
    """The names of the delivering organisations, in file order, each once."""
    namen = analyse.frames.leveringen["(Statutaire) Naam"].drop_nulls().unique(maintain_order=True)
    return tuple(namen)


def _gemeente(code: str, cijfers: Cijfers) -> Gemeente:
    inwoners, personen = gemeenten.inwoners(code), cijfers[code, "clienten.uniek"]
    rate = personen / inwoners * 1000 if inwoners and personen is not None else None
    return Gemeente(code, gemeenten.getoond(code), cijfers[code, "trajecten.totaal"], personen, inwoners, rate)


def _kerncijfers(periode: Periode, cijfers: Cijfers) -> tuple[tuple[Kop, Cijfer, Landelijk | None], ...]:
    catalogue = {i.id: i for s in SECTIES for g in s.groepen(periode) for i in g.indicatoren}
    return tuple(
        (
            Kop(label, catalogue[id_].definitie),
            Cijfer(cijfers[TOTAAL, id_], catalogue[id_].eenheid),
            LANDELIJK.get(id_),
        )
        for id_, label in KERNCIJFERS.items()
    )


_WAT = {
    Op.TRAJECT: "trajecten",
    Op.CLIENT: "cliënten",
    Op.SCHULD: "schulden",
    Op.ONDERSTEUNING: "keren ondersteuning",
    Op.LEVERING: "leveringen",
    Op.GEMEENTE: "gemeenten",
    Op.BESTAND: "bestanden",
    Op.PLAATS: "plaatsen",
    Op.VORIG_TRAJECT: "trajecten van toen",
}


def _signaal(bevinding: Bevinding, plekken: int) -> Signaal:
    regel, plaatsen = bevinding.regel, bevinding.plaatsen
    places = tuple(
        Plek(pad, leesbaar(pad), gemeenten.getoond(code), tuple(waarden))
        for code, pad, *waarden in plaatsen.head(plekken).iter_rows()
    )
    return Signaal(
        regel.id,
        regel.familie,
        regel.ernst,
        regel.melding,
        regel.toelichting,
        regel.bron,
        plaatsen.height,
        bevinding.totaal,
        _WAT[regel.op],
        regel.op,
        tuple((gemeenten.getoond(code), n, van) for code, n, van in bevinding.per_gemeente()),
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
    """A path in words, counted from 1: levering 1, traject 13, schuld 2, bedrag; a name of a file before it stays."""
    if not pad.startswith("$"):
        bestand, dubbelepunt, rest = pad.rpartition(": ")
        return f"{bestand}{dubbelepunt}{leesbaar(rest)}" if rest.startswith("$") else pad
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
