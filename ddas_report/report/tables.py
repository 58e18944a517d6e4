"""The figures laid out as the chapters and tables of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ddas_report.indicatoren.evaluate import SECTIES
from ddas_report.indicatoren.indicator import Groep, Indicator, Sectie
from ddas_report.indicatoren.landelijk import LANDELIJK
from ddas_report.model import gemeenten
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.report.view import Chapter, Chart, Cijfer, Kop, Row, Table

SIDE_BY_SIDE = 6
"""Up to this many gemeenten stand beside each other as columns; more stand below each other as rows."""

ON_SHEET = ("op_orde", "trajecten", "schulden", "doorlooptijd")
"""The sections whose tables stand on the sheet of a gemeente."""

KOLOMMEN = 12
"""The most figures beside each other when gemeenten are rows."""

Cijfers = Mapping[tuple[str, str], float | None]


def hoofdstukken(
    periode: Periode, cijfers: Cijfers, codes: Sequence[str], grafieken: Mapping[str, tuple[Chart, ...]]
) -> tuple[Chapter, ...]:
    """One chapter for each section of the catalogue; `cijfers` maps (gemeente, id) to its value."""
    chapters = []
    for sectie in SECTIES:
        groepen = _groepen(sectie, periode)
        tabellen = _alle(groepen, cijfers, codes)
        totalen = _alle(groepen, cijfers, ()) if len(codes) > SIDE_BY_SIDE else ()
        definities = tuple((g.titel, _definities(g)) for g in sectie.groepen(periode) if g.indicatoren)
        drawn = grafieken.get(sectie.id, ())
        chapters.append(
            Chapter(sectie.id, sectie.titel, sectie.kort, sectie.toelichting, tabellen, totalen, drawn, definities)
        )
    return tuple(chapters)


def sheet_tables(periode: Periode, cijfers: Cijfers, codes: Sequence[str]) -> dict[str, tuple[Table, ...]]:
    """The tables on the sheet of each gemeente, by its code."""
    groepen = [groep for sectie in SECTIES if sectie.id in ON_SHEET for groep in _groepen(sectie, periode)]
    own: dict[str, dict[tuple[str, str], float | None]] = {code: {} for code in codes}
    for (code, id_), waarde in cijfers.items():
        if code in own:
            own[code][TOTAAL, id_] = waarde
    return {code: _alle(groepen, figures, ()) for code, figures in own.items()}


def _groepen(sectie: Sectie, periode: Periode) -> list[Groep]:
    """The groups of a section, those under one title in one."""
    groepen = [groep for groep in sectie.groepen(periode) if groep.indicatoren]
    return [_merged(list(same)) for _, same in groupby(groepen, key=lambda groep: groep.titel)]


def _alle(groepen: Sequence[Groep], cijfers: Cijfers, codes: Sequence[str]) -> tuple[Table, ...]:
    return tuple(tabel for groep in groepen for tabel in _tabellen(groep, cijfers, codes))


def _merged(groepen: Sequence[Groep]) -> Groep:
    """Groups under one title stand in one table."""
    return replace(groepen[0], indicatoren=tuple(i for groep in groepen for i in groep.indicatoren))


def _definities(groep: Groep) -> tuple[tuple[str, str], ...]:
    if groep.uitleg:
        return ((groep.titel, groep.uitleg),)
    return tuple((i.label, i.definitie) for i in groep.indicatoren)


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
            LANDELIJK.get(i.id),
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
    labels = [_rij_en_kolom(i) if groep.matrix else ("", i.label) for i in indicatoren]
    koppen = tuple(Kop(label, i.definitie) for (_, label), i in zip(labels, indicatoren, strict=True))
    above = tuple(Counter(rij for rij, _ in labels).items()) if groep.matrix else ()
    return Table(groep.titel, "Gemeente", koppen, rijen, above)


def _gemeente(code: str) -> Kop:
    return Kop(gemeenten.display_name(code), code="" if code == TOTAAL else code)


def _rij_en_kolom(indicator: Indicator) -> tuple[str, str]:
    """The two parts of a label in a matrix: `Aanmelding tot intake: mediaan`."""
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
