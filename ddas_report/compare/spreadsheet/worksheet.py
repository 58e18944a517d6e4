"""The cells of one worksheet, from the elements of its XML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ddas_report.compare.spreadsheet.cells import Cell, Gap, Rows, Unit, letter
from ddas_report.compare.spreadsheet.number_formats import NumberFormat
from ddas_report.model.wording import enumerated

_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PLAIN = NumberFormat()
_COLUMNS, _ROWS = 16_384, 1_048_576
_ROOM = 50_000
"""The most places that merged cells cover; beyond that they are not spread out."""


class WorksheetReader:
    """Takes the elements of a worksheet as they come; `overflow` tells that there were more cells than allowed."""

    def __init__(self, strings: Sequence[str], formats: Sequence[NumberFormat], base_1904: bool, most: int) -> None:
        self.strings, self.formats, self.most = strings, formats, most
        self.base = date(1904, 1, 1) if base_1904 else date(1899, 12, 30)
        self.rows: dict[int, dict[int, Cell]] = {}
        self.count, self.overflow = 0, False
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns = bytearray(_COLUMNS)
        self._row, self._column = 0, -1
        self._inside: list[str] = []
        self._cell: Mapping[str, str] = {}
        self._texts: list[str] = []
        self._formula = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._inside.append(tag)
        if tag == "c":
            self._cell, self._texts, self._formula = attributes, [], False
            place = _REF.fullmatch(attributes.get("r", ""))
            self._column = _number(place[1]) if place else self._column + 1
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if not 0 < self._row <= _ROWS:
                raise ValueError("row")
            self._column = -1
            if attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("ht")):
                self._hidden_rows.add(self._row)
        elif tag == "col" and (attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("width"))):
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), _COLUMNS)
            self._hidden_columns[first:last] = b"\1" * max(0, last - first)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Characters within an element."""
        if self._inside and self._inside[-1] in ("v", "t") and "rPh" not in self._inside:
            self._texts.append(data)

    def end(self, tag: str) -> None:
        """An element closes."""
        self._inside.pop()
        if tag == "c" and not self.overflow and (cell := self._made()) is not None:
            self.count += 1
            self.overflow = self.count > self.most
            self.rows.setdefault(self._row, {})[self._column] = cell

    def visible(self) -> Rows:
        """The cells that can be seen, merged ones at each place they cover."""
        rows = {number: dict(row) for number, row in self.rows.items()}
        for (row, column), cell in self._spread():
            rows.setdefault(row, {})[column] = cell
        return {
            number: seen
            for number in sorted(rows)
            if number not in self._hidden_rows
            and (seen := {k: rows[number][k] for k in sorted(rows[number]) if not self._is_hidden(k)})
        }

    def hidden(self, naam: str) -> Iterator[str]:
        """What holds something and cannot be seen, in words."""
        rows = [str(number) for number in sorted(self._hidden_rows & self.rows.keys())]
        used = {column for row in self.rows.values() for column in row}
        columns = [letter(column) for column in sorted(used) if self._is_hidden(column)]
        if rows:
            yield f"{'rij' if len(rows) == 1 else 'rijen'} {enumerated(rows)} van blad '{naam}'"
        if columns:
            yield f"{'kolom' if len(columns) == 1 else 'kolommen'} {enumerated(columns)} van blad '{naam}'"

    def _is_hidden(self, column: int) -> bool:
        return column < _COLUMNS and bool(self._hidden_columns[column])

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        corners = _REF.fullmatch(first), _REF.fullmatch(last)
        if corners[0] and corners[1]:
            top, left = int(corners[0][2]), _number(corners[0][1])
            self._merged.append((top, left, int(corners[1][2]), _number(corners[1][1])))

    def _spread(self) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The places that merged cells cover beside their first, as far as the used part of the sheet goes."""
        last_row = max(self.rows, default=0)
        last_column = max((column for row in self.rows.values() for column in row), default=0)
        room = _ROOM
        for top, left, bottom, right in self._merged:
            cell = self.rows.get(top, {}).get(left)
            bottom, right = min(bottom, last_row), min(right, max(last_column, left))
            if cell is None or (room := room - (bottom - top + 1) * (right - left + 1)) < 0:
                continue
            copy = Cell(cell.value, cell.unit, Gap.SAMEN, cell.literal)
            places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            yield from ((place, copy) for place in places if place != (top, left))

    def _made(self) -> Cell | None:
        text, kind = "".join(self._texts).strip(), self._cell.get("t", "n")
        if not text:
            return Cell("", gap=Gap.FORMULE) if self._formula and kind != "str" else None
        match kind:
            case "s":
                shared = self.strings[int(text)].strip()
                return Cell(shared) if shared else None
            case "n":
                return self._numeric(text)
            case "e":
                return Cell(text, gap=Gap.FOUT)
            case "b":
                return Cell("WAAR" if text == "1" else "ONWAAR")
            case "d":
                return Cell(text[:10], gap=Gap.DATUM)
            case _:
                return Cell(text)

    def _numeric(self, text: str) -> Cell:
        style = int(self._cell.get("s", "0"))
        shown = self.formats[style] if style < len(self.formats) else _PLAIN
        try:
            number = Decimal(text[:400])
        except InvalidOperation:
            return Cell(text)
        if not number.is_finite() or abs(number.adjusted()) > 300:
            return Cell(text)
        if shown.date and 1 <= number < 2_000_000:
            return Cell((self.base + timedelta(days=int(number))).isoformat(), gap=Gap.DATUM)
        if shown.hides(number):
            return Cell("", gap=Gap.ONZICHTBAAR)
        return Cell(number.scaleb(2) if shown.unit is Unit.PROCENT else number, shown.unit, literal=shown.literal)


def _is_zero(size: str | None) -> bool:
    return not (size or "1").strip("0.")


def _number(letters: str) -> int:
    """The column that letters name: 0 for A."""
    found = 0
    for sign in letters:
        found = found * 26 + ord(sign) - ord("A") + 1
    return found - 1
