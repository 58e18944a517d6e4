"""The page in a browser: everyone can read it, every control does what it says, and nothing leaves the computer."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bouw import levering, schuld, traject
from browser import Openen, browser, stille_paginas, toegankelijk
from playwright.sync_api import Browser, Page
from rendered import rendered, sample
from test_report import VIJANDIG, hostile, html_of, klein_html, of_gemeenten

from ddas_report.model import gemeenten

VOORBEELDEN = Path(__file__).parent.parent / "sample_data"
SMAL = {"viewport": {"width": 320, "height": 640}}
VEEL = 130
"""Places of one finding."""


@cache
def pagina(naam: str) -> str:
    """The HTML of a delivery that shows the point."""
    match naam:
        case "nul":
            return html_of(levering())
        case "klein":
            return klein_html()
        case "veel":
            return html_of(levering(traject(schulden=[schuld(bedrag=None) for _ in range(VEEL)])))
        case "vijandig":
            document = hostile(VIJANDIG[0])
            document["leveringen"] += [levering for tekst in VIJANDIG[1:] for levering in hostile(tekst)["leveringen"]]
            return html_of(document, f"SHV_2024_{VIJANDIG[1][:30]}.json")
        case "acht" | "drie":
            return html_of(of_gemeenten({"acht": 8, "drie": 3}[naam]))
        case "velen":
            return html_of(of_gemeenten(8, 400))
        case _:
            return rendered(sample(naam), "html").decode()


@pytest.fixture(scope="module")
def chroom() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def openen(chroom: Browser, tmp_path: Path) -> Iterator[Openen]:
    with stille_paginas(chroom, tmp_path) as openen:
        yield openen


def cellen(page: Page, tabel: str, kolom: int) -> list[str]:
    """The texts of a column that is shown, in the order they stand."""
    return page.locator(f"{tabel} tbody tr:visible").evaluate_all(
        "(rijen, kolom) => rijen.map((rij) => rij.cells[kolom].textContent.trim())", kolom
    )


def zichtbare_koppen(page: Page, hoofdstuk: str) -> list[str]:
    return [k.strip() for k in page.locator(f"{hoofdstuk} table").first.locator("thead th:visible").all_inner_texts()]


def past_in_de_breedte(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


# For everyone --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kleuren", ["light", "dark"])
@pytest.mark.parametrize("naam", ["nul", "klein", "acht", "Voorbeeldregio", "Foutenstad", "vijandig"])
def test_page_is_accessible(openen: Openen, naam: str, kleuren: str) -> None:
    page = openen(pagina(naam), color_scheme=kleuren)
    for details in page.locator(".signaal details").all()[:8]:
        details.locator("summary").click()
    page.evaluate("document.querySelectorAll('details.apart, details.definities').forEach((d) => (d.open = true))")
    page.evaluate("scrollTo(0, 0)")
    # What dark changes is colour alone.
    assert toegankelijk(page, ["color-contrast"] if kleuren == "dark" else None) == []


@pytest.mark.parametrize("naam", ["nul", "drie", "acht", "Foutenstad", "Voorbeeldregio", "vijandig"])
@pytest.mark.parametrize("breedte", [320, 640], ids=["320 px", "200 % zoom"])
def test_page_never_scrolls_sideways(openen: Openen, naam: str, breedte: int) -> None:
    page = openen(pagina(naam), viewport={"width": breedte, "height": 512})
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert past_in_de_breedte(page)


def test_wider_spacing_of_text_loses_nothing(openen: Openen) -> None:
    page = openen(pagina("Voorbeeldregio"), bypass_csp=True, **SMAL)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-bottom: 2em !important }"
    )
    assert past_in_de_breedte(page)
    clipped = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, h4, p, dt, dd, li, button, summary, label, figcaption")]
          .filter((e) => e.checkVisibility() && !e.matches(".verborgen")
            && getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1)
          .map((e) => e.textContent)"""
    )
    assert clipped == []


def test_verdict_stands_on_the_first_screen(openen: Openen) -> None:
    for breedte in (320, 1280):
        page = openen(pagina("Foutenstad"), viewport={"width": breedte, "height": 640})
        box = page.locator("#oordeel h2").bounding_box()
        assert box and box["y"] + box["height"] < 640
        assert page.locator("#oordeel h2").inner_text().startswith("Nog niet uploaden")


def test_without_script_all_is_readable_and_no_control_is_dead(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"), java_script_enabled=False)
    assert page.locator("button:visible, select:visible, input:visible").count() == 0
    details = page.locator("details")
    first = page.locator("#bestand details")
    first.locator("summary").click()
    assert first.get_attribute("open") is not None
    details.evaluate_all("alle => alle.forEach((een) => (een.open = true))")
    hidden = page.locator("main *").evaluate_all(
        """alle => alle.filter((e) => e.childElementCount === 0 && e.textContent.trim() && !e.closest("svg, .filter")
          && !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).map((e) => e.textContent)"""
    )
    assert hidden == []


def test_forced_colours_leave_the_charts_as_they_are(openen: Openen) -> None:
    page = openen(pagina("klein"), forced_colors="active")
    assert page.locator(".grafiek svg").first.evaluate("e => getComputedStyle(e).forcedColorAdjust") == "none"


# With the keyboard ---------------------------------------------------------------------------------------

STAPPEN = """() => {
  const e = document.activeElement, b = e.getBoundingClientRect(), nav = document.querySelector("nav");
  const balk = nav.getBoundingClientRect(), stijl = getComputedStyle(e);
  const bedekt = !nav.contains(e) && b.top >= balk.top && b.bottom <= balk.bottom;
  return {
    soort: e.matches(".tabelvak") ? "schuift" : e.className || e.id || e.tagName.toLowerCase(),
    omlijnd: stijl.outlineStyle !== "none" && parseFloat(stijl.outlineWidth) >= 2,
    zichtbaar: e === document.body
      || (!bedekt && b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth),
    groot: b.height >= 24 && b.width >= 24,
    tekst: e.textContent.trim().slice(0, 40),
  };
}"""


@pytest.mark.parametrize("breedte", [320, 1280])
def test_keyboard_reaches_every_control_in_sight_and_outlined(openen: Openen, breedte: int) -> None:
    page = openen(pagina("drie"), viewport={"width": breedte, "height": 640})
    steps: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(STAPPEN))
        if steps[-1]["soort"] == "body":
            break
    assert steps.pop()["soort"] == "body"
    assert steps[0]["tekst"] == "Naar de inhoud"
    kinds = {step["soort"] for step in steps}
    assert {"kies", "sorteer", "summary", "filter-ernst", "filter-familie", "filter-gemeente"} <= kinds
    assert ("schuift" in kinds) == (breedte == 320)
    assert [step for step in steps if not step["omlijnd"]] == []
    assert [step for step in steps if not step["zichtbaar"]] == []
    small = [step for step in steps if step["soort"] in ("sorteer", "kopieer", "meer", "kies") and not step["groot"]]
    assert small == []


def test_going_back_with_the_keyboard_hides_nothing_under_the_bar(openen: Openen) -> None:
    page = openen(pagina("acht"))
    page.locator("summary").last.focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(STAPPEN)["zichtbaar"]


def test_link_to_a_chapter_shows_its_heading_below_the_bar(openen: Openen) -> None:
    for opties in ({}, SMAL):
        page = openen(pagina("acht"), **opties)
        page.locator("nav a[href='#cijfers']").click()
        page.locator(".wijzer a[href='#schulden']").click()
        progress_bar, kop = page.locator("nav").bounding_box(), page.locator("#schulden h2").bounding_box()
        assert progress_bar and kop and progress_bar["y"] == 0 and kop["y"] >= progress_bar["height"]


# The picker ----------------------------------------------------------------------------------------------


def test_picker_shows_the_column_of_one_gemeente_and_the_total(openen: Openen) -> None:
    page = openen(pagina("drie"))
    before = zichtbare_koppen(page, "#trajecten")
    page.select_option("#kies", label="Utrecht")
    assert zichtbare_koppen(page, "#trajecten") == ["Utrecht", "Totaal"]
    assert page.locator("#filter-gemeente").input_value() == page.locator("#kies").input_value() == "0344"
    grafieken = page.locator("#schulden .apart")
    assert grafieken.get_attribute("open") is not None
    titles = grafieken.locator("caption:visible, figcaption strong:visible").all_inner_texts()
    assert len(titles) == 2 and all(titel.endswith(", Utrecht") for titel in titles)
    assert page.locator("#kerncijfers h3:visible").all_inner_texts() == ["Utrecht"]
    assert not page.locator("#kerncijfers .totaal-alleen").is_visible()
    assert "Utrecht: " in page.locator(".in-gemeente").inner_text()
    page.select_option("#filter-gemeente", "")
    assert page.locator("#kies").input_value() == ""
    assert zichtbare_koppen(page, "#trajecten") == before and len(before) == 4
    assert grafieken.get_attribute("open") is None


def test_picker_shows_the_row_of_one_gemeente_and_the_total(openen: Openen) -> None:
    page = openen(pagina("acht"))
    page.select_option("#kies", label="Utrecht")
    assert cellen(page, "#trajecten .tabelvak:first-of-type table", 0) == ["Utrecht", "Totaal"]
    page.locator("#bestand summary").click()
    assert cellen(page, ".gemeenten", 0) == ["Utrecht"]


def test_picker_keeps_findings_and_places_of_that_gemeente(openen: Openen) -> None:
    naam = "Hoorn"
    page = openen(pagina("Voorbeeldregio"))
    code = page.locator("#kies option", has_text=naam).get_attribute("value")
    page.select_option("#kies", label=naam)
    shown = page.locator("article.signaal:visible")
    assert 0 < shown.count() < page.locator("article.signaal").count()
    for article in shown.all():
        places = article.locator(".plekken tbody tr")
        codes = places.evaluate_all("rijen => rijen.filter((rij) => !rij.hidden).map((rij) => rij.dataset.g)")
        assert set(codes) <= {code, "totaal"}
    lines = page.locator("article .per-gemeente:visible").all_inner_texts()
    assert lines and all(re.fullmatch(rf"Per gemeente: {naam}( [\d.]+ van [\d.]+)?\.", line.strip()) for line in lines)
    page.locator(".oorzaken details").evaluate_all("alle => alle.forEach((een) => (een.open = true))")
    causes = page.locator(".oorzaken > li:visible .per-gemeente:visible").all_inner_texts()
    assert causes and all(re.fullmatch(rf"In: {naam}( \([\d.]+\))?\.", line.strip()) for line in causes)
    assert page.locator(".oorzaken > li:visible").count() < page.locator(".oorzaken > li").count()


def test_places_that_are_not_among_the_first_are_said_to_be_absent(openen: Openen) -> None:
    amounts = [schuld(bedrag=None) for _ in range(501)]
    elders = [traject(gemeentecode="0363", schulden=[schuld(bedrag=None)])]
    page = openen(html_of(levering(traject(schulden=amounts), *elders)))
    page.select_option("#kies", label="Amsterdam")
    article = page.locator("#SLD-01")
    article.locator("summary").click()
    assert "Van deze gemeente staat geen plaats bij de eerste 500." in article.inner_text()
    assert not article.locator("table").is_visible()
    page.select_option("#kies", "")
    assert article.locator(".plekken tbody tr:visible").count() == 50 and article.locator(".geen").count() == 0


# Sorting -------------------------------------------------------------------------------------------------


def getallen(teksten: list[str]) -> list[float]:
    return [float(re.sub(r"[^\d,-]", "", tekst).replace(",", ".")) for tekst in teksten if tekst != "–"]


@pytest.mark.parametrize(
    ("hoofdstuk", "teken"), [("trajecten", ""), ("schulden", "€"), ("vulling", "%"), ("doorlooptijd", "")]
)
def test_sorting_goes_up_down_and_back_by_number_with_the_total_last(
    openen: Openen, hoofdstuk: str, teken: str
) -> None:
    page = openen(pagina("velen"))
    gemeenten_ = page.locator(f"#{hoofdstuk} .tabelvak").filter(has=page.get_by_role("columnheader", name="Gemeente"))
    kolom = next(
        (tabel, index)
        for tabel in gemeenten_.all()
        for index, tekst in enumerate(tabel.locator("tbody tr").first.locator("th, td").all_inner_texts())
        if index
        and teken in tekst
        and len(set(tabel.locator(f"tbody tr :nth-child({index + 1})").all_inner_texts())) > 3
    )
    tabel, index = kolom
    kop = tabel.locator("thead tr").last.locator("th").nth(index)

    def kolom_nu() -> list[str]:
        return [t.strip() for t in tabel.locator(f"tbody tr > :nth-child({index + 1})").all_inner_texts()]

    begin = kolom_nu()
    assert kop.get_attribute("aria-sort") == "none"
    for richting, omgekeerd in (("ascending", False), ("descending", True)):
        kop.get_by_role("button").click()
        assert kop.get_attribute("aria-sort") == richting
        nu = kolom_nu()
        assert sorted(nu) == sorted(begin) and nu[-1] == begin[-1]
        assert getallen(nu[:-1]) == sorted(getallen(begin[:-1]), reverse=omgekeerd)
        leeg = begin[:-1].count("–")
        assert nu[:-1][len(nu) - 1 - leeg :] == ["–"] * leeg
        assert "gesorteerd op" in page.locator("#melding").inner_text()
    kop.get_by_role("button").click()
    assert kop.get_attribute("aria-sort") == "none" and kolom_nu() == begin


def test_only_one_column_of_a_table_is_sorted_and_names_go_by_alphabet(openen: Openen) -> None:
    page = openen(pagina("acht"))
    page.locator("#bestand summary").click()
    koppen = page.locator(".gemeenten thead th")
    koppen.nth(2).get_by_role("button").click()
    koppen.nth(0).get_by_role("button").press("Enter")
    assert [kop.get_attribute("aria-sort") for kop in koppen.all()] == ["ascending", *["none"] * 5]
    namen = cellen(page, ".gemeenten", 0)
    assert namen[1:] == sorted(namen[1:]) and set(namen) == {
        gemeenten.name(code) for code in ("0153", "0344", "0363", "0518", "0599", "0772", "0014", "0034")
    }


def test_column_of_euros_and_counts_has_no_order(openen: Openen) -> None:
    page = openen(pagina("drie"))
    mixed = page.locator("#schulden table").filter(has_text="Trajecten met schulden")
    assert mixed.locator("tbody").inner_text().count("€") and mixed.locator("button").count() == 0


# The filter ----------------------------------------------------------------------------------------------


def test_filter_by_severity_subject_and_gemeente_counts_along(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    allen, telling = page.locator("[data-ernst]").count(), page.locator(".filter .telling")
    assert telling.inner_text() == f"{allen} van {allen} bevindingen"
    choices = {
        "ernst": ("fout", "[data-ernst=fout]"),
        "familie": ("SLD", "[data-familie=SLD]"),
    }
    for soort, (waarde, kiezer) in choices.items():
        page.select_option(f"#filter-{soort}", waarde)
        aantal = page.locator(kiezer).count()
        assert 0 < aantal < allen
        assert page.locator("[data-ernst]:visible").count() == page.locator(f"{kiezer}:visible").count() == aantal
        assert telling.inner_text() == page.locator("#melding").inner_text() == f"{aantal} van {allen} bevindingen"
        page.select_option(f"#filter-{soort}", "")
    page.select_option("#filter-ernst", "signaal")
    assert page.locator("#bevindingen > h3:visible").first.inner_text().strip() == "Signalen"
    page.select_option("#filter-gemeente", label="Borne")
    assert page.locator("[data-ernst]:visible").count() < page.locator("[data-ernst=signaal]").count()


def test_first_things_to_do_lead_to_their_places_even_when_filtered_away(openen: Openen) -> None:
    page = openen(pagina("Foutenstad"))
    link = next(a for a in page.locator("#doen a").all() if a.get_attribute("href") != "#BST-05")
    doel = page.locator(f"article{link.get_attribute('href')}")
    for _ in range(2):
        page.select_option("#filter-ernst", "signaal")
        assert not doel.is_visible()
        link.click()
        assert doel.is_visible() and doel.locator("details").get_attribute("open") is not None
        box, progress_bar = doel.bounding_box(), page.locator("nav").bounding_box()
        assert box and progress_bar and progress_bar["height"] <= box["y"] < 800
        assert page.locator("#filter-ernst").input_value() == ""


def test_address_of_a_finding_opens_it_at_once(openen: Openen) -> None:
    page = openen(pagina("veel"), anker="#SLD-01")
    assert page.locator("#SLD-01 .plekken").is_visible()


# Places --------------------------------------------------------------------------------------------------


def test_places_unfold_fifty_at_a_time_and_focus_moves_to_the_first_new_one(openen: Openen) -> None:
    page = openen(pagina("veel"))
    article = page.locator("#SLD-01")
    article.locator("summary").press("Enter")
    rijen, meer = article.locator("tbody tr:visible"), article.locator("button.meer")
    for shown, rest in ((50, 80), (100, 30)):
        assert rijen.count() == shown
        assert meer.inner_text() == f"Toon er nog {min(50, rest)} (van {rest})"
        meer.press("Enter")
        assert rijen.nth(shown).locator("button").evaluate("e => e === document.activeElement")
    assert rijen.count() == VEEL and meer.count() == 0


def test_copy_puts_the_place_and_what_finds_the_dossier_on_the_clipboard(openen: Openen) -> None:
    page = openen(pagina("veel"), anker="#SLD-01", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Kopieer de plaats levering 1, traject 1, schuld 3")
    button.first.click()
    page.get_by_text("Gekopieerd", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("levering 1, traject 1, schuld 3: startdatum ")
    assert page.locator("#melding").inner_text() == "De plaats is gekopieerd."


def test_when_the_clipboard_is_refused_what_finds_the_dossier_is_selected(openen: Openen) -> None:
    page = openen(pagina("veel"), anker="#SLD-01")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused')); }")
    page.locator("#SLD-01 .kopieer").first.click()
    page.get_by_text("Kopieer met Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == page.locator("#SLD-01 .dossier").first.inner_text()


# Paper, strangers, size ----------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["Voorbeeldregio", "Foutenstad"])
def test_print_leaves_out_what_can_only_be_clicked_and_fits_the_paper(openen: Openen, naam: str) -> None:
    page = openen(pagina(naam), anker="#bevindingen", color_scheme="dark")
    page.emulate_media(media="print")
    clickable = (
        "nav a:visible, .filter:visible, :not(.oorzaken *) > summary:visible, button.kopieer:visible, .knoppen:visible"
    )
    assert page.locator(clickable).count() == 0
    shown = page.locator(".oorzaken details > div").evaluate_all("alle => alle.map((een) => een.checkVisibility())")
    assert len(shown) > 3 and all(shown)
    assert page.locator("select:visible").count() == 0
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#oordeel h2").is_visible() and page.locator("#ondertekenen").is_visible()
    page.set_viewport_size({"width": 718, "height": 1000})
    assert past_in_de_breedte(page)


def test_print_says_which_gemeente_was_picked(openen: Openen) -> None:
    page = openen(pagina("drie"))
    page.select_option("#kies", label="Utrecht")
    page.emulate_media(media="print")
    assert page.locator(".kiezer").is_visible()


def test_browser_prints_the_verdict(openen: Openen) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = openen(pagina("klein"))
    path = Path(str(page.evaluate("location.pathname"))).with_suffix(".pdf")
    page.pdf(path=path, format="A4")
    assert "Eerst controleren" in " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_hostile_text_is_never_run(openen: Openen, script: bool) -> None:
    page = openen(pagina("vijandig"), java_script_enabled=script)
    assert page.locator("main script, main img, main iframe, main [onerror]").count() == 0
    assert "<script>alert(1)</script>" in page.locator("body").inner_text()
    if script:
        for waarde in page.locator("#kies option").evaluate_all("opties => opties.map((o) => o.value)"):
            page.select_option("#kies", waarde)
        for button in page.locator("button.sorteer:visible").all()[:5]:
            button.click()


def test_policy_stops_a_foreign_script_and_all_network(openen: Openen, chroom: Browser) -> None:
    """The one page that must speak: the browser says what the policy refused."""
    context = chroom.new_context(offline=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    foreign = '<script>document.title = "run"</script><img src="https://voorbeeld.example/x.png">'
    page.set_content(pagina("klein").replace("<main", f"{foreign}<main", 1))
    assert page.title() != "run"
    assert any("script-src" in text for text in refused) and any("img-src" in text for text in refused)
    context.close()


def test_figures_of_sixty_gemeenten_fit() -> None:
    codes = [f"{code:04d}" for code in range(1, 2000) if gemeenten.inwoners(f"{code:04d}", 2024)][:60]
    sample = json.loads((VOORBEELDEN / "SHV_2024_Voorbeeldregio.json").read_bytes())
    trajecten = [t for one in sample["leveringen"] for t in one["schuldhulptrajecten"]]
    document = levering(*(t | {"gemeentecode": codes[index % 60]} for index, t in enumerate(trajecten)))
    assert len(codes) == 60 and len(html_of(document).encode()) < 2_400_000
