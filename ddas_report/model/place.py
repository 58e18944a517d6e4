"""Where something stands: data until it is printed, by the only code that prints it and reads it back."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ddas_report.model.delivery import LISTS

Step = str | int
"""The name of a field, or a position in a list counted from 0."""

UNKNOWN = "…"
"""Stands for a name from the file that the exchange model does not know: such a name is never shown."""

WHOLE = "het hele bestand"
SINGULAR = {
    "leveringen": "levering",
    "schuldhulptrajecten": "traject",
    "client": "cliënt",
    "schulden": "schuld",
    "crisisinterventies": "crisisinterventie",
    "moratoria": "moratorium",
    "voorlopigeVoorzieningen": "voorlopige voorziening",
    "contactpersonen": "contactpersoon",
}
"""One item of a list, in words."""

AFTER_FILE = ": "
"""Stands between the name of a file and the place in it."""

_REMEMBERED = 4096
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP = re.compile(rf"\.({_NAME.pattern})|\[([0-9]+)\]|\[({UNKNOWN})\]|\['((?:[^'\\]|\\.)*)'\]")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "$": "\\u0024"}
"""In a quoted name; a `$` is escaped too, so that the last `: $` of a printed place is always where its file ends."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, counted from 0; the empty place is the file as a whole.

    `bestand` is None when there is only one file; `traject` is the position in its levering, `positie` that in
    `lijst` of the traject, and `veld` are the steps that lead on from there.
    """

    bestand: str | None = None
    levering: int | None = None
    traject: int | None = None
    lijst: str | None = None
    positie: int | None = None
    veld: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The way from the top of the file, as the exchange model nests."""
        around: tuple[Step, ...] = () if self.levering is None else ("leveringen", self.levering)
        return (*around, *(() if self.traject is None else ("schuldhulptrajecten", self.traject)), *self.inside)

    @property
    def inside(self) -> tuple[Step, ...]:
        """The way on from its traject, or else from its levering or the top of the file."""
        if self.lijst is None or self.positie is None:
            return self.veld
        return self.lijst, self.positie, *self.veld

    def down(self, *steps: Step) -> "Place":
        """The place these steps further."""
        if self.traject is None:
            return at(*self.steps, *steps, bestand=self.bestand) if steps else self
        return _in_traject(self.bestand, self.levering, self.traject, (*self.inside, *steps)) if steps else self


def at(*steps: Step, bestand: str | None = None) -> Place:
    """The place to which these steps lead from the top of the file."""
    match steps:
        case ("leveringen", int(levering), "schuldhulptrajecten", int(traject), *inside):
            return _in_traject(bestand, levering, traject, tuple(inside))
        case ("leveringen", int(levering), *veld):
            return Place(bestand, levering, veld=tuple(veld))
        case _:
            return Place(bestand, veld=steps)


def _in_traject(bestand: str | None, levering: int | None, traject: int, steps: tuple[Step, ...]) -> Place:
    match steps:
        case (str(lijst), int(positie), *_) if lijst in LISTS:
            return Place(bestand, levering, traject, lijst, positie, steps[2:])
    return Place(bestand, levering, traject, veld=steps)


def json_path(place: Place) -> str:
    """For machines: the JSONPath, counted from 0, behind the name of the file when that is one of several."""
    return before(place) + "$" + print_steps(place.steps)


def words(place: Place) -> str:
    """For people: counted from 1, such as `levering 1, traject 347, schuld 2`."""
    return before(place) + (steps_in_words(place.steps) or WHOLE)


def before(place: Place) -> str:
    """What stands before a printed place: the name of its file, when that is one of several."""
    return "" if place.bestand is None else place.bestand + AFTER_FILE


@lru_cache(maxsize=_REMEMBERED)
def print_steps(steps: tuple[Step, ...]) -> str:
    """Steps as the tail of a JSONPath."""
    return "".join(map(_printed, steps))


@lru_cache(maxsize=_REMEMBERED)
def parse_steps(tail: str) -> tuple[Step, ...]:
    """The steps that `print_steps` printed; raises ValueError when it printed no such text."""
    found = [*_STEP.finditer(tail)]
    if "".join(match[0] for match in found) != tail:
        raise ValueError("no steps")
    return tuple(_parsed(match) for match in found)


@lru_cache(maxsize=_REMEMBERED)
def steps_in_words(steps: tuple[Step, ...]) -> str:
    """Steps in words, each position counted from 1 behind the name of its list."""
    return ", ".join(_in_words(steps))


def _printed(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if step == UNKNOWN:
        return f"[{UNKNOWN}]"
    return f".{step}" if _NAME.fullmatch(step) else f"['{''.join(_ESCAPES.get(sign, sign) for sign in step)}']"


def _parsed(match: re.Match[str]) -> Step:
    name, position, unknown, quoted = match.groups()
    if position is not None:
        return int(position)
    if quoted is None:
        return name or unknown
    return re.sub(r"\\(u0024|.)", lambda escape: "$" if escape[1] == "u0024" else escape[1], quoted)


def _in_words(steps: tuple[Step, ...]) -> list[str]:
    told: list[str] = []
    for previous, step in pairwise(("", *steps)):
        if isinstance(step, str):
            told.append(step)
        elif isinstance(previous, str) and told:
            told[-1] = f"{SINGULAR.get(previous, previous)} {step + 1}"
        else:
            told.append(f"onderdeel {step + 1}")
    return told
