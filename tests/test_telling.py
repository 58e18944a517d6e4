"""Which counting explains the steps of CBS: the one that a table was made with, and none when none was."""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from bouw import client, levering, traject
from tabellen import lees, tekst

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.compare import counting
from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import CbsComparison, compare_with_cbs
from ddas_report.compare.counting import Counting
from ddas_report.indicatoren.evaluate import SECTIES
from ddas_report.render.html import render_html
from ddas_report.report.beside import OTHERWISE
from ddas_report.report.build import build_report

STAPPEN = {
    "aanmelding": "Aanmelding",
    "intake": "Intake",
    "plan_van_aanpak": "Plan van aanpak",
    "stabilisatie": "Stabilisatie",
    "schuldregeling": "Schuldregeling",
    "oplossing": "Oplossing",
    "nazorg": "Nazorg",
    "uitstroom": "Uitstroom",
    "onbekend": "Onbekend",
}
CODES = ("0405", "0388")


@cache
def delivery() -> Analyse:
    """A generated delivery in which the countings differ: clients in more trajecten, steps before and after the period."""
    chance = random.Random(20240101)
    clients = [client() for _ in range(60)]

    def day(first: int, last: int) -> str:
        return (date(2024, 1, 1) + timedelta(days=chance.randint(first, last))).isoformat()

    def made() -> dict[str, Any]:
        start = chance.randint(-300, 300)
        steps: dict[str, Any] = {"aanmelding": {"startdatum": day(start, start + 5)}}
        if chance.random() < 0.7:
            steps["intake"] = {"startdatum": day(start + 6, start + 30)}
        if chance.random() < 0.5:
            steps["planVanAanpak"] = {"datumAfronding": day(start + 31, start + 60)}
        if chance.random() < 0.4:
            steps["stabilisatie"] = {"startdatum": day(start + 61, start + 100)}
        if chance.random() < 0.3:
            steps["schuldregeling"] = {"datum": day(start + 101, start + 150)}
        end = {"einddatum": day(start + 160, start + 400)} if chance.random() < 0.4 else {}
        return traject(
            gemeentecode=chance.choice(CODES),
            startdatum=day(start, start),
            client=[chance.choice(clients)],
            **steps,
            **end,
        )

    document = levering(*(made() for _ in range(160)))
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1))


def evidence() -> Evidence:
    return Evidence(delivery().frames, delivery().kop.periode, delivery().schemafouten)


def table_of(counts: Mapping[tuple[str, str], float], stappen: Mapping[str, str] = STAPPEN) -> bytes:
    """The table that CBS would make with these counts."""
    rijen = [(code, *(int(counts.get((code, stap), 0)) for stap in stappen)) for code in CODES]
    return tekst([("Gemeentecode", *stappen.values()), *rijen])


def compared(table: bytes) -> CbsComparison:
    return compare_with_cbs(delivery().cijfers, lees(table), evidence())


TELLINGEN = [
    id_
    for id_ in ("op_orde.stap", "fase_periode", "fase")
    if any(
        i.id.startswith(f"{id_}.") for s in SECTIES for g in s.groepen(delivery().kop.periode) for i in g.indicatoren
    )
]


@pytest.mark.parametrize("id_", TELLINGEN)
@pytest.mark.parametrize("variant", counting._VARIANTS)
def test_a_table_is_attributed_to_the_counting_it_was_made_with(id_: str, variant: str) -> None:
    counts = counting._counts(id_, counting._VARIANTS[variant](evidence()), evidence())
    found = compared(table_of(counts)).telling
    assert found is not None and (found.id, found.gelijk, found.van) == (id_, 18, 18)
    same = counting._counts(id_, counting._VARIANTS[found.variant](evidence()), evidence())
    assert {plek for plek in counts if counts[plek] != same.get(plek, 0)} == set()


@pytest.mark.parametrize("id_", TELLINGEN)
def test_a_table_with_one_mistake_is_still_attributed(id_: str) -> None:
    counts = dict(counting._counts(id_, delivery().frames, evidence()))
    counts["0405", "intake"] += 1
    found = compared(table_of(counts)).telling
    assert found is not None and (found.id, found.gelijk) == (id_, 17)


@pytest.mark.parametrize("seed", range(5))
def test_a_table_made_with_no_counting_is_attributed_to_none(seed: int) -> None:
    chance = random.Random(seed)
    counts = {(code, stap): chance.randint(0, 12) for code in CODES for stap in STAPPEN}
    assert compared(table_of(counts)).telling is None


def test_a_table_of_zeros_is_attributed_to_none() -> None:
    assert compared(table_of({})).telling is None


def test_few_figures_tell_nothing() -> None:
    counts = counting._counts("fase", delivery().frames, evidence())
    assert compared(table_of(counts, {"intake": "Intake", "nazorg": "Nazorg"})).telling is None


def test_where_all_countings_are_equal_none_is_named() -> None:
    simple = analyse("SHV_2024_Test.json", json.dumps(levering(traject(), traject())).encode(), date(2025, 2, 1))
    rijen = [("Gemeentecode", *STAPPEN.values()), ("0088", 2, *(0 for _ in range(8)))]
    proof = Evidence(simple.frames, simple.kop.periode, ())
    assert compare_with_cbs(simple.cijfers, lees(tekst(rijen)), proof).telling is None


def test_every_difference_that_the_counting_explains_has_it_as_its_one_cause() -> None:
    counts = dict(counting._counts("fase_periode", delivery().frames, evidence()))
    counts["0405", "intake"] += 1
    found = compared(table_of(counts))
    assert found.telling is not None and found.telling.id == "fase_periode"
    explained = {rij.id: rij.oorzaken for rij in found.verschillen if rij.gemeente == "0388"}
    assert {why[0].partition(".")[0] for why in explained.values()} == {
        "Het CBS telt waarschijnlijk per traject, in de periode"
    }
    (wrong,) = (rij for rij in found.verschillen if (rij.gemeente, rij.id) == ("0405", "op_orde.stap.intake"))
    assert not any("telt waarschijnlijk" in why for why in wrong.oorzaken)


def test_report_says_once_how_cbs_counts_and_marks_the_rows() -> None:
    counts = dict(counting._counts("fase_periode", delivery().frames, evidence()))
    counts["0405", "intake"] += 1
    table = lees(table_of(counts))
    beside = replace(delivery(), cbs=table, naast_cbs=compare_with_cbs(delivery().cijfers, table, evidence()))
    report = build_report(beside, date(2025, 2, 1), tonen=True)
    (chapter,) = report.ernaast
    marked = [rij for rij in chapter.tabellen[0].rijen if rij.uitleg == (OTHERWISE,)]
    differing = len(chapter.tabellen[0].rijen)
    assert 0 < len(marked) == differing - 1
    told = report.vergeleken["cbs"]
    assert (
        f"{len(marked)} van die {differing} verschillen komen waarschijnlijk doordat het CBS de stappen anders telt."
        in told
    )
    page = render_html(report)
    assert page.count("cijfers per stap zijn gelijk als u telt per traject, in de periode") == 1
    assert f'<a href="#cbs">{told}</a>' in page


def test_it_is_said_as_an_inference() -> None:
    zin = Counting(id="fase_periode", variant="", gelijk=14, van=14).zin
    assert zin.startswith("14 van de 14 cijfers per stap zijn gelijk als u telt per traject, in de periode.")
    assert "leiden wij af" in zin
