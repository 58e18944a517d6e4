"""The schema of the exchange model and its formats."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddas_report.model.schema import expanded, formats, load, of_traject

FIELDS = Path(__file__).parent / "data" / "velden.csv"
"""pad; type, format or `enum`, with `!` when required; value list, bounds or `gesloten` (no extra fields)."""


def parts(part: dict[str, Any], pad: str = "$", required: bool = False) -> Iterator[tuple[str, dict[str, Any], bool]]:
    yield pad, part, required
    for name, child in part.get("properties", {}).items():
        yield from parts(child, name if pad == "$" else f"{pad}.{name}", name in part.get("required", ()))
    if "items" in part:
        yield from parts(part["items"], f"{pad}[]")


def row(pad: str, part: dict[str, Any], required: bool) -> dict[str, str]:
    kind = "enum" if "enum" in part else part.get("format", part["type"])
    detail = "|".join(part.get("enum", ()))
    if "minItems" in part:
        detail = f"{part['minItems']}..{part.get('maxItems', '')}"
    if part.get("additionalProperties") is False:
        detail = "gesloten"
    return {"pad": pad, "soort": kind + "!" * required, "detail": detail}


def test_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(load())


def test_schema_has_exactly_the_fields_of_the_exchange_model() -> None:
    with FIELDS.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    assert [row(*part) for part in parts(expanded())] == table


def test_schema_uses_no_keyword_the_table_does_not_show() -> None:
    keywords = {key for _, part, _ in parts(expanded()) for key in part}
    assert keywords == {
        *("$schema", "$id", "title", "description", "type", "format", "enum"),
        *("properties", "required", "additionalProperties", "items", "minItems", "maxItems"),
    }


def test_typed_parts_have_the_type_their_format_or_value_list_implies() -> None:
    assert {part["type"] for _, part, _ in parts(expanded()) if {"format", "enum"} & part.keys()} == {"string"}


def test_every_field_is_described_and_every_object_has_a_title() -> None:
    for pad, part, _ in parts(expanded()):
        assert part["description"].endswith((".", "?")), pad
        assert part["type"] != "object" or part["title"], pad


def test_a_traject_can_be_judged_alone() -> None:
    alone = jsonschema_rs.Draft202012Validator({"$ref": "#/$defs/traject", "$defs": load()["$defs"]})
    taken_out = jsonschema_rs.Draft202012Validator(of_traject(expanded()))
    for traject, verdict in (({"gemeentecode": "GM0363"}, True), ({}, False)):
        assert alone.is_valid(traject) is taken_out.is_valid(traject) is verdict


DATES = {
    "2024-02-29": True,
    "0001-01-01": True,
    "9999-12-31": True,
    "0000-01-01": False,
    "2023-02-29": False,
    "1900-02-29": False,
    "2024-1-5": False,
    " 2024-01-05": False,
    "2024-01-05\n": False,
    "20240105": False,
    "2024-W01-1": False,
    "05-01-2024": False,
    "2024-01-05T00:00:00Z": False,
    "٢٠٢٤-٠١-٠٥": False,
    "２０２４-01-05": False,
    "2024-0*-29": False,
    "-001-01-01": False,
    "": False,
}
DATE_TIMES = {
    "2024-12-31T23:59:59Z": True,
    "2024-12-31t23:59:59z": True,
    "2024-12-31T23:59:59.123456789Z": True,
    "2024-12-31T23:59:59+02:00": True,
    "2024-12-31T23:59:59-00:00": True,
    "2024-12-31T23:59:60Z": True,
    "2025-01-01T00:59:60+01:00": True,
    "2024-12-31T22:59:60-01:00": True,
    "2024-12-31T22:59:60Z": False,
    "2024-12-31T23:59:61Z": False,
    "2024-12-31T24:00:00Z": False,
    "2024-12-31T23:59:59": False,
    "2024-12-31 23:59:59Z": False,
    "2024-12-31T23:59Z": False,
    "2024-12-31T23:59:59.Z": False,
    "2024-12-31T23:59:59,5Z": False,
    "2024-12-31T23:59:59+0200": False,
    "2024-12-31T23:59:59+02": False,
    "2024-12-31T23:59:59+24:00": False,
    "2024-12-31T23:59:59−02:00": False,
    "2024-12-31T23:59:5٩Z": False,
    "2023-02-29T00:00:00Z": False,
    "0000-01-01T00:00:00Z": False,
    "2024-12-31T23:59:59Z\n": False,
    "+02:00": False,
    "2024-12-31": False,
}
EMAILS = {
    "a@b.nl": True,
    "a@b": True,
    '"a b"@c.nl': True,
    "a b@c.nl": False,
    "a..b@c.nl": False,
    "a@-b.nl": False,
    "é@b.nl": False,
    "a@": False,
    "@": False,
    "": False,
    "\ud800@b.nl": False,
}
CASES = [
    (name, text, verdict)
    for name, cases in (("date", DATES), ("date-time", DATE_TIMES), ("email", EMAILS))
    for text, verdict in cases.items()
]
REFERENCE = {
    name: jsonschema.Draft202012Validator({"format": name}, format_checker=formats.for_jsonschema())
    for name in formats.FORMATS
}
FAST = {
    name: jsonschema_rs.Draft202012Validator(
        {"format": name}, validate_formats=True, formats=formats.for_jsonschema_rs()
    )
    for name in formats.FORMATS
}


@pytest.mark.parametrize(("name", "text", "verdict"), CASES, ids=[f"{name}-{text!a}" for name, text, _ in CASES])
def test_format_says(name: str, text: str, verdict: bool) -> None:
    assert formats.FORMATS[name](text) is verdict
    assert REFERENCE[name].is_valid(text) is verdict
    if "\ud800" not in text:  # jsonschema-rs takes no lone surrogate
        assert FAST[name].is_valid(text) is verdict


@pytest.mark.parametrize("value", [None, 20240101, 1.5, True, [], {}])
@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_value_that_is_no_text_has_no_format_but_breaks_none(name: str, value: object) -> None:
    assert formats.FORMATS[name](value) is False
    assert REFERENCE[name].is_valid(value) is FAST[name].is_valid(value) is True


NEAR_DATES = st.from_regex(r"\A[0-9٠ +*-]{4}-[01]?[0-9*]-[0-3]?[0-9]\Z")
NEAR_TIMES = st.from_regex(
    r"\A(2024|0000|9999)-(02|06|12)-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[56][0-9]"
    r"(\.[0-9]*)?([Zz]|[+-][0-2][0-9]:?[0-6][0-9])?\Z"
)
NEAR_EMAILS = st.emails() | st.from_regex(r'\A["a.é ]{1,4}@[a.\-\[\]1:]{1,8}\Z')
SENSIBLE = st.characters(exclude_categories=["Cs"])


@given(st.text(SENSIBLE) | NEAR_DATES | NEAR_TIMES | NEAR_EMAILS)
def test_both_validators_judge_every_text_alike(text: str) -> None:
    for name, is_right in formats.FORMATS.items():
        assert REFERENCE[name].is_valid(text) is FAST[name].is_valid(text) is is_right(text)


@given(st.emails() | st.from_regex(r"\A[a-z0-9._-]{1,70}@[a-z0-9.-]{1,70}\Z") | NEAR_EMAILS)
def test_plain_address_is_an_address_to_both_validators(text: str) -> None:
    assert not formats.is_plain_email(text) or formats.is_email(text)


def test_usual_address_is_plain_and_an_odd_one_is_not() -> None:
    assert formats.is_plain_email("schuldhulp@voorbeeldstad.nl")
    assert not any(map(formats.is_plain_email, ["a@b", "a..b@c.nl", '"a b"@c.nl', "a@c-.nl", f"{'a' * 60}@c.nl", None]))


@given(st.dates())
def test_every_day_is_a_date_and_a_date_time_with_a_time(day: Any) -> None:
    assert formats.is_date(day.isoformat())
    assert formats.is_date_time(f"{day.isoformat()}T00:00:00Z")
