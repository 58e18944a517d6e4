"""JUnit: a case per rule, right counts, and only what XML allows."""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bouw import levering, made, schuld, traject

from ddas_report.analyse.pipeline import Analyse, Choice, analyse
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Ernst
from ddas_report.render import junit

SAMPLES = sorted((Path(__file__).parents[1] / "sample_data").glob("*.json"))
FOUTENSTAD = next(path for path in SAMPLES if "Foutenstad" in path.name)
OMGEKEERD = {"startdatum": "2024-05-02", "einddatum": "2024-05-01"}
(TRJ_01,) = [regel for regel in REGELS if regel.id == "TRJ-01"]


@cache
def sample(path: Path) -> Analyse:
    return analyse(path.name, path.read_bytes(), date(2025, 2, 1))


def judged(document: Mapping[str, Any], *regels: str, naam: str = "SHV_2024_Test.json") -> Analyse:
    keuze = Choice(regels=regels) if regels else None
    return analyse(naam, json.dumps(document).encode(), date(2025, 2, 1), keuze)


def read(found: Analyse, strict: bool = False) -> ET.Element:
    """The document, once its structure is that of JUnit."""
    root = ET.fromstring(made(found, "junit", strict))
    assert root.tag == "testsuites"
    assert {suite.tag for suite in root} == {"testsuite"}
    for element in (root, *root):
        for attribute, tag in {
            "tests": "testcase",
            "failures": "failure",
            "errors": "error",
            "skipped": "skipped",
        }.items():
            assert element.get(attribute) == str(len(element.findall(f".//{tag}")))
    for case in root.iter("testcase"):
        assert case.get("name") and case.get("classname")
        assert len(case) <= 1
        assert {child.tag for child in case} <= {"failure", "skipped", "system-out"}
    return root


def outcomes(root: ET.Element) -> dict[str, str]:
    """What stands below the case of each rule that has something to say."""
    return {case.get("name", "")[:6]: case[0].tag for case in root.iter("testcase") if len(case)}


ZONDER_EERDERE = {regel.id: "skipped" for regel in REGELS if regel.familie == "VGL"}
"""What cannot be judged without an earlier delivery."""


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_outcome_follows_the_ernst(path: Path, strict: bool) -> None:
    failing = {Ernst.FOUT, Ernst.WAARSCHUWING} if strict else {Ernst.FOUT}
    bad = {b.regel.id for b in sample(path).bevindingen if b.regel.ernst in failing}
    expected = {b.regel.id: "failure" if b.regel.id in bad else "system-out" for b in sample(path).bevindingen}
    assert outcomes(read(sample(path), strict)) == expected | ZONDER_EERDERE


def test_every_rule_is_a_case_in_the_suite_of_its_family() -> None:
    root = read(judged(levering(traject())))
    found = [(suite.get("name"), case.get("name")) for suite in root for case in suite]
    assert found == [(regel.familie, f"{regel.id} {regel.melding}") for regel in REGELS]
    assert outcomes(root) == ZONDER_EERDERE


def test_failure_says_what_to_do_and_where() -> None:
    (failure,) = read(judged(levering(traject(), traject(**OMGEKEERD)), "TRJ-01")).iter("failure")
    assert failure.get("type") == "fout"
    assert failure.get("message") == f"fout: {TRJ_01.melding} (1 plek)"
    kop, toelichting, plek = (failure.text or "").split("\n")
    assert kop == failure.get("message")
    assert toelichting == TRJ_01.toelichting
    assert plek == (
        "levering 1, traject 2 (startdatum 02-05-2024, einddatum 01-05-2024,"
        " aanmelding 01-03-2024, Schiermonnikoog, 1 cliënt, 0 schulden)"
    )


def test_waarschuwing_fails_under_its_own_type_when_strict() -> None:
    (failure,) = read(judged(levering(traject(uitstroom={"reden": "Zelf"})), "TRJ-07"), strict=True).iter("failure")
    assert failure.get("type") == "waarschuwing"


def test_schema_finding_says_what_is_wrong_in_each_place() -> None:
    (failure,) = read(judged(levering(traject(schulden=[schuld(bedrag="1")])), "BST-05")).iter("failure")
    assert (failure.text or "").endswith(": Het veld 'bedrag' moet een geheel getal zijn, maar er staat tekst.")


def test_milder_form_of_a_rule_does_not_fail() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(levering(traject())).encode()
    found = outcomes(read(analyse("SHV_2024_Test.json", data, date(2025, 2, 1)), True))
    assert found == {"BST-03": "system-out"} | ZONDER_EERDERE


def test_rules_not_judged_are_skipped() -> None:
    found = outcomes(read(judged(levering(traject(**OMGEKEERD)), "TRJ-01")))
    assert found == {regel.id: "skipped" for regel in REGELS} | {"TRJ-01": "failure"}


def test_long_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "MAX_SPOTS", 2)
    (failure,) = read(judged(levering(*[traject(**OMGEKEERD)] * 3), "TRJ-01")).iter("failure")
    lines = (failure.text or "").split("\n")
    assert len(lines) == 5
    assert lines[-1] == "En nog 1 plek."


def test_hostile_text_stays_xml() -> None:
    document = levering(*[{"gemeentecode": "<a>]]>\x00\x1b\ufffe&"}])
    root = read(judged(document, "GEM-07", naam="a\x08<\udc80\u202e>.json"))
    assert root.get("name") == "ddas-report a<?>.json"
    assert "gemeente Onbekende gemeentecode 1" in (root.findtext(".//system-out") or "")


def test_no_bsn_and_no_time() -> None:
    content = made(sample(FOUTENSTAD), "junit")
    known = set(re.findall(r'"Burgerservicenummer": ?"([^"]+)"', FOUTENSTAD.read_text(encoding="utf-8")))
    assert [number for number in known if number.encode() in content] == []
    assert b"timestamp" not in content
    assert content == made(sample(FOUTENSTAD), "junit")
