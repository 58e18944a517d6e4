"""Which count of CBS a gemeente can have."""

from decimal import Decimal
from functools import cache

import polars as pl

from ddas_report.model.delivery import TOTAAL
from ddas_report.model.gemeenten import inwoners_table


def is_possible(code: str, aantal: Decimal) -> bool:
    """Whether so many trajecten or clients can be counted there: no fewer than none, no more than there are inhabitants.

    A larger number was never a count: a BSN, a date without its dashes. A code we do not know may have as many as the
    whole country.
    """
    return 0 <= aantal <= _most().get(code, _most()[TOTAAL])


@cache
def _most() -> dict[str, int]:
    """The most inhabitants that each gemeente had in a year that we know, and the whole country."""
    years = inwoners_table().select("code", pl.max_horizontal(pl.exclude("code")).alias("meeste"))
    return dict(years.iter_rows()) | {TOTAAL: int(years["meeste"].sum())}
