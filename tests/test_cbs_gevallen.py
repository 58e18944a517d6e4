"""Tables that comparable tools misread, and others of the same kinds: nothing is called equal that was not compared."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tabellen import CIJFERS, JAAR, KOP, B, Rijen, T, kies, lees, regels, tekst, vergelijk, waarden, xlsx

from ddas_report.indicatoren.evaluate import figures
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.report.beside import more_than_parts, outcome

EIGEN = {("0405", T): 4.0, ("0388", T): 3.0, ("0405", B): 5.0, ("0388", B): 2.0, ("totaal", T): 7.0}
NAMEN = ("Gemeente", "Trajecten")
SJABLOON = "gemeentecode;gemeente;id;cijfer;Uit uw bestand;CBS"
GOED: Rijen = [(*KOP,), ("0405", 4, 5), ("0388", 3, 2)]


def uitslag(data: bytes, eigen: Mapping[tuple[str, str], float | None] = EIGEN) -> str:
    """The first sentence of the chapter."""
    return next(iter(outcome(vergelijk(eigen, data), lees(data))))


# V: not compared, and never told as equal


@pytest.mark.parametrize(
    "data",
    [
        tekst([KOP, ("0363", 5000, 4900)]),
        tekst([NAMEN, ("Amsterdam", 4), ("Utrecht", 3)]),
        tekst([KOP, ("0405", "x", "."), ("0388", "-", "geheim")]),
        tekst([KOP, ("totaal", 7, 7)]),
    ],
    ids=["another gemeente", "other names", "all secret", "a total alone"],
)
def test_when_nothing_is_compared_that_is_said_and_what_to_do(data: bytes) -> None:
    zin = uitslag(data)
    assert zin.startswith("Geen enkel cijfer is vergeleken. ") and "Alle" not in zin and len(zin) > 100


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (tekst(GOED), "Alle 4 cijfers zijn gelijk aan die van het CBS."),
        (tekst([KOP, ("0405", 4, "x"), ("0388", 3, None)]), "2 gelijk, 0 anders, 2 niet vergeleken (geheim of leeg)."),
        (
            tekst([(*KOP, "Inwoners"), ("0405", 4, 5, 9)]),
            "2 gelijk, 0 anders, 0 niet vergeleken, 1 kolom of rij niet herkend.",
        ),
        (tekst([KOP, ("0405", 4, 6), ("0388", 3, 2)]), "3 gelijk, 1 anders, 0 niet vergeleken."),
        (tekst([KOP, ("0405", "4*", "5*")]), "Alle 2 cijfers zijn gelijk aan die van het CBS."),
        (
            tekst([(*KOP, "Unieke actieve BSN's"), ("0405", 4, 5, "-")]),
            "2 gelijk, 0 anders, 1 niet vergeleken (nihil).",
        ),
    ],
)
def test_agreement_says_of_how_many(data: bytes, zin: str) -> None:
    assert uitslag(data) == zin


@pytest.mark.parametrize(
    ("totaal", "zinnen"),
    [(7, []), (6, []), (8, ["bij Trajecten is het totaal 8, en zijn de gemeenten samen 7"])],
    ids=["as its parts", "less, for one may stand in two gemeenten", "more"],
)
def test_total_that_is_more_than_its_gemeenten_is_told(totaal: int, zinnen: list[str]) -> None:
    rows = [KOP[:2], ("0405", 4), ("0388", 3), ("Totaal", totaal)]
    held = vergelijk(EIGEN, tekst(rows))
    assert [zin.split(": ")[1].split(". ")[0] for zin in more_than_parts(held, figures(JAAR))] == zinnen
    assert list(more_than_parts(vergelijk(EIGEN, tekst([*rows[:2], rows[3]])), figures(JAAR))) == []


def formulas(bladen: list[Worksheet]) -> None:
    bladen[0]["C2"], bladen[0]["C3"] = "=B2+1", "=SUM(B2:B3)"


def test_a_formula_without_a_stored_value_is_named_with_the_remedy() -> None:
    found = kies(xlsx(GOED, change=formulas))
    assert [(one.cel, one.soort) for one in found.niet] == [
        ("Blad1!C2", "formule zonder waarde"),
        ("Blad1!C3", "formule zonder waarde"),
    ]
    assert "open het bestand in Excel en sla het op" in found.niet[0].reden


def rewritten(change: Callable[[str], str], data: bytes) -> bytes:
    """A workbook of which every part of XML is changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for naam in old.namelist():
            new.writestr(naam, change(old.read(naam).decode()))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "inside", "soort"),
    [
        ("", "<f>1+1</f><v></v>", "formule zonder waarde"),
        ("", "<f>1+1</f>", "formule zonder waarde"),
        (' t="e"', "<f>1/0</f><v>#DIV/0!</v>", "geen getal"),
        (' t="b"', "<v>1</v>", "geen getal"),
    ],
)
def test_a_cell_without_a_number_says_what_it_is(kind: str, inside: str, soort: str) -> None:
    new = f'<c r="B2"{kind}>{inside}</c>'
    data = rewritten(lambda xml: re.sub(r'<c r="B2".*?</c>', new, xml), xlsx(GOED))
    assert [(one.cel, one.soort) for one in kies(data).niet] == [("Blad1!B2", soort)]


def test_a_formula_with_its_value_is_read() -> None:
    new = '<c r="B2"><f>2*2</f><v>4</v></c>'
    assert waarden(rewritten(lambda xml: re.sub(r'<c r="B2".*?</c>', new, xml), xlsx(GOED)))["0405", T] == 4


# F: of two candidates the first never wins in silence


def hide(what: str) -> Callable[[list[Worksheet]], None]:
    def change(bladen: list[Worksheet]) -> None:
        blad = bladen[0]
        match what:
            case "row":
                blad.row_dimensions[2].hidden = True
            case "column":
                blad.column_dimensions["B"].hidden = True
            case "columns":
                blad.column_dimensions.group("B", "C", hidden=True)
            case _:
                blad.sheet_state = what

    return change


@pytest.mark.parametrize(
    ("what", "sheets", "verwacht"),
    [
        ("hidden", [[NAMEN, ("Hoorn", 9)], [NAMEN, ("Hoorn", 4)]], "het blad 'Blad1'"),
        ("veryHidden", [[NAMEN, ("Hoorn", 9)], [NAMEN, ("Hoorn", 4)]], "het blad 'Blad1'"),
        ("row", [[NAMEN, ("Hoorn", 9), ("Hoorn", 4)]], "rij 2 van blad 'Blad1'"),
        ("column", [[("Gemeente", "Trajecten", "Trajecten"), ("Hoorn", 9, 4)]], "kolom B van blad 'Blad1'"),
        (
            "columns",
            [[("Gemeente", "Trajecten", "Trajecten", "Trajecten"), ("Hoorn", 9, 8, 4)]],
            "kolommen B en C van blad 'Blad1'",
        ),
    ],
)
def test_what_is_hidden_is_not_read_and_is_named(what: str, sheets: list[Rijen], verwacht: str) -> None:
    data = xlsx(*sheets, change=hide(what))
    assert waarden(data) == {("0405", T): 4}
    assert f"Verborgen, en dus niet gelezen: {verwacht}." in lees(data).opmerkingen


@pytest.mark.parametrize(
    "code", ["PV27", "CR18", "LD02", "NL01", "NL10", "WK040500", "BU04050001", "GM040500", "COROP18"]
)
def test_a_row_of_another_area_is_no_gemeente(code: str) -> None:
    found = kies(tekst([("Regiocode", "Regio", "Trajecten"), (code, "Hoorn", 9999), ("GM0405", "Hoorn", 4)]))
    assert [(one.gemeente, one.waarde) for one in found.cijfers] == [("0405", 4)]
    assert [one.soort for one in found.niet] == ["geen gemeente"]


@pytest.mark.parametrize(
    ("titel", "deel"),
    [
        ("Schuldhulpverlening 2024, inclusief ondernemers", False),
        ("Alle cliënten vanaf 18 jaar, ook zzp'ers en jongeren", False),
        ("Personen met en zonder kinderen", False),
        ("Tellingen, geen prognoses of indexcijfers", False),
        ("Schuldhulp in verschillende gemeenten", False),
        ("Schuldhulp aan jongeren, ook ondernemers", True),
        ("Schuldhulp inclusief nazorg voor jongeren", True),
        ("Inclusief ondernemers, jongeren tot 27 jaar", True),
        ("Cliënten zonder kinderen", True),
        ("Schuldhulp, geen ondernemers", True),
        ("Geen tellingen maar indexcijfers", True),
        ("Jaarprognose", True),
    ],
)
def test_title_that_says_who_is_counted_as_well_is_not_of_a_part(titel: str, deel: bool) -> None:
    assert waarden(tekst([(titel,), NAMEN, ("Hoorn", 4)])) == ({} if deel else {("0405", T): 4})


@pytest.mark.parametrize("naam", ["Nederland", "Landelijk", "Heel Nederland", "NL"])
def test_the_country_is_never_the_total_of_a_delivery(naam: str) -> None:
    data = tekst([*GOED, (naam, 7, 7)])
    assert not [rij for rij in vergelijk(EIGEN, data).rijen if rij.gemeente == "totaal"]


@pytest.mark.parametrize(
    ("rijen", "compared"),
    [
        ([*GOED, ("totaal", 7, None)], True),
        ([*GOED, ("0363", 5, 5), ("totaal", 7, None)], False),
        ([*GOED[:2], ("totaal", 7, None)], False),
        ([KOP, ("totaal", 7, None)], False),
    ],
)
def test_a_total_is_compared_over_the_same_gemeenten_alone(rijen: Rijen, compared: bool) -> None:
    found = vergelijk(EIGEN, tekst(rijen))
    assert ("totaal" in {rij.gemeente for rij in found.rijen}) == compared
    assert compared or "ander totaal" in {one.soort for one in found.niet_vergeleken}


@pytest.mark.parametrize(
    "rijen",
    [
        [("Code", *NAMEN), (1, "Hoorn", 4), (2, "Enkhuizen", 3)],
        [("Inwoners (x 1000)", "Naam", "Trajecten"), (80, "Hoorn", 4), (50, "Enkhuizen", 3)],
        [("Code", *NAMEN), (344, "Hoorn", 4), (363, "Enkhuizen", 3)],
        [(None, *NAMEN), (1, "Hoorn", 4), (2, "Enkhuizen", 3)],
        [("Nr.", "Gemeentenaam", "Trajecten"), (14, "Hoorn", 4), (34, "Enkhuizen", 3)],
    ],
)
def test_numbers_that_do_not_go_with_the_names_are_no_codes(rijen: Rijen) -> None:
    assert waarden(tekst(rijen)) == {("0405", T): 4, ("0388", T): 3}


def test_one_row_whose_code_and_name_contradict_each_other_is_passed_over() -> None:
    found = kies(tekst([("Code", *NAMEN), ("0405", "Hoorn", 4), ("0388", "Medemblik", 8), ("0344", "Utrecht", 1)]))
    assert [one.gemeente for one in found.cijfers] == ["0405", "0344"]
    assert "horen niet bij dezelfde gemeente" in found.niet[0].reden


def test_in_a_table_of_provinces_utrecht_is_not_taken_for_the_gemeente() -> None:
    found = kies(tekst([("Regio", "Trajecten"), ("Drenthe", 5), ("Groningen", 6), ("Utrecht", 9), ("Hoorn", 4)]))
    assert [one.gemeente for one in found.cijfers] == ["0405"] and len(found.niet) == 3


@pytest.mark.parametrize(
    "boven",
    [
        [("Trajecten",), ("Peildatum 31-12-2024",)],
        [("", "Trajecten"), ("Peildatum",)],
        [("Unieke BSN's", "")],
        [("Gemeenten",), ("Trajecten", "")],
    ],
)
def test_a_title_that_equals_a_heading_is_not_the_heading(boven: Rijen) -> None:
    assert waarden(tekst([*boven, NAMEN, ("Hoorn", 4), ("Enkhuizen", 3)])) == {("0405", T): 4, ("0388", T): 3}


@pytest.mark.parametrize(
    ("kop", "periode"),
    [
        ("2024 1e halfjaar", Periode(date(2024, 1, 1), date(2024, 6, 30))),
        ("januari - juni 2024", Periode(date(2024, 1, 1), date(2024, 6, 30))),
        ("Q3 2024", Periode(date(2024, 7, 1), date(2024, 9, 30))),
        ("2024KW03", Periode(date(2024, 7, 1), date(2024, 9, 30))),
        ("2024MM02", Periode(date(2024, 2, 1), date(2024, 2, 29))),
        ("1-1-2023 t/m 31-12-2024", Periode(date(2023, 1, 1), date(2024, 12, 31))),
        ("2023-2024", Periode(date(2023, 1, 1), date(2024, 12, 31))),
        ("peildatum 31 december 2024", JAAR),
        ("eind 2024", JAAR),
        ("ultimo 2024", JAAR),
        ("1-1-2025", JAAR),
        ("Jaar 2024**", JAAR),
    ],
)
def test_the_columns_of_the_own_period_are_chosen(kop: str, periode: Periode) -> None:
    data = tekst([("", "2022", kop), ("Gemeente", "Trajecten", "Trajecten"), ("Hoorn", 9, 4)])
    assert waarden(data, periode) == {("0405", T): 4}


def test_without_a_period_of_the_delivery_years_are_not_chosen_between() -> None:
    with pytest.raises(DdasError, match="regel 2, kolom 2 en regel 2, kolom 3"):
        kies(tekst([("Gemeente", "Trajecten 2023", "Trajecten 2024"), ("Hoorn", 9, 4)]), Periode(None, None))


@pytest.mark.parametrize("periode", [Periode(None, None), Periode(JAAR.start, None), Periode(None, JAAR.eind)])
def test_of_two_years_none_is_chosen_when_the_period_is_half_known(periode: Periode) -> None:
    assert kies(tekst([("Gemeente", "Trajecten 2024"), ("Hoorn", 4)]), periode).cijfers[0].waarde == 4
    with pytest.raises(DdasError, match="hetzelfde cijfer"):
        kies(tekst([("Gemeente", "Trajecten 2023", "Trajecten 2024"), ("Hoorn", 4, 4)]), periode)


# N: notations and units


def styled(code: str, waarde: Any = 4) -> bytes:
    def change(bladen: list[Worksheet]) -> None:
        bladen[0]["B2"].value = waarde
        bladen[0]["B2"].number_format = code

    return xlsx([NAMEN, ("Hoorn", 0)], change=change)


def test_a_number_of_a_format_that_the_workbook_lacks_is_plain() -> None:
    data = rewritten(lambda xml: xml.replace('s="1"', 's="2"'), styled("0%"))
    assert waarden(data) == {("0405", T): 4}


def test_a_cell_beyond_the_last_column_of_a_sheet_is_harmless() -> None:
    data = rewritten(lambda xml: xml.replace('r="C2"', 'r="ZZZ2"'), xlsx([NAMEN, ("Hoorn", 4, "x")]))
    assert waarden(data) == {("0405", T): 4}


def test_a_figure_merged_over_two_rows_is_that_of_the_first() -> None:
    data = xlsx([NAMEN, ("Hoorn", 4), ("Enkhuizen", None)], merge=["B2:B3"])
    assert waarden(data) == {("0405", T): 4}
    assert [(one.gemeente, one.reden) for one in kies(data).niet] == [
        ("0388", "hier staat geen getal maar een samengevoegde cel")
    ]


@pytest.mark.parametrize(
    "code", ["0%", "0.0%", "0.00%", "0%;[Red]-0%", '"€" #,##0', "[$€-413] #,##0.00", "[$EUR] 0", '0"‰"', '0" x 1000"']
)
def test_a_percentage_or_an_amount_is_no_count(code: str) -> None:
    assert waarden(styled(code, 0.04)) == {}
    assert kies(styled(code, 0.04)).niet[0].soort in ("percentage", "bedrag", "duizendtallen")


@pytest.mark.parametrize(
    "code", ['0"%"', "0\\%", '0" % van alles"', "#,##0", "0.00", "[$-413]0", '0" stuks"', "General"]
)
def test_any_other_format_leaves_the_number(code: str) -> None:
    assert waarden(styled(code)) == {("0405", T): 4}


@pytest.mark.parametrize("waarde", [4.000000000000001, 3.9999999999999996, 4.0000000000002, "4,000000000000001"])
def test_the_noise_of_computing_is_no_difference(waarde: Any) -> None:
    assert vergelijk(EIGEN, xlsx([NAMEN, ("Hoorn", waarde)])).gelijk == 1


@pytest.mark.parametrize(
    "cel", ["4%", "4 %", "4 procent", "€ 4", "4 euro", "EUR 4", "vier", "4-5", "ca. 4", "< 5", "1-4-2024", "4 / 7"]
)
def test_what_is_written_as_no_count_is_passed_over(cel: str) -> None:
    found = kies(tekst([NAMEN, ("Hoorn", cel)]))
    assert found.cijfers == () and [one.cel for one in found.niet] == ["regel 2, kolom 2"]


@pytest.mark.parametrize(
    "kop", ["Trajecten (%)", "% Trajecten", "Trajecten in %", "Trajecten (x 1 000)", "Trajecten per 1 000 inwoners",
            "Trajecten (euro)", "Aandeel trajecten"]
)  # fmt: skip
def test_a_heading_that_says_another_unit_is_no_count(kop: str) -> None:
    assert waarden(tekst([("Gemeente", kop, "Unieke BSN's"), ("Hoorn", 4, 5)])) == {("0405", B): 5}


@pytest.mark.parametrize(
    ("mark", "soort"), [("-", "nihil"), ("x", "geheim"), (".", "onbekend"), ("n.v.t.", "niet van toepassing")]
)
def test_a_mark_is_named_for_what_it_is(mark: str, soort: str) -> None:
    assert [one.soort for one in kies(tekst([KOP, ("0405", mark, 5)])).niet] == [soort]


def test_how_an_open_notation_was_read_is_told() -> None:
    assert "'4.000' is 4000" in " ".join(lees(tekst([KOP, ("0405", "4.000", "5")])).opmerkingen)
    assert "'4.000' daarom als 4" in " ".join(lees(tekst([KOP, ("0405", "4.000", "5.000")])).opmerkingen)


@pytest.mark.parametrize(
    ("code", "ziet"),
    [(";;;", False), ('"x"', False), ('[<5]"<5";0', False), ('[<=3]"x";0', True), ('0;0;"-"', True), ("dd-mm", False)],
)
def test_a_number_that_the_format_does_not_show_is_not_read(code: str, ziet: bool) -> None:
    assert waarden(styled(code)) == ({("0405", T): 4} if ziet else {})
    assert waarden(styled('0;0;"-"', 0)) == {("0405", T): 0}


@pytest.mark.parametrize("cel", ["<5", "< 10", "≤ 4", "<= 4", "minder dan 10"])
def test_a_bound_in_place_of_a_figure_is_secret(cel: str) -> None:
    assert [one.soort for one in kies(tekst([KOP, ("0405", cel, 5)])).niet] == ["geheim"]


# D: nothing is dropped in silence


@pytest.mark.parametrize(
    "lines",
    [
        ["Gemeente,Trajecten,Unieke BSN's", "Hoorn,4,0,5,0", "Enkhuizen,3,2"],
        ["Gemeente,Trajecten,Unieke BSN's", "Hoorn,1,234,5", "Enkhuizen,3,2"],
        ["Gemeente;Trajecten;Unieke BSN's", "Hoorn;;4;5", "Enkhuizen;3;2"],
        ["Gemeente;Trajecten;Unieke BSN's", "Hoorn;;4;5", "Enkhuizen;3;2;7%"],
        ["Gemeente;Trajecten;Unieke BSN's", "Hoorn;9;4;5;7%", "Enkhuizen;3;2;7%", "Medemblik;;;7%"],
    ],
)
def test_a_line_on_which_cells_have_moved_is_not_read(lines: list[str]) -> None:
    assert waarden(regels(*lines)) == {("0388", T): 3, ("0388", B): 2}
    assert ("0405", "verschoven") in {(one.gemeente, one.soort) for one in kies(regels(*lines)).niet}


@pytest.mark.parametrize(
    "lines",
    [
        ["Gemeente;Trajecten", "Hoorn;4;57%"],
        ["Gemeente;Trajecten", "Hoorn;4;57", "Enkhuizen;3;43", "Medemblik;;43"],
        [";Hoorn;Enkhuizen", "Trajecten;4;3;7"],
        [SJABLOON, f"0405;Hoorn;{T};Trajecten;4;4;57"],
    ],
)
def test_numbers_that_most_lines_have_beyond_the_last_heading_move_nothing(lines: list[str]) -> None:
    assert waarden(regels(*lines))["0405", T] == 4


def test_a_text_beyond_the_last_heading_moves_nothing() -> None:
    assert waarden(regels("Gemeente;Trajecten", "Hoorn;4;let op", "Enkhuizen;3")) == {("0405", T): 4, ("0388", T): 3}


@pytest.mark.parametrize(
    "lines",
    [
        ["Gemeente,Trajecten", "Hoorn,4,0", "Enkhuizen,3,0"],
        [",Hoorn,Enkhuizen", "Trajecten,4,0,3,0"],
        [";Hoorn;Enkhuizen", "Trajecten;;4;3"],
        ["Gemeente;Trajecten;Unieke BSN's", "14;Hoorn;4;5"],
        ["Code;Trajecten;Unieke BSN's", *(f"{n};405;4;5" for n in range(1, 16))],
    ],
    ids=["decimals", "decimals, across", "a sign too many", "a name too many", "a number of the row too many"],
)
def test_lines_that_have_all_moved_are_not_read(lines: list[str]) -> None:
    assert waarden(regels(*lines)) == {}


def test_a_column_of_cells_that_have_moved_is_not_read() -> None:
    assert waarden(regels(",Hoorn,Enkhuizen", "Trajecten,4,0,3,0", "Unieke BSN's,5,2")) == {
        ("0405", B): 5,
        ("0388", B): 2,
    }


@pytest.mark.parametrize(
    ("rij", "soort"),
    [
        ("0388;Hoorn;op_orde.trajecten;Trajecten;4;3", "geen gemeente"),
        ("0405;Hoorn;op_orde.trajecten;Unieke BSN's;4;3", "spreekt zichzelf tegen"),
        ("0405;Hoorn;op_orde.trajecten;Trajecten;4;3;5", "verschoven"),
    ],
)
def test_a_row_of_the_template_that_contradicts_itself_is_not_read(rij: str, soort: str) -> None:
    found = kies(regels(SJABLOON, rij, "0388;Enkhuizen;op_orde.trajecten;Trajecten;3;3"))
    assert [one.soort for one in found.niet] == [soort] and [one.cel for one in found.cijfers] == ["regel 3, kolom 6"]


def test_a_row_of_the_template_without_a_code_says_so() -> None:
    (found,) = kies(regels(SJABLOON, f";Hoorn;{T};Trajecten;4;4")).niet
    assert found.reden == "op deze rij staat geen gemeente"


def test_of_two_columns_of_cbs_in_the_template_neither_wins() -> None:
    with pytest.raises(DdasError, match="kolom 6 en regel 2, kolom 7"):
        kies(regels(f"{SJABLOON};CBS", "0405;Hoorn;op_orde.trajecten;Trajecten;4;3;4"))


@pytest.mark.parametrize(
    ("data", "wat"),
    [
        (b"%PDF-1.7", "is een PDF"),
        (b"<html><table>", "is een webpagina"),
        (b'{"formaat": "ddas-report/1"}', "is een JSON-bestand"),
        (b'[{"gemeente":"Hoorn","trajecten":4}]', "is een JSON-bestand"),
        (b'[\n  {"gemeente": "Hoorn"}]', "is een JSON-bestand"),
        (b"\x1f\x8b\x08", "is een ingepakt bestand"),
        (b" \n", "is leeg"),
    ],
)
def test_what_is_no_table_is_told_for_what_it_is(data: bytes, wat: str) -> None:
    with pytest.raises(DdasError, match=wat):
        lees(data)


@pytest.mark.parametrize("noot", ["[Tabel 1] schuldhulp", "{concept}", "[1]"])
def test_a_table_that_begins_with_a_note_in_brackets_is_no_json(noot: str) -> None:
    assert waarden(regels(noot, "Gemeente;Trajecten", "Hoorn;4")) == {("0405", T): 4}


def test_a_zip_with_a_table_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("cbs.csv", "Gemeente;Trajecten")
    with pytest.raises(DdasError, match="is een zip-bestand"):
        lees(buffer.getvalue())


@pytest.mark.parametrize(("maat", "ziet"), [("0", False), ("0.0", False), ("0.00", False), ("0.5", True), ("", True)])
def test_a_row_without_height_is_hidden(maat: str, ziet: bool) -> None:
    data = rewritten(
        lambda xml: xml.replace('<row r="2"', f'<row r="2" ht="{maat}"'), xlsx([NAMEN, ("Hoorn", 9), ("Enkhuizen", 3)])
    )
    assert waarden(data) == ({("0405", T): 9} if ziet else {}) | {("0388", T): 3}


def test_a_bar_may_part_the_cells() -> None:
    assert waarden(regels("Gemeente|Trajecten", "Hoorn|4")) == {("0405", T): 4}


def test_a_table_of_which_the_headings_are_hidden_says_so() -> None:
    data = xlsx([NAMEN, ("Hoorn", 4)], change=lambda bladen: setattr(bladen[0].row_dimensions[1], "hidden", True))
    with pytest.raises(DdasError) as caught:
        lees(data)
    assert "rij 1 van blad 'Blad1'" in caught.value.advies


@pytest.mark.parametrize("text", ["Jan Jansen", "Let op: cijfers zijn voorlopig", "Cluster A"])
def test_an_unknown_text_on_a_row_of_its_own_is_told_by_its_place(text: str) -> None:
    data = tekst([NAMEN, (text,), ("Hoorn", 4), ("Een noot zonder rijen eronder",)])
    (told,) = lees(data).opmerkingen
    assert told.startswith("Wij begrijpen niet wat boven sommige rijen staat: de tekst in regel 2, kolom 1. ")
    assert waarden(data) == {("0405", T): 4} and kies(data).niet == ()


@pytest.mark.parametrize(
    "text",
    [
        "Jongeren van cluster A",
        "Mannen in cluster A",
        "Cluster A, %",
        "Groei van cluster A",
        "Cluster A per 1.000 inwoners",
        "18-26 jaar",
        "Leeftijd 18 tot 27",
        "Wijk Grote Waal",
        "Dak- en thuislozen",
    ],
)
def test_a_part_is_known_among_unknown_words_and_only_a_known_text_ends_it(text: str) -> None:
    rijen = [NAMEN, ("Medemblik", 2), (text,), ("Hoorn", 4), ("Cluster B",), ("Enkhuizen", 3)]
    assert waarden(tekst(rijen)) == {("0420", T): 2}
    assert all("luster" not in one.reden for one in kies(tekst(rijen)).niet)


def test_a_sheet_whose_name_is_not_shown_is_still_read() -> None:
    data = xlsx([NAMEN, ("Hoorn", 4)], change=lambda bladen: setattr(bladen[0], "title", "2024H1"))
    assert waarden(data) == {} and kies(data).niet[0].cel == "blad 1!B2"


@pytest.mark.parametrize(
    ("lines", "regel"),
    [
        (["Gemeentecode;Gemeente;Trajecten", "0405;Hoorn;4", '0388;"Enkhuizen;9', "0420;Medemblik;8"], 3),
        (["Gemeentecode;Gemeente;Trajecten", '0405;"Hoorn;4', '0388;Enkhuizen";9'], 2),
        (["Gemeentecode;Gemeente;Trajecten", '0405;"Ho"orn";4'], 2),
        (["Gemeentecode;Gemeente;Trajecten", "0405;Hoorn;4", '"0388;Enkhuizen;9'], 3),
        (["Gemeentecode,Gemeente,Trajecten", '0405,"Hoorn,4', "0388,Enkhuizen,9"], 2),
    ],
)
def test_a_loose_quote_is_refused_with_its_line(lines: list[str], regel: int) -> None:
    with pytest.raises(DdasError, match=f"Op regel {regel} van"):
        lees(regels(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ["Gemeentecode;Gemeente;Trajecten", '0405;Hoorn "stad";4'],
        ['"Gemeentecode";"Gemeente";"Trajecten"', '"0405";"Hoorn";"4"'],
        ["Gemeentecode;Gemeente;Trajecten", '0405;"Hoorn\n";4'],
        ['"Toelichting; over\nmeer regels";;', "Gemeentecode;Gemeente;Trajecten", "0405;Hoorn;4"],
        ["sep=;", "Gemeentecode;Gemeente;Trajecten", "0405;Hoorn;4"],
    ],
)
def test_a_sound_quote_is_read(lines: list[str]) -> None:
    assert waarden(regels(*lines)) == {("0405", T): 4}


@pytest.mark.parametrize("text", ["-", "Trajecten", "Bijgewerkt op 12-03-2025", "Noord-Holland"])
def test_a_text_alone_on_a_row_that_is_no_part_ends_nothing(text: str) -> None:
    assert waarden(tekst([NAMEN, ("Hoorn", 4), (text,), ("Enkhuizen", 3)])) == {("0405", T): 4, ("0388", T): 3}


@pytest.mark.parametrize(
    ("rijen", "soort", "reden"),
    [
        ([("Gemeente", "Trajecten mannen"), ("Hoorn", 4)], "alleen mannen", "dit gaat alleen over mannen"),
        ([NAMEN, ("Alleenstaande vrouwen",), ("Hoorn", 4)], "alleen vrouwen", "dit gaat alleen over vrouwen"),
        ([("Gemeente", "Trajecten (x 1000)"), ("Hoorn", 4)], "duizendtallen", "dit zijn duizendtallen"),
        ([("Gemeente", "Trajecten (%)"), ("Hoorn", 4)], "percentage", "dit is een percentage en geen aantal"),
    ],
)
def test_a_figure_that_is_another_says_which(rijen: Rijen, soort: str, reden: str) -> None:
    assert [(one.soort, one.reden) for one in kies(tekst(rijen)).niet] == [(soort, reden)]


def test_a_strict_workbook_is_read() -> None:
    strict = rewritten(
        lambda xml: xml.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        xlsx(GOED),
    )  # fmt: skip
    assert waarden(strict) == waarden(xlsx(GOED))


def test_the_cell_of_every_figure_is_told() -> None:
    assert [rij.cel for rij in vergelijk(EIGEN, xlsx(GOED)).rijen] == ["Blad1!B2", "Blad1!B3", "Blad1!C2", "Blad1!C3"]
    assert vergelijk(EIGEN, tekst(GOED)).rijen[0].cel == "regel 2, kolom 2"


def test_our_own_figures_have_labels_that_are_read_back() -> None:
    rijen = [("Gemeente", *CIJFERS.values()), ("Hoorn", *range(1, len(CIJFERS) + 1))]
    assert waarden(tekst(rijen)) == {("0405", id_): n for n, id_ in enumerate(CIJFERS, start=1)}
