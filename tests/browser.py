"""The HTML report in a browser: Debian's chromium without network, and a page that must stay silent."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

PATIENCE = 180_000
"""How many milliseconds to wait for anything: on a busy machine a second becomes a minute."""
expect.set_options(timeout=PATIENCE)

_running: list[Playwright] = []

_downloads: dict[Browser, Path] = {}
"""Where a browser saves files."""

Openen = Callable[..., Page]
"""Opens a document; words beside it are options of the context: viewport, color_scheme, java_script_enabled, …"""


@cache
def where(name: str) -> str:
    """Where a browser is; in CI a failure when there is none, elsewhere a skip."""
    path = next(filter(None, map(shutil.which, BROWSERS[name])), None)
    if path:
        return path
    reason = f"no {name} found: apt-get install {BROWSERS[name][0]}, or put it on the PATH"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _driver() -> Iterator[Playwright]:
    """The one that runs in this process, which can be no more than one; else a new one."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        _running.append(playwright)
        try:
            yield playwright
        finally:
            _running.clear()


@contextmanager
def browsers(name: str) -> Iterator[Browser]:
    """Debian's chromium, or Debian's firefox over WebDriver BiDi."""
    with _driver() as playwright, TemporaryDirectory() as downloads:
        if name == "firefox":
            started = playwright.firefox.launch(
                executable_path=where(name), channel="moz-firefox", downloads_path=downloads, timeout=PATIENCE
            )
        else:
            started = playwright.chromium.launch(executable_path=where(name), chromium_sandbox=False, timeout=PATIENCE)
        _downloads[started] = Path(downloads)
        yield started
        started.close()
        del _downloads[started]


def saved(page: Page, click: Callable[[], None]) -> tuple[str, bytes]:
    """Name and bytes of the file that a click saves."""
    browser = page.context.browser
    assert browser
    if browser.browser_type.name == "chromium":
        with page.expect_download() as download:
            click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()
    folder = _downloads[browser]  # playwright does not tell of what a page of Firefox makes itself
    before = {*folder.iterdir()}
    click()
    for _ in range(PATIENCE // 100):
        new = [path for path in {*folder.iterdir()} - before if path.suffix != ".part"]
        if new and new[0].stat().st_size > 0 and not [*folder.glob("*.part")]:
            return new[0].name, new[0].read_bytes()
        page.wait_for_timeout(100)
    raise AssertionError("nothing was saved")


def hold_back_choosers(page: Page) -> None:
    """From the start: what opens before the browser is told to hold it back is not caught."""
    page.on("filechooser", lambda _: None)


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser for what is the same in every browser."""
    with browsers("chromium") as started:
        yield started


@contextmanager
def stille_paginas(started: Browser, map_: Path) -> Iterator[Openen]:
    """Opens pages; afterwards none of them has said, asked or broken anything."""
    contexts, geluid = [], []

    def openen(html: str, anker: str = "", **opties: Any) -> Page:
        document = map_ / f"rapport{len(contexts)}.html"
        document.write_text(html, encoding="utf-8")
        context = started.new_context(**{"offline": True, "viewport": {"width": 1280, "height": 800}} | opties)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: geluid.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: geluid.append(f"error: {error}"))
        page.on("dialog", lambda dialog: geluid.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: request.url.partition("#")[0] == page_url or geluid.append(f"request: {request.url}"),
        )
        page_url = document.as_uri()
        page.goto(page_url + anker)
        return page

    yield openen
    for context in contexts:
        context.close()
    assert geluid == []


def toegankelijk(page: Page, regels: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, or these rules only: the rule and the elements."""
    only = {"type": "rule", "values": regels} if regels else {"type": "tag", "values": WCAG}
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:5]}" for rule in found]
