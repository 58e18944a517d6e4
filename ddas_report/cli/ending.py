"""How the command ends: its exit codes, and what it says when something is wrong."""

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import typer

from ddas_report.cli.help import dutch_name
from ddas_report.cli.terminal import shown, tell

IN_ORDE, FOUTEN, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


TOO_LITTLE_MEMORY = (
    "Er is te weinig geheugen.",
    "Sluit andere programma's, of controleer minder bestanden tegelijk.",
)
_NO_ROOM = ("annot allocate memory", "failed to map")
"""What the system says when a library is there but there is no memory for it."""


def leave(code: int) -> NoReturn:
    """Leave at once: taking a million objects apart one by one serves nobody."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where an error of ours arose, and nothing of the data it arose on; then leave."""
    if issubclass(kind, KeyboardInterrupt):  # it came between two steps of leaving
        tell("Afgebroken.")
        leave(INTERRUPTED)
    complain(*what_arose(error, trace))
    leave(UNUSABLE)  # a hook cannot return an exit code, and 1 would mean that the reports were made


def what_arose(error: BaseException, trace: TracebackType | None) -> tuple[str, str]:
    """What is wrong and what to do: memory that ran out, else an error of ours by its kind and place, without the data."""
    no_room = isinstance(error, ImportError | OSError) and any(words in str(error) for words in _NO_ROOM)
    if no_room or isinstance(error, MemoryError):
        return TOO_LITTLE_MEMORY
    place = traceback.extract_tb(trace)[-1] if trace else None
    where = f" in {Path(place.filename).name}, regel {place.lineno}" if place else ""
    return (
        f"Dit had niet mogen gebeuren ({type(error).__name__}{where}).",
        "Meld dit aan de makers, met deze regel en zonder het bestand.",
    )


def complain(melding: str, advies: str) -> int:
    """Say what is wrong and what to do; gives the exit code that goes with it."""
    tell(shown(f"Fout: {melding}"))
    if advies:
        tell(advies)
    return UNUSABLE


def in_dutch(error: typer.TyperException) -> str:
    """What was wrong with the words; which option it was stands at the error when it was about one."""
    option = getattr(error, "option_name", "")
    if not option:
        return "De opdracht is niet goed geschreven."
    if hasattr(error, "possibilities"):
        near = error.possibilities or ()
        context = getattr(error, "ctx", None)
        known = context.command.get_params(context) if context else ()
        meant = next((dutch_name(param) for param in known if near and near[0] in param.opts), "")
        return f"De optie {option} bestaat niet." + (f" Bedoelde u {meant}?" if meant else "")
    return f"De optie {option} heeft {'een' if 'requires' in error.message else 'geen'} waarde nodig."
