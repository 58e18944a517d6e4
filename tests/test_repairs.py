"""The same period again: what was repaired, what is new and what stays."""

import io
import json
from datetime import date
from typing import Any

import jsonschema
import openpyxl
import pytest
from bouw import VORIGE, bevindingen, levering, read_earlier, traject

from ddas_report.analyse.choice import Choice, choose_regels
from ddas_report.analyse.pipeline import Analyse, Beside, analyse
from ddas_report.analyse.protect import protect
from ddas_report.compare.repairs import CauseRow, FindingRow, Stand
from ddas_report.model.normen import default_normen
from ddas_report.model.schema import load
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.report.beside import chapters_beside
from ddas_report.report.verdict import conclusion

VANDAAG = date(2025, 2, 1)
REVERSED = {"einddatum": "2024-02-01", "uitstroom": {"datum": "2024-02-01", "reden": "Zelf"}}
SAME_CLIENT = traject()
TOEN = levering(SAME_CLIENT, traject(startdatum=None), traject(startdatum=None), traject(**REVERSED))
NU = levering(SAME_CLIENT, traject(startdatum=None), traject(einddatum="2024-06-01"))


def judged(document: dict[str, Any], naam: str = "SHV_2024_Test.json", **ernaast: Any) -> Analyse:
    keuze = Choice(regels=ernaast.pop("regels")) if "regels" in ernaast else None
    return analyse(naam, json.dumps(document).encode(), VANDAAG, keuze, Beside(**ernaast))


def summary(analysed: Analyse) -> bytes:
    return FORMATS["json"].render(Subject(analysed, VANDAAG))


def earlier(as_summary: bool, document: dict[str, Any] = TOEN) -> Any:
    data = json.dumps(document).encode()
    return read_earlier("toen.json", summary(judged(document)) if as_summary else data, default_normen())


def again(as_summary: bool = False) -> Analyse:
    return judged(NU, vorige=earlier(as_summary))


@pytest.mark.parametrize("as_summary", [False, True], ids=["delivery", "summary"])
def test_findings_are_laid_beside_those_of_then(as_summary: bool) -> None:
    herstel = again(as_summary).herstel
    assert herstel is not None
    rows = {row.regel: row for row in herstel.regels}
    assert rows["TRJ-01"] == FindingRow("TRJ-01", "0088", 1, 0)
    assert rows["TRJ-02"] == FindingRow("TRJ-02", "0088", 2, 1)
    assert rows["TRJ-08"] == FindingRow("TRJ-08", "0088", 0, 1)
    assert {regel: rows[regel].stand for regel in ("TRJ-01", "TRJ-02", "TRJ-08")} == {
        "TRJ-01": Stand.HERSTELD,
        "TRJ-02": Stand.BLIJFT,
        "TRJ-08": Stand.NIEUW,
    }
    assert herstel.oorzaken is not None
    causes = {cause.id: cause for cause in herstel.oorzaken}
    assert (causes["TRJ-02"].toen, causes["TRJ-02"].nu) == (2, 1)
    assert causes["TRJ-01"].stand is Stand.HERSTELD


def test_causes_of_a_whole_of_few_are_not_laid_beside_those_of_then() -> None:
    assert again().herstel.oorzaken  # type: ignore[union-attr]
    assert protect(again()).analyse.herstel.oorzaken is None  # type: ignore[union-attr]


def test_another_period_compares_figures_only() -> None:
    toen = levering(traject(startdatum=None), startdatumLevering="2023-01-01", einddatumLevering="2023-12-31")
    found = judged(NU, vorige=earlier(False, toen))
    assert found.vergelijking is not None
    assert found.herstel is None


def test_rule_that_was_not_judged_is_not_repaired() -> None:
    found = judged(NU, vorige=earlier(False), regels=choose_regels("", "TRJ-01"))
    assert found.herstel is not None
    assert "TRJ-01" not in {row.regel for row in found.herstel.regels}
    assert "TRJ-01" not in {cause.id for cause in found.herstel.oorzaken or ()}


def test_summary_of_the_first_format_tells_findings_only() -> None:
    old = json.loads(summary(judged(TOEN)))
    del old["oorzaken"], old["overgeslagen"]
    vorige = read_earlier("toen.json", json.dumps(old | {"formaat": "ddas-report/1"}).encode(), default_normen())
    herstel = judged(NU, vorige=vorige).herstel
    assert herstel is not None
    assert herstel.oorzaken is None
    assert FindingRow("TRJ-01", "0088", 1, 0) in herstel.regels


def test_title_in_a_summary_is_not_believed() -> None:
    old = json.loads(summary(judged(TOEN)))
    old["oorzaken"] = [old["oorzaken"][0] | {"id": "OORZ-PERIODE", "titel": "Bel jan@voorbeeld.nl"}]
    herstel = judged(NU, vorige=read_earlier("toen.json", json.dumps(old).encode(), default_normen())).herstel
    assert herstel is not None
    gone = [cause for cause in herstel.oorzaken or () if cause.id == "OORZ-PERIODE"]
    assert [cause.titel for cause in gone] == ["Bel (e-mailadres)"]
    assert isinstance(gone[0], CauseRow)


def test_everything_tells_of_the_repairs() -> None:
    found = again()
    n = found.herstel.aantallen() if found.herstel else {}
    sentence = f"{n[Stand.HERSTELD]} oorzaken hersteld, {n[Stand.NIEUW]} nieuw, {n[Stand.BLIJFT]} gebleven."
    assert conclusion(found).endswith(f"Sinds de vorige keer: {sentence}")
    data = json.loads(summary(found))
    jsonschema.Draft202012Validator(load("samenvatting-2")).validate(data)
    told = data["vergelijking"]["bevindingen"]
    assert {"regel": "TRJ-01", "gemeente": "0088", "toen": 1, "nu": 0} in told["hersteld"]
    assert {"regel": "TRJ-08", "gemeente": "0088", "toen": 0, "nu": 1} in told["nieuw"]
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(Subject(found, VANDAAG))))
    assert ("hersteld", "TRJ-01") in {(row[0].value, row[1].value) for row in book["Herstelronde"].iter_rows()}
    (chapter,) = chapters_beside(found)
    assert [tabel.titel for tabel in chapter.tabellen][1:4] == ["Hersteld", "Nieuw", "Gebleven"]


def gone(toen: dict[str, Any], nu: dict[str, Any]) -> list[str]:
    return bevindingen(nu, vorige=toen).get("VGL-02", [])


def test_every_traject_of_the_period_is_expected_back() -> None:
    ended = traject(einddatum="2024-05-02", uitstroom={"datum": "2024-05-02", "reden": "Zelf"})
    path = f"{VORIGE}: $.leveringen[0].schuldhulptrajecten[1]"
    assert gone(levering(traject(), ended), levering(traject())) != []
    assert path in gone(levering(SAME_CLIENT, ended), levering(SAME_CLIENT))
    assert gone(levering(SAME_CLIENT, ended), levering(SAME_CLIENT, ended)) == []


def test_traject_outside_the_period_may_stay_away() -> None:
    before = traject(startdatum="2022-01-03", einddatum="2023-05-02", aanmelding=None)
    after = traject(startdatum="2025-01-06", aanmelding=None)
    assert gone(levering(SAME_CLIENT, before, after), levering(SAME_CLIENT)) == []


def test_one_of_two_trajecten_of_a_client_is_missed() -> None:
    ended = traject(einddatum="2024-05-02", uitstroom={"datum": "2024-05-02", "reden": "Zelf"})
    later = traject(client=ended["client"], startdatum="2024-09-02")
    assert gone(levering(ended, later), levering(later)) == [f"{VORIGE}: $.leveringen[0].schuldhulptrajecten[0]"]


def test_corrected_startdatum_and_a_duplicate_that_was_removed_are_no_loss() -> None:
    moved = traject(client=SAME_CLIENT["client"], startdatum="2024-03-08")
    assert gone(levering(SAME_CLIENT), levering(moved)) == []
    assert gone(levering(SAME_CLIENT, SAME_CLIENT), levering(SAME_CLIENT)) == []
