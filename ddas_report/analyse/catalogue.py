"""The catalogues as rows to read: what is counted, what is warned about."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from ddas_report.indicatoren.evaluate import SECTIES
from ddas_report.indicatoren.indicator import Groep, Indicator, Nodig, Sectie
from ddas_report.indicatoren.landelijk import LANDELIJK, Landelijk
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Regel

ONE_YEAR = Periode(date(2024, 1, 1), date(2024, 12, 31))
"""Any period will do where the months are named once."""

_MAAND = re.compile(r"(\.maand\.)\d{4}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of the catalogue; `nodig` is the end of the period without which it is empty."""

    id: str
    label: str
    eenheid: str
    sectie: str
    definitie: str
    nodig: str
    landelijk: Landelijk | None


def indicatoren(periode: Periode) -> tuple[Row, ...]:
    """Every figure of the long table of that period; no label occurs twice in a section."""
    return tuple(rij for sectie in SECTIES for rij in of_sectie(sectie, periode))


def of_sectie(sectie: Sectie, periode: Periode) -> tuple[Row, ...]:
    """The figures of one section; a label that occurs twice is preceded by the title of its table."""
    groepen = sectie.groepen(periode)
    often = Counter(i.label for groep in groepen for i in groep.indicatoren)
    return tuple(_rij(sectie, groep, i, often[i.label] > 1) for groep in groepen for i in groep.indicatoren)


def _rij(sectie: Sectie, groep: Groep, indicator: Indicator, ambiguous: bool) -> Row:
    return Row(
        indicator.id,
        f"{groep.titel}: {indicator.label}" if ambiguous else indicator.label,
        indicator.eenheid,
        sectie.titel,
        indicator.definitie,
        indicator.nodig,
        LANDELIJK.get(indicator.id),
    )


def indicator_rows(periode: Periode = ONE_YEAR) -> tuple[Row, ...]:
    """The same, with the months of a table once, as `instroom.maand.JJJJ-MM`."""
    return tuple({rij.id: rij for rij in _months_once(periode)}.values())


def _months_once(periode: Periode) -> Iterator[Row]:
    tables = {i.id: groep for sectie in SECTIES for groep in sectie.groepen(periode) for i in groep.indicatoren}
    for rij in indicatoren(periode):
        id_, is_month = _MAAND.subn(r"\1JJJJ-MM", rij.id)
        groep = tables[rij.id]
        yield (
            replace(rij, id=id_, label=groep.titel, definitie=groep.uitleg, nodig=Nodig.PERIODE) if is_month else rij
        )


def find_regel(id: str) -> Regel:
    """The rule with that id, in any case; raises DdasError that names the nearest ones."""
    per_id = {regel.id: regel for regel in REGELS}
    gezocht = id.strip().upper()
    if gezocht in per_id:
        return per_id[gezocht]
    bijna = get_close_matches(gezocht, per_id, n=3)
    advies = f"Bedoelde u {' of '.join(sorted(bijna))}? " if bijna else ""
    raise DdasError(f"De regel '{id}' bestaat niet.", f"{advies}Alle regels: ddas-report --regels.")
