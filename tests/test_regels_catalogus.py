"""The catalogue of rules as a whole: complete, plainly worded, covered by cases and without personal data."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pytest
import test_regels_clienten
import test_regels_fasen
import test_regels_gemeentecode
import test_regels_gemeenten
import test_regels_intake
import test_regels_leveringen
import test_regels_ondersteuning
import test_regels_samenloop
import test_regels_schulden
import test_regels_schuldregeling
import test_regels_termijnen
import test_regels_trajecten
import test_regels_vergelijking
from bouw import EERSTE, Geval, bevindingen, client, gezamenlijk, levering, schuld, traject

from ddas_report.analyse.pipeline import analyse
from ddas_report.model.delivery import LISTS, OBJECTS, PERSOONLIJK
from ddas_report.model.normen import NORMEN, default_normen
from ddas_report.regels.evaluate import MILDER, REGELS
from ddas_report.regels.regel import Regel

FAMILIES = ("LEV", "CLT", "TRJ", "FAS", "REG", "SLD", "OND", "GEM", "VGL")
OVER_BESTANDEN = {"TRJ-15"}
"""Rules that only hit with several files; test_bestanden has their other case."""

OVER_PAGINAS = {"LEV-16", "LEV-17", "LEV-18"}
"""Rules on a response of the API; test_pages has their cases."""

EIGEN = tuple(regel for regel in REGELS if regel.familie in FAMILIES)
PER_MODULE = (
    test_regels_leveringen,
    test_regels_gemeentecode,
    test_regels_clienten,
    test_regels_trajecten,
    test_regels_samenloop,
    test_regels_fasen,
    test_regels_intake,
    test_regels_termijnen,
    test_regels_schuldregeling,
    test_regels_schulden,
    test_regels_ondersteuning,
    test_regels_gemeenten,
)
BESIDE_EARLIER = test_regels_vergelijking.GEVALLEN
GEVALLEN: tuple[Geval, ...] = (
    *(geval for module in PER_MODULE for geval in module.GEVALLEN),
    *((id, wat, nu, paden) for id, wat, _, nu, paden in BESIDE_EARLIER),
)
PER_REGEL = pytest.mark.parametrize("regel", EIGEN, ids=lambda regel: regel.id)


@cache
def hits_of(familie: str) -> dict[str, list[str]]:
    """Where the rule of each case of a family hits, by name of the case; most of these are judged together."""
    if familie == "VGL":
        beside = {f"{id} {wat}": (id, toen, nu) for id, wat, toen, nu, _ in BESIDE_EARLIER}
        return {
            name: bevindingen(nu, vorige=toen, regels=frozenset({id})).get(id, [])
            for name, (id, toen, nu) in beside.items()
        }
    own = [geval for geval in GEVALLEN if geval[0].startswith(familie)]
    return dict(zip(map(name_of, own), gezamenlijk(own), strict=True))


def name_of(geval: Geval) -> str:
    return f"{geval[0]} {geval[1]}"


@pytest.mark.parametrize("geval", GEVALLEN, ids=name_of)
def test_regel(geval: Geval) -> None:
    """The one test of every case of every rule; the cases stand with their family."""
    assert hits_of(geval[0][:3])[name_of(geval)] == geval[3]


def test_catalogue_is_in_order_and_numbered_without_gaps() -> None:
    per_family = [[regel.id for regel in EIGEN if regel.familie == familie] for familie in FAMILIES]
    expected = [
        [f"{familie}-{nummer:02}" for nummer in range(1, len(ids) + 1)]
        for familie, ids in zip(FAMILIES, per_family, strict=True)
    ]
    assert per_family == expected
    assert [regel.id for regel in EIGEN] == [id for ids in expected for id in ids]


def test_ids_are_unique_and_well_formed() -> None:
    ids = [regel.id for regel in REGELS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Z]{3}-\d{2}", id) for id in ids)


@PER_REGEL
def test_rule_has_a_case_that_hits_and_one_that_stays_clean(regel: Regel) -> None:
    hits = {bool(paden) for id, _, _, paden in GEVALLEN if id == regel.id}
    both = set() if regel.id in OVER_PAGINAS else {True, False}
    assert hits == ({False} if regel.id in OVER_BESTANDEN else both)


def test_cases_are_told_apart_by_their_name() -> None:
    names = [(id, wat) for id, wat, _, _ in GEVALLEN]
    assert len(set(names)) == len(names)


@PER_REGEL
def test_texts_are_fixed_sentences(regel: Regel) -> None:
    for text in (regel.melding, regel.toelichting):
        assert text.endswith(".")
        assert not re.search(r"[{}%]|  ", text)
    assert regel.melding.count(". ") == 0
    assert 1 <= len(re.findall(r"[.?](?: |$)", regel.toelichting)) <= 4
    assert regel.bron.strip()


@pytest.mark.parametrize("regel", (*REGELS, *MILDER), ids=lambda regel: regel.id)
def test_rule_has_an_example_of_wrong_and_right(regel: Regel) -> None:
    fout, goed = regel.voorbeeld
    assert fout != goed
    for line in (fout, goed):
        assert line.strip() == line != ""
        assert line.splitlines() == [line]


def test_meldingen_are_unique() -> None:
    meldingen = [regel.melding for regel in REGELS]
    assert len(set(meldingen)) == len(meldingen)


@PER_REGEL
def test_rule_shows_no_personal_column(regel: Regel) -> None:
    assert not PERSOONLIJK.intersection(regel.toont)


def test_smallest_delivery_is_clean() -> None:
    assert bevindingen(levering(traject())) == {}


def test_delivery_without_trajecten_only_says_so() -> None:
    assert bevindingen(levering()) == {"LEV-13": ["$.leveringen[0]"], "LEV-15": ["$.leveringen"]}


def test_empty_traject_lacks_only_what_it_lacks() -> None:
    found = bevindingen(levering({}))
    assert {id for id in found if id[:3] in FAMILIES} == {"CLT-01", "TRJ-02", "FAS-14", "GEM-07"}


def test_delivery_without_a_head_stops_no_rule() -> None:
    document = {"leveringen": [{"schuldhulptrajecten": [traject()]}]}
    found = {id for id in bevindingen(document) if id[:3] in FAMILIES}
    assert found == {"LEV-05", "LEV-12"}


@pytest.mark.parametrize("dag", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar_stop_no_rule(dag: str) -> None:
    fasen = {naam: dict.fromkeys(velden, dag) for naam, velden in OBJECTS.items()}
    lijsten = {naam: [dict.fromkeys(velden, dag)] * 2 for naam, velden in LISTS.items()}
    soort = {"oplossing": {"soort": "Saneringskrediet", "startdatum": dag, "einddatum": dag}}
    record = traject(startdatum=dag, einddatum=dag, **fasen | lijsten | soort)
    bevindingen(levering(record, startdatumLevering=dag, einddatumLevering=dag))


class RememberedNormen(Mapping[str, float]):
    """The norms, remembering which were read."""

    def __init__(self) -> None:
        self.namen: set[str] = set()

    def __getitem__(self, naam: str) -> float:
        self.namen.add(naam)
        return default_normen()[naam]

    def __iter__(self) -> Iterator[str]:
        return iter(default_normen())

    def __len__(self) -> int:
        return len(NORMEN)


def test_every_norm_is_used_by_a_rule() -> None:
    gelezen = RememberedNormen()
    fuller = levering(traject(omschrijving="Gevuld"))
    bevindingen(levering(traject()), normen=gelezen, vorige=fuller)
    assert gelezen.namen == set(NORMEN)


def test_norms_can_be_overridden() -> None:
    document = levering(traject(aanmelding={"startdatum": "2024-03-01"}, intake={"startdatum": "2024-03-03"}))
    assert "FAS-10" not in bevindingen(document)
    assert bevindingen(document, normen={**default_normen(), "eerste_gesprek_dagen": 1})["FAS-10"] == [EERSTE]


GEHEIM = ("1234567890", "1999-13-31", "Buitenaards", "0123 QQ", "987654", "Achternaam", "Bijnaam", "Verhaal")


def test_findings_hold_nothing_of_a_person() -> None:
    bsn, geboren, geslacht, postcode, huisnummer, naam, andere_naam, verhaal = GEHEIM
    persoon = client(
        Burgerservicenummer=bsn,
        Geboortedatum=geboren,
        Geslachtsaanduiding=geslacht,
        Postcode=postcode,
        Huisnummer=huisnummer,
        Huisnummertoevoeging="987654",
    )
    eisers = schuld(schuldeiser={"naam": naam, "Naam": andere_naam, "kvknummer": "987654", "privepersoon": True})
    records = [traject(client=[persoon], schulden=[eisers, eisers], omschrijving=verhaal) for _ in range(50)]
    found = analyse("SHV_2024_Test.json", json.dumps(levering(*records)).encode(), date(2025, 2, 1))
    text = "\n".join(str(b.plaatsen.rows()) for b in found.bevindingen)
    hit = {b.regel.id for b in found.bevindingen}
    assert {"CLT-03", "CLT-04", "CLT-05", "CLT-07", "CLT-10", "SLD-08", "SLD-09", "SLD-10", "GEM-08"} <= hit
    assert [secret for secret in GEHEIM if secret in text] == []
