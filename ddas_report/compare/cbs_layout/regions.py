"""Which gemeente the code and the name on a row mean, if they mean one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from ddas_report.compare.cbs_layout.headings import bare, words
from ddas_report.model import gemeenten
from ddas_report.model.delivery import ONBEKEND, TOTAAL

CODE_HEADINGS = words(
    "gemeentecode gemeentecodes gmcode gemcode code codes codegemeente cbscode regiocode codering gemeentenummer"
)
NAME_HEADINGS = words("gemeente gemeenten gemeentenaam gemeentenamen naamgemeente naam")
AREA_HEADINGS = words("regio regios regionaam gebied gebieden naamregio")
"""Headings of a column that may hold gemeenten, when no other does."""

_TOTALS = frozenset({"totaal", "total", "eindtotaal", "totaalgeneraal", "allegemeenten"})
_COUNTRY = frozenset({"nederland", "nl", "landelijk", "landelijktotaal", "heelnederland"})
_CODE = re.compile(r"(GM)?[ -]?([0-9]{1,4})(?:\.0)?", re.IGNORECASE)
_OTHER_CODE = re.compile(r"(?!GM)[A-Z]{2,9}[ -]?[0-9]{1,10}|GM[0-9]{5,}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")
_KIND = re.compile(r"\bgemeente\b", re.IGNORECASE)
_ADDITION = re.compile(r"\([^)]*\)")
_AREA = re.compile(r"\((?:PV|CR|LD|AM|VR|GG|RE)\)|\b(?:provincie|landsdeel|corop\w*|\w*regio)\b", re.IGNORECASE)
_PLACES = r"woonplaats\w*|vestiging\w*|kantoor|kantoren|wijk(?:en|naam|code)?|buurt(?:en|naam|code)?|kernen"
"""What lies within a gemeente."""

_PLACE = re.compile(_PLACES, re.IGNORECASE)
_DIVISION = re.compile(
    rf"\b(?:provincies?|provincienaam|corop\w*|landsdeel|landsdelen|\w+regio(?:'?s|naam)?|{_PLACES})\b", re.IGNORECASE
)
_POPULAR_NAMES = {"denhaag": "0518", "denbosch": "0796"}
"""Names that everyone uses but the list of gemeenten."""


class Kind(StrEnum):
    """What a cell in a column of gemeenten is."""

    CODE = "code"
    NAME = "naam"
    TOTAL = "totaal"
    UNKNOWN = "onbekend"
    """The gemeente is said not to be known."""
    OTHER = "ander gebied"
    TEXT = "tekst"
    """A name that we do not know, or of several gemeenten."""


@dataclass(frozen=True, slots=True)
class Area:
    """What a cell says of where a row is about; `plain` says that a code is bare digits, without GM or leading zero."""

    kind: Kind
    code: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The gemeente of a row, and why its figures are not to be compared: there is none, or something is wrong."""

    code: str = ""
    reden: str = ""
    soort: str = "geen gemeente"
    """The reason in a word or two."""


@lru_cache(maxsize=8192)
def area(text: str) -> Area:
    """What a cell in a column of gemeenten is."""
    text = text.removeprefix("'").strip()
    if match := _CODE.fullmatch(text):
        return Area(Kind.CODE, match[2].zfill(4), not match[1] and len(match[2]) < 4)
    naam = bare(text)
    if naam in _TOTALS:
        return Area(Kind.TOTAL, TOTAAL)
    if naam == ONBEKEND:
        return Area(Kind.UNKNOWN, ONBEKEND)
    if _OTHER_CODE.fullmatch(text) or naam in _COUNTRY:
        return Area(Kind.OTHER)
    code = _by_name().get(_without_kind(text))
    return Area(Kind.NAME, code) if code else Area(Kind.TEXT)


def is_gemeente(text: str) -> bool:
    """Whether a text is the code or the name of a gemeente that exists, or existed."""
    found = area(text)
    return found.kind in (Kind.CODE, Kind.NAME) and gemeenten.name(found.code) is not None


def agree(code: str, text: str) -> bool | None:
    """Whether a code and a name are of one gemeente; None when the name tells nothing."""
    found = area(text)
    if found.kind is Kind.TEXT:
        short = _short(text)
        return (short == _short(gemeenten.name(code) or "")) if len(_by_short_name().get(short, ())) > 1 else None
    return found.code == code if found.kind in (Kind.NAME, Kind.CODE) else None


def resolve(texts: Sequence[str], provinces: bool) -> Found:
    """The gemeente of a row, from its codes (first) and names; they must not contradict each other.

    `provinces` says that the names of provinces stand among these rows, so that Utrecht alone tells nothing.
    """
    filled = [(text, area(text)) for text in texts if text]
    if not filled:
        return Found(reden="op deze rij staat geen gemeente")
    if any(found.kind is Kind.OTHER for _, found in filled):
        return Found(reden="deze rij gaat niet over een gemeente")
    codes = [found.code for _, found in filled if found.kind is Kind.CODE]
    if codes:
        if any(agree(codes[0], text) is False for text, _ in filled):
            return Found(reden="de code en de naam op deze rij horen niet bij dezelfde gemeente")
        if any(found.kind in (Kind.TOTAL, Kind.UNKNOWN) for _, found in filled):
            return Found(reden="op deze rij staat een code bij een totaal")
        return Found(codes[0])
    named = {found.code for _, found in filled if found.code}
    if len(named) > 1:
        return Found(reden="op deze rij staan twee gemeenten")
    if not named:
        return Found(reden="de naam op deze rij is niet van één gemeente")
    code = named.pop()
    if provinces and gemeenten.name(code) in province_names():
        return Found(reden="deze naam kan van de provincie zijn of van de gemeente")
    return Found(code)


@cache
def province_names() -> frozenset[str]:
    """The names of the provinces."""
    return frozenset(gemeenten.table()["provincie"].drop_nulls().unique())


def is_province(text: str) -> bool:
    """Whether a text is the bare name of a province and of no gemeente; Drenthe (PV) tells itself apart."""
    return area(text).kind is Kind.TEXT and bare(text) in {*map(bare, province_names()), "fryslan"}


def is_other_area(text: str) -> bool:
    """Whether a text is of an area that gemeenten lie in: above rows of gemeenten it narrows nothing down."""
    return is_province(text) or area(text).kind is Kind.OTHER or bool(_AREA.search(text))


def heads_places(kop: str) -> bool:
    """Whether a heading is of the places or offices of a gemeente, so that each row counts a part of it."""
    return bool(_PLACE.fullmatch(bare(kop)))


def divides_otherwise(texts: Iterable[str]) -> bool:
    """Whether the titles of a table and the headings of its places tell of other areas than gemeenten, and of no gemeente.

    Many of these bear the name of a gemeente: Utrecht, Zwolle. A column beside them may tell in which province each lies.
    """
    told = [*texts]
    return any(_DIVISION.search(text) for text in told) and not any("gemeente" in text.casefold() for text in told)


def gemeente_meant(code: str) -> str | None:
    """The gemeente of today that an odd or old code points at; None when it says nothing."""
    numbers = {digits.lstrip("0").zfill(4) for digits in _DIGITS.findall(code)}
    nearby = {number for number in numbers if gemeenten.name(number) is not None}
    found = nearby.pop() if len(nearby) == 1 else (area(code).code or None)
    if found is None or found in (TOTAAL, ONBEKEND):
        return None
    found = gemeenten.successor(found) or found
    return None if found == code else found


@cache
def _by_name() -> dict[str, str]:
    """Every name with its code; also without an addition such as (O.) where that leaves one gemeente."""
    unique = {naam: codes[0] for naam, codes in _by_short_name().items() if len(codes) == 1}
    named = gemeenten.table().select("code", "naam").iter_rows()
    return unique | {bare(naam): code for code, naam in named} | _POPULAR_NAMES


@cache
def _by_short_name() -> dict[str, list[str]]:
    """Every bare name without an addition, with the codes of all gemeenten that have it."""
    found: dict[str, list[str]] = {}
    for code, naam in gemeenten.table().select("code", "naam").iter_rows():
        found.setdefault(_short(naam), []).append(code)
    return found


def _short(naam: str) -> str:
    """The bare name without an addition such as (O.)."""
    return bare(_ADDITION.sub("", naam))


def _without_kind(naam: str) -> str:
    """The bare name without the word gemeente."""
    return bare(_KIND.sub(" ", naam))
