"""The report: what it shows is what was counted, in Dutch, and nothing in a file can break it."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from leveringen import cijfers_van
from pagina import Pagina, Table
from rendered import judged, rendered, sample

from ddas_report import __version__
from ddas_report.analyse.cause_catalogue import advice
from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.indicatoren.evaluate import SECTIES, Indicator, figures
from ddas_report.model import gemeenten
from ddas_report.model.delivery import TOTAAL
from ddas_report.render.html import render_html
from ddas_report.render.pdf import render_sign_off_pdf
from ddas_report.report.build import build_report

TESTS = Path(__file__).parent
SNAPSHOT = TESTS / "snapshots" / "SHV_2024_Klein.html"
VANDAAG = date(2025, 2, 1)
CODES = ("0153", "0344", "0363", "0518", "0599", "0772", "0014", "0034")


def levering(*trajecten: Any, organisatie: Any = None, **kop: Any) -> dict[str, Any]:
    return {
        "startdatumLevering": "2024-01-01",
        "einddatumLevering": "2024-12-31",
        "aanleverdatumEnTijd": "2025-01-15T09:30:00Z",
        "codeGegevensleverancier": "Test 1.0",
        "leveringen": [
            {
                "teller": 1,
                "aanleverende_organisatie": organisatie
                or {
                    "(Statutaire) Naam": "Gemeente Klein",
                    "gemeentecode": "0153",
                    "postcode": "7500AA",
                    "contactpersonen": [{"email": "klein@voorbeeld.example"}],
                },
                "schuldhulptrajecten": list(trajecten),
            }
        ],
    } | kop


def traject(aanmelding: str, intake: str, bedrag: int) -> dict[str, Any]:
    """A clean traject with days from aanmelding to intake, and one schuld."""
    return {
        "startdatum": aanmelding,
        "gemeentecode": "0153",
        "client": [{"Burgerservicenummer": "999990019", "Geslachtsaanduiding": "Vrouw", "Geboortedatum": "1980-05-17"}],
        "aanmelding": {"startdatum": aanmelding, "einddatum": intake},
        "intake": {"startdatum": intake},
        "schulden": [{"bedrag": bedrag, "peildatum": intake, "schuldsoort": "Zorg", "zakelijkeSchuld": False}],
    }


KLEIN = levering(traject("2020-08-16", "2024-01-02", 1000), traject("2020-08-16", "2024-01-03", 23690))


def gelezen(document: Any, naam: str = "SHV_2024_Klein.json") -> Analyse:
    return analyse(naam, json.dumps(document).encode(), VANDAAG)


def html_of(document: Any, naam: str = "SHV_2024_Klein.json", tonen: bool = True) -> str:
    return render_html(build_report(gelezen(document, naam), VANDAAG, tonen=tonen))


@cache
def klein_html() -> str:
    return html_of(KLEIN)


# What is shown is what was counted ---------------------------------------------------------------------


def number_in(tekst: str) -> float | None:
    """A number as the Dutch write it, read back."""
    if tekst == "–":
        return None
    assert re.fullmatch(r"(€\xa0)?-?\d{1,3}(\.\d{3})*(,\d)?(\xa0%)?", tekst), tekst
    return float(re.sub(r"[^\d,-]", "", tekst).replace(",", "."))


def shown_in(tabellen: list[Table], indicatoren: tuple[Indicator, ...]) -> Iterator[tuple[str, str, str]]:
    """Name of the gemeente, id and text of every figure in the tables of one group, in any of the three layouts."""
    if tabellen[0].koppen[0] == "Gemeente":
        ids = [i.id for i in indicatoren]
        for tabel in tabellen:
            for naam, *cellen in tabel.rijen:
                yield from ((naam, id_, cel) for id_, cel in zip(ids, cellen, strict=False))
            ids = ids[len(tabel.koppen) - 1 :]
        assert not ids
        return
    by_label = {label: i.id for i in indicatoren for label in (i.label.partition(": ")[2].lower(), i.label.lower())}
    for tabel in tabellen:
        for label, *cellen in tabel.rijen:
            for kop, cel in zip(tabel.koppen[1:], cellen, strict=True):
                id_ = by_label.get(label.lower())
                of = tabel.titel.rpartition(", ")[2] if tabel.titel != tabellen[0].titel else "Totaal"
                naam = kop if id_ and kop not in ("Aantal", "Waarde") else of
                yield naam, id_ or by_label[f"{label}: {kop}".lower()], cel


def of_gemeenten(aantal: int, hoeveel: int = 60) -> dict[str, Any]:
    """So many trajecten of a sample, dealt out to so many gemeenten."""
    sample = json.loads((TESTS.parent / "sample_data" / "SHV_2024_Voorbeeldregio.json").read_bytes())
    trajecten = [traject for levering in sample["leveringen"] for traject in levering["schuldhulptrajecten"]][:hoeveel]
    return levering(*(t | {"gemeentecode": CODES[index % aantal]} for index, t in enumerate(trajecten)))


@pytest.mark.parametrize("aantal", [1, 3, 8], ids=["one gemeente", "as columns", "as rows"])
def test_every_figure_is_shown_as_it_was_counted(aantal: int) -> None:
    found = gelezen(of_gemeenten(aantal))
    table = cijfers_van(found)
    pagina = Pagina(render_html(build_report(found, VANDAAG, tonen=True)))
    namen = {gemeenten.name(code): code for code in CODES[:aantal]} | {"Totaal": TOTAAL}
    seen = set()
    for sectie in SECTIES:
        by_title: dict[str, tuple[Indicator, ...]] = {}
        for groep in sectie.groepen(found.kop.periode):
            by_title[groep.titel] = by_title.get(groep.titel, ()) + groep.indicatoren
        for titel, indicatoren in by_title.items():
            titles = {titel, *(f"{titel}, {naam}" for naam in namen)}
            tabellen = [tabel for tabel in pagina.tabellen[sectie.id] if tabel.titel in titles]
            units = {i.id: i.eenheid for i in indicatoren}
            for naam, id_, tekst in shown_in(tabellen, indicatoren):
                waarde, shown = table[namen[naam], id_], number_in(tekst)
                seen.add((namen[naam], id_))
                assert (shown is None) == (waarde is None), (naam, id_)
                assert abs((shown or 0) - (waarde or 0)) <= (0.5 if units[id_] in ("euro", "dagen") else 0.0501), (
                    naam,
                    id_,
                )
    assert seen == ({key for key in table if key[0] == TOTAAL} if aantal == 1 else table.keys())


@pytest.mark.parametrize("aantal", [1, 8])
def test_a_figure_has_the_same_name_on_the_page_as_everywhere(aantal: int) -> None:
    """In a matrix the label is divided over two heads; what all labels begin with stands in the corner or above the table."""
    found = gelezen(of_gemeenten(aantal))
    pagina = Pagina(render_html(build_report(found, VANDAAG, tonen=True)))
    shown: dict[str, set[str]] = {}
    for sectie, tabellen in pagina.tabellen.items():
        heads = {cell for tabel in tabellen for row in ([tabel.titel], tabel.koppen, *tabel.rijen) for cell in row}
        shown[sectie] = {head.split(" landelijk ")[0] for head in heads}
    for figure in figures(found.kop.periode).values():
        label, own = figure.indicator.label, shown[figure.sectie.id]
        rij, _, kolom = label.partition(": ")
        divided = kolom[:1].upper() + kolom[1:] in own and (rij in own or aantal > 1)
        assert label in own or divided, label


def test_many_gemeenten_stand_below_each_other_and_few_beside() -> None:
    heads = {n: Pagina(html_of(of_gemeenten(n))).tabellen["trajecten"][0].koppen for n in (1, 3, 8)}
    assert heads[1] == ["", "Aantal"]
    assert len(heads[3]) == 5 and heads[3][-1] == "Totaal"
    assert heads[8][0] == "Gemeente"


def test_first_page_gives_verdict_period_and_key_figures_in_dutch() -> None:
    tekst = Pagina(klein_html()).tekst
    assert "Eerst controleren: " in tekst
    assert "1 januari 2024 tot en met 31 december 2024" in tekst and "Gemaakt op 1 februari 2025" in tekst
    assert "Schuld per traject: mediaan € 12.345 " in tekst
    assert "Aanmelding tot intake: mediaan 1.234 dagen " in tekst
    assert "Enschede" in tekst and hashlib.sha256(json.dumps(KLEIN).encode()).hexdigest() in tekst


@pytest.mark.parametrize(
    ("document", "oordeel", "begin"),
    [
        (
            levering(),
            "niet_uploaden",
            "Nog niet uploaden: 1 oorzaak: in het bestand staat geen enkel traject.",
        ),
        (levering({}), "niet_uploaden", "Nog niet uploaden: "),
    ],
    ids=["no traject", "broken"],
)
def test_verdict_stands_on_top(document: Any, oordeel: str, begin: str) -> None:
    pagina = Pagina(html_of(document))
    assert begin in pagina.tekst
    assert [values["class"] for tag, values in pagina.elementen if values.get("id") == "oordeel"] == [
        f"oordeel {oordeel}"
    ]


def test_what_to_do_stands_there_whole() -> None:
    page = Pagina(rendered(sample("Foutenstad"), "html").decode()).tekst
    causes = judged(sample("Foutenstad")).oorzaken
    assert causes
    assert [advice(cause) for cause in causes if f"Wat te doen: {advice(cause)}" not in page] == []


def test_delivery_without_trajecten_says_so() -> None:
    tekst = Pagina(html_of(levering())).tekst
    assert "bevat geen trajecten" in tekst and "None" not in tekst and "nan" not in tekst.lower().split()


def test_missing_period_is_said_at_the_top() -> None:
    tekst = Pagina(html_of(levering(startdatumLevering="2024-02-30"))).tekst
    assert "Periode onbekend" in tekst
    assert "De begindatum van de levering ontbreekt of is geen geldige datum." in tekst


# A page that stands alone ------------------------------------------------------------------------------


def test_policy_names_style_and_script_by_their_hash() -> None:
    pagina = Pagina(klein_html())
    policies = [v["content"] for _, v in pagina.elementen if v.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1 and str(policies[0]).startswith("default-src 'none';")
    for element in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(pagina.contents[element].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in str(policies[0])
        assert [tag for tag, _ in pagina.elementen].count(element) == 1
    attributes = {naam for _, values in pagina.elementen for naam in values}
    assert "style" not in attributes and not [naam for naam in attributes if naam.startswith("on")]


def test_page_refers_to_nothing_outside() -> None:
    html = klein_html()
    urls = [value for _, values in Pagina(html).elementen for naam, value in values.items() if naam in ("href", "src")]
    ids = {f"#{values['id']}" for _, values in Pagina(html).elementen if values.get("id")}
    assert urls and set(urls) <= ids
    assert not re.findall(r"https?:|@import|url\((?!data:)|fetch\(|XMLHttp|<link|<iframe", html)


def test_id_is_given_once() -> None:
    ids = [values["id"] for _, values in Pagina(klein_html()).elementen if values.get("id")]
    assert len(ids) == len(set(ids))


# Hostile text ------------------------------------------------------------------------------------------

VIJANDIG = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{7*7}}{% raw %}",
    "a\u202eb\u200fc\u2066d\ufeffe",
    "z" * 10_000,
    "👩‍👩‍👧 \U0001f4a5 漢字 ĳ ≥ ✓",
    "a\x00b\x07c\x1bd\x7fe\x85f\u2028g",
    "&lt;b&gt; &amp; ]]> -->",
    "\ud800",
)


def hostile(tekst: str) -> dict[str, Any]:
    """A delivery with this in every text field, and as the name of a field."""
    dates = {"startdatum": tekst, "einddatum": "2024-03-01", tekst: tekst}
    return levering(
        {
            "startdatum": "2024-04-01",
            "einddatum": "2024-03-01",
            "omschrijving": tekst,
            "gemeentecode": tekst,
            "client": [
                dict.fromkeys(("Burgerservicenummer", "Geboortedatum", "Geslachtsaanduiding", "Postcode"), tekst)
            ],
            "intake": {"beschikkingssoort": tekst, "beschikkingsdatum": "2024-05-01", tekst: 1},
            "oplossing": {"soort": tekst, **dates},
            "uitstroom": {"reden": tekst, "omschrijving": tekst, "datum": "2024-06-01"},
            "schulden": [{"schuldsoort": tekst, "bedrag": tekst, "schuldeiser": {"naam": tekst, "kvknummer": tekst}}],
            "begeleiding": [{"soort": tekst, **dates}],
            tekst: tekst,
        },
        organisatie={
            "(Statutaire) Naam": tekst,
            "KvK-nummer": tekst,
            "gemeentecode": tekst,
            "postcode": tekst,
            "contactpersonen": [{"email": tekst, "functietitel": tekst}],
            tekst: tekst,
        },
        codeGegevensleverancier=tekst,
        aanleverdatumEnTijd=tekst,
        **{tekst: tekst},
    )


@pytest.mark.parametrize("tekst", VIJANDIG, ids=range(len(VIJANDIG)))
def test_hostile_text_is_shown_as_text_or_not_at_all(tekst: str) -> None:
    html = html_of(hostile(tekst), naam=f"SHV_2024_{tekst[:40]}.json".replace("\ud800", ""))
    pagina, gewoon = Pagina(html), Pagina(klein_html())
    assert {tag for tag, _ in pagina.elementen} <= {tag for tag, _ in gewoon.elementen} | {"br", "strong", "article"}
    assert [tag for tag, _ in pagina.elementen].count("script") == 1
    assert {naam for _, v in pagina.elementen for naam in v} <= {naam for _, v in gewoon.elementen for naam in v}
    assert "{{7*7}}" in html if "7*7" in tekst else "49" not in tekst
    assert not re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u202a-\u202e\u2066-\u2069\ufeff\ud800]", html)
    assert not re.search("z{201}", html)


def test_hostile_text_leaves_the_pdf_whole() -> None:
    document = hostile(" ".join(VIJANDIG[:4]))
    for tekst in VIJANDIG[4:]:
        document["leveringen"] += hostile(tekst)["leveringen"]
    pdf = render_sign_off_pdf(build_report(gelezen(document), VANDAAG))
    assert pdf.startswith(b"%PDF-1.7") and pdf.rstrip().endswith(b"%%EOF")


# The whole page ----------------------------------------------------------------------------------------


def test_html_of_a_small_delivery_is_as_it_was() -> None:
    """DDAS_SNAPSHOT=1 renews the snapshot: look at the difference before you keep it."""
    html = klein_html().replace(f"ddas-report {__version__}", "ddas-report VERSIE")
    if os.environ.get("DDAS_SNAPSHOT"):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(html, encoding="utf-8", newline="\n")
    assert html == SNAPSHOT.read_text(encoding="utf-8")
