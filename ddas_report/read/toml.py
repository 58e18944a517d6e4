"""A small TOML file that a person wrote: read as tolerantly as a delivery, refused with the line."""

import re
import tomllib
from typing import Any

from ddas_report.model.errors import DdasError
from ddas_report.model.masking import masked
from ddas_report.read.text import foreign_encoding

LARGEST = 100_000
"""Bytes; such a file takes some hundreds of lines at most."""

LONGEST = 2_000
"""Characters of a line; a name of thousands of parts with dots between takes gigabytes."""

_BOM = "\ufeff"
_WHERE = re.compile(r"at line (\d+), column (\d+)")
_KEY = re.compile(r"""\s*["']?([^"'=\[\]#]*?)["']?\s*=\s*(.*)""")
_THOUSANDS = re.compile(r"([+-]?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")
_DECIMALS = re.compile(r"([+-]?\d+),(\d+)")


def read_toml(data: bytes, wat: str, voorbeeld: str) -> dict[str, Any]:
    """What stands in the file of, for instance, `normen`; raises DdasError, with the line, on anything that is no TOML."""
    naam = f"Het bestand met {wat}"
    if len(data) > LARGEST:
        raise DdasError(f"{naam} is veel te groot; het wordt niet gelezen.", f"Noem het juiste bestand. {voorbeeld}")
    text = _text(data, naam)
    for nummer, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST:
            raise DdasError(f"{naam} is niet te lezen: regel {nummer} is te lang.", voorbeeld)
        _require_plain_number(nummer, line, naam)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _WHERE.search(str(error))
        if str(error).startswith(("Cannot overwrite", "Cannot declare")):
            line = f"regel {found[1]}" if found else "de laatste regel"
            raise DdasError(f"{naam}: wat op {line} staat, stond er al.", "Laat één van de twee weg.") from None
        place = f"op regel {found[1]}, kolom {found[2]}" if found else "aan het eind"
        raise DdasError(f"{naam} is geen geldige TOML: het gaat mis {place}.", voorbeeld) from None
    except (RecursionError, ValueError):
        raise DdasError(
            f"{naam} is geen geldige TOML: er staat een te lang getal of te veel haken in.", voorbeeld
        ) from None


def line_of(data: bytes, naam: str) -> int | None:
    """The line on which a key or section of that name stands first, counted from 1."""
    for nummer, line in enumerate(data.decode("utf-8", "replace").split("\n"), start=1):
        found = _KEY.match(line.lstrip(_BOM))
        if (found and found[1] == naam) or re.match(rf"\ufeff?\s*\[+\s*[\"']?{re.escape(naam)}\b", line):
            return nummer
    return None


def _text(data: bytes, naam: str) -> str:
    if encoding := foreign_encoding(data):
        raise DdasError(
            f"{naam} is geen UTF-8. Het lijkt op {encoding}.", "Sla het op als UTF-8 en probeer het opnieuw."
        )
    return data.decode("utf-8").lstrip(_BOM).replace("\r\n", "\n")


def _require_plain_number(nummer: int, line: str, naam: str) -> None:
    """Raise DdasError on a number as the Dutch write it, which TOML reads otherwise or not at all."""
    found = _KEY.match(line)
    value = found[2].partition("#")[0].strip() if found else ""
    if whole := _THOUSANDS.fullmatch(value):
        plain = whole[1].replace(".", "") + (f".{whole[2]}" if whole[2] else "")
    elif parts := _DECIMALS.fullmatch(value):
        plain = f"{parts[1]}.{parts[2]}"
    else:
        return
    raise DdasError(
        f"{naam}: op regel {nummer} staat het getal {masked(value, 40)}, en dat is niet eenduidig.",
        f"Schrijf een getal zonder punten voor duizendtallen en met een punt voor decimalen: {masked(plain, 40)}",
    )
