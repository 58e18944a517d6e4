"""Which figure a heading means, and which gemeente a cell means."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from ddas_report.compare.numbers import CellValue
from ddas_report.model import gemeenten
from ddas_report.model.delivery import ONBEKEND, TOTAAL, code_of_table

TOTALEN = frozenset({"totaal", "total", "eindtotaal", "totaalgeneraal", "nederland", "allegemeenten"})
GEMEENTEKOPPEN = frozenset(
    {
        "gemeentecode",
        "gemeentecodes",
        "gmcode",
        "gemcode",
        "code",
        "codegemeente",
        "cbscode",
        "regiocode",
        "gemeente",
        "gemeenten",
        "gemeentenaam",
        "naamgemeente",
        "regio",
        "regios",
        "regionaam",
    }
)

_BIJNA = 0.7
"""How alike a heading must be before we ask whether it was meant."""

_CODE = re.compile(r"^(?:GM)? ?([0-9]{1,4})(?:\.0)?$", re.IGNORECASE)
_CIJFERS = re.compile(r"[0-9]+")
_SOORT = re.compile(r"\bgemeente\b", re.IGNORECASE)
_TOEVOEGING = re.compile(r"\([^)]*\)")
_VOLKSMOND = {"denhaag": "0518", "denbosch": "0796"}
"""Names that everyone uses but the list of gemeenten."""


def kaal(tekst: str) -> str:
    """Lower case letters and digits alone, without accents: the same for texts that read the same."""
    plain = unicodedata.normalize("NFKD", tekst)
    return "".join(teken for teken in plain.casefold() if teken.isalnum())


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings that are understood: `namen` gives the ids of a bare name, `labels` the label of an id."""

    namen: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    def id(self, kop: str) -> str | None:
        """The figure a heading means, when it means exactly one."""
        ids = self.namen.get(kaal(kop), frozenset())
        return next(iter(ids)) if len(ids) == 1 else None

    def bedoelde(self, kop: str) -> str:
        """The label of the figure that a heading resembles, or nothing."""
        nearest = get_close_matches(kaal(kop)[:100], self.namen, n=1, cutoff=_BIJNA)
        return self.labels[min(self.namen[nearest[0]])] if nearest else ""


def koppen(cijfers: Mapping[str, str]) -> Headings:
    """What is understood for these figures (id → label): the label, the id, and each end of the id."""
    namen: dict[str, set[str]] = {}
    for id_, label in cijfers.items():
        parts = id_.split(".")
        for naam in (label, *(".".join(parts[index:]) for index in range(len(parts)))):
            namen.setdefault(kaal(naam), set()).add(id_)
    return Headings({naam: frozenset(ids) for naam, ids in namen.items()}, cijfers)


def tekst(cel: CellValue) -> str:
    """A cell as text: 344 for the number 344.0."""
    if cel is None:
        return ""
    if isinstance(cel, str):
        return cel
    return str(int(cel)) if cel == cel.to_integral_value() and cel.adjusted() < 10 else str(cel)


def gemeente(cel: CellValue) -> str | None:
    """The gemeente of a row: a code as ours, `onbekend`, `totaal`, or the code that goes with a name."""
    written = tekst(cel).removeprefix("'")
    if match := _CODE.match(written):
        return match[1].zfill(4)
    naam = kaal(written)
    if naam in TOTALEN:
        return TOTAAL
    return ONBEKEND if naam == ONBEKEND else _per_naam().get(_zonder_soort(written))


def gemeente_zoals_geschreven(cel: CellValue) -> str:
    """The gemeente in our own template: a code that is none stays as it is written."""
    written = tekst(cel)
    return TOTAAL if kaal(written) in TOTALEN else code_of_table(written)


def is_gemeente(cel: CellValue) -> bool:
    """Whether a cell holds the code or the name of a gemeente that exists, or existed."""
    return gemeenten.naam(gemeente(cel) or "") is not None


def hoort_bij(code: str) -> str | None:
    """The gemeente of today that an odd or old code points at; None when it says nothing."""
    numbers = {digits.lstrip("0").zfill(4) for digits in _CIJFERS.findall(code)}
    nearby = {number for number in numbers if gemeenten.naam(number) is not None}
    found = nearby.pop() if len(nearby) == 1 else gemeente(code)
    if found is None or found in (TOTAAL, ONBEKEND):
        return None
    while opvolger := _opvolgers().get(found):
        found = opvolger
    return None if found == code else found


@cache
def _opvolgers() -> dict[str, str]:
    return dict(gemeenten.tabel().select("code", "opvolger").drop_nulls().iter_rows())


@cache
def _per_naam() -> dict[str, str]:
    """Every name with its code; also without an addition such as (O.) where that leaves one gemeente."""
    named = list(gemeenten.tabel().select("code", "naam").iter_rows())
    short: dict[str, list[str]] = {}
    for code, naam in named:
        short.setdefault(kaal(_TOEVOEGING.sub("", naam)), []).append(code)
    unique = {naam: codes[0] for naam, codes in short.items() if len(codes) == 1}
    return unique | {kaal(naam): code for code, naam in named} | _VOLKSMOND


def _zonder_soort(naam: str) -> str:
    """The bare name without the word gemeente."""
    return kaal(_SOORT.sub(" ", naam))
