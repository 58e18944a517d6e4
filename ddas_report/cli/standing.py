"""Standing choices: a small file, beside the delivery or in the user's own folder, with what else is said each time."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import typer

from ddas_report.cli.options import choose_formats
from ddas_report.model.errors import DdasError
from ddas_report.read.files import read
from ddas_report.read.toml import LARGEST, line_of, read_toml

FILE_NAME = "ddas-report.toml"
EXAMPLE = 'Voorbeeld van een regel: functie = "Teamleider schuldhulp"'


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that was written down: its name there, the parameter and value that it stands for, and the file."""

    naam: str
    parameter: str
    value: object
    path: Path


def find_choices(folder: Path) -> list[Choice]:
    """The standing choices for a delivery in this folder; what stands beside it goes before what is the user's own.

    Raises DdasError on a file that cannot be read or has a choice that does not exist.
    """
    folders = dict.fromkeys(place.absolute() for place in (own_folder(), folder))
    found = [choice for place in folders if os.path.isfile(place / FILE_NAME) for choice in _choices(place / FILE_NAME)]
    return [*{choice.naam: choice for choice in found}.values()]


def own_folder() -> Path:
    """Where this user keeps settings of ours."""
    return Path(typer.get_app_dir("ddas-report"))


def describe(choices: Sequence[Choice], folder: Path) -> str:
    """The standing choices with where they were written, or where they can be."""
    if not choices:
        places = f"{folder.absolute() / FILE_NAME} of {own_folder() / FILE_NAME}"
        return f"Er zijn geen vaste keuzes. Zet ze in {places}.\nU kunt kiezen: {', '.join(_KINDS)}. {EXAMPLE}"
    return "\n".join(f"{choice.naam} = {_written(choice.value)}   ({choice.path})" for choice in choices)


def _choices(path: Path) -> list[Choice]:
    data = read(path, LARGEST + 1)
    return [_choice(naam, value, path, data) for naam, value in read_toml(data, "vaste keuzes", EXAMPLE).items()]


def _choice(naam: str, value: object, path: Path, data: bytes) -> Choice:
    where = f"In {FILE_NAME}, regel {line_of(data, naam)}"
    if naam not in _KINDS:
        near = get_close_matches(naam, _KINDS, 1)
        meant = f"Bedoelde u {near[0]}? " if near else ""
        raise DdasError(f"{where}: de keuze '{naam}' bestaat niet.", f"{meant}U kunt kiezen: {', '.join(_KINDS)}.")
    parameter, reader = _KINDS[naam]
    understood = reader(value, path.parent)
    if understood is None:
        raise DdasError(f"{where}: de waarde van {naam} past niet.", EXAMPLE)
    return Choice(naam, parameter, understood, path)


def _text(value: object, folder: Path) -> object:
    return value if isinstance(value, str) else None


def _flag(value: object, folder: Path) -> object:
    return value if isinstance(value, bool) else None


def _file(value: object, folder: Path) -> object:
    """A path, as seen from the file in which it stands."""
    return str(folder / value) if isinstance(value, str) and value and "\0" not in value else None


def _formats(value: object, folder: Path) -> object:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return None
    return [",".join(choose_formats(",".join(words)))]


_KINDS: Mapping[str, tuple[str, Callable[[object, Path], object]]] = {
    "opsteller": ("opsteller", _text),
    "functie": ("functie", _text),
    "formaat": ("formaten", _formats),
    "normen": ("norms", _file),
    "streng": ("strict", _flag),
}
"""Each choice with its parameter and what understands its value; none on what is shown of people, nor on places to write."""


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case [str(text)]:
            return f'"{text}"'
        case _:
            return f'"{value}"'
