"""What was not judged is a third state: never approved, never passed, in no output."""

import json
from pathlib import Path
from typing import Any

import pytest
from bouw import levering, schuld, traject
from opdracht import voer_uit
from pagina import Pagina

NIETS_GEVONDEN = levering(traject(schulden=[schuld()]))
GEEN_NAAM = "levering.json"


def run(folder: Path, document: Any, *opties: str, naam: str = "SHV_2024_Test.json") -> tuple[int, str, dict[str, Any]]:
    """Exit code, console and summary of a run."""
    path = folder / naam
    path.write_text(json.dumps(document), encoding="utf-8")
    found = voer_uit(path, "-f", "json,html", *opties)
    assert isinstance(found.code, int)
    return found.code, found.uit, json.loads((folder / f"{path.stem}.op-orde.json").read_bytes())


def page(folder: Path, stam: str = "SHV_2024_Test") -> str:
    return Pagina((folder / f"{stam}.op-orde.html").read_text(encoding="utf-8")).tekst


@pytest.mark.parametrize(
    ("opties", "toets"),
    [
        (("--select", "TRJ-13"), None),
        (("--ignore", "BST"), None),
        (("--ignore", "BST-05"), None),
        (("--select", "GEM,VGL"), None),
        (("--ignore", "BST-06"), True),
        (("--ignore", "TRJ-13"), True),
        (("--select", "BST"), True),
    ],
)
def test_what_was_left_out_is_neither_approved_nor_refused(
    opties: tuple[str, ...], toets: bool | None, tmp_path: Path
) -> None:
    code, uit, summary = run(tmp_path, NIETS_GEVONDEN, *opties)
    assert code == 0 and summary["technische_toets"] == {"goedgekeurd": toets, "aantal": 0, "fouten": []}
    assert summary["bestanden"][0]["goedgekeurd"] is toets
    assert ("technische toets niet beoordeeld" in uit) == (toets is None)
    assert ("0 fouten in de technische toets" in uit) == (toets is True)
    aangenomen = "Het staat dus niet vast dat het CBS het bestand aanneemt" not in page(tmp_path)
    assert aangenomen == (toets is True)


@pytest.mark.parametrize(
    "opties", [("--select", "TRJ-13"), ("--ignore", "BST"), ("--ignore", "TRJ-01"), ("--select", "BST")]
)
def test_run_without_a_rule_that_forbids_is_never_ready(opties: tuple[str, ...], tmp_path: Path) -> None:
    _, uit, summary = run(tmp_path, NIETS_GEVONDEN, *opties)
    assert summary["oordeel"] == "niet_beoordeeld"
    assert "gereed" not in (uit + page(tmp_path)).lower().replace("gereedgemeld", "")


def test_run_without_a_rule_that_only_signals_is_ready_and_says_what_was_left_out(tmp_path: Path) -> None:
    _, uit, summary = run(tmp_path, NIETS_GEVONDEN, "--ignore", "VGL-04")
    assert summary["oordeel"] == "gereed" and "Op uw verzoek niet beoordeeld: VGL-04" in uit
    assert "1 regel is op uw verzoek niet beoordeeld" in page(tmp_path)


def test_fout_that_was_found_refuses_although_the_rest_was_not_judged(tmp_path: Path) -> None:
    code, _, summary = run(tmp_path, NIETS_GEVONDEN, "--select", "BST-01", naam=GEEN_NAAM)
    assert (code, summary["oordeel"]) == (1, "niet_uploaden")
    assert summary["technische_toets"]["goedgekeurd"] is False


def test_skipped_rules_are_listed_whether_chosen_or_for_want_of_an_earlier_delivery(tmp_path: Path) -> None:
    vgl = [f"VGL-0{nummer}" for nummer in range(1, 6)]
    assert run(tmp_path, NIETS_GEVONDEN)[2]["overgeslagen"] == vgl
    assert run(tmp_path, NIETS_GEVONDEN, "--ignore", "BST-06,VGL-01")[2]["overgeslagen"] == ["BST-06", *vgl]
    eerder = tmp_path / "SHV_2023_Test.json"
    toen = NIETS_GEVONDEN | {"startdatumLevering": "2023-01-01", "einddatumLevering": "2023-12-31"}
    eerder.write_text(json.dumps(toen), encoding="utf-8")
    assert run(tmp_path, NIETS_GEVONDEN, "--previous", str(eerder))[2]["overgeslagen"] == []


def test_earlier_summary_leaves_the_rules_on_its_trajecten_unjudged(tmp_path: Path) -> None:
    run(tmp_path, NIETS_GEVONDEN)
    toen = tmp_path / "toen.json"
    (tmp_path / "SHV_2024_Test.op-orde.json").rename(toen)
    assert run(tmp_path, NIETS_GEVONDEN, "--previous", str(toen))[2]["overgeslagen"] == ["VGL-02", "VGL-05"]
