"""The catalogues as a user reads them: console, JSON and documentation."""

import json
import runpy
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ddas_report.analyse.catalogue import ONE_YEAR, catalogue, find_regel
from ddas_report.cli.app import app
from ddas_report.indicatoren.evaluate import SECTIES, figures, key_figures
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.normen import NORMEN
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Regel
from ddas_report.render.catalogue import as_markdown, as_table

ROOT = Path(__file__).parent.parent
DOCS = runpy.run_path(str(ROOT / "docs" / "generate.py"))


def asked(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False, standalone_mode=False)
    return result.output


@pytest.mark.parametrize("page", DOCS["pages"](), ids=lambda page: page.name)
def test_documentation_is_as_the_catalogue_says(page: Path) -> None:
    """Not so? Run: python docs/generate.py."""
    text = page.read_text(encoding="utf-8")
    assert DOCS["renew"](text) == text


@pytest.mark.parametrize(("page", "block"), [("docs/handleiding.md", "indicatoren"), ("docs/handleiding.md", "regels")])
def test_documentation_holds_the_whole_catalogue(page: str, block: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert DOCS["BLOKKEN"][block]() in text


def test_a_block_without_an_end_is_left_alone() -> None:
    assert DOCS["renew"]("<!-- regels:begin -->\nmijn tekst") == "<!-- regels:begin -->\nmijn tekst"


def test_a_page_keeps_what_stands_around_a_block() -> None:
    renewed = DOCS["renew"]("voor\n<!-- secties:begin -->\noud\n<!-- secties:end -->\nna")
    assert renewed.startswith("voor\n<!-- secties:begin -->\n| onderdeel |")
    assert renewed.endswith("|\n<!-- secties:end -->\nna")


def test_every_figure_stands_in_the_list_once_and_each_month_as_one() -> None:
    ids = [figure.indicator.id for figure in catalogue()]
    assert len(set(ids)) == len(ids)
    assert [id_ for id_ in ids if ".maand." in id_] == ["instroom.maand.JJJJ-MM", "uitstroom.maand.JJJJ-MM"]
    assert {id_ for id_ in ids if "JJJJ" not in id_} == {id_ for id_ in figures(ONE_YEAR) if ".maand." not in id_}


def test_a_period_of_two_months_has_these_and_a_delivery_without_period_none() -> None:
    assert [id_ for id_ in figures(Periode(None, None)) if ".maand." in id_] == []
    assert sum("instroom.maand.2024-" in id_ for id_ in figures(ONE_YEAR)) == 12


def test_no_two_figures_have_the_same_label() -> None:
    labels = Counter(figure.indicator.label for figure in figures(ONE_YEAR).values())
    assert not [label for label, times in labels.items() if times > 1]


def test_every_figure_is_explained() -> None:
    assert all(figure.indicator.label and figure.indicator.definitie.endswith(".") for figure in catalogue())


def test_key_figures_have_places_of_their_own() -> None:
    places = [figure.kern for figure in key_figures(ONE_YEAR)]
    assert places == list(range(1, len(places) + 1))


def test_every_norm_of_a_figure_is_one_that_can_be_set() -> None:
    assert {figure.indicator.norm for figure in figures(ONE_YEAR).values()} - {""} <= NORMEN.keys()


def test_figures_are_shown_without_a_file() -> None:
    lines = asked("--indicatoren").splitlines()
    assert any(line.startswith("trajecten.totaal ") and "aantal" in line for line in lines)
    assert {sectie.titel for sectie in SECTIES} <= set(lines)


def test_figures_are_shown_as_json() -> None:
    rows = {row["id"]: row for row in json.loads(asked("--indicatoren", "--format", "json"))}
    assert rows.keys() == {figure.indicator.id for figure in catalogue()}
    assert rows["schulden.bij_aanvang.gemiddelde"]["landelijk"]["jaar"] == 2022
    assert rows["instroom.maand.JJJJ-MM"]["nodig"] == "P0 en P1"


def test_rules_are_shown_in_the_order_of_the_catalogue() -> None:
    assert [line.split()[0] for line in asked("--regels").splitlines()] == [regel.id for regel in REGELS]
    assert [row["id"] for row in json.loads(asked("--regels", "-f", "json"))] == [regel.id for regel in REGELS]


@pytest.mark.parametrize("regel", REGELS, ids=lambda regel: regel.id)
def test_a_rule_is_explained(regel: Regel) -> None:
    text = asked("--regel", regel.id.lower())
    for part in (regel.melding, regel.ernst, regel.toelichting, regel.bron):
        assert part in text


def test_an_explained_rule_shows_an_example() -> None:
    lines = asked("--regel", "TRJ-01").splitlines()
    examples = [line.split(maxsplit=1) for line in lines if line.startswith(("Fout:", "Goed:"))]
    assert examples == [
        ["Fout:", "startdatum 2024-05-10, einddatum 2024-03-01"],
        ["Goed:", "startdatum 2024-03-01, einddatum 2024-05-10"],
    ]


def test_a_rule_is_explained_as_json() -> None:
    explained = json.loads(asked("--regel", "TRJ-01", "--format", "json"))
    assert explained["toont"] == ["startdatum", "einddatum"]
    assert explained["voorbeeld"]["goed"] == "startdatum 2024-03-01, einddatum 2024-05-10"


@pytest.mark.parametrize(("id_", "near"), [("TRJ-99", "TRJ-09"), ("trj01", "TRJ-01"), ("", "")])
def test_an_unknown_rule_names_the_nearest(id_: str, near: str) -> None:
    with pytest.raises(DdasError, match="bestaat niet") as caught:
        find_regel(id_)
    assert near in caught.value.advies
    assert caught.value.advies.endswith("ddas-report --regels.")


def test_columns_line_up_and_the_last_one_runs_on() -> None:
    assert as_table([("a", "bb", "c"), ("aaa", "b", "cc")]) == "a    bb  c\naaa  b   cc"


def test_a_bar_does_not_break_a_markdown_table() -> None:
    assert as_markdown(("kop",), [("a|b",)]) == "| kop |\n| --- |\n| a\\|b |"
