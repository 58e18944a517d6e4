"""The PDF report read back through its tags: its tables, as an aid for the hearing reads them."""

import io
import math
from collections.abc import Iterator
from typing import Any

import pypdf
from pagina import Table


def elementen(lezer: pypdf.PdfReader, soort: str) -> list[Any]:
    """The elements of a kind, such as /Table, in order of reading."""
    return [element for element in _within(lezer.root_object["/StructTreeRoot"]) if element.get("/S") == soort]


def tabellen(pdf: bytes) -> list[Table]:
    """The tables in order; one that runs over pages repeats its head there, without the title, and is one table here."""
    lezer = pypdf.PdfReader(io.BytesIO(pdf))
    marked = {page.indirect_reference: _marked(page) for page in lezer.pages}
    found: list[Table] = []
    for tabel in elementen(lezer, "/Table"):
        rows = [element for element in _within(tabel) if element.get("/S") == "/TR"]
        cells = [[_text(cell.get_object(), marked) for cell in row["/K"]] for row in rows]
        heads = sum(row["/P"]["/S"] == "/THead" for row in rows)
        titel = "".join(_text(e, marked) for e in _within(tabel) if e.get("/S") == "/Caption")
        koppen = cells[heads - 1] if heads else []
        if koppen and not titel and found and found[-1].koppen == koppen:
            found[-1].rijen += cells[heads:]
        else:
            found.append(Table(titel, koppen, cells[heads:]))
    return found


def teksten(lezer: pypdf.PdfReader, found: list[Any]) -> list[str]:
    """What each of these elements says."""
    marked = {page.indirect_reference: _marked(page) for page in lezer.pages}
    return [_text(element, marked) for element in found]


def artefacten(pdf: bytes) -> list[str]:
    """The text of each page that is outside the tags."""
    return [_marked(page).get(None, "") for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def letters(page: pypdf.PageObject) -> list[tuple[str, float, float]]:
    """Every piece of text on a page with its size in points and how high it stands above the foot of the page."""
    found: list[tuple[str, float, float]] = []

    def text(words: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if words.strip():
            scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
            found.append((words.strip(), size * scale, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=text)
    return found


def _within(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", ()):
        if not isinstance(kid, int):
            yield from _within(kid.get_object())


def _text(element: Any, marked: dict[Any, dict[int | None, str]]) -> str:
    """What the marked content of an element says, and of all within it."""
    words = []
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            words.append(marked[element.raw_get("/Pg")].get(kid, ""))
        else:
            words.append(_text(kid.get_object(), marked))
    return " ".join(" ".join(words).split())


def _marked(page: pypdf.PageObject) -> dict[int | None, str]:
    """The text of a page by the number of its marked content; None is what has no number."""
    found: dict[int | None, str] = {}
    number: int | None = None

    def before(operator: bytes, operands: list[Any], *_: object) -> None:
        nonlocal number
        if operator in (b"BDC", b"BMC"):
            number = operands[1].get("/MCID") if len(operands) > 1 else None

    def text(words: str, *_: object) -> None:
        found[number] = found.get(number, "") + words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found
