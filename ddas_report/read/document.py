"""From bytes to a document: the parsed head of a delivery and its trajecten, still undecoded."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Any

import msgspec
import orjson

from ddas_report.model.errors import UnreadableFile
from ddas_report.model.reticent import Reticent
from ddas_report.model.wording import whole
from ddas_report.read.page import unwrap
from ddas_report.read.records import Record, decoder, encoder, lenient
from ddas_report.read.text import not_json

CHUNK = 500
"""Trajecten decoded at a time: large enough for speed, small enough to keep the object tree out of memory."""

MAX_LEVERINGEN = 10_000
"""A delivery has one for each organisation, of which there are some hundreds; every one is judged as a whole."""

MAX_TRAJECTEN = 1_000_000
"""In all files together; one message of the API holds at most 25,000."""

MOST_OF_SIZE = ((60, 60_000), (500, 100_000))
"""How many trajecten are read when they are of fewer bytes than this on average; a real one has some thousands."""

Numbers = tuple[int, int]
"""The number of a levering and the position of a traject in it, both from 0."""

NotFastToRead = (msgspec.DecodeError, orjson.JSONDecodeError, orjson.JSONEncodeError, RecursionError)
"""What the fast parsers raise on text that only the reference parser can judge."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Chunk(Reticent):
    """Some trajecten in a row: where they stand, as written, as records, and encoded again in one and the same order.

    `afwijkend` holds what the strict decoder did not take, decoded, by its place in the chunk; its record is lenient.
    """

    plaatsen: list[Numbers]
    ruw: list[msgspec.Raw]
    records: list[Record | None]
    canoniek: list[bytes]
    afwijkend: dict[int, Any]


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Document(Reticent):
    """A delivery split without decoding its trajecten; `skelet` is the rest, with those lists emptied."""

    skelet: dict[str, Any]
    plaatsen: list[Numbers]
    ruw: list[msgspec.Raw]
    text: bytes
    """The delivery itself, without what stands around it in a response of the API."""
    is_response: bool = False
    paging: object = None
    """What a response says of its page, decoded."""

    def chunks(self) -> Iterator[Chunk]:
        """The trajecten in file order, decoded a chunk at a time; raises `NotFastToRead`."""
        return (_chunk(plaatsen, ruw) for plaatsen, ruw in self.parts())

    def parts(self) -> Iterator[tuple[list[Numbers], list[msgspec.Raw]]]:
        """The same, undecoded."""
        for first in range(0, len(self.ruw), CHUNK):
            yield self.plaatsen[first : first + CHUNK], self.ruw[first : first + CHUNK]


def _chunk(plaatsen: list[Numbers], ruw: list[msgspec.Raw]) -> Chunk:
    decode, encode = decoder(), encoder()
    chunk = Chunk(plaatsen=plaatsen, ruw=ruw, records=[], canoniek=[], afwijkend={})
    for index, text in enumerate(ruw):
        try:
            record = decode(text)
            canoniek = encode(record)
        except msgspec.DecodeError:
            value = orjson.loads(bytes(text))
            canoniek = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
            try:  # once more, for a key that stood twice counts as its last value
                record = decode(canoniek)
                canoniek = encode(record)
            except msgspec.DecodeError:
                chunk.afwijkend[index] = value
                record = lenient(value)
        chunk.records.append(record)
        chunk.canoniek.append(canoniek)
    return chunk


class _Levering(msgspec.Struct, forbid_unknown_fields=True):
    teller: msgspec.Raw
    aanleverende_organisatie: msgspec.Raw
    schuldhulptrajecten: list[msgspec.Raw]


class _Delivery(msgspec.Struct, forbid_unknown_fields=True):
    """What a delivery looks like when nothing around its trajecten is missing or unknown."""

    startdatumLevering: msgspec.Raw
    einddatumLevering: msgspec.Raw
    aanleverdatumEnTijd: msgspec.Raw
    codeGegevensleverancier: msgspec.Raw
    leveringen: list[_Levering]


def split(data: bytes) -> Document:
    """Split UTF-8 JSON without a byte order mark; raises UnreadableFile when it holds no leveringen."""
    try:
        delivery = msgspec.json.decode(data, type=_Delivery)
    except msgspec.DecodeError:
        root = _members(msgspec.Raw(data.lstrip()))
        if root is not None and (response := unwrap(root)):
            raw, paging = response
            return replace(split(bytes(raw)), is_response=True, paging=paging)
        return _split_any(data, root)
    _require_few(delivery.leveringen)
    skelet = _skelet(delivery)
    skelet["leveringen"] = [_skelet(levering) for levering in delivery.leveringen]
    lists = [levering.schuldhulptrajecten for levering in delivery.leveringen]
    require_readable(sum(map(len, lists)), len(data))
    plaatsen = chain.from_iterable(zip(repeat(index), range(len(trajecten))) for index, trajecten in enumerate(lists))
    return Document(skelet=skelet, plaatsen=[*plaatsen], ruw=[*chain.from_iterable(lists)], text=data)


def _skelet(part: _Delivery | _Levering) -> dict[str, Any]:
    """The fields of this part, decoded; lists are emptied."""
    raw = msgspec.structs.asdict(part)
    return {naam: [] if isinstance(value, list) else _decode(value) for naam, value in raw.items()}


def _split_any(data: bytes, root: dict[str, msgspec.Raw] | None) -> Document:
    """The same, in several passes, for a delivery of which anything may be missing, unknown or of the wrong type."""
    leveringen = None if root is None else _items(root.pop("leveringen", msgspec.Raw(b"null")))
    if root is None or leveringen is None:
        normalise(data)  # what is no JSON at all is told as that, with the place
        if root and _is_summary(root):
            raise UnreadableFile(
                "Het bestand is een samenvatting (op-orde.json) die ddas-report maakte, geen levering.",
                "Noem de levering zelf. Vergelijken met deze samenvatting kan met --vorige.",
            )
        raise _no_delivery(data)
    _require_few(leveringen)
    skelet: dict[str, Any] = {name: _decode(raw) for name, raw in root.items()}
    skelet["leveringen"] = []
    plaatsen: list[Numbers] = []
    ruw: list[msgspec.Raw] = []
    for index, levering in enumerate(leveringen):
        members = _members(levering)
        trajecten = None if members is None else _items(members.get("schuldhulptrajecten", msgspec.Raw(b"")))
        if members is None or trajecten is None:
            skelet["leveringen"].append(_decode(levering))
            continue
        members["schuldhulptrajecten"] = msgspec.Raw(b"[]")
        skelet["leveringen"].append({name: _decode(raw) for name, raw in members.items()})
        plaatsen += zip(repeat(index), range(len(trajecten)))
        ruw += trajecten
        require_readable(len(ruw), len(data))
    return Document(skelet=skelet, plaatsen=plaatsen, ruw=ruw, text=data)


def _no_delivery(data: bytes) -> UnreadableFile:
    """What to do about JSON that holds no leveringen; a delivery alone in a list need only lose its brackets."""
    items = _items(msgspec.Raw(data.strip())) or []
    held = [root for item in items if (root := _members(item)) and "leveringen" in root]
    alone = len(held) == len(items) == 1
    return UnreadableFile(
        "Het bestand is geen levering: op het hoogste niveau ontbreekt de lijst 'leveringen'.",
        ("De levering staat in een lijst: haal de eerste [ en de laatste ] weg. " if alone else "")
        + ("Er staan leveringen in een lijst: zet elke levering in een eigen bestand. " if len(held) > 1 else "")
        + "Controleer of u het juiste bestand koos. Een levering begint met "
        '{"startdatumLevering": …} en bevat "leveringen": [ … ].',
    )


def require_readable(trajecten: int, omvang: int) -> None:
    """Raise UnreadableFile when there are more trajecten, in so many bytes, than can be judged."""
    if trajecten > MAX_TRAJECTEN:
        raise UnreadableFile(
            "Er staan meer dan een miljoen trajecten in de levering; zoveel worden er niet gelezen.",
            "In heel Nederland zijn er minder. Vraag uw softwareleverancier om de export na te kijken.",
        )
    most = next((most for bytes_, most in MOST_OF_SIZE if omvang < trajecten * bytes_), MAX_TRAJECTEN)
    if trajecten > most:
        raise UnreadableFile(
            f"Er staan meer dan {whole(most)} trajecten in de levering, en die zijn bijna leeg; zoveel worden er niet gelezen.",
            "Vraag uw softwareleverancier om de export na te kijken.",
        )


def _is_summary(root: dict[str, msgspec.Raw]) -> bool:
    return bytes(root.get("formaat", b"")).startswith(b'"ddas-report/')


def _require_few(leveringen: Sequence[object]) -> None:
    if len(leveringen) > MAX_LEVERINGEN:
        raise UnreadableFile(
            f"In het bestand staan meer dan {whole(MAX_LEVERINGEN)} leveringen; zoveel worden er niet gelezen.",
            "Een levering is alles van één organisatie. Vraag uw softwareleverancier om de export na te kijken.",
        )


def normalise(data: bytes) -> bytes:
    """The same JSON in a form the fast parsers take, judged by the reference parser.

    Lone surrogates become the replacement character and numbers beyond a double its largest; raises
    UnreadableFile, with line and column, when the text is no JSON or nests too deep.
    """
    text = data.decode("utf-8")
    try:
        tree = json.loads(text, parse_constant=_refuser(text), parse_int=_whole, parse_float=_real)
        return json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")
    except json.JSONDecodeError as error:
        raise not_json(text, error.pos, error.msg) from None
    except RecursionError:
        raise TOO_DEEP from None


TOO_DEEP = UnreadableFile(
    "Het bestand is te diep genest: er staan honderden haken binnen elkaar.",
    "Een levering heeft acht niveaus. Vraag uw softwareleverancier om de export na te kijken.",
)


def _refuser(text: str) -> Callable[[str], float]:
    def refuse(constant: str) -> float:
        places = re.finditer(rf'"(?:[^"\\]|\\.)*"|({constant})', text)  # texts may hold that word too
        raise json.JSONDecodeError("Expecting value", text, next(p.start() for p in places if p[1]))

    return refuse


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 19 else _real(digits)


def _real(digits: str) -> float:
    return max(-sys.float_info.max, min(float(digits), sys.float_info.max))


def _decode(raw: msgspec.Raw) -> Any:
    return msgspec.json.decode(raw)


def _members(raw: msgspec.Raw) -> dict[str, msgspec.Raw] | None:
    return msgspec.json.decode(raw, type=dict[str, msgspec.Raw]) if _starts(raw, "{") else None


def _items(raw: msgspec.Raw) -> list[msgspec.Raw] | None:
    return msgspec.json.decode(raw, type=list[msgspec.Raw]) if _starts(raw, "[") else None


def _starts(raw: msgspec.Raw, bracket: str) -> bool:
    return bytes(memoryview(raw)[:1]) == bracket.encode()
