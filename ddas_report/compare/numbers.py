"""Numbers as people and spreadsheets write them, Dutch or English."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from babel.numbers import NumberFormatError, parse_decimal

CellValue = str | Decimal | None
"""A cell as it was read: text without space around it, a number, or nothing."""

NO_VALUE = frozenset({"", "-", "–", "—", "−", ".", "..", "...", "*", "x", "?", "n.b.", "nb", "n.v.t.", "nvt", "n/a"})
"""How CBS and others write a figure that is unknown, secret or impossible."""

MAX_LENGTH = 40
"""A longer text is no number."""

_SPATIES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_EENHEID = re.compile(r"^(?:€|eur(?:o)?\b)|(?:€|\beur(?:o)?|%|procent)$", re.IGNORECASE)
_GROEPEN = re.compile(r"^[0-9]{1,3}(?: [0-9]{3})+(?=$|[.,])")
_GETAL = re.compile(r"^-?[0-9][0-9.,]{0,24}$")
"""No longer than the digits that a Decimal holds."""


def notation(cellen: Iterable[CellValue]) -> str:
    """`nl` or `en` when the numbers that can be read in one way only agree on it; otherwise empty."""
    readings = (_lezingen(cel) for cel in cellen if isinstance(cel, str))
    languages = {taal for found in readings if len(found) == 1 for taal in found}
    return languages.pop() if len(languages) == 1 else ""


def read_number(cel: CellValue, taal: str) -> Decimal | None:
    """The number in a cell, or None for no value; ValueError for text that is neither.

    A text such as 1.234 is read in `taal`; without one it is whole, for most figures are counts.
    """
    if not isinstance(cel, str):
        return cel
    if cel.casefold() in NO_VALUE:
        return None
    lezingen = _lezingen(cel)
    if not lezingen:
        raise ValueError
    return lezingen[taal] if taal in lezingen else min(lezingen.values(), key=decimalen)


def decimalen(getal: Decimal) -> int:
    """How many digits stand behind the decimal sign: 2 for 1.50."""
    exponent = getal.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=4096)
def _lezingen(tekst: str) -> Mapping[str, Decimal]:
    """Each language in which the text is a number, with that number."""
    kaal = _kaal(tekst)
    if not _GETAL.match(kaal):
        return {}
    return {taal: getal for taal in ("nl", "en") if (getal := _parse(kaal, taal)) is not None}


def _kaal(tekst: str) -> str:
    """The digits and signs alone: no unit, no spaces between thousands, a plain minus."""
    if len(tekst) > MAX_LENGTH:
        return ""
    spaced = _SPATIES.sub(" ", tekst).strip().replace("−", "-")
    sign, rest = ("-", spaced[1:]) if spaced.startswith("-") else ("", spaced.removeprefix("+"))
    for _ in range(2):
        rest = _EENHEID.sub("", rest.strip()).strip()
    return sign + _GROEPEN.sub(lambda match: match[0].replace(" ", ""), rest)


def _parse(tekst: str, taal: str) -> Decimal | None:
    try:
        return parse_decimal(tekst, locale=taal, strict=True)
    except NumberFormatError:
        return None
