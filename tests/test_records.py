"""The strict decoder takes nothing the schema refuses; the lenient one keeps what fits."""

import json
import sys
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import Document, leveringen, settings_for, trajecten_van
from test_schema import NEAR_DATES
from test_schema_check import TRAJECT, mutated, thorough

from ddas_report.model.place import Place
from ddas_report.model.schema import expanded, formats, of_traject
from ddas_report.read.fields_check import unknown_fields
from ddas_report.read.flatten import WHITE_SPACE
from ddas_report.read.records import decoder, lenient
from ddas_report.read.schema_check import by_jsonschema

UNDERSTOOD = {
    "type",
    "format",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
}
ANNOTATIONS = {"title", "description", "examples", "default"}


def taken(traject: object) -> bool:
    try:
        decoder()(json.dumps(traject).encode())
    except msgspec.DecodeError:
        return False
    return True


def keywords(part: dict[str, Any]) -> set[str]:
    children = [*part.get("properties", {}).values(), *([part["items"]] if "items" in part else [])]
    return {*part}.union(*map(keywords, children))


def test_schema_of_a_traject_uses_no_keyword_the_decoder_does_not_know() -> None:
    assert keywords(of_traject(expanded())) <= UNDERSTOOD | ANNOTATIONS


@thorough
@given(mutated(TRAJECT))
def test_what_is_taken_is_valid_and_holds_no_unknown_field(traject: object) -> None:
    assert not taken(traject) or not (by_jsonschema("traject", traject) or [*unknown_fields(Place(), traject)])


@settings_for(50)
@given(leveringen())
def test_what_is_valid_and_known_is_taken(document: Document) -> None:
    for traject in trajecten_van(document):
        assert taken(traject) or by_jsonschema("traject", traject) or [*unknown_fields(Place(), traject)]


@settings_for(50)
@given(leveringen())
def test_both_decoders_give_the_same_record(document: Document) -> None:
    for traject in filter(taken, trajecten_van(document)):
        assert decoder()(json.dumps(traject).encode()) == lenient(traject)


@given(st.text() | NEAR_DATES | st.dates().map(str))
def test_date_is_taken_when_the_format_is_right(text: str) -> None:
    assert taken({"gemeentecode": "0363", "startdatum": text}) is formats.is_date(text)


@pytest.mark.parametrize("veld", ["startdatum", "datum", "einddatum"])
@pytest.mark.parametrize("waarde", [None, "2024-01-01", {}, 0])
def test_date_that_a_step_does_not_have_is_an_unknown_field(veld: str, waarde: object) -> None:
    traject = {"gemeentecode": "0363", "planVanAanpak": {veld: waarde}}
    assert not taken(traject)
    assert getattr(lenient(traject).planVanAanpak, veld) == (date(2024, 1, 1) if waarde == "2024-01-01" else None)


def test_white_space_is_that_of_python() -> None:
    assert set(WHITE_SPACE) == {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
