"""Which count of CBS a gemeente can have."""

from decimal import Decimal

import polars as pl

from ddas_report.model.delivery import TOTAAL
from ddas_report.model.gemeenten import inwoners, tabel


def is_possible(code: str, aantal: Decimal) -> bool:
    """Whether so many trajecten or clients can be counted there: no fewer than none, no more than there are inhabitants.

    A larger number was never a count: a BSN, a date without its dashes. A code we do not know may have as many as the
    whole country.
    """
    most = None if code == TOTAAL else inwoners(code)
    return 0 <= aantal <= (_everyone() if most is None else most)


def _everyone() -> int:
    return int(tabel().select(pl.col("inwoners_2021").sum()).item())
