"""Changes to a delivery that leave it JSON, mostly: what a coverage-guided run tries beside single bytes."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from ddas_report.model.delivery import LISTS, OBJECTS, TRAJECT, WAARDENLIJSTEN

Spot = tuple[Any, Any]
"""A dict or list, and a key or index in it."""

WAARDEN: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, 5000.0, 2**31, 2**63, 2**64, -(2**63) - 1, 1e308, -1e308, 10**400),
    *("", " ", "x", "0153", "GM0153", "totaal", "onbekend", "\ud800", "\x00", "\u202e", "=1+1", "z" * 300, "€"),
    *("2024-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "2024-03-01", "2024-12-31", "2025-01-15T09:30:00Z"),
    *(999990019, "999990019", [], {}, [None], [[]], [{}], {"": ""}, float("nan"), float("inf")),
    *(naam for namen in WAARDENLIJSTEN.values() for naam in namen),
)
NAMEN = (
    *TRAJECT,
    *OBJECTS,
    *LISTS,
    *(veld for velden in (*OBJECTS.values(), *LISTS.values()) for veld in velden),
    *("leveringen", "schuldhulptrajecten", "aanleverende_organisatie", "schuldeiser", "teller", "formaat", "", "x"),
)


def muteer(data: bytes, toeval: random.Random) -> bytes | None:
    """The same JSON with one to three changes; None when this is no JSON that can be changed so."""
    try:
        tree = [json.loads(data)]
        for _ in range(toeval.randint(1, 3)):
            toeval.choice(_MUTATIES)(toeval.choice([*_plekken(tree)]), tree, toeval)
        tekst = json.dumps(tree[0], ensure_ascii=toeval.random() < 0.5)
    except (ValueError, RecursionError):
        return None
    if toeval.random() < 0.1:
        tekst = _dubbele_sleutel(tekst, toeval)
    return tekst.encode("utf-8", "replace")


def _plekken(node: Any) -> Iterator[Spot]:
    """Every place in a tree, at most so many that it stays quick."""
    waiting = [node]
    seen = 0
    while waiting and seen < 5000:
        part = waiting.pop()
        for key in part if isinstance(part, dict) else range(len(part)):
            seen += 1
            yield part, key
            if isinstance(part[key], dict | list):
                waiting.append(part[key])


def _een_van(values: Sequence[Any], toeval: random.Random) -> Any:
    """A copy of one, for a list that came into a tree is changed there, and would come to hang in itself."""
    return deepcopy(toeval.choice(values))


def _vervang(plek: Spot, tree: Any, toeval: random.Random) -> None:
    plek[0][plek[1]] = _een_van(WAARDEN, toeval)


def _verwijder(plek: Spot, tree: Any, toeval: random.Random) -> None:
    if plek[0] is not tree:
        del plek[0][plek[1]]


def _verplaats(plek: Spot, tree: Any, toeval: random.Random) -> None:
    """Another part of the same tree in this place; a copy, for a tree has no circles."""
    container, key = toeval.choice([*_plekken(tree)])
    plek[0][plek[1]] = json.loads(json.dumps(container[key]))


def _voeg_toe(plek: Spot, tree: Any, toeval: random.Random) -> None:
    value = plek[0][plek[1]]
    if isinstance(value, list):
        value.append(_een_van([*value, *WAARDEN], toeval))
    elif isinstance(value, dict):
        value[toeval.choice(NAMEN)] = _een_van(WAARDEN, toeval)


def _herhaal(plek: Spot, tree: Any, toeval: random.Random) -> None:
    value = plek[0][plek[1]]
    if isinstance(value, list) and len(value) < 50:
        plek[0][plek[1]] = json.loads(json.dumps(value * toeval.randint(2, 5)))


def _nest(plek: Spot, tree: Any, toeval: random.Random) -> None:
    for _ in range(toeval.choice((1, 2, 20, 300))):
        plek[0][plek[1]] = [plek[0][plek[1]]] if toeval.random() < 0.5 else {toeval.choice(NAMEN): plek[0][plek[1]]}


def _dubbele_sleutel(tekst: str, toeval: random.Random) -> str:
    """A field in front of the others of an object, which may hold it too."""
    places = [place for place, teken in enumerate(tekst) if teken == "{" and tekst[place + 1 : place + 2] == '"']
    if not places:
        return tekst
    place = toeval.choice(places) + 1
    return f"{tekst[:place]}{json.dumps(toeval.choice(NAMEN))}: {json.dumps(toeval.choice(WAARDEN))}, {tekst[place:]}"


_MUTATIES: tuple[Callable[[Spot, Any, random.Random], None], ...] = (
    _vervang,
    _vervang,
    _verwijder,
    _verplaats,
    _voeg_toe,
    _herhaal,
    _nest,
)
