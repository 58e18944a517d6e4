"""An export with shifted columns: what is a client's stands where something else should, and still no output shows it."""

import contextlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bouw import Document, bsn, levering, schuld, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from opdracht import voer_uit
from sporen import sporen

from ddas_report.analyse.pipeline import Analyse, analyse, assess
from ddas_report.cli.console import print_summary
from ddas_report.model.delivery import INVALID, ONBEKEND
from ddas_report.model.gemeenten import number
from ddas_report.model.masking import Kind, looks_like, masked
from ddas_report.read.one_file import read_delivery
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.render.worklist import render_worklist

pytestmark = pytest.mark.slow

VANDAAG = date(2025, 2, 1)
NAAM = "SHV_2024_Test.json"
BSN = bsn(4321)
VALUES = {
    Kind.BSN: (BSN, f"{BSN[:3]}.{BSN[3:6]}.{BSN[6:]}", f"{BSN[:4]} {BSN[4:]}", f"BSN{BSN}"),
    Kind.GEBOORTEDATUM: ("1953-07-19", "19-07-1953", "19530719", "19 juli 1953"),
    Kind.ADRES: ("4793QX", "4793 QX 17", "Kanariestraat 17, 4793 QX"),
    Kind.EMAIL: ("kanarie_x@post.example",),
    Kind.TELEFOON: ("06-12345678", "0612345678", "+31 6 12345678", "(020) 123 45 67"),
}
EVERY = [(kind, value) for kind, values in VALUES.items() for value in values]

Put = Callable[[Document, str], None]


def _in(*steps: str | int) -> Put:
    """Puts a value where these steps lead, and makes the objects on the way."""

    def put(document: Document, value: Any) -> None:
        place: Any = document
        for step in steps[:-1]:
            place = place[step] if isinstance(step, int) else place.setdefault(step, {})
        place[steps[-1]] = value

    return put


def _key(*steps: str | int) -> Put:
    """Makes a value the name of a field there."""

    def put(document: Document, value: str) -> None:
        _in(*steps, value)(document, value)

    return put


LEVERING: tuple[str | int, ...] = ("leveringen", 0)
ORGANISATIE = (*LEVERING, "aanleverende_organisatie")
TRAJECT = (*LEVERING, "schuldhulptrajecten", 0)
FIELDS: dict[str, Put] = {
    "codeGegevensleverancier": _in("codeGegevensleverancier"),
    "teller": _in(*LEVERING, "teller"),
    **{naam: _in(*ORGANISATIE, naam) for naam in ("(Statutaire) Naam", "KvK-nummer", "gemeentecode", "postcode")},
    "gemeentecode van het traject": _in(*TRAJECT, "gemeentecode"),
    "bedrag als tekst": _in(*TRAJECT, "schulden", 0, "bedrag"),
    "schuldsoort": _in(*TRAJECT, "schulden", 0, "schuldsoort"),
    "reden": _in(*TRAJECT, "uitstroom", "reden"),
    "beschikkingssoort": _in(*TRAJECT, "intake", "beschikkingssoort"),
    "oplossing": _in(*TRAJECT, "oplossing", "soort"),
    "begeleiding": _in(*TRAJECT, "begeleiding", 0, "soort"),
    "schuldeiser": _in(*TRAJECT, "schulden", 0, "schuldeiser", "naam"),
    "geslacht": _in(*TRAJECT, "client", 0, "Geslachtsaanduiding"),
    "huisnummer": _in(*TRAJECT, "client", 0, "Huisnummer"),
    "veld bovenaan": _key(),
    "veld van de levering": _key(*LEVERING),
    "veld van de organisatie": _key(*ORGANISATIE),
    "veld van het traject": _key(*TRAJECT),
    "veld van een fase": _key(*TRAJECT, "intake"),
    "veld van de client": _key(*TRAJECT, "client", 0),
}
NOT_PERSONAL = frozenset({"bedrag als tekst", "postcode", "schuldeiser", "geslacht", "huisnummer"})
"""Where the schema or another rule speaks, or where something of a person may stand."""


def delivery() -> Document:
    """Two trajecten in which all of FIELDS can stand."""
    full = {
        "intake": {"startdatum": "2024-03-01", "beschikkingsdatum": "2024-04-01"},
        "uitstroom": {"datum": "2024-06-01"},
        "oplossing": {"startdatum": "2024-05-01"},
        "begeleiding": [{"startdatum": "2024-05-01"}],
        "schulden": [schuld(bedrag=-1)],
    }
    document: Document = json.loads(json.dumps(levering(traject(**full), traject())))
    return document


def judged(document: Document, naam: str = NAAM) -> Analyse:
    return analyse(naam, json.dumps(document).encode(), VANDAAG)


def told(found: Analyse, formaten: tuple[str, ...] = ("html", "json", "csv", "sarif", "junit")) -> str:
    """All text outputs, a worklist and the console."""
    subject, console = Subject(found, VANDAAG), io.StringIO()
    with contextlib.redirect_stdout(console):
        print_summary(found, [Path(found.bestand.naam)])
    parts = [FORMATS[formaat].render(subject).decode("utf-8-sig") for formaat in formaten]
    return "\n".join([*parts, render_worklist(found, ".csv", False).decode("utf-8-sig"), console.getvalue()])


@pytest.mark.parametrize(("kind", "value"), EVERY)
def test_each_kind_is_seen_and_masked(kind: Kind, value: str) -> None:
    assert looks_like(f"Bureau {value}") is kind
    assert value not in masked(f"Bureau {value}") and f"({kind})" in masked(f"Bureau {value}")


@pytest.mark.parametrize(
    "text",
    ["Gemeente 's-Hertogenbosch", "Testsysteem 4.2", "12345678", "SHV_2024H1_Stad_deel_2", "export 2024-12-31", "0344"],
)
def test_what_is_nobodys_is_left_as_it_is(text: str) -> None:
    assert looks_like(text) is None and masked(text) == text


@settings_for(30, shrink=False)
@given(st.sampled_from(EVERY), st.sets(st.sampled_from(sorted(FIELDS)), min_size=1))
def test_client_value_in_any_other_field_key_or_name_is_shown_nowhere(
    value: tuple[Kind, str], fields: set[str]
) -> None:
    document = delivery()
    for naam in fields:
        FIELDS[naam](document, value[1])
    text = told(judged(document))
    assert value[1] not in text, fields


@pytest.mark.parametrize("naam", sorted(FIELDS.keys() - NOT_PERSONAL))
def test_rule_names_the_field_and_never_the_value(naam: str) -> None:
    document = delivery()
    FIELDS[naam](document, int(BSN) if naam == "teller" else BSN)
    found = judged(document)
    (bevinding,) = [b for b in found.bevindingen if b.regel.id == "BST-08"]
    assert bevinding.plaatsen["lijkt op"].to_list() == ["BSN"] and bevinding.plaatsen["veld"][0]
    assert BSN not in told(found)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, value in EVERY if "/" not in value])
def test_name_of_a_file_is_masked_in_it_and_in_what_is_made(kind: Kind, value: str, tmp_path: Path) -> None:
    bestand = tmp_path / f"SHV_2024_{value}.json"
    bestand.write_text(json.dumps(delivery()), encoding="utf-8")
    found = voer_uit(bestand, "-f", "json,sarif,junit", "-o", tmp_path / "uit")
    made = [*(tmp_path / "uit").iterdir()]
    assert len(made) == 3 and "BST-08" in found.uit and "vervangen" in found.uit
    assert value not in found.tekst + "".join(f"{path.name}\n{sporen(path)}" for path in made)
    assert value not in voer_uit(tmp_path / f"{value} bestaat niet.json").tekst


def test_shifted_export_is_shown_in_no_format_at_all(tmp_path: Path) -> None:
    """Everything at once, by the command, in every format."""
    document, earlier = delivery(), delivery()
    for number_, (naam, put) in enumerate(FIELDS.items()):
        put(document, bsn(5000 + number_) if naam != "teller" else int(bsn(5000)))
    FIELDS["gemeentecode van het traject"](earlier, BSN)
    bestand, vorige = tmp_path / NAAM, tmp_path / f"SHV_2023_{BSN}.json"
    bestand.write_text(json.dumps(document), encoding="utf-8")
    vorige.write_text(json.dumps(earlier), encoding="utf-8")
    uit = tmp_path / "uit"
    found = voer_uit(
        *(bestand, "-f", ",".join(FORMATS), "-o", uit, "--previous", vorige),
        *("--worklist", uit / "lijst.xlsx", "--cbs-template", "--per-gemeente"),
    )
    text = found.tekst + "".join(f"{path.name}\n{sporen(path)}" for path in uit.rglob("*") if path.is_file())
    shown = {nummer for nummer in (BSN, *(bsn(5000 + n) for n in range(len(FIELDS)))) if nummer in text}
    assert not found.fout and shown == set()


def codes_of(found: Analyse) -> list[str]:
    return list(found.cijfers.codes)


def trajecten_with(*codes: str) -> Document:
    return levering(*(traject(gemeentecode=code) for code in codes))


def test_texts_that_are_no_code_are_numbered_in_order_of_first_appearance() -> None:
    found = judged(trajecten_with("x", BSN, "0154", "x"))
    assert codes_of(found) == ["0154", "onbekend-1", "onbekend-2"]
    assert found.frames.trajecten["gemeente"].to_list() == ["onbekend-1", "onbekend-2", "0154", "onbekend-1"]
    assert found.frames.trajecten["gemeentecode"][1] == "geen gemeentecode (9 cijfers)"


def test_same_text_in_two_files_has_one_number() -> None:
    files = {"SHV_2024_A.json": ("x", "y"), "SHV_2024_B.json": ("z", "y")}
    read = [read_delivery(naam, json.dumps(trajecten_with(*codes)).encode()) for naam, codes in files.items()]
    found = assess(read, "SHV_2024", VANDAAG)
    assert found.frames.trajecten["gemeente"].to_list() == ["onbekend-1", "onbekend-2", "onbekend-3", "onbekend-2"]


def test_page_has_one_row_for_them() -> None:
    report = Subject(judged(trajecten_with("0344", "x", BSN, "0154", "")), VANDAAG).report
    assert {gemeente.code for gemeente in report.gemeenten} == {"0344", ONBEKEND}


@pytest.mark.parametrize("code", ["x{}", "{:04}"])
def test_more_odd_codes_than_there_are_gemeenten_are_one(code: str) -> None:
    many = [code.format(8000 + n) for n in range(number() + 1)]
    assert codes_of(judged(trajecten_with("0344", *many))) == ["0344", INVALID]
    assert len(codes_of(judged(trajecten_with("0344", *many[1:])))) == number() + 1


def test_files_that_differ_in_personal_data_only_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / f"SHV_2024_{bsn(n)}.json" for n in (1, 2)]
    for path in paths:
        path.write_text(json.dumps(delivery()), encoding="utf-8")
    found = voer_uit(*paths)
    assert found.code == 2 and "eigen naam" in found.fout and not any(bsn(n) in found.fout for n in (1, 2))


def test_output_is_not_named_after_a_person(tmp_path: Path) -> None:
    bestand = tmp_path / NAAM
    bestand.write_text(json.dumps(delivery()), encoding="utf-8")
    found = voer_uit(bestand, "--name", f"verslag {BSN}")
    assert found.code == 2 and "--naam" in found.fout and BSN not in found.fout
