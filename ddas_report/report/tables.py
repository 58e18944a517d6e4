"""The figures laid out as the chapters and tables of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import HIGHEST, MINIMUM, Guard
from ddas_report.indicatoren.evaluate import SECTIES, figures
from ddas_report.indicatoren.indicator import Groep, Indicator, Sectie
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Periode
from ddas_report.model.normen import Normen
from ddas_report.model.wording import enumerated
from ddas_report.report.shapes import GEMEENTE, Chart, Cijfer, HeadGroup, Kop, Row, Table, gemeente_label
from ddas_report.report.view import Chapter

SIDE_BY_SIDE = 6
"""Up to this many gemeenten stand beside each other as columns; more stand below each other as rows."""

NAMED = 12
"""The most gemeenten named as too small."""

MAX_COLUMNS = 12
"""The most figures beside each other when gemeenten are rows."""


def figure_chapters(
    analyse: Analyse, codes: Sequence[str], guard: Guard, grafieken: Mapping[str, tuple[Chart, ...]]
) -> tuple[Chapter, ...]:
    """One chapter for each section of the catalogue.

    `codes` are the gemeenten when there are several. Those that the guard hides stand among the op-orde counts only.
    """
    return tuple(_chapter(sectie, analyse, codes, guard, grafieken.get(sectie.id, ())) for sectie in SECTIES)


def _chapter(sectie: Sectie, analyse: Analyse, codes: Sequence[str], guard: Guard, drawn: tuple[Chart, ...]) -> Chapter:
    free = sectie.altijd
    shown = codes if free else [code for code in codes if code not in guard.gemeenten]
    known = _groepen(sectie, analyse.kop.periode, analyse.normen, guard)
    groepen = [] if TOTAAL in guard.gemeenten and not free else known
    many = len([code for code in shown if code != ONBEKEND]) > SIDE_BY_SIDE
    return Chapter(
        id=sectie.id,
        titel=sectie.titel,
        kort=sectie.kort,
        toelichting=sectie.toelichting,
        apart_op_papier=sectie.apart_op_papier,
        tabellen=_alle(groepen, analyse.cijfers, shown),
        totalen=_alle(groepen, analyse.cijfers, ()) if many else (),
        grafieken=drawn if groepen else (),
        definities=tuple(map(_definities, known)),
        noot="" if free else too_few(guard, codes),
    )


def too_few(guard: Guard, codes: Sequence[str]) -> str:
    """What is not split because it is about too few people, in a sentence; empty when there is nothing."""
    if TOTAAL in guard.gemeenten:
        return f"Te weinig trajecten om uit te splitsen: minder dan {MINIMUM}."
    namen = [gemeente_label(code) for code in codes if code in guard.gemeenten]
    if len([code for code in codes if code != ONBEKEND]) == 1:  # only_counts says it once
        return ""
    return (
        f"Van {enumerated(namen, NAMED)} staan hier geen verdere uitsplitsingen: anders zijn personen te herkennen."
        if namen
        else ""
    )


def only_counts(guard: Guard, codes: Sequence[str]) -> str:
    """Of what the whole report holds the op-orde counts alone, and why, in sentences; empty when of nothing."""
    why = "staan in dit rapport alleen de op-orde-tellingen: anders zijn personen te herkennen."
    if TOTAAL in guard.gemeenten:
        return f"Van minder dan {MINIMUM} trajecten {why}"
    namen = [gemeente_label(code) for code in codes if code in guard.gemeenten]
    if not namen:
        return ""
    if len([code for code in codes if code != ONBEKEND]) == 1:
        return f"Van {enumerated(namen, NAMED)} apart {why} De andere cijfers gaan over alle trajecten samen."
    return f"Van {enumerated(namen, NAMED)} {why}"


def sheet_tables(analyse: Analyse, codes: Sequence[str], guard: Guard) -> dict[str, tuple[Table, ...]]:
    """The tables on the sheet of each gemeente, by its code."""
    groepen = [
        (sectie, groep)
        for sectie in SECTIES
        if sectie.op_blad
        for groep in _groepen(sectie, analyse.kop.periode, analyse.normen, guard)
    ]
    return {
        code: _alle(
            [g for sectie, g in groepen if code not in guard.gemeenten or sectie.altijd],
            analyse.cijfers.only(code),
            (),
        )
        for code in codes
    }


def _groepen(sectie: Sectie, periode: Periode, normen: Normen, guard: Guard) -> list[Groep]:
    """The groups of a section, those under one title in one; each definition names its norm."""
    own = (figure.groep for figure in figures(periode).values() if figure.sectie is sectie)
    groepen = [next(same) for _, same in groupby(own, key=id)]
    merged = [_merged(list(same)) for _, same in groupby(groepen, key=lambda groep: groep.titel)]
    return [
        replace(
            groep,
            indicatoren=tuple(
                replace(i, definitie=i.uitleg(normen))
                for i in groep.indicatoren
                if guard.highest or not i.id.endswith(HIGHEST)
            ),
        )
        for groep in merged
    ]


def _alle(groepen: Sequence[Groep], cijfers: Cijfers, codes: Sequence[str]) -> tuple[Table, ...]:
    return tuple(tabel for groep in groepen for tabel in _tabellen(groep, cijfers, codes))


def _merged(groepen: Sequence[Groep]) -> Groep:
    """Groups under one title stand in one table."""
    return replace(groepen[0], indicatoren=tuple(i for groep in groepen for i in groep.indicatoren))


def _definities(groep: Groep) -> tuple[Kop, ...]:
    if groep.uitleg:
        return (Kop(groep.titel, groep.uitleg),)
    return tuple(Kop(i.label, i.definitie) for i in groep.indicatoren)


def _tabellen(groep: Groep, cijfers: Cijfers, codes: Sequence[str]) -> list[Table]:
    known = [code for code in codes if code != ONBEKEND]
    if len(known) > SIDE_BY_SIDE:
        chunks = range(0, len(groep.indicatoren), MAX_COLUMNS)
        return [_by_gemeente(groep, groep.indicatoren[i : i + MAX_COLUMNS], cijfers, codes) for i in chunks]
    if groep.matrix:
        return [_matrix(groep, cijfers, code) for code in (TOTAAL, *known)]
    columns = [*known, TOTAAL]
    koppen = [_gemeente(code) for code in columns]
    if len(columns) == 1:
        koppen = [Kop("Aantal" if all(i.eenheid == "aantal" for i in groep.indicatoren) else "Waarde")]
    rijen = tuple(
        Row(
            Kop(label, i.definitie, id=i.id),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for code in columns),
            i.landelijk,
        )
        for label, i in zip(_short_labels(groep), groep.indicatoren, strict=True)
    )
    return [Table(titel=groep.titel, hoek=_common(groep), kolommen=tuple(koppen), rijen=rijen)]


def _common(groep: Groep) -> str:
    """What all labels of a group begin with, unless the title of their table says it; empty when there is nothing."""
    begins = {_rij_en_kolom(i)[0] if ": " in i.label else "" for i in groep.indicatoren}
    return "" if len(begins) > 1 or begins == {groep.titel} else begins.pop()


def _short_labels(groep: Groep) -> list[str]:
    """The labels without what they all begin with, or what the title of their table says already."""
    said = {groep.titel, _common(groep)}
    parts = [(i.label, *_rij_en_kolom(i)) for i in groep.indicatoren]
    return [end if end and begin in said else label for label, begin, end in parts]


def _by_gemeente(groep: Groep, indicatoren: Sequence[Indicator], cijfers: Cijfers, codes: Sequence[str]) -> Table:
    wanted = [(i.id, i.eenheid) for i in indicatoren]
    rijen = tuple(
        Row(_gemeente(code), tuple([_cijfer(cijfers[code, id_], unit) for id_, unit in wanted]), totaal=code == TOTAAL)
        for code in (*codes, TOTAAL)
    )
    split = all(": " in i.label for i in indicatoren)
    labels = [_rij_en_kolom(i) if split else ("", i.label) for i in indicatoren]
    koppen = tuple(Kop(label, i.definitie, id=i.id) for (_, label), i in zip(labels, indicatoren, strict=True))
    above = tuple(HeadGroup(*group) for group in Counter(rij for rij, _ in labels).items()) if split else ()
    return Table(titel=groep.titel, hoek=GEMEENTE, kolommen=koppen, rijen=rijen, groepen=above)


@lru_cache(maxsize=100_000)
def _cijfer(waarde: float | None, eenheid: str) -> Cijfer:
    """One for all cells that hold the same: most of a hundred thousand do."""
    return Cijfer(waarde, eenheid)


@lru_cache(maxsize=1000)
def _gemeente(code: str) -> Kop:
    return Kop(gemeente_label(code), code="" if code == TOTAAL else code)


def _rij_en_kolom(indicator: Indicator) -> tuple[str, str]:
    """The two parts of a label: `Aanmelding tot intake: mediaan`."""
    rij, _, kolom = indicator.label.partition(": ")
    return rij, kolom[:1].upper() + kolom[1:]


def _matrix(groep: Groep, cijfers: Cijfers, code: str) -> Table:
    """Labels of the form `rij: kolom` become a table of these; for one gemeente or the total."""
    rows: dict[str, list[Indicator]] = {}
    for i in groep.indicatoren:
        rows.setdefault(_rij_en_kolom(i)[0], []).append(i)
    heads = dict.fromkeys(_rij_en_kolom(i)[1] for i in groep.indicatoren)
    rijen = tuple(
        Row(Kop(label, id=row[0].id), tuple(Cijfer(cijfers[code, i.id], i.eenheid) for i in row))
        for label, row in rows.items()
    )
    table = Table(titel=groep.titel, hoek="", kolommen=tuple(Kop(head) for head in heads), rijen=rijen)
    return table if code == TOTAAL else replace(table, code=code, gemeente=gemeente_label(code))
