"""The causes: each of the catalogue hits, keeps silent on a clean delivery, and takes exactly these findings."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bouw import ORGANISATIE, bsn, client, levering, schuld, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for

from ddas_report.analyse import cause_fields
from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.cause_catalogue import CAUSES, advice
from ddas_report.analyse.per_gemeente import per_gemeente
from ddas_report.analyse.pipeline import Analyse, Oordeel, analyse
from ddas_report.analyse.protect import as_whole, protect
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Eigenaar, Ernst
from ddas_report.report.build import build_report
from ddas_report.report.verdict import conclusion

MAP = Path(__file__).parent.parent / "sample_data"
AMELAND = "0060"
ENDED = {"einddatum": "2024-06-03", "uitstroom": {"datum": "2024-06-03", "reden": "Zelf"}}
VANDAAG = date(2025, 2, 1)
OUD = {"startdatum": "2020-03-02", "aanmelding": {"startdatum": "2020-03-02", "einddatum": "2020-03-02"}}
"""A traject of which no date lies in 2024."""


def judged(document: Mapping[str, Any], naam: str = "SHV_2024_Test.json") -> Analyse:
    return analyse(naam, json.dumps(document).encode(), VANDAAG)


def causes(document: Mapping[str, Any]) -> dict[str, Oorzaak]:
    """The causes by id and field."""
    return {" ".join((o.id, o.veld)).strip(): o for o in judged(document).oorzaken}


def taken(oorzaak: Oorzaak) -> dict[str, int]:
    """The number of places of each rule under a cause."""
    counts: Counter[str] = Counter()
    for bevinding in oorzaak.bevindingen:
        counts[bevinding.regel.id] += bevinding.plaatsen.height
    return dict(counts)


def one(**velden: Any) -> dict[str, Any]:
    """A traject in a gemeente where a hundred clients are not too many, with what the figures of a gemeente ask."""
    return traject(**{"gemeentecode": AMELAND, "totaalSchuldbedragBijAanvangSchuld": 20_000} | velden)


def many(aantal: int = 20, **velden: Any) -> list[dict[str, Any]]:
    return [one(**velden) for _ in range(aantal)]


def delivery(*trajecten: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """A delivery of that gemeente."""
    return levering(*trajecten, **{"aanleverende_organisatie": ORGANISATIE | {"gemeentecode": AMELAND}} | overrides)


@cache
def sample(naam: str) -> Analyse:
    path = next(MAP.glob(f"SHV_*_{naam}.json"))
    return analyse(path.name, path.read_bytes(), date(2025, 8, 4))


def test_clean_delivery_has_no_cause() -> None:
    assert causes(delivery(*many(), one(**ENDED))) == {}
    assert sample("Schoonstad").oorzaken == ()


# OORZ-PERIODE


def test_dates_outside_the_period_are_one_cause() -> None:
    found = causes(delivery(*many(20, **OUD)))["OORZ-PERIODE"]
    assert taken(found) == {"GEM-04": 1, "GEM-05": 1}
    assert (found.aantal, found.van, found.eigenaar) == (20, 20, Eigenaar.BESTAND)
    assert found.titel == "In de hele periode begon of eindigde geen enkel traject."
    assert (
        "Van de 60 datums waarop een traject of een stap begon of eindigde, liggen er 0 in de periode" in found.gevolg
    )
    assert "de meeste in zo'n tijd (60) liggen van januari 2020 tot en met december 2020" in found.gevolg
    assert "20 van de 20 cliënten met een BSN als onbekend" in found.gevolg
    assert "op_orde.stap.onbekend" in found.cijfers


def test_dates_in_the_period_are_named_when_they_are_of_one_kind() -> None:
    planned = {**OUD, "intake": {"startdatum": "2020-04-02", "einddatum": "2024-04-02"}}
    found = causes(delivery(*many(20, **OUD), one(**planned)))["OORZ-PERIODE"]
    assert "ligt er 1 (het einde van stappen) in" in found.gevolg
    assert found.aantal == 21  # a step that was planned to end in the period has not happened in it


def test_busiest_months_are_as_many_as_the_period_has() -> None:
    found = causes(delivery(*many(20, **OUD), startdatumLevering="2023-01-01"))["OORZ-PERIODE"]
    assert "van januari 2020 tot en met december 2021." in found.gevolg


def test_busiest_months_may_be_others_than_the_last() -> None:
    later = {**OUD, "startdatum": "2022-03-02"}
    found = causes(delivery(*many(20, **OUD), one(**later)))["OORZ-PERIODE"]
    assert "van januari 2020 tot en met december 2020." in found.gevolg


def test_trajecten_outside_a_wrong_period_are_counted() -> None:
    ended = {**OUD, "einddatum": "2020-12-01"}
    assert causes(delivery(*many(20, **ended)))["OORZ-PERIODE"].gevolg.endswith(
        "onbekend, en liggen 20 van de 20 trajecten er helemaal buiten."
    )


def test_period_is_wrong_of_twenty_trajecten_or_more_only() -> None:
    assert "OORZ-PERIODE" not in causes(delivery(*many(19, **OUD)))


def test_one_date_in_twenty_in_the_period_is_enough() -> None:
    assert "OORZ-PERIODE" in causes(delivery(*many(58, **OUD), *many(2)))
    assert "OORZ-PERIODE" not in causes(delivery(*many(57, **OUD), *many(3)))


def test_of_a_month_naturally_fewer_dates_lie_in_the_period() -> None:
    month = {"startdatumLevering": "2024-03-01", "einddatumLevering": "2024-03-31"}
    assert "OORZ-PERIODE" not in causes(delivery(*many(58, **OUD), *many(2), **month))
    found = causes(delivery(*many(60, **OUD), **month))["OORZ-PERIODE"]
    assert "liggen in maart 2020." in found.gevolg


def test_period_takes_the_trajecten_outside_and_the_file_name() -> None:
    gone = {**OUD, "einddatum": "2021-05-03", "uitstroom": {"datum": "2021-05-03", "reden": "Zelf"}}
    trajecten = many(20, **gone)
    found = causes(delivery(*trajecten, startdatumLevering="2024-02-01"))["OORZ-PERIODE"]
    assert taken(found) == {"GEM-04": 1, "GEM-05": 1, "LEV-02": 1, "TRJ-03": 20}


# OORZ-TEST


def same(nummer: int, **velden: Any) -> dict[str, Any]:
    return client(Geboortedatum="1970-01-01", Burgerservicenummer=bsn(nummer), **velden)


def test_equal_birth_dates_and_postcodes_look_like_a_test() -> None:
    trajecten = [one(client=[same(nummer)]) for nummer in range(60)]
    found = causes(delivery(*trajecten))["OORZ-TEST"]
    assert taken(found) == {"GEM-08": 1}
    assert "100\u00a0% van de postcodes is gelijk; 100\u00a0% van de geboortedatums is gelijk" in found.gevolg


def test_what_looks_like_a_test_comes_before_a_field_that_spoils_a_figure() -> None:
    trajecten = [one(client=[same(nummer, Geslachtsaanduiding=None)]) for nummer in range(60)]
    assert [oorzaak.id for oorzaak in judged(delivery(*trajecten)).oorzaken][:2] == ["OORZ-TEST", "OORZ-VELD"]


def test_one_sign_of_a_test_is_not_enough() -> None:
    clienten = [same(n, Postcode=f"{1000 + n}AA") | {"Burgerservicenummer": "123456782"} for n in range(60)]
    trajecten = [one(client=[c], gemeentecode="0088") for c in clienten]
    organisatie = {
        "(Statutaire) Naam": "Gemeente Echt",
        "gemeentecode": "0088",
        "contactpersonen": [{"email": "a@b.nl"}],
    }
    assert "OORZ-TEST" not in causes(delivery(*trajecten, aanleverende_organisatie=organisatie))


def lookalikes(gelijk: int) -> list[dict[str, Any]]:
    """Of sixty clients so many have one postcode and one birth date; all have one BSN, which begins with no 9."""
    other = [same(n, Postcode=f"{1000 + n}AA") | {"Geboortedatum": f"19{40 + n % 40}-03-02"} for n in range(60)]
    clienten = [same(n, Postcode="9166AA") for n in range(gelijk)] + other[gelijk:]
    return [one(client=[c | {"Burgerservicenummer": "123456782"}], gemeentecode="0088") for c in clienten]


@pytest.mark.parametrize(("gelijk", "test"), [(54, True), (53, False)])
def test_two_signs_in_nine_of_ten_are_enough(gelijk: int, test: bool) -> None:
    organisatie = ORGANISATIE | {"(Statutaire) Naam": "Gemeente Echt"}
    assert ("OORZ-TEST" in causes(delivery(*lookalikes(gelijk), aanleverende_organisatie=organisatie))) is test


@pytest.mark.parametrize(("met_bsn", "test"), [(20, True), (19, False)])
def test_first_digit_is_a_sign_of_twenty_bsns_or_more(met_bsn: int, test: bool) -> None:
    """The other sign is the name of the organisation; two clients share a BSN, which is what the cause takes."""
    clienten = [
        client(
            Postcode=f"{1000 + n}AB",
            Geboortedatum=f"19{40 + n}-03-01",
            Burgerservicenummer=bsn(max(n, 1)) if n < met_bsn else None,
        )
        for n in range(20)
    ]
    assert ("OORZ-TEST" in causes(delivery(*[one(client=[c]) for c in clienten]))) is test


# OORZ-GEMEENTECODE


def test_unknown_code_takes_what_it_causes() -> None:
    found = causes(delivery(*many(30), one(**ENDED), one(gemeentecode="0061")))
    assert set(found) == {"OORZ-GEMEENTECODE"}
    assert taken(found["OORZ-GEMEENTECODE"]) == {"LEV-06": 1, "LEV-07": 1, "LEV-08": 1, "LEV-10": 1}
    assert "0061 (bedoeld is misschien 0060, Ameland)" in found["OORZ-GEMEENTECODE"].titel
    assert found["OORZ-GEMEENTECODE"].aantal == 1
    assert found["OORZ-GEMEENTECODE"].ernst is Ernst.WAARSCHUWING  # that of its worst finding: LEV-08 is a signaal


def test_figures_of_a_gemeente_that_is_none_belong_to_its_code() -> None:
    poor = one(gemeentecode="0061", client=[client(Geslachtsaanduiding=None)])
    found = causes(delivery(*many(30), poor))
    assert taken(found["OORZ-GEMEENTECODE"])["GEM-07"] == 1


def test_another_gemeente_keeps_its_own_findings() -> None:
    found = causes(delivery(*many(30), one(gemeentecode="0061"), one(gemeentecode="0096")))
    assert {"LEV-06", "LEV-07", "LEV-08"} <= set(found)


def test_code_that_is_no_number_is_not_told() -> None:
    found = causes(delivery(*many(30), one(gemeentecode="Geheim 12")))
    assert "Geheim" not in found["OORZ-GEMEENTECODE"].titel + found["OORZ-GEMEENTECODE"].gevolg


def test_of_many_codes_three_are_named() -> None:
    wrong = [one(gemeentecode=code) for code in ("0061", "0065", "0068", "0069")]
    titel = causes(delivery(*many(30), *wrong))["OORZ-GEMEENTECODE"].titel
    assert "0068 (bedoeld is misschien 0060, Ameland) en nog 1 horen niet" in titel


@pytest.mark.parametrize("codes", [("0199",), ("GM0199",), ("0199", "gm0199")])
def test_one_code_is_told_once_and_without_the_letters_before_it(codes: tuple[str, ...]) -> None:
    wrong = [one(gemeentecode=code) for code in codes]
    titel = causes(delivery(*many(30), *wrong))["OORZ-GEMEENTECODE"].titel
    assert titel == "De gemeentecode 0199 hoort niet bij een gemeente."


def test_near_code_that_is_not_delivered_is_named_when_it_is_the_only_one() -> None:
    found = causes(delivery(*many(30), one(gemeentecode="1002")))["OORZ-GEMEENTECODE"]
    assert "1002 (bedoeld is misschien 1702, Sint Anthonis)" in found.titel


@pytest.mark.parametrize(("wrong", "of_the_code"), [(20, True), (21, False)])
def test_gemeente_that_is_none_is_judged_by_its_code_as_long_as_it_is_not_the_most(
    wrong: int, of_the_code: bool
) -> None:
    bare = many(wrong, gemeentecode="0061", client=[client(Geslachtsaanduiding=None)])
    assert ("GEM-07" in taken(causes(delivery(*many(20), *bare))["OORZ-GEMEENTECODE"])) is of_the_code


# OORZ-VELD


def test_field_that_is_always_empty_is_one_cause() -> None:
    bare = [one(client=[client(Geslachtsaanduiding=None)], **(ENDED if n else {})) for n in range(20)]
    found = causes(delivery(*bare))
    assert set(found) == {"OORZ-VELD clienten.Geslachtsaanduiding"}
    (cause,) = found.values()
    assert (cause.aantal, cause.van, cause.eigenaar) == (20, 20, Eigenaar.LEVERANCIER)
    assert cause.titel == "Het veld geslacht is bij 20 van de 20 cliënten niet ingevuld."
    assert cause.gevolg == "Daardoor is van 20 van de 20 personen het geslacht onbekend."
    assert "clienten.geslacht.onbekend" in cause.cijfers


def test_field_in_another_form_is_one_cause() -> None:
    spaced = [one(client=[client(Postcode=f"{9000 + n} AA")]) for n in range(16)]
    found = causes(delivery(*spaced, *many(4)))
    assert taken(found["OORZ-VELD clienten.Postcode"]) == {"CLT-07": 16}
    assert "OORZ-VELD clienten.Postcode" not in causes(delivery(*spaced, *many(5)))


def test_of_one_field_the_larger_share_is_the_cause() -> None:
    empty, wrong = client(Geslachtsaanduiding=None), client(Geslachtsaanduiding="v")
    found = causes(delivery(*many(100, client=[empty]), *many(25, client=[wrong])))
    assert "bij 25 van de 25 cliënten anders" in found["OORZ-VELD clienten.Geslachtsaanduiding"].titel


def test_of_more_breaks_of_the_schema_than_are_told_the_most_frequent_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cause_fields, "MOST", 1)
    often, less = schuld(bedrag="12", zakelijkeSchuld="nee"), schuld(bedrag="12")
    found = causes(delivery(*many(20, schulden=[often]), one(schulden=[less])))
    assert [o.veld for o in found.values() if o.id == "OORZ-VELD" and "BST-05" in o.regels] == ["schulden.bedrag"]


def test_two_empty_fields_are_two_causes() -> None:
    nobody = {"Geslachtsaanduiding": None, "Geboortedatum": None}
    bare = [one(client=[client(**nobody)], **(ENDED if n else {})) for n in range(20)]
    assert set(causes(delivery(*bare))) == {
        "OORZ-VELD clienten.Geslachtsaanduiding",
        "OORZ-VELD clienten.Geboortedatum",
    }


def test_rule_and_vulling_on_one_field_are_one_cause() -> None:
    found = causes(delivery(*[one(schulden=[schuld(schuldsoort=None)]) for _ in range(20)]))
    assert taken(found["OORZ-VELD schulden.schuldsoort"]) == {"SLD-01": 20, "GEM-07": 1}


def test_of_fields_that_are_empty_as_often_the_first_by_name_takes_the_places_every_time() -> None:
    document = levering(*many(20, schulden=[schuld(schuldsoort=None, peildatum=None, zakelijkeSchuld=None)]))
    first = [next(o.veld for o in judged(document).oorzaken if "SLD-01" in o.regels) for _ in range(12)]
    assert set(first) == {"schulden.peildatum"}


def test_field_that_is_sometimes_empty_is_a_cause_of_its_own() -> None:
    bare = many(10, schulden=[schuld(schuldsoort=None)])
    found = causes(delivery(*bare, *many(10, schulden=[schuld()])))
    cause = found["SLD-01 schulden.schuldsoort"]
    assert taken(cause) == {"SLD-01": 10, "GEM-07": 1}
    assert cause.gevolg == "Daardoor is van 10 van de 20 schulden de soort onbekend."
    assert cause.eigenaar is Eigenaar.DOSSIERS


def test_field_that_is_often_empty_in_one_gemeente_names_it() -> None:
    empty = many(20, client=[client(Geslachtsaanduiding=None)], gemeentecode="0344")
    (found,) = [c for c in causes(delivery(*many(40), *empty)).values() if c.veld == "clienten.Geslachtsaanduiding"]
    assert found.titel == "Het veld geslacht is in Utrecht bij 20 van de 20 cliënten niet ingevuld."
    assert found.over == {"0344"}


def test_gemeente_that_is_judged_as_a_whole_is_named_when_there_are_several() -> None:
    old = many(20, **OUD, gemeentecode="0344")
    assert causes(delivery(*many(40), *old))["GEM-05"].titel.endswith("van het traject (Utrecht).")
    assert "(" not in causes(delivery(*many(40, **{**OUD, "startdatum": "2024-04-02"})))["GEM-05"].titel


def test_granting_that_stands_beside_the_traject_only_takes_what_repeats_it() -> None:
    regeling = {"datum": "2024-03-05", "dwangakkoord": True, "datumVerzoekDwangakkoord": "2024-03-06"}
    found = causes(delivery(*many(20, toekenningsdatum="2024-05-01", schuldregeling=regeling)))
    assert taken(found["OORZ-VELD schuldregeling.toegekend"]) == {"REG-11": 20, "REG-04": 20, "REG-08": 20}


def test_break_of_the_schema_in_every_record_is_the_supplier_s() -> None:
    wrong = [one(schulden=[schuld(bedrag="12")]) for _ in range(20)]
    found = causes(delivery(*wrong))
    cause = next(o for o in found.values() if "BST-05" in o.regels)
    assert (cause.id, cause.eigenaar, cause.ernst) == ("OORZ-VELD", Eigenaar.LEVERANCIER, Ernst.FOUT)
    assert next(iter(found.values())) is cause


@pytest.mark.parametrize(("right", "supplier"), [(5, True), (6, False)])
def test_break_of_the_schema_is_counted_among_the_records_that_fill_the_field(right: int, supplier: bool) -> None:
    found = causes(delivery(*many(20, schulden=[schuld(bedrag="12")]), *many(right, schulden=[schuld()])))
    assert any(o.id == "OORZ-VELD" and "BST-05" in o.regels for o in found.values()) is supplier


def test_two_unknown_fields_are_two_causes() -> None:
    found = judged(delivery(*many(20, client=[client(Jan="x", Piet="x")]))).oorzaken
    assert [o.id for o in found if "BST-06" in o.regels] == ["OORZ-VELD", "OORZ-VELD"]


@pytest.mark.parametrize(("other", "supplier"), [("kenmerken", True), ("boekjaren", False)])
def test_unknown_fields_of_equal_length_are_not_one(other: str, supplier: bool) -> None:
    inside = delivery(*many(10, schulden=[schuld(kenmerken=1)]), *many(10, schulden=[schuld(**{other: 1})]))
    around = delivery(*many(10, kenmerken=1), *many(10, **{other: 1}))
    for found, rule in ((inside, "BST-06"), (around, "BST-05")):
        assert any(o.id == "OORZ-VELD" and rule in o.regels for o in causes(found).values()) is supplier


def test_field_that_the_only_traject_misses_is_told_without_numbers() -> None:
    own = [o for o in judged(delivery(one(startdatum=None))).oorzaken if o.veld == "trajecten.startdatum"]
    assert [o.titel for o in own] == ["Het veld startdatum is bij het traject niet ingevuld."]


def test_name_of_an_unknown_field_is_not_told() -> None:
    found = judged(delivery(*[one(client=[client(**{"Jan Jansen": "x"})]) for _ in range(20)])).oorzaken
    cause = next(o for o in found if "BST-06" in o.regels)
    assert (cause.id, cause.veld) == ("OORZ-VELD", "")
    assert "Jan" not in cause.titel + cause.gevolg


# OORZ-DUBBEL and OORZ-SAMENLOOP


def test_delivered_twice_takes_the_overlap_of_the_same_pair() -> None:
    twice = one()
    found = causes(delivery(*many(3), twice, twice))
    assert set(found) == {"OORZ-DUBBEL"}
    assert taken(found["OORZ-DUBBEL"]) == {"TRJ-13": 2, "TRJ-04": 2}
    assert found["OORZ-DUBBEL"].gevolg == (
        "Daardoor staat 1 van de 5 trajecten dubbel in het bestand: zonder dat traject zijn het er 4."
    )


def test_overlap_with_a_third_traject_is_no_double_delivery() -> None:
    twice = one()
    third = one(client=twice["client"], startdatum="2024-04-02")
    found = causes(delivery(twice, twice, third))
    assert taken(found["OORZ-DUBBEL"]) == {"TRJ-13": 2}
    assert taken(found["OORZ-SAMENLOOP"]) == {"TRJ-04": 3}


def test_overlapping_trajecten_are_counted_in_groups() -> None:
    pairs = [pair for _ in range(3) for pair in _overlapping()]
    found = causes(delivery(*pairs))
    assert set(found) == {"OORZ-SAMENLOOP"}
    assert "3 groepen" in found["OORZ-SAMENLOOP"].gevolg
    assert "dat scheelt 3 van de 6 trajecten. Er blijven er 3 over" in found["OORZ-SAMENLOOP"].gevolg


def test_what_else_is_joined_is_told_too() -> None:
    twice = one()
    found = causes(delivery(*_overlapping(), twice, twice))
    assert "dat scheelt 1 van de 4 trajecten, samen met andere oorzaken 2. Er blijven er 2 over" in (
        found["OORZ-SAMENLOOP"].gevolg
    )


def _overlapping() -> Sequence[dict[str, Any]]:
    first = one()
    return first, one(client=first["client"], startdatum="2024-04-02")


# OORZ-LOS and what is a cause of its own


def test_few_signals_in_single_records_are_taken_together() -> None:
    high, old = (
        one(schulden=[schuld(bedrag=1_500_000)], totaalSchuldbedragBijAanvangSchuld=1_500_000),
        one(client=[client(Huisnummer="Dorpsstraat 1")]),
    )
    found = causes(delivery(*many(60), high, old))
    assert taken(found["OORZ-LOS"]) == {"CLT-10": 1, "SLD-03": 1}
    assert "2 van de 62 trajecten, met 2 soorten signalen" in found["OORZ-LOS"].gevolg


def test_advice_is_that_of_the_catalogue_else_that_of_the_rule() -> None:
    found = causes(delivery(*many(60), one(schulden=[schuld(bedrag=1_500_000)]), one(client=[])))
    assert advice(found["OORZ-LOS"]) == {kind.id: kind.advies for kind in CAUSES}["OORZ-LOS"]
    assert advice(found["CLT-01"]) in {regel.toelichting for regel in REGELS if regel.id == "CLT-01"}


def test_advice_on_a_field_is_that_of_the_rule_where_it_is_written_otherwise() -> None:
    """What is not filled in may have to be filled in first; what has another form is for the supplier."""
    (empty,) = [o for o in judged(delivery(*many(client=[client(Geslachtsaanduiding=None)]))).oorzaken if o.veld]
    (form,) = [o for o in judged(delivery(*many(client=[client(Geboortedatum="1-2-1970")]))).oorzaken if o.veld]
    assert [empty.id, form.id] == ["OORZ-VELD"] * 2
    assert advice(empty) == {kind.id: kind.advies for kind in CAUSES}["OORZ-VELD"]
    assert advice(form) == form.bevindingen[0].regel.toelichting != advice(empty)


@pytest.mark.parametrize(("others", "loose"), [(57, False), (58, True)])
def test_signals_in_one_of_twenty_trajecten_are_a_cause_of_their_own(others: int, loose: bool) -> None:
    old = many(3, client=[client(Huisnummer="Dorpsstraat 1")])
    assert ("OORZ-LOS" in causes(delivery(*many(others), *old))) is loose


def test_warning_is_never_taken_together() -> None:
    found = causes(delivery(*many(60), one(startdatum=None)))
    assert taken(found["TRJ-02 trajecten.startdatum"]) == {"TRJ-02": 1}


# All together


def test_export_that_went_wrong_is_told_in_nine_causes() -> None:
    found = sample("Exportstad").oorzaken
    assert len(found) <= 9
    assert [cause.id for cause in found[:2]] == ["OORZ-PERIODE", "OORZ-VELD"]
    assert found[1].veld == "clienten.Geslachtsaanduiding"
    assert {cause.eigenaar for cause in found} == set(Eigenaar)
    assert conclusion(sample("Exportstad")) == (
        f"Eerst controleren: {len(found)} oorzaken, de grootste: in de hele periode begon of eindigde geen enkel traject."
    )


@pytest.mark.parametrize("naam", ["Exportstad", "Foutenstad", "Voorbeeldstad", "Voorbeeldregio"])
def test_numbers_of_a_gevolg_can_be_found_in_the_figures_and_findings(naam: str) -> None:
    for cause in sample(naam).oorzaken:
        assert cause.gevolg and "{" not in cause.gevolg
        assert 0 < cause.aantal <= cause.van
        assert set(cause.cijfers) <= set(sample(naam).cijfers.long["id"])


def test_what_makes_the_cbs_refuse_the_file_comes_first() -> None:
    found = sample("Foutenstad").oorzaken
    ernst = [cause.ernst is Ernst.FOUT for cause in found]
    assert ernst == sorted(ernst, reverse=True)
    assert found[0].id == "BST-05"
    assert sample("Foutenstad").oordeel is Oordeel.NIET_UPLOADEN


def test_every_rule_says_what_it_does_and_who_can_mend_it() -> None:
    for regel in REGELS:
        assert "{" not in regel.gevolg.algemeen("trajecten")
        assert regel.eigenaar in Eigenaar


def test_every_cause_takes_rules_that_exist() -> None:
    families = {f"{regel.familie}-*" for regel in REGELS}
    known = {regel.id for regel in REGELS} | families
    assert [naam for kind in CAUSES for naam in kind.neemt if naam not in known] == []


def places(analysed: Analyse) -> Counter[tuple[str, str, str, str]]:
    """Every place of the findings: rule, gemeente, path, and of GEM-07 the field."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for bevinding in analysed.bevindingen:
        named = bevinding.plaatsen["gegeven"] if bevinding.regel.id == "GEM-07" else [""] * bevinding.plaatsen.height
        for code, pad, gegeven in zip(bevinding.plaatsen["gemeente"], bevinding.paden(), named, strict=True):
            found.update((bevinding.regel.id, code, pad, veld) for veld in gegeven.split(", "))
    return found


def places_of_causes(analysed: Analyse) -> Counter[tuple[str, str, str, str]]:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for cause in analysed.oorzaken:
        for bevinding in cause.bevindingen:
            named = (
                bevinding.plaatsen["gegeven"] if bevinding.regel.id == "GEM-07" else [""] * bevinding.plaatsen.height
            )
            found.update(
                (bevinding.regel.id, code, pad, veld)
                for code, pad, veld in zip(bevinding.plaatsen["gemeente"], bevinding.paden(), named, strict=True)
            )
    return found


@pytest.mark.parametrize("path", sorted(MAP.glob("*.json")), ids=lambda path: path.stem)
def test_every_place_of_a_sample_stands_in_one_cause(path: Path) -> None:
    analysed = sample(path.stem.rpartition("_")[2])
    assert places_of_causes(analysed) == places(analysed)


MISTAKES: tuple[dict[str, Any], ...] = (
    {},
    {},
    OUD,
    {"gemeentecode": "0061"},
    {"gemeentecode": "Onzin"},
    {"startdatum": None},
    {"einddatum": "2024-01-15"},
    {"client": [client(Geslachtsaanduiding="v", Postcode="9166 aa")]},
    {"client": [client(Burgerservicenummer=None, Geboortedatum=None)]},
    {"client": []},
    {"schulden": [schuld(schuldsoort=None), schuld(bedrag="1")]},
    {"oplossing": {"startdatum": "2024-04-01"}},
    {"toekenningsdatum": "2024-04-01"},
)


@settings_for(30)
@given(st.lists(st.sampled_from(MISTAKES), max_size=30), st.integers(1, 3))
def test_every_place_stands_in_exactly_one_cause(mistakes: list[dict[str, Any]], times: int) -> None:
    analysed = judged(delivery(*[one(**mistake) for mistake in mistakes for _ in range(times)]))
    assert places_of_causes(analysed) == places(analysed)
    assert [cause for cause in analysed.oorzaken if not cause.bevindingen] == []


def test_figures_of_one_small_gemeente_are_not_the_first_thing_to_mend() -> None:
    """Opmeer has few clients for its size (GEM-01); a field that half of the others lack comes first."""
    small = [one(gemeentecode="0432")]
    without_reden = [
        one(einddatum="2024-06-01", uitstroom={"datum": "2024-06-01"}, client=[client()]) for _ in range(30)
    ]
    found = [oorzaak.id for oorzaak in judged(delivery(*small, *without_reden)).oorzaken]
    assert found.index("GEM-01") > 0


def test_a_figure_is_marked_only_among_the_trajecten_that_a_cause_touches() -> None:
    report = build_report(judged(delivery(*many(30), one(gemeentecode="0432"))), date(2025, 2, 1))
    (cause,) = (one for one in report.oorzaken if one.id == "GEM-01")
    assert {here.code for here in cause.per_gemeente} == {"0432"}
    own = cause.ondermijnt[0]
    assert report.merken_in["0432"][own] and report.merken_in[AMELAND].get(own) != cause.nummer


def test_verdict_names_the_largest_waarschuwing_where_a_signaal_touches_more() -> None:
    found = sample("Voorbeeldregio")
    assert found.oorzaken[0].ernst is Ernst.SIGNAAL and found.oordeel is Oordeel.CONTROLEREN
    assert "de grootste waarschuwing: trajecten van dezelfde cliënt lopen tegelijk." in conclusion(found)


def test_cause_in_a_gemeente_of_few_trajecten_tells_no_number_at_all() -> None:
    report = build_report(sample("Kleinstad"), date(2025, 8, 1))
    (cause,) = (one for one in report.oorzaken if one.id == "GEM-07")
    assert cause.aantal is None and not any(sign.isdigit() for sign in cause.titel + cause.gevolg)


def test_cause_that_occurs_in_a_small_gemeente_keeps_numbers_that_are_no_figures_of_it() -> None:
    told = {
        one.id: one for one in build_report(judged(delivery(*many(40), one(gemeentecode="0154"))), VANDAAG).oorzaken
    }
    code = told["OORZ-GEMEENTECODE"]
    assert code.titel.startswith("De gemeentecode 0154") and (code.aantal, code.van) == (1, 41)
    small = many(3, gemeentecode="0432", client=[client(Geslachtsaanduiding=None)])
    report = build_report(judged(delivery(*many(40), *small)), VANDAAG)
    assert "(Opmeer)." in next(one.titel for one in report.oorzaken if one.id == "GEM-01")
    (field,) = [one for one in report.oorzaken if one.sleutel.endswith("Geslachtsaanduiding")]
    assert not any(sign.isdigit() for sign in field.titel.replace("10", "") + field.gevolg.replace("10", ""))


def test_cause_of_a_whole_of_few_tells_no_number_also_where_part_of_it_is_on_the_levering() -> None:
    """LEV-07 and LEV-08 are of the levering and the file; LEV-06 and LEV-10, beside them, of trajecten."""
    shown = protect(judged(delivery(*many(3), one(gemeentecode="0061")))).analyse
    (cause,) = [one for one in shown.oorzaken if one.id == "OORZ-GEMEENTECODE"]
    assert cause.zonder_getallen and not any(sign.isdigit() for sign in cause.titel + cause.gevolg)


def test_cause_that_is_about_the_file_or_the_levering_keeps_its_text_in_a_whole_of_few() -> None:
    shown = protect(judged(delivery(*many(3), one(gemeentecode="0363")))).analyse
    assert {"LEV-07", "LEV-08"} <= {one.id for one in shown.oorzaken if not one.zonder_getallen}


def test_cause_of_a_gemeente_that_goes_along_would_tell_the_small_one() -> None:
    """Of Utrecht and Ameland together it is known that they have 23: who says 20 of Utrecht says 3 of Ameland."""
    bare = many(20, gemeentecode="0344", client=[client(Geslachtsaanduiding=None)])
    shown = protect(judged(delivery(*many(3), *bare, *many(40, gemeentecode="0363"))))
    assert shown.guard.gemeenten == {AMELAND, "0344"}
    (cause,) = [one for one in shown.analyse.oorzaken if one.veld == "clienten.Geslachtsaanduiding"]
    assert cause.zonder_getallen and not any(sign.isdigit() for sign in cause.titel + cause.gevolg)


def test_cause_of_all_hidden_gemeenten_together_tells_of_how_many_when_these_are_not_few() -> None:
    bare = {"client": [client(Geslachtsaanduiding=None)]}
    small = [*many(9, **bare), *many(12, gemeentecode="0344", **bare)]
    shown = protect(judged(delivery(*small, *many(40, gemeentecode="0363"))))
    assert shown.guard.gemeenten == {AMELAND, "0344"}
    (cause,) = [one for one in shown.analyse.oorzaken if one.veld == "clienten.Geslachtsaanduiding"]
    assert cause.over == shown.guard.gemeenten
    assert not cause.zonder_getallen and "21" in cause.titel + cause.gevolg


def test_cause_in_the_part_of_a_small_gemeente_alone_tells_no_number() -> None:
    whole = judged(levering(*many(40), *many(3, gemeentecode="0363")))
    parts = {code: protect(part, as_whole(whole)).analyse.oorzaken for code, part in per_gemeente(whole)}
    for code, silent in {AMELAND: False, "0363": True}.items():
        (cause,) = [one for one in parts[code] if one.id == "LEV-06"]
        assert cause.zonder_getallen is silent
        assert ("40" in cause.gevolg) is not silent


def test_effect_on_the_only_record_is_told_without_counting() -> None:
    gevolg = causes(delivery(one(client=None)))["CLT-01"].gevolg
    assert "1 van" not in gevolg and "het traject" in gevolg


def test_file_without_trajecten_has_one_cause_and_counts_files() -> None:
    (cause,) = causes(delivery()).values()
    assert [b.regel.id for b in cause.bevindingen] == ["LEV-15", "LEV-13"]
    assert (cause.id, cause.aantal, cause.van) == ("LEV-15", 1, 1)


def test_levering_without_trajecten_beside_another_has_a_cause_of_its_own() -> None:
    full, empty = (delivery(*items) for items in ([one()], []))
    both = full | {"leveringen": [*full["leveringen"], {**empty["leveringen"][0], "teller": 2}]}
    assert causes(both)["LEV-13"].gevolg.startswith("Daardoor telt 1 van de 2 leveringen")
