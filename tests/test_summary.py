"""The machine-readable summary against its schema."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bouw import levering, traject

from ddas_report.analyse.pipeline import analyse
from ddas_report.model.schema import load
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.render.summary import FORMAT_VERSION, MAX_PATHS, number

SAMPLES = Path(__file__).parent.parent / "sample_data"
SCHEMA = load("samenvatting-2")
VANDAAG = date(2025, 2, 1)


def summarised(data: bytes, naam: str = "SHV_2024_Test.json") -> dict[str, Any]:
    summary: dict[str, Any] = json.loads(FORMATS["json"].render(Subject(analyse(naam, data, VANDAAG), VANDAAG)))
    return summary


def errors(summary: object) -> list[str]:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(summary)]


@pytest.fixture(scope="module")
def summary() -> dict[str, Any]:
    path = SAMPLES / "SHV_2024_Voorbeeldstad.json"
    return summarised(path.read_bytes(), path.name)


def test_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["formaat"]["const"] == FORMAT_VERSION
    assert SCHEMA["$defs"]["signaal"]["properties"]["paden"]["maxItems"] == MAX_PATHS


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("SHV_*.json")), ids=lambda path: path.stem)
def test_summary_of_each_sample_is_valid(path: Path) -> None:
    assert errors(summarised(path.read_bytes(), path.name)) == []


@pytest.mark.parametrize(
    "document",
    [
        levering(),
        levering(startdatumLevering="gisteren", codeGegevensleverancier=None),
        levering(traject(gemeentecode="=cmd|x", startdatum=5), naam="onzin"),
    ],
)
def test_summary_of_a_bad_delivery_is_valid(document: dict[str, Any]) -> None:
    assert errors(summarised(json.dumps(document).encode(), "levering.txt")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"formaat": "ddas-report/2"},
        {"periode": {"start": "2024-02-30", "eind": None}},
        {"periode": {"start": "20240101", "eind": None}},
        {"bestand": {"naam": "a", "sha256": "ABC", "bytes": 1}},
        {"bestanden": []},
        {"nieuw": 1},
        {"indicatoren": [{"gemeente": "0153", "id": "trajecten.totaal", "waarde": "12"}]},
        {"signalen": [{"regel": "TRJ1", "ernst": "fout", "gemeente": "0153", "aantal": 1, "van": 1, "paden": ["$"]}]},
    ],
)
def test_schema_refuses_what_the_format_does_not_know(summary: dict[str, Any], change: dict[str, Any]) -> None:
    assert errors(summary | change) != []


def test_several_files_stand_in_a_list(summary: dict[str, Any]) -> None:
    (only,) = summary["bestanden"]
    assert {key: only[key] for key in summary["bestand"]} == summary["bestand"]
    assert errors(summary | {"bestanden": [only, only]}) == []
    assert errors({key: value for key, value in summary.items() if key != "bestanden"}) != []


def test_keys_stand_in_the_order_of_the_schema(summary: dict[str, Any]) -> None:
    assert list(summary) == SCHEMA["required"] == [key for key in SCHEMA["properties"] if key != "vergelijking"]
    for part, rows in (
        ("bestandsuitslag", "bestanden"),
        ("indicator", "indicatoren"),
        ("signaal", "signalen"),
        ("gemeente", "gemeenten"),
    ):
        required = tuple(SCHEMA["$defs"][part]["required"])
        known = tuple(SCHEMA["$defs"][part]["properties"])
        assert {required, known} >= {tuple(row) for row in summary[rows]} and summary[rows]


def test_the_same_delivery_gives_the_same_bytes() -> None:
    data = json.dumps(levering(traject())).encode()
    first, second = (
        FORMATS["json"].render(Subject(analyse("SHV_2024_Test.json", data, VANDAAG), VANDAAG)) for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    ("waarde", "text"), [(12.0, "12"), (0.1, "0.1"), (None, "null"), (float("inf"), "null"), (float("nan"), "null")]
)
def test_whole_numbers_have_no_decimals(waarde: float | None, text: str) -> None:
    assert json.dumps(number(waarde)) == text


def test_every_object_is_closed_and_every_key_explained() -> None:
    parts = [SCHEMA, *SCHEMA["$defs"].values(), *SCHEMA["properties"].values()]
    objects = [part for part in parts if part.get("type") == "object"]
    assert all(part["additionalProperties"] is False for part in objects)
    fields = [field for part in objects for field in part["properties"].values()]
    assert all("description" in field or "$ref" in field for field in fields)
