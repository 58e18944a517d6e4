"""What stands out, as the sign-off says it in at most three sentences."""

from datetime import date

import pytest
from bouw import levering, traject
from leveringen import counted

from ddas_report.report.build import build_report


def what_stands_out(*months: int) -> str:
    """Of trajecten that began in these months of 2024."""
    began = [f"2024-{month:02}-05" for month in months]
    trajecten = [traject(startdatum=day, aanmelding={"startdatum": day}) for day in began]
    return " ".join(build_report(counted(levering(*trajecten)), date(2025, 2, 1)).ondertekening.zinnen)


@pytest.mark.parametrize(
    ("months", "most"),
    [
        ((3, 3, 3), "maart 2024 (3)"),
        ((3, 3, 4, 4), "maart 2024 en april 2024 (elk 2)"),
        ((3, 3, 4, 4, 5, 5), "3 maanden (elk 2)"),
    ],
)
def test_months_in_which_as_many_began_are_told_together(months: tuple[int, ...], most: str) -> None:
    others = [month for month in range(6, 13) for _ in range(1)]
    assert f"De meeste trajecten begonnen in {most}" in what_stands_out(
        *months, *others, 1, 1 if len(months) == 3 else 2
    )
