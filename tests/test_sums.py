"""Differences that add up from others are told as such, and no more is said than that they add up."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import pytest
from bouw import client, levering, traject
from hypothesis import given
from hypothesis import strategies as st

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import CbsComparison, compare_with_cbs
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs
from ddas_report.compare.sums import ACTIVE, BSN, NONE, STEPS, Key, Term, in_words, what_follows
from ddas_report.model.delivery import TOTAAL
from ddas_report.render.summary import summary
from ddas_report.report.ask_cbs import what_to_ask
from ddas_report.report.beside import outcome
from ddas_report.report.build import build_report
from ddas_report.report.sign_off import SignOff

HOORN, ENSCHEDE = "0405", "0153"
AANMELDING, INTAKE, UITSTROOM = STEPS[0], STEPS[1], STEPS[6]
LABELS = op_orde_figures()


def questions(differ: dict[str, float], code: str = HOORN) -> tuple[set[str], dict[str, list[tuple[str, bool]]]]:
    """What is left to explain in one gemeente, and what follows from what."""
    every = {(code, id_): differ.get(id_, 0.0) for id_ in LABELS}
    found = what_follows(every, {HOORN, ENSCHEDE}, set())
    follows = {plek[1]: [(term.key[1], term.added) for term in terms] for plek, terms in found.items()}
    return {id_ for id_, verschil in differ.items() if verschil} - follows.keys(), follows


@pytest.mark.parametrize(
    ("differ", "left", "follows"),
    [
        (  # two persons more, one fewer with an uitstroom: who has no step follows
            {BSN: 2, UITSTROOM: -1, ACTIVE: -1, NONE: 3},
            {BSN, UITSTROOM},
            {ACTIVE: [(UITSTROOM, True)], NONE: [(BSN, True), (ACTIVE, False)]},
        ),
        ({INTAKE: -3, UITSTROOM: 3}, {INTAKE}, {UITSTROOM: [(INTAKE, False)]}),
        ({INTAKE: -3, AANMELDING: 1, UITSTROOM: 2}, {INTAKE, AANMELDING, UITSTROOM}, {}),
        ({BSN: 1, NONE: 1}, {BSN}, {NONE: [(BSN, True)]}),
        ({BSN: 1, ACTIVE: 1, INTAKE: 1}, {INTAKE}, {ACTIVE: [(INTAKE, True)], BSN: [(ACTIVE, True)]}),
        ({BSN: 2, INTAKE: 1, ACTIVE: 2}, {ACTIVE, INTAKE}, {BSN: [(ACTIVE, True)]}),  # CBS's steps do not add up
    ],
)
def test_what_adds_up_exactly_follows(
    differ: dict[str, float], left: set[str], follows: dict[str, list[tuple[str, bool]]]
) -> None:
    assert questions(differ) == (left, follows)


def test_nothing_follows_from_a_figure_that_was_not_compared() -> None:
    known = {(HOORN, id_): 0.0 for id_ in LABELS if id_ != INTAKE} | {(HOORN, UITSTROOM): 1.0, (HOORN, ACTIVE): 1.0}
    assert what_follows(known, {HOORN}, set()) == {}


def test_total_follows_from_all_gemeenten_and_only_from_all() -> None:
    known = {(HOORN, BSN): 1.0, (ENSCHEDE, BSN): 2.0, (TOTAAL, BSN): 3.0}
    (terms,) = what_follows(known, {HOORN, ENSCHEDE}, set()).values()
    assert (
        in_words((TOTAAL, BSN), terms, LABELS) == "Op te tellen uit andere verschillen: Enschede (+2), plus Hoorn (+1)."
    )
    assert what_follows(known, {HOORN, ENSCHEDE, "0088"}, set()) == {}
    assert what_follows(known | {(TOTAAL, BSN): 2.0}, {HOORN, ENSCHEDE}, set()) == {}


def test_what_has_its_explanation_follows_from_nothing() -> None:
    known = {(HOORN, BSN): 1.0, (TOTAAL, BSN): 1.0}
    assert (TOTAAL, BSN) not in what_follows(known, {HOORN}, {(TOTAAL, BSN)})


@given(st.lists(st.integers(-2, 2), min_size=33, max_size=33), st.booleans())
def test_every_sum_holds_and_ends_at_differences_that_are_left(numbers: list[int], sound: bool) -> None:
    known = {
        (code, id_): float(n)
        for (code, id_), n in zip(product((HOORN, ENSCHEDE, TOTAAL), LABELS), numbers, strict=True)
    }
    if sound:  # a table of which all sums are right
        for code in (HOORN, ENSCHEDE):
            known[code, ACTIVE] = sum(known[code, id_] for id_ in STEPS)
            known[code, BSN] = known[code, ACTIVE] + known[code, NONE]
        known |= {(TOTAAL, id_): known[HOORN, id_] + known[ENSCHEDE, id_] for id_ in LABELS}
    found = what_follows(known, {HOORN, ENSCHEDE}, set())

    def end(key: Key, above: tuple[Key, ...] = ()) -> None:
        assert key not in above
        for term in found.get(key, ()):
            end(term.key, (*above, key))

    for key, terms in found.items():
        assert known[key] == sum(term.verschil if term.added else -term.verschil for term in terms) != 0
        end(key)


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ([Term((HOORN, BSN), 2, True)], "Even groot als het verschil bij Unieke BSN's."),
        ([Term((HOORN, INTAKE), -3, False)], "Even groot als het verschil bij Laatste stap: intake, maar andersom."),
        (
            [Term((HOORN, ACTIVE), -1, False), Term((HOORN, BSN), 1200, True)],
            "Op te tellen uit andere verschillen: Unieke BSN's (+1.200), min Cliënten met een stap in de periode (−1).",
        ),
        ([Term((HOORN, id_), 1, True) for id_ in STEPS], "Op te tellen uit de verschillen bij 7 andere cijfers."),
    ],
)
def test_the_sentence_claims_arithmetic_alone(terms: list[Term], sentence: str) -> None:
    assert in_words((HOORN, NONE), terms, LABELS) == sentence


@cache
def delivery() -> Analyse:
    document = levering(*[traject() for _ in range(4)], traject(client=[client(Burgerservicenummer=None)]))
    return analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1))


def compared(differ: dict[str, int]) -> tuple[Analyse, CbsComparison]:
    """Our figures beside a table of CBS that differs so."""
    ours = delivery()
    (code,) = ours.cijfers.codes
    rows = [["gemeentecode", *LABELS.values()]]
    rows += [
        [name, *(str(int(ours.cijfers[code, id_] or 0) + differ.get(id_, 0)) for id_ in LABELS)]
        for name in (code, "Totaal")
    ]
    table = read_cbs("cbs.csv", "\n".join(";".join(row) for row in rows).encode(), LABELS)
    found = compare_with_cbs(ours.cijfers, table, Evidence(ours.frames, ours.kop.periode))
    return replace(ours, cbs=table, naast_cbs=found), found


def test_a_chain_of_differences_is_one_question_in_page_and_summary() -> None:
    beside, found = compared({BSN: 1, NONE: 1})
    assert len(found.verschillen) == 4
    (question,) = (rij for rij in found.verschillen if not rij.volgt_uit)
    assert question.id == BSN and question.gemeente != TOTAAL
    assert question.oorzaken == ()  # a client without a BSN would be one more with a step as well
    assert all(len(rij.oorzaken) == 1 for rij in found.adding_up)
    (first, *_) = outcome(found, beside.cbs)  # type: ignore[arg-type]
    assert "Van de 4 verschillen zijn er 3 op te tellen uit de andere. Zoek eerst de oorzaak van die andere." in first
    report = build_report(beside, date(2025, 2, 1), tonen=True)
    assert [len(tabel.rijen) for tabel in report.ernaast[0].tabellen[:2]] == [1, 3]
    assert report.vergeleken["cbs"].endswith("Van de 4 verschillen zijn er 3 op te tellen uit de andere.")
    rows = summary(beside)["vergelijking"]["cbs"]["verschillen"]
    assert [len(row["volgt_uit"]) for row in rows].count(0) == 1


def test_what_adds_up_has_no_cause_of_its_own() -> None:
    """A client without a BSN would add one with a step; but that there is one more is the sum of two other changes."""
    _, found = compared({AANMELDING: -1, INTAKE: 2, ACTIVE: 1, BSN: 1})
    assert {rij.id for rij in found.adding_up} >= {ACTIVE, BSN}
    assert all(len(rij.oorzaken) == 1 and "verschil" in rij.oorzaken[0] for rij in found.adding_up)


@cache
def signed() -> SignOff:
    return build_report(compared({BSN: 1, NONE: 1})[0], date(2025, 2, 1), tonen=True).ondertekening


def test_what_is_signed_says_how_many_differences_add_up_and_where_all_stand() -> None:
    assert signed().other_differences(8) == (
        "Nog 3 verschillen zijn op te tellen uit andere; alle 4 staan op de pagina (HTML) en in de bijlage."
    )


@pytest.mark.parametrize(
    ("rijen", "meer", "getoond", "zin"),
    [
        (3, 0, 3, ""),
        (3, 0, 2, "Alle 3 verschillen staan op de pagina (HTML) en in de bijlage."),
        (41, 0, 8, "Alle 41 verschillen staan op de pagina (HTML)."),
        (41, 1, 8, "Alle 42 verschillen staan in Excel en in de JSON-samenvatting."),
    ],
)
def test_where_all_differences_stand_is_where_they_do(rijen: int, meer: int, getoond: int, zin: str) -> None:
    (row,) = signed().naast_cbs
    table = replace(signed().verschillen[0], rijen=(row,) * rijen, meer=meer)
    assert replace(signed(), naast_cbs=table.rijen, verschillen=(table,)).other_differences(getoond) == zin


def test_first_question_to_cbs_is_whether_it_counted_this_very_file() -> None:
    beside, found = compared({BSN: 1, NONE: 1})
    (chapter,) = build_report(beside, date(2025, 2, 1), tonen=True).ernaast
    (told,) = (zin for zin in chapter.zinnen if "vraag het CBS" in zin)
    assert f"precies dit bestand heeft geteld (SHA-256-vingerafdruk {beside.bestand.sha256[:12]}…)" in told
    (several,) = what_to_ask(found, [replace(beside.bestand, sha256=digit * 64) for digit in "1234"])
    assert "deze 4 bestanden" in several and f"{'1' * 12}, {'2' * 12}, {'3' * 12} en nog 1)" in several


def test_without_a_difference_there_is_nothing_to_ask() -> None:
    beside, found = compared({})
    assert list(what_to_ask(found, beside.bestanden)) == []
