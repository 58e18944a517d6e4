"""Numbers and dates as the Dutch write them."""

from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from ddas_report.model.wording import whole

NO_DATA = "–"
"""Shown where there is no data."""

EIGENAAR = {
    "bestand": "Bestand",
    "leverancier": "Softwareleverancier",
    "dossiers": "Dossiers",
}
"""What an eigenaar is called in a table."""

MENDED_BY = {
    "bestand": "Te herstellen door de coördinator, bij het exporteren.",
    "leverancier": "Te herstellen door uw softwareleverancier.",
    "dossiers": "Te herstellen in de dossiers.",
}
"""Who can mend a cause, in a sentence."""

VERY_LARGE = 1e15
"""From here on a number is certainly wrong, and its digits say nothing."""


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * decimals)


@cache
def _locale() -> Locale:
    return Locale("nl")


@lru_cache(maxsize=100_000)
def numeral(value: float | None, decimals: int = 0) -> str:
    """1234.5 → 1.234,5; a dash for no data, and words for what no column can hold."""
    if value is None or value != value:
        return NO_DATA
    if abs(value) >= VERY_LARGE:
        return "zeer groot" if value > 0 else "zeer klein"
    if not decimals:
        return whole(value)
    text: str = _pattern(decimals).apply(value, _locale())
    return text


def cijfer(value: float | None, eenheid: str) -> str:
    """A figure in its unit: whole euros and days, percentages with one decimal, counts whole unless they are means."""
    match eenheid:
        case _ if value is None:
            return NO_DATA
        case "euro":
            return "€\u00a0" + numeral(value)
        case "procent":
            return numeral(value, 1) + "\u00a0%"
        case "dagen":
            return numeral(value)
        case _:
            return numeral(value, 0 if float(value).is_integer() else 1)


def difference(waarde: float | None, eenheid: str) -> str:
    """A difference with its sign; nothing is a plain 0."""
    if waarde is None:
        return NO_DATA
    teken = "+" if waarde > 0 else "\u2212" if waarde < 0 else ""
    return teken + cijfer(abs(waarde), "punten" if eenheid == "procent" else eenheid)


def percentage(waarde: float | None) -> str:
    """A change in whole percents with its sign."""
    return NO_DATA if waarde is None else difference(round(waarde), "aantal") + "\u00a0%"


def datum(value: date | None) -> str:
    """31 december 2024."""
    return NO_DATA if value is None else format_date(value, "d MMMM yyyy", locale=_locale())


def waarde(value: object) -> str:
    """A value from the file as it is shown beside a place."""
    match value:
        case None:
            return NO_DATA
        case bool():
            return "ja" if value else "nee"
        case datetime() | date():
            return f"{value:%d-%m-%Y}"
        case int() | float():
            return numeral(value, 0 if float(value).is_integer() else 1)
        case _:
            return str(value)


def plural(aantal: int, enkel: str, meer: str) -> str:
    """1 fout, 2 fouten."""
    return f"{numeral(aantal)} {enkel if aantal == 1 else meer}"


def file_size(aantal: int) -> str:
    """A file size in bytes, kB or MB."""
    if aantal < 1000:
        return f"{aantal} bytes"
    return f"{numeral(aantal / 1000)} kB" if aantal < 1_000_000 else f"{numeral(aantal / 1e6, 1)} MB"
