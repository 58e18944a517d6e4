"""Where tables and charts stand on the page: across it, or in two columns of about the same height."""

from collections.abc import Iterable
from dataclasses import dataclass

from ddas_report.render.drawing import draw
from ddas_report.report.charts import drawn
from ddas_report.report.shapes import GEMEENTE, Chart, Table
from ddas_report.report.view import Chapter

Piece = Table | Chart

MAX_HEIGHT = 15.0
"""The most a column is high, in table rows: two columns are kept together on one page, and a page must be full."""

_KOP, _RIJ = 3.0, 24.0
"""The rows that caption, head and margin take; the height of a row in units of a drawing."""

_SMAL, _SMAL_MATRIX = 2, 4
"""The most columns of figures in half the width of a page; and when none of them is headed by a gemeente."""


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stand across the page (`rechts` empty), or in two columns."""

    links: tuple[Piece, ...]
    rechts: tuple[Piece, ...] = ()
    smal: bool = False
    """Whether a piece is only half as wide as the page."""


def to_blocks(hoofdstuk: Chapter, totalen: bool = False, paper: bool = False) -> list[Block]:
    """The tables of a chapter (or those of the whole) and its charts of the whole, in order of reading.

    On paper the months stand in the chart alone.
    """
    tabellen = hoofdstuk.totalen if totalen and hoofdstuk.totalen else hoofdstuk.tabellen
    kept = (tabel for tabel in tabellen if not tabel.code and not (paper and _by_month(tabel)))
    return arrange((*kept, *(grafiek for grafiek in hoofdstuk.grafieken if not grafiek.code)))


def apart(hoofdstuk: Chapter) -> list[Piece]:
    """The tables and charts of single gemeenten."""
    pieces: tuple[Piece, ...] = (*hoofdstuk.tabellen, *drawn(hoofdstuk.grafieken))
    return [stuk for stuk in pieces if stuk.code]


def _by_month(tabel: Table) -> bool:
    return any(".maand." in kop.id for kop in (*tabel.kolommen, *(rij.kop for rij in tabel.rijen)))


def arrange(stukken: Iterable[Piece]) -> list[Block]:
    """Narrow pieces that follow each other stand in two columns, wide ones across the page."""
    blocks: list[Block] = []
    waiting: list[Piece] = []
    for stuk in stukken:
        if _breed(stuk):
            blocks += [*_paren(waiting), Block((stuk,))]
            waiting = []
        else:
            waiting.append(stuk)
    return blocks + _paren(waiting)


def _paren(stukken: list[Piece]) -> list[Block]:
    blocks: list[Block] = []
    heights = [*map(_hoogte, stukken)]
    while stukken:
        aantal = next(
            (n for n in range(len(stukken), 1, -1) if _verdeeld(heights[:n])[0] <= MAX_HEIGHT), min(2, len(stukken))
        )
        _, links = _verdeeld(heights[:aantal])
        blocks.append(Block(tuple(stukken[:links]), tuple(stukken[links:aantal]), smal=True))
        stukken, heights = stukken[aantal:], heights[aantal:]
    return blocks


def _verdeeld(heights: list[float]) -> tuple[float, int]:
    """The lowest height of two columns that keep the order, and how many pieces then stand left."""
    return min((max(sum(heights[:links]), sum(heights[links:])), links) for links in range(1, len(heights) + 1))


def _breed(stuk: Piece) -> bool:
    if isinstance(stuk, Chart):
        return False
    most = _SMAL if any(kop.code for kop in stuk.kolommen) else _SMAL_MATRIX
    return len(stuk.kolommen) > most or stuk.hoek == GEMEENTE


def _hoogte(stuk: Piece) -> float:
    if isinstance(stuk, Chart):
        return _KOP + (draw(stuk).hoogte / _RIJ if stuk.beschrijving else 0)
    return _KOP + len(stuk.rijen) + sum(rij.landelijk is not None for rij in stuk.rijen) * 0.6
