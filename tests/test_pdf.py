"""The two PDFs: valid PDF/A-3a and PDF/UA-1 whatever the file holds, four pages to sign, the figures of the page on paper."""

import inspect
import io
import json
import logging
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import page
import papier
import pypdf
import pytest
import weasyprint
from bouw import levering, made, schuld, traject
from hypothesis import given
from hypothesis import strategies as st
from pagina import Pagina, Table
from rendered import SAMPLES, VANDAAG, judged, rendered, sample
from test_report import VIJANDIG, hostile

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.analyse.protect import protect
from ddas_report.model.gemeenten import table
from ddas_report.render.bijlage import render as render_bijlage_pdf
from ddas_report.render.html import render_bijlage, render_html
from ddas_report.render.pdf import MOST_PAGES, draw, render_sign_off_pdf, showable
from ddas_report.render.subject import Subject
from ddas_report.render.summary import as_json, summary
from ddas_report.report.build import build_report
from ddas_report.report.view import Report

ROOT = Path(__file__).parent.parent
REGIO = sample("Voorbeeldregio")
PROFIELEN = ("ua1", "3a")
PAPER = ("pdf", "bijlage")


@pytest.fixture(autouse=True)
def weasyprint_says_nothing(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A sign that no font can show, a link to nowhere, a style it does not know: each is a line in its log."""
    with caplog.at_level(logging.WARNING, "weasyprint"):
        yield
    assert not [record.getMessage() for record in caplog.records if record.name == "weasyprint"]


def gelezen(document: Any, naam: str = "SHV_2024_Klein.json") -> Analyse:
    return analyse(naam, json.dumps(document).encode(), VANDAAG)


def report_of(*trajecten: Any) -> Report:
    return build_report(gelezen(levering(*trajecten)), VANDAAG)


@cache
def klein(formaat: str) -> bytes:
    return made(gelezen(levering(traject())), formaat)


def lezer(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def broken_in(pdf: bytes) -> list[str]:
    """What a PDF breaks of the profiles.

    Left out is a rule of the judge that is wrong: it takes a stream that happens to end with a carriage return for one
    that is a byte too long. veraPDF, in `.ci/run`, judges that right.
    """
    reports = [page.validate_pdf_bytes(pdf, profile=profiel) for profiel in PROFIELEN]
    fouten = [(r.profile.value, fout) for r in reports for fout in r.failures if "STREAM-LENGTH" not in fout.rule_id]
    return [f"{profiel} {fout.rule_id}: {fout.message}" for profiel, fout in fouten]


# Validity ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formaat", PAPER)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_pdf_of_a_sample_is_valid(path: Path, formaat: str) -> None:
    assert not broken_in(rendered(path, formaat))


@pytest.mark.parametrize("formaat", PAPER)
@pytest.mark.parametrize(
    "document",
    [levering(), levering(traject()), levering({"client": 1, "schulden": "veel"})],
    ids=["no traject", "one traject", "breaks the schema"],
)
def test_pdf_of_a_small_or_broken_delivery_is_valid(document: Any, formaat: str) -> None:
    assert not broken_in(made(gelezen(document), formaat))


@pytest.mark.parametrize("formaat", PAPER)
@pytest.mark.parametrize(
    "teksten",
    [(*VIJANDIG[:4], "<a href='file:///etc/passwd'>x</a>"), VIJANDIG[4:5], VIJANDIG[5:]],
    ids=["markup and direction", "long", "signs"],
)
def test_pdf_of_hostile_text_is_valid(teksten: tuple[str, ...], formaat: str) -> None:
    document, *others = map(hostile, teksten)
    document["leveringen"] += [levering for other in others for levering in other["leveringen"]]
    naam = "SHV_2024_" + " ".join(teksten)[:90].replace("\ud800", "\udcff") + ".json"  # with a byte that is not UTF-8
    pdf = made(gelezen(document, naam), formaat)
    assert not broken_in(pdf)
    assert "root:" not in "".join(page.extract_text() for page in lezer(pdf).pages)


def test_a_plain_pdf_is_not_valid() -> None:
    """The judge can say no, by each profile."""
    plain = weasyprint.HTML(string="<title>x</title><h1>x").write_pdf()
    assert {fout.split()[0] for fout in broken_in(plain)} == set(PROFIELEN)


@pytest.mark.parametrize("formaat", PAPER)
def test_pdf_says_that_it_is_both(formaat: str) -> None:
    xmp = lezer(klein(formaat)).root_object["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp and 'pdfaid:conformance="A"' in xmp and 'pdfuaid:part="1"' in xmp
    assert xmp.count("<rdf:RDF") == 1


# What the finisher adds --------------------------------------------------------------------------------


def words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def test_each_header_cell_has_the_scope_of_the_html() -> None:
    source = render_bijlage(report_of(traject()))
    cells = re.findall(r'<th scope="(row|col)[^>]*>(.*?)</th>', source, re.DOTALL)
    pdf = lezer(klein("bijlage"))
    found = papier.elementen(pdf, "/TH")
    assert len(cells) == source.count("<th ") + source.count("<th>") > 20
    assert {cel["/A"]["/Scope"] for cel in found} == {"/Row", "/Column"}
    wanted = {(words(text), {"row": "/Row", "col": "/Column"}[scope]) for scope, text in cells}
    assert {
        (tekst, cel["/A"]["/Scope"]) for tekst, cel in zip(papier.teksten(pdf, found), found, strict=True)
    } == wanted


def test_a_link_is_called_by_its_words() -> None:
    source = render_bijlage(build_report(judged(REGIO), VANDAAG))
    wanted = {words(text) for text in re.findall(r'<a href="#[^>]*>(.*?)</a>', source, re.DOTALL)}
    pages = lezer(rendered(REGIO, "bijlage")).pages
    links = [one.get_object() for page in pages for one in page.get("/Annots", ())]
    assert wanted and {link["/Contents"] for link in links} == wanted


@pytest.mark.parametrize("formaat", PAPER)
def test_running_text_in_the_margins_is_outside_the_tags(formaat: str) -> None:
    for number, tekst in enumerate(papier.artefacten(klein(formaat)), 1):
        assert f"pagina {number} van " in tekst
    pdf = lezer(klein(formaat))
    tagged = " ".join(papier.teksten(pdf, papier.elementen(pdf, "/Document")))
    assert "Gemeente Test" in tagged and "pagina 1 van" not in tagged


def test_weasyprint_is_pinned_to_the_minor_version_whose_private_names_are_used() -> None:
    """Another minor version: read what became of these names and of the order of its operators, then raise the pin."""
    from weasyprint.formatting_structure.boxes import Box

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "weasyprint>=70.0,<70.1" in project["dependencies"] and weasyprint.__version__.startswith("70.0")
    assert Box.link_annotation is None
    assert "element" in inspect.signature(Box).parameters


# The summary within ------------------------------------------------------------------------------------


def test_bijlage_holds_the_summary_without_small_numbers_as_data() -> None:
    pdf = lezer(rendered(REGIO, "bijlage"))
    without = summary(protect(judged(REGIO)).analyse, without_small=True)
    assert without["kleine_aantallen"]["weggelaten"]
    assert pdf.attachments == {"SHV_2024_Voorbeeldregio.op-orde.json": [as_json(without)]}
    (spec,) = pdf.root_object["/AF"]
    assert spec["/AFRelationship"] == "/Data"
    file = spec["/EF"]["/F"]
    assert file["/Subtype"] == "/application/json"
    assert file["/Params"]["/CreationDate"] == file["/Params"]["/ModDate"] == "D:20250201000000Z"


def test_attached_summary_is_whole_when_small_numbers_are_shown() -> None:
    found = gelezen(levering(traject()))
    pdf = lezer(render_bijlage_pdf(Subject(found, VANDAAG, tonen=True)))
    assert pdf.attachments == {"SHV_2024_Klein.op-orde.json": [made(found, "json")]}


def test_nothing_is_attached_to_what_is_signed() -> None:
    assert lezer(rendered(REGIO, "pdf")).attachments == {}


@pytest.mark.parametrize(
    ("naam", "safe"),
    [
        ("../..\\x.json", ".._.._x.json"),
        ("data:text,x.json", "data_text,x.json"),
        ("a\u202eb\udcffc.json", "a b c.json"),
        ("é👍.json", "é_.json"),
    ],
)
def test_name_of_the_attachment_is_safe_everywhere(naam: str, safe: str) -> None:
    pdf = draw(report_of(), ["<html lang='nl'><title>x</title><p>x</p>"], "Rapport", bijlage=(naam, b"{}"))
    (spec,) = lezer(pdf).root_object["/AF"]
    assert spec["/UF"] == safe
    assert spec["/EF"]["/F"]["/Subtype"] == "/application/json"


def test_metadata_tell_whose_report_it_is_and_when_it_was_made() -> None:
    found = lezer(klein("pdf")).metadata
    assert found is not None
    assert found["/Author"] == "Gemeente Test"
    assert found["/Subject"] == "Op-orde-rapport van Gemeente Test, 1 januari 2024 tot en met 31 december 2024"
    assert found["/CreationDate"] == found["/ModDate"] == "D:20250201000000Z"


MAAK = """
import sys
from datetime import date
from ddas_report.analyse.pipeline import analyse
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
day = date(2025, 2, 1)
sys.stdout.buffer.write(FORMATS["bijlage"].render(Subject(analyse("SHV_2024_Klein.json", sys.stdin.buffer.read(), day), day)))
"""


def test_same_input_and_date_give_the_same_bytes() -> None:
    """Here and in a process that orders its sets in a way of its own, has made no PDF before, and runs at another moment."""
    document = levering(traject())
    here = made(gelezen(document), "bijlage")
    seed = {"0": "1"}.get(os.environ.get("PYTHONHASHSEED", ""), "0")
    there = subprocess.run(
        [sys.executable, "-c", MAAK],
        input=json.dumps(document).encode(),
        env=os.environ | {"PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    ).stdout
    assert here.startswith(b"%PDF-1.7") and here == there


# The figures -------------------------------------------------------------------------------------------


def figures(tabellen: list[Table]) -> Counter[tuple[str, ...]]:
    """Every row of every table with a title: the title, what the row is about, its figures in order; without marks."""
    return Counter(
        (words(tabel.titel), re.sub(r" \[\d+\]$", "", words(label).partition(" landelijk ")[0]), *map(words, cells))
        for tabel in tabellen
        for label, *cells in tabel.rijen
    )


def test_bijlage_shows_the_figures_of_the_page() -> None:
    """Row by row, the tables of the chapters are the same on paper, and all are there.

    The tables are read through the tags, so that no figure can slip into another cell. A missing row, a figure that
    differs or a column in another order fails. Left out are the months, which stand in the chart alone on paper, and
    tables that paper shows in part: places, norms.
    """
    report = build_report(judged(REGIO), VANDAAG)
    html = Pagina(render_html(report)).tabellen
    screen = figures([tabel for hoofdstuk in report.hoofdstukken for tabel in html[hoofdstuk.id]])
    screen = Counter({row: n for row, n in screen.items() if not row[0].endswith("per maand")})
    titles = {titel for titel, *_ in screen}
    paper = figures(papier.tabellen(rendered(REGIO, "bijlage")))
    assert screen.total() > 100
    assert Counter({row: n for row, n in paper.items() if row[0] in titles}) == screen


# Four pages to sign ------------------------------------------------------------------------------------


def of_gemeenten(aantal: int) -> Any:
    """Two trajecten in each of so many gemeenten, with names as long as they come."""
    now = [(naam, code) for code, naam, einde in table().select("code", "naam", "einddatum").iter_rows() if not einde]
    codes = [code for _, code in sorted(now, key=lambda one: -len(one[0]))[:aantal]]
    return levering(*(traject(gemeentecode=code) for code in codes for _ in range(2)))


@cache
def to_sign(naam: str) -> bytes:
    """What is signed of a delivery that is hard to fit."""
    match naam:
        case "zero trajecten":
            document = levering()
        case "one traject":
            document = levering(traject())
        case "refused":
            document = levering({"client": 1, "schulden": "veel"}, *[traject(startdatum="gisteren")] * 30)
        case "long names":
            naam_ = {"(Statutaire) Naam": "Samenwerkingsverband Schuldhulpverlening " * 5}
            document = levering(*[traject(schulden=[schuld(bedrag=-1)])] * 40, aanleverende_organisatie=naam_)
        case _:
            document = of_gemeenten(int(naam.partition(" ")[0]))
    return made(gelezen(document, f"SHV_2024_{'Langenaam' * 20}.json"), "pdf")


HARD = ("zero trajecten", "one traject", "refused", "long names", "60 gemeenten", "342 gemeenten")


@pytest.mark.parametrize("naam", HARD)
def test_what_is_signed_takes_four_pages_at_most(naam: str) -> None:
    assert len(lezer(to_sign(naam)).pages) <= MOST_PAGES


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_signed_of_a_sample_takes_four_pages_at_most_and_names_no_place(path: Path) -> None:
    pages = [page.extract_text() for page in lezer(rendered(path, "pdf")).pages]
    assert 3 <= len(pages) <= MOST_PAGES
    assert "Mag dit bestand naar het CBS?" in pages[0] and "Ondertekening" in pages[-1]
    assert not re.search(r"\$\.|levering \d|traject \d|\d{2}-\d{2}-\d{4}", " ".join(pages))


def test_gemeenten_that_do_not_fit_are_one_row_and_the_total_is_theirs_too() -> None:
    rows = next(tabel.rijen for tabel in papier.tabellen(to_sign("60 gemeenten")) if tabel.titel.startswith("Op-orde"))
    assert rows[-2][0].startswith("De andere ") and rows[-1][:2] == ["Totaal", "120"]
    assert sum(int(row[1]) for row in rows[:-1]) == 120


def test_what_has_fouten_has_no_line_to_sign() -> None:
    last = lezer(to_sign("refused")).pages[-1].extract_text()
    assert "Niet ondertekenen: herstel eerst" in last and "Handtekening" not in last
    assert "Handtekening" in lezer(to_sign("one traject")).pages[-1].extract_text()


SMALLEST = 8.5


@pytest.mark.parametrize("formaat", PAPER)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_text_is_too_small_and_pages_are_filled(path: Path, formaat: str) -> None:
    pages = [papier.letters(page) for page in lezer(rendered(path, formaat)).pages]
    small = [(number, text) for number, page in enumerate(pages, 1) for text, size, _ in page if size < SMALLEST - 0.01]
    assert small == []
    empty = [number for number, page in enumerate(pages[:-1], 1) if min(y for _, _, y in page if y > 60) > 560]
    assert empty == []


# Signs and pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "shown"),
    [
        ("Súdwest-Fryslân €\u00a01.000 ≥ 5", "Súdwest-Fryslân €\u00a01.000 ≥ 5"),
        ("Su\u0301dwest", "Súdwest"),
        ("漢👍ש", "???"),
        ("a\x00b\u202ec\u200bd\ufeffe\ud800f\u00adg\nh", "a b c d e f g h"),
        ("<p class='x'>&amp;</p>", "<p class='x'>&amp;</p>"),
    ],
)
def test_sign_the_font_lacks_becomes_a_question_mark(tekst: str, shown: str) -> None:
    assert showable(tekst) == shown


@given(st.text(alphabet=st.characters()))
def test_what_can_be_shown_stays_so(tekst: str) -> None:
    once = showable(tekst)
    assert showable(once) == once
    assert not [teken for teken in once if not teken.isprintable() and not teken.isspace()]


def test_every_sign_that_is_kept_can_be_shown() -> None:
    """The fixture above fails on a line about a missing sign; here is each sign of the first plane of Unicode, unfiltered."""
    signs = [chr(code) for code in range(0x20, 0x10000)]
    kept = "".join(teken for teken in signs if showable(teken) == teken)
    assert len(kept) > 1500
    report = replace(report_of(), opmerkingen=(kept, " ".join(kept), "👍 \x00 \ud800 " + "漢" * 10))
    assert not broken_in(render_sign_off_pdf(report))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the bundle's settings of Fontconfig are for Linux and macOS")
def test_pdfs_are_drawn_where_there_is_no_font_but_ours(tmp_path: Path) -> None:
    settings = Path(__file__).parent.parent / "packaging" / "fonts.conf"
    region = next(path for path in SAMPLES if "regio" in path.name)
    command = [sys.executable, "-m", "ddas_report", region, "-f", "pdf,bijlage"]
    found = subprocess.run(
        [*command, "-o", tmp_path, "-q"],
        env=os.environ | {"FONTCONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
    )
    assert found.returncode < 2, found.stderr
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for path in tmp_path.glob("*.pdf")
        for sheet in pypdf.PdfReader(path).pages
        for font in sheet["/Resources"].get("/Font", {}).values()
    }
    assert fonts and all("Rapport" in font or "Fira" in font for font in fonts)
