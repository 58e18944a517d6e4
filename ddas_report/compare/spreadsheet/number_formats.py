"""What the number format of a spreadsheet says of a number: a percentage, an amount, a date."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ddas_report.compare.spreadsheet.cells import Unit

_PERCENT_IDS, _AMOUNT_IDS = frozenset({9, 10}), frozenset({5, 6, 7, 8, 42, 44})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_AMOUNT = re.compile(r"€|\bEUR\b|\[\$[^\-\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The unit that a format gives a number, whether it shows a date, and whether it shows a % that is mere text."""

    unit: Unit = Unit.GETAL
    date: bool = False
    literal: bool = False


def builtin(number: int) -> NumberFormat:
    """A format that every workbook has, by its number."""
    if number in _PERCENT_IDS:
        return NumberFormat(Unit.PROCENT)
    if number in _AMOUNT_IDS:
        return NumberFormat(Unit.BEDRAG)
    return NumberFormat(date=number in _DATE_IDS)


@lru_cache(maxsize=1024)
def custom(code: str) -> NumberFormat:
    """A format by its code: `0.0%` is a percentage, `0"%"` only shows the sign."""
    shown = code[:255]
    plain = _BRACKETS.sub("", _LITERAL.sub("", shown))
    if "%" in plain:
        return NumberFormat(Unit.PROCENT)
    if _AMOUNT.search(shown):
        return NumberFormat(Unit.BEDRAG)
    date = plain.casefold() != "general" and not re.search(r"[0#?]", plain) and bool(_DATE.search(plain))
    return NumberFormat(date=date, literal="%" in shown)
