"""The sample deliveries: reproducible, one of them clean, one of them with every fault."""

import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import foutenstad
import pytest

from ddas_report.analyse.pipeline import Analyse, Oordeel, analyse
from ddas_report.regels.evaluate import REGELS

MAP = Path(__file__).parent.parent / "sample_data"
BESTANDEN = tuple(
    f"SHV_{uitvraag}_{naam}.json"
    for uitvraag, namen in (
        ("2024", "Schoonstad Voorbeeldstad Voorbeeldregio Foutenstad"),
        ("2025H1", "Exportstad Kleinstad"),
    )
    for naam in namen.split()
)
MEGABYTES = 3

VERGELIJKEND = {regel.id for regel in REGELS if regel.familie == "VGL"}
NIET_IN_EEN_BESTAND = {
    "BST-01",
    "BST-02",
    "BST-03",
    "BST-04",
    "BST-07",
    "LEV-01",
    "LEV-15",
    "LEV-16",
    "LEV-17",
    "LEV-18",
    "TRJ-15",
} | VERGELIJKEND
"""About the name, an unreadable text, another delivery or file, or a fault that would hide all others; they have cases of
their own."""

PRAKTIJK = {
    "postcode with a space": "CLT-07",
    "sex or schuldsoort often missing": "GEM-07",
    "schuldsoort missing": "SLD-01",
    "oplossing without soort": "REG-06",
    "toekenningsdatum without schuldregeling.toegekend": "REG-11",
    "dwangakkoord without toegekend": "REG-04",
    "aanmelding without startdatum": "FAS-02",
    "two gemeentecodes in one levering": "LEV-07",
    "the same BSN in several trajecten": "TRJ-04",
    "no step started within the period": "GEM-05",
}
"""Faults seen in a real vendor-made delivery, and the rule that catches each."""


@cache
def judged(naam: str) -> Analyse:
    """The analysis of a sample on the day it was delivered."""
    path = next(MAP / file for file in BESTANDEN if naam in file)
    return analyse(path.name, path.read_bytes(), date(2025, 8, 4) if "2025H1" in path.name else date(2025, 3, 1))


def counts(naam: str) -> dict[str, int]:
    """How many places each rule finds."""
    return {bevinding.regel.id: bevinding.plaatsen.height for bevinding in judged(naam).bevindingen}


def test_clean_sample_has_no_finding_at_all() -> None:
    assert counts("Schoonstad") == {}
    assert judged("Schoonstad").oordeel is Oordeel.GEREED
    assert judged("Schoonstad").frames.trajecten.height > 300


def test_faulty_sample_hits_every_rule_as_often_as_planted() -> None:
    assert counts("Foutenstad") == foutenstad.expected()


def test_every_rule_that_one_file_can_break_is_planted() -> None:
    assert foutenstad.expected().keys() == {regel.id for regel in REGELS} - NIET_IN_EEN_BESTAND


@pytest.mark.parametrize("rule", PRAKTIJK.values(), ids=PRAKTIJK)
def test_fault_seen_in_practice_is_caught(rule: str) -> None:
    assert counts("Foutenstad")[rule] >= 1


def test_example_sample_holds_a_handful_of_planted_mistakes() -> None:
    assert counts("Voorbeeldstad")["TRJ-01"] == 3
    assert judged("Voorbeeldstad").schemafouten == []
    assert judged("Voorbeeldstad").oordeel is Oordeel.NIET_UPLOADEN


def test_region_sample_has_six_gemeenten() -> None:
    assert judged("Voorbeeldregio").frames.trajecten["gemeente"].n_unique() == 6


def test_small_sample_has_three_gemeenten_of_few_people() -> None:
    sizes = judged("Kleinstad").frames.trajecten.group_by("gemeente").len().sort("len")
    assert sizes["len"].to_list() == [3, 8, 40]
    assert judged("Kleinstad").oordeel is Oordeel.GEREED


def test_samples_together_stay_small() -> None:
    assert sum((MAP / file).stat().st_size for file in BESTANDEN) < MEGABYTES * 1_000_000


def test_generator_makes_the_same_samples_again(tmp_path: Path) -> None:
    command = [sys.executable, str(MAP / "generate.py"), "--map", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    for file in BESTANDEN:
        assert (tmp_path / file).read_bytes() == (MAP / file).read_bytes()
