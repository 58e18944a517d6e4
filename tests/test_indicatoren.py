"""Every figure against the independent oracle, and what must hold whatever the delivery."""

import copy
import json
import pickle
from datetime import date, timedelta
from math import isclose
from pathlib import Path
from typing import Any

import bouw
import oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from leveringen import Cijfers, Document, by_value, cijfers, leveringen, settings_for, trajecten_van

from ddas_report.analyse.choice import Choice
from ddas_report.analyse.pipeline import analyse
from ddas_report.indicatoren.evaluate import figures
from ddas_report.indicatoren.schulden import debt_spread, per_traject
from ddas_report.model.delivery import Periode
from ddas_report.model.normen import default_normen
from ddas_report.read.one_file import read_delivery

WORTEL = Path(__file__).parent.parent
VOORBEELDEN = WORTEL.parent / "shared" / "voorbeelden"
"""The official examples of the exchange model, where somebody has put them beside the project."""

EERSTE_RECORD = ("clienten.geslacht.", "clienten.leeftijd.", "op_orde.stap.")
"""What the order in the file may change: who speaks for a person, and which of equal dates is met first."""

BUITEN_DE_PERIODE_GELIJK = (
    "op_orde.unieke_actieve_bsn",
    *(f"op_orde.stap.{stap}" for stap in oracle.STEPS),
    "trajecten.onbekend",
    "trajecten.lopend_",
    "trajecten.nieuw_",
    "doorlooptijd.traject_",
    "instroom.",
    "uitstroom.",
    "beschikking.",
    "schuldregeling.",
    "begeleiding.",
    "crisisinterventies.",
    "voorlopige_voorzieningen.",
    "moratoria.",
    "informatie_en_advies.",
    "fase_periode.",
    "aandeel.schuldregeling_toegekend",
    "aandeel.uitstroom_afgerond",
)
"""The figures that look at the period: what lies outside it leaves them as they are."""


def verschillen(gevonden: Cijfers, verwacht: Cijfers) -> dict[tuple[str, str], tuple[Any, Any]]:
    """The figures that differ, or stand in one of both only."""
    return {
        key: (gevonden.get(key, "ontbreekt"), verwacht.get(key, "ontbreekt"))
        for key in gevonden.keys() | verwacht.keys()
        if not _gelijk(gevonden.get(key, "ontbreekt"), verwacht.get(key, "ontbreekt"))
    }


def _gelijk(een: object, ander: object) -> bool:
    if isinstance(een, int | float) and isinstance(ander, int | float):
        return isclose(een, ander, rel_tol=1e-9, abs_tol=1e-9)
    return een is ander or een == ander


def zonder(table: Cijfers, *prefixes: str) -> Cijfers:
    return {key: waarde for key, waarde in table.items() if not key[1].startswith(prefixes)}


# The oracle --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bestand", sorted((WORTEL / "sample_data").glob("*.json")), ids=lambda pad: pad.stem)
def test_samples_are_counted_as_the_oracle_does(bestand: Path) -> None:
    document = json.loads(bestand.read_bytes())
    assert not verschillen(cijfers(document), oracle.compute(document))


def test_official_examples_are_counted_as_the_oracle_does() -> None:
    bestanden = sorted(VOORBEELDEN.glob("*.json"))
    if not bestanden:
        pytest.skip("the official examples do not stand beside this project")
    for bestand in bestanden:
        document = json.loads(bestand.read_bytes())
        assert not verschillen(cijfers(document), oracle.compute(document)), bestand.name


@settings_for(200)
@given(leveringen())
def test_any_delivery_has_every_figure_of_the_oracle_for_every_gemeente(document: Document) -> None:
    found = cijfers(document)
    assert not verschillen(found, oracle.compute(document))
    gemeenten = {*oracle.gemeenten_of(oracle.trajecten_of(document)), "totaal"}
    assert found.keys() == {(gemeente, id_) for gemeente in gemeenten for _, id_ in found}


# What must hold ----------------------------------------------------------------------------------------


@settings_for(20)
@given(leveringen(), st.randoms(use_true_random=False))
def test_order_of_trajecten_changes_only_who_speaks_first(document: Document, random: Any) -> None:
    shuffled = copy.deepcopy(document)
    for levering in shuffled["leveringen"]:
        if isinstance(levering, dict) and isinstance(levering.get("schuldhulptrajecten"), list):
            random.shuffle(levering["schuldhulptrajecten"])
    random.shuffle(shuffled["leveringen"])
    expected = by_value(zonder(cijfers(document), *EERSTE_RECORD))
    assert not verschillen(by_value(zonder(cijfers(shuffled), *EERSTE_RECORD)), expected)


@settings_for(20)
@given(leveringen(geldige_periode=True), st.integers(0, 5))
def test_parts_add_up_and_two_leveringen_count_as_one(document: Document, knip: int) -> None:
    table = cijfers(document)
    for gemeente in {gemeente for gemeente, _ in table}:
        of = {id_: waarde or 0 for (code, id_), waarde in table.items() if code == gemeente}
        assert sum(of[f"trajecten.{status}"] for status in oracle.STATUSES) == of["trajecten.totaal"]
        assert sum(n for id_, n in of.items() if id_.startswith("op_orde.stap.")) == of["op_orde.unieke_bsn"]
        assert sum(n for id_, n in of.items() if id_.startswith("fase.")) == of["trajecten.totaal"]
        assert of["op_orde.trajecten"] == of["trajecten.totaal"]
        in_period = of["trajecten.totaal"] - of["trajecten.buiten_periode"]
        assert sum(n for id_, n in of.items() if id_.startswith("fase_periode.")) == in_period
        for verdeling in ("clienten.geslacht.", "clienten.leeftijd."):
            assert sum(n for id_, n in of.items() if id_.startswith(verdeling)) == of["clienten.uniek"]
    alle = trajecten_van(document)
    split = document | {"leveringen": [{"schuldhulptrajecten": deel} for deel in (alle[:knip], alle[knip:])]}
    assert not verschillen(cijfers(split), table)


@settings_for(20)
@given(leveringen(geldige_periode=True), st.sampled_from(["0153", "0088", "9999"]))
def test_traject_outside_the_period_leaves_figures_of_the_period(document: Document, gemeente: str) -> None:
    alle = trajecten_van(document)
    assume(alle)
    vroeger = vroeger_traject(gemeente)
    before = cijfers(document)
    after = cijfers(document | {"leveringen": [{"schuldhulptrajecten": [*alle, vroeger]}]})
    changed = verschillen({key: after[key] for key in before}, before)
    touched = {id_ for _, id_ in changed}
    assert {"trajecten.totaal", "trajecten.buiten_periode", "op_orde.trajecten"} <= touched
    assert not [id_ for id_ in touched if id_.startswith(BUITEN_DE_PERIODE_GELIJK)]
    assert {code for code, _ in changed} <= {"totaal", gemeente}


def vroeger_traject(gemeente: str) -> Document:
    """A traject of a client nobody else is, with every date in 1999."""
    fase = {"startdatum": "1999-02-01", "einddatum": "1999-03-01"}
    return {
        **fase,
        "gemeentecode": gemeente,
        "client": [{"Burgerservicenummer": "900000009", "Geslachtsaanduiding": "Man"}],
        "aanmelding": {"crisisinterventie": True, **fase},
        "intake": {"beschikkingsdatum": "1999-03-01", "beschikkingssoort": "Toelatingsbeschikking", **fase},
        "planVanAanpak": {"datumAfronding": "1999-03-01"},
        "schuldregeling": {"datum": "1999-02-01", "toegekend": "1999-03-01"},
        "oplossing": {"soort": "Schuldbemiddeling", "vtlb": 1200, **fase},
        "uitstroom": {"datum": "1999-03-01", "reden": "Afgerond"},
        "schulden": [{"bedrag": 100, "schuldsoort": "Zorg"}],
        "begeleiding": [{"soort": "Budgetbeheer", **fase}],
        "crisisinterventies": [fase],
        "moratoria": [{"datumAanvraag": "1999-02-01"}],
        "voorlopigeVoorzieningen": [fase],
        "informatieEnAdvies": fase,
    }


# Edges by name -----------------------------------------------------------------------------------------


def klein(*trajecten: Document, start: Any = "2024-01-01", eind: Any = "2024-12-31") -> Document:
    return {
        "startdatumLevering": start,
        "einddatumLevering": eind,
        "leveringen": [{"schuldhulptrajecten": list(trajecten)}],
    }


def totalen(*trajecten: Document, **periode: Any) -> dict[str, float | None]:
    """The figures of the whole of a tiny delivery, after the oracle agreed to all of them."""
    document = klein(*trajecten, **periode)
    table = cijfers(document)
    assert not verschillen(table, oracle.compute(document))
    return {id_: waarde for (gemeente, id_), waarde in table.items() if gemeente == "totaal"}


def test_no_trajecten_gives_zero_counts_and_no_means() -> None:
    found = totalen()
    assert found["trajecten.totaal"] == found["op_orde.unieke_bsn"] == found["schulden.bedrag.totaal"] == 0
    assert found["schulden.bedrag_per_traject.gemiddelde"] is found["vulling.trajecten.startdatum"] is None


def test_client_without_key_counts_as_one_person() -> None:
    found = totalen({"client": [{}, {"Postcode": "1234AB"}]})
    assert found["clienten.totaal"] == found["clienten.uniek"] == found["clienten.niet_identificeerbaar"] == 2


@pytest.mark.parametrize(
    ("geboren", "eind", "band"),
    [
        ("2006-06-15", "2024-06-14", "tot_18"),
        ("2006-06-15", "2024-06-15", "18_24"),
        ("2004-02-29", "2022-02-28", "tot_18"),
        ("2004-02-29", "2022-03-01", "18_24"),
        ("1999-02-28", "2024-02-28", "25_34"),
        ("2024-12-31", "2024-12-30", "onbekend"),
        ("2024-12-31", "2024-12-31", "tot_18"),
        ("2024-02-30", "2024-12-31", "onbekend"),
    ],
)
def test_age_rises_on_the_birthday_and_after_a_leap_day_on_the_first_of_march(
    geboren: str, eind: str, band: str
) -> None:
    assert totalen({"client": [{"Geboortedatum": geboren}]}, eind=eind)[f"clienten.leeftijd.{band}"] == 1


def test_period_of_one_day_holds_that_day() -> None:
    day = "2024-02-29"
    found = totalen({"startdatum": day, "einddatum": day}, start=day, eind=day)
    assert found["trajecten.nieuw_beeindigd"] == found["instroom.maand.2024-02"] == 1
    assert found["doorlooptijd.traject_beeindigd.mediaan"] == 0


def test_period_of_eighteen_months_has_a_figure_for_each() -> None:
    found = totalen(start="2024-01-15", eind="2025-06-01")
    months = [id_ for id_ in found if id_.startswith("instroom.maand.")]
    assert (len(months), min(months), max(months)) == (18, "instroom.maand.2024-01", "instroom.maand.2025-06")


def test_traject_that_ends_on_the_last_day_has_ended() -> None:
    assert totalen({"startdatum": "2023-05-01", "einddatum": "2024-12-31"})["trajecten.lopend_beeindigd"] == 1
    assert totalen({"startdatum": "2023-05-01", "einddatum": "2025-01-01"})["trajecten.lopend_actief"] == 1


def test_traject_that_starts_on_the_first_day_is_new() -> None:
    assert totalen({"startdatum": "2024-01-01"})["trajecten.nieuw_actief"] == 1
    assert totalen({"startdatum": "2023-12-31"})["trajecten.lopend_actief"] == 1


def test_equal_dates_go_to_the_first_step_in_op_orde_and_to_the_last_in_fase() -> None:
    day = {"startdatum": "2024-05-01"}
    found = totalen({"client": [{"Burgerservicenummer": "1"}], "aanmelding": day, "nazorg": day})
    assert found["op_orde.stap.aanmelding"] == found["fase.nazorg"] == 1
    assert found["op_orde.stap.nazorg"] == found["fase.aanmelding"] == 0


def test_phase_in_the_period_passes_over_what_began_earlier_or_later() -> None:
    found = totalen(
        {
            "startdatum": "2023-05-01",
            "aanmelding": {"startdatum": "2023-05-01"},
            "intake": {"startdatum": "2024-02-01"},
            "nazorg": {"startdatum": "2025-02-01"},
        }
    )
    assert (found["fase.intake"], found["fase_periode.intake"]) == (1, 1)
    assert found["fase_periode.onbekend"] == found["fase_periode.nazorg"] == 0


def test_traject_outside_the_period_has_a_phase_on_the_last_day_and_none_in_the_period() -> None:
    gone = {"startdatum": "2023-01-01", "einddatum": "2023-06-01", "nazorg": {"startdatum": "2024-02-01"}}
    found = totalen(gone)
    assert found["fase.nazorg"] == 1
    assert not any(value for id_, value in found.items() if id_.startswith("fase_periode."))


def stabilisaties(*dagen: int) -> list[Document]:
    van = date(2024, 1, 1)
    return [{"stabilisatie": {"startdatum": f"{van}", "einddatum": f"{van + timedelta(n)}"}} for n in dagen]


def test_stabilisatie_of_exactly_the_norm_is_not_longer() -> None:
    assert totalen(*stabilisaties(122, 123, 10))["aandeel.stabilisatie_boven_norm"] == pytest.approx(100 / 3)


def test_share_of_nothing_is_no_share() -> None:
    assert not [value for id_, value in totalen({}).items() if id_.startswith("aandeel.") and value is not None]


def test_norms_of_the_user_change_the_shares_and_are_named_in_the_definition() -> None:
    document = klein(*stabilisaties(122, 123, 10))
    normen = default_normen() | {"stabilisatie_dagen": 9.0, "schuldregeling_dagen": 1.0}
    found = analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1), Choice(normen=normen))
    table = {(code, id_): waarde for code, id_, waarde in found.cijfers.long.iter_rows()}
    assert not verschillen(table, oracle.compute(document, oracle.Norms(9, 1)))
    figure = figures(found.kop.periode)["aandeel.stabilisatie_boven_norm"].indicator
    assert "De norm is 9 dagen." in figure.uitleg(normen)


def test_amount_with_a_zero_decimal_is_whole() -> None:
    assert totalen({"schulden": [{"bedrag": 5000.0}]})["schulden.bedrag.totaal"] == 5000


@pytest.mark.parametrize("bedrag", [True, "5000", 5000.5, None])
def test_what_is_no_whole_number_is_no_amount(bedrag: object) -> None:
    found = totalen({"schulden": [{"bedrag": bedrag}]})
    assert (found["schulden.aantal"], found["schulden.bedrag.totaal"]) == (1, 0)
    assert found["schulden.bedrag_per_traject.gemiddelde"] is None


def test_spellings_of_a_gemeentecode_are_one_gemeente() -> None:
    codes = ("GM0153", "153", " gm0153 ", "0153", "Onbekend", "", None, "Totaal")
    document = klein(*({"gemeentecode": code} for code in codes), {})
    table = cijfers(document)
    found = {gemeente: waarde for (gemeente, id_), waarde in table.items() if id_ == "trajecten.totaal"}
    assert found == {"0153": 4, "onbekend": 4, "onbekend-1": 1, "totaal": 9}


@pytest.mark.parametrize("start", [None, "2024-02-30", "0000-01-01", 20240101])
def test_without_a_valid_period_its_figures_are_null(start: object) -> None:
    found = totalen({"startdatum": "2024-05-01", "client": [{"Burgerservicenummer": "1"}]}, start=start)
    assert found["trajecten.nieuw_actief"] is found["op_orde.stap.onbekend"] is None
    assert (found["trajecten.totaal"], found["op_orde.unieke_bsn"], found["clienten.leeftijd.onbekend"]) == (1, 1, 1)
    assert not [id_ for id_ in found if id_.startswith("instroom.maand.")]


def van(start: str | None, eind: str | None, *bsns: str) -> Document:
    dates = {"startdatum": start, "einddatum": eind}
    clients = [{"Burgerservicenummer": bsn} for bsn in bsns]
    return {naam: dag for naam, dag in dates.items() if dag} | {"client": clients}


def test_inverted_traject_joins_only_what_spans_both_its_dates() -> None:
    inverted = van("2024-05-01", "2024-04-01", "1")
    assert totalen(inverted, van("2024-03-01", "2024-06-01", "1"))["trajecten.samengevoegd"] == 1
    assert totalen(inverted, van("2024-04-15", "2024-06-01", "1"))["trajecten.samengevoegd"] == 2
    assert totalen(inverted, van("2024-03-01", "2024-04-15", "1"))["trajecten.samengevoegd"] == 2


def test_chain_of_couples_is_joined_into_one() -> None:
    chain = [van("2024-01-01", "2024-02-01", "1", "2"), van("2024-02-01", None, "2", "3"), van("2024-06-01", None, "3")]
    assert totalen(*chain)["trajecten.samengevoegd"] == 1
    assert totalen(chain[0], chain[2])["trajecten.samengevoegd"] == 2


def test_traject_without_startdatum_is_never_joined() -> None:
    assert totalen(van("2024-01-01", None, "1"), van(None, "2024-02-01", "1"))["trajecten.samengevoegd"] == 2


def test_joining_stays_within_a_gemeente() -> None:
    een, ander = van("2024-01-01", None, "1"), van("2024-01-01", None, "1")
    assert totalen(een | {"gemeentecode": "153"}, ander | {"gemeentecode": "0153"})["trajecten.samengevoegd"] == 1
    found = totalen(een | {"gemeentecode": "0153"}, ander | {"gemeentecode": "0088"})
    assert (found["trajecten.samengevoegd"], found["op_orde.unieke_bsn"], found["clienten.uniek"]) == (2, 2, 1)


def test_class_of_debt_holds_its_lowest_amount_and_the_last_all_above() -> None:
    bedragen = (-5, 9_999, 10_000, 99_999, 100_000, 5_000_000)
    document = bouw.levering(
        bouw.traject(), *(bouw.traject(schulden=[bouw.schuld(bedrag=bedrag)]) for bedrag in bedragen)
    )
    frames = read_delivery("SHV_2024_Test.json", json.dumps(document).encode()).frames
    found = debt_spread(frames, Periode(None, None))
    assert found == dict.fromkeys((bouw.KLEIN, "totaal"), (2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2))


@pytest.mark.parametrize("bestand", ["SHV_2024_Foutenstad.json", "SHV_2024_Voorbeeldregio.json"])
def test_only_groups_that_say_so_take_other_records_for_the_total(bestand: str) -> None:
    frames = read_delivery(bestand, (WORTEL / "sample_data" / bestand).read_bytes()).frames
    periode = Periode(date(2024, 1, 1), date(2024, 12, 31))
    for figure in figures(periode).values():
        if not figure.groep.deduplicates:
            own, as_one = (figure.groep.tel(part, periode).drop("gemeente") for part in (frames, frames.as_one("x")))
            assert own.sort(own.columns).equals(as_one.sort(own.columns)), figure.groep.titel


def test_what_is_made_once_is_made_again_of_other_frames() -> None:
    frames = read_delivery("x.json", json.dumps(bouw.levering(bouw.traject())).encode()).frames
    periode = Periode(None, None)
    assert per_traject(frames, periode) is per_traject(frames, periode)
    assert per_traject(frames.van_gemeente("none"), periode).is_empty()


def test_frames_that_keep_what_was_made_of_them_can_go_to_another_process() -> None:
    frames = read_delivery("x.json", json.dumps(bouw.levering(bouw.traject())).encode()).frames
    made = per_traject(frames.as_one("x"), Periode(None, None))
    there = pickle.loads(pickle.dumps(frames))
    assert per_traject(there.as_one("x"), Periode(None, None)).equals(made)
