"""The HTML report read back: its tables per section, its elements and its text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

LEEG = {"meta", "br", "link", "img", "input", "hr"}
"""Elements without an end."""


@dataclass
class Table:
    """A table: its caption, the last row of its head, and its rows; a cell is its text without small print and marks."""

    titel: str = ""
    koppen: list[str] = field(default_factory=list)
    rijen: list[list[str]] = field(default_factory=list)


class Pagina(HTMLParser):
    """Reads a page at once; raises AssertionError when elements do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elementen: list[tuple[str, dict[str, str | None]]] = []
        self.teksten: list[str] = []
        self.contents: dict[str, str] = {}
        """The raw text of style and script."""
        self.tabellen: dict[str, list[Table]] = {}
        """By the id of the section."""
        self._open: list[str] = []
        self._sectie = ""
        self._mark = 0
        """How deep the mark is that is being read; 0 when there is none."""
        self.feed(html)
        self.close()
        assert not self._open, self._open

    @property
    def tekst(self) -> str:
        """All that is read, with single spaces; a space that does not break counts as one."""
        return " ".join(" ".join(self.teksten).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elementen.append((tag, values))
        if tag not in LEEG:
            self._open.append(tag)
        if values.get("class") == "merk":
            self._mark = len(self._open)
        if tag == "section":
            self._sectie = values.get("id") or ""
        reeks = self.tabellen.setdefault(self._sectie, [])
        if tag == "table":
            reeks.append(Table())
        elif tag == "tr" and "thead" in self._open:
            reeks[-1].koppen = []
        elif tag == "tr":
            reeks[-1].rijen.append([])
        elif tag in ("th", "td"):
            (reeks[-1].koppen if "thead" in self._open else reeks[-1].rijen[-1]).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1] == tag, (tag, self._open)
        self._open.pop()
        if len(self._open) < self._mark:
            self._mark = 0

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("style", "script"):
            self.contents[self._open[-1]] = self.contents.get(self._open[-1], "") + data
            return
        self.teksten.append(data)
        reeks = self.tabellen.get(self._sectie)
        if not reeks or "small" in self._open or self._mark:
            return
        if "caption" in self._open:
            reeks[-1].titel += data
        elif {"th", "td"} & set(self._open):
            cells = reeks[-1].koppen if "thead" in self._open else reeks[-1].rijen[-1]
            cells[-1] = (cells[-1] + data).strip()
