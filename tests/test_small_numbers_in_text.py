"""Small numbers as a reader could find them: in the text of the page, of what is signed and of the bijlage.

The debts of a small gemeente have amounts that are recognised wherever they turn up; those of a large one are round.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from bouw import levering, schuld, traject
from hypothesis import example, given
from hypothesis import strategies as st
from leveringen import settings_for
from pagina import Pagina

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.analyse.small_numbers import ALWAYS, MINIMUM
from ddas_report.model.gemeenten import display_name
from ddas_report.render.html import render_bijlage, render_html, render_sign_off
from ddas_report.report.build import build_report
from ddas_report.report.view import Report

pytestmark = pytest.mark.slow

VANDAAG = date(2025, 2, 1)
CODES = ["0060", "0088", "0093", "0096", "0153", "0344", "0363", "0405", "0420", "0498", "0518", "0532", "0599", "0855"]
ROUND, CANARY = 10_000, 20_100
"""The amount of a debt in a large gemeente; in a small one no two are alike, and all are above CANARY."""

Sizes = Mapping[str, int]


def amount(code: str, size: int, index: int) -> int:
    return ROUND if size >= MINIMUM else CANARY + 37 * CODES.index(code) + 1_013 * index


def trajecten_of(code: str, size: int, ended_early: int) -> Iterator[dict[str, Any]]:
    """So many trajecten, of which some end before they begin."""
    for index in range(size):
        end = {"einddatum": "2024-03-01"} if index < ended_early else {}
        intake = {"startdatum": "2024-03-08"} if index % 2 else None
        bedrag = amount(code, size, index)
        debts = [schuld(bedrag=bedrag)]
        yield traject(
            gemeentecode=code, intake=intake, schulden=debts, totaalSchuldbedragBijAanvangSchuld=bedrag, **end
        )


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[Sizes, Sizes]:
    some = draw(st.sampled_from([2, 4, 14]))
    sizes = {code: draw(st.sampled_from([2, 3, 8, 9, 10, 11, 25])) for code in CODES[:some]}
    return sizes, {code: draw(st.integers(0, 3)) for code in sizes}


def delivered(sizes: Sizes, wrong: Sizes) -> bytes:
    rows = [one for code, size in sizes.items() for one in trajecten_of(code, size, wrong.get(code, 0))]
    return json.dumps(levering(*rows)).encode()


def texts(report: Report) -> dict[str, str]:
    """What can be read of each, what the page packs included."""
    page = render_html(report)
    packed = re.findall(r'data-ingepakt="([^"]*)"', page)
    unpacked = "".join(zlib.decompress(base64.b64decode(data), -zlib.MAX_WBITS).decode() for data in packed)
    signed, bijlage = render_sign_off(report, 20, 12, 2000), render_bijlage(report)
    return {naam: read(html) for naam, html in (("page", page + unpacked), ("sign-off", signed), ("bijlage", bijlage))}


def read(html: str) -> str:
    """A document as text, with what scripts hold and what stands in attributes."""
    return " ".join(re.sub(r"</?[a-z][^>]*?(title=\"[^\"]*\")?[^>]*>", r" \1 ", html).split())


def amounts(text: str) -> set[int]:
    """The numbers of five digits or more."""
    return {int(found.replace(".", "")) for found in re.findall(r"\b\d{2,3}(?:\.\d{3})+\b|\b\d{5,7}\b", text)}


def of_few(found: Analyse, sizes: Sizes) -> set[int]:
    """The figures that may not be told: every amount of a gemeente, or a whole, of few trajecten."""
    small = {code for code, size in sizes.items() if size < MINIMUM}
    small |= {"totaal"} if sum(sizes.values()) < MINIMUM else set()
    alone = {amount(code, size, index) for code, size in sizes.items() for index in range(size)}
    rows = found.cijfers.long.drop_nulls("waarde").iter_rows()
    told = {round(waarde) for code, id_, waarde in rows if code in small and id_ not in ALWAYS}
    return {waarde for waarde in told - alone if waarde > ROUND}  # the median of many is the amount of one


@given(deliveries())
@example(({"0060": 3, "0088": 40}, {"0060": 2, "0088": 3}))
@settings_for(6, shrink=False)
def test_no_text_tells_a_figure_of_few_nor_lets_it_be_subtracted(made: tuple[Sizes, Sizes]) -> None:
    sizes, wrong = made
    found = analyse("SHV_2024_Test.json", delivered(sizes, wrong), VANDAAG)
    report = build_report(found, VANDAAG)
    forbidden = of_few(found, sizes)
    for naam, text in texts(report).items():
        told = amounts(text)
        assert not told & forbidden, naam
        assert not {a - b for a in told for b in told} & forbidden, naam
    page = Pagina(render_html(report))
    names = {display_name(code): size for code, size in sizes.items()}
    assert not [where for where, left in left_over(page, names) if 0 < left < MINIMUM]


def left_over(page: Pagina, names: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Where some gemeenten and the total are shown: of how many trajecten or places the others together are."""
    for section, tables in page.tabellen.items():
        for table in tables if section not in ("op_orde", "bestand") else ():
            heads = [row[0] for row in table.rijen] if "Totaal" not in table.koppen else table.koppen
            shown = names.keys() & set(heads)
            if shown and "Totaal" in heads:
                yield f"{section}: {table.titel}", sum(size for name, size in names.items() if name not in shown)
    for finding in re.finditer(r"([\d.]+) van [\d.]+ \S+ · regel (\S+).*?Per gemeente: (.*?)\. ", page.tekst):
        told = [int(n.replace(".", "")) for n in re.findall(r" ([\d.]+) van ", finding[3])]
        if told:
            yield finding[2], int(finding[1].replace(".", "")) - sum(told)


def test_what_is_forbidden_is_found_when_it_is_shown() -> None:
    """The test above can fail: with all figures shown it finds these."""
    sizes = {"0060": 3, "0088": 40}
    found = analyse("SHV_2024_Test.json", delivered(sizes, {"0060": 2, "0088": 3}), VANDAAG)
    report = build_report(found, VANDAAG, tonen=True)
    forbidden = of_few(found, sizes)
    assert 3 * (CANARY + 1_013) in forbidden
    shown = texts(report)
    assert amounts(shown["page"]) & forbidden and amounts(shown["bijlage"]) & forbidden
