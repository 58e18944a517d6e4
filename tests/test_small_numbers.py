"""Small numbers: no figure on fewer than ten trajecten is shown, and none can be computed from what is shown."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

import polars as pl
import pytest
from bouw import levering, read_earlier, schuld, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for

from ddas_report.analyse.per_gemeente import per_gemeente
from ddas_report.analyse.pipeline import Analyse, Beside, Choice, analyse
from ddas_report.analyse.protect import Shown, as_whole, protect
from ddas_report.analyse.small_numbers import ALWAYS, MINIMUM, SHOW_ALL, Guard, hide, make_guard, too_few
from ddas_report.indicatoren.evaluate import SECTIES, measured_ids
from ddas_report.indicatoren.indicator import Eenheid
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Periode
from ddas_report.model.gemeenten import number
from ddas_report.model.normen import default_normen
from ddas_report.report.tables import only_counts

VANDAAG = date(2025, 2, 1)
CODES = ("0153", "0344", "0363", "0518")


def found(document: Any, vorige: bytes | None = None) -> Analyse:
    beside = Beside(read_earlier("vorige.json", vorige, default_normen())) if vorige else Beside()
    data = json.dumps(document).encode()
    return analyse("SHV_2024_Test.json", data, VANDAAG, Choice(regels=frozenset()), beside)


def of(aantallen: dict[str, int], **velden: Any) -> list[dict[str, Any]]:
    return [traject(gemeentecode=code, **velden) for code, n in aantallen.items() for _ in range(n)]


def visible(shown: Shown) -> dict[tuple[str, str], float]:
    return {(code, id_): waarde for code, id_, waarde in shown.analyse.cijfers.long.iter_rows() if waarde is not None}


def of_gemeente(shown: Shown, code: str) -> set[str]:
    """The ids that are shown of a gemeente, beside those that always are."""
    return {id_ for where, id_ in visible(shown) if where == code and id_ not in ALWAYS}


# Which names go ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "gone"),
    [
        ({"a": 10, "b": 400}, ""),
        ({"a": 3, "b": 8, "c": 40}, "ab"),
        ({"a": 3, "b": 30, "c": 40}, "ab"),
        ({"a": 3, "b": 4, "c": 40, "d": 12}, "abd"),
        ({"a": 0, "b": 30}, ""),
        ({"a": 3, "b": 30, "c": 0}, "ab"),
        ({"a": 3}, "a"),
        ({}, ""),
    ],
)
def test_next_smallest_goes_along_until_the_hidden_are_many(counts: dict[str, int], gone: str) -> None:
    assert too_few(counts) == set(gone)


def test_parts_that_overlap_count_by_the_largest() -> None:
    assert too_few({"a": 8, "b": 9, "c": 20, "d": 30}, overlap=True) == {"a", "b", "c"}
    assert too_few({"a": 8, "b": 9, "c": 20, "d": 30}) == {"a", "b"}


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 30), max_size=8), st.sets(st.text(max_size=2)))
def test_what_is_hidden_is_never_a_small_number_unless_all_is(counts: dict[str, int], hidden: set[str]) -> None:
    gone = too_few(counts, hidden)
    together = sum(counts.get(naam, 0) for naam in gone)
    assert hidden <= gone and not [naam for naam, n in counts.items() if 0 < n < MINIMUM and naam not in gone]
    assert together == 0 or together >= MINIMUM or not [naam for naam, n in counts.items() if n and naam not in gone]


# Of a delivery -----------------------------------------------------------------------------------------


def test_small_gemeente_keeps_the_op_orde_counts_alone() -> None:
    shown = protect(found(levering(*of({"0153": 3, "0344": 8, "0363": 40}))))
    assert shown.guard.gemeenten == {"0153", "0344"}
    assert of_gemeente(shown, "0153") == of_gemeente(shown, "0344") == set()
    assert of_gemeente(shown, "0363") and of_gemeente(shown, TOTAAL)
    assert visible(shown)["0153", "op_orde.unieke_bsn"] == visible(shown)["0153", "trajecten.totaal"] == 3


def test_only_small_gemeente_takes_the_next_smallest_along() -> None:
    shown = protect(found(levering(*of({"0153": 3, "0344": 20, "0363": 40}))))
    assert shown.guard.gemeenten == {"0153", "0344"}


def test_small_total_keeps_the_op_orde_counts_alone() -> None:
    assert of_gemeente(protect(found(levering(*of({"0153": 9})))), TOTAAL) == set()
    assert of_gemeente(protect(found(levering(*of({"0153": 10})))), TOTAAL)


@pytest.mark.parametrize(("zakelijk", "gone"), [(20, False), (21, True)])
def test_amount_that_with_a_larger_one_tells_that_of_few_is_hidden(zakelijk: int, gone: bool) -> None:
    part, whole = "schulden.zakelijk.bedrag", "schulden.bedrag.totaal"
    measured = pl.DataFrame([("0153", part, float(zakelijk)), ("0153", whole, 30.0)], SHAPE, orient="row")
    guard = make_guard(Cijfers(pl.DataFrame([("0153", "trajecten.totaal", 30.0)], SHAPE, orient="row"), measured))
    assert guard.hides("0153", part) is gone
    assert not guard.hides("0153", whole)


def test_gemeente_of_which_the_number_of_trajecten_is_not_known_has_few() -> None:
    """In a summary of then it may be missing."""
    rows = [("0153", "trajecten.totaal", None), ("0344", "trajecten.totaal", 30.0)]
    assert make_guard(Cijfers(pl.DataFrame(rows, SHAPE, orient="row"))).few == {"0153"}


def test_figure_that_is_made_of_nothing_is_shown() -> None:
    measured = pl.DataFrame([("0153", "schulden.bedrag.totaal", 0.0)], SHAPE, orient="row")
    guard = make_guard(Cijfers(pl.DataFrame([("0153", "trajecten.totaal", 30.0)], SHAPE, orient="row"), measured))
    assert not guard.hides("0153", "schulden.bedrag.totaal")


def test_all_is_shown_on_request() -> None:
    whole = found(levering(*of({"0153": 3})))
    assert protect(whole, tonen=True).analyse is whole


def test_measure_of_few_is_hidden_and_the_next_smallest_with_it() -> None:
    measured = {"intake": {"startdatum": "2024-03-08"}}
    some = [*of({"0153": 4, "0344": 12, "0363": 15}, **measured), *of({"0153": 20, "0344": 20, "0363": 20})]
    shown = protect(found(levering(*some)))
    median = "doorlooptijd.aanmelding_tot_intake.mediaan"
    assert [code for code in CODES[:3] if (code, median) in visible(shown)] == ["0363"]
    assert (TOTAAL, median) in visible(shown)
    assert visible(shown)["0153", "doorlooptijd.aanmelding_tot_intake.aantal"] == 4


def test_measures_of_few_in_two_gemeenten_hide_each_other() -> None:
    """Who subtracts the third from the total finds 13 trajecten: enough to show it."""
    measured = {"intake": {"startdatum": "2024-03-08"}}
    some = [*of({"0153": 6, "0344": 7, "0363": 15}, **measured), *of({"0153": 20, "0344": 20, "0363": 20})]
    shown = visible(protect(found(levering(*some))))
    assert [code for code in CODES[:3] if (code, "doorlooptijd.aanmelding_tot_intake.mediaan") in shown] == ["0363"]


def test_values_of_a_finding_on_a_hidden_gemeente_are_left_out() -> None:
    old = {"startdatum": "2020-03-02", "aanmelding": {"startdatum": "2020-03-02"}}
    document = levering(*of({"0153": 3}), *of({"0344": 20, "0363": 40}, **old))
    judged = analyse("SHV_2024_Test.json", json.dumps(document).encode(), VANDAAG)
    (still,) = [b for b in protect(judged).analyse.bevindingen if b.regel.id == "GEM-04"]
    assert still.plaatsen.select("gemeente", "begonnen").rows() == [("0344", None), ("0363", 0)]


def test_highest_debt_is_never_shown() -> None:
    shown = protect(found(levering(*of({"0153": 30}, schulden=[schuld()]))))
    assert not [id_ for _, id_ in visible(shown) if id_.endswith(".maximum")]


def test_amount_of_a_kind_of_debt_of_few_cannot_be_subtracted() -> None:
    zorg, nuts = schuld(schuldsoort="Zorg"), schuld(schuldsoort="Nuts", bedrag=777)
    some = [
        *of({"0153": 30}, schulden=[zorg]),
        *of({"0153": 2}, schulden=[zorg, nuts]),
        *of({"0153": 15}, schulden=[schuld()]),
    ]
    shown = visible(protect(found(levering(*some))))
    parts = {
        id_ for code, id_ in shown if code == TOTAAL and id_.startswith("schulden.soort.") and id_.endswith(".bedrag")
    }
    assert "schulden.soort.nuts.bedrag" not in parts and "schulden.soort.overig.bedrag" not in parts
    assert "schulden.soort.zorg.bedrag" in parts


def test_texts_that_are_no_gemeentecode_are_one() -> None:
    shown = protect(found(levering(*of({"0344": 30, "X": 6, "Y": 7, "0154": 20}))))
    codes = set(shown.analyse.cijfers.long["gemeente"])
    assert codes == {"0344", ONBEKEND, TOTAAL}
    assert visible(shown)[ONBEKEND, "trajecten.totaal"] == 33
    assert of_gemeente(shown, ONBEKEND)


def test_more_texts_that_are_no_gemeentecode_than_there_are_gemeenten_are_one_too() -> None:
    shown = protect(found(levering(*of({"0344": 1} | {f"X{n}": 1 for n in range(number() + 1)}))))
    assert shown.analyse.cijfers.codes == ("0344", ONBEKEND)


def test_one_traject_of_a_code_that_is_no_gemeente_hides_the_gemeente_beside_it() -> None:
    shown = protect(found(levering(*of({"0344": 30, "0153": 40, "0154": 1}))))
    assert shown.guard.gemeenten == {ONBEKEND, "0344"}


def test_one_gemeente_beside_a_code_that_is_no_gemeente_says_what_the_figures_are_about() -> None:
    shown = protect(found(levering(*of({"0344": 30, "0154": 1}))))
    assert visible(shown)[TOTAAL, "clienten.uniek"] == 31
    assert only_counts(shown.guard, shown.analyse.cijfers.codes) == (
        "Van Utrecht en Onbekende gemeentecode apart staan in dit rapport alleen de op-orde-tellingen: anders zijn personen "
        "te herkennen. De andere cijfers gaan over alle trajecten samen."
    )


def test_where_there_is_no_traject_nobody_is_hidden() -> None:
    shown = protect(found(levering()))
    assert shown.guard.gemeenten == frozenset() and visible(shown)[TOTAAL, "clienten.uniek"] == 0
    assert only_counts(shown.guard, ()) == ""


def test_part_of_a_gemeente_hides_what_the_whole_hides() -> None:
    whole = found(levering(*of({"0153": 3, "0344": 20, "0363": 40})))
    parts = {code: protect(part, as_whole(whole)) for code, part in per_gemeente(whole)}
    assert of_gemeente(parts["0344"], TOTAAL) == of_gemeente(parts["0344"], "0344") == set()
    assert of_gemeente(parts["0363"], TOTAAL) == of_gemeente(protect(whole), "0363")


def test_earlier_figure_of_few_is_hidden_with_the_difference() -> None:
    then = levering(*of({"0344": 4, "0363": 40}), startdatumLevering="2023-01-01", einddatumLevering="2023-12-31")
    now = found(levering(*of({"0344": 20, "0363": 40})), json.dumps(then).encode())
    rows = protect(now).analyse.vergelijking
    assert rows is not None
    by = {(code, id_): rest for code, id_, *rest in rows.verschillen.iter_rows()}
    assert by["0344", "clienten.uniek"] == [None, 20, None, None, None]
    assert by["0363", "clienten.uniek"] == [None, 40, None, None, None]
    assert by["0344", "op_orde.unieke_bsn"][:2] == [4, 20]
    assert by[TOTAAL, "clienten.uniek"][:2] == [44, 60]


def test_figure_that_is_no_count_says_of_how_many_it_is_made() -> None:
    periode = Periode(date(2024, 1, 1), date(2024, 12, 31))
    figures = [i for sectie in SECTIES for groep in sectie.groepen(periode) for i in groep.indicatoren]
    no_counts = {i.id for i in figures if i.eenheid is not Eenheid.AANTAL or i.id.endswith((".gemiddelde", ".mediaan"))}
    assert no_counts == measured_ids(periode)


# Whatever the delivery ---------------------------------------------------------------------------------

_DATUMS = st.sampled_from(["2024-03-08", "2024-05-01", None])


@st.composite
def deliveries(draw: st.DrawFn) -> list[dict[str, Any]]:
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 5, 9, 10, 11, 14, 25]), min_size=5, max_size=5))
    some = []
    for code, n in zip((*CODES, "0154"), sizes, strict=True):
        often = draw(st.integers(0, n))
        soorten = draw(st.lists(st.sampled_from(["Zorg", "Nuts", "Publiek", None]), min_size=1, max_size=3))
        for index in range(n):
            intake = {"startdatum": "2024-03-08"} if index < often else None
            debts = [schuld(schuldsoort=s) for s in soorten[: draw(st.integers(0, 3))]] if index < often + 3 else []
            some.append(traject(gemeentecode=code, intake=intake, schulden=debts))
    return some


HIDING = Guard(frozenset({"0153"}), frozenset(), frozenset({("0344", "schulden.aantal"), ("0344", "op_orde.x")}))


@pytest.mark.parametrize("guard", [HIDING, HIDING | SHOW_ALL, Guard(), SHOW_ALL])
def test_table_without_what_is_hidden_hides_what_the_guard_hides(guard: Guard) -> None:
    ids = ("op_orde.x", "trajecten.totaal", "trajecten.totaal.maximum", "schulden.aantal", "schulden.maximum", "x")
    cells = [(code, id_) for code in ("0344", TOTAAL, "0153") for id_ in ids]
    hidden = hide(
        pl.DataFrame([(*cell, 1.0) for cell in cells], ["gemeente", "id", "waarde"], orient="row"), guard, "waarde"
    )
    assert hidden.rows() == [(*cell, None if guard.hides(*cell) else 1.0) for cell in cells]


def test_two_guards_together_show_a_single_figure_only_where_both_do() -> None:
    assert (HIDING | SHOW_ALL).hides("0344", "schulden.maximum") and not (SHOW_ALL | SHOW_ALL).hides("x", "x.maximum")


def test_part_of_a_gemeente_that_goes_along_has_not_few_trajecten() -> None:
    whole = Guard(frozenset({"0153", "0344"}), frozenset({"0153"}))
    assert whole.of_part("0344").hides(TOTAAL, "x") and not whole.of_part("0344").few


@given(deliveries())
@settings_for(60)
def test_nothing_that_is_shown_or_left_over_is_about_few(trajecten: list[dict[str, Any]]) -> None:
    """Counted anew, from the trajecten themselves: who has an intake, who has a debt of each kind."""
    shown = visible(protect(found(levering(*trajecten))))
    codes = [*CODES, "0154"]
    holders: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for nummer, one in enumerate(trajecten):
        code = one["gemeentecode"]
        holders["clienten.uniek"][code].add(nummer)
        if "intake" in one:
            holders["doorlooptijd.aanmelding_tot_intake.mediaan"][code].add(nummer)
        for debt in one["schulden"]:
            soort = debt.get("schuldsoort", "onbekend").lower()
            holders[f"schulden.soort.{soort}.bedrag"][code].add(nummer)
            holders["schulden.bedrag.totaal"][code].add(nummer)
    for id_, per_code in holders.items():
        whole = set().union(*per_code.values())
        for code in (*codes, TOTAAL):
            people = whole if code == TOTAAL else per_code[code]
            assert (code, id_) not in shown or not people or len(people) >= MINIMUM, (code, id_)
        left = set().union(*(per_code[code] for code in codes if (code, id_) not in shown))
        assert (TOTAAL, id_) not in shown or not left or len(left) >= MINIMUM, id_
    amounts = [id_ for id_ in holders if id_.startswith("schulden.soort.")]
    for code in (*codes, TOTAAL):
        hidden = [id_ for id_ in amounts if (code, id_) not in shown]
        where = codes if code == TOTAAL else [code]
        left = set().union(*(holders[id_][c] for id_ in hidden for c in where))
        assert (code, "schulden.bedrag.totaal") not in shown or not left or len(left) >= MINIMUM, code
