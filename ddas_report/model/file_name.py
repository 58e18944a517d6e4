"""The name of a delivery: SHV_<code uitvraag>_<naam>[_<deel>].json."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ddas_report.model.masking import Kind, looks_like, masked, masked_name

_NAAM = re.compile(r"SHV_(?P<code>[0-9]{4}(?:H[12]|Q[1-4]|M(?:0[1-9]|1[0-2]))?)_[^_]+(?:_.+)?\.json")


_VERBODEN = frozenset('\\/:;?*"<>|[]')


@dataclass(frozen=True, slots=True)
class FileName:
    """A name as it may be shown, and what the protocol says of it as it is written."""

    shown: str
    code: str | None
    """The code uitvraag; None when the name is not well-formed."""
    forbidden: bool
    """Whether it holds a character the protocol forbids, or a dot other than the one before json."""
    looks_like: Kind | None
    """The personal data it seems to hold."""

    def periode(self) -> tuple[date, date] | None:
        """First and last day that go with the code uitvraag; None without one, and for the year 0000."""
        if self.code is None:
            return None
        year, kind, number = int(self.code[:4]), self.code[4:5], int(self.code[5:] or 1)
        length = {"": 12, "H": 6, "Q": 3, "M": 1}[kind]
        first, last = (number - 1) * length + 1, number * length
        return (date(year, first, 1), date(year, last, monthrange(year, last)[1])) if year else None


def judge_name(bestandsnaam: str) -> FileName:
    """What there is to say of the name of a file."""
    match, stem = _NAAM.fullmatch(bestandsnaam), re.sub(r"(?i)\.json$", "", bestandsnaam)
    return FileName(
        masked_name(bestandsnaam),
        match["code"] if match else None,
        "." in stem or not _VERBODEN.isdisjoint(stem),
        looks_like(stem),
    )


TOGETHER = "levering"
"""What several files are called when their names have nothing in common."""

_MINSTE = 4
"""Characters; less in common says nothing."""


def common_name(namen: Sequence[str]) -> str:
    """What all names begin with, as far as whole words go; or the only name; masked where it looks like a person's."""
    if len(namen) == 1:
        return masked(namen[0])
    begin = namen[0]
    while begin and not all(f"{naam}_".startswith((begin + "_", begin + "-", begin + " ")) for naam in namen):
        begin = begin[:-1]
    begin = begin.rstrip("_- ")
    return masked(begin) if len(begin) >= _MINSTE else TOGETHER
