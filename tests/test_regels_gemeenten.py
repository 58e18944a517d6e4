"""The rules of the family GEM, each with cases that hit and cases that stay clean."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from bouw import Document, Geval, client, levering, made, schuld, traject

from ddas_report.analyse.choice import Choice
from ddas_report.analyse.pipeline import analyse
from ddas_report.model.normen import default_normen
from ddas_report.regels.regel import Ernst

GEHEEL = ["$"]
IN_2023 = {"startdatum": "2023-03-01", "aanmelding": {"startdatum": "2023-03-01"}}
IN_2024: dict[str, Any] = {}
BEIDE_STAPPEN = {"intake": {"startdatum": "2024-03-01"}}


def herhaald(*soorten: tuple[int, dict[str, Any]], gemeentecode: str = "0093") -> Document:
    """A delivery with a number of trajecten of each kind."""
    return levering(*(traject(gemeentecode=gemeentecode, **velden) for keer, velden in soorten for _ in range(keer)))


def schulden(trajecten: int, per_traject: int, bedrag: int) -> Document:
    """Trajecten with the same number of schulden, each of another schuldeiser."""
    records = [schuld(bedrag=bedrag, schuldeiser={"naam": f"Winkel {i}"}) for i in range(per_traject)]
    return herhaald((trajecten, {"schulden": records}))


def dagen(keer: int) -> Iterable[str]:
    """Dates that are all different."""
    return (str(date(1960, 1, 1) + timedelta(days=dag)) for dag in range(keer))


def gestart(op_een_dag: int, verspreid: int, veld: str = "startdatum") -> Document:
    data = ["2024-01-01"] * op_een_dag + list(dagen(verspreid))
    return levering(*(traject(**{veld: datum}) for datum in data))


def clienten(*personen: dict[str, Any]) -> Document:
    """A delivery with a traject for each client; birth date and postcode are different."""
    verschillend = [{"Geboortedatum": dag, "Postcode": f"{1000 + i}AA"} for i, dag in enumerate(dagen(len(personen)))]
    pairs = zip(verschillend, personen, strict=True)
    return levering(*(traject(client=[client(**(basis | velden))]) for basis, velden in pairs))


def bedragen(gelijk: int, verschillend: int) -> Document:
    records = [schuld() for _ in range(gelijk)] + [schuld(bedrag=2000 + i) for i in range(verschillend)]
    return levering(traject(schulden=records))


def zonder(veld: str, keer: int) -> Document:
    """Ten trajecten, of which a number without one field of the client."""
    return clienten(*[{veld: None}] * keer, *[{}] * (10 - keer))


GEVALLEN: tuple[Geval, ...] = (
    ("GEM-01", "1 op ongeveer 4.900 inwoners", herhaald((1, {})), GEHEEL),
    ("GEM-01", "2 op ongeveer 4.900 inwoners", herhaald((2, {})), []),
    ("GEM-01", "25 op minder dan 1.000 inwoners", herhaald((25, {}), gemeentecode="0088"), GEHEEL),
    ("GEM-01", "24 op minder dan 1.000 inwoners", herhaald((24, {}), gemeentecode="0088"), []),
    ("GEM-01", "gemeente onbekend", herhaald((1, {}), gemeentecode="Onbekend"), []),
    ("GEM-02", "net te laag", schulden(20, 1, 9_999), GEHEEL),
    ("GEM-02", "net te hoog", schulden(20, 1, 120_001), GEHEEL),
    ("GEM-02", "laagste", schulden(20, 1, 10_000), []),
    ("GEM-02", "hoogste", schulden(20, 1, 120_000), []),
    ("GEM-02", "te weinig trajecten", schulden(19, 1, 9_999), []),
    ("GEM-03", "twee schuldeisers", schulden(20, 2, 5_000), GEHEEL),
    ("GEM-03", "31 schuldeisers", schulden(20, 31, 5_000), GEHEEL),
    ("GEM-03", "drie schuldeisers", schulden(20, 3, 5_000), []),
    ("GEM-03", "30 schuldeisers", schulden(20, 30, 5_000), []),
    ("GEM-03", "te weinig trajecten", schulden(19, 2, 5_000), []),
    ("GEM-04", "niets begonnen", herhaald((19, IN_2023), (1, IN_2023 | {"einddatum": "2024-05-01"})), GEHEEL),
    ("GEM-04", "niets geëindigd", herhaald((20, IN_2024)), GEHEEL),
    ("GEM-04", "een begonnen en geëindigd", herhaald((19, IN_2023), (1, {"einddatum": "2024-05-01"})), []),
    ("GEM-04", "te weinig trajecten", herhaald((19, IN_2023)), []),
    ("GEM-05", "7 van 20 zonder stap", herhaald((7, IN_2023), (13, IN_2024)), GEHEEL),
    ("GEM-05", "6 van 20 zonder stap", herhaald((6, IN_2023), (14, IN_2024)), []),
    ("GEM-05", "te weinig BSN's", herhaald((19, IN_2023)), []),
    ("GEM-06", "11 van 50 begonnen op een dag", gestart(11, 39), GEHEEL),
    ("GEM-06", "11 van 50 geëindigd op een dag", gestart(11, 39, "einddatum"), GEHEEL),
    ("GEM-06", "10 van 50", gestart(10, 40), []),
    ("GEM-06", "te weinig trajecten", gestart(49, 0), []),
    ("GEM-07", "3 van 10 zonder postcode", zonder("Postcode", 3), GEHEEL),
    ("GEM-07", "3 van 10 zonder BSN", zonder("Burgerservicenummer", 3), GEHEEL),
    ("GEM-07", "geen soort schuld", herhaald((1, {"schulden": [schuld(schuldsoort=None)]})), GEHEEL),
    ("GEM-07", "2 van 10 zonder postcode", zonder("Postcode", 2), []),
    (
        "GEM-08",
        "11 van 50 met een geboortedatum",
        clienten(*[{"Geboortedatum": "1970-01-01"}] * 11, *[{}] * 39),
        GEHEEL,
    ),
    ("GEM-08", "11 van 50 met een postcode", clienten(*[{"Postcode": "9999ZZ"}] * 11, *[{}] * 39), GEHEEL),
    ("GEM-08", "11 van 50 met een bedrag", bedragen(11, 39), GEHEEL),
    ("GEM-08", "10 van 50", clienten(*[{"Postcode": "9999ZZ", "Geboortedatum": "1940-01-01"}] * 10, *[{}] * 40), []),
    ("GEM-08", "te weinig schulden", bedragen(49, 0), []),
    ("GEM-09", "11 van 20 zonder schulden", herhaald((11, {}), (9, {"schulden": [schuld()]})), GEHEEL),
    (
        "GEM-09",
        "10 van 20 zonder schulden",
        herhaald((10, {}), (5, {"schulden": [schuld()]}), (5, {"totaalSchuldbedragBijAanvangSchuld": 1})),
        [],
    ),
    ("GEM-09", "te weinig trajecten", herhaald((19, {})), []),
    ("GEM-10", "20 keer dezelfde dag", herhaald((20, BEIDE_STAPPEN)), GEHEEL),
    ("GEM-10", "een dag later", herhaald((19, BEIDE_STAPPEN), (1, {"intake": {"startdatum": "2024-03-02"}})), []),
    ("GEM-10", "te weinig trajecten", herhaald((19, BEIDE_STAPPEN), (1, {})), []),
)


# How bad it is ------------------------------------------------------------------------------------------


def ernst(document: Document, regel: str) -> list[tuple[Ernst, list[tuple[object, ...]]]]:
    """Of each finding of the rule the ernst, and what is shown."""
    found = analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1)).bevindingen
    return [(b.regel.ernst, b.plaatsen.drop("gemeente", "plaats").rows()) for b in found if b.regel.id == regel]


@pytest.mark.parametrize(
    ("regel", "many", "fewer"),
    [
        (
            "GEM-04",
            herhaald((18, IN_2023), (2, IN_2023 | {"einddatum": "2024-05-01"})),
            herhaald((17, IN_2023), (3, IN_2023 | {"einddatum": "2024-05-01"})),
        ),
        ("GEM-05", herhaald((18, IN_2023), (2, IN_2024)), herhaald((17, IN_2023), (3, IN_2024))),
        ("GEM-07", zonder("Postcode", 9), zonder("Postcode", 8)),
        ("GEM-08", bedragen(45, 5), bedragen(44, 6)),
        (
            "GEM-09",
            herhaald((18, {}), (2, {"schulden": [schuld()]})),
            herhaald((17, {}), (3, {"schulden": [schuld()]})),
        ),
    ],
)
def test_nine_out_of_ten_make_a_signaal_a_waarschuwing(regel: str, many: Document, fewer: Document) -> None:
    def of(document: Document) -> list[Ernst]:
        found = ernst(document, regel)
        return [how for how, rows in found if regel != "GEM-07" or any("postcode" in str(row) for row in rows)]

    assert of(many) == [Ernst.WAARSCHUWING]
    assert of(fewer) == [Ernst.SIGNAAL]


def test_norm_of_the_user_decides_when_a_signaal_weighs_heavier() -> None:
    keuze = Choice(normen=default_normen() | {"gemeente_ernstig_procent": 85})
    data = json.dumps(herhaald((17, IN_2023), (3, IN_2024))).encode()
    found = analyse("SHV_2024_Test.json", data, date(2025, 2, 1), keuze).bevindingen
    assert [b.regel.ernst for b in found if b.regel.id == "GEM-05"] == [Ernst.WAARSCHUWING]


def test_each_gemeente_has_its_own_ernst_and_both_findings_are_shown() -> None:
    worse = herhaald((20, IN_2023), gemeentecode="0088")["leveringen"][0]["schuldhulptrajecten"]
    other = herhaald((10, IN_2023), (10, IN_2024))["leveringen"][0]["schuldhulptrajecten"]
    found = analyse("SHV_2024_Test.json", json.dumps(levering(*worse, *other)).encode(), date(2025, 2, 1))
    both = [b for b in found.bevindingen if b.regel.id == "GEM-05"]
    assert [(b.regel.ernst, b.plaatsen["gemeente"].to_list()) for b in both] == [
        (Ernst.WAARSCHUWING, ["0088"]),
        (Ernst.SIGNAAL, ["0093"]),
    ]
    page = made(found, "html").decode()
    assert len(re.findall(r'id="GEM-05(?:-2)?"', page)) == 2
    case = made(found, "junit").decode()
    assert case.count("GEM-05") == 1 and "waarschuwing: Bij opvallend" in case and "signaal: Bij opvallend" in case


def test_gemeente_with_few_or_many_clients_names_the_year_of_its_inhabitants() -> None:
    """0093 had 4,870 inhabitants on 1 January 2021 and 4,910 on average in 2024."""

    def told(eind: str) -> list[tuple[object, ...]]:
        document = levering(traject(gemeentecode="0093"), startdatumLevering="2018-01-01", einddatumLevering=eind)
        ((_, rows),) = ernst(document, "GEM-01")
        return rows

    assert told("2024-12-31") == [("klein", 1, 0.2, 4_910, "gemiddeld in 2024")]
    assert told("2021-06-30")[0][3:] == (4870, "1 januari 2021")
    assert told("2019-12-31")[0][4] == "1 januari 2021"
    assert told("2022-12-31")[0][4] == "gemiddeld in 2023"
    assert told("2031-12-31")[0][4] == "1 januari 2025"
    ((_, rows),) = ernst(herhaald((40, {}), gemeentecode="0088"), "GEM-01")
    assert rows[0][0] == "groot"
