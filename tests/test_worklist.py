"""The worklist: every place once, in words and as a path, with a BSN only when asked for."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from bouw import bsn, client, levering, schuld, traject

from ddas_report.analyse.pipeline import Analyse, Choice, analyse
from ddas_report.model.errors import DdasError
from ddas_report.regels.evaluate import REGELS
from ddas_report.render import worklist
from ddas_report.render.worklist import BSN, LONGEST_BSN, MOST_CLIENTS, WIDTHS, render_worklist

FOUTENSTAD = Path(__file__).parents[1] / "sample_data" / "SHV_2024_Foutenstad.json"
OMGEKEERD = {"startdatum": "2024-05-02", "einddatum": "2024-05-01"}
"""TRJ-01, and what follows from it."""

(TRJ_01,) = [regel for regel in REGELS if regel.id == "TRJ-01"]


@cache
def foutenstad() -> Analyse:
    return analyse(FOUTENSTAD.name, FOUTENSTAD.read_bytes(), date(2025, 2, 1))


def judged(document: Mapping[str, Any], *regels: str) -> Analyse:
    keuze = Choice(regels=regels) if regels else None
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1), keuze)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def rows(document: Mapping[str, Any], *regels: str, met_bsn: bool = False) -> list[dict[str, str]]:
    return read(render_worklist(judged(document, *regels), ".csv", met_bsn))


def sheet(content: bytes) -> pl.DataFrame:
    return pl.read_excel(io.BytesIO(content), infer_schema_length=0)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {naam: archive.read(naam).decode() for naam in archive.namelist()}


def text(content: bytes, suffix: str) -> str:
    return "".join(parts(content).values()) if suffix == ".xlsx" else content.decode()


def bsns(path: Path) -> set[str]:
    return set(re.findall(r'"Burgerservicenummer": ?"([^"]+)"', path.read_text(encoding="utf-8")))


def test_every_place_stands_in_it_once() -> None:
    places = Counter((b.regel.id, pad) for b in foutenstad().bevindingen for pad in b.paden())
    listed = Counter((row["regel"], row["pad"]) for row in read(render_worklist(foutenstad(), ".csv")))
    assert listed == places
    assert len(listed) > 100


def test_sheet_and_csv_hold_the_same() -> None:
    found = sheet(render_worklist(foutenstad(), ".xlsx", True)).fill_null("")
    dates = [
        pl.col(naam).str.replace(r"^(\d+)-(\d+)-(\d+) .*$", "$3-$2-$1")
        for naam in ("Startdatum", "Einddatum", "Aanmelding")
    ]
    found = found.with_columns(dates)
    assert [naam.lower() for naam in found.columns] == [*(naam for naam in WIDTHS if naam != "bestand"), "bsn"]
    assert [list(row) for row in found.iter_rows()] == [
        list(row.values()) for row in read(render_worklist(foutenstad(), ".csv", True))
    ]


def test_row_tells_all_about_a_place() -> None:
    (row,) = rows(levering(traject(), traject(**OMGEKEERD)), "TRJ-01")
    assert row == {
        "regel": "TRJ-01",
        "ernst": "fout",
        "eigenaar": "Dossiers",
        "oorzaak": "TRJ-01",
        "melding": TRJ_01.melding,
        "wat te doen": TRJ_01.toelichting,
        "organisatie": "Gemeente Test",
        "gemeente": "Schiermonnikoog",
        "gemeentecode": "0088",
        "levering": "1",
        "traject": "2",
        "groep": "",
        "startdatum": "02-05-2024",
        "einddatum": "01-05-2024",
        "aanmelding": "01-03-2024",
        "cliënten": "1",
        "schulden": "0",
        "onderdeel": "het hele traject",
        "pad": "$.leveringen[0].schuldhulptrajecten[1]",
        "waarden": "startdatum: 02-05-2024; einddatum: 01-05-2024",
    }


def test_trajecten_that_belong_together_stand_together_under_one_group() -> None:
    dubbel, ander = traject(), traject(startdatum="2024-04-01")
    found = rows(levering(dubbel, ander, ander, dubbel), "TRJ-13")
    assert [(row["traject"], row["groep"]) for row in found] == [
        ("1", "levering 1, traject 1"),
        ("4", "levering 1, traject 1"),
        ("2", "levering 1, traject 2"),
        ("3", "levering 1, traject 2"),
    ]


def test_date_that_a_spreadsheet_does_not_know_is_a_text() -> None:
    old = levering(traject(startdatum="1802-05-02", einddatum="1801-05-01"))
    assert sheet(render_worklist(judged(old, "TRJ-01"), ".xlsx"))["Startdatum"].to_list() == ["02-05-1802"]


@pytest.mark.parametrize(
    ("regel", "document", "expected"),
    [
        ("SLD-03", levering(traject(schulden=[schuld(), schuld(bedrag=1_250_000)])), ("0088", "1", "1", "schuld 2")),
        ("LEV-13", levering(), ("", "1", "", "de hele levering")),
        ("LEV-11", levering(traject(), codeGegevensleverancier="Test"), ("", "", "", "codeGegevensleverancier")),
        ("GEM-07", levering({"gemeentecode": "0088"}), ("0088", "", "", "de hele gemeente")),
        ("LEV-08", levering(traject(), traject(gemeentecode="0153")), ("", "", "", "leveringen")),
        ("BST-05", levering(traject(schulden=[schuld(bedrag="1")])), ("0088", "1", "1", "schuld 1, bedrag")),
        ("BST-05", levering("geen traject"), ("", "1", "1", "het hele traject")),
    ],
)
def test_place_is_named(regel: str, document: dict[str, Any], expected: tuple[str, ...]) -> None:
    (row,) = rows(document, regel)
    assert (row["gemeentecode"], row["levering"], row["traject"], row["onderdeel"]) == expected


def test_finding_on_the_file_name_is_about_the_whole_file() -> None:
    (row,) = read(
        render_worklist(analyse("test.json", json.dumps(levering(traject())).encode(), date(2025, 2, 1)), ".csv")
    )
    assert (row["regel"], row["onderdeel"], row["pad"]) == ("BST-01", "het hele bestand", "$")


def test_values_are_written_the_dutch_way() -> None:
    (row,) = rows(levering(traject(schulden=[schuld(bedrag=1_250_000, peildatum=None)])), "SLD-03")
    assert row["waarden"] == "bedrag: 1.250.000; peildatum: –"


def test_schema_finding_says_what_is_wrong() -> None:
    (row,) = rows(levering(traject(startdatum=20240301)), "BST-05")
    assert row["melding"].startswith("Het veld 'startdatum' moet een bestaande datum zijn")
    assert row["waarden"] == "veld: startdatum"


def test_worst_comes_first_then_catalogue_then_file() -> None:
    late = traject(schulden=[schuld(bedrag=-1)], **OMGEKEERD)
    document = levering(late, traject(uitstroom={"reden": "Zelf"}), late, startdatumLevering=None)
    found = [
        (row["ernst"], row["regel"], row["pad"][-3:]) for row in rows(document, "BST-05", "TRJ-01", "TRJ-07", "SLD-02")
    ]
    assert found == [
        ("fout", "BST-05", "$"),
        ("fout", "TRJ-01", "[0]"),
        ("fout", "TRJ-01", "[2]"),
        ("waarschuwing", "TRJ-07", "[1]"),
        ("signaal", "SLD-02", "[0]"),
        ("signaal", "SLD-02", "[0]"),
    ]


def test_milder_form_of_a_rule_stands_where_the_rule_stands() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(levering(traject(schulden=[schuld(bedrag=-1)]))).encode()
    found = read(render_worklist(analyse("SHV_2024_Test.json", data, date(2025, 2, 1)), ".csv"))
    assert [row["regel"] for row in found if row["ernst"] == "signaal"][:2] == ["BST-03", "SLD-02"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_bsn_unless_asked_for(suffix: str) -> None:
    known = bsns(FOUTENSTAD)
    without = text(render_worklist(foutenstad(), suffix), suffix)
    asked = text(render_worklist(foutenstad(), suffix, True), suffix)
    assert len(known) > 100
    assert [number for number in known if number in without] == []
    assert [number for number in known if number in asked] != []


def test_bsn_is_that_of_the_client_or_of_all_clients_of_the_traject() -> None:
    first, second = bsn(1), bsn(2)
    pair = [client(Burgerservicenummer=first), client(Burgerservicenummer=second, Postcode="1234 AB")]
    document = levering(traject(), traject(client=pair, **OMGEKEERD))
    found = {row["regel"]: row["BSN"] for row in rows(document, "TRJ-01", "CLT-07", met_bsn=True)}
    assert found == {"TRJ-01": f"{first} {second}", "CLT-07": second}


def test_bsn_is_empty_where_there_is_none() -> None:
    nobody = [client(Burgerservicenummer=None, Postcode=None)]
    document = levering(traject(client=nobody, **OMGEKEERD), {}, codeGegevensleverancier="Test")
    found = rows(document, "TRJ-01", "CLT-01", "CLT-02", "LEV-11", met_bsn=True)
    assert {row["regel"]: row["BSN"] for row in found} == dict.fromkeys(["TRJ-01", "CLT-01", "CLT-02", "LEV-11"], "")


def test_row_names_so_many_clients_and_no_more() -> None:
    many = [client(Burgerservicenummer="9" * 100_000), *(client() for _ in range(MOST_CLIENTS + 1))]
    (row,) = rows(levering(traject(client=many, **OMGEKEERD)), "TRJ-01", met_bsn=True)
    *named, last = str(row["BSN"]).split(" ", MOST_CLIENTS)
    assert len(named) == MOST_CLIENTS and named[0] == "9" * LONGEST_BSN and last == "en nog 2"


def test_bsn_keeps_its_first_zero() -> None:
    document = levering(traject(client=[client(Burgerservicenummer="012345672")], **OMGEKEERD))
    content = render_worklist(judged(document, "TRJ-01"), ".xlsx", True)
    assert sheet(content)[BSN].to_list() == ["012345672"]
    assert "<t>012345672</t>" in parts(content)["xl/sharedStrings.xml"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_hostile_values_are_neutralised(suffix: str) -> None:
    document = levering(
        traject(gemeentecode="@SUM(1)\r\n;x", client=[client(Burgerservicenummer='+1;"x"')], **OMGEKEERD),
        aanleverende_organisatie={"(Statutaire) Naam": "=cmd|'/c calc'!A1\u202e\x07"},
    )
    content = render_worklist(judged(document, "TRJ-01"), suffix, True)
    (row,) = read(content) if suffix == ".csv" else sheet(content).rename(str.lower).to_dicts()
    assert row["organisatie"] == "'=cmd|'/c calc'!A1"
    assert row["gemeentecode"] == "onbekend-1"
    assert row["gemeente"] == "Onbekende gemeentecode 1"
    assert row[BSN if suffix == ".csv" else "bsn"] == '\'+1;"x"'
    if suffix == ".csv":
        assert len(content.split(b"\r\n")) == 3
    else:
        assert "<f>" not in parts(content)["xl/worksheets/sheet1.xml"]


def test_list_can_be_split_by_eigenaar() -> None:
    without_sex = [traject(client=[client(Geslachtsaanduiding=None)]) for _ in range(20)]
    found = rows(levering(traject(**OMGEKEERD), *without_sex), "TRJ-01", "GEM-07")
    assert [(row["eigenaar"], row["oorzaak"]) for row in found] == [
        ("Dossiers", "TRJ-01"),
        ("Softwareleverancier", "OORZ-VELD geslacht"),
    ]


def test_csv_opens_in_a_dutch_excel() -> None:
    content = render_worklist(judged(levering(traject(**OMGEKEERD)), "TRJ-01"), ".csv")
    assert content.startswith(b"\xef\xbb\xbfregel;ernst;eigenaar;oorzaak;melding;wat te doen;")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_sheet_can_be_filtered_and_keeps_its_heading_in_view() -> None:
    found = parts(render_worklist(foutenstad(), ".xlsx"))["xl/worksheets/sheet1.xml"]
    assert '<autoFilter ref="A1:T' in found
    assert 'ySplit="1"' in found


def test_sheet_says_that_there_are_more_than_it_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "AT_A_TIME", 2)
    many = judged(levering(*[traject(**OMGEKEERD)] * 3), "TRJ-01")
    found = sheet(render_worklist(many, ".xlsx"))
    assert found["Regel"].to_list()[:2] == ["TRJ-01"] * 2
    assert found["Regel"].to_list()[2].startswith("Op dit blad staan de eerste 2 van 3 plekken.")
    assert len(read(render_worklist(many, ".csv"))) == 3


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".XLSX", ".CSV"])
def test_clean_delivery_gives_a_heading_only(suffix: str) -> None:
    content = render_worklist(judged(levering(traject())), suffix)
    height = sheet(content).height if suffix.lower() == ".xlsx" else len(read(content))
    assert height == 0


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_same_analysis_gives_the_same_bytes(suffix: str) -> None:
    assert render_worklist(foutenstad(), suffix, True) == render_worklist(foutenstad(), suffix, True)


@pytest.mark.parametrize("suffix", [".pdf", ".xls", ""])
def test_other_suffix_is_refused_with_advice(suffix: str) -> None:
    with pytest.raises(DdasError) as caught:
        render_worklist(foutenstad(), suffix)
    assert ".xlsx of .csv" in caught.value.advies
