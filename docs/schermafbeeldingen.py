"""Renews the pictures of the report in the guide: python docs/schermafbeeldingen.py (needs playwright and chromium)."""

import shutil
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from ddas_report.analyse import analyse
from ddas_report.render.html import render_html
from ddas_report.report import build_report

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_data" / "SHV_2024_Voorbeeldstad.json"
BEELDEN = ROOT / "docs" / "beelden"


def main() -> None:
    """Render the sample and take a picture of its head and of one finding."""
    report = build_report(analyse(SAMPLE.name, SAMPLE.read_bytes(), date(2025, 2, 1)), date(2025, 2, 1))
    BEELDEN.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
        page = browser.new_context(viewport={"width": 1200, "height": 1000}, offline=True).new_page()
        page.set_content(render_html(report))
        page.screenshot(path=BEELDEN / "oordeel.png")
        finding = page.locator("#TRJ-03")
        finding.locator("summary").click()
        finding.screenshot(path=BEELDEN / "bevinding.png")
        browser.close()


if __name__ == "__main__":
    main()
