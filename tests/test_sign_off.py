"""What is signed: what stands out, in at most three sentences, and what CBS counted."""

import json
from datetime import date

import pytest
from bouw import levering, traject
from leveringen import counted

from ddas_report.analyse.pipeline import Beside, analyse
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs
from ddas_report.render.subject import Subject
from ddas_report.report.build import build_report


def what_stands_out(per_month: dict[int, int]) -> str:
    """Of so many trajecten that began in these months of a quarter."""
    began = [f"2024-{month:02}-05" for month, number in per_month.items() for _ in range(number)]
    trajecten = [traject(startdatum=day, aanmelding={"startdatum": day}) for day in began]
    quarter = {"startdatumLevering": "2024-01-01", "einddatumLevering": "2024-03-31"}
    return " ".join(build_report(counted(levering(*trajecten, **quarter)), date(2025, 2, 1)).ondertekening.zinnen)


@pytest.mark.parametrize(
    ("per_month", "zin"),
    [
        ({1: 12, 2: 11, 3: 10}, "begonnen in januari 2024 (12), de minste in maart 2024 (10)."),
        ({1: 12, 2: 12, 3: 9}, "begonnen in januari 2024 en februari 2024 (elk 12)."),
        ({1: 10, 2: 10, 3: 10}, "begonnen in 3 maanden (elk 10)."),
    ],
    ids=["each alone", "two alike, and few in the third", "all alike"],
)
def test_months_with_as_many_are_told_together_and_few_are_not_told(per_month: dict[int, int], zin: str) -> None:
    assert f"De meeste trajecten {zin}" in what_stands_out(per_month)


def test_months_with_few_are_not_told_at_all() -> None:
    assert "begonnen in" not in what_stands_out({1: 9, 2: 9, 3: 2}).replace("Begonnen", "")


@pytest.mark.parametrize(("codes", "whole"), [(("0153",), 38), (("0153", "0344"), None)], ids=["one", "two"])
def test_count_of_cbs_of_the_only_gemeente_is_that_of_the_whole(codes: tuple[str, ...], whole: float | None) -> None:
    delivery = levering(*(traject(gemeentecode=codes[i % len(codes)]) for i in range(40)))
    table = read_cbs("cbs.csv", b"Gemeentecode;Unieke actieve BSN's\n0153;38\n", op_orde_figures())
    found = analyse("SHV_2024_Test.json", json.dumps(delivery).encode(), date(2025, 2, 1), ernaast=Beside(cbs=table))
    (of_whole, *_) = Subject(found, date(2025, 2, 1)).report.kaarten
    (card,) = [card for card in of_whole.kaarten if card.id == "op_orde.unieke_actieve_bsn"]
    assert card.cbs.waarde == whole
