"""Forty layouts in which CBS or a colleague can send figures: each is read right, or refused with the cells named."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tabellen import A, B, Rijen, T, U, kies, tekst, waarden, xlsx

from ddas_report.model.errors import DdasError

I = "op_orde.stap.intake"  # noqa: E741
H, E = "0405", "0388"
PLAT: Mapping[tuple[str, str], float] = {(H, T): 4, (E, T): 3, (H, B): 5, (E, B): 2}
ALLEEN_T: Mapping[tuple[str, str], float] = {(H, T): 4, (E, T): 3}
KOP = ("Gemeentecode", "Gemeente", "Trajecten", "Unieke BSN's")
HOORN, ENKHUIZEN = ("0405", "Hoorn", 4, 5), ("0388", "Enkhuizen", 3, 2)


@dataclass(frozen=True)
class Indeling:
    """A layout: its rows, what must be read, how many cells are passed over, and the cells that a refusal names."""

    rijen: Rijen
    verwacht: Mapping[tuple[str, str], float] | None = None
    niet: int = 0
    geweigerd: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()


INDELINGEN: dict[str, Indeling] = {
    "wide": Indeling([KOP, HOORN, ENKHUIZEN], PLAT),
    "wide, names alone": Indeling([KOP[1:], HOORN[1:], ENKHUIZEN[1:]], PLAT),
    "wide, codes of CBS": Indeling(
        [("Regiocode", "Regio", *KOP[2:]), ("GM0405", *HOORN[1:]), ("GM0388", *ENKHUIZEN[1:])], PLAT
    ),
    "wide, figures before the gemeente": Indeling(
        [(*KOP[2:], "Gemeente"), (4, 5, "Hoorn"), (3, 2, "Enkhuizen")], PLAT
    ),
    "long": Indeling(
        [("Gemeente", "Onderwerp", "Waarde"), ("Hoorn", "Trajecten", 4), ("Hoorn", "Unieke BSN's", 5),
         ("Enkhuizen", "Trajecten", 3), ("Enkhuizen", "Unieke BSN's", 2)], PLAT),
    "long, ids and periods": Indeling(
        [("code", "id", "periode", "aantal"), ("0405", T, 2023, 9), ("0405", T, 2024, 4), ("0388", T, 2023, 8),
         ("0388", T, 2024, 3)], ALLEEN_T, 2),
    "long, years side by side": Indeling(
        [("Gemeente", "Onderwerp", "2023", "2024"), ("Hoorn", "Trajecten", 9, 4), ("Enkhuizen", "Trajecten", 8, 3)],
        ALLEEN_T, 2),
    "long, a figure we do not know": Indeling(
        [("Gemeente", "Onderwerp", "Waarde"), ("Hoorn", "Trajecten", 4), ("Hoorn", "Woningen", 99),
         ("Enkhuizen", "Trajecten", 3)], ALLEEN_T),
    "figures down, gemeenten across": Indeling(
        [(None, "Hoorn", "Enkhuizen"), ("Trajecten", 4, 3), ("Unieke BSN's", 5, 2)], PLAT),
    "figures down, codes across": Indeling(
        [("Gemeentecode", "0405", "0388"), ("Trajecten", 4, 3), ("Unieke BSN's", 5, 2)], PLAT),
    "years side by side": Indeling(
        [(None, None, "2023", None, "2024", None), (*KOP, *KOP[2:]), ("0405", "Hoorn", 9, 9, 4, 5),
         ("0388", "Enkhuizen", 8, 8, 3, 2)], PLAT, 4),
    "years side by side, merged": Indeling(
        [(None, None, 2023, None, 2024, None), (*KOP, *KOP[2:]), ("0405", "Hoorn", 9, 9, 4, 5),
         ("0388", "Enkhuizen", 8, 8, 3, 2)], PLAT, 4, merge=("C1:D1", "E1:F1")),
    "years in the headings": Indeling(
        [("Gemeente", "Trajecten 2023", "Trajecten 2024*"), ("Hoorn", 9, 4), ("Enkhuizen", 8, 3)], ALLEEN_T, 2),
    "years below the figure": Indeling(
        [("Gemeente", "Trajecten", None), (None, 2023, 2024), ("Hoorn", 9, 4), ("Enkhuizen", 8, 3)], ALLEEN_T, 2),
    "halves of a year beside the year": Indeling(
        [(None, "2024 1e halfjaar", "2024 2e halfjaar", "2024"), ("Gemeente", "Trajecten", "Trajecten", "Trajecten"),
         ("Hoorn", 1, 3, 4), ("Enkhuizen", 2, 1, 3)], ALLEEN_T, 4),
    "quarters and no year": Indeling(
        [("Gemeente", "Trajecten Q1 2024", "Trajecten Q2 2024"), ("Hoorn", 1, 3), ("Enkhuizen", 2, 1)], {}, 4),
    "a row for each period": Indeling(
        [("Perioden", *KOP), ("2023", "0405", "Hoorn", 9, 9), ("2024", *HOORN), ("2023", "0388", "Enkhuizen", 8, 8),
         ("2024", *ENKHUIZEN)], PLAT, 4),
    "codes of StatLine for periods": Indeling(
        [("Perioden", *KOP), ("2023JJ00", "0405", "Hoorn", 9, 9), ("2024JJ00", *HOORN), ("2024KW01", "0405", "Hoorn", 1, 1),
         ("2024JJ00", *ENKHUIZEN)], PLAT, 4),
    "a period on a row of its own": Indeling(
        [KOP[1:], ("2023",), ("Hoorn", 9, 9), ("Enkhuizen", 8, 8), ("2024",), HOORN[1:], ENKHUIZEN[1:]], PLAT, 4),
    "two tables below each other, with titles": Indeling(
        [("Schuldhulp 2023",), KOP, ("0405", "Hoorn", 9, 9), (), ("Schuldhulp 2024",), KOP, HOORN, ENKHUIZEN], PLAT, 2),
    "the table of another year": Indeling([("Schuldhulp 2023",), KOP, HOORN, ENKHUIZEN], {}, 4),
    "sexes": Indeling(
        [(None, "Mannen", "Vrouwen", "Totaal"), ("Gemeente", "Trajecten", "Trajecten", "Trajecten"), ("Hoorn", 1, 3, 4),
         ("Enkhuizen", 2, 1, 3)], ALLEEN_T, 4),
    "sexes below the figure": Indeling(
        [("Gemeente", "Trajecten", None, None), (None, "Totaal", "Mannen", "Vrouwen"), ("Hoorn", 4, 1, 3),
         ("Enkhuizen", 3, 2, 1)], ALLEEN_T, 4, merge=("B1:D1",)),
    "a row for each sex": Indeling(
        [("Gemeente", "Geslacht", "Trajecten"), ("Hoorn", "Totaal", 4), ("Hoorn", "Mannen", 1), ("Hoorn", "Vrouwen", 3),
         ("Enkhuizen", "Totaal mannen en vrouwen", 3)], ALLEEN_T, 2),
    "men and women without a total": Indeling(
        [("Gemeente", "Trajecten mannen", "Trajecten vrouwen"), ("Hoorn", 1, 3), ("Enkhuizen", 2, 1)], {}, 4),
    "StatLine, with Nederland and provinces": Indeling(
        [("Schuldhulpverlening; gemeente, 2024",), (), ("Regio's", "Trajecten", "Unieke BSN's"), (None, "aantal", "aantal"),
         ("Nederland", 95000, 99000), ("Noord-Holland (PV)", 9000, 9100), ("Utrecht (PV)", 5000, 5100), HOORN[1:],
         ENKHUIZEN[1:], ("Bron: CBS, 3-2-2025",)], PLAT, 6),
    "areas with codes": Indeling(
        [("Regiocode", "Regio", "Trajecten"), ("NL01", "Nederland", 95000), ("LD02", "Oost", 9), ("PV27", "Noord-Holland", 9),
         ("CR18", "Kop van Noord-Holland", 9), ("WK040501", "Wijk 01 Hoorn", 1), ("GM0405", "Hoorn", 4),
         ("GM0388", "Enkhuizen", 3)], ALLEEN_T, 5),
    "notes above and below": Indeling(
        [("Trajecten naar gemeente",), ("Gemaakt op 12-03-2023",), (), KOP, HOORN, ENKHUIZEN, (), ("Bron: CBS",),
         ("De cijfers van 2024 zijn voorlopig.",)], PLAT),
    "merged headings over two rows": Indeling(
        [("Gemeente", "Stappen", None, "Trajecten"), (None, "Intake", "Uitstroom", None), ("Hoorn", 1, 2, 4)],
        {(H, I): 1, (H, U): 2, (H, T): 4}, merge=("A1:A2", "B1:C1", "D1:D2")),
    "percentages beside counts": Indeling(
        [("Gemeente", "Trajecten", None), (None, "aantal", "%"), ("Hoorn", 4, 57), ("Enkhuizen", 3, 43)], ALLEEN_T, 2,
        merge=("B1:C1",)),
    "percentages with their sign": Indeling(
        [("Gemeente", "Trajecten", "Trajecten"), ("Hoorn", "4", "57%"), ("Enkhuizen", "3", "43 %")], ALLEEN_T, 2),
    "secret, nil and provisional cells": Indeling(
        [KOP, ("0405", "Hoorn", "4*", "x"), ("0388", "Enkhuizen", "-", ".")], {(H, T): 4}, 3),
    "empty cells": Indeling([KOP, ("0405", "Hoorn", 4, None), ("0388", "Enkhuizen", None, 2)], {(H, T): 4, (E, B): 2}, 2),
    "Dutch thousands": Indeling(
        [KOP, ("0405", "Hoorn", "1.234", "12"), ("0388", "Enkhuizen", "2.000", "3.000")],
        {(H, T): 1234, (E, T): 2000, (H, B): 12, (E, B): 3000}),
    "English thousands": Indeling(
        [KOP, ("0405", "Hoorn", "1,234", "12"), ("0388", "Enkhuizen", "2,000", "3,000.0")],
        {(H, T): 1234, (E, T): 2000, (H, B): 12, (E, B): 3000}),
    "three decimals throughout": Indeling(
        [KOP, ("0405", "Hoorn", "4,000", "5,000"), ("0388", "Enkhuizen", "3,000", "2,000")], PLAT),
    "differences beside the figures": Indeling(
        [("Gemeente", "Trajecten", "Verschil", "Trajecten, verschil met 2023"), ("Hoorn", 4, 1, 1), ("Enkhuizen", 3, 0, 0)],
        ALLEEN_T),
    "a part beside the whole": Indeling(
        [(None, "Jongeren", "Totaal"), ("Gemeente", "Trajecten", "Trajecten"), ("Hoorn", 1, 4), ("Enkhuizen", 1, 3)],
        ALLEEN_T, 2),
    "two equal headings": Indeling(
        [("Gemeente", "Trajecten", "Trajecten"), ("Hoorn", 1, 4), ("Enkhuizen", 1, 3)], geweigerd=("B2", "C2")),
    "two rows for a gemeente": Indeling(
        [("Gemeente", "Team", "Trajecten"), ("Hoorn", "Noord", 1), ("Hoorn", "Zuid", 3)], geweigerd=("C2", "C3")),
    "Utrecht twice, by name": Indeling(
        [("Regio", "Trajecten"), ("Utrecht", 9000), ("Utrecht", 4)], geweigerd=("B2", "B3")),
    "a year and no year": Indeling(
        [("Gemeente", "Trajecten", "Trajecten 2024"), ("Hoorn", 9, 4)], geweigerd=("B2", "C2")),
    "row numbers before the names": Indeling(
        [("Nr", "Gemeente", "Trajecten"), (1, "Hoorn", 4), (2, "Enkhuizen", 3)], ALLEEN_T),
    "a part on a row right below the headings": Indeling(
        [KOP[1:], ("Mannen",), ("Hoorn", 9, 9), ("Totaal",), HOORN[1:], ENKHUIZEN[1:]], PLAT, 2),
    "a group of people on a row of its own": Indeling([KOP[1:], ("Jongeren",), ("Hoorn", 1, 1), ("Enkhuizen", 1, 1)], {}, 4),
    "growth on a row of its own": Indeling([KOP[1:], HOORN[1:], ENKHUIZEN[1:], ("Groei in 2024",), ("Hoorn", 1, 1)], PLAT, 2),
    "regions on rows of their own": Indeling(
        [KOP[1:], ("Noord-Holland",), ("Regio West-Friesland",), HOORN[1:], ("Kop van Noord-Holland (CR)",), ENKHUIZEN[1:]],
        PLAT),
    "an empty row of a gemeente": Indeling([KOP[1:], ("Hoorn",), ENKHUIZEN[1:]], {(E, T): 3, (E, B): 2}, 2),
    "a title of a part": Indeling([("Jongeren tot 27 jaar",), KOP[1:], ("Hoorn", 9, 9)], {}, 2),
    "a title of a part in a sentence": Indeling([("Schuldhulp aan mannen, 2024",), KOP[1:], ("Hoorn", 9, 9)], {}, 2),
    "a title that splits": Indeling([("Schuldhulp naar leeftijd en jongeren",), KOP[1:], HOORN[1:], ENKHUIZEN[1:]], PLAT),
    "a title of rates": Indeling([("Schuldhulp per 10.000 inwoners, 2024",), KOP[1:], ("Hoorn", 9, 9)], {}, 2),
    "a title of means": Indeling([("Gemiddelde per maand",), KOP[1:], ("Hoorn", 9, 9)], {}, 2),
    "the year above the columns of gemeenten": Indeling([("Jaar:", "2023"), KOP, ("0405", "Hoorn", 9, 9)], {}, 2),
    "the year right of the table": Indeling([(None,) * 6 + ("2023",), KOP, ("0405", "Hoorn", 9, 9)], {}, 2),
    "gemeenten across, with a total": Indeling(
        [("Onderwerp", "Hoorn", "Enkhuizen", "Totaal"), ("Trajecten", 4, 3, 7), ("Unieke BSN's", 5, 2, 7)],
        {**PLAT, ("totaal", T): 7, ("totaal", B): 7}),
    "gemeenten across, in two units": Indeling(
        [("Onderwerp", "Hoorn", None, "Enkhuizen", None), (None, "aantal", "%", "aantal", "%"), ("Trajecten", 4, 57, 3, 43)],
        ALLEEN_T, 2, merge=("B1:C1", "D1:E1")),
    "gemeenten across, with a title": Indeling(
        [("Schuldhulp 2023",), ("Onderwerp", "Hoorn", "Enkhuizen"), ("Trajecten", 9, 8)], {}, 2),
    "gemeenten across, years above": Indeling(
        [("Jaar", 2023, 2023, 2024, 2024), ("Onderwerp", "Hoorn", "Enkhuizen", "Hoorn", "Enkhuizen"), ("Trajecten", 9, 8, 4, 3)],
        ALLEEN_T, 2),
    "the word gemeente above gemeenten across": Indeling(
        [(None, "Gemeente", None), (None, "Hoorn", "Enkhuizen"), ("Trajecten", 4, 3), ("Unieke BSN's", 5, 2)], PLAT),
    "counted at the start of the year": Indeling([("Stand begin 2024",), KOP[1:], ("Hoorn", 9, 9)], {}, 2),
    "counted halfway": Indeling([("Gemeente", "Trajecten medio 2024", "Trajecten eind 2024"), ("Hoorn", 9, 4)],
                                {(H, T): 4}, 1),
    "provinces": Indeling([("Provincie", "Trajecten"), ("Utrecht", 90), ("Groningen", 80)], {}, 2),
    "provinces across": Indeling([("Provincie", "Utrecht", "Groningen"), ("Trajecten", 90, 80)], {}, 2),
    "provinces by the title": Indeling(
        [("Trajecten per provincie, 2024",), ("Regio", "Trajecten"), ("Utrecht", 90), ("Groningen", 80)], {}, 2),
    "other regions": Indeling([("Arbeidsmarktregio", "Trajecten"), ("Amersfoort", 9), ("Zwolle", 8)], {}, 2),
    "the province of each gemeente": Indeling(
        [("Regio", "Provincie", *KOP[2:]), ("Hoorn", "Noord-Holland", 4, 5), ("Enkhuizen", "Noord-Holland", 3, 2)], PLAT),
    "provinces, with their gemeenten counted": Indeling(
        [("Provincie", "Aantal gemeenten", "Trajecten"), ("Utrecht", 26, 90), ("Groningen", 10, 80)], {}, 2),
    "offices of a gemeente": Indeling([("Naam", "Kantoor", "Trajecten"), ("Hoorn", "Noord", 1)], {}, 1),
    "places": Indeling([("Woonplaats", "Trajecten"), ("Hoorn", 9), ("Enkhuizen", 8)], {}, 2),
    "gemeenten of a province": Indeling(
        [("Gemeenten in de provincie Noord-Holland",), ("Regio", *KOP[2:]), HOORN[1:], ENKHUIZEN[1:]], PLAT),
    "codes of gemeenten in a table of provinces": Indeling(
        [("Per provincie",), ("Regiocode", *KOP[2:]), ("GM0405", 4, 5), ("GM0388", 3, 2)], PLAT),
    "letters between the gemeenten": Indeling([KOP[1:], ("E",), ENKHUIZEN[1:], ("H",), HOORN[1:]], PLAT),
    "a title of counts and means": Indeling(
        [("Trajecten en gemiddelde schuld van de wijkteams, 2024",), ("Regio", *KOP[2:]), HOORN[1:], ENKHUIZEN[1:]], PLAT),
    "parts of a gemeente": Indeling([("Gemeente", "Wijknaam", "Trajecten"), ("Hoorn", "Grote Waal", 1)], {}, 1),
    "parts of a gemeente, with a total": Indeling(
        [("Gemeente", "Wijk", "Trajecten"), ("Hoorn", "Totaal", 4), ("Hoorn", "Grote Waal", 1), ("Enkhuizen", "Totaal", 3)],
        ALLEEN_T, 1),
    "a year in a column of sources": Indeling(
        [("Gemeente", "Trajecten", "Bron"), ("Hoorn", 4, "CBS 2023"), ("Enkhuizen", 3, "CBS 2023")], ALLEEN_T),
    "a column of units": Indeling(
        [("Gemeente", "Eenheid", "Trajecten"), ("Hoorn", "aantal", 4), ("Hoorn", "%", 57), ("Enkhuizen", "aantal", 3)],
        ALLEEN_T, 1),
    "no gemeente anywhere": Indeling([("Trajecten", "Unieke BSN's"), (4, 5)], geweigerd=("tabel die wij kennen",)),
}  # fmt: skip


def in_order(rijen: Rijen, merge: tuple[str, ...]) -> bytes:
    def naming(bladen: list[Worksheet]) -> None:
        bladen[0].title = "Cijfers"

    return xlsx(rijen, merge=merge, change=naming)


@pytest.mark.parametrize("vorm", ["xlsx", "csv"])
@pytest.mark.parametrize("indeling", INDELINGEN.values(), ids=INDELINGEN)
def test_a_layout_is_read_right_or_refused_with_its_cells(indeling: Indeling, vorm: str) -> None:
    data = in_order(indeling.rijen, indeling.merge) if vorm == "xlsx" else tekst(indeling.rijen)
    if indeling.geweigerd:
        with pytest.raises(DdasError) as caught:
            kies(data)
        assert caught.value.advies
        if vorm == "xlsx":
            assert all(cel in caught.value.melding for cel in indeling.geweigerd)
        return
    assert waarden(data) == indeling.verwacht
    assert len(kies(data).niet) == indeling.niet


def test_there_are_forty_layouts() -> None:
    assert len(INDELINGEN) >= 40


@pytest.mark.parametrize(
    ("namen", "verwacht"),
    [(("2023", "2024"), ALLEEN_T), (("oud", "nieuw"), None), (("Trajecten 2024", "Bijlage"), None)],
)
def test_a_sheet_for_each_year_is_told_by_its_name(namen: tuple[str, str], verwacht: object) -> None:
    kop = ("Gemeente", "Trajecten")

    def naming(bladen: list[Worksheet]) -> None:
        for blad, naam in zip(bladen, namen, strict=True):
            blad.title = naam

    data = xlsx([kop, ("Hoorn", 9), ("Enkhuizen", 8)], [kop, ("Hoorn", 4), ("Enkhuizen", 3)], change=naming)
    if verwacht is None:
        with pytest.raises(DdasError, match=f"{namen[0]}!B2 en {namen[1]}!B2"):
            kies(data)
    else:
        assert waarden(data) == verwacht


def test_the_figure_may_stand_in_the_title_alone() -> None:
    rijen = [("Unieke actieve BSN's",), ("Gemeente", "2023", "2024"), ("Hoorn", 9, 4)]
    assert waarden(tekst(rijen)) == {(H, A): 4}
