"""The local page, over real HTTP and in real browsers: who may speak to it, and from a dropped file to a download."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bouw import levering, traject
from browser import PATIENCE, browsers, toegankelijk
from playwright.sync_api import Browser, Page, expect

from ddas_report.read.archive import Limits
from ddas_report.web.guard import FORBIDDEN
from ddas_report.web.server import Server

BSN = "999990019"


@contextmanager
def draaiend(grenzen: Limits | None = None, idle: float = 600.0) -> Iterator[Server]:
    server = Server(grenzen, idle)
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

    def rapport(self, *bestanden: tuple[str, str, bytes]) -> tuple[str, dict[str, str]]:
        """The id of a job with these files (rol, naam, bytes), and how it ended."""
        id_ = json.loads(self.vraag("POST", "/opdracht")[2])["id"]
        for rol, naam, data in bestanden:
            status, _, body = self.vraag("PUT", f"/opdracht/{id_}/{rol}?naam={naam}", data)
            if status != 204:
                return id_, json.loads(body)
        assert self.vraag("POST", f"/opdracht/{id_}/start", b"{}")[0] == 202
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
    kapot = levering_bytes(startdatumLevering=BSN).replace(b"{", b"{", 1)
    id_, _ = klant.rapport(("levering", "..%2F..%2Fhome%2Fiemand%2FSHV_2024_A.json", kapot))
    for pad in (f"/rapport/{id_}/pagina", f"/rapport/{id_}/json", f"/rapport/{id_}"):
        body = klant.vraag("GET", pad)[2].decode()
        assert "iemand" not in body and str(Path(__file__).parent.parent) not in body and BSN not in body


@pytest.mark.parametrize(
    ("naam", "data", "melding"),
    [
        ("SHV_2024_A.json", b"{", "geen geldige JSON"),
        ("SHV_2024_A.json", b"", ""),
        ("SHV_2024.zip", b"PK\x03\x04niets", "geen zip-bestand"),
    ],
)
def test_unreadable_file_gives_the_words_of_the_command(server: Server, naam: str, data: bytes, melding: str) -> None:
    _, stand = Klant(server).binnen().rapport(("levering", naam, data))
    assert stand["stand"] == "mislukt" and melding in stand["tekst"] and stand["advies"]


def test_more_than_may_be_read_is_refused_while_it_comes_in() -> None:
    with draaiend(Limits(bytes=1000)) as server:
        _, stand = Klant(server).binnen().rapport(("levering", "SHV_2024_A.json", b" " * 5000))
    assert "groter dan" in stand["tekst"]


def test_role_that_does_not_exist_and_a_job_without_a_delivery_are_refused(server: Server) -> None:
    klant = Klant(server).binnen()
    id_ = json.loads(klant.vraag("POST", "/opdracht")[2])["id"]
    assert klant.vraag("PUT", f"/opdracht/{id_}/etc?naam=x", b"x")[0] == 422
    assert klant.vraag("POST", f"/opdracht/{id_}/start", b"{}")[0] == 422
    assert klant.vraag("POST", f"/opdracht/{id_}/start", b"geen json")[0] == 422
    assert klant.vraag("GET", f"/rapport/{id_}")[0] == 422
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


@pytest.fixture(params=["chromium", "firefox"])
def pagina(request: pytest.FixtureRequest, server: Server) -> Iterator[Page]:
    """The page, opened as the program opens it; it must say nothing on the console."""
    geluid: list[str] = []
    with browsers(request.param) as started:
        page = nieuw(started, geluid)
        page.goto(server.key.address)
        yield page
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


def test_from_file_to_report_to_downloads_to_a_second_version(pagina: Page, tmp_path: Path) -> None:
    eerst = bestand(tmp_path, "SHV_2024_A.json", json.dumps(levering(traject(einddatum="2023-01-01"))).encode())
    pagina.set_input_files("[data-rol=levering] input", eerst)
    expect(pagina.locator("[data-rol=levering] .gekozen")).to_contain_text("SHV_2024_A.json")
    pagina.get_by_role("button", name="Maak het rapport").click()
    pagina.wait_for_url("**/rapport/*")
    expect(pagina.frame_locator("#rapport").locator("h1")).to_be_visible()
    for woorden, eind in (("Excel-werkmap", ".xlsx"), ("Werklijst", ".werklijst.xlsx"), ("JSON", ".op-orde.json")):
        with pagina.expect_download() as gekregen:
            pagina.get_by_role("link", name=woorden).click()
        assert gekregen.value.suggested_filename.endswith(eind)
    eerste = pagina.url
    pagina.get_by_text("Controleer de nieuwe versie").first.click()
    pagina.set_input_files("[data-rol=levering] input", bestand(tmp_path, "SHV_2024_A.json", levering_bytes()))
    pagina.get_by_role("button", name="Controleer de nieuwe versie").click()
    pagina.wait_for_url(lambda url: "/rapport/" in url and url != eerste)
    expect(pagina.frame_locator("#rapport").locator("body")).to_contain_text("vorige levering", ignore_case=True)


def test_unreadable_file_is_told_on_the_page_and_another_can_be_chosen(pagina: Page, tmp_path: Path) -> None:
    pagina.set_input_files("[data-rol=levering] input", bestand(tmp_path, "SHV_2024_A.json", b"{"))
    pagina.get_by_role("button", name="Maak het rapport").click()
    expect(pagina.locator("#melding")).to_contain_text("geen geldige JSON")
    expect(pagina.get_by_role("button", name="Maak het rapport")).to_be_enabled()


def test_nothing_chosen_says_what_to_choose_and_goes_there_by_keyboard(pagina: Page) -> None:
    knop = pagina.get_by_role("button", name="Maak het rapport")
    knop.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#melding")).to_contain_text("Kies eerst de levering")
    expect(pagina.locator("[data-rol=levering] input")).to_be_focused()


def test_page_can_be_closed_with_a_button(pagina: Page, server: Server) -> None:
    pagina.get_by_role("button", name="Sluit af").click()
    expect(pagina.locator("main")).to_contain_text("Het programma is gesloten")


def test_page_is_accessible_and_fits_a_narrow_screen(server: Server, tmp_path: Path) -> None:
    with browsers("chromium") as started:
        page = nieuw(started, [])
        page.goto(server.key.address)
        page.get_by_text("Vergelijken en ondertekenen").click()
        assert toegankelijk(page) == []
        page.set_viewport_size({"width": 320, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_input_files("[data-rol=levering] input", bestand(tmp_path, "SHV_2024_A.json", levering_bytes()))
        page.get_by_role("button", name="Maak het rapport").click()
        page.wait_for_url("**/rapport/*")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
