"""What looks like personal data where none belongs, and how such a text is shown."""

import re
from enum import StrEnum
from functools import partial

MAX_TEXT = 500
"""Characters of a text that are looked at, and shown at most."""


class Kind(StrEnum):
    """What a text looks like; the order is that in which it is looked for."""

    EMAIL = "e-mailadres"
    TELEFOON = "telefoonnummer"
    GEBOORTEDATUM = "geboortedatum"
    BSN = "BSN"
    ADRES = "postcode"


_YEAR = r"(?:19\d\d|20[01]\d)"
"""Of birth: nobody in a delivery is born later, and what a file is named after is later."""

_MONTH = r"(?i:jan|feb|mrt|maart|march|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]{0,7}"
_DAY2, _MONTH2 = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_DATES = (
    rf"{_YEAR}([-/. ]?){_MONTH2}\1{_DAY2}",
    rf"{_DAY2}([-/. ]?){_MONTH2}\2{_YEAR}",
    rf"{_YEAR}([-/])\d{{1,2}}\3\d{{1,2}}",
    rf"\d{{1,2}}([-/])\d{{1,2}}\4{_YEAR}",
    rf"\d{{1,2}}[-. ]{{0,2}}{_MONTH}[-. ]{{0,2}}{_YEAR}",
)
_HOUSE = r"\d{1,5}(?:\s?[a-zA-Z]{1,3})?"
_ADDRESSES = (
    r"(?<![\dA-Za-z])(?!202)[1-9]\d{3}[A-Z]{2}(?![A-Za-z])",  # 2024NL is more often a year than a postcode
    rf"(?<![\dA-Za-z])[1-9]\d{{3}}\s?[A-Za-z]{{2}}[\s,;/-]{{1,3}}{_HOUSE}(?!\d)",
    rf"(?<!\d){_HOUSE},\s{{0,2}}[1-9]\d{{3}}\s?[A-Za-z]{{2}}(?![A-Za-z])",
    rf"(?<!\d){_HOUSE}\s[1-9]\d{{3}}[A-Za-z]{{2}}(?![A-Za-z])",
)
_PATTERNS = {
    Kind.EMAIL: re.compile(r"[^\s@,;:<>()\"']{1,64}@[^\s@,;:<>()\"'.]{1,64}(?:\.[^\s@,;:<>()\"'.]{1,64})+"),
    Kind.TELEFOON: re.compile(
        r"(?<!\d)(?!\d\d[-./]\d\d[-./]\d{4})"  # no date with a time
        r"\(?(?:(?:\+|00)31[\s(]{0,2}(?:0\))?|0)[\s./)-]{0,2}[1-9](?:[\s./()-]{0,2}\d){8}(?!\d)"
    ),
    Kind.GEBOORTEDATUM: re.compile(rf"(?<!\d)(?:{'|'.join(_DATES)})(?!\d)"),
    Kind.BSN: re.compile(r"(?<!\d)\d(?:[\s.]?\d){8}(?!\d)"),
    Kind.ADRES: re.compile("|".join(_ADDRESSES)),
}
_SUSPECT = re.compile(r"@|\d")
"""What each of the patterns needs, and most texts lack."""


def masked(text: str, longest: int = MAX_TEXT) -> str:
    """The text as it may be shown: each part that looks like personal data is replaced by what it looks like."""
    text = text[:longest]
    if _SUSPECT.search(text):
        for kind, pattern in _PATTERNS.items():
            text = pattern.sub(partial(_shown, kind), text)
    return text


def _shown(kind: Kind, part: re.Match[str]) -> str:
    return f"({kind})" if _is(kind, part[0]) else part[0]


def looks_like(text: str) -> Kind | None:
    """The first kind of personal data that a text seems to hold, if any."""
    text = text[:MAX_TEXT]
    if not _SUSPECT.search(text):
        return None
    return next((k for k, pattern in _PATTERNS.items() if any(_is(k, p[0]) for p in pattern.finditer(text))), None)


def _is(kind: Kind, part: str) -> bool:
    return kind is not Kind.BSN or passes_elfproef("".join(filter(str.isdecimal, part)))


def passes_elfproef(digits: str) -> bool:
    """Whether nine digits may be a BSN."""
    from stdnum.nl import bsn  # slow to import, and seldom needed

    return len(digits) == 9 and any(map(int, digits)) and bool(bsn.checksum(digits) == 0)


def described(text: str) -> str:
    """The form of a text and nothing of what it says: `9 cijfers`, `tekst van 12 tekens`."""
    bare = re.sub(r"[\s.]", "", text)
    if bare.isdecimal():
        return f"{len(bare)} cijfer{'s' * (len(bare) != 1)}"
    return f"tekst van {len(text)} teken{'s' * (len(text) != 1)}"


def masked_name(naam: str) -> str:
    """The same for the name of a file, of which the extension stays."""
    stem, dot, extension = naam.rpartition(".")
    return (
        masked(stem) + dot + extension if stem and extension.lower() in ("json", "zip", "csv", "xlsx") else masked(naam)
    )
