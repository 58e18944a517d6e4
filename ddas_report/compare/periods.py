"""The periods of two deliveries: which is longer, and how they lie in time."""

from calendar import monthrange
from datetime import date

from ddas_report.indicatoren.flows import months
from ddas_report.model.delivery import Periode


def dagen(periode: Periode) -> int | None:
    """The number of days, both ends included; None when an end is not known or the period ends before it starts."""
    if periode.start is None or periode.eind is None or periode.eind < periode.start:
        return None
    return (periode.eind - periode.start).days + 1


def scale_of(nu: Periode, toen: Periode) -> float | None:
    """Days now divided by days then; None when the periods are equally long or not both known.

    Periods of as many whole months are equally long: a leap year is no reason to scale.
    """
    days_now, days_then = dagen(nu), dagen(toen)
    if days_now is None or days_then is None or days_now == days_then:
        return None
    whole = whole_months(nu)
    return None if whole and whole == whole_months(toen) else days_now / days_then


def whole_months(periode: Periode) -> int | None:
    """The number of months of a period that is made of whole months; None for any other."""
    if not dagen(periode) or periode.start is None or periode.eind is None:
        return None
    whole = periode.start.day == 1 and not _to_end_of_month(periode.eind)
    return _month(periode.eind) - _month(periode.start) + 1 if whole else None


def same_months(nu: Periode, toen: Periode) -> bool:
    """Whether both touch the same months of the year, from and up to the same day, and have figures by month."""
    if nu.start is None or nu.eind is None or toen.start is None or toen.eind is None:
        return False
    begins = (nu.start.month, nu.start.day) == (toen.start.month, toen.start.day)
    ends = _to_end_of_month(nu.eind) == _to_end_of_month(toen.eind)
    return begins and ends and 0 < len(months(nu)) == len(months(toen))


def runs_on_later(nu: Periode, toen: Periode) -> bool:
    """Whether the earlier delivery runs on after this one has ended: it is not the earlier one."""
    return nu.eind is not None and toen.eind is not None and toen.eind > nu.eind


def adjoins(nu: Periode, toen: Periode) -> bool:
    """Whether this period follows the earlier one without a gap, so that what ran then runs on in this one."""
    if nu.start is None or nu.eind is None or toen.eind is None:
        return False
    return nu.start.toordinal() <= toen.eind.toordinal() + 1 and toen.eind <= nu.eind


def do_overlap(nu: Periode, toen: Periode) -> bool:
    """Whether some day lies in both."""
    if nu.start is None or nu.eind is None or toen.start is None or toen.eind is None:
        return False
    return nu.start <= toen.eind and toen.start <= nu.eind


def _month(dag: date) -> int:
    return dag.year * 12 + dag.month


def _to_end_of_month(dag: date) -> int:
    return monthrange(dag.year, dag.month)[1] - dag.day
