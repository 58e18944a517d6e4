"""No output tells who a client is, and nothing reaches for the network."""

import contextlib
import io
import json
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from opdracht import Uitkomst, voer_uit
from rendered import SAMPLES, rendered, sample

from ddas_report.render.dutch import datum
from ddas_report.render.formats import FORMATS

ZONDER_PDF = tuple(naam for naam, formaat in FORMATS.items() if not formaat.is_pdf)
"""A PDF is made of the same view as the HTML, and slow."""
CLIENT_FIELDS = ("Burgerservicenummer", "Geboortedatum", "Postcode")


def text_of(formaat: str, data: bytes) -> str:
    """All text in an output, whatever its format."""
    if FORMATS[formaat].is_pdf:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return data.decode("utf-8-sig")


def told(bestand: Path, folder: Path, formaten: tuple[str, ...] = (*FORMATS,)) -> dict[str, str]:
    """Everything a run tells, by output; the path of the input itself left out."""
    found = voer_uit(bestand, "-o", folder, "-f", ",".join(formaten))
    assert found.code in (0, 1) and not found.fout, found.fout
    outputs = {
        naam: text_of(naam, (folder / f"{bestand.stem}.{FORMATS[naam].extension}").read_bytes()) for naam in formaten
    }
    assert len(list(folder.iterdir())) == len(formaten)
    return outputs | {"console": found.tekst}


# The samples -------------------------------------------------------------------------------------------


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(item)


def written_as(value: str) -> set[str]:
    """The ways in which a value might be shown: a date in three, a postcode in two."""
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(value)
        return {value, f"{day:%d-%m-%Y}", datum(day)}
    return {value, f"{value[:4]} {value[4:]}"} if re.fullmatch(r"\d{4}[A-Z]{2}", value) else {value}


def personal_in(document: Any) -> set[str]:
    """What nobody may read: of clients, of private schuldeisers, and free text; not what also stands elsewhere."""
    personal: set[str] = set()
    common: set[str] = set()
    for record in objects_in(document):
        for naam, value in record.items():
            if not isinstance(value, str) or len(value.strip()) < 4:
                continue
            secret = naam in (*CLIENT_FIELDS, "omschrijving") or (
                naam.lower() == "naam" and record.get("privepersoon") is True
            )
            (personal if secret else common).add(value.strip())
    return {shown for value in personal - common for shown in written_as(value)}


def houses_in(document: Any) -> set[str]:
    """House number and toevoeging together; those with a digit there look like any number."""
    pairs = [(record.get("Huisnummer"), record.get("Huisnummertoevoeging")) for record in objects_in(document)]
    return {f"{nummer}{bij}" for nummer, bij in pairs if nummer and bij and bij.isalpha()}


@pytest.mark.parametrize("bestand", SAMPLES, ids=lambda path: path.stem)
def test_no_output_of_a_sample_tells_who_a_client_is(bestand: Path, tmp_path: Path) -> None:
    document = json.loads(bestand.read_bytes())
    personal, houses = personal_in(document), houses_in(document)
    assert len(personal) > 100 and houses
    outputs = told(bestand, tmp_path, ZONDER_PDF)
    if bestand == sample("Foutenstad"):
        outputs |= {naam: text_of(naam, rendered(bestand, naam)) for naam in FORMATS if naam not in ZONDER_PDF}
    for name, text in outputs.items():
        words = set(re.findall(r"\w+", text))
        assert not [value for value in personal if value in text], name
        assert not houses & words, name


# Markers in every personal field -----------------------------------------------------------------------

GEHEIM: dict[str, str] = {
    "Burgerservicenummer": "918273645",
    "Geboortedatum": "1953-07-19",
    "Geslachtsaanduiding": "Geslachtgeheim",
    "Postcode": "4793QX",
    "Huisnummer": "77317",
    "Huisnummertoevoeging": "bisgeheim",
    "voornaam": "Voornaamgeheim",
    "omschrijving": "Trajectgeheim met een lang verhaal",
    "uitstroom.omschrijving": "Uitstroomgeheim",
    "schuldeiser.naam": "Buurvrouwgeheim",
    "schuldeiser.Naam": "Oomgeheim",
}
VORMEN = {
    "as it should be": lambda value: value,
    "in a list": lambda value: [value],
    "as a key": lambda value: {f"{value} 1": value},
    "with spaces": lambda value: f"  {value} ",
    "very long": lambda value: value + "é" * 500,
    "with mark-up": lambda value: f"<b>{value}</b>",
    "as a number": lambda value: int("".join(filter(str.isdigit, value)) or 1),
}


def delivery(vorm: dict[str, str]) -> dict[str, Any]:
    """A delivery with a marker in every personal field, each in the form asked for."""
    value = {naam: VORMEN[vorm.get(naam, "as it should be")](geheim) for naam, geheim in GEHEIM.items()}
    client = {naam: value[naam] for naam in list(GEHEIM)[:7]}
    traject = {
        "startdatum": "2024-12-01",
        "einddatum": "2024-03-01",
        "gemeentecode": "0153",
        "omschrijving": value["omschrijving"],
        "client": [client, dict(client)],
        "uitstroom": {"omschrijving": value["uitstroom.omschrijving"], "datum": "2024-03-02"},
        "schulden": [
            {
                "bedrag": 12345678901,
                "schuldeiser": {
                    "naam": value["schuldeiser.naam"],
                    "Naam": value["schuldeiser.Naam"],
                    "privepersoon": True,
                    "kvknummer": "1",
                },
            }
        ],
    }
    return {
        "startdatumLevering": "2024-01-01",
        "einddatumLevering": "2024-12-31",
        "aanleverdatumEnTijd": "2025-01-15T09:30:00Z",
        "codeGegevensleverancier": "Test 1.0",
        "leveringen": [{"teller": 1, "aanleverende_organisatie": {}, "schuldhulptrajecten": [traject, traject]}],
    }


def marks() -> set[str]:
    """What of the markers would betray them, in lower case."""
    words = {value.split()[0].lower() for value in GEHEIM.values()}
    return words | {shown.lower() for value in GEHEIM.values() for shown in written_as(value)} | {"19530719"}


def told_of(vorm: dict[str, str], formaten: tuple[str, ...]) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        bestand = Path(folder, "SHV_2024_Test.json")
        bestand.write_text(json.dumps(delivery(vorm)), encoding="utf-8")
        return told(bestand, Path(folder, "uit"), formaten)


def test_no_output_holds_a_marker() -> None:
    for name, text in told_of({}, (*FORMATS,)).items():
        assert not [mark for mark in marks() if mark in text.lower()], name


@settings_for(12, shrink=False)
@given(st.fixed_dictionaries({naam: st.sampled_from(list(VORMEN)) for naam in GEHEIM}))
def test_no_output_holds_a_marker_in_whatever_form_it_was_delivered(vorm: dict[str, str]) -> None:
    for name, text in told_of(vorm, ZONDER_PDF).items():
        assert not [mark for mark in marks() if mark in text.lower()], name


# Broken JSON -------------------------------------------------------------------------------------------

_TEKST = json.dumps(delivery({}))


def run_broken(data: bytes) -> Uitkomst:
    with TemporaryDirectory() as folder:
        bestand = Path(folder, "SHV_2024_Test.json")
        bestand.write_bytes(data)
        return voer_uit(bestand, "-f", "json")


@settings_for(150)
@given(
    st.integers(_TEKST.index("schuldhulptrajecten"), len(_TEKST) - 1),
    st.sampled_from(['"', "{", "]", ",", "\n", "NaN", "\\", "'"]),
)
def test_message_about_broken_json_holds_no_value(place: int, rommel: str) -> None:
    broken = _TEKST[:place] + rommel
    found = run_broken(broken.encode())
    assert found.code == 2 and "Traceback" not in found.fout
    betrayed = [mark for mark in marks() if mark in found.tekst.lower()]
    assert not betrayed and not re.search(r"(?<!regel )(?<!kolom )\b\d{3,}", found.fout)


@settings_for(15)
@given(st.integers(_TEKST.index("schuldhulptrajecten"), len(_TEKST) - 1))
def test_message_about_a_wrong_byte_holds_no_value(place: int) -> None:
    found = run_broken(_TEKST[:place].encode() + b"\xe9" + _TEKST[place:].encode())
    assert found.code == 2 and not [mark for mark in marks() if mark in found.tekst.lower()]


def test_error_of_our_own_is_told_without_the_data_it_arose_on(tmp_path: Path) -> None:
    bestand = tmp_path / "SHV_2024_Test.json"
    bestand.write_text(_TEKST, encoding="utf-8")
    script = (
        "from unittest import mock; from ddas_report.cli import app; from ddas_report.read import flatten\n"
        "def broken(skelet, chunks): raise ValueError(skelet, chunks[0]['client'].rows()) from KeyError(chunks)\n"
        "mock.patch.object(flatten, 'collect', broken).start(); app.main()"
    )
    command = [sys.executable, "-c", script, str(bestand)]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=SAMPLES[0].parent.parent)
    assert found.returncode == 2 and found.stderr.startswith("Fout: Dit had niet mogen gebeuren (ValueError")
    assert not [mark for mark in marks() if mark in (found.stdout + found.stderr).lower()]
    assert "Traceback" not in found.stderr


# The network -------------------------------------------------------------------------------------------


def test_nothing_opens_a_socket(tmp_path: Path) -> None:
    bestand = tmp_path / "SHV_2024_Test.json"
    bestand.write_text(json.dumps(delivery({})), encoding="utf-8")
    with (
        mock.patch.object(socket, "socket", side_effect=AssertionError("the network was reached for")),
        mock.patch.object(socket, "getaddrinfo", side_effect=AssertionError("a name was looked up")),
    ):
        assert voer_uit(bestand, "-f", ",".join(FORMATS)).code == 1
