"""What the headings above a column say together: its figure, and the groups, periods and units it stands under."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ddas_report.compare.cbs_layout.blocks import Block
from ddas_report.compare.cbs_layout.headings import Headings
from ddas_report.compare.cbs_layout.meanings import Meaning, is_rate, means, no_count_named, part_named
from ddas_report.compare.cbs_layout.spans import Span
from ddas_report.compare.spreadsheet.cells import Gap, showable

_PEILDATUM = ("peildatum", "stand", "per ", "begin ", "primo ", "medio ", "eind ", "einde ", "ultimo ")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of a cell by the texts around it, the nearest first in `spans`; `far` stands in titles."""

    id: str = ""
    spans: tuple[Span, ...] = ()
    far: tuple[Span, ...] = ()
    sex: str = ""
    total: bool = False
    unit: str = ""
    derived: str = ""
    rest: str = ""
    part: str = ""
    """A title that names a group of people."""

    def beside(self, other: "About") -> "About":
        """This and what another text says; of two the first is the nearest."""
        return About(
            id=self.id or other.id,
            spans=(*self.spans, *other.spans),
            far=self.far or other.far,
            sex=self.sex or other.sex,
            total=self.total or other.total,
            unit=self.unit or other.unit,
            derived=self.derived or other.derived,
            rest=self.rest or other.rest,
            part=self.part or other.part,
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its own heading as it may be shown, and what all texts above it say."""

    kop: str
    about: About


def about(text: str, known: Headings) -> About:
    """What one text says of the cells that it stands above or beside."""
    return of_meaning(means(text, known), text)


def of_meaning(meaning: Meaning, text: str) -> About:
    """A meaning, with the text where its words are to be named."""
    shown = showable(text, "een tekst met cijfers")
    return About(
        id=meaning.id,
        spans=meaning.spans,
        sex=meaning.sex,
        total=meaning.total,
        unit=meaning.unit,
        derived=shown if meaning.derived else "",
        rest=f"'{shown}'" if meaning.rest else "",
    )


def headings(block: Block, known: Headings) -> dict[int, Heading]:
    """Each column of a block beside those of the gemeenten, as far as it has a heading or cells."""
    titles, groups = titles_and_groups(block)
    above = _of_titles([block.sheet.titel, *titles], known)
    lowest = {column: row for row in groups for column in block.sheet.rows[row]}
    carried = {row: _carried(block, row, lowest) for row in groups}
    used = {column for row in chain(groups, block.body) for column in block.sheet.rows[row]}
    found = {}
    for column in sorted(used - {*block.places, *block.geen_code}):
        stack = [text for row in groups if (text := carried[row].get(column, "")) and row <= lowest.get(column, 0)]
        named = next((text for text in reversed(stack) if means(text, known).id), stack[-1] if stack else "")
        found[column] = Heading(showable(named, block.sheet.column_name(column)), _together(stack, above, known))
    return found if any(heading.about.id for heading in found.values()) else _by_title(found, titles, block, known)


def titles_and_groups(block: Block) -> tuple[list[str], list[int]]:
    """The texts that stand alone above the table, and the rows of headings.

    Alone is: the only text of its row and not above a figure, or with nothing but texts above the names of gemeenten.
    Of a table turned over, a title stands in a column of its own.
    """
    titles, groups = [], []
    left = max(block.places, default=0)
    used = {column for row in block.body for column in block.sheet.rows[row]}
    for row in block.header:
        cells = block.sheet.rows[row]
        texts = list(dict.fromkeys(cell.text for cell in cells.values()))
        alone = min(cells) <= left or not used & cells.keys()
        if (len(texts) == 1 and alone) or (cells.keys() <= {*block.places} and not block.is_heading(row)):
            titles.append(": ".join(texts))
            continue
        groups.append(row)
        if block.sheet.gekanteld:
            titles += [cell.text for column, cell in cells.items() if column not in used]
    return titles, groups


def _carried(block: Block, row: int, lowest: Mapping[int, int]) -> dict[int, str]:
    """The text of each column on a row of headings; a group's stands in its first column only, unless it is merged."""
    cells = block.sheet.rows[row]
    found = {column: cell.text for column, cell in cells.items()}
    if any(cell.gap is Gap.SAMEN for cell in cells.values()):
        return found
    group = ""
    for column in sorted(lowest):
        if column in found:
            is_group = lowest[column] > row and column not in block.places
            group = found[column] if is_group else ""
        elif group:
            found[column] = group
    return found


def _together(stack: Sequence[str], above: About, known: Headings) -> About:
    """The figure is named by the lowest text that is one, alone or with the text above it; the rest goes with it."""
    told = above
    for index, text in enumerate(stack):
        own = about(text, known)
        if not own.id and index and (id_ := known.id(f"{stack[index - 1]} {text}")):
            own, told = replace(own, id=id_, derived="", rest=""), replace(told, rest="")
        elif not own.id and own.rest:
            told = replace(told, id="")
        told = own.beside(told)
    return told


def _of_titles(titles: Iterable[str], known: Headings) -> About:
    """What titles (and the name of the sheet) say of the whole table; the nearest counts, and unknown words do not."""
    found = About()
    for text in titles:
        meaning = means(text, known)
        if meaning.made:
            continue
        folded = text.casefold()
        days = [span for span in meaning.spans if span.start != span.eind or any(w in folded for w in _PEILDATUM)]
        splits = " naar " in folded
        strong = "per inwoner" if is_rate(text) else no_count_named(text)
        own = About(
            far=tuple(days) if len(days) == 1 else (),
            sex="" if splits else meaning.sex,
            unit=meaning.unit if meaning.unit != "bedrag" else "",
            derived=showable(text, strong) if strong else "",
            part="" if splits or not (part := part_named(text)) else f"'{part}'",
        )
        found = own.beside(found)
    return found


def _by_title(found: Mapping[int, Heading], titles: Sequence[str], block: Block, known: Headings) -> dict[int, Heading]:
    """When no column is a figure, the columns without unknown words hold the one figure that the title names."""
    named = {id_ for text in (block.sheet.titel, *titles) if (id_ := means(text, known).id)}
    if len(named) != 1:
        return dict(found)
    figure = About(id=named.pop())
    return {
        column: Heading(heading.kop, heading.about.beside(figure))
        if _has_heading(block, column) and not heading.about.rest
        else heading
        for column, heading in found.items()
    }


def _has_heading(block: Block, column: int) -> bool:
    return any(column in block.sheet.rows[row] for row in block.header)
