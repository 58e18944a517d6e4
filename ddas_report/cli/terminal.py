"""All that is printed: what a name or text could do to a terminal is taken out, and nobody need be reading."""

import sys
from contextlib import suppress

from ddas_report.model.masking import masked

MAX_LINE = 10_000
"""Characters of a line that are shown."""

NOT_WRITTEN = (
    "De tekst kan niet worden geschreven: de schijf is vol of weigert het.",
    "Schrijf hem naar een andere plek.",
)

_STRANGE = "\N{REPLACEMENT CHARACTER}"


def shown(text: str) -> str:
    """One line without what looks personal, and without escape codes and other signs that steer a terminal."""
    text = masked(text, MAX_LINE)
    if text.isprintable():
        return text
    return "".join(teken if teken.isprintable() else " " if teken.isspace() else _STRANGE for teken in text)


def lines(text: str) -> str:
    """The same of a text of more lines."""
    return "\n".join(map(shown, text.split("\n")))


def say(text: str | bytes) -> None:
    """Write what we made ourselves to stdout; raises OSError when it does not take it."""
    sys.stdout.write(f"{text.decode() if isinstance(text, bytes) else text}\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """Write to stderr, if anybody still reads it."""
    with suppress(OSError):
        sys.stderr.write(f"{lines(text)}\n")
        sys.stderr.flush()
