"""The local page, over real HTTP and in real browsers: who may speak to it, and from a dropped file to a download."""

import http.client
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bouw import levering, traject
from browser import PATIENCE, browsers, hold_back_choosers, saved, toegankelijk
from playwright.sync_api import Browser, Page, expect

from ddas_report.cli import standing
from ddas_report.cli.window import open_window
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits, too_many
from ddas_report.read.files import Held
from ddas_report.web.guard import FORBIDDEN
from ddas_report.web.jobs import Role, Standing
from ddas_report.web.server import Server

BSN = "999990019"


@contextmanager
def draaiend(grenzen: Limits | None = None, standing: Standing | None = None) -> Iterator[Server]:
    server = Server(grenzen, standing=standing)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def server() -> Iterator[Server]:
    with draaiend() as running:
        yield running


class Klant:
    """A client of the page that may tell lies about who it is."""

    def __init__(self, server: Server, **headers: str) -> None:
        self.server, self.headers = server, {"Origin": server.key.origin, **headers}

    def vraag(self, methode: str, pad: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.key.port, timeout=PATIENCE / 1000)
        given = {naam.replace("_", "-"): waarde for naam, waarde in {**self.headers, **headers}.items() if waarde}
        connection.request(methode, pad, body, given)
        answer = connection.getresponse()
        found = answer.status, {naam.lower(): waarde for naam, waarde in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def binnen(self) -> "Klant":
        """After the first request: with the cookie."""
        status, headers, _ = self.vraag("GET", urlsplit(self.server.key.address).path)
        assert (status, headers["location"]) == (303, "/")
        self.headers["Cookie"] = headers["set-cookie"].partition(";")[0]
        return self

    def rapport(self, *bestanden: tuple[str, str, bytes], **woorden: str) -> tuple[str, dict[str, str]]:
        """The id of a job with these files (rol, naam, bytes), and how it ended."""
        id_ = json.loads(self.vraag("POST", "/opdracht")[2])["id"]
        for rol, naam, data in bestanden:
            status, _, body = self.vraag("PUT", f"/opdracht/{id_}/{rol}?naam={naam}", data)
            if status != 204:
                return id_, json.loads(body)
        assert self.vraag("POST", f"/opdracht/{id_}/start", json.dumps(woorden).encode())[0] == 202
        while (stand := json.loads(self.vraag("GET", f"/opdracht/{id_}")[2]))["stand"] in ("wacht", "bezig"):
            time.sleep(0.05)
        return id_, stand


def levering_bytes(**velden: object) -> bytes:
    return json.dumps(levering(traject(), **velden)).encode()


def test_link_opens_the_page_once_and_becomes_a_cookie_that_scripts_and_other_sites_cannot_use(server: Server) -> None:
    pad = urlsplit(server.key.address).path
    _, headers, _ = Klant(server).vraag("GET", pad)
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and server.key.link not in cookie
    assert Klant(server).vraag("GET", pad)[0] == 403


@pytest.mark.parametrize(
    "leugen",
    [
        {"Host": "ddas.example:80"},
        {"Host": "localhost:1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Origin": "https://example.org"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Cookie": "ddas-1=niets"},
        {"Cookie": ""},
    ],
    ids=str,
)
def test_request_from_elsewhere_is_refused(server: Server, leugen: dict[str, str]) -> None:
    klant = Klant(server).binnen()
    assert klant.vraag("POST", "/opdracht")[0] == 200
    status, _, body = klant.vraag("POST", "/opdracht", **leugen)
    assert (status, body.decode()) == (403, FORBIDDEN)


def test_wrong_secret_opens_nothing_and_does_not_use_up_the_right_one(server: Server) -> None:
    assert Klant(server).vraag("GET", "/open/niets")[0] == 403
    assert Klant(server).binnen().vraag("GET", "/")[0] == 200


def test_every_answer_forbids_keeping_and_framing_elsewhere(server: Server) -> None:
    klant = Klant(server).binnen()
    id_, _ = klant.rapport(("levering", "SHV_2024_A.json", levering_bytes()))
    for pad in (
        "/",
        f"/rapport/{id_}",
        f"/rapport/{id_}/pagina",
        f"/rapport/{id_}/json",
        "/bestaat-niet",
        f"/opdracht/{id_}",
    ):
        _, headers, _ = klant.vraag("GET", pad)
        assert (headers["cache-control"], headers["x-frame-options"]) == ("no-store", "SAMEORIGIN"), pad
        assert "access-control-allow-origin" not in headers and "server" not in headers


def test_page_may_speak_to_its_own_server_only(server: Server) -> None:
    policy = Klant(server).binnen().vraag("GET", "/")[1]["content-security-policy"]
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy and "unsafe" not in policy


def test_no_answer_tells_a_folder_of_this_computer_or_a_bsn(server: Server) -> None:
    klant = Klant(server).binnen()
    kapot = levering_bytes(startdatumLevering=BSN)
    id_, _ = klant.rapport(("levering", "..%2F..%2Fhome%2Fiemand%2FSHV_2024_A.json", kapot))
    for pad in (f"/rapport/{id_}/pagina", f"/rapport/{id_}/json", f"/rapport/{id_}"):
        body = klant.vraag("GET", pad)[2].decode()
        assert "iemand" not in body and str(Path(__file__).parent.parent) not in body and BSN not in body


@pytest.mark.parametrize(
    ("naam", "data", "melding"),
    [
        ("SHV_2024_A.json", b"{", "geen geldige JSON"),
        ("SHV_2024_A.json", b"", "is leeg"),
        ("SHV_2024.zip", b"PK\x03\x04niets", "geen zip-bestand"),
    ],
)
def test_unreadable_file_gives_the_words_of_the_command(server: Server, naam: str, data: bytes, melding: str) -> None:
    _, stand = Klant(server).binnen().rapport(("levering", naam, data))
    assert stand["stand"] == "mislukt" and melding in stand["tekst"] and stand["advies"]


@pytest.mark.parametrize(
    "words", [b"{", b'{"functie": "\xb8"}', b'{"x":' + b"[" * 200_000], ids=["cut off", "bytes", "deep"]
)
def test_words_that_cannot_be_read_are_refused_in_words(server: Server, words: bytes) -> None:
    klant = Klant(server).binnen()
    id_ = json.loads(klant.vraag("POST", "/opdracht")[2])["id"]
    status, _, body = klant.vraag("POST", f"/opdracht/{id_}/start", words)
    assert (status, json.loads(body)["tekst"]) == (422, "De opdracht is niet te lezen.")


def test_more_than_may_be_read_is_refused_while_it_comes_in() -> None:
    with draaiend(Limits(bytes=1000)) as server:
        _, stand = Klant(server).binnen().rapport(("levering", "SHV_2024_A.json", b" " * 5000))
    assert "groter dan" in stand["tekst"]


def test_more_files_than_may_be_read_are_refused_as_by_the_command() -> None:
    grenzen = Limits(bestanden=1)
    with draaiend(grenzen) as server:
        one = ("levering", "SHV_2024_A.json", levering_bytes())
        _, stand = Klant(server).binnen().rapport(one, one)
    assert stand["tekst"] == too_many(grenzen).melding


def test_role_that_does_not_exist_and_a_job_without_a_delivery_are_refused(server: Server) -> None:
    klant = Klant(server).binnen()
    id_ = json.loads(klant.vraag("POST", "/opdracht")[2])["id"]
    assert klant.vraag("PUT", f"/opdracht/{id_}/etc?naam=x", b"x")[0] == 422
    assert klant.vraag("POST", f"/opdracht/{id_}/start", b"{}")[0] == 422
    assert klant.vraag("POST", f"/opdracht/{id_}/start", b"geen json")[0] == 422
    assert klant.vraag("GET", f"/rapport/{id_}/json")[0] == 422
    assert klant.vraag("GET", "/opdracht/weg")[0] == 422


def test_jobs_wait_their_turn_and_old_reports_make_room(server: Server) -> None:
    klant = Klant(server).binnen()
    data = levering_bytes()
    ids = [klant.rapport(("levering", "SHV_2024_A.json", data))[0] for _ in range(5)]
    found = [klant.vraag("GET", f"/rapport/{id_}/json")[0] for id_ in ids]
    assert found == [422, 422, 200, 200, 200]


def test_program_stops_when_no_page_is_left() -> None:
    server = Server(idle=0.5)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_report_that_is_gone_is_told_on_the_page_to_begin_again(server: Server) -> None:
    status, headers, body = Klant(server).binnen().vraag("GET", "/rapport/weg")
    assert status == 404 and headers["content-type"].startswith("text/html")
    assert "Dit rapport is er niet meer." in body.decode() and "Maak het rapport</button>" in body.decode()


# Standing choices, and a new version ---------------------------------------------------------------------


def test_standing_choices_count_on_the_page_as_for_the_command() -> None:
    vast = Standing("A. <b>Voorbeeld", "Teamleider", {"eerste_gesprek_dagen": 2.0})
    with draaiend(standing=vast) as server:
        klant = Klant(server).binnen()
        begin = klant.vraag("GET", "/")[2].decode()
        assert 'value="A. &lt;b&gt;Voorbeeld"' in begin and 'value="Teamleider"' in begin and "eigen normen" in begin
        id_, _ = klant.rapport(("levering", "SHV_2024_A.json", levering_bytes()))
        assert "(door u ingesteld)" in klant.vraag("GET", f"/rapport/{id_}/pagina")[2].decode()


def test_window_reads_the_users_own_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "normen.toml").write_text("eerste_gesprek_dagen = 14\n")
    (tmp_path / "ddas-report.toml").write_text('functie = "Teamleider"\nnormen = "normen.toml"\nformaat = "pdf"\n')
    given: list[Standing] = []
    monkeypatch.setattr(standing, "own_folder", lambda: tmp_path)
    monkeypatch.setattr("ddas_report.web.server.serve", lambda grenzen, vast, show: given.append(vast))
    open_window(Limits())
    assert (given[0].opsteller, given[0].functie) == ("", "Teamleider")
    assert given[0].normen["eerste_gesprek_dagen"] == 14
    (tmp_path / "ddas-report.toml").write_text("functi = 3\n")
    with pytest.raises(DdasError, match="functi"):
        open_window(Limits())


def test_new_version_keeps_who_signs_and_what_was_given_with_the_first(server: Server) -> None:
    klant = Klant(server).binnen()
    uitleg = b'[[toelichting]]\nregel = "TRJ-99"\n'
    eerst, _ = klant.rapport(("levering", "SHV_2024_A.json", levering_bytes()))
    first = server._jobs.get(eerst)
    assert first
    first.signer, first.files[Role.TOELICHTING] = ("A. Voorbeeld", "Teamleider"), [Held("toelichting.toml", uitleg)]
    id_, _ = klant.rapport(("levering", "SHV_2024_A.json", levering_bytes()), vorige=eerst)
    second = server._jobs.get(id_)
    assert second and second.signer == first.signer and second.files[Role.TOELICHTING] == first.files[Role.TOELICHTING]
    assert second.files[Role.VORIGE] == first.files[Role.LEVERING]
    assert "uw toelichting van daarnet telt weer mee" in klant.vraag("GET", f"/rapport/{eerst}")[2].decode()


# In real browsers ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def started(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with browsers(request.param) as browser:
        yield browser


@pytest.fixture
def pagina(started: Browser, server: Server) -> Iterator[Page]:
    """The page, opened as the program opens it; it must say nothing on the console."""
    geluid: list[str] = []
    page = nieuw(started, geluid)
    page.goto(server.key.address)
    yield page
    page.context.close()
    assert geluid == []


def nieuw(started: Browser, geluid: list[str]) -> Page:
    page = started.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: geluid.append(message.text))
    page.on("pageerror", lambda error: geluid.append(str(error)))
    return page


def bestand(map_: Path, naam: str, data: bytes) -> str:
    path = map_ / naam
    path.write_bytes(data)
    return str(path)


def kies(page: Page, map_: Path, data: bytes, naam: str = "SHV_2024_A.json") -> None:
    page.set_input_files("[data-rol=levering] input", bestand(map_, naam, data))


def maak(page: Page, knop: str = "Maak het rapport") -> str:
    """The address of the report, once it is there."""
    before = page.url
    page.get_by_role("button", name=knop).click()
    page.wait_for_url(lambda url: "/rapport/" in url and url != before)
    expect(page.frame_locator("#rapport").locator("h1")).to_be_visible()
    return page.url


DROP = """(element, [naam, tekst]) => {
  const blad = element.ownerDocument, gegevens = new (blad.defaultView.DataTransfer)();
  gegevens.items.add(new File([tekst], naam, { type: "application/json" }));
  return ["dragenter", "dragover", "drop"].map((soort) => element.dispatchEvent(
    new DragEvent(soort, { bubbles: true, cancelable: true, dataTransfer: gegevens })));
}"""
"""Drops a file on an element as a browser does; false for what the page keeps the browser from doing itself."""

UITVOER = {
    "Om te ondertekenen": ("SHV_2024_A.op-orde.pdf", b"%PDF-"),
    "Bijlage": ("SHV_2024_A.bijlage.pdf", b"%PDF-"),
    "Excel-werkmap": ("SHV_2024_A.op-orde.xlsx", b"PK"),
    "Werklijst": ("SHV_2024_A.werklijst.xlsx", b"PK"),
    "JSON": ("SHV_2024_A.op-orde.json", b"{"),
    "Deze pagina": ("SHV_2024_A.op-orde.html", b"<!doctype html>"),
}


def test_from_dropped_file_to_report_to_downloads_to_a_second_version(pagina: Page, tmp_path: Path) -> None:
    eerst = json.dumps(levering(traject(einddatum="2023-01-01")))
    assert pagina.locator("h1").evaluate(DROP, ["SHV_2024_A.json", eerst])[1:] == [False, False]
    expect(pagina.locator("[data-rol=levering] .gekozen")).to_contain_text("SHV_2024_A.json")
    pagina.evaluate(
        """() => { window.getoond = []; const balk = document.getElementById("voortgang");
          new MutationObserver(() => getoond.push(!balk.hidden)).observe(balk, { attributes: true });
          addEventListener("pagehide", () => sessionStorage.setItem("balk", JSON.stringify(getoond))); }"""
    )
    eerste = maak(pagina)
    assert pagina.evaluate("sessionStorage.getItem('balk')") == "[true]"
    for woorden, (naam, begin) in UITVOER.items():
        found, data = saved(pagina, lambda woorden=woorden: pagina.get_by_role("link", name=woorden).click())  # type: ignore[misc]
        assert (found, data[: len(begin)]) == (naam, begin)
        expect(pagina.locator("#melding")).to_contain_text(f"{naam} is gemaakt.")
    rapport = pagina.frame_locator("#rapport")
    assert rapport.locator("h1").evaluate(DROP, ["SHV_2024_A.json", json.dumps(levering(traject()))])[1:] == [
        False,
        False,
    ]
    expect(pagina.locator("[data-rol=levering] .gekozen")).to_contain_text("SHV_2024_A.json")
    assert pagina.evaluate("document.activeElement.textContent") == "Controleer de nieuwe versie"
    assert maak(pagina, "Controleer de nieuwe versie") != eerste
    expect(rapport.locator("body")).to_contain_text("Sinds de vorige keer")


def test_unreadable_file_is_told_on_the_page_and_another_can_be_chosen(pagina: Page, tmp_path: Path) -> None:
    kies(pagina, tmp_path, b"{")
    pagina.get_by_role("button", name="Maak het rapport").click()
    expect(pagina.locator("#melding")).to_contain_text("geen geldige JSON")
    kies(pagina, tmp_path, levering_bytes())
    maak(pagina)


def test_two_tabs_have_a_report_each(pagina: Page, tmp_path: Path) -> None:
    ander = pagina.context.new_page()
    ander.goto(pagina.url)
    adressen = []
    for page, naam in ((pagina, "SHV_2024_A.json"), (ander, "SHV_2024_B.json")):
        kies(page, tmp_path, levering_bytes(), naam)
        adressen.append(maak(page))
    assert len({*adressen}) == 2
    pagina.reload()
    expect(pagina.frame_locator("#rapport").locator("#bestand summary")).to_contain_text("SHV_2024_A.json")


def test_seventy_megabytes_become_a_report(pagina: Page, tmp_path: Path) -> None:
    kies(pagina, tmp_path, levering_bytes().replace(b"{", b"{" + b" " * 70_000_000, 1))
    expect(pagina.locator("[data-rol=levering] .gekozen")).to_contain_text("70 MB")
    maak(pagina)


def test_download_that_fails_is_told_on_the_page(started: Browser, server: Server, tmp_path: Path) -> None:
    page = nieuw(started, [])  # the browser itself notes in its console what was refused
    page.goto(server.key.address)
    kies(page, tmp_path, levering_bytes())
    job = server._jobs.get(maak(page).rpartition("/")[2])
    assert job
    job.result = None
    page.get_by_role("link", name="Excel-werkmap").click()
    expect(page.locator("#melding.fout")).to_contain_text("Dit rapport is nog niet klaar.")
    page.context.close()


class Elders(http.server.BaseHTTPRequestHandler):
    """Another page on this computer, so that the browser even sends the cookie along."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elders</title>")

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_browser_gets_nothing_from_another_page_another_name_or_another_secret(
    started: Browser, server: Server
) -> None:
    page = nieuw(started, [])
    page.goto(server.key.address)
    with http.server.HTTPServer(("127.0.0.1", 0), Elders) as elders:
        threading.Thread(target=elders.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{elders.server_port}/")
        page.evaluate(
            "(to) => fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined)",
            f"{server.key.origin}/opdracht",
        )
        elders.shutdown()
    assert not server._jobs._jobs
    for address in (
        f"http://localhost:{server.key.port}/",
        f"http://localhost:{server.key.port}/open/{server.key.link}",
    ):
        page.goto(address)
        assert page.locator("body").inner_text().strip() == FORBIDDEN.strip()
    page.goto(server.key.origin)
    assert page.locator("h1").inner_text() == "Mag dit bestand naar het CBS?"
    page.context.clear_cookies()
    for address in (server.key.origin, server.key.address, f"{server.key.origin}/open/{'x' * 43}"):
        page.goto(address)
        assert page.locator("body").inner_text().strip() == FORBIDDEN.strip()
    page.context.close()


def test_page_can_be_closed_with_a_button(pagina: Page, server: Server) -> None:
    pagina.get_by_role("button", name="Sluit af").click()
    expect(pagina.locator("h1")).to_have_text("Het programma is gesloten")
    expect(pagina.locator("h1")).to_be_focused()


@pytest.mark.parametrize("breedte", [320, 1280])
def test_by_keyboard_alone_accessible_after_each_step(server: Server, tmp_path: Path, breedte: int) -> None:
    geluid: list[str] = []
    with browsers("chromium") as browser:
        page = nieuw(browser, geluid)
        page.set_viewport_size({"width": breedte, "height": 700})
        hold_back_choosers(page)
        page.goto(server.key.address)

        def past() -> None:
            assert toegankelijk(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= breedte

        def toets(bij: str, toets: str = "Enter") -> None:
            """Tab on until this has the focus, and press a key there."""
            for _ in range(25):
                if page.evaluate("(bij) => document.activeElement.matches(bij)", bij):
                    break
                page.keyboard.press("Tab")
            assert page.evaluate("(bij) => document.activeElement.matches(bij)", bij), bij
            page.keyboard.press(toets)

        past()
        toets("button[type=submit]")
        expect(page.locator("#melding")).to_contain_text("Kies eerst de levering")
        expect(page.locator("[data-rol=levering] input")).to_be_focused()
        past()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(bestand(tmp_path, "SHV_2024_A.json", levering_bytes()))
        expect(page.locator(".gekozen li")).to_have_count(1)
        past()
        toets(".gekozen button")
        expect(page.locator("[data-rol=levering] input")).to_be_focused()
        page.set_input_files("[data-rol=levering] input", bestand(tmp_path, "SHV_2024_A.json", levering_bytes()))
        toets("summary")
        expect(page.get_by_label("Functie")).to_be_visible()
        past()
        toets("button[type=submit]")
        page.wait_for_url("**/rapport/*")
        expect(page.frame_locator("#rapport").locator("h1")).to_be_visible()
        past()
        found, _ = saved(page, lambda: toets("#meenemen a[href$=json]"))
        assert found == "SHV_2024_A.op-orde.json"
        toets("summary")
        past()
        page.keyboard.press("Shift+Tab")
        expect(page.locator("#stop")).to_be_focused()
        page.keyboard.press("Space")
        expect(page.locator("h1")).to_be_focused()
        past()
    assert geluid == []
