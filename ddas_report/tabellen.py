"""The figures laid out as the chapters and tables of the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ddas_report.indicatoren import SECTIES
from ddas_report.indicatoren.soorten import Groep, Indicator
from ddas_report.model import TOTAAL, Periode
from ddas_report.reference import gemeenten
from ddas_report.reference.landelijk import LANDELIJK
from ddas_report.view import Cijfer, Hoofdstuk, Kop, Rij, Tabel

NAAST_ELKAAR = 6
"""Up to this many gemeenten stand beside each other as columns; more stand below each other as rows."""

KOLOMMEN = 12
"""The most figures beside each other when gemeenten are rows."""

Cijfers = Mapping[tuple[str, str], float | None]


def hoofdstukken(periode: Periode, cijfers: Cijfers, codes: Sequence[str]) -> tuple[Hoofdstuk, ...]:
    """One chapter for each section of the catalogue; `cijfers` maps (gemeente, id) to its value."""
    chapters = []
    for sectie in SECTIES:
        groepen = [groep for groep in sectie.groepen(periode) if groep.indicatoren]
        merged = [_merged(list(same)) for _, same in groupby(groepen, key=lambda groep: groep.titel)]
        tabellen = tuple(tabel for groep in merged for tabel in _tabellen(groep, cijfers, codes))
        definities = tuple((groep.titel, _definities(groep)) for groep in groepen)
        chapters.append(Hoofdstuk(sectie.id, sectie.titel, sectie.kort, sectie.toelichting, tabellen, definities))
    return tuple(chapters)


def _merged(groepen: Sequence[Groep]) -> Groep:
    """Groups under one title stand in one table."""
    return replace(groepen[0], indicatoren=tuple(i for groep in groepen for i in groep.indicatoren))


def _definities(groep: Groep) -> tuple[tuple[str, str], ...]:
    if groep.uitleg:
        return ((groep.titel, groep.uitleg),)
    return tuple((i.label, i.definitie) for i in groep.indicatoren)


def _tabellen(groep: Groep, cijfers: Cijfers, codes: Sequence[str]) -> list[Tabel]:
    if len(codes) > NAAST_ELKAAR:
        chunks = range(0, len(groep.indicatoren), KOLOMMEN)
        return [_by_gemeente(groep, groep.indicatoren[i : i + KOLOMMEN], cijfers, codes) for i in chunks]
    if groep.matrix and len(codes) < 2:
        return [_matrix(groep, cijfers)]
    columns = [*codes, TOTAAL] if len(codes) > 1 else [TOTAAL]
    koppen = [Kop(gemeenten.getoond(code)) for code in columns]
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
            Kop(gemeenten.getoond(code)),
            tuple(Cijfer(cijfers[code, i.id], i.eenheid) for i in indicatoren),
            totaal=code == TOTAAL,
        )
        for code in (*codes, TOTAAL)
    )
    labels = [_rij_en_kolom(i) if groep.matrix else ("", i.label) for i in indicatoren]
    koppen = tuple(Kop(label, i.definitie) for (_, label), i in zip(labels, indicatoren, strict=True))
    above = tuple(Counter(rij for rij, _ in labels).items()) if groep.matrix else ()
    return Tabel(groep.titel, "Gemeente", koppen, rijen, above)


def _rij_en_kolom(indicator: Indicator) -> tuple[str, str]:
    """The two parts of a label in a matrix: `Aanmelding tot intake: mediaan`."""
    rij, _, kolom = indicator.label.partition(": ")
    return rij, kolom.capitalize()


def _matrix(groep: Groep, cijfers: Cijfers) -> Tabel:
    """Labels of the form `rij: kolom` become a table of these; for a single gemeente."""
    rows: dict[str, list[Cijfer]] = {}
    for i in groep.indicatoren:
        rows.setdefault(_rij_en_kolom(i)[0], []).append(Cijfer(cijfers[TOTAAL, i.id], i.eenheid))
    heads = dict.fromkeys(_rij_en_kolom(i)[1] for i in groep.indicatoren)
    rijen = tuple(Rij(Kop(label), tuple(values)) for label, values in rows.items())
    return Tabel(groep.titel, "", tuple(Kop(head) for head in heads), rijen)
