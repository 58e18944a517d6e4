"""Every cell of a sheet where a figure of CBS can stand, with all that is said of it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from ddas_report.compare.cbs_layout.blocks import Block, blocks
from ddas_report.compare.cbs_layout.headings import Headings, bare, words
from ddas_report.compare.cbs_layout.meanings import means, part_named
from ddas_report.compare.cbs_layout.regions import (
    Found,
    Kind,
    area,
    divides_otherwise,
    heads_places,
    is_gemeente,
    is_other_area,
    is_province,
    resolve,
)
from ddas_report.compare.cbs_layout.shifted import is_count, moved, moved_lines
from ddas_report.compare.cbs_layout.stacks import About, Heading, about, headings, titles_and_groups
from ddas_report.compare.spreadsheet.cells import Cell, Sheet, showable
from ddas_report.compare.spreadsheet.limits import MAX_CELLS
from ddas_report.model.wording import enumerated

_PERIODS = words("periode perioden jaar jaren verslagjaar peiljaar peildatum kwartaal halfjaar tijdvak")
_DIVISIONS = words(
    "geslacht leeftijd leeftijdsklasse leeftijdsgroep doelgroep herkomst soort status type stadsdeel kern locatie postcode "
    "huishouden huishoudtype inkomen opleiding nationaliteit"
)
_REMARKS = words("bron bronnen opmerking opmerkingen noot noten voetnoot publicatiedatum versie bijgewerkt")
"""Headings of columns that say nothing of what is counted."""
_VALUE = words("waarde waarden aantal aantallen cbs cijfer cijfers")

_OTHERWISE = Found(
    reden="volgens de kop of de titel gaat deze tabel niet over gemeenten; geef anders ook de gemeentecode"
)


class TooMany(Exception):
    """There are more cells, empty ones included, than we look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A cell where a figure stands, or could: of which gemeente (or why of none), and all that is said of it.

    `cell` is None when it is empty; `kop` is the heading of its column.
    """

    plek: str
    found: Found
    about: About
    cell: Cell | None
    kop: str

    @property
    def id(self) -> str:
        """The figure."""
        return self.about.id


@dataclass(slots=True)
class Table:
    """What stands on a sheet: the observations, and the headings that are no figure we know."""

    observations: list[Observation] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_table(sheet: Sheet, known: Headings) -> Table:
    """The tables on a sheet, standing or lying; without observations when there is none."""
    found = Table()
    for seen in (sheet, sheet.turned()):
        table = Table()
        for block in blocks(seen, known):
            _read_block(block, known, table)
        if any(not one.found.reden for one in table.observations):
            return table
        found = found if found.observations else table
    return found


def _read_block(block: Block, known: Headings, table: Table) -> None:
    columns = headings(block, known)
    data = [row for row in block.body if block.is_data(row)]
    labels = _label_column(block, columns, data, known)
    dimensions = _dimensions(block, columns, data, labels, known)
    rest = {column: heading for column, heading in columns.items() if column != labels and column not in dimensions}
    if labels is None:
        values = {column: heading for column, heading in rest.items() if heading.about.id}
    else:
        values = {column: heading for column, heading in rest.items() if not heading.about.rest}
    if not values:
        return
    if len(values) * len(block.body) > MAX_CELLS:
        raise TooMany
    reader = _RowReader(block=block, known=known, values=values, dimensions=dimensions, labels=labels, headings=columns)
    before = len(table.observations)
    for row in block.body:
        table.observations += reader.read(row)
    if len(table.observations) > before:
        table.unknown |= {heading.kop: None for column, heading in rest.items() if column not in values}
        table.unknown |= reader.unknown
        table.notes += [*_about_codes(block), *_about_texts(reader.above)]


def _about_codes(block: Block) -> Iterator[str]:
    for column in block.geen_code:
        naam = block.sheet.column_name(column)
        yield f"De getallen in {naam} zijn geen gemeentecodes: ze horen niet bij de namen ernaast. Wij lazen de namen."


def _about_texts(above: Sequence[str]) -> Iterator[str]:
    """What a person must look at: the first three texts above rows of figures that may say something of them."""
    if above:
        more = [f"nog {len(above) - 3} andere"] if len(above) > 3 else []
        told = enumerated([*above[:3], *more])
        yield (
            f"Wij begrijpen niet wat boven sommige rijen staat: {told}. Wij lazen die rijen zonder die tekst. "
            "Kijk of dat klopt."
        )


def _label_column(block: Block, columns: Mapping[int, Heading], data: Sequence[int], known: Headings) -> int | None:
    """The column that names a figure on each row, when there is one."""
    for column in columns:
        texts = [text for row in data if (text := block.sheet.text(row, column))]
        figures = sum(bool(means(text, known).id) for text in texts)
        if figures and figures * 2 >= len(texts) and len(texts) * 2 >= len(data):
            return column
    return None


def _dimensions(
    block: Block, columns: Mapping[int, Heading], data: Sequence[int], labels: int | None, known: Headings
) -> list[int]:
    """The columns that tell of each row its period, its sex or another part that is counted."""
    found = []
    for column, heading in columns.items():
        if column == labels or (heading.about.id and labels is None) or bare(heading.kop) in _VALUE | _REMARKS:
            continue
        texts = [text for row in data if (text := block.sheet.text(row, column))]
        if not texts:
            continue
        said = [means(text, known) for text in texts]
        named = bare(heading.kop) in _PERIODS | _DIVISIONS or heads_places(heading.kop)
        units = any(meaning.unit for meaning in said)
        if named or all(m.only_beside and (units or m.spans or m.sex or m.total) for m in said):
            found.append(column)
    return found


@dataclass(slots=True, kw_only=True)
class _RowReader:
    """Reads the rows of a block from the top, and remembers the period or part that stands above them on a row alone."""

    block: Block
    known: Headings
    values: Mapping[int, Heading]
    dimensions: Sequence[int]
    labels: int | None
    headings: Mapping[int, Heading]
    section: About = field(default_factory=About)
    unread: list[str] = field(default_factory=list)
    """Texts that we do not know, on a row of their own with no row of figures below it yet."""
    above: list[str] = field(default_factory=list)
    """Those that have one."""
    moved_rows: Set[int] = frozenset()
    moved_columns: Set[int] = frozenset()
    unknown: dict[str, None] = field(default_factory=dict)
    provinces: bool = False
    otherwise: bool = False

    def __post_init__(self) -> None:
        block = self.block
        self.provinces = any(is_province(text) for row in block.body for text in block.texts(row))
        above = [text for row in block.header for text in block.texts(row)]
        self.otherwise = divides_otherwise([block.sheet.titel, *titles_and_groups(block)[0], *above])
        if block.sheet.teken and block.sheet.gekanteld:
            self.moved_columns = _moved_columns(block, self.values.keys())
        elif block.sheet.teken:
            self.moved_rows = _moved_rows(block, self.values.keys())

    def read(self, row: int) -> list[Observation]:
        """The observations on a row."""
        sheet, cells = self.block.sheet, self.block.sheet.rows[row]
        filled = [column for column in self.values if column in cells]
        texts = self.block.texts(row)
        if self._is_section(row, filled):
            return []
        found = resolve(texts, self.provinces)
        if self.otherwise and not any(area(text).kind is Kind.CODE for text in texts):
            found = _OTHERWISE
        if row in self.moved_rows:
            found = moved(found)
        beside = self._beside(row)
        if beside is None:
            return []
        columns = self.values if found.code else filled
        self.above += self.unread
        self.unread = []
        label = "" if self.labels is None else showable(sheet.text(row, self.labels), f"rij {row}")
        return [
            Observation(
                plek=sheet.name(row, column),
                found=moved(found) if column in self.moved_columns else found,
                about=beside.beside(self.values[column].about),
                cell=cells.get(column),
                kop=label or self.values[column].kop,
            )
            for column in columns
        ]

    def _is_section(self, row: int, filled: Sequence[int]) -> bool:
        """Whether a row holds only a period or a part of the rows below it; if so, that is remembered."""
        cells = self.block.sheet.rows[row]
        texts = {cell.text for cell in cells.values()}
        if len(texts) != 1 or (filled and min(cells) not in self.block.places):
            return False
        text = texts.pop()
        meaning = means(text, self.known)
        if is_gemeente(text) and not meaning.spans:
            return False
        if len(text) == 1 or meaning.id or meaning.made or (is_other_area(text) and not meaning.spans):
            return not filled
        own, here = about(text, self.known), f"de tekst in {self.block.sheet.name(row, min(cells))}"
        if not own.rest:
            self.section = _after(own, self.section)
        elif own.sex or own.unit or own.derived or part_named(text) or divides_otherwise([text]):
            self.section = _after(replace(own, rest=here, derived=own.derived and here), self.section)
        else:  # words that we do not know, told by their place alone: they end nothing that was said above them
            self.section = replace(self.section, spans=own.spans or self.section.spans)
            self.unread.append(here)
        return True

    def _beside(self, row: int) -> About | None:
        """What the row says of its cells, and the rows above it; None when it names a figure that we do not know."""
        sheet = self.block.sheet
        own = About()
        for column in self.dimensions:
            said = about(sheet.text(row, column), self.known)
            kop = self.headings[column].kop if said.rest else ""  # never what stands in the cell itself
            own = own.beside(replace(said, id="", rest=kop and f"'{kop}'", derived=kop if said.derived else ""))
        if self.labels is None:
            return own.beside(self.section)
        text = sheet.text(row, self.labels)
        figure = about(text, self.known)
        if figure.id:
            return own.beside(figure).beside(self.section)
        if text:
            self.unknown[showable(text, f"rij {row}")] = None
        return None


def _moved_rows(block: Block, values: Set[int]) -> Set[int]:
    """The rows of a CSV on which the cells have moved."""
    rows = {row: block.sheet.rows[row] for row in block.body if block.is_data(row)}
    last = max((column for row in block.header for column in block.sheet.rows[row]), default=0)
    doubtful = {
        row
        for row, cells in rows.items()
        if any(area(text).kind is Kind.CODE and not is_gemeente(text) for text in block.texts(row))
        or any(area(cells[column].text).kind is Kind.NAME for column in values & cells.keys())
    }
    return moved_lines(rows, {*values, *block.places}, last, block.sheet.teken, doubtful)


def _moved_columns(block: Block, values: Set[int]) -> Set[int]:
    """The same of a table turned over, of which each line is a column."""
    rows = block.sheet.rows
    headed = {row for row in (*block.header, *block.body) if block.names_area(row)}
    last = max(headed, default=0)
    seen = [row for row in block.body if row in headed or (row > last and all(map(is_count, rows[row].values())))]
    lines = {column: {row: rows[row][column] for row in seen if column in rows[row]} for column in values}
    return moved_lines(lines, headed, last, block.sheet.teken, frozenset())


def _after(own: About, before: About) -> About:
    """What holds from here on: a new period, sex or part takes the place of the one before, and a total ends them."""
    return About(
        spans=own.spans or before.spans,
        sex="" if own.total else own.sex or before.sex,
        total=own.total,
        unit=own.unit,
        derived=own.derived,
        rest=own.rest or ("" if own.total or own.sex else before.rest),
    )
