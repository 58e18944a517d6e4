"""The rules of the family VGL, each with an earlier and a present delivery that hit or stay clean."""

import csv
import io
import json
from datetime import date
from typing import Any

import jsonschema
from bouw import EERSTE, KLEIN, TWEEDE, VORIGE, Document, client, levering, read_earlier, schuld, traject
from hypothesis import given
from leveringen import leveringen, settings_for

from ddas_report.analyse.choice import Choice
from ddas_report.analyse.pipeline import Analyse, Beside, analyse
from ddas_report.model.normen import default_normen
from ddas_report.model.place import words
from ddas_report.model.schema import load
from ddas_report.regels.evaluate import Occurrence
from ddas_report.regels.vergelijking import REGELS
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.render.worklist import BSN, render_worklist

KEUZE = Choice(regels=frozenset(regel.id for regel in REGELS))
GEHEEL = ["$"]
TOEN = {"startdatumLevering": "2023-01-01", "einddatumLevering": "2023-12-31"}
VERDWENEN = f"{VORIGE}: {EERSTE}"
IN_2023: dict[str, Any] = {"startdatum": "2023-03-01", "aanmelding": {"startdatum": "2023-03-01"}}
ANNA, BRAM = client(), client()
NAAMLOOS = {"Geslachtsaanduiding": "Man"}


def vorige(*trajecten: dict[str, Any], **overrides: Any) -> Document:
    """A delivery over 2023."""
    return levering(*trajecten, **TOEN | overrides)


def van(*clienten: dict[str, Any], **velden: Any) -> dict[str, Any]:
    """A traject of these clients that began in 2023."""
    return traject(client=list(clienten), **IN_2023 | velden)


def aantal(keer: int, **velden: Any) -> list[dict[str, Any]]:
    return [traject(**velden) for _ in range(keer)]


def met_schuldsoort(ingevuld: int, leeg: int) -> dict[str, Any]:
    return van(ANNA, schulden=[schuld()] * ingevuld + [schuld(schuldsoort=None)] * leeg)


def met_bedrag(bedrag: int) -> dict[str, Any]:
    return van(ANNA, schulden=[schuld(bedrag=bedrag)])


def met_reden(keer: int, **uitstroom: Any) -> list[dict[str, Any]]:
    return [van(client(), uitstroom={"datum": "2023-05-01"} | uitstroom) for _ in range(keer)]


EINDE = {"einddatum": "2023-11-20"}
HALF_JAAR = {"startdatumLevering": "2023-07-01", "einddatumLevering": "2023-12-31"}

GEVALLEN: tuple[tuple[str, str, Document, Document, list[str]], ...] = (
    ("VGL-01", "20 trajecten, toen 39", vorige(*aantal(39, **IN_2023)), levering(*aantal(20)), GEHEEL),
    ("VGL-01", "20 trajecten, toen 38: dat kan toeval zijn", vorige(*aantal(38, **IN_2023)), levering(*aantal(20)), []),
    ("VGL-01", "39 trajecten, toen 20", vorige(*aantal(20, **IN_2023)), levering(*aantal(39)), GEHEEL),
    ("VGL-01", "38 trajecten, toen 20: dat kan toeval zijn", vorige(*aantal(20, **IN_2023)), levering(*aantal(38)), []),
    ("VGL-01", "bedrag, geen aantal: toeval telt niet", vorige(met_bedrag(100)), levering(met_bedrag(126)), GEHEEL),
    ("VGL-01", "bedrag een kwart hoger", vorige(met_bedrag(100)), levering(met_bedrag(125)), []),
    ("VGL-01", "19 trajecten, toen 5", vorige(*aantal(5, **IN_2023)), levering(*aantal(19)), []),
    ("VGL-01", "20 schulden, toen geen", vorige(traject()), levering(traject(schulden=[schuld()] * 20)), GEHEEL),
    (
        "VGL-01",
        "20 beschikkingen, toen geen: zulke cijfers mogen veranderen",
        vorige(*aantal(20, **IN_2023)),
        levering(
            *aantal(20, intake={"beschikkingsdatum": "2024-03-01", "beschikkingssoort": "Toelatingsbeschikking"})
        ),
        [],
    ),
    ("VGL-02", "liep nog, nu weg", vorige(van(ANNA)), levering(van(BRAM)), [VERDWENEN]),
    ("VGL-02", "einddatum na de periode, nu weg", vorige(van(ANNA, einddatum="2024-01-10")), levering(), [VERDWENEN]),
    ("VGL-02", "in een andere gemeente", vorige(van(ANNA)), levering(van(ANNA, gemeentecode="0093")), [VERDWENEN]),
    ("VGL-02", "loopt nog", vorige(van(ANNA)), levering(van(BRAM), van(ANNA)), []),
    ("VGL-02", "nu geëindigd", vorige(van(ANNA)), levering(van(ANNA, einddatum="2024-02-01")), []),
    ("VGL-02", "was al geëindigd", vorige(van(ANNA, **EINDE)), levering(), []),
    ("VGL-02", "eindigde op de laatste dag", vorige(van(ANNA, einddatum="2023-12-31")), levering(), []),
    ("VGL-02", "van twee partners nog één", vorige(van(ANNA, BRAM)), levering(van(BRAM)), []),
    ("VGL-02", "cliënt niet te herkennen", vorige(van(NAAMLOOS)), levering(), []),
    ("VGL-02", "gemeente was onbekend", vorige(van(ANNA, gemeentecode=None)), levering(), []),
    (
        "VGL-02",
        "gemeente is opgegaan in een andere",
        vorige(van(ANNA, gemeentecode="0457")),
        levering(van(ANNA, gemeentecode="0363")),
        [],
    ),
    (
        "VGL-02",
        "een jaar ertussen",
        vorige(van(ANNA), startdatumLevering="2022-01-01", einddatumLevering="2022-12-30"),
        levering(startdatumLevering="2023-01-01"),
        [],
    ),
    ("VGL-02", "bestanden verwisseld", levering(traject(client=[ANNA])), vorige(van(BRAM)), []),
    (
        "VGL-03",
        "verdwenen",
        vorige(traject(), traject(gemeentecode="0093")),
        levering(traject()),
        GEHEEL,
    ),
    ("VGL-03", "nieuw", vorige(traject()), levering(traject(), traject(gemeentecode="0093")), GEHEEL),
    ("VGL-03", "verdwenen en nieuw", vorige(traject()), levering(traject(gemeentecode="0093")), GEHEEL * 2),
    ("VGL-03", "dezelfde, anders geschreven", vorige(traject(gemeentecode="GM0088")), levering(traject()), []),
    ("VGL-03", "onbekend is geen gemeente", vorige(traject(gemeentecode=None), traject()), levering(traject()), []),
    ("VGL-04", "21 procentpunt minder", vorige(met_schuldsoort(100, 0)), levering(met_schuldsoort(79, 21)), GEHEEL),
    ("VGL-04", "20 procentpunt minder", vorige(met_schuldsoort(100, 0)), levering(met_schuldsoort(80, 20)), []),
    ("VGL-04", "toen 19 schulden", vorige(met_schuldsoort(19, 0)), levering(met_schuldsoort(0, 20)), []),
    ("VGL-04", "nu 19 schulden", vorige(met_schuldsoort(20, 0)), levering(met_schuldsoort(0, 19)), []),
    ("VGL-04", "20 schulden", vorige(met_schuldsoort(20, 0)), levering(met_schuldsoort(0, 20)), GEHEEL),
    ("VGL-04", "20 keer uitstroom", vorige(*met_reden(20, reden="Zelf")), levering(*met_reden(20)), GEHEEL),
    ("VGL-04", "19 keer uitstroom", vorige(*met_reden(19, reden="Zelf")), levering(*met_reden(19)), []),
    ("VGL-04", "meer", vorige(met_schuldsoort(50, 50)), levering(met_schuldsoort(100, 0)), []),
    ("VGL-05", "einddatum weg", vorige(van(ANNA, **EINDE)), levering(van(BRAM), van(ANNA)), [TWEEDE]),
    ("VGL-05", "einddatum eerder", vorige(van(ANNA, **EINDE)), levering(van(ANNA, einddatum="2023-11-19")), [EERSTE]),
    ("VGL-05", "een traject van twee, een keer genoemd", vorige(van(ANNA, BRAM, **EINDE)), levering(van(ANNA, BRAM)), [EERSTE]),
    ("VGL-05", "einddatum gelijk", vorige(van(ANNA, **EINDE)), levering(van(ANNA, **EINDE)), []),
    ("VGL-05", "einddatum later", vorige(van(ANNA, **EINDE)), levering(van(ANNA, einddatum="2023-11-21")), []),
    ("VGL-05", "andere startdatum", vorige(van(ANNA, **EINDE)), levering(van(ANNA, startdatum="2023-12-01")), []),
    ("VGL-05", "cliënt niet te herkennen", vorige(van(NAAMLOOS, **EINDE)), levering(van(NAAMLOOS)), []),
    ("VGL-05", "twee keer dezelfde start", vorige(van(ANNA, **EINDE), van(ANNA)), levering(van(ANNA)), []),
    ("VGL-05", "bestanden verwisseld", levering(van(ANNA, einddatum="2024-02-01")), vorige(van(ANNA)), []),
)  # fmt: skip


def judged(nu: Document, toen: Document | None) -> Analyse:
    """A delivery over 2024 judged by this family only."""
    earlier = read_earlier(VORIGE, json.dumps(toen).encode(), default_normen()) if toen else None
    return analyse("SHV_2024_Test.json", json.dumps(nu).encode(), date(2025, 2, 1), KEUZE, Beside(earlier))


def shown(nu: Document, toen: Document, regel: str) -> list[tuple[object, ...]]:
    """Per place the gemeente and the values that are shown."""
    (found,) = [b for b in judged(nu, toen).bevindingen if b.regel.id == regel]
    return found.plaatsen.drop("plaats").rows()


def test_without_an_earlier_delivery_nothing_is_compared() -> None:
    found = judged(levering(*aantal(30), van(ANNA)), None)
    assert (found.bevindingen, found.vergelijking) == ([], None)


@settings_for(25)
@given(leveringen())
def test_delivery_beside_itself_has_not_changed(document: Document) -> None:
    assert judged(document, document).bevindingen == []


def test_five_figures_that_moved_most_are_named_the_largest_first() -> None:
    ((gemeente, keer, zinnen),) = shown(levering(*aantal(30)), vorige(*aantal(300, **IN_2023)), "VGL-01")
    assert gemeente == KLEIN
    assert isinstance(keer, int) and isinstance(zinnen, str)
    assert keer > len(zinnen.split("; ")) == zinnen.count(" 300 → 30 (−90\u00a0%)") == 5


def test_figures_of_half_a_year_are_scaled_before_they_are_judged() -> None:
    half = aantal(20, startdatum="2023-08-01", aanmelding={"startdatum": "2023-08-01"})
    whole = aantal(40, startdatum="2024-08-01", aanmelding={"startdatum": "2024-08-01"})
    ((_, _, zinnen),) = shown(levering(*whole), vorige(*half, **HALF_JAAR), "VGL-01")
    assert "Alle trajecten 20 → 40 (+100\u00a0%)" in str(zinnen)
    assert "Nieuw, nog actief" not in str(zinnen)


def test_gemeente_that_was_taken_up_names_its_successor() -> None:
    toen, nu = vorige(traject(gemeentecode="0457")), levering(traject(gemeentecode="0363"))
    assert shown(nu, toen, "VGL-03") == [
        ("0363", "nieuw in deze levering"),
        ("0457", "niet meer in deze levering, opgegaan in Amsterdam"),
    ]


def test_emptier_field_is_named_with_both_percentages() -> None:
    found = shown(levering(met_schuldsoort(10, 10)), vorige(met_schuldsoort(20, 0)), "VGL-04")
    assert found == [(KLEIN, 1, "schulden.schuldsoort 100\u00a0% → 50\u00a0%")]


def test_end_of_then_and_now_are_shown() -> None:
    found = shown(levering(van(ANNA, einddatum="2023-11-19")), vorige(van(ANNA, **EINDE)), "VGL-05")
    assert found == [(KLEIN, date(2023, 3, 1), date(2023, 11, 20), date(2023, 11, 19))]


def test_gone_trajecten_are_counted_among_those_of_then() -> None:
    toen = vorige(van(ANNA), van(BRAM), van(client(), gemeentecode="0093"))
    (gone,) = [b for b in judged(levering(van(BRAM)), toen).bevindingen if b.regel.id == "VGL-02"]
    assert gone.per_gemeente() == [Occurrence(KLEIN, 1, 2), Occurrence("0093", 1, 1)]
    assert gone.totaal == 3


def test_more_gemeenten_gone_than_there_are_now_are_counted_together() -> None:
    toen = vorige(traject(), traject(gemeentecode="0093"), traject(gemeentecode="0060"))
    (gone,) = [b for b in judged(levering(traject()), toen).bevindingen if b.regel.id == "VGL-03"]
    assert (gone.plaatsen.height, gone.totaal) == (2, 3)


def test_summary_of_then_is_enough_for_the_figures_only() -> None:
    toen, nu = vorige(*aantal(27), van(ANNA, gemeentecode="0093")), levering(*aantal(20))
    summary = FORMATS["json"].render(Subject(judged(toen, toen), date(2024, 2, 1)))
    earlier = read_earlier("SHV_2023_Test.op-orde.json", summary, default_normen())
    found = analyse("SHV_2024_Test.json", json.dumps(nu).encode(), date(2025, 2, 1), KEUZE, Beside(earlier)).bevindingen
    assert [b.regel.id for b in found] == ["VGL-01", "VGL-03"]


def test_place_of_then_is_told_apart_from_places_in_this_file() -> None:
    (gone,) = [b for b in judged(levering(van(BRAM)), vorige(van(ANNA))).bevindingen if b.regel.id == "VGL-02"]
    assert [words(place) for place in gone.places()] == ["SHV_2023_Test.json: levering 1, traject 1"]


def test_worklist_gives_a_traject_of_then_no_place_and_no_bsn_of_now() -> None:
    found = judged(levering(van(BRAM)), vorige(van(ANNA)))
    text = render_worklist(found, ".csv", True).decode("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";") if row["regel"] == "VGL-02"]
    assert (row["levering"], row["traject"], row[BSN]) == ("", "", "")
    assert row["onderdeel"] == "SHV_2023_Test.json: levering 1, traject 1"


def test_summary_with_a_place_of_then_is_valid() -> None:
    summary = json.loads(
        FORMATS["json"].render(Subject(judged(levering(van(BRAM)), vorige(van(ANNA))), date(2025, 2, 1)))
    )
    assert VERDWENEN in [pad for signaal in summary["signalen"] for pad in signaal["paden"]]
    jsonschema.Draft202012Validator(load("samenvatting-2")).validate(summary)
