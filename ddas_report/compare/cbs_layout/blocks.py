"""The tables on a sheet: which rows are heading and which hold figures, and which columns tell the gemeente."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ddas_report.compare.cbs_layout.headings import Headings, bare
from ddas_report.compare.cbs_layout.meanings import means
from ddas_report.compare.cbs_layout.regions import (
    AREA_HEADINGS,
    CODE_HEADINGS,
    NAME_HEADINGS,
    Kind,
    agree,
    area,
    is_gemeente,
)
from ddas_report.compare.spreadsheet.cells import Cell, Gap, Sheet

_HEADINGS = CODE_HEADINGS | NAME_HEADINGS | AREA_HEADINGS
MAX_HEADER = 40
"""Rows above a table that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table on a sheet: its rows of headings, all rows below these, and its columns of gemeenten, codes first.

    `geen_code` are columns that look like codes but do not go with the names beside them.
    """

    sheet: Sheet
    header: Sequence[int]
    body: Sequence[int]
    places: Sequence[int]
    geen_code: Sequence[int] = ()

    def texts(self, row: int) -> list[str]:
        """What the columns of gemeenten hold on a row."""
        return [self.sheet.text(row, column) for column in self.places]

    def is_heading(self, row: int) -> bool:
        """Whether a row calls one of its columns that of gemeenten."""
        return any(bare(cell.text) in _HEADINGS for cell in self.sheet.rows[row].values())

    def names_area(self, row: int) -> bool:
        """Whether a row names a gemeente, a total or another area."""
        return any(area(text).kind is not Kind.TEXT for text in self.texts(row) if text)

    def is_data(self, row: int) -> bool:
        """Whether a row tells where it is about, and something more."""
        cells = self.sheet.rows[row]
        return any(column in cells for column in self.places) and any(column not in self.places for column in cells)


def blocks(sheet: Sheet, known: Headings) -> Iterator[Block]:
    """The tables on a sheet, from the top; each goes on to the heading of the next one."""
    anchors = {row for row in sheet.rows if _is_anchor(sheet, row)}
    places = [] if anchors else _by_content(sheet, known)
    if anchors or places:
        yield from (block for block in _parts(sheet, anchors, places) if block.places)


def _is_anchor(sheet: Sheet, row: int) -> bool:
    cells = sheet.rows[row]
    return any(bare(cell.text) in _HEADINGS for cell in cells.values()) and not any(
        is_gemeente(cell.text) and not cell.text.isdigit() for cell in cells.values()
    )


def _parts(sheet: Sheet, anchors: set[int], places: Sequence[int]) -> Iterator[Block]:
    """Cut where a heading follows on rows of figures; the titles above that heading go with it."""
    header: list[int] = []
    body: list[int] = []
    columns = list(places)
    for row in sheet.rows:
        draft = Block(sheet=sheet, header=header, body=body, places=columns)
        if row in anchors:
            if any(draft.is_data(other) for other in body):
                filled, titles = _without_titles(draft)
                yield _checked(Block(sheet=sheet, header=header[-MAX_HEADER:], body=filled, places=columns))
                header, body, columns = titles, [], []
            elif body:
                header, body = [*header, *body], []
            columns = _headed(sheet, row, columns)
            header.append(row)
        elif body or (columns and draft.is_data(row) and (header if anchors else draft.names_area(row))):
            body.append(row)
        else:
            header.append(row)
    if body:
        yield _checked(Block(sheet=sheet, header=header[-MAX_HEADER:], body=body, places=columns))


def _with_sections(block: Block) -> Block:
    """A text that stands alone between the headings and the figures tells of the rows below it, and is no title."""
    header, sections = list(block.header), list[int]()
    while header and _stands_alone(block, header[-1]):
        sections.insert(0, header.pop())
    if not any(len({cell.text for cell in block.sheet.rows[row].values()}) > 1 for row in header):
        return block
    return replace(block, header=header, body=[*sections, *block.body])


def _holds_figures(block: Block, column: int) -> bool:
    """Whether bare numbers stand below the name of a gemeente: those are figures and no codes."""
    found = [area(text) for row in block.body if (text := block.sheet.text(row, column))]
    return any(one.plain for one in found) and any(one.kind is Kind.NAME for one in found)


def _stands_alone(block: Block, row: int) -> bool:
    cells = block.sheet.rows[row]
    texts = {bare(cell.text) for cell in cells.values()}
    return len(texts) == 1 and min(cells) in block.places and not texts & _HEADINGS


def _without_titles(block: Block) -> tuple[list[int], list[int]]:
    """The rows up to the last with figures, and those after it: the titles of the next table."""
    last = max(index for index, row in enumerate(block.body) if block.is_data(row))
    return list(block.body[: last + 1]), list(block.body[last + 1 :])


def _headed(sheet: Sheet, row: int, before: Sequence[int]) -> list[int]:
    """The columns of gemeenten by their headings: codes first, and areas only when nothing says gemeente."""
    named = {column: bare(cell.text) for column, cell in sheet.rows[row].items()}
    codes = [column for column, naam in named.items() if naam in CODE_HEADINGS]
    names = [column for column, naam in named.items() if naam in NAME_HEADINGS]
    areas = [] if names else [column for column, naam in named.items() if naam in AREA_HEADINGS]
    return list(dict.fromkeys([*before, *codes, *names, *areas]))


def _by_content(sheet: Sheet, known: Headings) -> list[int]:
    """The columns in which most cells are gemeenten; bare numbers only where no heading calls them something else."""
    by_column: dict[int, list[Cell]] = {}
    for row in sheet.rows.values():
        for column, cell in row.items():
            by_column.setdefault(column, []).append(cell)
    found = []
    for column, cells in sorted(by_column.items()):
        texts = [cell.text for cell in cells if cell.gap is not Gap.SAMEN]
        gemeenten = [text for text in texts if is_gemeente(text)]
        below = [text for text in texts[1:] if area(text).kind is Kind.TEXT]
        top = [text for text in texts[:1] if not is_gemeente(text)]  # a heading, also where it looks like a code: 2024
        others = [*top, *below]
        named = [text for text in gemeenten if not text.removeprefix("'").replace(".0", "").isdigit()]
        told = sum(area(text).kind in (Kind.TEXT, Kind.CODE, Kind.NAME) for text in texts)
        most = len(named or gemeenten) * 2 > told  # beside names a bare number is a figure
        if most and (named or not others) and not any(means(t, known).id for t in others):
            found.append(column)
    return found[:3]


def _checked(block: Block) -> Block:
    """The block with the texts right below its headings among its rows, without columns of codes that are none.

    Those are codes that mostly contradict the names beside them.
    """
    figures = [column for column in block.places if _holds_figures(block, column)]
    block = _with_sections(replace(block, places=[column for column in block.places if column not in figures]))
    pairs: dict[int, Counter[bool | None]] = {}
    for row in block.body:
        texts = dict(zip(block.places, block.texts(row), strict=True))
        codes = [column for column, text in texts.items() if area(text).kind is Kind.CODE]
        names = [text for text in texts.values() if text and area(text).kind in (Kind.NAME, Kind.TEXT)]
        for column in codes:
            code = area(texts[column])
            votes = {agree(code.code, name) for name in names}
            vote = False if False in votes else True if True in votes else None
            if vote is not None or (names and code.plain):
                pairs.setdefault(column, Counter())[vote] += 1
    wrong = [column for column, votes in pairs.items() if votes[False] >= votes[True]]
    kept = [column for column in block.places if column not in wrong]
    return replace(block, places=kept, geen_code=wrong) if kept else block
