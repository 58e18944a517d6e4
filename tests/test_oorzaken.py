"""What in the records may explain that CBS counts differently."""

import json
from datetime import date
from typing import Any

import pytest
from bouw import client, levering, traject

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.compare.causes import Effect, Evidence, door_codes, list_effects, not_refuted, that_fit
from ddas_report.compare.cbs import CbsComparison, compare_with_cbs
from ddas_report.compare.cbs_layout.regions import gemeente_meant
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs

CODE = "0088"
T, B, ACTIEF = "op_orde.trajecten", "op_orde.unieke_bsn", "op_orde.unieke_actieve_bsn"
AANMELDING, UITSTROOM, GEEN_STAP = (f"op_orde.stap.{stap}" for stap in ("aanmelding", "uitstroom", "onbekend"))
ZONDER_BSN = {"Burgerservicenummer": None}
LATER = {"startdatum": "2025-03-01", "aanmelding": {"startdatum": "2025-03-01"}}


def analysed(*trajecten: dict[str, Any], **overrides: Any) -> Analyse:
    document = levering(*trajecten, **overrides)
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1))


def effect(uitleg: str, verandering: int) -> Effect:
    return Effect(soort="oorzaak", uitleg=uitleg, aantal=1, verandering=verandering)


def gegevens(delivery: Analyse) -> Evidence:
    return Evidence(delivery.frames, delivery.kop.periode, delivery.schemafouten)


def gevonden(*trajecten: dict[str, Any]) -> dict[str, tuple[str, int, int]]:
    """Per figure of the gemeente the one effect: the start of its text, its records, its change."""
    found = list_effects(gegevens(analysed(*trajecten)))
    one = {id_: effects for (code, id_), effects in found.items() if code == CODE}
    assert all(len(effects) == 1 for effects in one.values())
    return {id_: (e.uitleg.partition(":")[0], e.aantal, e.verandering) for id_, (e,) in one.items()}


def compare_figures(delivery: Analyse, *rijen: str, kop: str = "Trajecten") -> CbsComparison:
    data = "\n".join((f"gemeentecode;{kop}", *rijen)).encode()
    return compare_with_cbs(delivery.cijfers, read_cbs("cbs.csv", data, op_orde_figures()), gegevens(delivery))


def test_a_clean_delivery_has_no_causes() -> None:
    assert list_effects(gegevens(analysed(traject(), traject()))) == {}


def test_clients_without_bsn_would_add_to_our_figures() -> None:
    cause = "Cliënten zonder BSN in uw bestand"
    found = gevonden(traject(), traject(client=[client(**ZONDER_BSN)]))
    persons = {id_: (cause, 1, 1) for id_ in (B, ACTIEF, AANMELDING)}
    assert found == persons | {T: ("Trajecten zonder cliënt met een BSN", 1, -1)}


def test_aanmelding_of_a_joined_traject_may_move_to_the_earliest() -> None:
    """The first of two that overlap began before the period, so that after merging no aanmelding lies in it."""
    same = client()
    first = traject(client=[same], startdatum="2023-11-01", aanmelding={"startdatum": "2023-11-01"})
    second = traject(client=[same], startdatum="2024-02-01", aanmelding={"startdatum": "2024-02-01"})
    cause = "Trajecten met een aanmelding die later is dan die van een overlappend traject"
    joined = ("Trajecten die een ander traject van dezelfde cliënt overlappen", 2, -1)
    assert gevonden(first, second) == {
        ACTIEF: (cause, 1, -1),
        AANMELDING: (cause, 1, -1),
        GEEN_STAP: (cause, 1, 1),
        T: joined,
    }


def test_traject_that_ends_on_the_first_day_may_not_count() -> None:
    ended = traject(
        startdatum="2023-05-01",
        einddatum="2024-01-01",
        aanmelding={"startdatum": "2023-05-01"},
        uitstroom={"datum": "2024-01-01"},
    )
    cause = "Trajecten die eindigen op de eerste dag van de periode"
    assert gevonden(traject(), ended) == dict.fromkeys((T, B, ACTIEF, UITSTROOM), (cause, 1, -1))


def test_step_outside_its_traject_may_become_unknown() -> None:
    early = traject(startdatum="2024-03-01", aanmelding={"startdatum": "2024-02-01"})
    cause = "Trajecten met een stap die begint buiten het traject zelf"
    assert gevonden(early) == {ACTIEF: (cause, 1, -1), AANMELDING: (cause, 1, -1), GEEN_STAP: (cause, 1, 1)}


def test_a_partner_without_bsn_adds_a_person_and_no_traject() -> None:
    found = gevonden(traject(client=[client(), client(**ZONDER_BSN)]))
    assert {id_: change for id_, (_, _, change) in found.items()} == {B: 1, ACTIEF: 1, AANMELDING: 1}


def test_clients_whom_nothing_identifies_each_add_a_person() -> None:
    nobody = client(**ZONDER_BSN, Geboortedatum=None)
    assert gevonden(traject(client=[nobody]), traject(client=[nobody]))[B] == (
        "Cliënten zonder BSN in uw bestand",
        2,
        2,
    )


@pytest.mark.parametrize("nummer", ["999999999", "12345678", "000000000", "abc"])
def test_clients_with_a_wrong_bsn_would_fall_away(nummer: str) -> None:
    found = gevonden(traject(), traject(client=[client(Burgerservicenummer=nummer)]))
    assert found == {id_: ("Cliënten met een BSN dat niet klopt", 1, -1) for id_ in (B, ACTIEF, AANMELDING)}


def test_trajecten_outside_the_period_would_fall_away() -> None:
    found = gevonden(traject(), traject(**LATER))
    assert found == {id_: ("Trajecten buiten de periode", 1, -1) for id_ in (T, B, GEEN_STAP)}


def test_joined_trajecten_lower_the_number_of_trajecten_only() -> None:
    same = client()
    other = traject(client=[same], startdatum="2024-05-01", uitstroom={"datum": "2024-06-01", "reden": "Zelf"})
    found = gevonden(traject(client=[same]), other, traject(client=[same]))
    assert found == {T: ("Trajecten die een ander traject van dezelfde cliënt overlappen", 3, -2)}


def test_trajecten_that_break_the_schema_would_fall_away() -> None:
    broken = traject(omschrijving=12, nazorg=7)
    found = gevonden(traject(), broken)
    assert found == {id_: ("Trajecten die de technische toets niet halen", 1, -1) for id_ in (T, B, ACTIEF, AANMELDING)}


def test_a_break_outside_the_trajecten_says_nothing_of_a_gemeente() -> None:
    assert list_effects(gegevens(analysed(traject(), teller="een"))) == {}


def test_the_total_is_the_sum_over_the_gemeenten() -> None:
    delivery = analysed(*(traject(gemeentecode=code, client=[client(**ZONDER_BSN)]) for code in ("0344", "0363")))
    (effect,) = list_effects(gegevens(delivery))["totaal", T]
    assert (effect.aantal, effect.verandering) == (2, -2)


@pytest.mark.parametrize(
    ("verschil", "verandering", "zin"),
    [
        (-15, -12, "Dat kan 12 van de 15 verklaren."),
        (-12, -12, "Dat kan 12 van de 12 verklaren."),
        (15, 12, "Dat kan 12 van de 15 verklaren."),
        (-10, -12, "Dat zou een verschil van 12 geven; het verschil is 10."),
        (-0.5, -1, "Dat zou een verschil van 1 geven; het verschil is 0,5."),
    ],
)
def test_a_cause_that_fits_says_how_much_it_explains(verschil: float, verandering: int, zin: str) -> None:
    (found,) = that_fit(verschil, [effect("Uitleg.", verandering)])
    assert found.zin(verschil) == f"Uitleg. {zin}"


@pytest.mark.parametrize(("verschil", "verandering"), [(15, -12), (-15, 12), (-3, -7), (-10, -1000), (10, 0)])
def test_a_cause_of_the_wrong_sign_or_far_too_large_is_not_named(verschil: float, verandering: int) -> None:
    assert that_fit(verschil, [effect("Uitleg.", verandering)]) == []


def test_the_cause_that_fits_best_comes_first() -> None:
    found = that_fit(-5, [effect("Klein.", -1), effect("Past.", -5), effect("Groot.", -8)])
    assert [effect.uitleg.partition(".")[0] for effect in found] == ["Past", "Groot", "Klein"]


@pytest.mark.parametrize(
    ("code", "doel"),
    [
        ("0457", "0363"),
        ("GM-0344", "0344"),
        ("00344", "0344"),
        ("Utrecht", "0344"),
        ("0344 Utrecht", "0344"),
        ("Den Haag", "0518"),
        ("0344", None),
        ("onbekend", None),
        ("totaal", None),
        ("iets anders", None),
        ("0344/0363", None),
        ("9999", None),
    ],
)
def test_an_odd_or_old_code_belongs_to_a_gemeente_of_today(code: str, doel: str | None) -> None:
    assert gemeente_meant(code) == doel


def test_a_code_that_cbs_has_explains_nothing() -> None:
    assert door_codes({("0457", T): 3.0}, ["0363", "0457"]) == {}
    assert door_codes({("0457", T): 3.0}, ["0363"]).keys() == {("0363", T)}


def test_trajecten_under_a_dissolved_gemeente_may_explain_what_its_successor_lacks() -> None:
    delivery = analysed(traject(gemeentecode="0363"), traject(gemeentecode="0457"), traject(gemeentecode="0457"))
    (rij,) = compare_figures(delivery, "0363;4").verschillen
    assert rij.oorzaken == (
        "Trajecten in uw bestand onder code 0457 (Weesp): 2. Ze lijken bij deze gemeente te horen. "
        "Dat kan 2 van de 3 verklaren.",
    )


def test_trajecten_without_a_gemeente_may_be_of_any() -> None:
    delivery = analysed(traject(), traject(gemeentecode=None))
    (rij,) = compare_figures(delivery, "0088;2", "totaal;2").verschillen
    assert rij.oorzaken == (
        "Trajecten in uw bestand zonder bekende gemeente: 1. Ze kunnen van deze gemeente zijn. "
        "Dat kan 1 van de 1 verklaren.",
    )


def test_equal_figures_have_no_causes() -> None:
    delivery = analysed(traject(), traject(**LATER))
    assert [rij.oorzaken for rij in compare_figures(delivery, "0088;2").rijen] == [()]


def test_a_cause_names_no_client() -> None:
    known = client(Burgerservicenummer="999999999", Postcode="9166ZZ")
    delivery = analysed(traject(), traject(client=[known], **LATER))
    (rij,) = compare_figures(delivery, "0088;1").verschillen
    assert rij.oorzaken
    assert not [zin for zin in rij.oorzaken if "999999999" in zin or "9166ZZ" in zin]


WRONG_BSN = traject(client=[client(Burgerservicenummer="999999999")])
BEFORE = traject(startdatum="2024-03-01", aanmelding={"startdatum": "2024-02-01"})


@pytest.mark.parametrize(
    ("other", "kop", "rij", "told"),
    [
        (WRONG_BSN, "Unieke BSN's;Aanmelding", "2;1", False),  # nobody was left out
        (WRONG_BSN, "Unieke BSN's;Aanmelding", "1;1", True),
        (WRONG_BSN, "Aanmelding", "1", True),
        (BEFORE, "Unieke actieve BSN;Aanmelding", "1;2", False),  # the step stands with CBS as well
        (BEFORE, "Unieke actieve BSN;Aanmelding", "1;1", True),
    ],
)
def test_a_cause_that_would_change_what_is_equal_is_not_told(
    other: dict[str, Any], kop: str, rij: str, told: bool
) -> None:
    found = compare_figures(analysed(traject(), other), f"{CODE};{rij}", kop=kop)
    assert any(one.oorzaken for one in found.verschillen) is told


def test_a_cause_that_one_gemeente_refutes_is_none_of_the_total_but_may_be_of_another() -> None:
    effects = {(code, id_): [effect("Oorzaak: 2.", -2)] for code in (CODE, "0344", "totaal") for id_ in (B, ACTIEF)}
    left = not_refuted(effects, {(CODE, B)})
    assert {code for (code, _), found in left.items() if found} == {"0344"}


@pytest.mark.parametrize(("gelijk", "told"), [(AANMELDING, True), (T, False), (B, False)])
def test_of_trajecten_without_a_gemeente_only_some_may_belong_here(gelijk: str, told: bool) -> None:
    eigen = {("onbekend", id_): 2.0 for id_ in (T, B, AANMELDING, UITSTROOM)}
    left = not_refuted(door_codes(eigen, [CODE]), {(CODE, gelijk)})
    assert bool(left[CODE, UITSTROOM]) is told
