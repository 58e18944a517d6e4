"""What the page lets a reader do with the findings: worklist, message, filter in the address, ticking off, printing."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bouw import bsn, client, levering, schuld, traject
from browser import Openen, browser, saved, stille_paginas, toegankelijk
from playwright.sync_api import Browser, Page, expect
from test_pagina import pagina
from werkbank import open_report

NUMMER = bsn(7)
EEN = levering(traject(client=[client(Burgerservicenummer=NUMMER)], schulden=[schuld(bedrag=None)]))


@pytest.fixture(scope="module")
def chroom() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def openen(chroom: Browser, tmp_path: Path) -> Iterator[Openen]:
    with stille_paginas(chroom, tmp_path) as openen:
        yield openen


def unfold_causes(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.oorzaken details').forEach((d) => (d.open = true))")


def downloaded(page: Page, button: str) -> list[dict[str, str]]:
    """The rows of the worklist that a button makes."""
    text = saved(page, lambda: page.locator(button).first.click())[1].decode()
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")]


def test_worklist_holds_every_place_of_the_page(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    rows = downloaded(page, "#download-csv")
    wholes = [row for row in rows if row["plaats"] in ("de hele gemeente", "het hele bestand") and not row["pad"]]
    assert len(rows) - len(wholes) == page.locator("table.plekken tbody tr").count() > 50
    assert {row["regel"] for row in rows} == {
        *page.locator("article.signaal").evaluate_all("all => all.map((e) => e.dataset.regel)")
    }
    assert all(row["regel"] and row["plaats"] and row["eigenaar"] and row["oorzaak"] for row in rows)
    assert all(row["gemeente"] for row in wholes if row["plaats"] == "de hele gemeente")
    assert f"met {len(rows)} rijen" in page.locator("#csv-stand").inner_text()
    first = next(row for row in rows if row["regel"] == "TRJ-01")
    assert first["pad"].startswith("$.leveringen[0].schuldhulptrajecten[") and first["dossier"].startswith(
        "startdatum "
    )


def test_worklist_of_an_owner_a_gemeente_and_a_cause(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    everything = downloaded(page, "#download-csv")
    page.select_option("#csv-keuze", "leverancier")
    of_owner = downloaded(page, "#download-csv")
    assert of_owner == [row for row in everything if "Softwareleverancier" in row["eigenaar"]] != []
    page.select_option("#kies", label="Almelo")
    page.select_option("#csv-keuze", "filter")
    of_gemeente = downloaded(page, "#download-csv")
    assert 0 < len(of_gemeente) < len(everything) and {row["gemeente"] for row in of_gemeente} <= {"Almelo", ""}
    unfold_causes(page)
    cause = page.locator(".oorzaken > li").filter(has=page.get_by_role("link", name="TRJ-01")).first
    of_cause = downloaded(page, f"#{cause.get_attribute('id')} button:has-text('Werklijst')")
    title = " ".join(cause.locator("h3").inner_text().split())
    assert of_cause and all(title in row["oorzaak"] for row in of_cause)


def test_bsn_comes_in_the_worklist_only_after_opening_and_when_asked(openen: Openen, tmp_path: Path) -> None:
    opened = open_report(openen, tmp_path, EEN)
    page = opened.page
    assert not page.locator("#met-bsn").is_visible()
    opened.look_up()
    assert not any(NUMMER in str(row) for row in downloaded(page, "#download-csv"))
    page.locator("#met-bsn").check()
    rows = downloaded(page, "#download-csv")
    assert {row["BSN"] for row in rows if row["regel"] == "SLD-01"} == {NUMMER}
    assert "In dit bestand staan persoonsgegevens" in page.locator("#csv-stand").inner_text()
    page.locator("#vergeten").click()
    assert not any(NUMMER in str(row) for row in downloaded(page, "#download-csv"))


def test_what_the_schema_refuses_is_in_the_worklist_and_can_be_looked_up(openen: Openen, tmp_path: Path) -> None:
    wrong = traject(client=[client(Burgerservicenummer=NUMMER)], schulden=[schuld(bedrag="1")])
    opened = open_report(openen, tmp_path, levering(wrong | {"startdatum": "gisteren"}, "geen traject"))
    page = opened.page
    opened.look_up()
    opened.unfold()
    shown = page.locator("#BST-05 .plekken tbody tr")
    assert [NUMMER in row for row in shown.all_inner_texts()] == [True, True, False]
    page.locator("#met-bsn").check()
    found = {row["pad"]: row for row in downloaded(page, "#download-csv") if row["regel"] == "BST-05"}
    start, bedrag, text = (
        found[f"$.leveringen[0].schuldhulptrajecten{rest}"]
        for rest in ("[0].startdatum", "[0].schulden[0].bedrag", "[1]")
    )
    assert (start["BSN"], bedrag["BSN"], text["BSN"]) == (NUMMER, NUMMER, "")
    assert start["waarden"].startswith("veld: ") and "wat is er mis: " in start["waarden"] and start["oorzaak"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "＝1"])
def test_no_cell_of_the_worklist_is_a_formula(openen: Openen, text: str) -> None:
    page = openen(pagina("klein"))
    assert page.evaluate("(text) => toCell(text)", text) == f"'{text}"
    assert page.evaluate("toCell('a;\"b\"')") == '"a;""b"""'


def test_message_to_the_supplier_names_fields_and_no_one(openen: Openen, tmp_path: Path) -> None:
    people = [client(Geslachtsaanduiding="V", Burgerservicenummer=bsn(n)) for n in range(30)]
    opened = open_report(openen, tmp_path, levering(*(traject(client=[person]) for person in people)))
    page = opened.page
    opened.look_up()
    page.evaluate("() => { window.copied = []; navigator.clipboard.writeText = async (text) => copied.push(text); }")
    page.locator("#maak-bericht").click()
    assert page.evaluate("document.activeElement.id") == "bericht"
    page.locator("#kopieer-bericht").click()
    expect(page.locator("#melding")).to_have_text("Het bericht is gekopieerd.")
    (message,) = page.evaluate("copied")
    assert "regel CLT-04" in message and "30 van 30 cliënten" in message and "Man, Vrouw" in message
    assert "$.leveringen[0].schuldhulptrajecten[0].client[0]" in message
    assert not any(str(value) in message for person in people for value in person.values() if len(str(value)) > 3)


# The filter in the address -------------------------------------------------------------------------------


def test_filter_finds_by_owner_cause_and_text_and_says_how_many(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    allen = page.locator("[data-ernst]").count()
    for soort, waarde in (("eigenaar", "leverancier"), ("oorzaak", "2")):
        page.select_option(f"#filter-{soort}", waarde)
        shown = page.locator("[data-ernst]:visible")
        assert 0 < shown.count() < allen
        assert all(
            waarde in each for each in shown.evaluate_all(f"all => all.map((e) => e.dataset.{soort}.split(' '))")
        )
        assert page.locator("#melding").inner_text() == f"{shown.count()} van {allen} bevindingen"
        page.select_option(f"#filter-{soort}", "")
    page.locator("#filter-tekst").press_sequentially("trj-01")
    assert page.locator("[data-ernst]:visible").evaluate_all("all => all.map((e) => e.id)") == ["TRJ-01"]


def test_address_holds_the_choice_and_shows_it_again(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    page.select_option("#filter-eigenaar", "leverancier")
    page.fill("#filter-tekst", "postcode & <b>")
    hash_ = page.evaluate("location.hash")
    again = openen(pagina("Foutenstad"), anker=hash_)
    assert again.locator("#filter-eigenaar").input_value() == "leverancier"
    assert again.locator("#filter-tekst").input_value() == "postcode & <b>"
    assert again.locator(".filter .telling").inner_text() == page.locator(".filter .telling").inner_text()
    page.fill("#filter-tekst", "")
    page.select_option("#filter-eigenaar", "")
    assert page.evaluate("location.hash") == ""


def test_link_to_a_cause_shows_its_places_only(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    unfold_causes(page)
    cause = page.locator(".oorzaken > li").nth(3)
    number = str(cause.get_attribute("value"))
    key = str(cause.get_attribute("data-sleutel"))
    cause.get_by_role("button", name="Toon de plaatsen").press("Enter")
    assert page.evaluate("new URLSearchParams(location.hash.slice(6)).get('oorzaak')") == key
    again = openen(pagina("Foutenstad"), anker=page.evaluate("location.hash"))
    for shown in (page, again):
        rows = shown.locator("article:not([hidden]) .plekken tbody tr:not([hidden])")
        assert {number} <= {
            one for each in rows.evaluate_all("all => all.map((e) => e.dataset.oorzaak)") for one in each.split()
        }
        assert all(number in (row.get_attribute("data-oorzaak") or "").split() for row in rows.all())


def test_link_to_a_cause_shows_the_same_cause_when_others_come_or_go(openen: Openen, tmp_path: Path) -> None:
    late = traject(startdatum="2024-05-01", einddatum="2024-03-01")
    one, more = (open_report(openen, tmp_path, levering(*all_)).page for all_ in ((late,), (late, traject(client=[]))))
    cause = one.locator(".oorzaken > li[data-sleutel='TRJ-01']")
    cause.get_by_role("button", name="Toon de plaatsen").click()
    hash_ = one.evaluate("location.hash")
    more.evaluate("(hash) => { location.hash = hash; }", hash_)
    assert more.locator("#filter-oorzaak option:checked").inner_text()[3:] in cause.locator("h3").inner_text()
    assert more.locator(".oorzaken > li[data-sleutel='TRJ-01']").get_attribute("value") != cause.get_attribute("value")
    gone = open_report(openen, tmp_path, EEN, anker=hash_).page
    assert "De oorzaak van deze link staat niet in dit rapport." in gone.locator(".filter .telling").inner_text()
    assert gone.locator("[data-ernst]:visible").count() == gone.locator("[data-ernst]").count()


@pytest.mark.parametrize("hash_", ["#toon?ernst=%3Cb%3E&oorzaak=9999", "#toon?__proto__=x", "#toon?tekst=%", "#toon?"])
def test_an_address_that_asks_nonsense_shows_everything_that_fits(openen: Openen, hash_: str) -> None:
    page = openen(pagina("Foutenstad"), anker=hash_)
    assert page.locator("#filter-ernst").input_value() == "" and page.locator("#filter-oorzaak").input_value() == ""
    assert page.evaluate("({}).x") is None


# Ticking off ---------------------------------------------------------------------------------------------


def test_what_is_done_is_kept_under_the_fingerprint_until_it_is_wiped(openen: Openen, tmp_path: Path) -> None:
    opened = open_report(openen, tmp_path, EEN)
    page = opened.page
    opened.look_up()
    opened.unfold()
    told = page.locator("#gedaan-stand")
    assert told.inner_text() == "0 van 1 oorzaak en 0 van 1 plaats op deze pagina gedaan."
    page.locator("#SLD-01 tbody .gedaan input").first.check()
    page.locator(".oorzaken .gedaan input").first.check()
    assert told.inner_text() == "1 van 1 oorzaak en 1 van 1 plaats op deze pagina gedaan."
    assert page.locator("#melding").inner_text() == told.inner_text()
    ((name, kept),) = page.evaluate("Object.entries(localStorage)")
    assert len(name.split()[-1]) == 64 and NUMMER not in kept and len(json.loads(kept)) == 2
    page.reload()
    assert page.locator(".oorzaken .gedaan input").first.is_checked()
    assert page.locator("#SLD-01 tbody .gedaan input").first.is_checked()
    page.locator("#wis-gedaan").click()
    assert page.evaluate("localStorage.length") == 0 and page.locator(".gedaan input:checked").count() == 0
    assert page.evaluate("document.activeElement.id") == "gedaan-stand"


def test_cause_that_is_done_takes_its_places_along_and_tells_how_many(openen: Openen, tmp_path: Path) -> None:
    late = [traject(startdatum="2024-05-01", einddatum="2024-03-01") for _ in range(3)]
    opened = open_report(openen, tmp_path, levering(*late, traject(client=[])))
    page = opened.page
    opened.unfold()
    cause = page.locator(".oorzaken > li[data-sleutel='TRJ-01']")
    boxes = page.locator("#TRJ-01 tbody .gedaan input")
    boxes.nth(1).check()
    assert cause.locator(".gedaan-plekken").inner_text().strip() == "· 1 van 3 plaatsen gedaan"
    cause.locator(".gedaan input").check()
    assert cause.locator(".gedaan-plekken").inner_text().strip() == "· gedaan"
    assert [boxes.nth(n).is_checked() and boxes.nth(n).is_disabled() for n in range(3)] == [True] * 3
    assert page.locator("#gedaan-stand").inner_text().startswith("1 van ")
    cause.locator(".gedaan input").uncheck()
    assert [boxes.nth(n).is_checked() for n in range(3)] == [False, True, False]


def test_without_storage_ticking_works_and_says_that_it_is_not_kept(openen: Openen, chroom: Browser) -> None:
    page = openen(pagina("klein"), anker="", storage_state=None)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })")
    page.reload()
    page.locator(".oorzaken .gedaan input").first.check()
    assert "Deze browser bewaart dat niet" in page.locator("#gedaan-stand").inner_text()


# Printing and access -------------------------------------------------------------------------------------


def test_only_the_sign_off_is_printed_when_asked(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.locator("#druk-ondertekening").click()
    page.emulate_media(media="print")
    assert page.evaluate("window.asked") and page.locator("#ondertekenen").is_visible()
    assert not page.locator("#oordeel").is_visible() and not page.locator("#bevindingen").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#oordeel").is_visible()


@pytest.mark.parametrize("breedte", [320, 1280])
def test_all_controls_are_accessible_and_fit(openen: Openen, breedte: int) -> None:
    page = openen(pagina("Foutenstad"), viewport={"width": breedte, "height": 640})
    page.locator("#maak-bericht").click()
    page.select_option("#filter-oorzaak", "1")
    assert toegankelijk(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = page.locator("#werkbank button:visible, .knoppen button, .gedaan input:visible").evaluate_all(
        "all => all.filter((e) => e.getBoundingClientRect().height < 24).length"
    )
    assert small == 0
