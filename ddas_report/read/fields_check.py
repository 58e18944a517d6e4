"""Fields the schema lets pass: unknown names in tolerant objects, and keys that occur twice."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

import orjson

from ddas_report.model.masking import Kind, looks_like
from ddas_report.model.place import UNKNOWN, Place, Step
from ddas_report.model.schema import expanded, field_names, of_traject
from ddas_report.read.document import Chunk, Document
from ddas_report.read.messages import identity, nearest, shown

_NESTS = (dict, list)
_QUOTE = b'"'
_ESCAPED = b"\\u0022"
"""The other way to write a quote within a text."""


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """A field worth a word: where, its name as far as it may be shown, and the known name it resembles."""

    plaats: Place
    veld: str
    bedoeld: str | None = None
    lijkt_op: Kind | None = None
    """What the name itself looks like."""
    _: KW_ONLY
    identity: int = field(default=0, compare=False, repr=False)
    """Tells names apart that are shown alike."""


def unknown_fields(plaats: Place, traject: object) -> list[FieldFinding]:
    """Names the exchange model does not know, in the nested objects of a traject."""
    found: list[FieldFinding] = []
    _gather(found, plaats, (), traject, of_traject(expanded()), tolerant=False)
    return found


def unknown_in_skeleton(skelet: object) -> list[FieldFinding]:
    """The same around the trajecten."""
    found: list[FieldFinding] = []
    _gather(found, Place(), (), skelet, expanded(), tolerant=False)
    return found


def _gather(
    found: list[FieldFinding], root: Place, steps: tuple[Step, ...], value: Any, deel: Mapping[str, Any], tolerant: bool
) -> None:
    if type(value) is list and "items" in deel:
        items = deel["items"]
        tolerates = _tolerates(items)
        for index, item in enumerate(value):
            if item and type(item) in _NESTS:
                _gather(found, root, (*steps, index), item, items, tolerates)
    elif type(value) is dict and "properties" in deel:
        known = deel["properties"]
        if tolerant and not value.keys() <= known.keys():
            plaats, names = root.down(*steps), tuple(known)
            told = ((_told(naam, names), identity(naam)) for naam in sorted(value.keys() - known.keys()))
            found += [FieldFinding(plaats, *words, identity=number) for words, number in told]
        for naam, item in value.items():
            if item and type(item) in _NESTS and naam in known:
                _gather(found, root, (*steps, naam), item, known[naam], _tolerates(known[naam]))


@lru_cache(maxsize=4096)
def _told(naam: str, bekend: tuple[str, ...]) -> tuple[str, str | None, Kind | None]:
    """What is told of an unknown name, in the order of a FieldFinding."""
    return shown(naam), nearest(naam, bekend), looks_like(naam)


def _tolerates(deel: Mapping[str, Any]) -> bool:
    return deel.get("additionalProperties", True) is not False


def quotes(chunk: Chunk) -> int:
    """How many quotes stand in its trajecten as they were encoded again."""
    return sum(text.count(_QUOTE) for text in chunk.canoniek)


def duplicates(document: Document, inside: int) -> list[FieldFinding]:
    """The keys that stand twice in one object; `inside` is the number of quotes in the trajecten encoded again.

    A key that was lost took its quotes along, so one count over the file tells whether there is anything to look for.
    """
    around = orjson.dumps(document.skelet).count(_QUOTE)
    if not _lost(document.text, inside + around):
        return []
    return [*_around(document, around), *chain.from_iterable(map(_inside, document.chunks()))]


def _around(document: Document, again: int) -> list[FieldFinding]:
    """Outside the trajecten."""
    inside = sum(b"".join(ruw).count(_QUOTE) for _, ruw in document.parts())
    if not _lost(document.text, inside + again):
        return []
    return [vondst for vondst in duplicate_keys(Place(), document.text) if vondst.plaats.traject is None]


def _inside(chunk: Chunk) -> list[FieldFinding]:
    items = zip(chunk.plaatsen, chunk.ruw, chunk.canoniek, strict=True)
    suspect = ((plaats, bytes(ruw)) for plaats, ruw, canoniek in items if _lost(bytes(ruw), canoniek.count(_QUOTE)))
    return [vondst for plaats, text in suspect for vondst in duplicate_keys(Place(None, *plaats), text)]


def _lost(text: bytes, again: int) -> bool:
    """Whether a key may have been lost when this text was decoded, and encoded again with so many quotes."""
    return text.count(_QUOTE) != again or (b"\\" in text and _ESCAPED in text)


def duplicate_keys(plaats: Place, text: bytes) -> list[FieldFinding]:
    """Every key that stands twice in one object of this JSON text, the slow and certain way."""
    tree = json.loads(text, object_pairs_hook=_keep_doubles, parse_int=float)  # int() refuses thousands of digits
    return list(_doubles(plaats, (), tree))


class _Dubbel(dict[str, Any]):
    doubles: Sequence[str] = ()


def _keep_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = _Dubbel(pairs)
    if len(result) < len(pairs):
        counts = Counter(naam for naam, _ in pairs)
        result.doubles = sorted(naam for naam, count in counts.items() if count > 1)
    return result


def _doubles(root: Place, steps: tuple[Step, ...], value: object) -> Iterator[FieldFinding]:
    if isinstance(value, _Dubbel):
        yield from (FieldFinding(root.down(*steps), shown(naam)) for naam in value.doubles)
        for naam, item in value.items():
            yield from _doubles(root, (*steps, naam if naam in field_names() else UNKNOWN), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _doubles(root, (*steps, index), item)
