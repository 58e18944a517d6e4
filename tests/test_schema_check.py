"""The findings of a delivery against the schema."""

import copy
import json
import subprocess
import sys
from typing import Any

import pytest
from bouw import levering, traject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paden import parse_path

from ddas_report.model.errors import UnreadableFile
from ddas_report.model.place import at, json_path
from ddas_report.model.schema import expanded, of_traject
from ddas_report.read import schema_check
from ddas_report.read.records import fits_around
from ddas_report.read.schema_check import (
    BYTES_OF_A_FINDING,
    SchemaError,
    TrajectCheck,
    by_jsonschema,
    by_jsonschema_rs,
    check_skeleton,
    tamed,
)
from ddas_report.read.workers import read_all

TRAJECT: dict[str, Any] = {
    "gemeentecode": "GM0363",
    "startdatum": "2024-01-10",
    "totaalSchuldbedragBijAanvangSchuld": 1000,
    "aanmelding": {"crisisinterventie": True, "startdatum": "2024-01-01"},
    "client": [{"Burgerservicenummer": "123456782", "Huisnummer": "10"}],
    "schulden": [{"bedrag": 5, "schuldsoort": "Zorg", "schuldeiser": {"naam": "X", "privepersoon": False}}],
}
DELIVERY: dict[str, Any] = {
    "startdatumLevering": "2024-01-01",
    "einddatumLevering": "2024-12-31",
    "aanleverdatumEnTijd": "2024-12-31T23:59:59Z",
    "codeGegevensleverancier": "GL1",
    "leveringen": [
        {
            "teller": 1,
            "aanleverende_organisatie": {"(Statutaire) Naam": "A", "contactpersonen": [{"email": "a@b.nl"}]},
            "schuldhulptrajecten": [],
        }
    ],
}


def judge(*trajecten: object, explain: int = 1000) -> list[SchemaError]:
    return TrajectCheck(explain).keur(trajecten, lambda index: at("t", index))


def organisatie(**fields: object) -> dict[str, Any]:
    levering = {"teller": 1, "aanleverende_organisatie": fields}
    return {**DELIVERY, "leveringen": [levering]}


def test_valid_delivery_has_no_findings() -> None:
    assert check_skeleton(DELIVERY) == []
    assert judge(TRAJECT) == []


@pytest.mark.parametrize("explain", [1, 0], ids=["jsonschema", "jsonschema-rs"])
@pytest.mark.parametrize(
    ("change", "pad", "soort", "veld", "melding"),
    [
        (
            {"startdatum": None},
            "$.t[0].startdatum",
            "type",
            "startdatum",
            "Het veld 'startdatum' mag niet leeg (null) zijn: laat het veld weg als u niets weet.",
        ),
        (
            {"gemeentecode": None},
            "$.t[0].gemeentecode",
            "type",
            "gemeentecode",
            "Het veld 'gemeentecode' mag niet leeg (null) zijn: vul het in.",
        ),
        (
            {"schulden": [{}, {"bedrag": "5"}]},
            "$.t[0].schulden[1].bedrag",
            "type",
            "schulden[].bedrag",
            "Het veld 'bedrag' moet een geheel getal zijn, maar er staat tekst.",
        ),
        (
            {"schulden": [{"bedrag": 5.5}]},
            "$.t[0].schulden[0].bedrag",
            "type",
            "schulden[].bedrag",
            "Het veld 'bedrag' moet een geheel getal zijn, maar er staat een getal met decimalen.",
        ),
        (
            {"totaalSchuldbedragBijAanvangSchuld": True},
            "$.t[0].totaalSchuldbedragBijAanvangSchuld",
            "type",
            "totaalSchuldbedragBijAanvangSchuld",
            "Het veld 'totaalSchuldbedragBijAanvangSchuld' moet een geheel getal zijn, maar er staat true of false.",
        ),
        (
            {"client": [{"Huisnummer": 10}]},
            "$.t[0].client[0].Huisnummer",
            "type",
            "client[].Huisnummer",
            "Het veld 'Huisnummer' moet tekst zijn, maar er staat een getal. Zet de waarde tussen aanhalingstekens.",
        ),
        (
            {"client": [None]},
            "$.t[0].client[0]",
            "type",
            "client[]",
            "Een onderdeel van de lijst 'client' mag niet leeg (null) zijn: haal het onderdeel weg als u niets weet.",
        ),
        (
            {"aanmelding": []},
            "$.t[0].aanmelding",
            "type",
            "aanmelding",
            "Het veld 'aanmelding' moet een groep velden tussen accolades { } zijn, maar er staat een lijst.",
        ),
        (
            {"schulden": [{"schuldsoort": "zorg"}]},
            "$.t[0].schulden[0].schuldsoort",
            "enum",
            "schulden[].schuldsoort",
            "Het veld 'schuldsoort' heeft een waarde die niet in de lijst staat. "
            "Toegestaan: Zorg, Publiek, Nuts, Overig.",
        ),
        (
            {"schulden": [{"schuldsoort": 1}]},
            "$.t[0].schulden[0].schuldsoort",
            "type",
            "schulden[].schuldsoort",
            "Het veld 'schuldsoort' moet tekst zijn, maar er staat een getal. Toegestaan: Zorg, Publiek, Nuts, Overig.",
        ),
        (
            {"aanmelding": {"startdatum": "31-12-2024"}},
            "$.t[0].aanmelding.startdatum",
            "format",
            "aanmelding.startdatum",
            "Het veld 'startdatum' moet een bestaande datum zijn, geschreven als JJJJ-MM-DD (bijvoorbeeld 2024-05-31).",
        ),
        (
            {"startDatum": "2024-01-01"},
            "$.t[0]",
            "additionalProperties",
            "schuldhulptrajecten[]",
            "Het veld 'startDatum' hoort hier niet thuis. Verwijder het of gebruik de juiste naam. "
            "Bedoelde u 'startdatum'?",
        ),
        (
            {"client": []},
            "$.t[0].client",
            "minItems",
            "client",
            "De lijst 'client' is leeg. Er hoort ten minste één cliënt in te staan, en ten hoogste twee. "
            "Laat het veld weg als u niets weet.",
        ),
        (
            {"client": [{}, {}, {}]},
            "$.t[0].client",
            "maxItems",
            "client",
            "De lijst 'client' is te lang. Er hoort ten minste één cliënt in te staan, en ten hoogste twee.",
        ),
    ],
)
def test_broken_traject_is_explained(
    explain: int, change: dict[str, Any], pad: str, soort: str, veld: str, melding: str
) -> None:
    assert judge({**TRAJECT, **change}, explain=explain) == [
        SchemaError(plaats=parse_path(pad), soort=soort, veld=veld, melding=melding)
    ]


def test_missing_and_unknown_fields_are_one_finding_each_at_their_object() -> None:
    assert [(json_path(fout.plaats), fout.soort) for fout in judge({"x": 1, "y": 2})] == [
        ("$.t[0]", "additionalProperties"),
        ("$.t[0]", "additionalProperties"),
        ("$.t[0]", "required"),
    ]
    assert judge({})[0].melding == "Het verplichte veld 'gemeentecode' ontbreekt."


def test_nested_objects_tolerate_unknown_fields() -> None:
    assert judge({**TRAJECT, "aanmelding": {"x": 1}, "client": [{"y": None}]}) == []


def test_findings_stand_in_file_order_and_then_by_path() -> None:
    broken = {"gemeentecode": "1", "schulden": [{"bedrag": "x"}] * 11, "client": []}
    pads = [json_path(fout.plaats) for fout in judge(broken, TRAJECT, {"gemeentecode": 1})]
    assert pads == [
        "$.t[0].client",
        *[f"$.t[0].schulden[{index}].bedrag" for index in range(11)],
        "$.t[2].gemeentecode",
    ]


def test_traject_that_is_no_object() -> None:
    assert judge(None)[0].melding.startswith("Een onderdeel van de lijst 'schuldhulptrajecten' mag niet leeg")


@pytest.mark.parametrize("number", [1.0, -0.0, 2**63, 2**64, -(2**70), 1e19])
def test_whole_number_of_any_size_or_spelling_is_an_integer(number: float) -> None:
    assert judge({**TRAJECT, "totaalSchuldbedragBijAanvangSchuld": number}) == []


def test_year_before_1000_is_a_date() -> None:
    assert judge({**TRAJECT, "startdatum": "0999-12-31"}) == []


def test_skeleton_names_fields_from_their_levering() -> None:
    (fout,) = check_skeleton(organisatie(contactpersonen=[{"email": "geen adres"}]))
    assert json_path(fout.plaats) == "$.leveringen[0].aanleverende_organisatie.contactpersonen[0].email"
    assert fout.veld == "aanleverende_organisatie.contactpersonen[].email"
    assert fout.melding == "Het veld 'email' moet een e-mailadres zijn (bijvoorbeeld naam@organisatie.nl)."


def test_pad_quotes_a_name_that_is_no_identifier() -> None:
    (fout,) = check_skeleton(organisatie(**{"(Statutaire) Naam": 1}))
    assert json_path(fout.plaats) == "$.leveringen[0].aanleverende_organisatie['(Statutaire) Naam']"


@pytest.mark.parametrize(
    ("skelet", "melding"),
    [
        ([], "De levering moet een groep velden tussen accolades { } zijn, maar er staat een lijst."),
        (
            {**DELIVERY, "leveringen": []},
            "De lijst 'leveringen' is leeg. Er hoort ten minste één levering in te staan.",
        ),
        (
            {**DELIVERY, "aanleverdatumEnTijd": "2024-12-31"},
            "Het veld 'aanleverdatumEnTijd' moet een datum en tijd met tijdzone zijn "
            "(bijvoorbeeld 2024-05-31T09:30:00+02:00).",
        ),
    ],
)
def test_broken_skeleton_is_explained(skelet: object, melding: str) -> None:
    assert [fout.melding for fout in check_skeleton(skelet)] == [melding]


def test_long_skeleton_gives_the_same_findings() -> None:
    broken = {**DELIVERY, "leveringen": [{}, None, {"teller": "1", "x": 1}]}
    assert check_skeleton(broken, explain=2) == check_skeleton(broken)


@pytest.mark.parametrize(
    ("naam", "told"),
    [
        ("Jan Jansen", "Een veld met een naam van 10 tekens"),
        ("x", "Een veld met een naam van 1 teken"),
        ("startdatum 123456782", "Een veld met een naam van 20 tekens"),
        ("startdatum" + "_" * 1000, "Een veld met een naam van 1010 tekens"),
        ("Start_Datum", "Het veld 'Start_Datum'"),
        ("Postcode", "Het veld 'Postcode'"),  # one of the model, in another place
    ],
)
def test_name_from_the_file_is_shown_when_it_is_one_of_the_model_however_it_is_written(naam: str, told: str) -> None:
    (fout,) = judge({**TRAJECT, naam: 1})
    assert fout.melding.startswith(f"{told} hoort hier niet thuis.")


def test_only_the_first_broken_trajecten_go_through_jsonschema(monkeypatch: pytest.MonkeyPatch) -> None:
    explained: list[object] = []

    def spy(doel: schema_check.Target, instance: object) -> set[schema_check.Breach]:
        explained.append(instance)
        return by_jsonschema(doel, instance)

    monkeypatch.setattr(schema_check, "by_jsonschema", spy)
    keuring = TrajectCheck(explain=3)
    trajecten = [{"gemeentecode": number} for number in range(5)]
    fouten = [
        *keuring.keur([TRAJECT, *trajecten[:2]], lambda index: at("a", index)),
        *keuring.keur(trajecten[2:], lambda index: at("b", index)),
    ]
    assert explained == trajecten[:3]
    assert [json_path(fout.plaats).removesuffix(".gemeentecode") for fout in fouten] == [
        *("$.a[1]", "$.a[2]", "$.b[0]", "$.b[1]", "$.b[2]")
    ]


def test_long_traject_goes_through_the_fast_validator_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_check, "LONGEST_EXPLAINED", 2)
    monkeypatch.delattr(schema_check, "by_jsonschema")
    (fout,) = judge({**TRAJECT, "schulden": [{}, {}, 1]})
    assert (json_path(fout.plaats), fout.soort) == ("$.t[0].schulden[2]", "type")


def test_more_findings_than_anyone_can_use_are_refused_with_the_most_frequent_fields(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema_check, "MOST_FINDINGS", 3)
    broken = {**TRAJECT, "startdatum": 1}
    odd = {**TRAJECT, "aanmelding": {"x": 1}}
    assert len(judge(broken, broken, broken)) == 3
    assert len(TrajectCheck(omvang=4 * BYTES_OF_A_FINDING).keur([broken] * 4, lambda index: at("t", index))) == 4
    found = (
        r"meer dan 3 plaatsen af .* het vaakst in het veld 'startdatum' en met een veld dat het niet kent \(naam van"
    )
    with pytest.raises(UnreadableFile, match=found):
        judge(broken, odd, broken, {**TRAJECT, "gemeentecode": 1})
    with pytest.raises(UnreadableFile, match=r"het vaakst met een veld dat het niet kent \(naam van 1 teken\);"):
        judge(*[odd] * 4)


def test_export_of_any_size_in_which_every_value_is_null_has_not_too_many_findings_to_tell() -> None:
    empty = json.dumps({naam: None for naam in of_traject(expanded())["properties"]}, separators=(",", ":"))
    assert len(empty) / len(judge(json.loads(empty))) > schema_check.BYTES_OF_A_FINDING


def test_findings_of_all_files_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_check, "MOST_FINDINGS", 3)
    monkeypatch.setattr(schema_check, "BYTES_OF_A_FINDING", 1_000_000)
    broken = [(f"{n}.json", json.dumps(levering(traject(startdatum=n), traject(startdatum=n))).encode()) for n in "ab"]
    assert len(read_all(broken[:1], 1, 0, lambda _: None)[0].technisch.schemafouten) == 2
    with pytest.raises(UnreadableFile, match="meer dan"):
        read_all([*broken], 2, 0, lambda _: None)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("explain", [1, 0])
@pytest.mark.parametrize("odd", [nested(900), "\ud800"], ids=["deep", "lone surrogate"])
def test_value_a_validator_cannot_take_is_judged_all_the_same(odd: object, explain: int) -> None:
    assert [fout.soort for fout in judge({**TRAJECT, "startdatum": odd}, explain=explain)] in (
        ["type"],
        ["format"],
    )
    assert judge({**TRAJECT, "aanmelding": {"x": odd}}, explain=explain) == []


def test_taming_keeps_everything_the_schema_looks_at() -> None:
    whole = {**DELIVERY, "leveringen": [{**DELIVERY["leveringen"][0], "schuldhulptrajecten": [TRAJECT]}]}
    assert tamed(whole) == whole


def test_importing_loads_no_validator() -> None:
    validators = "{'jsonschema', 'jsonschema_rs'}"
    code = f"import sys, ddas_report.read.schema_check; print({validators} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


SECRET = "Geheim"
ODD_VALUES: list[Any] = [None, True, SECRET, 987654321, 1.0, 1.5, 2**70, [], {}, [SECRET], {"x": SECRET}]
ODD_NAMES = ["startDatum", "", "gemeentecode", "x", "0", "schulden"]


def containers(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict | list) and value else []
    return found + [deeper for item in inner for deeper in containers(item)]


def mutate(draw: st.DrawFn, root: dict[str, Any]) -> None:
    place = draw(st.sampled_from(containers(root)))
    key = draw(st.sampled_from([*place] if isinstance(place, dict) else range(len(place))))
    match draw(st.sampled_from(["drop", "set", "nest", "add", "rename"])):
        case "drop":
            del place[key]
        case "set":
            place[key] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
        case "nest":
            place[key] = draw(st.sampled_from([[place[key]], {"x": place[key]}]))
        case "add" if isinstance(place, dict):
            place[draw(st.sampled_from(ODD_NAMES))] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
        case "rename" if isinstance(place, dict):
            place[draw(st.sampled_from(ODD_NAMES))] = place.pop(key)
        case _:
            place.append(copy.deepcopy(draw(st.sampled_from(ODD_VALUES))))


@st.composite
def mutated(draw: st.DrawFn, original: dict[str, Any]) -> dict[str, Any]:
    root = {"root": copy.deepcopy(original)}
    for _ in range(draw(st.integers(0, 5))):
        if containers(root):
            mutate(draw, root)
    return root.get("root", {})


FULL = {**DELIVERY, "leveringen": [{**DELIVERY["leveringen"][0], "schuldhulptrajecten": [TRAJECT, TRAJECT]}]}
thorough = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(mutated(TRAJECT))
def test_both_validators_agree_on_a_traject(traject: object) -> None:
    breuken = by_jsonschema("traject", traject)
    assert by_jsonschema_rs("traject", traject) == breuken
    assert bool(judge(traject)) is bool(breuken)
    assert judge(traject, explain=0) == judge(traject)


@thorough
@given(mutated(FULL))
def test_both_validators_agree_on_a_delivery(delivery: object) -> None:
    assert by_jsonschema_rs("document", delivery) == by_jsonschema("document", delivery)
    assert check_skeleton(delivery, explain=-1) == check_skeleton(delivery)


@thorough
@given(mutated(DELIVERY))
def test_what_surely_fits_around_trajecten_breaks_nothing(delivery: object) -> None:
    assert not fits_around(delivery) or not by_jsonschema("document", delivery)


def test_usual_delivery_fits_without_a_validator_and_what_is_odd_is_left_to_it() -> None:
    assert fits_around(DELIVERY)
    odd = [{"email": '"a b"@b.nl'}, {"email": "a@b.nl", "functie": "x"}, {"email": 1}]
    assert not any(fits_around(organisatie(**{"(Statutaire) Naam": "A", "contactpersonen": [item]})) for item in odd)
    assert not fits_around({**DELIVERY, "aanleverdatumEnTijd": "2024-12-31T23:59:59"})


@thorough
@given(mutated(FULL), mutated(TRAJECT))
def test_no_finding_shows_a_value_from_the_file(delivery: object, traject: object) -> None:
    for fout in [*check_skeleton(delivery), *judge(traject), *judge(traject, explain=0)]:
        shown = f"{json_path(fout.plaats)} {fout.veld} {fout.melding}"
        assert SECRET not in shown
        assert "987654321" not in shown
