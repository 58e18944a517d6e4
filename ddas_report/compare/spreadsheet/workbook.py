"""Reads the visible cells of a workbook (XLSX), ordinary or strict; nothing is calculated and no macro is run."""

# No library at hand tells hidden rows, number formats and formulas without a value together within bounds, so the few
# elements that matter are read here, in one pass over each part.

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.parsers import expat

from ddas_report.compare.spreadsheet.cells import Sheet, showable
from ddas_report.compare.spreadsheet.limits import MAX_BYTES, MAX_CELLS, MAX_SHEETS, too_large
from ddas_report.compare.spreadsheet.number_formats import NumberFormat, builtin, custom
from ddas_report.compare.spreadsheet.worksheet import WorksheetReader
from ddas_report.model.errors import DdasError
from ddas_report.model.wording import whole

Attributes = Mapping[str, str]
_Start = Callable[[str, Attributes], None]

_OFFICE = ("[Content_Types].xml", "mimetype", "xl/", "_rels/")
_BROKEN = (
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
)
"""What a broken workbook makes zipfile, expat or a conversion raise."""


def read_workbook(naam: str, data: bytes) -> list[Sheet]:
    """Every visible sheet; DdasError when the file is no workbook, or more than we read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not any(part.startswith(_OFFICE) for part in archive.namelist()):
                raise DdasError(f"{naam} is een zip-bestand.", "Pak het uit, en noem het bestand dat erin staat.")
            return _Workbook(naam, archive).sheets()
    except _BROKEN:
        raise DdasError(
            f"{naam} is geen Excel-bestand dat te lezen is.",
            "Open het in Excel en sla het opnieuw op als gewone Excel-werkmap (.xlsx), of als CSV.",
        ) from None


class _Workbook:
    """A workbook that is being read: what is still allowed of its bytes and cells, and each part read once."""

    def __init__(self, naam: str, archive: zipfile.ZipFile) -> None:
        self.naam, self.archive = naam, archive
        self.bytes_left = MAX_BYTES
        self.main = next((t for kind, t in self._relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
        self.links = self._relations(self.main)

    def sheets(self) -> list[Sheet]:
        """The sheets that can be seen, in order; hidden ones are named in the first."""
        listed, base_1904 = self._listed()
        if len(listed) > MAX_SHEETS:
            raise too_large(self.naam, f"meer dan {MAX_SHEETS} bladen")
        strings, formats = self._strings(), self._formats()
        parts: dict[str, WorksheetReader] = {}
        found, cells = [], 0
        for naam, titel, target, hidden in listed:
            if hidden:
                continue
            if target not in parts:
                parts[target] = WorksheetReader(strings, formats, base_1904, MAX_CELLS - cells)
                parse(self._read(target), parts[target].start, parts[target].end, parts[target].text)
            cells += parts[target].count
            if cells > MAX_CELLS:
                raise too_large(self.naam, f"meer dan {whole(MAX_CELLS)} cellen, in alle bladen samen,")
            hidden_parts = tuple(parts[target].hidden(naam))
            found.append(Sheet(naam, parts[target].visible(), verborgen=hidden_parts, titel=titel))
        away = tuple(f"het blad '{naam}'" for naam, _, _, hidden in listed if hidden)
        return [replace(sheet, verborgen=(*away, *sheet.verborgen)) for sheet in found[:1]] + found[1:]

    def _listed(self) -> tuple[list[tuple[str, str, str, bool]], bool]:
        """Of each worksheet a name to show, its name, its part and whether it is hidden; and whether days count from 1904."""
        found: list[tuple[str, str, str, bool]] = []
        base_1904 = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "workbookPr":
                base_1904.append(attributes.get("date1904") in ("1", "true"))
            elif tag == "sheet":
                kind, target = self.links[attributes["id"]]
                if kind == "worksheet":
                    titel = attributes.get("name", "")
                    naam = showable(titel, f"blad {len(found) + 1}").replace("!", " ")
                    found.append((naam, titel, target, attributes.get("state", "visible") != "visible"))

        self._walk(self.main, start)
        return found, any(base_1904)

    def _read(self, part: str) -> bytes:
        """A part, as far as the bound on all of them allows."""
        self.bytes_left -= self.archive.getinfo(part).file_size  # reading never yields more than this
        if self.bytes_left < 0:
            raise too_large(self.naam, f"een werkmap van meer dan {MAX_BYTES // 1_000_000} MB als hij is uitgepakt")
        return self.archive.read(part)

    def _walk(self, part: str, start: _Start) -> None:
        parse(self._read(part), start)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id the kind and the part of what another part refers to."""
        folder, file = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

        self._walk(posixpath.join(folder, "_rels", f"{file}.rels"), start)
        return found

    def _strings(self) -> list[str]:
        part = next((target for kind, target in self.links.values() if kind == "sharedStrings"), None)
        found: list[list[str]] = []
        open_texts: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "si":
                found.append([])
            open_texts.append(tag)

        def end(tag: str) -> None:
            open_texts.pop()

        def text(data: str) -> None:
            if open_texts and open_texts[-1] == "t" and "rPh" not in open_texts and found:
                found[-1].append(data)

        if part:
            parse(self._read(part), start, end, text)
        return ["".join(texts) for texts in found]

    def _formats(self) -> list[NumberFormat]:
        """The number format of each cell style, in order."""
        part = next((target for kind, target in self.links.values() if kind == "styles"), None)
        codes: dict[int, str] = {}
        styles: list[NumberFormat] = []
        inside: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            inside.append(tag)
            if tag == "numFmt":
                codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
            elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
                number = int(attributes.get("numFmtId", "0"))
                styles.append(custom(codes[number]) if number in codes else builtin(number))

        if part:
            parse(self._read(part), start, lambda tag: inside.pop())
        return styles


def parse(
    data: bytes, start: _Start, end: Callable[[str], object] | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Tell the elements of an XML part, without their namespaces; ValueError when it declares entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def started(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(" ")[2], {naam.rpartition(" ")[2]: value for naam, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise ValueError("doctype")

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(data, True)
