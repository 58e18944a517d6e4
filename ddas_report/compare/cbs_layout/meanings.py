"""What a text above or beside a cell says of it: the figure, the period, the sex, the unit, or something else."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ddas_report.compare.cbs_layout.headings import Headings, words
from ddas_report.compare.cbs_layout.spans import Span, spans
from ddas_report.compare.spreadsheet.number_formats import THOUSANDS

_MAN, _VROUW = frozenset({"man", "mannen", "mannelijk"}), frozenset({"vrouw", "vrouwen", "vrouwelijk"})
_TOTAL = frozenset({"totaal", "totalen", "total", "alle", "allen", "beide", "geslacht", "geslachten", "leeftijden"})
_DERIVED = words(
    "verschil verschillen mutatie mutaties toename afname groei daling stijging ontwikkeling verandering index "
    "gemiddeld gemiddelde mediaan prognose raming doel norm streefwaarde rang rangorde delta vorig vorige inwoner "
    "inwoners per1000 saldo"
)
_NEUTRAL = words(
    "aantal aantallen abs absoluut absolute bsn bsns s cbs cijfer cijfers client clienten cliënt cliënten ddas de definitief "
    "definitieve een einde en fase fasen gegevens gemeente gemeenten geteld het hulp in jaar kerncijfers laatste met n naar "
    "nader onderwerp op orde overzicht per periode perioden personen rapport resultaten schuldhulp schuldhulptrajecten "
    "schuldhulpverlening shv stand stap stappen start status tabel tellingen telling traject trajecten uitkomsten unieke "
    "actieve van voor voorlopig voorlopige waarde waarden value values peildatum peiljaar verslagjaar indicator algemeen "
    "of op bij"
)
_MAKING = re.compile(
    r"\b(?:gemaakt|bron|publicatie|gepubliceerd|gewijzigd|versie|download|gedownload|datum|export|bijgewerkt|afgedrukt|"
    r"opgehaald|gegenereerd|contact|copyright)\b|©"
)
_PERCENT = re.compile(r"[%‰]|\b(?:procent(?:en)?|promille|percentages?|perc|pct|aande(?:el|len))\b")
_AMOUNT = re.compile(r"€|\b(?:euro|euros|eur|bedrag|bedragen)\b")
_PER = re.compile(
    r"\bper\s+(?:1|10|100)[. ]?0{2,3}(?:[. ]?0{3})?\b|\bper\s+(?:duizend|honderdduizend|miljoen|inwoner|hoofd)\w*"
)
_GROUP = (
    r"\b(?:jongeren|jongvolwassenen|ouderen|minderjarigen|kinderen|ondernemers?|zelfstandigen?|zzp(?:['’-]?ers?)?|statushouders?|"
    r"nieuwkomers?|alleenstaanden?|eenouder\w*|gezinnen|studenten|werkenden|werklozen|uitkeringsgerechtigden|huurders|"
    r"daklozen|thuislozen|vluchtelingen|gepensioneerden)\b"
)
_PART = re.compile(
    rf"{_GROUP}|"
    r"\b[0-9]{1,3} ?(?:tot|t/m|-|–) ?[0-9]{1,3} ?jaar|\bleeftijd\w*:? [0-9]|\b(?:tot|onder|onder de) [0-9]{1,3} jaar|"
    r"\b(?!18\b)[0-9]{1,3} jaar (?:en|of) (?:ouder|jonger)|\b(?!18)[0-9]{2}[- ]?(?:plus\w*|minners?)"
)
_AS_WELL = re.compile(
    r"\b(?:inclusief|incl\.?|ook|waaronder|onder wie|met (?:en|of) zonder)(?: (?:de|aan|van|voor|bij|alle))* "
    rf"{_GROUP}(?:(?:, {_GROUP})* (?:en|of) {_GROUP})?"
)
"""Groups that are counted with all others; what stands right behind such a word and no further."""

_ESTIMATES = r"(?:verschil(?!lend)|mutatie|toename|afname|prognose|raming|indexcijfer)\w*"
_DENIED = re.compile(rf"\b(?:geen|zonder) (?:{_ESTIMATES}|gemiddeld\w*|mediaan)(?:(?:,| en| of) {_ESTIMATES})*")
_FOOTNOTE = re.compile(r"[¹²³⁴⁵*]+|(?<=\w)\s+[0-9a-z]\)(?=\s|$)")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NUMBERED = re.compile(r"\b(tabel|stap|fase|blad)\s+[0-9]{1,2}(?:\.[0-9])?\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a text says. `rest` holds words that we do not know and that may narrow down what is counted."""

    id: str = ""
    spans: tuple[Span, ...] = ()
    sex: str = ""
    total: bool = False
    unit: str = ""
    """A percentage, an amount or thousands: what a count is not written in."""
    derived: bool = False
    """Whether it tells of a difference, a mean or the like, instead of a count."""
    made: bool = False
    """Whether it tells where the table comes from, so that its dates are no period."""
    rest: str = ""

    @property
    def only_beside(self) -> bool:
        """Whether the text says something of a figure without being one, and without unknown words."""
        return not self.id and not self.rest


def means(text: str, known: Headings) -> Meaning:
    """What a text says, for the figures that are known."""
    return _means(text[:300], known)


def is_rate(text: str) -> bool:
    """Whether a text tells of a number per so many inhabitants."""
    return bool(_PER.search(text.casefold()))


def part_named(text: str) -> str:
    """The words of a text that name a group of people, so that not everyone is counted; empty when there are none."""
    found = _PART.search(_AS_WELL.sub(" ", text.casefold()))
    return found[0] if found else ""


def no_count_named(text: str) -> str:
    """The word of a title that makes its whole table one of differences, estimates or means; empty when none does.

    A mean does so when the title tells of one thing: 'Trajecten en gemiddelde schuld' holds counts as well.
    """
    left = _DENIED.sub(" ", text.casefold())
    found = re.search(_ESTIMATES if " en " in left else rf"{_ESTIMATES}|gemiddeld|mediaan", left)
    return found[0] if found else ""


@lru_cache(maxsize=8192)
def _means(text: str, known: Headings) -> Meaning:
    folded = unicodedata.normalize("NFC", text).casefold()
    periods, left = spans(folded)
    unit = _unit(_PER.sub(" ", left))
    derived = bool(_PER.search(left)) or left.strip().startswith(("+/-", "δ"))
    bare = _FOOTNOTE.sub(" ", _PER.sub(" ", THOUSANDS.sub(" ", _AMOUNT.sub(" ", _PERCENT.sub(" ", left)))))
    bare = _NUMBERED.sub(r"\1", bare)
    inside = " ".join(part or other for part, other in _BRACKETS.findall(bare))
    outside = _BRACKETS.sub(" ", bare)
    id_, used = _figure(text, bare, outside, known)
    told = _WORD.findall(_without_accents(inside if id_ and used == "outside" else "" if id_ else bare))
    if id_ and used == "words":
        told = [word for word in _WORD.findall(_without_accents(bare)) if word in _MAN | _VROUW | _TOTAL]
    sexes = {"man" for word in told if word in _MAN} | {"vrouw" for word in told if word in _VROUW}
    derived = derived or any(word in _DERIVED for word in told)
    unknown = [w for w in told if w not in _NEUTRAL | _MAN | _VROUW | _TOTAL | _DERIVED]
    return Meaning(
        id=id_,
        spans=periods,
        sex=sexes.pop() if len(sexes) == 1 else "",
        total=len(sexes) == 2 or any(word in _TOTAL for word in told),
        unit=unit,
        derived=derived,
        made=bool(_MAKING.search(folded)),
        rest=" ".join(unknown),
    )


def _unit(text: str) -> str:
    if _PERCENT.search(text):
        return "percentage"
    if _AMOUNT.search(text):
        return "bedrag"
    return "duizendtallen" if THOUSANDS.search(text) else ""


def _figure(text: str, bare: str, outside: str, known: Headings) -> tuple[str, str]:
    """The figure of a text as it stands, without what is in brackets, or without the words for all and for a sex."""
    if id_ := known.id(text):
        return id_, "whole"
    if id_ := known.id(bare):
        return id_, "whole"
    if id_ := known.id(outside):
        return id_, "outside"
    beside = _MAN | _VROUW | _TOTAL
    left = [word for word in _WORD.findall(_without_accents(outside)) if word not in beside]
    if left and (id_ := known.id(" ".join(left))):
        return id_, "words"
    return "", ""


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
