"""The Dutch sentences of schema findings; never a value from the file."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from ddas_report.model.schema import field_names

_TYPES = {
    "object": "een groep velden tussen accolades { } zijn",
    "array": "een lijst tussen blokhaken [ ] zijn",
    "string": "tekst zijn",
    "integer": "een geheel getal zijn",
    "boolean": "true of false zijn, zonder aanhalingstekens",
}
_FORMATS = {
    "date": "een bestaande datum zijn, geschreven als JJJJ-MM-DD (bijvoorbeeld 2024-05-31)",
    "date-time": "een datum en tijd met tijdzone zijn (bijvoorbeeld 2024-05-31T09:30:00+02:00)",
    "email": "een e-mailadres zijn (bijvoorbeeld naam@organisatie.nl)",
}
_AANTALLEN = {1: "één", 2: "twee"}
_LANGSTE_NAAM = 40
_SIGNS = str.maketrans("", "", " _-.")

EMPTY = "leeg"

_OF_JSON = frozenset(
    {
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "$comment",
        "$type",
        "@context",
        "@id",
        "@type",
        "@odata.context",
        "@odata.type",
        "_id",
        "_type",
        "_comment",
        "__type",
    }
)
"""Names that editors and programs write into JSON themselves: they tell nothing of anybody."""


def kind_of(value: object) -> str:
    """What a JSON value is, in Dutch words; `EMPTY` for null."""
    match value:
        case None:
            return EMPTY
        case bool():
            return "true of false"
        case int():
            return "een getal"
        case float():
            return "een getal" if value.is_integer() else "een getal met decimalen"
        case str():
            return "tekst"
        case dict():
            return "een groep velden"
        case _:
            return "een lijst"


def subject(doel: str, stappen: tuple[str, ...]) -> str:
    """What a finding is about, as the start of a sentence; `[]` in the steps is an item of a list."""
    if not stappen:
        return "De levering" if doel == "document" else "Een onderdeel van de lijst 'schuldhulptrajecten'"
    if stappen[-1] == "[]":
        return f"Een onderdeel van de lijst '{stappen[-2]}'"
    return f"Het veld '{stappen[-1]}'"


def wrong_type(wie: str, deel: Mapping[str, Any], gevonden: str, verplicht: bool) -> str:
    """For a value of another type than the schema asks; `deel` is the schema of the value."""
    if gevonden == EMPTY:
        advies = "vul het in" if verplicht else "laat het veld weg als u niets weet"
        if wie.startswith("Een onderdeel"):
            advies = "haal het onderdeel weg als u niets weet"
        return f"{wie} mag niet leeg (null) zijn: {advies}."
    eis = _FORMATS[deel["format"]] if "format" in deel else _TYPES[deel["type"]]
    hulp = ""
    if "enum" in deel:
        hulp = _allowed(deel)
    elif eis == _TYPES["string"] and "getal" in gevonden:
        hulp = " Zet de waarde tussen aanhalingstekens."
    return f"{wie} moet {eis}, maar er staat {gevonden}.{hulp}"


def wrong_value(wie: str, deel: Mapping[str, Any]) -> str:
    """For a value that is not in the value list."""
    return f"{wie} heeft een waarde die niet in de lijst staat.{_allowed(deel)}"


def wrong_format(wie: str, deel: Mapping[str, Any]) -> str:
    """For a text that is not written as it should be."""
    return f"{wie} moet {_FORMATS[deel['format']]}."


def missing(naam: str) -> str:
    """For a required field that is not there."""
    return f"Het verplichte veld '{naam}' ontbreekt."


def too_few(veld: str, deel: Mapping[str, Any], verplicht: bool) -> str:
    """For a list with fewer items than the schema asks."""
    hulp = "" if verplicht else " Laat het veld weg als u niets weet."
    return f"De lijst '{veld}' is leeg. {_bounds(deel)}{hulp}"


def too_many(veld: str, deel: Mapping[str, Any]) -> str:
    """For a list with more items than the schema allows."""
    return f"De lijst '{veld}' is te lang. {_bounds(deel)}"


def unknown(naam: str, deel: Mapping[str, Any]) -> str:
    """For a field the exchange model does not know in that place; `naam` comes from the file."""
    which = f"Het veld '{naam}'" if _is_known(naam) else f"Een veld met een {shown(naam)}"
    tekst = f"{which} hoort hier niet thuis. Verwijder het of gebruik de juiste naam."
    bijna = nearest(naam, tuple(deel["properties"]))
    return f"{tekst} Bedoelde u '{bijna}'?" if bijna else tekst


def shown(naam: str) -> str:
    """The name of a field in the file, when it is one of the model, however it is written, or of JSON; else its length.

    A file may hold anything as a name, what was noted of a client as well.
    """
    return naam if _is_known(naam) else f"naam van {len(naam)} teken{'s' * (len(naam) != 1)}"


@lru_cache(maxsize=4096)
def identity(naam: str) -> int:
    """A number that tells names apart of which `shown` makes the same; it is for counting, and goes into no output."""
    return int.from_bytes(blake2b(naam.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _is_known(naam: str) -> bool:
    return naam in _OF_JSON or (len(naam) <= _LANGSTE_NAAM and _bare(naam) in _bare_names())


def _bare(naam: str) -> str:
    """Without what names are written with in different ways: capitals, and signs between words."""
    return naam.translate(_SIGNS).casefold()


@cache
def _bare_names() -> frozenset[str]:
    return frozenset(map(_bare, field_names()))


def _allowed(deel: Mapping[str, Any]) -> str:
    return f" Toegestaan: {', '.join(deel['enum'])}."


def _bounds(deel: Mapping[str, Any]) -> str:
    minste = f"ten minste {_AANTALLEN[deel['minItems']]} {deel['items']['title'].lower()}"
    hoogste = f", en ten hoogste {_AANTALLEN[deel['maxItems']]}" if "maxItems" in deel else ""
    return f"Er hoort {minste} in te staan{hoogste}."


@lru_cache(maxsize=4096)
def nearest(naam: str, bekend: tuple[str, ...]) -> str | None:
    """The known name that a name from the file resembles, if any."""
    if len(naam) > _LANGSTE_NAAM:
        return None
    folded = naam.casefold()
    parts = {*map("".join, pairwise(folded))}
    alike = {known: name for known, name, own in _folded(bekend) if not parts.isdisjoint(own)}
    near = get_close_matches(folded, alike, n=1, cutoff=0.75) if alike else []
    return alike[near[0]] if near else None


@cache
def _folded(bekend: tuple[str, ...]) -> list[tuple[str, str, set[str]]]:
    """Each name without capitals, as it is, and its pairs of letters: names without a pair in common are not alike."""
    return [(name.casefold(), name, {*map("".join, pairwise(name.casefold()))}) for name in bekend]
