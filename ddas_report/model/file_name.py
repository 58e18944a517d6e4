"""The name of a delivery: SHV_<code uitvraag>_<naam>[_<deel>].json."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_NAAM = re.compile(
    r"SHV_(?P<code>[0-9]{4}(?:H[12]|Q[1-4]|M(?:0[1-9]|1[0-2]))?)_(?P<naam>[^_]+)(?:_(?P<deel>.+))?\.json"
)


_VERBODEN = frozenset('\\/:;?*"<>|[]')


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of the file name as the protocol describes them."""

    code: str
    naam: str
    deel: str | None

    def periode(self) -> tuple[date, date] | None:
        """First and last day that go with the code uitvraag; None for the year 0000."""
        year, kind, number = int(self.code[:4]), self.code[4:5], int(self.code[5:] or 1)
        length = {"": 12, "H": 6, "Q": 3, "M": 1}[kind]
        first, last = (number - 1) * length + 1, number * length
        return (date(year, first, 1), date(year, last, monthrange(year, last)[1])) if year else None


def parse_name(bestandsnaam: str) -> NameParts | None:
    """The parts of a well-formed name, else None."""
    match = _NAAM.fullmatch(bestandsnaam)
    return NameParts(match["code"], match["naam"], match["deel"]) if match else None


def forbidden(bestandsnaam: str) -> bool:
    """Whether the name holds a character the protocol forbids, or a dot other than the one before json."""
    stam = bestandsnaam.removesuffix(".json")
    return "." in stam or not _VERBODEN.isdisjoint(stam)
