"""What a person filled in or wrote beside our words is never overwritten unasked."""

import csv
import io
import os
import re
import zipfile
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

from ddas_report.model.errors import OutputFailed
from ddas_report.read.files import read
from ddas_report.render.seal import is_untouched

TITLES = ("Werklijst", "Op-orde-rapport", "Cijfers van het CBS invullen")
"""What our workbooks are called inside."""

TO_FILL = "CBS"
_CORE = r"<dc:title>([^<]*)</dc:title>.*<dcterms:created[^>]*>([^<]*)<.*<dcterms:modified[^>]*>([^<]*)<"


def require_unfilled(outputs: Iterable[Path]) -> None:
    """Raise OutputFailed when a file in the place of an output is not ours or was changed; before any is written."""
    for path in outputs:
        if os.path.isfile(path) and not is_ours(path.suffix.lower(), path):
            raise OutputFailed(
                f"Het bestand {path.name} bestaat al{_why_kept(path)}. Het is niet overschreven.",
                "Geef het een andere naam of zet het ergens anders. Mag het weg, herhaal de opdracht dan met "
                "--overschrijven.",
            )


def _why_kept(path: Path) -> str:
    """What is known of a file that is kept, as the end of a sentence."""
    if path.suffix.lower() == ".toml":
        return " en is er om in te vullen"
    if not path.stat().st_size:
        return " en is leeg: zo maakt dit programma het niet"
    return (
        ", en is niet zoals dit programma het maakt: iemand heeft het ingevuld, ondertekend of veranderd, of het komt "
        "ergens anders vandaan"
    )


def is_ours(suffix: str, path: Path) -> bool:
    """Whether an earlier run made this file, and nobody filled it in or changed it since, as far as can be told."""
    match suffix:
        case ".xlsx":
            return _never_saved(read(path))
        case ".csv":
            return _never_filled(read(path))
        case ".pdf":
            return is_untouched(read(path))
        case ".toml":
            return False  # each line of it is there to be filled in
        case _:
            return True


def _never_saved(data: bytes) -> bool:
    """Whether a workbook was made by us and not saved since: then it was last modified when it was created."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as boek:
            core = re.search(_CORE, boek.read("docProps/core.xml").decode(), re.DOTALL)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError, OSError):
        return False
    return core is not None and core[1] in TITLES and core[2] == core[3]


def _never_filled(data: bytes) -> bool:
    """Whether a table has the form of ours: as we write it, no other columns, and nothing in the one to fill in."""
    try:
        text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        rows = csv.reader(text, delimiter=";", strict=True)
        heading = next(rows, [])
        as_written = data.startswith(BOM_UTF8) and data.endswith(b"\r\n")
        if not as_written or not any({*heading} <= columns for columns in _tables()):
            return False
        filled = [nummer for nummer, naam in enumerate(heading) if naam == TO_FILL]
        return all(len(row) == len(heading) and not any(row[n].strip() for n in filled) for row in rows)
    except (UnicodeDecodeError, csv.Error):
        return False


def _tables() -> tuple[set[str], ...]:
    """The columns of our tables."""
    from ddas_report.compare.read_cbs import SJABLOON  # slow to import, and most runs overwrite no table
    from ddas_report.render.table import COLUMNS
    from ddas_report.render.worklist import BSN, WIDTHS

    return {*WIDTHS, BSN}, {*COLUMNS}, {*SJABLOON}
