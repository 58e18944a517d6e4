"""Where the files of a delivery stand, as seen from the folder in which the command was given."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from ddas_report.model.file_name import judge_name
from ddas_report.read.archive import Limits
from ddas_report.read.files import Source, contents
from ddas_report.read.positions import LARGEST, positions
from ddas_report.render.subject import Whereabouts


def whereabouts(bronnen: Sequence[Source], grenzen: Limits) -> dict[str, Whereabouts]:
    """By the name that is shown: the path of each file, and the lines of its records unless it is very large.

    What stands in a zip-bestand has the path that it gets when that is unpacked where it lies.
    """
    small = [bron for bron in bronnen if bron.omvang <= LARGEST]
    lines = {naam: positions(data) for naam, data in contents(small, grenzen)}
    return {judge_name(bron.naam).shown: Whereabouts(_relative(bron), lines.get(bron.naam)) for bron in bronnen}


def _relative(bron: Source) -> str:
    """The path without a name that may not be shown, with `/` between its parts."""
    shown = judge_name(bron.naam).shown
    if not isinstance(bron.pad, Path):
        return shown
    try:
        folder = os.path.relpath(bron.pad.parent)
    except ValueError:  # another drive of Windows
        return shown
    return PurePath(folder, shown).as_posix()
