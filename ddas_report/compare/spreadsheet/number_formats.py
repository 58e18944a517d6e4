"""What the number format of a spreadsheet says of a number: a percentage, an amount, a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from ddas_report.compare.spreadsheet.cells import Unit

_PERCENT_IDS, _AMOUNT_IDS = frozenset({9, 10}), frozenset({5, 6, 7, 8, 42, 44})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS = re.compile(r"\[[^\]]*\]")
THOUSANDS = re.compile(
    r"\bx\s*1[. ]?000\b|\b1[. ]000\b|\bduizend(?:en|tal|tallen)?\b|\bmiljoen(?:en)?\b|\bmln\b", re.IGNORECASE
)
"""How a format or a heading says that numbers are thousands or millions."""

_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^";\\])*)(?:;|$)')
_CONDITION = re.compile(r"(?:\[[A-Za-z0-9]+\])*\[(<=|>=|<>|<|>|=)(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\]")
_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_AMOUNT = re.compile(r"€|\bEUR\b|\[\$[^\-\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The unit that a format gives a number, whether it shows a date, and whether it shows a % that is mere text.

    `sections` are the parts of its code when one of them shows no number at all.
    """

    unit: Unit = Unit.GETAL
    date: bool = False
    literal: bool = False
    sections: tuple[str, ...] = ()

    def hides(self, number: Decimal) -> bool:
        """Whether a cell with this number shows none: `"x"` for a secret figure, or nothing for `;;;`; zero may be a dash."""
        return bool(self.sections and number) and not _shows(_section(self.sections, number))


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
    if "%" in plain or "‰" in shown:
        return NumberFormat(Unit.PROCENT)
    if _AMOUNT.search(shown):
        return NumberFormat(Unit.BEDRAG)
    if THOUSANDS.search(shown):
        return NumberFormat(Unit.DUIZEND)
    date = plain.casefold() != "general" and not re.search(r"[0#?]", plain) and bool(_DATE.search(plain))
    parts = _SECTION.findall(shown)
    if not shown.endswith(";"):  # then the last find is the empty end of the code
        parts.pop()
    numbers = tuple(parts[:3])  # the fourth shows texts
    hiding = () if all(map(_shows, numbers)) else numbers
    return NumberFormat(date=date, literal="%" in shown, sections=hiding)


def _shows(section: str) -> bool:
    return bool(
        re.search(r"[0#?@ymdhs]|general|standaard", _BRACKETS.sub("", _LITERAL.sub("", section)), re.IGNORECASE)
    )


def _section(sections: Sequence[str], number: Decimal) -> str:
    """The part that a number other than zero is shown by: the first whose condition it meets, else that of its sign."""
    conditions = [_CONDITION.match(section) for section in sections]
    for section, found in zip(sections, conditions, strict=True):
        if found and _COMPARE[found[1]](number, Decimal(found[2])):
            return section
    free = [section for section, found in zip(sections, conditions, strict=True) if not found] or [""]
    return free[-1] if any(conditions) else free[number < 0 and len(free) > 1]
