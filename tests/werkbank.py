"""A report and the delivery it is about, opened together in a browser."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from browser import Openen
from playwright.sync_api import Page, expect

from ddas_report.analyse.pipeline import analyse
from ddas_report.render.html import render_html
from ddas_report.report.build import build_report

NAAM = "SHV_2024_Test.json"
VANDAAG = date(2025, 2, 1)


@dataclass(frozen=True)
class Opened:
    """The page, and the delivery as a file of which nothing is read yet."""

    page: Page
    file: Path

    def look_up(self, *files: Path) -> str:
        """What the page says after these files were chosen; the delivery itself when none is named."""
        self.page.set_input_files("#kies-bestand", [*(files or (self.file,))])
        expect(self.page.locator("#zoek-stand")).not_to_contain_text("wordt gelezen")
        return self.page.locator("#zoek-stand").inner_text()

    def unfold(self) -> None:
        """Every list of places lies open."""
        self.page.evaluate("document.querySelectorAll('.signaal details').forEach((d) => (d.open = true))")

    @property
    def persons(self) -> list[str]:
        """What identifies a dossier, as far as it is in the page."""
        return self.page.locator(".persoon").all_text_contents()


def page_of(data: bytes, naam: str = NAAM) -> str:
    """The page on a delivery."""
    return render_html(build_report(analyse(naam, data, VANDAAG), VANDAAG, tonen=True))


def open_report(openen: Openen, map_: Path, document: Any, anker: str = "", **opties: Any) -> Opened:
    """The report on a document, and that document as a file."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    file = map_ / NAAM
    file.write_bytes(data)
    return Opened(openen(page_of(data), anker, **opties), file)
