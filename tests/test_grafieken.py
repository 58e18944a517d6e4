"""What a chart says of its figures: the sentence that goes with it, at its bounds."""

import polars as pl
import pytest
from bouw import levering, schuld, traject
from leveringen import counted

from ddas_report.indicatoren.doorlooptijd import STAPPEN
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.normen import default_normen
from ddas_report.render.drawing import Area, Label, draw
from ddas_report.report.charts import durations, empty_fields, fasen, per_chapter, stromen
from ddas_report.report.charts import schuld as debts

NORM = default_normen()["eerste_gesprek_dagen"]
JAAR = counted(levering()).kop.periode


def cijfers(**figures: float) -> Cijfers:
    """These figures of the first step; nothing is known of all others."""
    known = {f"doorlooptijd.aanmelding_tot_intake.{naam}": value for naam, value in figures.items()}
    ids = [f"doorlooptijd.{stap.naam}.{soort}" for stap in STAPPEN for soort in ("mediaan", "p90")]
    return Cijfers(pl.DataFrame([(TOTAAL, id_, known.get(id_)) for id_ in ids], SHAPE, orient="row"))


@pytest.mark.parametrize(
    ("dagen", "zin"), [(NORM, "Negen van de tien blijven binnen de norm"), (NORM + 1, "Meer dan een op de tien")]
)
def test_step_that_takes_as_long_as_the_norm_is_within_it(dagen: float, zin: str) -> None:
    assert durations(cijfers(p90=dagen), default_normen(), TOTAAL).beschrijving.startswith(zin)


@pytest.mark.parametrize(
    ("aantallen", "zin"),
    [
        ((0,) * 10 + (30,), "30 van 30 trajecten, heeft een schuld van €\u00a0100.000 of meer."),
        ((0,) * 9 + (20, 10), "20 van 30 trajecten, heeft een schuld tussen €\u00a090.000 en €\u00a0100.000."),
        ((5, 5) + (0,) * 9, "5 van 10 trajecten, heeft een schuld tussen €\u00a00 en €\u00a010.000."),
    ],
)
def test_largest_class_of_debt_is_named_with_its_bounds(aantallen: tuple[int, ...], zin: str) -> None:
    assert debts(aantallen, TOTAAL).beschrijving == f"De grootste groep, {zin}"


def test_nothing_to_draw_is_nothing_to_say() -> None:
    assert (debts((0,) * 11, TOTAAL).beschrijving, durations(cijfers(), default_normen(), TOTAAL).beschrijving) == (
        "",
        "",
    )
    assert stromen(Periode(None, None), cijfers(), TOTAAL).beschrijving == ""


@pytest.mark.parametrize("codes", [[], ["0153", "0088"]])
def test_each_of_these_gemeenten_has_charts_of_its_own(codes: list[str]) -> None:
    found = per_chapter(counted(levering(traject(gemeentecode="0153"), traject(gemeentecode="0088"))), codes)
    assert {tuple(chart.code for chart in charts) for charts in found.values()} == {("", *codes)}


def test_bars_stand_in_the_order_of_the_process_and_unknown_is_grey() -> None:
    kinds = [*["intake"] * 6, *["schuldregeling"] * 5, *["oplossing"] * 4]
    some = [traject(**{fase: {"startdatum": "2024-05-01", "datum": "2024-05-01"}}) for fase in kinds]
    chart = fasen(JAAR, counted(levering(*some)).cijfers, TOTAAL)
    assert chart.rubrieken.index("Schuldregeling") < chart.rubrieken.index("Oplossing")
    assert chart.reeksen[0].waarden[chart.rubrieken.index("Intake")] == 6
    assert chart.beschrijving == "De grootste groep, 6 van 15 trajecten, is in de fase intake."
    assert [vorm.kleur for vorm in draw(chart).vormen if isinstance(vorm, Area)] == [*["reeks0"] * 8, "onbekend"]


def test_emptiest_fields_are_sorted_and_called_by_their_name() -> None:
    some = [traject(schulden=[schuld(schuldsoort=None, peildatum="2024-03-01" if n else None)]) for n in range(10)]
    chart = empty_fields(JAAR, counted(levering(*some)).cijfers, TOTAAL)
    assert chart.rubrieken[:2] == ("Soort schuld", "Peildatum")
    assert chart.reeksen[0].waarden[:2] == (100, 10)


def test_classes_of_debt_are_named_at_their_edges() -> None:
    drawing = draw(debts((5,) * 11, TOTAAL))
    columns = [vorm for vorm in drawing.vormen if isinstance(vorm, Area)]
    edges = {vorm.tekst: vorm.x for vorm in drawing.vormen if isinstance(vorm, Label) and vorm.y > 130}
    assert [edges[str(10 * k)] for k in range(11)] == pytest.approx([column.x - 0.5 for column in columns])
