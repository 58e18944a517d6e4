"""Nothing that the user made is overwritten or dropped: inputs, filled-in files, and words given twice."""

import csv
import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from bouw import levering, schuld, traject
from opdracht import Uitkomst, voer_uit
from pypdf.annotations import FreeText
from rendered import SAMPLES, rendered

from ddas_report.analyse.pipeline import analyse
from ddas_report.cli.unfilled import is_ours

DELIVERY = levering(traject(schulden=[schuld()]), traject(startdatum="2024-05-01", einddatum="2024-04-01"))
NORMS = "eerste_gesprek_dagen = 30\n"
CBS = "Gemeentecode;Gemeente;Unieke BSN's\n0088;Schiermonnikoog;2\n"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other links")


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    path = tmp_path / "SHV_2024_Test.json"
    path.write_text(json.dumps(DELIVERY), encoding="utf-8")
    return path


def refused(found: Uitkomst, *woorden: str) -> bool:
    return found.code == 2 and found.uit == "" and all(woord in found.fout for woord in woorden)


# Outputs on inputs, and on each other --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("optie", "naam", "inhoud", "uitvoer"),
    [
        ("--norms", "normen.csv", NORMS, ("--worklist", "normen.csv")),
        ("--cbs", "cijfers.csv", CBS, ("--worklist", "cijfers.csv")),
        ("--previous", "eerder.csv", json.dumps(DELIVERY), ("--worklist", "eerder.csv")),
        ("--previous", "x.op-orde.json", json.dumps(DELIVERY), ("--name", "x")),
        ("--cbs", "x.cbs-sjabloon.csv", CBS, ("--name", "x", "--cbs-template")),
        ("--toelichting", "x.toelichting.toml", "", ("--name", "x", "--toelichting-sjabloon")),
        ("--norms", "x.op-orde.json", NORMS, ("--name", "x")),
    ],
)
def test_output_on_an_input_is_refused_before_anything_is_written(
    optie: str, naam: str, inhoud: str, uitvoer: tuple[str, ...], klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(klein.parent)
    Path(naam).write_text(inhoud, encoding="utf-8")
    assert refused(voer_uit(klein.name, optie, naam, *uitvoer, "-f", "json"), "als invoer", naam)
    assert Path(naam).read_text(encoding="utf-8") == inhoud
    assert {path.name for path in klein.parent.iterdir()} == {klein.name, naam}


@pytest.mark.parametrize("naam", ["x.op-orde.json", "map/../x.op-orde.json"])
def test_delivery_itself_is_never_overwritten_not_even_when_asked(naam: str, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    path = tmp_path / "x.op-orde.json"
    path.write_text(json.dumps(DELIVERY), encoding="utf-8")
    found = voer_uit(tmp_path / naam, "-f", "json", "--name", "x", "-o", tmp_path, "--overschrijven")
    assert refused(found, "x.op-orde.json") and json.loads(path.read_bytes()) == DELIVERY


@posix
@pytest.mark.parametrize("make", [os.link, os.symlink], ids=["hard link", "symbolic link"])
def test_input_by_another_name_is_the_same_file(make: object, klein: Path) -> None:
    lijst = klein.parent / "lijst.csv"
    make(klein, lijst)  # type: ignore[operator]
    assert refused(voer_uit(klein, "-f", "json", "--worklist", lijst), "lijst.csv")


@pytest.mark.parametrize(
    "naam", ["SHV_2024_Test.op-orde.xlsx", "SHV_2024_TEST.Op-Orde.XLSX", "uit/../SHV_2024_Test.op-orde.xlsx"]
)
def test_two_outputs_on_one_name_are_refused(naam: str, klein: Path) -> None:
    (klein.parent / "uit").mkdir()
    found = voer_uit(klein, "-f", "xlsx", "--worklist", klein.parent / naam)
    assert refused(found, "dezelfde naam") and not list(klein.parent.glob("*.xlsx"))


# What a person filled in ---------------------------------------------------------------------------------


def save_in_a_spreadsheet(path: Path) -> None:
    boek = openpyxl.load_workbook(path)
    blad = boek.worksheets[0]
    blad.cell(1, blad.max_column + 1).value = "Afgehandeld"
    boek.save(path)


def fill_in_a_table(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    rows = [*csv.reader(io.StringIO(text), delimiter=";")]
    rows[1][-1] = rows[1][-1] or "12"
    rows = [[*row, "opmerking"] for row in rows] if "CBS" not in rows[0] else rows
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def save_as_ansi(path: Path) -> None:
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("cp1252", "replace"))


def put_something_else(path: Path) -> None:
    path.write_bytes(b"van mij")


@pytest.mark.parametrize(
    ("opties", "naam", "change"),
    [
        (("--cbs-template",), "SHV_2024_Test.cbs-sjabloon.xlsx", save_in_a_spreadsheet),
        (("--cbs-template",), "SHV_2024_Test.cbs-sjabloon.csv", fill_in_a_table),
        (("--cbs-template",), "SHV_2024_Test.cbs-sjabloon.csv", save_as_ansi),
        (("--worklist", "SHV_2024_lijst.xlsx"), "SHV_2024_lijst.xlsx", save_in_a_spreadsheet),
        (("--worklist", "SHV_2024_lijst.csv"), "SHV_2024_lijst.csv", fill_in_a_table),
        (("--worklist", "SHV_2024_lijst.xlsx"), "SHV_2024_lijst.xlsx", put_something_else),
        (("--worklist", "SHV_2024_lijst.csv"), "SHV_2024_lijst.csv", put_something_else),
        (("-f", "xlsx"), "SHV_2024_Test.op-orde.xlsx", save_in_a_spreadsheet),
        (("-f", "csv"), "SHV_2024_Test.op-orde.csv", fill_in_a_table),
        (("--toelichting-sjabloon",), "SHV_2024_Test.toelichting.toml", lambda _: None),
    ],
)
def test_file_that_a_person_changed_is_kept_until_asked(
    opties: tuple[str, ...], naam: str, change: object, klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(klein.parent)
    command = (klein.name, "-f", "json", *opties, "--date", "2025-02-01")
    assert voer_uit(*command).code == 1
    change(Path(naam))  # type: ignore[operator]
    kept = Path(naam).read_bytes()
    Path("SHV_2024_Test.op-orde.json").unlink()
    assert refused(voer_uit(*command), naam, "niet overschreven", "--overschrijven")
    assert Path(naam).read_bytes() == kept and not Path("SHV_2024_Test.op-orde.json").exists()
    assert voer_uit(*command, "--overschrijven").code == 1
    assert Path(naam).read_bytes() != kept or naam.endswith(".toml")


def marked(pdf: bytes, incremental: bool) -> bytes:
    """A PDF with a remark on its first page: added at its end, or the whole of it written anew."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=incremental) if incremental else pypdf.PdfWriter()
    if not incremental:
        writer.append(io.BytesIO(pdf))
    writer.add_annotation(0, FreeText(text="Gezien", rect=(50, 50, 200, 90)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("formaat", ["pdf", "bijlage"])
def test_pdf_is_ours_until_someone_marks_or_saves_it(formaat: str, tmp_path: Path) -> None:
    pdf = rendered(SAMPLES[0], formaat)
    anew, added = marked(pdf, incremental=False), marked(pdf, incremental=True)
    assert anew.count(b"%%EOF") == 1 and added.startswith(pdf[:-1])
    path = tmp_path / "SHV_2024_Test.op-orde.pdf"
    others = (anew, added, pdf + b"\n", pdf[:99] + b"?" + pdf[100:], added + pdf, b"%PDF-1.7 x\n%%EOF\n", b"")
    found = []
    for data in (pdf, *others):
        path.write_bytes(data)
        found.append(is_ours(".pdf", path))
    assert found == [True] + [False] * len(others)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "is leeg"), (marked, "iemand heeft het ingevuld"), (b"van mij", "of het komt ergens anders")],
)
def test_refusal_says_no_more_than_is_known(data: object, says: str, klein: Path) -> None:
    path = klein.with_name("SHV_2024_Test.op-orde.pdf")
    path.write_bytes(data if isinstance(data, bytes) else marked(rendered(SAMPLES[0], "pdf"), incremental=True))
    found = voer_uit(klein, "-f", "pdf")
    assert refused(found, path.name, says) and ("iemand" in found.fout) == bool(data)


def test_pdf_that_one_gemeente_signed_is_kept_until_asked(klein: Path) -> None:
    signed = klein.with_name("SHV_2024_Test.0088.op-orde.pdf")
    signed.write_bytes(b"getekend")
    assert refused(voer_uit(klein, "-f", "html,pdf", "--per-gemeente"), signed.name, "niet overschreven")
    assert {path.name for path in klein.parent.iterdir()} == {klein.name, signed.name}
    assert signed.read_bytes() == b"getekend"


def test_file_that_nobody_changed_is_made_again(klein: Path) -> None:
    lijst = klein.parent / "lijst"
    for dag, *more in (("2025-02-01",), ("2025-02-02", "--with-bsn"), ("2025-02-03",)):
        for suffix in (".csv", ".xlsx"):
            opties = ("-f", "xlsx,csv,json,sarif,junit,html", "--cbs-template", "--worklist", f"{lijst}{suffix}")
            assert voer_uit(klein, *opties, "--date", dag, *more).code == 1
    with zipfile.ZipFile(klein.with_name("SHV_2024_Test.op-orde.xlsx")) as boek:
        assert b"2025-02-03" in boek.read("docProps/core.xml")


def test_summary_that_serves_as_previous_is_kept_until_asked(klein: Path) -> None:
    voer_uit(klein, "-f", "json", "--date", "2025-02-01")
    summary = klein.with_name("SHV_2024_Test.op-orde.json")
    kept = summary.read_bytes()
    assert refused(voer_uit(klein, "-f", "json", "--previous", summary), summary.name, "--overschrijven")
    assert summary.read_bytes() == kept
    assert voer_uit(klein, "-f", "json", "--previous", summary, "--overschrijven").code == 1
    assert "vorige" in json.loads(summary.read_bytes())["vergelijking"]


# Words given twice ---------------------------------------------------------------------------------------


def test_lists_add_up(klein: Path) -> None:
    assert voer_uit(klein, "-f", "json", "--format", "csv,json", "--ignore", "GEM", "--ignore", "LEV,GEM").code == 1
    assert klein.with_name("SHV_2024_Test.op-orde.csv").exists()
    families = {
        id_[:3] for id_ in json.loads(klein.with_name("SHV_2024_Test.op-orde.json").read_bytes())["overgeslagen"]
    }
    assert families == {"GEM", "LEV", "VGL"}


@pytest.mark.parametrize(
    "woorden",
    [
        ("-o", "a", "-o", "b"),
        ("-o", "a", "--output", "a"),
        ("--name", "a", "--name", "b"),
        ("--norms", "a", "--norms", "b"),
        ("--cbs", "a", "--cbs", "b"),
        ("--worklist", "a.csv", "--worklist=b.csv"),
        ("--date", "2025-01-01", "--date", "2025-01-02"),
        ("--regel", "TRJ-01", "--regel", "TRJ-02"),
        ("--max-size", "1GB", "--max-size", "2GB"),
    ],
)
def test_option_with_one_value_is_refused_when_given_twice(woorden: tuple[str, ...], klein: Path) -> None:
    found = voer_uit(klein, *woorden)
    assert found.code == 2 and "staat er 2 keer in" in found.fout and "--" in found.fout.splitlines()[0]
    assert [path.name for path in klein.parent.iterdir()] == [klein.name]


def test_flag_given_twice_says_the_same(klein: Path) -> None:
    assert voer_uit(klein, "-f", "json", "-q", "--quiet", "--strict", "--strict").tekst == ""


def earlier(naam: str, folder: Path, code: str, **velden: object) -> Path:
    toen = levering(traject(gemeentecode=code, startdatum="2023-03-01"), **velden) | {
        "startdatumLevering": "2023-01-01",
        "einddatumLevering": "2023-12-31",
    }
    path = folder / naam
    path.write_text(json.dumps(toen), encoding="utf-8")
    return path


@pytest.mark.parametrize("how", ["files", "zip", "zip and file"])
def test_earlier_delivery_may_stand_in_more_files(how: str, klein: Path) -> None:
    parts = [
        earlier(f"SHV_2023_{naam}.json", klein.parent, code) for naam, code in (("Test_a", "0088"), ("Test_b", "0060"))
    ]
    if how != "files":
        given = parts if how == "zip" else parts[:1]
        with zipfile.ZipFile(klein.parent / "SHV_2023.zip", "w") as archief:
            for path in given:
                archief.write(path, path.name)
        parts = [klein.parent / "SHV_2023.zip", *parts[len(given) :]]
    assert voer_uit(klein, "-f", "json", *(word for path in parts for word in ("--previous", path))).code == 1
    summary = json.loads(klein.with_name("SHV_2024_Test.op-orde.json").read_bytes())
    toen = {
        row["gemeente"]: row["toen"]
        for row in summary["vergelijking"]["vorige"]["cijfers"]
        if row["id"] == "trajecten.totaal"
    }
    assert toen == {"0060": 1, "0088": 1, "totaal": 2}
    assert summary["vergelijking"]["vorige"]["naam"] == "SHV_2023_Test"
    gone = [pad for row in summary["signalen"] if row["regel"] == "VGL-02" for pad in row["paden"]]
    assert {pad.partition(": ")[0] for pad in gone} == {"SHV_2023_Test_a.json", "SHV_2023_Test_b.json"}
    assert all("leveringen[0].schuldhulptrajecten[0]" in pad for pad in gone)


def test_summary_among_the_files_of_an_earlier_delivery_is_refused(klein: Path) -> None:
    a = earlier("SHV_2023_Test_a.json", klein.parent, "0088")
    voer_uit(a, "-f", "json")
    found = voer_uit(klein, "--previous", a, "--previous", a.with_name("SHV_2023_Test_a.op-orde.json"), "-f", "json")
    assert refused(found, "tussen andere bestanden", "Noem één op-orde.json")


def test_files_of_an_earlier_delivery_over_other_periods_are_refused(klein: Path) -> None:
    a, b = (earlier(f"SHV_2023_Test_{naam}.json", klein.parent, "0088", teller=n) for n, naam in enumerate("ab"))
    document = json.loads(b.read_bytes()) | {"einddatumLevering": "2023-06-30"}
    b.write_text(json.dumps(document), encoding="utf-8")
    assert refused(voer_uit(klein, "--previous", a, "--previous", b, "-f", "json"), "niet over dezelfde periode")


@pytest.mark.parametrize(("naam", "bytes_"), [("g" * 245, 258), ("é" * 125, 263), ("字" * 82, 259)])
def test_name_that_no_disk_takes_is_told_with_what_to_do(naam: str, bytes_: int, klein: Path) -> None:
    found = voer_uit(klein, "-f", "json", "--name", naam)
    assert refused(found, f"te lang: {bytes_} bytes", "--naam") and len([*klein.parent.iterdir()]) == 1


def test_name_that_is_too_long_with_a_gemeentecode_is_told_before_anything_is_written(klein: Path) -> None:
    found = voer_uit(klein, "-f", "html", "--per-gemeente", "--name", "g" * 240)
    assert refused(found, "te lang: 258 bytes", "--naam") and len([*klein.parent.iterdir()]) == 1


@posix
@pytest.mark.parametrize("optie", ["--cbs", "--vorige", "--normen", "--toelichting"])
def test_name_that_no_disk_takes_is_told_of_every_input(optie: str, klein: Path) -> None:
    found = voer_uit(klein, "-f", "json", optie, klein.parent / ("g" * 300))
    assert refused(found, "kan niet bestaan: de naam of het pad is te lang") and "g" * 60 not in found.tekst


def test_name_that_no_disk_takes_is_told_of_the_worklist_and_the_folder(klein: Path) -> None:
    lang = "g" * 300
    assert refused(
        voer_uit(klein, "-f", "json", "--werklijst", f"{lang}.csv"), "De naam van de werklijst", "--werklijst"
    )
    assert refused(
        voer_uit(klein, "-f", "json", "--uitvoer", klein.parent / lang), "kan niet worden geschreven", "andere map"
    )


@pytest.mark.parametrize(
    ("naam", "rules"),
    [
        ("SHV_2024_Test.JSON", ["BST-01"]),
        ("SHV_2024_Test.Json", ["BST-01"]),
        ("SHV_2024_Test.json", []),
        ("SHV_2024_Te.st.JSON", ["BST-01", "BST-02"]),
        ("SHV_2024_Test.txt", ["BST-01", "BST-02"]),
    ],
)
def test_extension_in_capitals_is_one_finding_and_named(naam: str, rules: list[str]) -> None:
    found = analyse(naam, json.dumps(DELIVERY).encode(), date(2025, 2, 1)).bevindingen
    assert [b.regel.id for b in found if b.regel.id in ("BST-01", "BST-02")] == rules
    assert all(".json, in kleine letters" in b.regel.toelichting for b in found if b.regel.id == "BST-01")


@pytest.mark.parametrize("veld", ["$schema", "@id", "_id", "@odata.context"])
def test_field_that_does_not_belong_is_named_as_it_is_written(veld: str) -> None:
    fouten = analyse("SHV_2024_Test.json", json.dumps(DELIVERY | {veld: 1}).encode(), date(2025, 2, 1)).schemafouten
    assert [fout.melding.split("'")[1] for fout in fouten] == [veld]
