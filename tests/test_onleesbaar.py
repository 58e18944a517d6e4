"""Input that cannot be read, or hardly: a clear message in Dutch, and never a value from the file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from opdracht import Uitkomst, voer_uit

BSN, NAAM, STRAAT = "999990019", "Jansén", "Kerkstraat"
TRAJECT = (
    f'{{"client":[{{"Burgerservicenummer":"{BSN}","Geboortedatum":"1980-05-17"}}],'
    f'"omschrijving":"{NAAM}, {STRAAT} 12a","gemeentecode":"0153","schulden":[{{"bedrag":5}}]}}'
)
LEVERING = (
    '{"startdatumLevering":"2024-01-01","einddatumLevering":"2024-12-31",'
    '"aanleverdatumEnTijd":"2025-01-15T09:30:00Z","codeGegevensleverancier":"Test 1.0","leveringen":['
    '{"teller":1,"aanleverende_organisatie":{"(Statutaire) Naam":"Gemeente Test","postcode":"9999ZZ"},'
    f'"schuldhulptrajecten":[{TRAJECT}]}}]}}'
)
DIEP = "[" * 100_000 + "]" * 100_000
NO_VALUE = '"bedrag":5'


def bestand(folder: Path, contents: str | bytes) -> Path:
    path = folder / "SHV_2024_Test.json"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


def met_bedrag(tekst: str) -> str:
    return LEVERING.replace(NO_VALUE, f'"bedrag":{tekst}')


def without_values(uitkomst: Uitkomst) -> bool:
    """Nothing of the client, nor of our own machinery, stands in what the user sees."""
    return not any(
        private.lower() in uitkomst.tekst.lower()
        for private in (BSN, BSN[:5], "1980", NAAM, "Jans", STRAAT, "12a", "Traceback", "DecodeError", "Expecting")
    )


ONLEESBAAR: dict[str, tuple[str | bytes, str, str]] = {
    "empty": (b"", "is leeg", "opnieuw"),
    "only whitespace": (" \r\n\t ", "is leeg", "opnieuw"),
    "truncated in a text": (LEVERING[: LEVERING.index(STRAAT) + 3], "houdt te vroeg op", "opnieuw"),
    "truncated in a word": ('{"leveringen":[{"a":tr', "houdt te vroeg op", "opnieuw"),
    "truncated in an escape": ('{"leveringen":[{"a":"\\u00', "houdt te vroeg op", "opnieuw"),
    "truncated before a number": ('{"leveringen":[{"a":-', "houdt te vroeg op", "opnieuw"),
    "second BOM": ("\ufeff\ufeff" + LEVERING, "regel 1, kolom 1: er staat nog een onzichtbaar teken (BOM)", "opnieuw"),
    "comment before": ("// export\n" + LEVERING, "regel 1, kolom 1: er staat commentaar", "opnieuw"),
    "comment with stars": ("\n /* export */" + LEVERING, "regel 2, kolom 2: er staat commentaar", "opnieuw"),
    "comment as in TOML": ("# export\n" + LEVERING, "er staat commentaar", "opnieuw"),
    "comment inside": (LEVERING.replace('"schulden"', '// x\n"schulden"'), "er staat commentaar", "opnieuw"),
    "PDF": (b"%PDF-1.7\n\xe2\xe3", "is een PDF, geen levering", "JSON-bestand"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "ingepakt bestand (7z)", "Pak het eerst uit"),
    "gz": (b"\x1f\x8b\x08\x00\x00", "ingepakt bestand (gz)", "Pak het eerst uit"),
    "rar": (b"Rar!\x1a\x07", "ingepakt bestand (rar)", "Pak het eerst uit"),
    "tar": (b"x" * 257 + b"ustar", "ingepakt bestand (tar)", "Pak het eerst uit"),
    "zeros alone": (b"\0" * 40, "is leeg", "opnieuw"),
    "table": ("\ufeffcode;naam;getal\n0405;Hoorn;4\n", "is een tabel (CSV)", "JSON-bestand"),
    "table with quotes": ('"code","naam","getal"\r\n"0405","Hoorn","4"\r\n', "is een tabel (CSV)", "JSON-bestand"),
    "delivery in a list": (
        f"\n[{LEVERING}]",
        "ontbreekt de lijst 'leveringen'",
        "haal de eerste [ en de laatste ] weg",
    ),
    "deliveries in a list": (
        f"[{LEVERING},{LEVERING}]",
        "ontbreekt de lijst",
        "zet elke levering in een eigen bestand",
    ),
    "deliveries on lines": (f"{LEVERING}\n{LEVERING}", "nog een stuk JSON", "elke levering in een eigen bestand"),
    "web page": ("\r\n<!DOCTYPE HTML><html>", "webpagina (HTML)", "JSON-bestand"),
    "web page with BOM": ("\ufeff<html>", "webpagina (HTML)", "JSON-bestand"),
    "XML": ("<?xml version='1.0'?>", "XML-bestand", "JSON-bestand"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "ouder document van Excel", "JSON-bestand"),
    "image": (b"\x89PNG\r\n\x1a\n", "een afbeelding", "JSON-bestand"),
    "our summary": ('{"formaat":"ddas-report/1","indicatoren":[]}', "een samenvatting (op-orde.json)", "--vorige"),
    "truncated between values": (LEVERING[: LEVERING.index('"schulden"')], "houdt te vroeg op", "opnieuw"),
    "UTF-16 with mark": (LEVERING.encode("utf-16"), "geen UTF-8. Het lijkt op UTF-16", "Sla het bestand op als UTF-8"),
    "UTF-16 without mark": (LEVERING.encode("utf-16-le"), "UTF-16", "Sla het bestand op als UTF-8"),
    "UTF-32 with mark": (LEVERING.encode("utf-32"), "UTF-32", "Sla het bestand op als UTF-8"),
    "UTF-32 without mark": (LEVERING.encode("utf-32-be"), "UTF-32", "Sla het bestand op als UTF-8"),
    "Windows-1252": (LEVERING.encode("cp1252"), "Windows-1252", "Sla het bestand op als UTF-8"),
    "list on top": (f"[{LEVERING}]", "ontbreekt de lijst 'leveringen'", "het juiste bestand"),
    "text on top": (f'"{BSN}"', "ontbreekt de lijst 'leveringen'", "het juiste bestand"),
    "no leveringen": (TRAJECT, "ontbreekt de lijst 'leveringen'", "het juiste bestand"),
    "leveringen null": ('{"leveringen":null}', "ontbreekt de lijst 'leveringen'", "het juiste bestand"),
    "leveringen an object": ('{"leveringen":{}}', "ontbreekt de lijst 'leveringen'", "het juiste bestand"),
    "NaN": (met_bedrag("NaN"), "regel 1, kolom", "opnieuw"),
    "Infinity": (met_bedrag("-Infinity"), "regel 1, kolom", "opnieuw"),
    "trailing comma": ('{"a":1 , \n }', "regel 1, kolom 8: er staat een komma te veel", "opnieuw"),
    "trailing comma in a list": ('{"a":\n[1,]}', "regel 2, kolom 3: er staat een komma te veel", "opnieuw"),
    "two commas": ('{"a":[1,,]}', "regel 1, kolom 9: er ontbreekt een waarde", "opnieuw"),
    "control character": (LEVERING.replace(STRAAT, "Kerk\nstraat"), "stuurteken midden in een tekst", "opnieuw"),
    "single quotes": (LEVERING.replace(f'"{BSN}"', f"'{BSN}'"), "regel 1, kolom", "opnieuw"),
    "bare value": (LEVERING.replace(f'"{BSN}"', BSN + "A"), "een komma of een sluitend haakje", "opnieuw"),
    "more after the end": (LEVERING + LEVERING, "na het einde", "opnieuw"),
    "no JSON at all": (f"bsn;naam\n{BSN};{NAAM}\n", "geen geldige JSON. Op regel 1, kolom 1", "opnieuw"),
}


@pytest.mark.parametrize(("contents", "wat", "advies"), ONLEESBAAR.values(), ids=ONLEESBAAR.keys())
def test_unreadable_file_gets_advice_and_code_2(tmp_path: Path, contents: str | bytes, wat: str, advies: str) -> None:
    found = voer_uit(bestand(tmp_path, contents))
    assert (found.code, found.uit) == (2, "")
    assert found.fout.startswith("Fout: ") and wat in found.fout and advies in found.fout
    assert without_values(found)
    assert [path.name for path in tmp_path.iterdir()] == ["SHV_2024_Test.json"]


@pytest.mark.parametrize("beside", ['{"meta":1}', "5"])
def test_brackets_around_more_than_the_delivery_are_not_to_be_taken_away(tmp_path: Path, beside: str) -> None:
    found = voer_uit(bestand(tmp_path, f"[{LEVERING},{beside}]"))
    assert "ontbreekt de lijst 'leveringen'" in found.fout and "haal de eerste" not in found.fout


def test_missing_file_and_folder_get_advice_and_code_2(tmp_path: Path) -> None:
    missing, folder = voer_uit(tmp_path / "SHV_2024_Test.json"), voer_uit(tmp_path)
    assert (missing.code, folder.code) == (2, 2)
    assert "bestaat niet" in missing.fout and "Controleer de naam en de map" in missing.fout
    assert "is een map, geen bestand" in folder.fout and "Noem het" in folder.fout


def test_place_of_the_error_is_by_line_and_column(tmp_path: Path) -> None:
    found = voer_uit(bestand(tmp_path, '{\n  "leveringen": [\n    {"teller": NaN}\n  ]\n}'))
    assert "Op regel 3, kolom 16:" in found.fout


def test_word_nan_in_a_text_is_not_taken_for_the_place_of_the_error(tmp_path: Path) -> None:
    found = voer_uit(bestand(tmp_path, '{"a": "oma, NaN \\" NaN",\n "leveringen": NaN}'))
    assert "Op regel 2, kolom 16:" in found.fout


@pytest.mark.parametrize(
    "contents",
    [DIEP, '{"leveringen":' + DIEP + "}", met_bedrag(DIEP), LEVERING.replace(f'"{NAAM}, {STRAAT} 12a"', DIEP)],
    ids=["on top", "as leveringen", "in a field", "in free text"],
)
def test_hundred_thousand_nested_lists_do_not_crash_the_process(tmp_path: Path, contents: str) -> None:
    command = [sys.executable, "-m", "ddas_report", str(bestand(tmp_path, contents)), "-f", "json"]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=Path(__file__).parent.parent)
    uitkomst = Uitkomst(found.returncode, found.stdout, found.stderr)
    assert uitkomst.code == 2 and uitkomst.fout.startswith("Fout: ")
    assert without_values(uitkomst)


# Readable after all ------------------------------------------------------------------------------------


def samenvatting(folder: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads((folder / "SHV_2024_Test.op-orde.json").read_bytes())
    return summary


def gelezen(folder: Path, contents: str | bytes) -> tuple[Uitkomst, dict[str, Any]]:
    found = voer_uit(bestand(folder, contents), "-f", "html,json")
    assert found.code in (0, 1) and not found.fout, found.fout
    assert without_values(found)
    assert (folder / "SHV_2024_Test.op-orde.html").stat().st_size > 10_000
    return found, samenvatting(folder)


def figure(summary: dict[str, Any], id_: str) -> float | None:
    found: list[float | None] = [
        row["waarde"] for row in summary["indicatoren"] if (row["gemeente"], row["id"]) == ("totaal", id_)
    ]
    return found[0]


@pytest.mark.parametrize(
    "contents",
    [
        LEVERING.replace(NAAM, "\\ud800"),
        LEVERING.replace(NAAM, "\\udc00\\ud800"),
        met_bedrag("1" + "0" * 400),
        met_bedrag("-" + "9" * 20),
        met_bedrag("1e999"),
        met_bedrag(str(2**63)),
        met_bedrag(str(2**64)),
        LEVERING.replace(',"', ',\r\n"'),
    ],
    ids=["lone surrogate", "two", "10**400", "20 digits", "1e999", "2**63", "2**64", "CRLF"],
)
def test_odd_but_valid_json_is_read(tmp_path: Path, contents: str) -> None:
    _, summary = gelezen(tmp_path, contents)
    assert (figure(summary, "trajecten.totaal"), figure(summary, "schulden.aantal")) == (1, 1)


def test_utf_8_byte_order_mark_is_read_with_a_signal(tmp_path: Path) -> None:
    _, with_mark = gelezen(tmp_path, b"\xef\xbb\xbf" + LEVERING.encode())
    _, without = gelezen(tmp_path, LEVERING)
    found = [row for row in with_mark["signalen"] if row["regel"] == "BST-03"]
    assert [row["ernst"] for row in found] == ["signaal"]
    assert with_mark["indicatoren"] == without["indicatoren"]
    assert "BST-03" not in {row["regel"] for row in without["signalen"]}


TRAJECT_PAD = "$.leveringen[0].schuldhulptrajecten[0]"
ONGELDIG: dict[str, tuple[str, str, str, str]] = {
    "number as text": (met_bedrag('"5000"'), f"{TRAJECT_PAD}.schulden[0].bedrag", "type", "geheel getal"),
    "text as number": (
        LEVERING.replace(f'"{BSN}"', BSN),
        f"{TRAJECT_PAD}.client[0].Burgerservicenummer",
        "type",
        "tekst",
    ),
    "null in a field": (met_bedrag("null"), f"{TRAJECT_PAD}.schulden[0].bedrag", "type", "mag niet leeg (null) zijn"),
    "null for a list": (
        LEVERING.replace('"client":[', '"client":null,"x":['),
        f"{TRAJECT_PAD}.client",
        "type",
        "mag niet leeg (null) zijn",
    ),
    "null for a traject": (
        LEVERING.replace(TRAJECT, f"{TRAJECT},null"),
        "$.leveringen[0].schuldhulptrajecten[1]",
        "type",
        "mag niet leeg (null) zijn",
    ),
    "value outside its list": (
        LEVERING.replace(NO_VALUE, f'"schuldsoort":"{NAAM}"'),
        f"{TRAJECT_PAD}.schulden[0].schuldsoort",
        "enum",
        "Zorg, Publiek, Nuts, Overig",
    ),
    "day that is none": (
        LEVERING.replace('"omschrijving"', '"startdatum":"2024-02-30","omschrijving"'),
        f"{TRAJECT_PAD}.startdatum",
        "format",
        "JJJJ-MM-DD",
    ),
}


@pytest.mark.parametrize(("contents", "pad", "soort", "melding"), ONGELDIG.values(), ids=ONGELDIG.keys())
def test_readable_but_invalid_file_is_reported_with_code_1(
    tmp_path: Path, contents: str, pad: str, soort: str, melding: str
) -> None:
    found, summary = gelezen(tmp_path, contents)
    toets = summary["technische_toets"]
    assert found.code == 1 and summary["oordeel"] == "niet_uploaden" and not toets["goedgekeurd"]
    assert [melding in fout["melding"] for fout in toets["fouten"] if (fout["pad"], fout["soort"]) == (pad, soort)] == [
        True
    ]


def test_nulls_everywhere_are_reported_and_counted_as_nothing(tmp_path: Path) -> None:
    empty = {name: None for name in json.loads(TRAJECT)}
    document = json.loads(LEVERING) | {"startdatumLevering": None, "aanleverdatumEnTijd": None}
    document["leveringen"] = [None, {"teller": None, "schuldhulptrajecten": [empty, None]}]
    found, summary = gelezen(tmp_path, json.dumps(document))
    paden = {fout["pad"] for fout in summary["technische_toets"]["fouten"]}
    assert found.code == 1
    assert {"$.startdatumLevering", "$.leveringen[0]", "$.leveringen[1].schuldhulptrajecten[0].client"} <= paden
    assert (figure(summary, "trajecten.totaal"), figure(summary, "clienten.totaal")) == (1, 0)
