"""The lines of a CSV on which the cells have moved: a sign in one of them cut it in two."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace

from ddas_report.compare.cbs_layout.notation import written
from ddas_report.compare.cbs_layout.regions import Found
from ddas_report.compare.cbs_layout.spans import spans
from ddas_report.compare.spreadsheet.cells import Cell

_TOO_LONG = (
    "op deze regel staan meer getallen dan de kop kolommen heeft; is een komma of een ander teken te veel gebruikt? "
    "Geef anders elke kolom een kop"
)
_COMMA = ","

Line = Mapping[int, Cell]


def moved(found: Found) -> Found:
    """The gemeente of such a line, so that no figure of it can be told."""
    return replace(found, reden=_TOO_LONG, soort="verschoven")


def moved_lines(lines: Mapping[int, Line], headed: Set[int], last: int, teken: str, doubtful: Set[int]) -> Set[int]:
    """Which lines have numbers beyond `last`, the last heading, that most lines have not or that can be half a number.

    A comma (`teken` parts the cells) cuts 4,0 in two on every line alike; another sign does so by mistake, on a line or
    two. A line that has a number too many and none in a column of `headed` has moved as well. Those of `doubtful` do not
    show how long a line is.
    """
    ends = {
        number: max((column for column, cell in line.items() if column > last and is_count(cell)), default=last)
        for number, line in lines.items()
    }
    times = Counter(end for number, end in ends.items() if number not in doubtful)
    usual = next((end for end, count in times.items() if count * 2 > len(ends)), last)
    return {
        number
        for number, end in ends.items()
        if end > last and (teken == _COMMA or end > usual or not headed <= lines[number].keys())
    }


def is_count(cell: Cell) -> bool:
    """Whether a cell is a number, and no year."""
    return written(cell.text) is not None and not spans(cell.text)[0]
