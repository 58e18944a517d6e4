"""Reading the figures of CBS from tables as people make them, and holding them against ours."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from tabellen import KOP, B, Rijen, T, U, kies, lees, tekst, vergelijk, waarden, xlsx

from ddas_report.compare.cbs import OneSide
from ddas_report.compare.cbs_layout.notation import decide, written
from ddas_report.compare.read_cbs import CbsTable, NotUnderstood
from ddas_report.model.errors import DdasError

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
    assert waarden(maak(rijen)) == PLAT


@pytest.mark.parametrize("naam", ["totaal", "Totaal", "TOTAAL", "Alle gemeenten"])
def test_a_totals_row_is_the_total(naam: str) -> None:
    rijen = [("Gemeente", "Naam", *KOP[1:]), ("0344", "Utrecht", 12, 10), (None, naam, 20, 18)]
    assert waarden(tekst([*rijen[:2], (naam, None, 20, 18)]))["totaal", T] == 20
    assert waarden(tekst([("Code", "Gemeente", *KOP[1:]), *rijen[1:]]))["totaal", B] == 18


@pytest.mark.parametrize("teken", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_delimiter_and_encoding_is_read(teken: str, codering: str) -> None:
    rijen = [("Gemeente", "Trajecten", "Cliënten €"), ("Súdwest-Fryslân", "1.234,0", 10)]
    data = tekst(rijen, teken, codering)
    tabel = lees(data)
    assert waarden(data) == {("1900", T): 1234}
    assert tabel.niet_begrepen == (NotUnderstood("Cliënten €"),)


def test_merged_group_titles_above_the_heading_are_no_heading() -> None:
    rijen = [(None, "Tellingen", None), KOP, ("0344", 12, 10)]
    assert waarden(xlsx(rijen, merge=["B1:C1"])) == PLAT


def test_a_heading_merged_over_two_rows_is_read() -> None:
    rijen = [("Gemeentecode", "Stappen", None), (None, "Uitstroom", "Trajecten"), ("0344", 3, 12)]
    boek = openpyxl.load_workbook(io.BytesIO(xlsx(rijen, merge=["A1:A2"])))
    boek.worksheets[0].merge_cells("B1:C1")
    buffer = io.BytesIO()
    boek.save(buffer)
    assert waarden(buffer.getvalue()) == {("0344", U): 3, ("0344", T): 12}


def test_the_sheet_with_the_figures_is_found_and_named() -> None:
    data = xlsx([("Toelichting",), ("Bron",)], [KOP, ("0344", 12, 10)])
    assert waarden(data) == PLAT
    assert lees(data).opmerkingen == (
        "Gelezen is het blad 'Blad2'.",
        "Zonder tabel die wij kennen, en dus niet gelezen: 'Blad1'.",
    )


def test_what_is_not_understood_is_named_and_never_guessed() -> None:
    rijen = [(*KOP, "Aantal trajecten", "Inwoners"), ("0344", 12, 10, 99, 5), ("Utrechtje", 1, 1, 1, 1), ("Bron: CBS",)]
    data = tekst(rijen)
    tabel = lees(data)
    assert tabel.begrepen == {"Trajecten": T, "Unieke BSN's": B}
    assert tabel.niet_begrepen == (NotUnderstood("Aantal trajecten", "Trajecten"), NotUnderstood("Inwoners"))
    assert [(one.gemeente, one.cel, one.soort) for one in kies(data).niet] == [
        (None, "regel 3, kolom 2", "geen gemeente"),
        (None, "regel 3, kolom 3", "geen gemeente"),
    ]
    assert waarden(data) == PLAT


def test_a_name_of_two_gemeenten_is_not_guessed() -> None:
    data = tekst([("Gemeente", "Trajecten"), ("Bergen", 1), ("Bergen (L.)", 2), ("Hengelo", 3)])
    assert waarden(data) == {("0893", T): 2, ("0164", T): 3}


def test_text_where_a_number_belongs_is_named_by_its_cell() -> None:
    (one,) = kies(tekst([KOP, ("0344", "twaalf", 10)])).niet
    assert (one.gemeente, one.id, one.cel, one.soort) == ("0344", T, "regel 2, kolom 2", "geen getal")


def test_two_rows_for_a_gemeente_that_differ_are_refused_and_named() -> None:
    with pytest.raises(DdasError, match="regel 2, kolom 2 en regel 3, kolom 2"):
        kies(tekst([KOP, ("0344", 12, 10), ("GM0344", 13, 10)]))


def test_two_columns_for_a_figure_that_differ_are_refused_and_named() -> None:
    with pytest.raises(DdasError, match="Blad1!B2 en Blad1!C2"):
        kies(xlsx([("Gemeentecode", "Trajecten", "trajecten"), ("0344", 12, 13)]))


def test_the_same_figure_twice_is_compared_once() -> None:
    found = kies(tekst([KOP, ("0344", 12, 10), ("GM0344", 12, 10)]))
    assert {one.soort for one in found.niet} == {"dubbel"}
    assert [one.cel for one in found.cijfers] == ["regel 2, kolom 2", "regel 2, kolom 3"]


@pytest.mark.parametrize("kop", ["999990019", "Jansen 12-05-1980"])
def test_a_heading_that_may_be_personal_is_named_by_its_column(kop: str) -> None:
    assert lees(tekst([(*KOP, kop), ("0344", 1, 1, 1)])).niet_begrepen == (NotUnderstood("kolom 4"),)


@pytest.mark.parametrize(
    ("teksten", "getallen"),
    [
        (["1234"], ["1234"]),
        (["1.234,5", "1.234"], ["1234.5", "1234"]),
        (["1,234.5", "1,234", "1.234"], ["1234.5", "1234", "1.234"]),
        (["0,500", "1.234", "12"], ["0.500", "1234", "12"]),
        (["0.500", "1.234"], ["0.500", "1.234"]),
        (["1.234"], ["1234"]),
        (["1,234"], ["1234"]),
        (["1.234", "12"], ["1234", "12"]),
        (["4.000", "12.000"], ["4", "12"]),
        (["4,000", "12,000"], ["4", "12"]),
        (["4.000", "12"], ["4000", "12"]),
        (["4.000"], ["4000"]),
        (["1 234", "1\u00a0234,5", "1\u202f234"], ["1234", "1234.5", "1234"]),
        (["-5", "−5", "+5"], ["-5", "-5", "5"]),
        (["1.234.567", "1.234"], ["1234567", "1234"]),
        (["4*", "5**", "6 *", "7 (voorlopig)", "8¹", "9 1)"], ["4", "5", "6", "7", "8", "9"]),
        (["4,000000000000001", "12,5"], ["4", "12.5"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_number_is_read_as_the_table_writes_numbers(teksten: list[str], getallen: list[str]) -> None:
    digits = [write.digits for text in teksten if (write := written(text))]
    decided = decide(digits)
    assert [decided.read(text) for text in digits] == [Decimal(getal) for getal in getallen]


@pytest.mark.parametrize("text", ["1.5", "1,5", "1.234", "1,234"])
def test_where_point_and_comma_contradict_each_other_neither_is_read(text: str) -> None:
    decided = decide(["1.5", "1,5", "1.234", "1,234", "12"])
    assert (decided.read(text), decided.read("12")) == (None, 12) and "door elkaar" in decided.zin


def test_no_notation_is_told_of_what_is_written_in_none() -> None:
    assert decide(["1,23,4"]).zin == ""
    assert "'1,234' is 1234" in decide(["1,23,4", "1,234", "12"]).zin


@pytest.mark.parametrize("text", ["1e5", "12a", "--5", "inf", "9" * 50, "²", "5-10", "ca. 5"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert written(text) is None


@pytest.mark.parametrize("text", ["1.23.4", "1,2,3", "12 34"])
def test_digits_and_signs_in_no_notation_are_no_number(text: str) -> None:
    assert decide([text]).read(text) is None


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
        (zip_of(a=b"tekst"), "is een zip-bestand"),
        (b"PK\x03\x04", "geen Excel-bestand dat te lezen is"),
        (zip_of(**{"_rels/.rels": bytes(20_000_001)}), "te groot"),
        (bytes(20_000_001), "te groot"),
        (b"%PDF-1.7 \x00\x01\x02 \x00", "geen Excel- of CSV-bestand"),
        (b"a;" + b"b" * 200_000, "te lange cel"),
        (b"", "is leeg"),
        (b"naam;adres\r\nx;y\r\n", "geen tabel die wij kennen"),
        (tekst([KOP]), "geen tabel die wij kennen"),
        (tekst([KOP, ("0344", "", "")]), "geen tabel die wij kennen"),
    ],
    ids=range(12),
)
def test_what_cannot_be_used_says_why_and_what_to_do(data: bytes, melding: str) -> None:
    with pytest.raises(DdasError, match=melding) as caught:
        lees(data)
    assert caught.value.advies


def test_when_nothing_is_understood_the_template_is_named_and_near_headings_are_asked_after() -> None:
    with pytest.raises(DdasError) as caught:
        lees(tekst([("Gemeentecode", "Aantal trajecten"), ("0344", 12)]))
    assert caught.value.advies.startswith("Bij 'Aantal trajecten': bedoelde u 'Trajecten'? ")
    assert "--cbs-sjabloon" in caught.value.advies


def altered(change: Callable[[str], str]) -> bytes:
    """A good workbook whose first sheet is rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([KOP, ("0344", 12, 10)]))) as old, zipfile.ZipFile(buffer, "w") as new:
        for naam in old.namelist():
            part = old.read(naam)
            new.writestr(naam, change(part.decode()).encode() if naam.endswith("sheet1.xml") else part)
    return buffer.getvalue()


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_goes() -> None:
    assert waarden(altered(lambda xml: xml.replace("A1:C2", "A1:XFD1048576"))) == PLAT
    far = altered(lambda xml: xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'))
    assert waarden(far) == PLAT


def test_entities_that_swell_are_refused() -> None:
    steps = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a "{"1" * 10}">{steps}]>'

    def holding(entity: str) -> bytes:
        return altered(lambda xml: doctype + xml.replace("<v>12</v>", f"<v>&{entity};</v>"))

    with pytest.raises(DdasError, match="geen Excel-bestand"):
        lees(holding("j"))


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings_for(300)
def test_any_bytes_are_a_table_or_an_error_of_ours(data: bytes) -> None:
    try:
        assert isinstance(lees(data), CbsTable)
    except DdasError as error:
        assert error.melding and error.advies


@given(st.data())
@settings_for(150)
def test_a_broken_workbook_is_a_table_or_an_error_of_ours(data: st.DataObject) -> None:
    good = _GOED
    start = data.draw(st.integers(0, len(good)))
    broken = good[:start] + data.draw(st.binary(max_size=20)) + good[start + data.draw(st.integers(0, 50)) :]
    try:
        assert isinstance(lees(broken), CbsTable)
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
        assert isinstance(lees(altered(lambda xml: xml.replace(word, other, times))), CbsTable)
    except DdasError as error:
        assert error.melding and error.advies


_GOED = xlsx([KOP, ("0344", 12, 10)])


def test_a_difference_is_what_cbs_counts_more() -> None:
    found = vergelijk({("0344", T): 12.0, ("0344", B): 10.0}, tekst([KOP, ("0344", 15, 10)]))
    assert [(rij.gemeente, rij.id, rij.eigen, rij.cbs, rij.verschil) for rij in found.verschillen] == [
        ("0344", T, 12, 15, 3)
    ]
    assert found.gelijk == 1


@pytest.mark.parametrize("cel", ["3,5", "0,57", "4,0000001"])
def test_what_is_not_whole_is_no_count(cel: str) -> None:
    found = kies(tekst([KOP, ("0344", cel, "12,0")]))
    assert [one.soort for one in found.niet] == ["geen heel getal"] and [one.waarde for one in found.cijfers] == [12]


def test_a_figure_we_could_not_count_is_not_compared_and_says_why() -> None:
    found = vergelijk({("0344", U): None}, tekst([("Gemeente", "Uitstroom"), ("0344", 3)]))
    (one,) = found.niet_vergeleken
    assert found.rijen == () and one.reden.startswith("zonder geldige begin- en einddatum")


def test_gemeenten_of_one_side_are_named_with_what_may_explain_it() -> None:
    found = vergelijk(
        {("0344", T): 1.0, ("0457", T): 2.0, ("onbekend-1", T): 1.0, ("onbekend", T): 1.0},
        tekst([KOP, ("0344", 1, ""), ("0363", 5, ""), ("0141", 1, ""), ("0518", 3, "")]),
    )
    assert found.alleen_eigen == (
        OneSide("0457", ("Deze code lijkt te horen bij Amsterdam (0363); die staat wel bij het CBS.",)),
        OneSide("onbekend-1", ("Deze trajecten hebben geen gemeentecode.",)),
        OneSide("onbekend", ("Deze trajecten hebben geen gemeentecode.",)),
    )
    assert found.alleen_cbs == (
        OneSide("0141"),
        OneSide("0363", ("In uw bestand staat een andere code die hierbij lijkt te horen: '0457'.",)),
        OneSide("0518"),
    )


@pytest.mark.parametrize(
    ("code", "aantal"), [("0344", "999990019"), ("0344", "-1"), ("0088", "1000"), ("totaal", "20000000")]
)
def test_a_count_that_no_gemeente_can_have_is_named_by_its_cell(code: str, aantal: str) -> None:
    found = kies(tekst([KOP, (code, aantal, 1)]))
    assert [one.id for one in found.cijfers] == [B]
    assert [(one.cel, one.soort) for one in found.niet] == [("regel 2, kolom 2", "geen aantal")]
