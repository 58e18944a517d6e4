"""What a chart says of its figures: the sentence that goes with it, at its bounds."""

from collections.abc import Sequence

import polars as pl
import pytest

from ddas_report.indicatoren.evaluate import figures
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.normen import standaard
from ddas_report.report.charts import duren, per_chapter, schuld, stromen

NORM = standaard()["eerste_gesprek_dagen"]


def cijfers(codes: Sequence[str] = (), **known: float) -> Cijfers:
    """These figures of the first step; nothing is known of all others."""
    rows = dict.fromkeys((code, id_) for code in (*codes, TOTAAL) for id_ in figures(Periode(None, None)))
    rows |= {(TOTAAL, f"doorlooptijd.aanmelding_tot_intake.{naam}"): value for naam, value in known.items()}
    return Cijfers(pl.DataFrame([(*key, value) for key, value in rows.items()], SHAPE, orient="row"))


@pytest.mark.parametrize(
    ("dagen", "zin"), [(NORM, "Negen van de tien blijven binnen de norm"), (NORM + 1, "Meer dan een op de tien")]
)
def test_step_that_takes_as_long_as_the_norm_is_within_it(dagen: float, zin: str) -> None:
    assert duren(cijfers(p90=dagen), standaard(), TOTAAL).beschrijving.startswith(zin)


@pytest.mark.parametrize(
    ("aantallen", "zin"),
    [
        ((0,) * 10 + (3,), "3 van 3, hebben een schuld van €\u00a0100.000 of meer."),
        ((0,) * 9 + (2, 1), "2 van 3, hebben een schuld tussen €\u00a090.000 en €\u00a0100.000."),
        ((1, 1) + (0,) * 9, "1 van 2, hebben een schuld tussen €\u00a00 en €\u00a010.000."),
    ],
)
def test_largest_class_of_debt_is_named_with_its_bounds(aantallen: tuple[int, ...], zin: str) -> None:
    assert schuld(aantallen, TOTAAL).beschrijving == f"De meeste trajecten, {zin}"


def test_nothing_to_draw_is_nothing_to_say() -> None:
    assert (schuld((0,) * 11, TOTAAL).beschrijving, duren(cijfers(), standaard(), TOTAAL).beschrijving) == ("", "")
    assert stromen(Periode(None, None), cijfers(), TOTAAL).beschrijving == ""


@pytest.mark.parametrize(("codes", "aantal"), [(["0153"], 1), (["0153", "0088"], 3)])
def test_gemeenten_have_charts_of_their_own_when_there_are_several(codes: list[str], aantal: int) -> None:
    found = per_chapter(Periode(None, None), cijfers(codes), {}, standaard())
    assert len(found["schulden"]) == len(found["doorlooptijd"]) == aantal
