"""Numbers as people write them: one notation for a table, decided from all its cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ddas_report.compare.spreadsheet.cells import Unit

MAX_LENGTH = 40
"""A longer text is no number."""

MARKS = {
    **dict.fromkeys(("-", "–", "—", "−", "nihil"), "nihil"),
    **dict.fromkeys(("x", "geheim", "*", "**"), "geheim"),
    **dict.fromkeys((".", "..", "...", "?", "n.b.", "nb", "onbekend", "nnb", "n.n.b."), "onbekend"),
    **dict.fromkeys(("n.v.t.", "nvt", "n/a", "n.a.", "na"), "niet van toepassing"),
}
"""How CBS and others write a figure that is nil, secret, unknown or impossible."""

_FEWER = re.compile(r"(?:[<≤]=?|minder dan|ten hoogste) ?[0-9]{1,2}")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_AMOUNT = re.compile(r"^(?:€|eur(?:o)?\b)|(?:€|\beur(?:o)?)$", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|\bprocent|\bpct\.?)$", re.IGNORECASE)
_PROVISIONAL = re.compile(r"(?<=[0-9])\s*(?:\*{1,2}|\(?voorlopig\)?)$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[0-9])(?:[¹²³⁴⁵]+|\s+[0-9a-z]\))$")
_NUMBER = re.compile(r"-?[0-9][0-9., ]{0,24}")
_GROUPS = r"-?[1-9][0-9]{0,2}(?:[%s ][0-9]{3})+"
_DUTCH = re.compile(rf"(?:{_GROUPS % '.'}|-?[0-9]+)(?:,[0-9]+)?")
_ENGLISH = re.compile(rf"(?:{_GROUPS % ','}|-?[0-9]+)(?:\.[0-9]+)?")
_CALLED = {".": "de punt", ",": "de komma"}
_THREE_ZEROS = re.compile(r"-?[0-9]{1,3}[.,]000")


def mark(text: str) -> str:
    """What is said in place of a figure: that it is nil, secret, unknown or impossible; empty when it is none of these."""
    folded = text.casefold()
    return MARKS.get(folded) or ("geheim" if _FEWER.fullmatch(folded) else "")


class Notation(StrEnum):
    """Which sign is the decimal one; of a table in which that cannot be told, neither."""

    NL = ","
    EN = "."
    OPEN = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text taken apart: its digits and signs, its unit, and whether it is provisional."""

    digits: str
    unit: Unit = Unit.GETAL
    provisional: bool = False


def written(text: str) -> Written | None:
    """What is written in a cell when it is a number in some notation."""
    if len(text) > MAX_LENGTH:
        return None
    plain = _SPACES.sub(" ", text).strip().replace("−", "-")
    provisional = bool(_PROVISIONAL.search(plain))
    plain = _FOOTNOTE.sub("", _PROVISIONAL.sub("", plain))
    unit = Unit.PROCENT if _PERCENT.search(plain) else Unit.BEDRAG if _AMOUNT.search(plain) else Unit.GETAL
    sign = "-" if plain.startswith("-") else ""
    plain = plain.removeprefix("-").removeprefix("+").strip()
    for _ in range(2):
        plain = _AMOUNT.sub("", _PERCENT.sub("", plain)).strip()
    return Written(sign + plain, unit, provisional) if _NUMBER.fullmatch(sign + plain) else None


@dataclass(frozen=True, slots=True)
class Decided:
    """The notation of a table; `zin` tells it where the cells could be read in another way."""

    notation: Notation
    zin: str = ""

    def read(self, digits: str) -> Decimal | None:
        """The number, without the noise of computing (4,000000000000001 is 4); None when it is written otherwise."""
        form, groups = (_ENGLISH, ",") if self.notation is Notation.EN else (_DUTCH, ".")
        if not form.fullmatch(digits) or (self.notation is Notation.OPEN and set(".,") & set(digits)):
            return None
        return without_noise(Decimal(digits.replace(groups, "").replace(" ", "").replace(",", ".")))


def decide(texts: Iterable[str]) -> Decided:
    """The notation in which most of these numbers can be read; where it stays open, the one that gives counts."""
    numbers = list(texts)
    signed = [text for text in numbers if "." in text or "," in text]
    dutch = sum(bool(_DUTCH.fullmatch(text)) for text in signed)
    english = sum(bool(_ENGLISH.fullmatch(text)) for text in signed)
    if dutch != english or not dutch:
        return Decided(Notation.EN if english > dutch else Notation.NL)
    signs = {sign for text in signed for sign in text if sign in ".,"}
    if len(signs) > 1:
        return Decided(
            Notation.OPEN,
            "De punt en de komma staan in deze tabel door elkaar; wij weten niet welke van de twee duizendtallen scheidt.",
        )
    return _one_sign(signs.pop(), [text for text in signed if _DUTCH.fullmatch(text)], len(numbers))


def _one_sign(sign: str, signed: Sequence[str], among: int) -> Decided:
    """For numbers such as 1.234 alone, which can be read as a thousand or as one with three decimals."""
    decimal, group = (Notation.EN, Notation.NL) if sign == "." else (Notation.NL, Notation.EN)
    example = signed[0]
    if len(signed) == among > 1 and all(_THREE_ZEROS.fullmatch(text) for text in signed):
        whole = example.partition(sign)[0]
        return Decided(
            decimal,
            f"Alle getallen hebben drie nullen achter {_CALLED[sign]}. Wij lazen '{example}' daarom als {whole}.",
        )
    read = example.replace(sign, "")
    return Decided(group, f"Wij lazen {_CALLED[sign]} als scheiding van duizendtallen: '{example}' is {read}.")


def without_noise(number: Decimal) -> Decimal:
    """A number rounded to nine decimals where more of them can only come from computing."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -9 or number.adjusted() > 15:
        return number
    rounded = round(number, 9)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
