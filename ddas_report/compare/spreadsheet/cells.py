"""A sheet of cells, each with the place where a person finds it."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from decimal import Decimal
from enum import StrEnum

CellValue = str | Decimal
"""Text without space around it, or a number."""

_LANGSTE_KOP, _CIJFERREEKS = 60, 5


class Unit(StrEnum):
    """What a number in a cell is, as far as the cell itself tells."""

    GETAL = ""
    PROCENT = "percentage"
    BEDRAG = "bedrag"
    DUIZEND = "duizendtallen"


class Gap(StrEnum):
    """Why a cell of a workbook holds no value that can be used."""

    NIETS = ""
    FORMULE = "formule zonder waarde"
    FOUT = "foutmelding"
    DATUM = "datum"
    SAMEN = "samengevoegde cel"
    ONZICHTBAAR = "getal dat de opmaak niet laat zien"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; `literal` says that its format shows a % sign that is no percentage."""

    value: CellValue
    unit: Unit = Unit.GETAL
    gap: Gap = Gap.NIETS
    literal: bool = False

    @property
    def text(self) -> str:
        """The cell as text: 344 for the number 344.0."""
        if isinstance(self.value, str):
            return self.value
        whole = self.value == self.value.to_integral_value() and self.value.adjusted() < 10
        return str(int(self.value)) if whole else str(self.value)

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number as such, not text."""
        return not isinstance(self.value, str)


Rows = Mapping[int, Mapping[int, Cell]]
"""The cells by row (from 1, as people count) and column (from 0)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What can be seen of a sheet: no hidden rows or columns; `naam`, as it may be shown, is empty for CSV.

    `titel` is the name as it stands there, to be read and never shown.

    A merged cell stands at each place that it covers. `verborgen` says what was hidden and so left out. Of a `gekanteld`
    sheet rows and columns have changed places; its cells are still named as they stand in the file.
    """

    naam: str
    rows: Rows
    _: KW_ONLY
    verborgen: tuple[str, ...] = ()
    titel: str = ""
    teken: str = ""
    """What parts the cells of a line of a CSV."""
    gekanteld: bool = False

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place, or None when it is empty."""
        return self.rows.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """The text at a place; empty when there is none."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def name(self, row: int, column: int) -> str:
        """Where a person finds the cell: Blad1!E3, or regel 3, kolom 5 of a CSV."""
        if self.gekanteld:
            row, column = column + 1, row - 1
        return f"{self.naam}!{letter(column)}{row}" if self.naam else f"regel {row}, kolom {column + 1}"

    def column_name(self, column: int) -> str:
        """What a column is called when its heading cannot be shown."""
        if self.gekanteld:
            return f"rij {column + 1}"
        return f"kolom {letter(column)}" if self.naam else f"kolom {column + 1}"

    def turned(self) -> "Sheet":
        """The sheet with rows and columns changed."""
        rows: dict[int, dict[int, Cell]] = {}
        for number, row in self.rows.items():
            for column, cell in row.items():
                rows.setdefault(column + 1, {})[number - 1] = cell
        return replace(self, rows=dict(sorted(rows.items())), gekanteld=not self.gekanteld)


def letter(column: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def showable(text: str, otherwise: str) -> str:
    """A heading as it may be shown; one with a number like a BSN or a phone number in it may not."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    digits = sum(sign.isdigit() for sign in clean)
    return clean[:_LANGSTE_KOP] if clean and digits < _CIJFERREEKS else otherwise
