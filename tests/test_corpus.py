"""What a fuzzer started from, and found, runs again; any other delivery is reported or refused."""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from doelen import CORPUS, DOELEN, LEVERING
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from mutaties import muteer

from ddas_report.analyse.pipeline import analyse
from ddas_report.model.errors import DdasError
from ddas_report.model.schema import expanded
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import render_html
from ddas_report.render.subject import Subject
from ddas_report.report.build import build_report

NAAM, VANDAAG = "SHV_2024_Test.json", date(2025, 2, 1)
GEVALLEN = [(naam, path) for naam, (_, folder, _) in DOELEN.items() for path in sorted((CORPUS / folder).iterdir())]


@pytest.mark.parametrize(("naam", "path"), GEVALLEN, ids=[f"{naam} {path.name}" for naam, path in GEVALLEN])
def test_case_of_the_corpus_is_reported_or_refused(naam: str, path: Path) -> None:
    DOELEN[naam][0](path.read_bytes())


def test_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in CORPUS.rglob("*.*")) < 100_000


FORMATEN = {
    "date": st.dates().map(date.isoformat),
    "date-time": st.dates().map(lambda dag: f"{dag}T09:30:00Z"),
    "email": st.just("naam@voorbeeld.example"),
}


def conforming(deel: Any) -> st.SearchStrategy[Any]:
    """What this part of the schema accepts; hypothesis-jsonschema 0.23 does not work with the hypothesis of today."""
    match deel:
        case {"enum": values}:
            return st.sampled_from(values)
        case {"format": formaat}:
            return FORMATEN[formaat]
        case {"type": "object"}:
            parts = {naam: conforming(part) for naam, part in deel["properties"].items()}
            needed = deel.get("required", ())
            return st.fixed_dictionaries(
                {naam: part for naam, part in parts.items() if naam in needed},
                optional={naam: part for naam, part in parts.items() if naam not in needed},
            )
        case {"type": "array"}:
            return st.lists(conforming(deel["items"]), min_size=deel.get("minItems", 0), max_size=2)
        case _:
            anything = {"string": st.text(max_size=20), "integer": st.integers(), "boolean": st.booleans()}
            return anything[deel["type"]]


@settings_for(15, shrink=False)
@given(conforming(expanded()))
def test_delivery_that_conforms_has_no_finding_of_the_schema(document: Any) -> None:
    found = analyse(NAAM, json.dumps(document).encode(), VANDAAG)
    assert not found.schemafouten
    render_html(build_report(found, VANDAAG))


@settings_for(15, shrink=False)
@given(st.integers(0, 2**32))
def test_delivery_with_anything_changed_is_reported_or_refused(zaad: int) -> None:
    data = muteer(LEVERING, random.Random(zaad)) or LEVERING
    try:
        found = analyse(NAAM, data, VANDAAG)
    except DdasError as error:
        assert error.melding and error.advies
        return
    render_html(build_report(found, VANDAAG))
    assert json.loads(FORMATS["json"].render(Subject(found, VANDAAG)))
