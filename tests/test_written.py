"""How a value was written is shown only where it cannot be about a person."""

import json
from datetime import date

import polars as pl
import pytest
from bouw import bsn, client, levering, schuld, traject
from hypothesis import given
from hypothesis import strategies as st

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.regels.written import MAX_FORMS, OFTEN, OTHER, found_forms, shown_forms
from ddas_report.report.build import build_report

VANDAAG = date(2025, 2, 1)


def judged(*trajecten: dict[str, object]) -> Analyse:
    return analyse("SHV_2024_Test.json", json.dumps(levering(*trajecten)).encode(), VANDAAG)


def test_forms_that_occur_often_are_shown_with_their_number() -> None:
    values = pl.Series(["V"] * 7 + ["M"] * OFTEN + ["x"] * (OFTEN - 1) + [None])
    assert found_forms(values) == "Gevonden: V (7×), M (5×), andere tekst (4×)."
    assert found_forms(pl.Series([], dtype=pl.String)) == ""


@pytest.mark.parametrize(
    "personal", [bsn(7), "1980-05-17", "a@b.example", "9166AA 1", "06-12345678", "9166 AA", "19800517"]
)
def test_what_may_be_about_a_person_is_never_shown(personal: str) -> None:
    assert found_forms(pl.Series([personal] * 50)) == "Gevonden: andere tekst (50×)."


def test_field_with_many_forms_holds_no_codes() -> None:
    names = [f"Naam{chr(65 + nummer)}" for nummer in range(MAX_FORMS + 1)] * OFTEN
    assert set(shown_forms(pl.Series(names))) == {OTHER}


@given(st.lists(st.text(max_size=3)))
def test_what_is_written_less_often_is_never_shown(values: list[str]) -> None:
    series = pl.Series(values, dtype=pl.String)
    rare = {value for value in values if values.count(value) < OFTEN} - {OTHER}
    assert not rare & set(shown_forms(series))


def test_spelling_of_geslacht_is_told() -> None:
    found = judged(*[traject(client=[client(Geslachtsaanduiding="V")]) for _ in range(6)])
    (signaal,) = [s for s in build_report(found, VANDAAG).signalen if s.id == "CLT-04"]
    assert signaal.gevonden == "Gevonden: V (6×)."
    assert {spot.waarden for spot in signaal.plekken} == {("V",)}


def test_name_in_the_place_of_a_sex_is_never_shown() -> None:
    values = pl.Series(["Jan"] * 50 + ["vrouw"] * 50 + ["1"] * 50)
    assert set(shown_forms(values)) == {OTHER, "vrouw", "1"}


def test_value_outside_its_list_is_told_at_the_schema() -> None:
    schulden = [schuld(schuldsoort="zorg") for _ in range(5)] + [
        schuld(schuldsoort="Zorg"),
        schuld(schuldsoort="Jansen"),
    ]
    (group,) = build_report(judged(traject(schulden=schulden)), VANDAAG).schemafouten
    assert (group.aantal, group.gevonden) == (6, "Gevonden: zorg (5×), andere tekst (1×).")
