"""The catalogues as rows to read: what is counted, what is warned about."""

from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from ddas_report.indicatoren.evaluate import Figure, figures
from ddas_report.indicatoren.indicator import Needs
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Regel

ONE_YEAR = Periode(date(2024, 1, 1), date(2024, 12, 31))
"""Any period will do where the months are named once."""


def catalogue(periode: Periode = ONE_YEAR) -> list[Figure]:
    """Every figure as it is explained: the months of a table once, as `instroom.maand.JJJJ-MM`."""
    return list({figure.indicator.id: figure for figure in map(_months_once, figures(periode).values())}.values())


def _months_once(figure: Figure) -> Figure:
    indicator, groep = figure.indicator, figure.groep
    if indicator.maand is None:
        return figure
    id_ = indicator.id.removesuffix(f"{indicator.maand:%Y-%m}") + "JJJJ-MM"
    once = replace(indicator, id=id_, label=groep.titel, definitie=groep.uitleg, nodig=Needs.PERIODE)
    return replace(figure, indicator=once)


def find_regel(id: str) -> Regel:
    """The rule with that id, in any case; raises DdasError that names the nearest ones."""
    per_id = {regel.id: regel for regel in REGELS}
    gezocht = id.strip().upper()
    if gezocht in per_id:
        return per_id[gezocht]
    bijna = get_close_matches(gezocht, per_id, n=3)
    advies = f"Bedoelde u {' of '.join(sorted(bijna))}? " if bijna else ""
    raise DdasError(f"De regel '{id}' bestaat niet.", f"{advies}Alle regels: ddas-report --regels.")
