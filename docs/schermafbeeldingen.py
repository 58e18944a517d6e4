"""Renews the pictures in the guide: python docs/schermafbeeldingen.py (needs chromium and, for the PDF, poppler-utils).

The command itself makes the reports, of the sample region beside its delivery of the year before.
"""

import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from ddas_report.web.server import Server

ROOT = Path(__file__).parent.parent
BEELDEN = ROOT / "docs" / "beelden"
LEVERING = "SHV_2024_Voorbeeldregio"
VORIGE = "SHV_2023_Voorbeeldregio.json"
BLAD = "code 0405"
"""Stands at the head of the sheet of the largest gemeente."""

BREED, HOOG = 1200, 900
KLEUREN = 128
PUNTEN_PER_DUIM = 100


def main() -> None:
    """Make the reports in a folder of their own, and take every picture of them."""
    BEELDEN.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        _make_reports(folder)
        for naam, beeld in (*_of_page(folder), *_of_pdf(folder), *_of_window(folder)):
            _save(naam, beeld)


def _make_reports(folder: Path) -> None:
    generate = [ROOT / "sample_data" / "generate.py", "--jaar", "2023", "--map", folder]
    subprocess.run([sys.executable, *generate], cwd=ROOT, check=True)
    report = ["-m", "ddas_report", ROOT / "sample_data" / f"{LEVERING}.json", "--quiet", "--output", folder]
    beside = ["--previous", folder / VORIGE, "--date", "2025-02-01"]
    signer = ["--opsteller", "A. Voorbeeld", "--functie", "Coördinator schuldhulp"]
    formats = ["--format", "html,pdf,bijlage"]
    subprocess.run([sys.executable, *report, *beside, *signer, *formats], cwd=ROOT, check=True)


def _of_page(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The first screen, a chapter, the findings and the earlier delivery, as a reader meets them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        page = browser.new_context(viewport={"width": BREED, "height": HOOG}, offline=True).new_page()
        page.goto((folder / f"{LEVERING}.op-orde.html").as_uri())
        yield "oordeel", page.screenshot()
        yield "hoofdstuk", _from(page, "#fase")
        yield "samenloop", page.locator("#samenloop").screenshot()
        page.select_option("#filter-ernst", "waarschuwing")
        page.click("#CLT-03 summary")
        yield "bevindingen", _from(page, "#bevindingen")
        yield "vorige", _from(page, "#vorige")
        browser.close()


def _of_window(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The page in the browser: the first sight, all that can be filled in, and the report with its buttons."""
    server = Server()
    threading.Thread(target=server.run, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        page = browser.new_context(viewport={"width": BREED, "height": HOOG}).new_page()
        page.goto(server.key.address)
        page.set_input_files("[data-rol=levering] input", ROOT / "sample_data" / f"{LEVERING}.json")
        yield "venster-begin", page.screenshot(clip={"x": 0, "y": 0, "width": BREED, "height": HOOG * 2 // 3})
        page.get_by_text("Vergelijken en ondertekenen").click()
        page.set_input_files("[data-rol=vorige] input", folder / VORIGE)
        page.get_by_label("Naam").fill("A. Voorbeeld")
        page.get_by_label("Functie").fill("Coördinator schuldhulp")
        yield "venster-invullen", page.screenshot(full_page=True)
        page.get_by_role("button", name="Maak het rapport").click()
        page.wait_for_url("**/rapport/*")
        page.frame_locator("#rapport").locator("h1").wait_for()
        page.get_by_text("Controleer de nieuwe versie").first.click()
        yield "venster-rapport", page.screenshot()
        browser.close()
    server.stop()


def _from(page: Page, kiezer: str) -> bytes:
    """One screen from the top of an element, without the bar that stays in view."""
    page.locator("nav").evaluate("nav => { nav.style.position = 'static' }")
    top = page.locator(kiezer).evaluate("element => element.getBoundingClientRect().top + scrollY")
    clip = {"x": 0, "y": max(0, top - 8), "width": BREED, "height": HOOG}
    return page.screenshot(full_page=True, clip=clip)


def _of_pdf(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Three pages of what is signed, and of the bijlage the sheet of a gemeente with its charts."""
    to_sign, bijlage = folder / f"{LEVERING}.op-orde.pdf", folder / f"{LEVERING}.bijlage.pdf"
    texts = [page.extract_text() for page in pypdf.PdfReader(bijlage).pages]
    sheet = next(i for i, text in enumerate(texts) if BLAD in text)
    last = len(pypdf.PdfReader(to_sign).pages) - 1
    pages = (("pdf-voorkant", to_sign, 0), ("pdf-cijfers", to_sign, 1), ("pdf-accordering", to_sign, last))
    for naam, path, index in (*pages, ("bijlage-gemeente", bijlage, sheet)):
        number = str(index + 1)
        command = ["pdftoppm", "-png", "-r", str(PUNTEN_PER_DUIM), "-f", number, "-l", number, path]
        yield naam, subprocess.run(command, check=True, capture_output=True).stdout


def _save(naam: str, beeld: bytes) -> None:
    """As a PNG with a palette, which keeps it small."""
    with Image.open(io.BytesIO(beeld)) as full:
        palette = full.convert("RGB").quantize(KLEUREN, dither=Image.Dither.NONE)
    palette.save(BEELDEN / f"{naam}.png", optimize=True)


if __name__ == "__main__":
    main()
