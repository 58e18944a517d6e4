"""Reading the figures of CBS from tables as people make them, and holding them against ours."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for

from ddas_report.compare import read_cbs as cbs
from ddas_report.compare import sheets as bladen
from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import CbsComparison, OneSide, compare_with_cbs
from ddas_report.compare.numbers import notation, read_number
from ddas_report.compare.read_cbs import CbsTable, NotUnderstood, op_orde_figures, read_cbs
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.read.flatten import collect

CIJFERS = op_orde_figures()
T, B, U = "op_orde.trajecten", "op_orde.unieke_bsn", "op_orde.stap.uitstroom"
LEEG = Evidence(collect({"leveringen": []}, []).frames, Periode(None, None))
Rijen = Sequence[Sequence[Any]]


def xlsx(*sheets: Rijen, merge: str = "", formaat: tuple[str, str] | None = None) -> bytes:
    """A workbook with a sheet for each table."""
    boek = openpyxl.Workbook()
    boek.remove(boek.worksheets[0])
    for rijen in sheets:
        blad = boek.create_sheet()
        for rij in rijen:
            blad.append(list(rij))
        if merge:
            blad.merge_cells(merge)
        if formaat:
            blad[formaat[0]].number_format = formaat[1]
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def tekst(rijen: Rijen, teken: str = ";", codering: str = "utf-8") -> bytes:
    """The same table as CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=teken).writerows(rijen)
    return buffer.getvalue().encode(codering)


def read_delivery(data: bytes) -> CbsTable:
    return read_cbs("cbs.xlsx", data, CIJFERS)


def waarden(tabel: CbsTable) -> dict[tuple[str, str], float]:
    return {(code, id_): waarde for code, id_, waarde, _ in tabel.waarden.iter_rows()}


def cijfers(eigen: dict[tuple[str, str], float | None]) -> pl.DataFrame:
    rows = [(code, id_, waarde) for (code, id_), waarde in eigen.items()]
    return pl.DataFrame(rows, schema={"gemeente": pl.String, "id": pl.String, "waarde": pl.Float64}, orient="row")


def compare_figures(eigen: dict[tuple[str, str], float | None], rijen: Rijen) -> CbsComparison:
    return compare_with_cbs(cijfers(eigen), read_delivery(tekst(rijen)), LEEG)


KOP = ("Gemeentecode", "Trajecten", "Unieke BSN's")
PLAT = {("0344", T): 12.0, ("0344", B): 10.0}

TABELLEN: dict[str, Rijen] = {
    "labels": [KOP, ("0344", 12, 10)],
    "ids": [("gemeente", T, B), ("0344", 12, 10)],
    "the last part of the id": [("code", "trajecten", "unieke_bsn"), ("0344", 12, 10)],
    "other capitals, spaces and accents": [("GEMEENTE-CODE", " trajécten ", "unieke  bsn’s"), ("0344", 12, 10)],
    "GM-prefix": [KOP, ("GM0344", 12, 10)],
    "small gm and a space": [KOP, ("gm 344", 12, 10)],
    "lost zero": [KOP, (344, 12, 10)],
    "a name instead of a code": [("Gemeente", *KOP[1:]), ("Utrecht", 12, 10)],
    "a name that says it is a gemeente": [("Regio", *KOP[1:]), ("Utrecht (gemeente)", 12, 10)],
    "code and name": [("Naam gemeente", *KOP), ("Utrecht", "0344", 12, 10)],
    "no heading above the code": [(None, *KOP[1:]), ("0344", 12, 10)],
    "titles above the heading": [("Op-orde-rapport 2024",), (), ("Gemaakt in mei",), KOP, ("0344", 12, 10)],
    "a row with units": [KOP, (None, "aantal", "aantal"), ("0344", 12, 10)],
    "footnotes": [KOP, ("0344", 12, 10), (), ("Bron: CBS",)],
    "no value": [KOP, ("0344", 12, 10), ("0363", "x", "n.b."), ("0518", "-", ".")],
    "a group title above": [(None, "Trajecten en cliënten", None), KOP, ("0344", 12, 10)],
    "headings over two rows": [("Gemeentecode", None, "Unieke BSN's"), (None, "Trajecten", None), ("0344", 12, 10)],
}


@pytest.mark.parametrize("maak", [xlsx, tekst], ids=["xlsx", "csv"])
@pytest.mark.parametrize("rijen", TABELLEN.values(), ids=TABELLEN)
def test_a_plain_table_is_understood(rijen: Rijen, maak: Callable[[Rijen], bytes]) -> None:
    assert waarden(read_delivery(maak(rijen))) == PLAT


@pytest.mark.parametrize("naam", ["totaal", "Totaal", "TOTAAL", "Nederland", "Alle gemeenten"])
def test_a_totals_row_is_the_total(naam: str) -> None:
    rijen = [("Gemeente", "Naam", *KOP[1:]), ("0344", "Utrecht", 12, 10), (None, naam, 20, 18)]
    assert waarden(read_delivery(tekst([*rijen[:2], (naam, None, 20, 18)])))["totaal", T] == 20
    named = [("Code", "Gemeente", *KOP[1:]), *rijen[1:]]
    assert waarden(read_delivery(tekst(named)))["totaal", B] == 18


@pytest.mark.parametrize("teken", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_delimiter_and_encoding_is_read(teken: str, codering: str) -> None:
    rijen = [("Gemeente", "Trajecten", "Cliënten €"), ("Súdwest-Fryslân", "1.234,5", 10)]
    tabel = read_delivery(tekst(rijen, teken, codering))
    assert waarden(tabel) == {("1900", T): 1234.5}
    assert tabel.niet_begrepen == (NotUnderstood("Cliënten €"),)


def test_merged_group_titles_above_the_heading_are_no_heading() -> None:
    rijen = [(None, "Tellingen", None), KOP, ("0344", 12, 10)]
    assert waarden(read_delivery(xlsx(rijen, merge="B1:C1"))) == PLAT


def test_a_heading_merged_over_two_rows_is_read() -> None:
    rijen = [("Gemeentecode", "Stappen", None), (None, "Uitstroom", "Trajecten"), ("0344", 3, 12)]
    boek = openpyxl.load_workbook(io.BytesIO(xlsx(rijen, merge="A1:A2")))
    boek.worksheets[0].merge_cells("B1:C1")
    buffer = io.BytesIO()
    boek.save(buffer)
    assert waarden(read_delivery(buffer.getvalue())) == {("0344", U): 3, ("0344", T): 12}


def test_the_sheet_with_the_figures_is_found_and_named() -> None:
    tabel = read_delivery(xlsx([("Toelichting",), ("Bron",)], [KOP, ("0344", 12, 10)]))
    assert waarden(tabel) == PLAT
    assert tabel.opmerkingen == ("Gelezen is het blad 'Sheet1'.",)


def test_what_is_not_understood_is_named_and_never_guessed() -> None:
    rijen = [(*KOP, "Aantal trajecten", "Inwoners"), ("0344", 12, 10, 99, 5), ("Utrechtje", 1, 1, 1, 1), ("Bron: CBS",)]
    tabel = read_delivery(tekst(rijen))
    assert tabel.begrepen == {"Trajecten": T, "Unieke BSN's": B}
    assert tabel.niet_begrepen == (NotUnderstood("Aantal trajecten", "Trajecten"), NotUnderstood("Inwoners"))
    assert tabel.niet_begrepen_rijen == ("Rij 3: geen gemeente herkend.", "Rij 4: geen cijfers.")
    assert waarden(tabel) == PLAT


def test_a_name_of_two_gemeenten_is_not_guessed() -> None:
    tabel = read_delivery(tekst([("Gemeente", "Trajecten"), ("Bergen", 1), ("Bergen (L.)", 2), ("Hengelo", 3)]))
    assert waarden(tabel) == {("0893", T): 2, ("0164", T): 3}


def test_text_where_a_number_belongs_is_named_by_its_cell() -> None:
    tabel = read_delivery(tekst([KOP, ("0344", "twaalf", 10)]))
    assert tabel.opmerkingen == ("Deze cellen zijn geen getal en tellen niet mee: B2.",)


def test_of_two_rows_for_a_gemeente_the_first_counts() -> None:
    tabel = read_delivery(tekst([KOP, ("0344", 12, 10), ("GM0344", 13, 10)]))
    assert waarden(tabel) == PLAT
    assert ["B3" in text for text in tabel.opmerkingen] == [True]


def test_a_second_column_for_the_same_figure_is_left_out() -> None:
    tabel = read_delivery(tekst([("Gemeentecode", "Trajecten", "trajecten"), ("0344", 12, 13)]))
    assert waarden(tabel) == {("0344", T): 12}
    assert tabel.niet_begrepen == (NotUnderstood("trajecten", "Trajecten"),)


@pytest.mark.parametrize("kop", ["999990019", "Jansen 12-05-1980"])
def test_a_heading_that_may_be_personal_is_named_by_its_column(kop: str) -> None:
    assert read_delivery(tekst([(*KOP, kop), ("0344", 1, 1, 1)])).niet_begrepen == (NotUnderstood("kolom D"),)


@pytest.mark.parametrize(
    ("teksten", "getallen"),
    [
        (["1234"], ["1234"]),
        (["1.234,5", "1.234"], ["1234.5", "1234"]),
        (["1,234.5", "1,234", "1.234"], ["1234.5", "1234", "1.234"]),
        (["0,500", "1.234", "1,234"], ["0.5", "1234", "1.234"]),
        (["1.234"], ["1234"]),
        (["1,234"], ["1234"]),
        (["1.5", "1,5", "1.234", "1,234"], ["1.5", "1.5", "1234", "1234"]),
        (["1 234", "1\u00a0234,5", "1\u202f234"], ["1234", "1234.5", "1234"]),
        (["€ 1.234", "1.234,50 euro", "EUR 12"], ["1234", "1234.50", "12"]),
        (["12,5 %", "12%"], ["12.5", "12"]),
        (["-5", "−5", "+5"], ["-5", "-5", "5"]),
        (["1.234.567", "1.234"], ["1234567", "1234"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_number_is_read_as_the_file_writes_numbers(teksten: list[str], getallen: list[str]) -> None:
    taal = notation(teksten)
    assert [read_number(text, taal) for text in teksten] == [Decimal(getal) for getal in getallen]


@pytest.mark.parametrize("mark", ["-", ".", "x", "X", "n.b.", "N.v.t.", "–"])
def test_a_mark_is_no_value(mark: str) -> None:
    assert read_number(mark, "") is None


@pytest.mark.parametrize("text", ["1e5", "12a", "1.23.4", "1,2,3", "--5", "12 34", "inf", "9" * 50, "²"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text, "nl")


def test_a_percentage_of_a_spreadsheet_is_read_as_it_is_shown() -> None:
    assert waarden(read_delivery(xlsx([KOP, ("0344", 0.125, 10)], formaat=("B2", "0.0%"))))["0344", T] == 12.5


WACHTWOORD = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")


def zip_of(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for naam, content in parts.items():
            archive.writestr(naam, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        (WACHTWOORD, "beveiligd met een wachtwoord"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "oud Excel-bestand"),
        (zip_of(a=b"tekst"), "geen Excel-bestand dat te lezen is"),
        (b"PK\x03\x04", "geen Excel-bestand dat te lezen is"),
        (zip_of(**{"xl/worksheets/sheet1.xml": bytes(20_000_001)}), "te groot"),
        (bytes(20_000_001), "te groot"),
        (zip_of(stijlen=bytes(2_000_001)), "te groot"),
        (b"%PDF-1.7 \x00\x01\x02 \x00", "geen Excel- of CSV-bestand"),
        (b"a;" + b"b" * 200_000, "geen CSV-bestand dat te lezen is"),
        (b"", "geen kop die wij kennen"),
        (b"naam;adres\r\nx;y\r\n", "geen kop die wij kennen"),
        (tekst([KOP]), "geen enkel cijfer"),
        (tekst([KOP, ("0344", "x", "x")]), "geen enkel cijfer"),
    ],
    ids=range(13),
)
def test_what_cannot_be_used_says_why_and_what_to_do(data: bytes, melding: str) -> None:
    with pytest.raises(DdasError, match=melding) as caught:
        read_delivery(data)
    assert caught.value.advies


def test_when_nothing_is_understood_the_template_is_named_and_near_headings_are_asked_after() -> None:
    with pytest.raises(DdasError) as caught:
        read_delivery(tekst([("Gemeentecode", "Aantal trajecten"), ("0344", 12)]))
    assert caught.value.advies.startswith("Bij 'Aantal trajecten': bedoelde u 'Trajecten'? ")
    assert "--cbs-template" in caught.value.advies


def altered(change: Callable[[str], str]) -> bytes:
    """A good workbook whose first sheet is rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([KOP, ("0344", 12, 10)]))) as old, zipfile.ZipFile(buffer, "w") as new:
        for naam in old.namelist():
            part = old.read(naam)
            new.writestr(naam, change(part.decode()).encode() if naam.endswith("sheet1.xml") else part)
    return buffer.getvalue()


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_goes() -> None:
    assert waarden(read_delivery(altered(lambda xml: xml.replace("A1:C2", "A1:XFD1048576")))) == PLAT
    far = altered(lambda xml: xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'))
    assert waarden(read_delivery(far)) == PLAT


def test_entities_that_swell_are_refused() -> None:
    steps = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a "{"1" * 10}">{steps}]>'

    def holding(entity: str) -> bytes:
        return altered(lambda xml: doctype + xml.replace("<v>12</v>", f"<v>&{entity};</v>"))

    with pytest.raises(DdasError, match="geen Excel-bestand"):
        read_delivery(holding("j"))


def test_more_rows_than_anyone_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bladen, "MAX_ROWS", 3)
    monkeypatch.setattr(cbs, "MAX_ROWS", 3)
    tabel = read_delivery(tekst([KOP, *((code, 1, 1) for code in range(1, 9))]))
    assert len(waarden(tabel)) == 4
    assert tabel.opmerkingen == ("Van elk blad zijn alleen de eerste 3 rijen gelezen.",)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings_for(300)
def test_any_bytes_are_a_table_or_an_error_of_ours(data: bytes) -> None:
    try:
        assert isinstance(read_delivery(data), CbsTable)
    except DdasError as error:
        assert error.melding and error.advies


@given(st.data())
@settings_for(150)
def test_a_broken_workbook_is_a_table_or_an_error_of_ours(data: st.DataObject) -> None:
    good = _GOED
    start = data.draw(st.integers(0, len(good)))
    broken = good[:start] + data.draw(st.binary(max_size=20)) + good[start + data.draw(st.integers(0, 50)) :]
    try:
        assert isinstance(read_delivery(broken), CbsTable)
    except DdasError as error:
        assert error.melding and error.advies


@given(st.data())
@settings_for(150)
def test_a_workbook_with_odd_xml_is_a_table_or_an_error_of_ours(data: st.DataObject) -> None:
    words = (
        "0344",
        "12",
        "10",
        "Gemeentecode",
        "Trajecten",
        't="n"',
        't="inlineStr"',
        'r="B2"',
        "<v>",
        "sheetData",
        '"',
    )
    odd = ("", "9" * 400, "-1", "1e999", "NaN", 't="s"', 't="d"', 't="b"', 't="e"', 'r="ZZZZ9"', "<f>", "é")
    word, other = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(odd) | st.text(max_size=5))
    times = data.draw(st.integers(1, 3))
    try:
        assert isinstance(read_delivery(altered(lambda xml: xml.replace(word, other, times))), CbsTable)
    except DdasError as error:
        assert error.melding and error.advies


_GOED = xlsx([KOP, ("0344", 12, 10)])
_CODES = ("0344", "0363", "0518", "onbekend", "totaal")
_IDS = tuple(CIJFERS)


def _nl(waarde: int) -> str:
    return f"{waarde:,}".replace(",", ".")


SCHRIJFWIJZEN: dict[str, Callable[[int], str]] = {
    "plain": str,
    "dutch": _nl,
    "english": "{:,}".format,
    "spaces": lambda waarde: f"{waarde:,}".replace(",", " "),
    "narrow spaces": lambda waarde: f"{waarde:,}".replace(",", "\u202f"),
    "dutch decimals": lambda waarde: f"{_nl(waarde)},0",
    "english decimals": lambda waarde: f"{waarde:,}.00",
    "euro": lambda waarde: f"€ {_nl(waarde)}",
}


@given(
    st.dictionaries(st.tuples(st.sampled_from(_CODES), st.sampled_from(_IDS)), st.integers(0, 20_000), min_size=1),
    st.sampled_from(sorted(SCHRIJFWIJZEN)),
    st.sampled_from(";,\t"),
)
@settings_for(200)
def test_our_own_figures_in_any_notation_are_equal(eigen: dict[tuple[str, str], int], wijze: str, teken: str) -> None:
    rijen = [
        ("Gemeentecode", *CIJFERS.values()),
        *(
            (code, *(SCHRIJFWIJZEN[wijze](eigen[code, i]) if (code, i) in eigen else "" for i in _IDS))
            for code in _CODES
        ),
    ]
    ours = cijfers({sleutel: float(waarde) for sleutel, waarde in eigen.items()})
    found = compare_with_cbs(ours, read_delivery(tekst(rijen, teken)), LEEG)
    assert (found.gelijk, found.verschillen) == (len(eigen), ())


def test_a_difference_is_what_cbs_counts_more() -> None:
    found = compare_figures({("0344", T): 12.0, ("0344", B): 10.0}, [KOP, ("0344", 15, 10)])
    assert [(rij.gemeente, rij.id, rij.eigen, rij.cbs, rij.verschil) for rij in found.verschillen] == [
        ("0344", T, 12, 15, 3)
    ]
    assert found.gelijk == 1


@pytest.mark.parametrize(
    ("eigen", "cbs", "gelijk"),
    [(12.3456, "12,3", True), (12.3456, "12", True), (12.3456, "12,35", True), (12.3456, "12,34", False)],
)
def test_a_figure_with_fewer_decimals_is_equal_when_ours_rounds_to_it(eigen: float, cbs: str, gelijk: bool) -> None:
    assert [rij.gelijk for rij in compare_figures({("0344", T): eigen}, [KOP, ("0344", cbs, "")]).rijen] == [gelijk]


def test_a_figure_we_could_not_count_says_why() -> None:
    (rij,) = compare_figures({("0344", U): None}, [("Gemeente", "Uitstroom"), ("0344", 3)]).verschillen
    assert rij.verschil is None
    assert rij.oorzaken == ("Zonder geldige begin- en einddatum van de levering kunnen wij dit cijfer niet tellen.",)


def test_gemeenten_of_one_side_are_named_with_what_may_explain_it() -> None:
    found = compare_figures(
        {("0344", T): 1.0, ("0457", T): 2.0, ("Almelo", T): 1.0, ("onbekend", T): 1.0},
        [KOP, ("0344", 1, ""), ("0363", 5, ""), ("0141", 1, ""), ("0518", 3, "")],
    )
    assert found.alleen_eigen == (
        OneSide("0457", ("Deze code lijkt te horen bij Amsterdam (0363); die staat wel bij het CBS.",)),
        OneSide("Almelo", ("Deze code lijkt te horen bij Almelo (0141); die staat wel bij het CBS.",)),
        OneSide("onbekend", ("Deze trajecten hebben geen gemeentecode.",)),
    )
    assert found.alleen_cbs == (
        OneSide("0141", ("In uw bestand staat een andere code die hierbij lijkt te horen: 'Almelo'.",)),
        OneSide("0363", ("In uw bestand staat een andere code die hierbij lijkt te horen: '0457'.",)),
        OneSide("0518"),
    )


@pytest.mark.parametrize(
    ("code", "aantal"), [("0344", "999990019"), ("0344", "-1"), ("0088", "1000"), ("totaal", "20000000")]
)
def test_a_count_that_no_gemeente_can_have_is_named_by_its_cell(code: str, aantal: str) -> None:
    tabel = read_delivery(tekst([KOP, (code, aantal, 1)]))
    assert waarden(tabel) == {(code, B): 1}
    assert tabel.opmerkingen == ("Deze cellen kunnen geen aantal van die gemeente zijn en tellen niet mee: B2.",)
