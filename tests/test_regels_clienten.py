"""The rules of the family CLT, each with cases that hit and cases that stay clean."""

from typing import Any

import polars as pl
from bouw import EERSTE, TWEEDE, Document, Geval, bsn, client, levering, traject
from stdnum.nl import bsn as reference

from ddas_report.model.bsn import passes_elfproef

CLIENT = f"{EERSTE}.client[0]"
PARTNER = f"{EERSTE}.client[1]"


def met(start: str = "2024-03-01", **velden: Any) -> Document:
    """A delivery with one client in one traject."""
    return levering(traject(startdatum=start, client=[client(**velden)]))


def bij_bsn(nummer: int, *personen: dict[str, Any]) -> Document:
    """A delivery with a traject for each of these records of one BSN."""
    return levering(*(traject(client=[client(Burgerservicenummer=bsn(nummer), **velden)]) for velden in personen))


GEVALLEN: tuple[Geval, ...] = (
    ("CLT-01", "geen client", levering(traject(client=None)), [EERSTE]),
    ("CLT-01", "lege lijst, daarna een traject met client", levering(traject(client=[]), traject()), [EERSTE]),
    ("CLT-01", "een lege client is er wel een", levering(traject(client=[{}])), []),
    ("CLT-02", "geen BSN en geen postcode", met(Burgerservicenummer=None, Postcode=None), [CLIENT]),
    ("CLT-02", "BSN leeg, geslacht alleen spaties", met(Burgerservicenummer="", Geslachtsaanduiding=" "), [CLIENT]),
    ("CLT-02", "lege partner", levering(traject(client=[client(), {}])), [PARTNER]),
    ("CLT-02", "geen BSN, de andere vier wel", met(Burgerservicenummer=None), []),
    ("CLT-02", "alleen een BSN", levering(traject(client=[{"Burgerservicenummer": bsn(100)}])), []),
    ("CLT-03", "acht cijfers", met(Burgerservicenummer="12345672"), [CLIENT]),
    ("CLT-03", "elfproef klopt niet", met(Burgerservicenummer="999999991"), [CLIENT]),
    ("CLT-03", "negen nullen", met(Burgerservicenummer="000000000"), [CLIENT]),
    ("CLT-03", "met punten", met(Burgerservicenummer="9999.99.990"), [CLIENT]),
    ("CLT-03", "elfproef klopt", met(Burgerservicenummer="999999990"), []),
    ("CLT-03", "voorloopnul", met(Burgerservicenummer="012345672"), []),
    ("CLT-03", "geen BSN", met(Burgerservicenummer=None), []),
    ("CLT-04", "ander woord", met(Geslachtsaanduiding="X"), [CLIENT]),
    ("CLT-04", "kleine letter", met(Geslachtsaanduiding="man"), [CLIENT]),
    ("CLT-04", "Leeg", met(Geslachtsaanduiding="Leeg"), []),
    ("CLT-04", "niet ingevuld", met(Geslachtsaanduiding=None), []),
    ("CLT-05", "dag bestaat niet", met(Geboortedatum="1985-02-30"), [CLIENT]),
    ("CLT-05", "andere volgorde", met(Geboortedatum="28-02-1985"), [CLIENT]),
    ("CLT-05", "een dag na de periode", met(Geboortedatum="2025-01-01"), [CLIENT]),
    ("CLT-05", "laatste dag van de periode", met(Geboortedatum="2024-12-31"), []),
    ("CLT-05", "niet ingevuld", met(Geboortedatum=None), []),
    ("CLT-06", "een dag te jong", met("2024-03-01", Geboortedatum="2006-03-02"), [CLIENT]),
    ("CLT-06", "honderdeen", met("2024-03-01", Geboortedatum="1923-03-01"), [CLIENT]),
    ("CLT-06", "achttiende verjaardag", met("2024-03-01", Geboortedatum="2006-03-01"), []),
    ("CLT-06", "dag voor de honderdeerste verjaardag", met("2024-03-01", Geboortedatum="1923-03-02"), []),
    ("CLT-06", "geen geboortedatum", met(Geboortedatum=None), []),
    ("CLT-07", "spatie", met(Postcode="9166 AA"), [CLIENT]),
    ("CLT-07", "kleine letters", met(Postcode="9166aa"), [CLIENT]),
    ("CLT-07", "begint met een nul", met(Postcode="0166AA"), [CLIENT]),
    ("CLT-07", "goed", met(Postcode="9166AA"), []),
    ("CLT-07", "spaties eromheen", met(Postcode=" 9166AA "), []),
    ("CLT-08", "twee keer een BSN", levering(traject(client=[client(Burgerservicenummer=bsn(101))] * 2)), [EERSTE]),
    ("CLT-08", "twee keer geen BSN", levering(traject(client=[client(Burgerservicenummer=None)] * 2)), []),
    ("CLT-08", "BSN in twee trajecten", bij_bsn(102, {}, {}), []),
    (
        "CLT-09",
        "twee geboortedatums",
        bij_bsn(103, {}, {"Geboortedatum": "1980-05-18"}),
        [CLIENT, f"{TWEEDE}.client[0]"],
    ),
    (
        "CLT-09",
        "twee geslachten",
        bij_bsn(104, {}, {"Geslachtsaanduiding": "Man"}),
        [CLIENT, f"{TWEEDE}.client[0]"],
    ),
    ("CLT-09", "geslacht onbekend", bij_bsn(105, {}, {"Geslachtsaanduiding": "Onbekend"}), []),
    (
        "CLT-09",
        "geboortedatum leeg of onleesbaar",
        bij_bsn(106, {}, {"Geboortedatum": None}, {"Geboortedatum": "?"}),
        [],
    ),
    ("CLT-10", "huisnummer van zes tekens", met(Huisnummer="123456"), [CLIENT]),
    ("CLT-10", "toevoeging van vijf tekens", met(Huisnummertoevoeging="zwart"), [CLIENT]),
    ("CLT-10", "vijf en vier tekens", met(Huisnummer="12345", Huisnummertoevoeging="rood"), []),
)


def test_elfproef_is_that_of_the_reference() -> None:
    numbers = [f"{number:09d}" for number in range(0, 10**9, 99_991)]
    passed = pl.select(passed=passes_elfproef(pl.lit(pl.Series(numbers))))["passed"]
    assert passed.to_list() == [reference.checksum(number) == 0 for number in numbers]
