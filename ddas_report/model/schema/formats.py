"""The formats of the exchange model, judged the same way by both validators."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jsonschema
    import jsonschema_rs

_DAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIJD = re.compile(
    r"[Tt]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
_PLAIN_EMAIL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,4}[a-z]{2,20}", re.IGNORECASE)
_LONGEST = 60
_LAST_MINUTE = 23 * 60 + 59
_DAY = 24 * 60


def is_date(value: object) -> bool:
    """Whether it is an existing day written JJJJ-MM-DD, in the years 0001 up to and including 9999."""
    return isinstance(value, str) and _is_day(value)


def is_date_time(value: object) -> bool:
    """Whether it is a date and time of RFC 3339, with seconds and zone; a leap second only at 23:59 UTC."""
    if not isinstance(value, str) or not is_date(value[:10]):
        return False
    time = _TIJD.fullmatch(value, 10)
    if time is None:
        return False
    hours, minutes, seconds, sign, zone_hours, zone_minutes = time.groups(default="0")
    if seconds != "60":
        return True
    offset = int(zone_hours) * 60 + int(zone_minutes)
    local = int(hours) * 60 + int(minutes)
    return (local + (offset if sign == "-" else -offset)) % _DAY == _LAST_MINUTE


def is_email(value: object) -> bool:
    """Whether it is an e-mail address, as jsonschema-rs judges it."""
    try:
        return isinstance(value, str) and _email_judge().is_valid(value)
    except UnicodeEncodeError:  # a lone surrogate
        return False


def is_plain_email(value: object) -> bool:
    """Whether it is an e-mail address without anything unusual, about which no validator need be asked."""
    return (
        isinstance(value, str)
        and len(value) < _LONGEST
        and value.isascii()
        and _PLAIN_EMAIL.fullmatch(value) is not None
    )


FORMATS: dict[str, Callable[[object], bool]] = {"date": is_date, "date-time": is_date_time, "email": is_email}

SURE: dict[str, Callable[[object], bool]] = {"date-time": is_date_time, "email": is_plain_email}
"""What surely has the format, told at once; of another text only the format itself can say."""


def for_jsonschema() -> "jsonschema.FormatChecker":
    """These formats, and no others, for python jsonschema; values that are no text pass."""
    import jsonschema

    checker = jsonschema.FormatChecker(formats=())
    for name, is_right in FORMATS.items():
        checker.checks(name)(_text_only(is_right))
    return checker


def for_jsonschema_rs() -> dict[str, Callable[[str], bool]]:
    """The formats that replace those of jsonschema-rs; e-mail stays its own."""
    return {"date": is_date, "date-time": is_date_time}


def _text_only(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or is_right(value)


@lru_cache(maxsize=65536)
def _is_day(text: str) -> bool:
    if not _DAG.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def _email_judge() -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator({"format": "email"}, validate_formats=True)
