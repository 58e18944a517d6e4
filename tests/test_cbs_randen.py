"""Where what is read of a table of CBS begins and ends: the last case on this side, and the first on the other."""

from datetime import date
from decimal import Decimal

import pytest
from tabellen import CIJFERS, JAAR, KOP, A, B, Rijen, T, kies, lees, tekst, waarden, xlsx

from ddas_report.compare.cbs_layout import blocks, table
from ddas_report.compare.cbs_layout.bounds import is_possible
from ddas_report.compare.cbs_layout.headings import make_headings
from ddas_report.compare.cbs_layout.meanings import means
from ddas_report.compare.cbs_layout.notation import decide, without_noise, written
from ddas_report.compare.cbs_layout.regions import area, gemeente_meant, resolve
from ddas_report.compare.cbs_layout.spans import Span, spans
from ddas_report.compare.cbs_layout.stacks import about
from ddas_report.compare.spreadsheet import csv_table
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.gemeenten import inwoners_table

H, E = "0405", "0388"
NAMEN = ("Gemeente", "Trajecten")
HALF = Periode(date(2024, 1, 1), date(2024, 6, 30))
KNOWN = make_headings(CIJFERS)


# Which rows and columns


@pytest.mark.parametrize("below", [[], [NAMEN, ("Enkhuizen", 3)]], ids=["nothing", "a table"])
def test_title_far_above_a_table_is_not_looked_at(below: Rijen, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tekst([("Schuldhulp 2023",), NAMEN, ("Hoorn", 4), *below])
    assert (H, T) not in waarden(data)
    monkeypatch.setattr(blocks, "MAX_HEADER", 1)
    assert waarden(data)[H, T] == 4


@pytest.mark.parametrize("begin", ["sep=", "SEP="])
def test_first_line_that_names_the_separator_leaves_no_other(begin: str) -> None:
    (sheets,) = csv_table.read_csv("cbs.csv", f"{begin};\nHoorn, NH;4".encode())
    assert [cell.text for cell in sheets[0].rows[2].values()] == ["Hoorn, NH", "4"]


def test_table_of_more_cells_than_are_read_is_refused_empty_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    rijen = [("Gemeente", *KOP[1:]), ("Hoorn", 4), ("Enkhuizen", 3, 2)]
    monkeypatch.setattr(table, "MAX_CELLS", 4)
    assert len(waarden(tekst(rijen))) == 3
    monkeypatch.setattr(table, "MAX_CELLS", 3)
    with pytest.raises(DdasError, match="een tabel van meer dan"):
        lees(tekst(rijen))


def test_csv_of_as_many_cells_as_are_read_is_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tekst([NAMEN, ("Hoorn", 4)])
    monkeypatch.setattr(csv_table, "MAX_CELLS", 4)
    assert waarden(data) == {(H, T): 4}
    monkeypatch.setattr(csv_table, "MAX_CELLS", 3)
    with pytest.raises(DdasError, match="meer dan 3 cellen"):
        lees(data)


def test_column_without_a_heading_is_of_gemeenten_when_most_of_it_is() -> None:
    rijen = [(None, "Trajecten"), ("Hoorn", 4), ("Enkhuizen", 3)]
    assert waarden(tekst(rijen)) == {(H, T): 4, (E, T): 3}
    with pytest.raises(DdasError):
        kies(tekst([*rijen[:2], ("Verweg", 3)]))


def test_figure_below_a_name_is_no_code() -> None:
    """Of the table turned over, the column with Enkhuizen holds a 3 as well: that is not gemeente 0003."""
    assert waarden(tekst([("Waar", "Trajecten"), ("Hoorn", 4), ("Enkhuizen", 3)])) == {(H, T): 4, (E, T): 3}
    assert waarden(tekst([("", "Gemeente", ""), ("", "Hoorn", "Enkhuizen"), ("Trajecten", 4, 3)])) == {
        (H, T): 4,
        (E, T): 3,
    }


def test_codes_that_are_as_often_wrong_as_right_are_none() -> None:
    rijen = [("Code", *NAMEN), ("0388", "Hoorn", 4), ("0388", "Enkhuizen", 3)]
    assert waarden(tekst(rijen)) == {(H, T): 4, (E, T): 3}


def test_column_of_which_half_are_figures_names_them() -> None:
    rijen = [("Gemeente", "Onderwerp", "Waarde"), ("Hoorn", "Trajecten", 4), ("Hoorn", "Woningen", 9)]
    assert waarden(tekst(rijen)) == {(H, T): 4}


def test_where_some_headings_are_merged_the_others_hold_for_their_own_column() -> None:
    groups = [(None, "Vrouwen", None, "Mannen", None), ("Gemeente", *KOP[1:], *KOP[1:]), ("Hoorn", 9, 9, 9, 5)]
    assert waarden(xlsx(groups, merge=("B1:C1",))) == {(H, B): 5}
    assert waarden(xlsx(groups)) == {}


def test_heading_with_nothing_below_it_is_no_group() -> None:
    rijen = [(None, "Trajecten", None), ("Gemeente", None, "2024"), ("Hoorn", 4, 9)]
    assert waarden(tekst(rijen)) == {(H, T): 4}


def test_row_that_says_total_ends_the_part_above_it() -> None:
    rijen = [NAMEN, ("Enkhuizen", 3), ("Mannen",), ("Hoorn", 1), ("Totaal 2024",), ("Hoorn", 4)]
    assert waarden(tekst(rijen)) == {(E, T): 3, (H, T): 4}


def test_own_template_has_no_headings_that_are_not_understood() -> None:
    rijen: Rijen = [("gemeentecode", "gemeente", "id", "cijfer", "Uit uw bestand", "CBS"), (H, "Hoorn", T, "", 4, 5)]
    found = lees(xlsx(rijen))
    assert found.niet_begrepen == () and found.opmerkingen == ()


def test_heading_that_is_a_figure_somewhere_is_not_called_unknown() -> None:
    below = [(), ("Schuldhulp",), ("Gemeente", "Trajecten", "2024"), ("Hoorn", 3, 7)]
    found = lees(tekst([("Unieke actieve BSN's",), ("Gemeente", "2024"), ("Hoorn", 4), *below]))
    assert found.begrepen == {"2024": A, "Trajecten": T} and found.niet_begrepen == ()


def test_one_sheet_is_not_named() -> None:
    assert lees(xlsx([NAMEN, ("Hoorn", 4)])).opmerkingen == ()


# Which period


@pytest.mark.parametrize(
    "rijen",
    [
        [("", "2024"), ("", "1e halfjaar 2024"), NAMEN, ("Hoorn", 4)],
        [("Schuldhulp 2024",), NAMEN, ("Hoorn", 4)],
        [("Van 2022 tot 2023, en 2021",), NAMEN, ("Hoorn", 4)],
    ],
    ids=["the narrowest above it", "a title that holds it", "a title of two periods"],
)
def test_half_of_a_year_is_read(rijen: Rijen) -> None:
    assert waarden(tekst(rijen), HALF) == {(H, T): 4}


def test_year_and_its_last_day_are_one_figure() -> None:
    rijen = [("Gemeente", "Trajecten 2024", "Trajecten 31-12-2024"), ("Hoorn", 4, 4)]
    assert waarden(tekst(rijen)) == {(H, T): 4}


@pytest.mark.parametrize(
    ("text", "start", "eind"),
    [
        ("q4 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("2e halfjaar 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("1-1-2024 t/m 1-1-2024", date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_last_part_of_a_year_and_a_period_of_one_day_are_periods(text: str, start: date, eind: date) -> None:
    assert spans(text)[0] == (Span(start, eind),)


@pytest.mark.parametrize(
    ("dag", "waar"), [(date(2024, 12, 31), True), (date(2025, 1, 1), True), (date(2025, 1, 2), False)]
)
def test_day_of_counting_is_the_last_day_or_the_next(dag: date, waar: bool) -> None:
    assert Span(dag, dag).is_of(JAAR) is waar


# Which figure and which gemeente


def test_heading_of_two_figures_is_of_none() -> None:
    assert make_headings({"een.x": "Een", "twee.x": "Twee"}).id("x") is None


def test_men_and_women_together_are_all() -> None:
    found = means("mannen en vrouwen", KNOWN)
    assert found.total and not found.sex
    assert about("mannen", KNOWN).sex == "man"


@pytest.mark.parametrize("kop", ["Trajecten 1)", "Trajecten²", "Trajecten *"])
def test_mark_of_a_footnote_is_no_part_of_a_heading(kop: str) -> None:
    found = means(kop, KNOWN)
    assert found.id == T and not found.rest


def test_code_of_three_digits_is_plain() -> None:
    assert area("405").plain and not area("0405").plain


def test_row_of_two_gemeenten_is_of_none() -> None:
    assert resolve(["Hoorn", "Enkhuizen"], False).reden == "op deze rij staan twee gemeenten"


def test_text_with_two_codes_points_at_no_gemeente() -> None:
    assert gemeente_meant("0405 of 0388") is None and gemeente_meant("gemeente 405") == H


def test_every_inhabitant_can_have_a_traject_and_no_more() -> None:
    most = inwoners_table().filter(code=H).drop("code").max_horizontal().item()
    assert is_possible(H, Decimal(int(most))) and not is_possible(H, Decimal(int(most) + 1))


# Which number


def test_one_number_with_three_zeros_is_of_thousands() -> None:
    assert decide(["4,000"]).read("4,000") == 4000
    assert decide(["4,000", "3,000"]).read("4,000") == 4


def test_number_written_otherwise_than_the_others_is_no_number() -> None:
    rijen = [("Gemeente", *KOP[1:]), ("Hoorn", "1.234,0", "1.234"), ("Enkhuizen", "1,234.0", "2.345,0")]
    (found,) = [one for one in kies(tekst(rijen)).niet if one.gemeente == E]
    assert found.soort == "geen getal"
    assert waarden(tekst(rijen)) == {(H, T): 1234, (H, B): 1234, (E, B): 2345}


def test_number_of_a_workbook_does_not_tell_how_texts_are_written() -> None:
    rijen = [("Gemeente", "Trajecten", "Unieke actieve BSN's"), ("Hoorn", "1.234", 1.0), ("Enkhuizen", "2.345", 2.0)]
    assert waarden(xlsx(rijen)) == {(H, T): 1234, (E, T): 2345, (H, A): 1, (E, A): 2}


def test_noise_begins_behind_the_ninth_decimal() -> None:
    assert without_noise(Decimal("4.0000000001")) == 4
    assert without_noise(Decimal("4.000000001")) == Decimal("4.000000001")
    long = Decimal("1" * 20 + "." + "1" * 10)
    assert without_noise(long) is long


def test_two_units_behind_a_number_are_taken_off() -> None:
    found = written("5 % €")
    assert found is not None and found.digits == "5"


def test_text_of_forty_signs_can_be_a_number() -> None:
    assert written(" " * 39 + "4") is not None and written(" " * 40 + "4") is None
