"""A response of the API is a delivery; pages given together are one, and say so when they are not the whole."""

import base64
import codecs
import hashlib
import json
import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars.selectors as selectors
import pytest
from bouw import Document, levering, traject
from leveringen import cijfers_van
from opdracht import voer_uit

from ddas_report.analyse.pipeline import Analyse, assess
from ddas_report.read.one_file import read_delivery
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

VANDAAG = date(2025, 2, 1)
FOUTENSTAD: Document = json.loads(
    (Path(__file__).parent.parent / "sample_data" / "SHV_2024_Foutenstad.json").read_text(encoding="utf-8")
)
OF_PAGES = {"LEV-16", "LEV-17", "LEV-18"}


def cut(document: Document, number: int) -> list[Document]:
    """The responses in which the API would give this delivery."""
    leveringen = document["leveringen"]
    places = [(index, one) for index, item in enumerate(leveringen) for one in item["schuldhulptrajecten"] or [None]]
    total, size = sum(one is not None for _, one in places), -(-len(places) // number)
    pages = []
    for page in range(number):
        part = places[page * size : (page + 1) * size]
        own = [
            {**item, "schuldhulptrajecten": [one for at, one in part if at == index and one is not None]}
            for index, item in enumerate(leveringen)
            if any(at == index for at, _ in part)
        ]
        paging = {"pageSize": size, "currentPage": page + 1, "totalPages": number, "totalRecords": total}
        pages.append({"gegevens": {**document, "leveringen": own}, "paginering": paging})
    return pages


def judged(*pages: object) -> Analyse:
    """What is found in these files, given in another order than that of their pages."""
    data = [(f"antwoord-{n}.json", json.dumps(page).encode()) for n, page in enumerate(pages)]
    random.Random(len(data)).shuffle(data)
    return assess([read_delivery(naam, content) for naam, content in data], "antwoord", VANDAAG)


def findings(found: Analyse) -> dict[str, tuple[int, int, list[object]]]:
    """By rule: how many places of how many records, and what is shown; places apart, and without the rules on names."""
    return {
        f"{b.regel.id} {b.regel.ernst}": (
            b.plaatsen.height,
            b.totaal,
            b.plaatsen.select(~selectors.struct()).rows(),
        )
        for b in found.bevindingen
        if b.regel.id not in ("BST-01", "BST-02", "LEV-02")
    }


def of_pages(found: Analyse) -> dict[str, list[str]]:
    return {b.regel.id: b.plaatsen["wat"].to_list() for b in found.bevindingen if b.regel.id in OF_PAGES}


@pytest.mark.parametrize("number", [1, 3, 7])
def test_pages_give_the_same_figures_and_findings_as_the_whole(number: int) -> None:
    whole = assess([read_delivery("SHV_2024_F.json", json.dumps(FOUTENSTAD).encode())], "F", VANDAAG)
    found = judged(*cut(FOUTENSTAD, number))
    assert cijfers_van(found) == cijfers_van(whole)
    expected, met = findings(whole), findings(found)
    assert met.keys() == expected.keys()
    for key, value in expected.items():
        assert met[key][:2] == value[:2] and sorted(map(repr, met[key][2])) == sorted(map(repr, value[2])), key
    assert not of_pages(found)


def test_traject_keeps_its_place_in_its_page(tmp_path: Path) -> None:
    document = levering(traject(), traject(startdatum=None), traject(startdatum=None))
    found = judged(*cut(document, 3))
    (bevinding,) = [b for b in found.bevindingen if b.regel.id == "TRJ-02"]
    assert bevinding.paden().to_list() == [f"antwoord-{n}.json: $.leveringen[0].schuldhulptrajecten[0]" for n in (1, 2)]


def test_response_without_paginering_is_the_whole_delivery() -> None:
    found = judged({"gegevens": levering(traject()), "verzonden": "2025-01-15"})
    assert found.frames.trajecten.height == 1 and not of_pages(found)
    assert not {"BST-01", "BST-02", "LEV-02"} & {b.regel.id for b in found.bevindingen}


def test_invisible_mark_before_one_of_the_pages_is_told() -> None:
    data = [json.dumps(page).encode() for page in three()]
    data[1] = codecs.BOM_UTF8 + data[1]
    found = assess([read_delivery(f"{n}.json", content) for n, content in enumerate(data)], "antwoord", VANDAAG)
    assert "BST-03" in {b.regel.id for b in found.bevindingen}


def three() -> list[Any]:
    return json.loads(json.dumps(cut(levering(*(traject() for _ in range(6))), 3)))  # which share nothing


def test_missing_page_is_named() -> None:
    pages = three()
    assert of_pages(judged(pages[0], pages[2])) == {"LEV-16": ["van de 3 pagina's ontbreekt pagina 2"]}


def test_page_given_twice_is_named() -> None:
    pages = three()
    found = judged(*pages, pages[1])
    assert of_pages(found) == {
        "LEV-16": ["pagina 2 is er twee keer", "totalRecords is 6, maar er staan 8 trajecten in"]
    }
    (cause,) = [o for o in found.oorzaken if o.id == "LEV-16"]
    assert (cause.aantal, cause.van) == (2, 2)  # not two of one file


@pytest.mark.parametrize("veld", ["totalPages", "totalRecords", "pageSize"])
def test_other_totals_are_named(veld: str) -> None:
    pages = three()
    pages[1]["paginering"][veld] = 3_000
    assert f"{veld} verschilt tussen de pagina's" in of_pages(judged(*pages))["LEV-16"]


@pytest.mark.parametrize("value", [None, "2", 0, True, 1.5])
def test_paginering_that_is_not_complete_is_named(value: object) -> None:
    pages = three()
    pages[1]["paginering"]["currentPage"] = value
    assert "de paginering is niet volledig" in of_pages(judged(*pages))["LEV-16"]


def test_trajecten_that_do_not_add_up_are_named() -> None:
    pages = three()
    for page in pages:
        page["paginering"]["totalRecords"] = 7
    assert of_pages(judged(*pages)) == {"LEV-16": ["totalRecords is 7, maar er staan 6 trajecten in"]}


def test_page_of_another_period_supplier_or_organisation_is_named() -> None:
    pages = three()
    pages[1]["gegevens"]["einddatumLevering"] = "2024-06-30"
    pages[2]["gegevens"]["codeGegevensleverancier"] = "Ander 2"
    assert len(of_pages(judged(*pages))["LEV-18"]) == 2
    pages = three()
    pages[1]["gegevens"]["leveringen"][0]["aanleverende_organisatie"]["(Statutaire) Naam"] = "Gemeente Elders"
    assert of_pages(judged(*pages)) == {"LEV-18": ["een andere organisatie onder hetzelfde nummer (teller)"]}


def test_message_of_too_many_trajecten_is_named() -> None:
    found = judged({"gegevens": levering(*[traject()] * 25_001)})
    assert of_pages(found) == {"LEV-17": ["25001 trajecten"]}


def test_summary_has_a_row_for_each_page_with_its_number() -> None:
    found = json.loads(FORMATS["json"].render(Subject(judged(*three()), VANDAAG)))
    assert [(row["naam"], row["pagina"], row["trajecten"]) for row in found["bestanden"]] == [
        (f"antwoord-{n}.json", n + 1, 2) for n in range(3)
    ]


def test_pages_in_a_zip_and_every_output_by_the_command(tmp_path: Path) -> None:
    pages = [json.dumps(page).encode() for page in three()]
    with zipfile.ZipFile(tmp_path / "antwoord.zip", "w") as archief:
        for n, page in enumerate(pages):
            archief.writestr(f"pagina-{n}.json", page)
    digests = ["SHA-256=" + base64.b64encode(hashlib.sha256(page).digest()).decode() for page in pages]
    formaten = ",".join(formaat for formaat in FORMATS if formaat != "pdf")
    words = [word for digest in digests for word in ("--digest", digest)]
    found = voer_uit(tmp_path / "antwoord.zip", "-f", formaten, "-o", tmp_path / "uit", "--per-gemeente", *words)
    assert found.code == 0 and not found.fout and "6 trajecten" in found.uit


def test_digest_that_fits_no_file_is_refused(tmp_path: Path) -> None:
    bestand = tmp_path / "antwoord.json"
    bestand.write_text(json.dumps(three()[0]), encoding="utf-8")
    empty = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    found = voer_uit(bestand, "--digest", empty, "-f", "json")
    assert found.code == 2 and "--digest" in found.fout and not list(tmp_path.glob("*op-orde*"))
    assert voer_uit(bestand, "--digest", "MD5=x", "-f", "json").code == 2


def test_more_trajecten_than_can_be_judged_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ddas_report.read.document.MAX_TRAJECTEN", 3)
    paths = [tmp_path / f"SHV_2024_{n}.json" for n in "AB"]
    for path, hoeveel in zip(paths, (2, 3), strict=True):
        path.write_text(json.dumps(levering(*(traject() for _ in range(hoeveel)))), encoding="utf-8")
    assert voer_uit(paths[1], "-f", "json").code == 0
    assert "trajecten" in voer_uit(*paths, "-f", "json").fout


def test_nearly_empty_trajecten_without_end_are_refused_and_ordinary_ones_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ddas_report.read.document.MOST_OF_SIZE", ((200, 3),))
    path = tmp_path / "SHV_2024_A.json"
    for trajecten, code in (([traject() for _ in range(4)], 0), ([{}] * 3, 1), ([{}] * 9, 2)):
        path.write_text(json.dumps(levering(*trajecten)), encoding="utf-8")
        found = voer_uit(path, "-f", "json")
        assert (found.code, "die zijn bijna leeg" in found.fout) == (code, code == 2)
