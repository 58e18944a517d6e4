"""Where each levering and each traject of a delivery begins in its text."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from json import JSONDecoder

LARGEST = 5_000_000
"""Bytes; in a larger file nobody looks for a line, and finding it takes as long as reading."""

Positions = dict[tuple[int | None, int | None], tuple[int, int]]
"""Line and column, both counted from 1, of a levering (and None) or a traject in it; of the file as (None, None)."""

_SPACE = re.compile(r"[ \t\n\r]*")
_skip = JSONDecoder().raw_decode


def positions(data: bytes) -> Positions:
    """The places in a text that was read as a delivery; without those in a part that only a tolerant parser reads."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    found: dict[tuple[int | None, int | None], int] = {(None, None): 0}
    with suppress(ValueError, RecursionError, IndexError):
        for naam, at in _members(text, _after(text, 0)):
            for levering, start in enumerate(_items(text, at) if naam == "leveringen" else ()):
                found[levering, None] = start
                _trajecten(text, levering, start, found)
    return _by_line(text, found)


def _trajecten(text: str, levering: int, start: int, found: dict[tuple[int | None, int | None], int]) -> None:
    for naam, at in _members(text, start):
        if naam == "schuldhulptrajecten":
            found |= {(levering, traject): begin for traject, begin in enumerate(_items(text, at))}


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The names in the object that begins there, and where the value of each begins."""
    for begin in _parts(text, at, "{}", lambda place: _value(text, place)[1]):
        yield _value(text, begin)


def _value(text: str, at: int) -> tuple[str, int]:
    naam, end = _skip(text, at)
    return naam, _after(text, _after(text, end) + 1)


def _items(text: str, at: int) -> Iterator[int]:
    """Where each value of the list that begins there begins."""
    return _parts(text, at, "[]", lambda place: place)


def _parts(text: str, at: int, brackets: str, value_of: Callable[[int], int]) -> Iterator[int]:
    if text[at] != brackets[0]:
        return
    at = _after(text, at + 1)
    while text[at] != brackets[1]:
        yield at
        at = _after(text, _skip(text, value_of(at))[1])
        if text[at] == ",":
            at = _after(text, at + 1)


def _after(text: str, at: int) -> int:
    """Past the white space that stands there."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _by_line(text: str, found: dict[tuple[int | None, int | None], int]) -> Positions:
    """Offsets as line and column; they rise, so the text is gone through once."""
    line, seen, made = 1, 0, {}
    for key, offset in sorted(found.items(), key=lambda item: item[1]):
        line += text.count("\n", seen, offset)
        seen = offset
        made[key] = line, offset - text.rfind("\n", 0, offset)
    return made
