"""The chapters that lay the figures beside others: those of an earlier delivery, and those of CBS."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ddas_report.analyse.pipeline import Analyse
from ddas_report.compare.repairs import Repairs, Stand
from ddas_report.indicatoren.evaluate import Figure, figures
from ddas_report.indicatoren.indicator import Eenheid
from ddas_report.model import gemeenten
from ddas_report.model.delivery import TOTAAL
from ddas_report.model.normen import Normen
from ddas_report.model.wording import enumerated
from ddas_report.regels.evaluate import REGELS
from ddas_report.report.ask_cbs import what_to_ask
from ddas_report.report.beside_view import BesideChapter, BesideHeads, BesideRow, BesideTable, PassedCell
from ddas_report.report.shapes import Cijfer

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison, CbsFigure, OneSide
    from ddas_report.compare.cbs_layout.choice import NotCompared
    from ddas_report.compare.earlier import Comparison
    from ddas_report.compare.read_cbs import CbsTable

VORIGE, CBS = "vorige", "cbs"
"""The ids of the chapters."""

OTHERWISE = "Andere manier van tellen (zie boven)."
"""Stands in each row that one other counting explains; the chapter says once how that counts."""

LARGEST = 12
"""The movements that are shown apart."""

MAX_ROWS = 600
"""Rows of one table; the rest stands in the workbook and the summary."""

SEVERAL = 3
"""The reasons for passing over that the first sentence names."""

NAMED = 25
"""The gemeenten that one sentence names."""

_Known = Mapping[str, Figure]


def chapters_beside(analyse: Analyse) -> tuple[BesideChapter, ...]:
    """The chapters on an earlier delivery and on CBS's figures, as far as these were given."""
    known = figures(analyse.kop.periode)
    chapters = []
    if analyse.vergelijking is not None:
        chapter = _vorige(analyse.vergelijking, known, analyse.normen)
        found = tuple(_found(analyse.herstel)) if analyse.herstel else ()
        chapters.append(replace(chapter, tabellen=(chapter.tabellen[0], *found, *chapter.tabellen[1:])))
    if analyse.naast_cbs is not None and analyse.cbs is not None:
        vraag = what_to_ask(analyse.naast_cbs, analyse.bestanden)
        chapters.append(_cbs(analyse.naast_cbs, analyse.cbs, known, vraag))
    return tuple(chapters)


def _vorige(vergelijking: "Comparison", known: _Known, normen: Normen) -> BesideChapter:
    rijen = [_naast_toen(rij, known) for rij in vergelijking.verschillen.iter_rows(named=True)]
    moved = [_naast_toen(rij, known) for rij in vergelijking.grootste(LARGEST, normen).iter_rows(named=True)]
    totaal = {rij.id: rij for rij in rijen if rij.code == TOTAAL}
    key = [rij for rij in totaal.values() if known[rij.id].indicator.kern]
    key.sort(key=lambda rij: known[rij.id].indicator.kern)
    start, eind = vergelijking.periode.start, vergelijking.periode.eind
    over = f", over {start:%d-%m-%Y} tot en met {eind:%d-%m-%Y}" if start and eind else ""
    several = len({rij.code for rij in rijen}) > 2
    return BesideChapter(
        id=VORIGE,
        titel="Vergeleken met de vorige levering",
        kort="Vorige levering",
        zinnen=(f"De vorige levering is {vergelijking.naam}{over}.", *vergelijking.opmerkingen),
        kolommen=BesideHeads("Vorige", "Nu", "Verschil", "In %"),
        tabellen=(
            BesideTable(titel="Kerncijfers", rijen=tuple(key)),
            BesideTable(titel="Grootste verschuivingen", rijen=tuple(moved), met_gemeente=several),
            BesideTable(titel="Alle cijfers", rijen=tuple(totaal.values()), uitgebreid=True),
        ),
    )


_STANDEN = {Stand.HERSTELD: "Hersteld", Stand.NIEUW: "Nieuw", Stand.BLIJFT: "Gebleven"}


def _found(herstel: Repairs) -> Iterator[BesideTable]:
    """What was repaired, what is new and what stays: by cause when that is known, else by rule and gemeente."""
    for stand, titel in _STANDEN.items():
        if herstel.oorzaken is not None:
            told = [_beside("", c.id, c.titel, c.toen, c.nu) for c in herstel.oorzaken if c.stand is stand]
        else:
            meldingen = {regel.id: regel.melding for regel in REGELS}
            rows = [rij for rij in herstel.regels if rij.stand is stand]
            told = [_beside(r.gemeente, r.regel, meldingen.get(r.regel, r.regel), r.toen, r.nu) for r in rows]
        if told:
            yield _table(titel, told, met_gemeente=herstel.oorzaken is None)


def _table(titel: str, rijen: Sequence[BesideRow], laatste: str = "", **traits: bool) -> BesideTable:
    """A table of no more rows than may stand in one."""
    more = max(0, len(rijen) - MAX_ROWS)
    return BesideTable(titel=titel, rijen=tuple(rijen[:MAX_ROWS]), meer=more, laatste=laatste, **traits)


def _beside(code: str, id_: str, label: str, toen: int, nu: int) -> BesideRow:
    then, now, change = (Cijfer(float(aantal), Eenheid.AANTAL) for aantal in (toen, nu, nu - toen))
    naam = gemeenten.display_name(code) if code else ""
    return BesideRow(code=code, gemeente=naam, id=id_, label=label, links=then, rechts=now, verschil=change)


def _naast_toen(rij: Mapping[str, object], known: _Known) -> BesideRow:
    figure = known[str(rij["id"])].indicator

    def cijfer(naam: str) -> Cijfer:
        value = rij[naam]
        return Cijfer(value if isinstance(value, float) else None, figure.eenheid)

    scaled = cijfer("toen_geschaald")
    note = ("omgerekend naar de lengte van deze periode",) if scaled != cijfer("toen") else ()
    procent = rij["procent"]
    return BesideRow(
        code=str(rij["gemeente"]),
        gemeente=gemeenten.display_name(str(rij["gemeente"])),
        id=figure.id,
        label=figure.label,
        links=scaled,
        rechts=cijfer("nu"),
        verschil=cijfer("verschil"),
        procent=procent if isinstance(procent, float) else None,
        uitleg=note,
    )


def _cbs(vergelijking: "CbsComparison", tabel: "CbsTable", known: _Known, vraag: Iterator[str]) -> BesideChapter:
    otherwise = vergelijking.anders_geteld
    differing = [
        replace(row, uitleg=(OTHERWISE,)) if (row.code, row.id) in otherwise else row
        for row in (_naast_cbs(rij, known) for rij in vergelijking.verschillen if not rij.volgt_uit)
    ]
    follows = tuple(_naast_cbs(rij, known) for rij in vergelijking.adding_up)
    equal = tuple(_naast_cbs(rij, known) for rij in vergelijking.rijen if rij.gelijk)
    passed = vergelijking.niet_vergeleken
    return BesideChapter(
        id=CBS,
        titel="Vergeleken met het rapport van CBS",
        kort="CBS",
        zinnen=(
            *outcome(vergelijking, tabel),
            *more_than_parts(vergelijking, known),
            *vraag,
            *_gelezen(tabel, vergelijking, known),
            *_een_kant(vergelijking),
        ),
        kolommen=BesideHeads("Uw bestand", "CBS", "CBS min uw bestand", "Mogelijke oorzaak"),
        tabellen=(
            _table("Verschillen", differing, met_gemeente=True, oorzaken=True),
            _table(
                "Verschillen die op te tellen zijn uit die hierboven",
                follows,
                "Waaruit op te tellen",
                met_gemeente=True,
                oorzaken=True,
            ),
            _table("Gelijke cijfers", equal, met_gemeente=True, oorzaken=True, uitgebreid=True),
        ),
        overgeslagen=tuple(_passed(one, known) for one in passed[:MAX_ROWS]),
        meer_overgeslagen=max(0, len(passed) - MAX_ROWS),
    )


def _naast_cbs(rij: "CbsFigure", known: _Known) -> BesideRow:
    figure = known[rij.id].indicator
    values = (rij.eigen, rij.cbs, rij.verschil)
    eigen, cbs, verschil = (Cijfer(value, figure.eenheid) for value in values)
    return BesideRow(
        code=rij.gemeente,
        gemeente=gemeenten.display_name(rij.gemeente),
        id=rij.id,
        label=figure.label,
        links=eigen,
        rechts=cbs,
        verschil=verschil,
        uitleg=rij.oorzaken or (() if rij.gelijk else ("Niet gevonden.",)),
        cel=rij.cel,
    )


def _passed(one: "NotCompared", known: _Known) -> PassedCell:
    label = known[one.id].indicator.label if one.id and one.id in known else ""
    naam = gemeenten.display_name(one.gemeente) if one.gemeente else ""
    return PassedCell(code=one.gemeente or "", gemeente=naam, cijfer=label, cel=one.cel, reden=one.reden)


def outcome(vergelijking: "CbsComparison", tabel: "CbsTable") -> Iterator[str]:
    """How many figures are equal, differ and were not compared; 'alle' only when nothing was passed over."""
    counts = counted(vergelijking, tabel)
    if not vergelijking.rijen:
        yield f"Geen enkel cijfer is vergeleken. {_why_none(vergelijking)}"
    elif vergelijking.verschillen or vergelijking.niet_vergeleken or vergelijking.zonder_cijfer or tabel.niet_begrepen:
        yield f"{counts}.{f' {follows} Zoek eerst de oorzaak van die andere.' if (follows := added_up(vergelijking)) else ''}"
    else:
        one = vergelijking.gelijk == 1
        yield (
            "Het enige cijfer is gelijk aan dat van het CBS."
            if one
            else f"Alle {vergelijking.gelijk} cijfers zijn gelijk aan die van het CBS."
        )
    zeros = sum(rij.gelijk and not rij.cbs for rij in vergelijking.rijen)
    if zeros > vergelijking.gelijk / 2:
        yield f"Van de gelijke cijfers zijn er {zeros} nul: die zeggen weinig."
    if vergelijking.telling is not None:
        yield vergelijking.telling.zin


def counted(vergelijking: "CbsComparison", tabel: "CbsTable") -> str:
    """The outcome in one line: 63 gelijk, 3 anders, 5 niet vergeleken (geheim of leeg), 1 kolom of rij niet herkend."""
    passed, unknown = vergelijking.niet_vergeleken, len(tabel.niet_begrepen)
    line = f"{vergelijking.gelijk} gelijk, {len(vergelijking.verschillen)} anders, {len(passed)} niet vergeleken"
    reasons = [soort for soort, _ in Counter(one.soort for one in passed).most_common()]
    if reasons:
        named = [*reasons[:SEVERAL], *(["iets anders"] if len(reasons) > SEVERAL else [])]
        line = f"{line} ({enumerated(named, last='of')})"
    return (
        f"{line}, {unknown} {'kolom of rij' if unknown == 1 else 'kolommen of rijen'} niet herkend" if unknown else line
    )


def added_up(vergelijking: "CbsComparison") -> str:
    """How many of the differences are sums of the others, in a sentence; empty when none is."""
    n, van = len(vergelijking.adding_up), len(vergelijking.verschillen)
    return f"Van de {van} verschillen {'is' if n == 1 else 'zijn'} er {n} op te tellen uit de andere." if n else ""


def _why_none(vergelijking: "CbsComparison") -> str:
    """Why nothing could be compared, and what to do."""
    first, *_ = Counter(one.soort for one in vergelijking.niet_vergeleken).most_common() or [("", 0)]
    example = next((one for one in vergelijking.niet_vergeleken if one.soort == first[0]), None)
    if example is None or example.soort == "niet in uw bestand":
        return (
            "De tabel van het CBS en uw bestand hebben geen gemeente met een cijfer gemeen. Controleer of het de tabel "
            "van uw organisatie is, en of de gemeentecodes in uw bestand kloppen."
        )
    return (
        f"Bij de meeste cellen ({first[1]}) is dit de reden: {example.reden} (zie {example.cel}). Pas de tabel aan, of maak "
        "een invulblad met --cbs-sjabloon en vul dat in."
    )


def more_than_parts(vergelijking: "CbsComparison", known: _Known) -> Iterator[str]:
    """Where the total of CBS is more than its gemeenten together, which no way of counting gives; only of counts of which
    it has every gemeente."""
    if vergelijking.alleen_eigen or vergelijking.alleen_cbs:
        return
    by_id: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for rij in vergelijking.rijen:
        by_id[rij.id][rij.gemeente] = rij.cbs
    codes = {rij.gemeente for rij in vergelijking.rijen}
    for id_ in (id_ for id_, figure in known.items() if figure.indicator.eenheid is Eenheid.AANTAL):
        parts = by_id[id_]
        total = parts.pop(TOTAAL, 0)
        if {TOTAAL, *parts} == codes and parts and total > sum(parts.values()):
            yield (
                f"De tabel van het CBS telt niet op: bij {known[id_].indicator.label} is het totaal {total:.0f}, en zijn de "
                f"gemeenten samen {sum(parts.values()):.0f}. Kijk de tabel na."
            )


def _gelezen(tabel: "CbsTable", vergelijking: "CbsComparison", known: _Known) -> Iterator[str]:
    koppen = (_heading(kop, known) for kop in tabel.begrepen)
    yield f"Deze cijfers zijn herkend: {'; '.join(dict.fromkeys(koppen))}."
    if vergelijking.rijen and vergelijking.zonder_cijfer:
        empty = (_heading(kop, known) for kop in vergelijking.zonder_cijfer)
        yield f"Herkend, maar zonder een cijfer dat te vergelijken is: {'; '.join(empty)}."
    if tabel.niet_begrepen:
        namen = (kop.kop + (f" (bedoelde u {kop.bedoelde}?)" if kop.bedoelde else "") for kop in tabel.niet_begrepen)
        yield f"Deze kolommen of rijen zijn niet herkend en dus niet vergeleken: {', '.join(namen)}."
    if vergelijking.voorlopig:
        yield f"Bij {vergelijking.voorlopig} cijfers staat een * en dat lezen wij als voorlopig."
    yield from tabel.opmerkingen


def _heading(kop: str, known: _Known) -> str:
    """A heading as it is written, or the label of the figure whose id it is."""
    return known[kop].indicator.label if kop in known else kop


def _een_kant(vergelijking: "CbsComparison") -> Iterator[str]:
    yield from _alleen(vergelijking.alleen_eigen, "wel in uw bestand maar niet bij het CBS")
    yield from _alleen(vergelijking.alleen_cbs, "wel bij het CBS maar niet in uw bestand")


def _alleen(kant: Sequence["OneSide"], waar: str) -> Iterator[str]:
    if kant:
        namen = [" ".join((gemeenten.display_name(k.gemeente), *(f"({o})" for o in k.oorzaken))) for k in kant]
        rest = f" en nog {len(namen) - NAMED}" if len(namen) > NAMED else ""
        yield f"Deze gemeenten staan {waar}: {', '.join(namen[:NAMED])}{rest}."
