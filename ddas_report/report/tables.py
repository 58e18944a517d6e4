"""The figures laid out as the chapters and tables of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ddas_report.indicatoren.evaluate import SECTIES
from ddas_report.indicatoren.indicator import Groep, Indicator, Sectie
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.normen import Normen
from ddas_report.report.shapes import Chart, Cijfer, HeadGroup, Kop, Row, Table
from ddas_report.report.view import Chapter

SIDE_BY_SIDE = 6
"""Up to this many gemeenten stand beside each other as columns; more stand below each other as rows."""

KOLOMMEN = 12
"""The most figures beside each other when gemeenten are rows."""


def hoofdstukken(
    periode: Periode, cijfers: Cijfers, normen: Normen, grafieken: Mapping[str, tuple[Chart, ...]]
) -> tuple[Chapter, ...]:
    """One chapter for each section of the catalogue."""
    chapters = []
    for sectie in SECTIES:
        groepen = _groepen(sectie, periode, normen)
        tabellen = _alle(groepen, cijfers, cijfers.codes)
        totalen = _alle(groepen, cijfers, ()) if len(cijfers.codes) > SIDE_BY_SIDE else ()
        definities = tuple(_definities(groep) for groep in groepen)
        chapters.append(
            Chapter(
                id=sectie.id,
                titel=sectie.titel,
                kort=sectie.kort,
                toelichting=sectie.toelichting,
                apart_op_papier=sectie.apart_op_papier,
                als_tekst_op_papier=sectie.als_tekst_op_papier,
                tabellen=tabellen,
                totalen=totalen,
                grafieken=grafieken.get(sectie.id, ()),
                definities=definities,
            )
        )
    return tuple(chapters)


def sheet_tables(periode: Periode, cijfers: Cijfers, normen: Normen) -> dict[str, tuple[Table, ...]]:
    """The tables on the sheet of each gemeente, by its code."""
    groepen = [groep for sectie in SECTIES if sectie.op_blad for groep in _groepen(sectie, periode, normen)]
    return {code: _alle(groepen, cijfers.only(code), ()) for code in cijfers.codes}


def _groepen(sectie: Sectie, periode: Periode, normen: Normen) -> list[Groep]:
    """The groups of a section, those under one title in one; each definition names its norm."""
    groepen = [groep for groep in sectie.groepen(periode) if groep.indicatoren]
    merged = [_merged(list(same)) for _, same in groupby(groepen, key=lambda groep: groep.titel)]
    return [
        replace(groep, indicatoren=tuple(replace(i, definitie=i.uitleg(normen)) for i in groep.indicatoren))
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
    if len(codes) > SIDE_BY_SIDE:
        chunks = range(0, len(groep.indicatoren), KOLOMMEN)
        return [_by_gemeente(groep, groep.indicatoren[i : i + KOLOMMEN], cijfers, codes) for i in chunks]
    if groep.matrix and len(codes) < 2:
        return [_matrix(groep, cijfers)]
    columns = [*codes, TOTAAL] if len(codes) > 1 else [TOTAAL]
    koppen = [_gemeente(code) for code in columns]
    if len(columns) == 1:
        koppen = [Kop("Aantal" if all(i.eenheid == "aantal" for i in groep.indicatoren) else "Waarde")]
    rijen = tuple(
        Row(
            Kop(i.label, i.definitie),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for code in columns),
            i.landelijk,
        )
        for i in groep.indicatoren
    )
    return [Table(groep.titel, "", tuple(koppen), rijen)]


def _by_gemeente(groep: Groep, indicatoren: Sequence[Indicator], cijfers: Cijfers, codes: Sequence[str]) -> Table:
    rijen = tuple(
        Row(
            _gemeente(code),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for i in indicatoren),
            totaal=code == TOTAAL,
        )
        for code in (*codes, TOTAAL)
    )
    split = all(": " in i.label for i in indicatoren)
    labels = [_rij_en_kolom(i) if split else ("", i.label) for i in indicatoren]
    koppen = tuple(Kop(label, i.definitie) for (_, label), i in zip(labels, indicatoren, strict=True))
    above = tuple(HeadGroup(*group) for group in Counter(rij for rij, _ in labels).items()) if split else ()
    return Table(groep.titel, "Gemeente", koppen, rijen, above)


def _gemeente(code: str) -> Kop:
    return Kop(gemeenten.display_name(code), code="" if code == TOTAAL else code)


def _rij_en_kolom(indicator: Indicator) -> tuple[str, str]:
    """The two parts of a label: `Aanmelding tot intake: mediaan`."""
    rij, _, kolom = indicator.label.partition(": ")
    return rij, kolom.capitalize()


def _matrix(groep: Groep, cijfers: Cijfers) -> Table:
    """Labels of the form `rij: kolom` become a table of these; for a single gemeente."""
    rows: dict[str, list[Cijfer]] = {}
    for i in groep.indicatoren:
        rows.setdefault(_rij_en_kolom(i)[0], []).append(Cijfer(cijfers[TOTAAL, i.id], i.eenheid))
    heads = dict.fromkeys(_rij_en_kolom(i)[1] for i in groep.indicatoren)
    rijen = tuple(Row(Kop(label), tuple(values)) for label, values in rows.items())
    return Table(groep.titel, "", tuple(Kop(head) for head in heads), rijen)
