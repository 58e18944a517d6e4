"""No output goes over an input or over another output."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

from ddas_report.cli.options import Request
from ddas_report.model.errors import DdasError
from ddas_report.render.formats import FORMATS

LONGEST_NAME = 255
"""Bytes of the name of a file; what is longer no disk takes."""

MOST_DRAWN = 150
"""PDFs of gemeenten; each takes a third of a second to draw."""


def require_free(opdracht: Request) -> None:
    """Raise DdasError when an output would go over an input or another output; before anything is read or written."""
    outputs = [*outputs_of(opdracht)]
    _require_short_names(outputs, opdracht)
    for output in outputs:
        require_no_input(output, opdracht)
    seen: dict[str, Path] = {}
    for output in outputs:
        other = seen.setdefault(_entry(output), output)
        if other is not output:
            raise DdasError(
                f"Twee uitvoerbestanden krijgen dezelfde naam: {output.name}.",
                "Geef de werklijst een andere naam, of kies een andere naam voor het rapport met --naam.",
            )


def outputs_of(opdracht: Request) -> Iterator[Path]:
    """Every file that is certain to be written; those of each gemeente come beside them (`outputs_of_parts`)."""
    if opdracht.worklist:
        yield opdracht.worklist
    extensions = [FORMATS[formaat].extension for formaat in opdracht.formaten]
    extensions += ["cbs-sjabloon.xlsx", "cbs-sjabloon.csv"] * opdracht.cbs_sjabloon
    extensions += ["toelichting.toml"] * opdracht.toelichting_sjabloon
    yield from (opdracht.map / f"{opdracht.naam}.{extension}" for extension in extensions)


def outputs_of_parts(opdracht: Request, codes: Iterable[str]) -> Iterator[Path]:
    """Every file that is written of each of these gemeenten alone."""
    own = [FORMATS[formaat] for formaat in opdracht.formaten if FORMATS[formaat].per_gemeente]
    yield from (opdracht.map / f"{opdracht.naam}.{code}.{formaat.extension}" for code in codes for formaat in own)


def require_parts(opdracht: Request, codes: Sequence[str]) -> None:
    """Raise DdasError when the files of these gemeenten cannot all be made; before any is written."""
    outputs = [*outputs_of_parts(opdracht, codes)]
    _require_short_names(outputs, opdracht)
    pdfs = sum(path.suffix == ".pdf" for path in outputs)
    if pdfs > MOST_DRAWN:
        raise DdasError(
            f"Van {len(codes)} gemeenten zouden {pdfs} PDF's per gemeente komen; het worden er nooit meer dan {MOST_DRAWN} "
            "in één keer.",
            "Kies --formaat html voor een pagina per gemeente. Voor PDF's: verdeel de levering, en maak ze per deel.",
        )


def _require_short_names(outputs: Iterable[Path], opdracht: Request) -> None:
    too_long = next((path for path in outputs if len(os.fsencode(path.name)) > LONGEST_NAME), None)
    if too_long is None:
        return
    wat, hoe = ("het rapport", "--naam rapport")
    if too_long == opdracht.worklist:
        wat, hoe = ("de werklijst", "--werklijst lijst.xlsx")
    raise DdasError(
        f"De naam van {wat} is te lang: {len(os.fsencode(too_long.name))} bytes, en het mogen er {LONGEST_NAME} zijn.",
        f"Kies een kortere naam met {hoe.split()[0]}, bijvoorbeeld {hoe}.",
    )


def require_no_input(output: Path, opdracht: Request) -> None:
    """Raise DdasError when this output would go over an input that the user does not give up."""
    replaceable = (*opdracht.vorige, opdracht.cbs)
    for invoer in _inputs(opdracht):
        given_up = opdracht.overschrijven and invoer in replaceable
        if not given_up and _same(output, invoer):
            weg = " Mag het oude bestand weg, herhaal de opdracht dan met --overschrijven." * (invoer in replaceable)
            raise DdasError(
                f"De uitvoer {output.name} zou over een bestand heen gaan dat u als invoer noemt: {invoer}.",
                "Kies een andere map met --uitvoer, een andere naam met --naam, of een andere naam voor de werklijst."
                + weg,
            )


def _inputs(opdracht: Request) -> Iterator[Path]:
    yield from opdracht.bestanden
    yield from opdracht.vorige
    yield from (path for path in (opdracht.norms, opdracht.cbs, opdracht.toelichting) if path)


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file, by whatever name."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return _entry(one) == _entry(other)


def _entry(path: Path) -> str:
    """The place of a file that may not be there yet; names that only some systems tell apart count as one."""
    return normalize("NFC", os.path.realpath(path.parent) + os.sep + path.name).casefold()
