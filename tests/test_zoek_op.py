"""The reader's own file in the page: shown beside the places, nowhere else, and gone when asked."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bouw import bsn, client, levering, schuld, traject
from browser import Openen, browser, browsers, hold_back_choosers, saved, stille_paginas, toegankelijk
from playwright.sync_api import Browser, Page
from werkbank import NAAM, VANDAAG, Opened, open_report, page_of

from ddas_report.analyse.pipeline import assess
from ddas_report.read.one_file import read_delivery
from ddas_report.render.html import render_html
from ddas_report.report.build import build_report

BSN_EEN, BSN_TWEE, BSN_SCHOON = bsn(1), bsn(2), bsn(3)
GEBOREN = "1971-08-23"
OMSCHRIJVING = "Kanarie van mevrouw Vink"
CLIENT_VALUES = (BSN_EEN, BSN_TWEE, GEBOREN, OMSCHRIJVING)

TWEE = levering(
    traject(
        client=[client(Burgerservicenummer=BSN_EEN, Geboortedatum=GEBOREN), client(Burgerservicenummer=BSN_TWEE)],
        omschrijving=OMSCHRIJVING,
        schulden=[schuld(bedrag=None)],
    ),
    traject(client=[client(Burgerservicenummer=BSN_SCHOON)]),
)
"""Two clients in a traject with a schuld that is not right, and a clean traject."""

LOOSE = """async () => [location.href, document.title, document.cookie,
  JSON.stringify(localStorage), JSON.stringify(sessionStorage),
  JSON.stringify(await indexedDB.databases()), JSON.stringify(history.state), name,
  ...[...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].map((a) => a.value)),
  ...[...document.querySelectorAll("input, textarea, select")].map((e) => e.value)].join("\\n")"""
"""All that is kept, sent along or printed beside the text of the page."""


@pytest.fixture(scope="module")
def chroom() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def openen(chroom: Browser, tmp_path: Path) -> Iterator[Openen]:
    with stille_paginas(chroom, tmp_path) as openen:
        yield openen


def zipped(method: int, **files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(f"map/{name}.json", data)
    return packed.getvalue()


def printed(page: Page) -> str:
    """The text that paper shows."""
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    return text


def worklist(page: Page) -> str:
    """The CSV that the page makes."""
    name, data = saved(page, lambda: page.locator("#download-csv").click())
    assert name.startswith("werklijst")
    return data.decode()


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_the_place_shows_whose_dossier_it_is_until_it_is_forgotten(name: str, tmp_path: Path) -> None:
    with browsers(name) as started, stille_paginas(started, tmp_path) as openen:
        opened = open_report(openen, tmp_path, TWEE)
        assert opened.persons == []
        assert "1 bestand is geopend." in opened.look_up()
        opened.unfold()
        shown = opened.page.locator("#SLD-01 .persoon").inner_text()
        assert shown == (
            f"BSN {BSN_EEN} · geboren {GEBOREN} · BSN {BSN_TWEE} · geboren 1980-05-17 · omschrijving {OMSCHRIJVING}"
        )
        assert BSN_SCHOON not in opened.page.content()
        assert BSN_EEN not in worklist(opened.page)
        opened.page.locator("#met-bsn").check()
        assert BSN_EEN in worklist(opened.page)
        opened.page.locator("#vergeten").click()
        assert opened.page.evaluate("document.activeElement.id") == "zoek-op"
        assert BSN_EEN not in worklist(opened.page)
        assert not any(value in opened.page.content() for value in CLIENT_VALUES)
        assert opened.page.locator("#zoek-stand").inner_text() == "Er is geen bestand geopend."


def test_a_place_about_one_client_shows_that_client_only(openen: Openen, tmp_path: Path) -> None:
    document = levering(traject(client=[client(Burgerservicenummer=BSN_EEN), client(Burgerservicenummer="123456789")]))
    opened = open_report(openen, tmp_path, document)
    opened.look_up()
    about = opened.page.locator("[data-pad*='client[1]'] + .persoon").first.text_content()
    assert about and "BSN 123456789" in about and BSN_EEN not in about


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_the_file_may_stand_in_a_zip(openen: Openen, tmp_path: Path, method: int) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    packed = tmp_path / "SHV_2024.zip"
    packed.write_bytes(zipped(method, ander=b"{}", test=opened.file.read_bytes()))
    said = opened.look_up(packed)
    assert "1 bestand is geopend." in said and "ander.json: dit is niet het bestand" in said
    assert any(BSN_EEN in person for person in opened.persons)


class Stream(io.RawIOBase):
    """What cannot be gone back in, so that sizes are only known after the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


@pytest.mark.parametrize("large", [False, True], ids=["data descriptors", "zip64"])
def test_zip_may_be_written_as_a_stream_or_as_zip64(
    openen: Openen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    stream = Stream()
    if large:
        monkeypatch.setattr("zipfile.ZIP64_LIMIT", 0)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("leesmij.txt", b"niets")
        archive.writestr("test.json", opened.file.read_bytes())
    assert (b"PK\x06\x06" in stream.data) is large and b"PK\x07\x08" in stream.data
    (tmp_path / "SHV_2024.zip").write_bytes(stream.data)
    assert "1 bestand is geopend." in opened.look_up(tmp_path / "SHV_2024.zip")


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(40), zipped(zipfile.ZIP_STORED), b"", b"\xff\xfe\x00", b'{"leveringen": [{"schuldhulp'],
    ids=["no zip", "empty zip", "empty", "no text", "cut off"],
)
def test_what_is_no_delivery_is_refused_with_a_sentence(openen: Openen, tmp_path: Path, data: bytes) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    other = tmp_path / "kapot.json"
    other.write_bytes(data)
    said = opened.look_up(other)
    assert said.startswith(("kapot.json: dit is niet", "kapot.json: Dit zip", "kapot.json: In dit zip"))
    assert said.endswith(".") and opened.persons == [] and not opened.page.locator("#vergeten").is_visible()


def test_a_foreign_file_is_refused_and_another_version_is_named(openen: Openen, tmp_path: Path) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    foreign = tmp_path / "SHV_2023_Ander.json"
    foreign.write_text(json.dumps(levering(traject())))
    assert (
        opened.look_up(foreign)
        == f"{foreign.name}: dit is niet het bestand waar dit rapport over gaat. Het is niet geopend."
    )
    opened.file.write_text(json.dumps(TWEE, indent=1))
    assert "Dit is een andere versie van het bestand: maak een nieuw rapport." in opened.look_up()
    opened.file.write_text(json.dumps(TWEE | {"einddatumLevering": "2025-12-31"}))
    assert "andere versie" not in opened.look_up()
    assert opened.persons == []


def test_each_of_several_files_shows_its_own_persons(openen: Openen, tmp_path: Path) -> None:
    nummers = {"SHV_2024_A.json": BSN_EEN, "SHV_2024_B.json": BSN_TWEE}
    for naam, nummer in nummers.items():
        broken = traject(client=[client(Burgerservicenummer=nummer)], schulden=[schuld(bedrag=None)])
        (tmp_path / naam).write_text(json.dumps(levering(broken)))
    read = [read_delivery(naam, (tmp_path / naam).read_bytes()) for naam in nummers]
    found = assess(read, "samen", VANDAAG)
    opened = Opened(openen(render_html(build_report(found, VANDAAG, tonen=True))), tmp_path / "SHV_2024_B.json")
    assert "1 bestand is geopend." in opened.look_up()
    assert opened.persons and all(BSN_TWEE in person for person in opened.persons)
    opened.look_up(tmp_path / "SHV_2024_A.json")
    assert {any(nummer in person for person in opened.persons) for nummer in nummers.values()} == {True}


def test_nothing_is_kept_sent_or_printed_unless_asked(openen: Openen, tmp_path: Path) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    page = opened.page
    page.evaluate("() => { window.copied = []; navigator.clipboard.writeText = async (text) => copied.push(text); }")
    opened.look_up()
    opened.unfold()
    page.locator("#SLD-01 .kopieer").first.click()
    page.locator("#maak-bericht").click()
    page.locator("#kopieer-bericht").click()
    page.locator(".gedaan input").first.check()
    page.fill("#filter-tekst", BSN_EEN)
    assert page.locator(".filter .telling").inner_text().startswith("0 van ")
    assert not any(value in page.url for value in CLIENT_VALUES)
    page.fill("#filter-tekst", "")
    apart = page.evaluate(LOOSE) + "\n".join(page.evaluate("copied")) + printed(page)
    assert not any(value in apart for value in CLIENT_VALUES)
    page.keyboard.press("Control+a")
    assert not any(value in page.evaluate("getSelection().toString()") for value in CLIENT_VALUES)
    page.locator("#met-persoon").check()
    assert all(value in printed(page) for value in CLIENT_VALUES)
    page.locator("#vergeten").click()
    apart = page.evaluate(LOOSE) + page.content() + printed(page)
    assert not any(value in apart for value in CLIENT_VALUES)
    opened.look_up()
    page.reload()
    assert not any(value in page.content() for value in CLIENT_VALUES)
    assert not page.locator("#met-persoon").is_checked()


HOSTILE = [
    '<script>document.title = "run"</script><img src=x onerror=alert(1)>',
    "\u202egnirts\u2066 \u0000\u001b[31m",
    "=HYPERLINK(1)",
    {"__proto__": {"toString": "x"}},
    ["lijst"],
    True,
    "x" * 1_000_000,
]


def test_hostile_values_are_text_or_nothing(openen: Openen, tmp_path: Path) -> None:
    trajecten: list[Any] = [
        traject(omschrijving=tekst, client=[{"Burgerservicenummer": tekst, "Geboortedatum": tekst}, tekst])
        for tekst in HOSTILE
    ]
    shapes: list[Any] = [None, 3, "tekst", [], {"client": {"client": []}}, {"client": None, "uitstroom": 3}]
    data = json.dumps(levering(*trajecten, *shapes)).replace('"Huisnummer"', '"__proto__"').encode()
    opened = open_report(openen, tmp_path, data)
    assert "geopend" in opened.look_up()
    opened.unfold()
    told = opened.persons
    assert opened.page.title() != "run" and opened.page.locator("main script, main img").count() == 0
    assert any("<script>" in text for text in told)
    assert max(map(len, told)) < 1000 and not any(sign in text for text in told for sign in "\u202e\u2066\x00\x1b")
    assert opened.page.evaluate("({}).toString === Object.prototype.toString && ({}).BSN === undefined")


LARGE, LONG = 70_000_000, 50_000_000
"""Bytes of a file that is as large as one may be, and of one text in it."""


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_seventy_megabytes_are_read_in_turns_and_a_text_of_fifty_does_nothing(name: str, tmp_path: Path) -> None:
    broken = traject(
        client=[client(Burgerservicenummer=BSN_EEN)], omschrijving="kort", schulden=[schuld(bedrag=None)] * 60
    )
    small, one = json.dumps(levering(broken)).encode(), json.dumps(traject())
    big = json.dumps(levering(broken, "REST")).replace("kort", "x" * LONG)
    big = big.replace('"REST"', ", ".join([one] * ((LARGE - LONG) // len(one))))
    (tmp_path / NAAM).write_text(big)
    page_ = page_of(small).replace(hashlib.sha256(small).hexdigest(), hashlib.sha256(big.encode()).hexdigest())
    with browsers(name) as started, stille_paginas(started, tmp_path) as openen:
        opened = Opened(openen(page_), tmp_path / NAAM)
        opened.page.evaluate(
            """() => { window.turns = 0; const stand = document.getElementById("zoek-stand");
              setInterval(() => { if (stand.textContent.includes("%")) window.turns += 1; }, 0); }"""
        )
        assert "1 bestand is geopend." in opened.look_up()
        assert opened.page.evaluate("window.turns") >= 3
        opened.unfold()
        assert len(opened.persons) == 50 and all(BSN_EEN in told and len(told) < 400 for told in opened.persons)


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ('{"leveringen": [{"schuldhulptrajecten": %s}]}', {0: {0: 1, 2: 2}}),
        ('{"gegevens": {"leveringen": [{"schuldhulptrajecten": %s}]}, "paginering": {}}', {0: {0: 1, 2: 2}}),
        (
            '{"leveringen": [{"schuldhulptrajecten": [{"n": 9}]}], "lever\\u0069ngen": [3, {"schuldhulptrajecten": %s}]}',
            {1: {0: 1, 2: 2}},
        ),
        ('{"leveringen": [{"schuldhulptrajecten": [{"n": 9}], "schuldhulptrajecten": %s}]}', {0: {0: 1, 2: 2}}),
        (
            '{"a": {"leveringen": [{"schuldhulptrajecten": [{"n": 9}]}]}, '
            '"leveringen": [{"b\\"": "}]", "schuldhulptrajecten": %s}]}',
            {0: {0: 1, 2: 2}},
        ),
        ('{"leveringen": {"schuldhulptrajecten": %s}}', {}),
        ('[{"leveringen": [{"schuldhulptrajecten": %s}]}]', {}),
    ],
    ids=["plain", "response", "named twice", "list twice", "elsewhere", "no list", "in a list"],
)
def test_trajecten_are_found_where_a_parser_finds_them(
    openen: Openen, tmp_path: Path, around: str, found: dict[int, dict[int, int]]
) -> None:
    page = open_report(openen, tmp_path, levering()).page
    trajecten = '[{"n": 1, "t": "\\\\\\"}"}, ["{"], {"n": 2, "diep": [[[{"n": 3}]]]}, 4]'
    got = page.evaluate(
        """(text) => {
          const bytes = new TextEncoder().encode(text);
          const scan = scanDelivery(bytes);
          let step = scan.next();
          while (!step.done) step = scan.next();
          const parse = ([begin, end]) => JSON.parse(new TextDecoder().decode(bytes.subarray(begin, end))).n;
          return [...step.value.trajecten].map(([l, all]) => [l, [...all].map(([t, range]) => [t, parse(range)])]);
        }""",
        around % trajecten,
    )
    assert {levering: dict(all_) for levering, all_ in got if all_} == found


def problems(page: Page) -> list[str]:
    """What axe finds from the top, where the bar that stays covers nothing."""
    page.evaluate("scrollTo(0, 0)")
    return toegankelijk(page)


def test_by_keyboard_alone_and_accessible_before_and_after(openen: Openen, tmp_path: Path) -> None:
    opened = open_report(openen, tmp_path, TWEE)
    page = opened.page
    hold_back_choosers(page)
    page.evaluate(
        """() => { window.copied = []; window.print = () => { window.printed = true; };
          navigator.clipboard.writeText = async (text) => copied.push(text); }"""
    )
    assert problems(page) == []
    page.locator("#zoek-op").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(opened.file)
    page.wait_for_selector(".persoon", state="attached")
    opened.unfold()
    assert problems(page) == []
    acts = {
        "vergeten": "",
        "met-persoon": "Space",
        "csv-keuze": "",
        "download-csv": "",
        "met-bsn": "Space",
        "maak-bericht": "Enter",  # goes on in the message
        "bericht": "",
        "kopieer-bericht": "Enter",
        "druk-ondertekening": "Enter",
    }
    for id_, key in acts.items():
        if page.evaluate("document.activeElement.id") != id_:
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == id_
        if key:
            page.keyboard.press(key)
            assert problems(page) == [], id_
    assert page.evaluate("[copied.length, window.printed]") == [1, True]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    for selector, key, answer in (
        (".oorzaken button", "Enter", "bevinding"),
        ("#filter-ernst", "f", "bevinding"),
        ("#filter-tekst", "x", "bevinding"),
        (".oorzaken .gedaan input", "Space", "gedaan"),
        ("#wis-gedaan", "Enter", "gedaan"),
    ):
        page.locator(selector).first.focus()
        page.keyboard.press(key)
        assert answer in page.locator("#melding").inner_text() and problems(page) == [], selector
    page.locator("#vergeten").focus()
    page.keyboard.press("Space")
    assert opened.persons == [] and problems(page) == []


def test_without_script_the_section_is_not_there(openen: Openen, tmp_path: Path) -> None:
    page = open_report(openen, tmp_path, TWEE, java_script_enabled=False).page
    assert not page.locator("#werkbank").is_visible() and page.locator("#SLD-01").is_visible()


def test_the_policy_stays_as_narrow_as_it_was(openen: Openen, tmp_path: Path) -> None:
    page = open_report(openen, tmp_path, TWEE).page
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    parts = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert parts["default-src"] == ["'none'"] and len(parts["script-src"]) == 1 and "unsafe" not in policy
    assert parts.keys() == {"default-src", "script-src", "style-src", "img-src", "font-src", "base-uri", "form-action"}
