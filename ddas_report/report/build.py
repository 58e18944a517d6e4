"""An analysis becomes what a reader sees."""

from collections import Counter
from dataclasses import replace
from datetime import date

from ddas_report import __version__
from ddas_report.analyse.cause import SCHEMA
from ddas_report.analyse.pipeline import Analyse, per_file
from ddas_report.analyse.protect import Whole, protect
from ddas_report.analyse.small_numbers import Guard, with_next
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL
from ddas_report.model.normen import NORMEN
from ddas_report.model.place import Place
from ddas_report.model.signer import NOBODY, Signer
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import WAT, Ernst
from ddas_report.regels.written import found_forms, found_outside_list
from ddas_report.report import verdict as oordeel
from ddas_report.report.beside import chapters_beside
from ddas_report.report.causes import marks, tell_causes
from ddas_report.report.charts import drawn, per_chapter
from ddas_report.report.explained import told_explained
from ddas_report.report.key_figures import Cards, key_cards
from ddas_report.report.places import in_groups, spots, tell_all, with_causes
from ddas_report.report.shapes import gemeente_label
from ddas_report.report.sign_off import build_sign_off
from ddas_report.report.tables import SIDE_BY_SIDE, figure_chapters, only_counts, sheet_tables
from ddas_report.report.view import (
    Chapter,
    ErnstCount,
    Gemeente,
    GemeenteSheet,
    InGemeente,
    NormRow,
    Report,
    SchemaGroup,
    SheetSignaal,
    Signaal,
)

MAX_SPOTS, MIN_SPOTS, MAX_SPOTS_IN_ALL = 500, 50, 10_000
"""The most places of one finding; what it may always show; what all findings together show at most, about."""

MAX_SCHEMA_GROUPS = 200
"""The most kinds of findings of the schema; the rest is taken together."""

SCHEMA_SPOTS = 50
"""The most places of one kind of them."""

MAX_SHEETS = 12
"""With more gemeenten none has a sheet of its own: their rows stand in the tables of the chapters."""


def build_report(
    analyse: Analyse,
    vandaag: date,
    ondertekenaar: Signer = NOBODY,
    geheel: Whole | None = None,
    tonen: bool = False,
) -> Report:
    """Lay an analysis out for reading.

    `geheel` is the delivery of which this analysis is the part of
    one gemeente. Figures on few people are left out, unless they must be shown (`tonen`).
    """
    shown = protect(analyse, geheel, tonen)
    analyse, guard, cijfers = shown.analyse, shown.guard, shown.analyse.cijfers
    codes = cijfers.codes if len(cijfers.codes) > 1 else ()
    known = [code for code in codes if code != ONBEKEND]
    known = known if len(known) > 1 else []
    visible = [code for code in known if code not in guard.gemeenten]
    plekken = min(MAX_SPOTS, max(MIN_SPOTS, MAX_SPOTS_IN_ALL // max(1, len(analyse.bevindingen))))
    worst_first = [b for ernst in Ernst for b in analyse.bevindingen if b.regel.ernst is ernst]
    signalen = _anchored([_signaal(b, analyse, plekken, guard) for b in worst_first])
    jaar = gemeenten.inwoners_year(analyse.kop.periode.eind)
    oorzaken = tell_causes(analyse.oorzaken, guard, analyse.frames.trajecten.height)
    chapters = figure_chapters(analyse, codes, guard, per_chapter(analyse, visible))
    kaarten = key_cards(shown, known, oorzaken)
    ernaast = chapters_beside(analyse)
    return Report(
        oordeel=analyse.oordeel,
        conclusion=oordeel.verdict(analyse),
        toegelicht=told_explained(analyse.oorzaken),
        tint=oordeel.tint(analyse),
        vergeleken=oordeel.compared(analyse),
        uitleg=oordeel.explanation(analyse),
        deel=gemeente_label(cijfers.codes[0]) if geheel else "",
        opmerkingen=(
            *oordeel.remarks(analyse),
            *(oordeel.about_the_whole(shown.geheel, analyse) if shown.geheel else ()),
        ),
        oorzaken=oorzaken,
        merken=marks(oorzaken, TOTAAL),
        merken_in={code: marks(oorzaken, code) for code in cijfers.codes},
        bestand=analyse.bestand,
        bestanden=tuple(per_file(analyse)) if len(analyse.bestanden) > 1 else (),
        periode=analyse.kop.periode,
        leverancier=analyse.kop.leverancier,
        organisaties=organisaties(analyse),
        gemaakt=vandaag,
        versie=__version__,
        kaarten=kaarten,
        inwoners_geteld=gemeenten.COUNTED_ON[jaar],
        gemeenten=tuple(_gemeente(code, cijfers, jaar) for code in cijfers.codes),
        klein=only_counts(guard, cijfers.codes),
        tonen=tonen,
        schemafouten=_schemagroepen(analyse),
        schema=next((_in_words(s) for s in signalen if s.id == SCHEMA), None),
        aantal_schemafouten=len(analyse.schemafouten),
        aantallen=tuple(ErnstCount(ernst.value, sum(s.ernst == ernst for s in signalen)) for ernst in Ernst),
        hoofdstukken=chapters,
        bladen=_bladen(analyse, kaarten, guard, chapters, signalen) if len(known) <= MAX_SHEETS else (),
        ernaast=ernaast,
        technisch=tuple(s for s in signalen if s.familie == "BST" and s.id != SCHEMA),
        signalen=tuple(s for s in signalen if s.familie != "BST"),
        overgeslagen=tuple(regel.id for regel in analyse.overgeslagen),
        onbeoordeelbaar=tuple(regel.id for regel in analyse.onbeoordeelbaar),
        normen=tuple(
            NormRow(
                omschrijving=n.omschrijving,
                waarde=analyse.normen[naam],
                eenheid=n.eenheid,
                bron=n.bron,
                afwijkend=analyse.normen[naam] != n.waarde,
            )
            for naam, n in NORMEN.items()
        ),
        ondertekening=build_sign_off(analyse, oorzaken, kaarten[0].kaarten, ernaast),
        ondertekenaar=ondertekenaar,
    )


def organisaties(analyse: Analyse) -> tuple[str, ...]:
    """The names of the delivering organisations, in file order, each once."""
    namen = analyse.frames.leveringen["(Statutaire) Naam"].drop_nulls().unique(maintain_order=True)
    return tuple(namen)


def _gemeente(code: str, cijfers: Cijfers, jaar: int) -> Gemeente:
    inwoners, personen = gemeenten.inwoners(code, jaar), cijfers[code, "clienten.uniek"]
    rate = personen / inwoners * 1000 if inwoners and personen is not None else None
    return Gemeente(
        code=code,
        naam=gemeente_label(code),
        trajecten=cijfers[code, "trajecten.totaal"],
        personen=personen,
        inwoners=inwoners,
        per_1000=rate,
    )


def _bladen(
    analyse: Analyse,
    kaarten: tuple[Cards, ...],
    guard: Guard,
    chapters: tuple[Chapter, ...],
    signalen: tuple[Signaal, ...],
) -> tuple[GemeenteSheet, ...]:
    """A sheet for each gemeente that has cards of its own, with what the chapters do not show of it."""
    codes = [cards.code for cards in kaarten[1:]]
    own = {code: tuple(t for h in chapters for t in h.tabellen if t.code == code) for code in codes}
    tabellen = own if len(codes) <= SIDE_BY_SIDE else sheet_tables(analyse, codes, guard)
    return tuple(
        GemeenteSheet(
            gemeente=_gemeente(cards.code, analyse.cijfers, gemeenten.inwoners_year(analyse.kop.periode.eind)),
            kaarten=cards,
            tabellen=tabellen[cards.code],
            grafieken=tuple(g for h in chapters for g in drawn(h.grafieken) if g.code == cards.code),
            signalen=tuple(
                SheetSignaal(s, here.aantal, here.van)
                for s in signalen
                for here in s.per_gemeente
                if here.code == cards.code
            ),
        )
        for cards in kaarten[1:]
    )


def _anchored(signalen: list[Signaal]) -> tuple[Signaal, ...]:
    """The same, each with an anchor of its own: a rule has a finding for each ernst."""
    seen: Counter[str] = Counter()
    anchored = []
    for signaal in signalen:
        seen[signaal.id] += 1
        times = seen[signaal.id]
        anchored.append(replace(signaal, anker=signaal.id if times == 1 else f"{signaal.id}-{times}"))
    return tuple(anchored)


def _signaal(bevinding: Bevinding, analyse: Analyse, plekken: int, guard: Guard) -> Signaal:
    regel, here = bevinding.regel, bevinding.per_gemeente()
    counts = {one.code: one.aantal for one in here}
    hidden = with_next(guard.gemeenten & counts.keys(), counts)
    found = with_causes(spots(bevinding, analyse.frames, plekken), regel.id, analyse.oorzaken)
    return Signaal(
        id=regel.id,
        familie=regel.familie,
        ernst=regel.ernst,
        melding=regel.melding,
        toelichting=regel.toelichting,
        bron=regel.bron,
        aantal=bevinding.plaatsen.height,
        van=bevinding.totaal,
        wat=regel.op if bevinding.totaal == 1 else WAT[regel.op],
        wat_enkel=regel.op,
        per_gemeente=tuple(
            InGemeente(one.code, gemeente_label(one.code), None if one.code in hidden else one.aantal, one.van)
            for one in here
        ),
        gevonden=found_forms(bevinding.plaatsen["gevonden"]) if "gevonden" in regel.toont else "",
        kolommen=() if regel.groepen else regel.toont,
        plekken=tuple(in_groups(found) if regel.groepen else found),
    )


def _in_words(schema: Signaal) -> Signaal:
    """The finding of the schema with field and message of each place, without the word that only machines use."""
    plekken = (replace(spot, waarden=(spot.waarden[0], spot.melding)) for spot in schema.plekken)
    return replace(schema, kolommen=("veld", "wat is er mis"), plekken=tuple(plekken))


_ANDERE = "Er zijn nog meer soorten fouten. Maak een werklijst (--werklijst) om die allemaal te zien."


def _schemagroepen(analyse: Analyse) -> tuple[SchemaGroup, ...]:
    groups: dict[tuple[str, str, str], list[Place]] = {}
    for fout in analyse.schemafouten:
        groups.setdefault((fout.veld, fout.soort, fout.melding), []).append(fout.plaats)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    shown, rest = ordered[:MAX_SCHEMA_GROUPS], ordered[MAX_SCHEMA_GROUPS:]
    if rest:
        shown.append((("andere velden", "", _ANDERE), [place for _, places in rest for place in places]))
    return tuple(
        SchemaGroup(
            veld=veld,
            soort=soort,
            melding=melding,
            aantal=len(places),
            gevonden=found_outside_list(analyse.frames, veld) if soort == "enum" else "",
            plekken=tuple(tell_all(places[:SCHEMA_SPOTS], analyse.frames)),
        )
        for (veld, soort, melding), places in shown
    )
