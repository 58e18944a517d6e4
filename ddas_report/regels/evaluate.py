"""The catalogue of rules, and the evaluator that turns broken rules into findings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import polars as pl

from ddas_report.model import place_column
from ddas_report.model.delivery import ONDERSTEUNINGEN, TOTAAL, WAARDENLIJSTEN, Frames, once
from ddas_report.model.place import Place
from ddas_report.model.place_column import PLAATS
from ddas_report.regels import (
    bestand,
    clienten,
    fasen,
    gemeentecode,
    gemeenten,
    intake,
    leveringen,
    ondersteuning,
    pages,
    samenloop,
    schulden,
    schuldregeling,
    termijnen,
    trajecten,
    vergelijking,
)
from ddas_report.regels.regel import NAMES, Context, Op, Regel


def _family(*modules: Iterable[Regel]) -> list[Regel]:
    """The rules of a family that are spread over modules, in the order of their ids."""
    return sorted(chain(*modules), key=lambda regel: regel.id)


REGELS: tuple[Regel, ...] = (
    *bestand.REGELS,
    *_family(leveringen.REGELS, gemeentecode.REGELS, pages.REGELS),
    *clienten.REGELS,
    *_family(trajecten.REGELS, samenloop.REGELS),
    *_family(fasen.REGELS, intake.REGELS, termijnen.REGELS),
    *schuldregeling.REGELS,
    *schulden.REGELS,
    *ondersteuning.REGELS,
    *gemeenten.REGELS,
    *vergelijking.REGELS,
)
"""The rules of the catalogue, in the order in which they are shown."""

MILDER = (bestand.starts_with_bom,)
"""Lesser forms of a rule in the catalogue, under the same id."""

LIST_FIELDS = {
    "intake.beschikkingssoort": "beschikkingssoort",
    "oplossing.soort": "oplossing.soort",
    "soort": "begeleiding.soort",
}
"""Columns of a value list, and which: what is not in it may be any text, so it is not shown."""

NOT_IN_LIST = "niet in de lijst"
_TABELLEN = {Op.CLIENT: "client", Op.SCHULD: "schulden"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Of a finding the number of places in one gemeente, and of the records looked at there."""

    code: str
    aantal: int
    van: int


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A rule that is broken: `plaatsen` has one row per place, in file order: gemeente, plaats, and `toont`.
    Those of the technical check have `naam` too: a number, from 1, that tells names apart which are shown alike.

    Of a rule with `groepen` it is in order of the groups, with `groep`: the place of the first traject of each.

    `van` gives per gemeente of those rows the number of records the rule looked at; `totaal` that of all.
    """

    regel: Regel
    plaatsen: pl.DataFrame
    van: dict[str, int]
    totaal: int

    def paden(self) -> pl.Series:
        """Each place as a JSONPath."""
        return place_column.paths(self.plaatsen[PLAATS])

    def places(self, at_most: int | None = None) -> list[Place]:
        """The places, one by one."""
        return [*map(place_column.value, self.plaatsen[PLAATS].head(at_most or self.plaatsen.height))]

    def groups(self, at_most: int) -> list[Place | None]:
        """Of the first places the first one of the group to which it belongs; None for a rule without groups."""
        if not self.regel.groepen:
            return [None] * min(at_most, self.plaatsen.height)
        return [*map(place_column.value, self.plaatsen["groep"].head(at_most))]

    def first_places(
        self, at_most: int, printed: Callable[[pl.Series], pl.Series] = place_column.paths
    ) -> dict[str, list[str]]:
        """The first places in each gemeente, printed."""
        first = self.plaatsen.group_by("gemeente", maintain_order=True).head(at_most)
        rows = first.select("gemeente", printed(first[PLAATS]))
        return dict(rows.group_by("gemeente", maintain_order=True).agg(PLAATS).iter_rows())

    def per_gemeente(self) -> list[Occurrence]:
        """How often it occurs in each gemeente, in the order of the codes."""
        counts = self.plaatsen.group_by("gemeente").len().sort("gemeente")
        return [Occurrence(code, aantal, self.van[code]) for code, aantal in counts.iter_rows()]


class Part(NamedTuple):
    """One of several files that are judged together."""

    naam: str
    frames: Frames
    context: Context


def assess(
    frames: Frames,
    context: Context,
    regels: Iterable[Regel] = (*REGELS, *MILDER),
    delen: Sequence[Part] = (),
) -> list[Bevinding]:
    """The findings of every rule that is broken, in the order of the catalogue.

    `delen` are the files when there are several: a rule on the file as a whole is judged for each of these.
    """
    totals = {op: records_of(frames, op) for op in Op} | {
        Op.BESTAND: {TOTAAL: len(delen) or 1},
        Op.EARLIER_TRAJECT: _of_then(context),
    }
    judged = (form for regel in regels for form in _by_ernst(regel, _rows(regel, frames, context, delen)))
    broken = ((regel, rows) for regel, rows in judged if rows.height)
    return [_finding(regel, _places(regel, frames, rows), totals[regel.op]) for regel, rows in broken]


def _rows(regel: Regel, frames: Frames, context: Context, delen: Sequence[Part]) -> pl.DataFrame:
    """What breaks the rule; a place in one of several files names it when there are several."""
    if regel.op is not Op.BESTAND or not delen:
        return regel.vind(frames, context)
    found = [(deel.naam, regel.vind(deel.frames, deel.context)) for deel in delen]
    named = [rows.with_columns(place_column.in_file(naam)) for naam, rows in found if rows.height]
    return pl.concat(named) if named else found[0][1]


def _by_ernst(regel: Regel, rows: pl.DataFrame) -> list[tuple[Regel, pl.DataFrame]]:
    """The rows by how bad they are, the worst first: a finding for each ernst."""
    if regel.zwaar is None or rows.is_empty():
        return [(regel, rows)]
    return [(replace(regel, ernst=regel.zwaar), rows.filter("zwaar")), (regel, rows.filter(~pl.col("zwaar")))]


def _finding(regel: Regel, places: pl.DataFrame, records: dict[str, int]) -> Bevinding:
    if regel.op is Op.PLAATS:
        records = {TOTAAL: places.height}
    van = {code: records.get(code, 1) for code in places["gemeente"].unique()}
    return Bevinding(regel, places, van, sum((records | van).values()))


def _of_then(context: Context) -> dict[str, int]:
    """The number of trajecten of the earlier delivery in each gemeente."""
    if context.vorige is None or context.vorige.frames is None:
        return {}
    return dict(context.vorige.frames.trajecten.group_by("gemeente").len().iter_rows())


@once
def records_of(frames: Frames, op: Op) -> dict[str, int]:
    """The number of records of a grain in each gemeente; one each for the file and a gemeente as a whole."""
    if op is Op.GEMEENTE:
        return dict.fromkeys(frames.trajecten["gemeente"].unique(), 1)
    if op is Op.LEVERING:
        return {TOTAAL: frames.hele_leveringen().height}
    tables = {
        Op.TRAJECT: [frames.trajecten],
        Op.CLIENT: [frames.client],
        Op.SCHULD: [frames.schulden],
        Op.ONDERSTEUNING: [frames.tables()[naam] for naam in ONDERSTEUNINGEN],
    }
    counted = [table.select("gemeente") for table in tables.get(op, [])]
    return dict(pl.concat(counted).group_by("gemeente").len().iter_rows()) if counted else {}


def _places(regel: Regel, frames: Frames, rows: pl.DataFrame) -> pl.DataFrame:
    """Gemeente, plaats and the columns to show, in file order."""
    shown = [_toonbaar(regel, naam) for naam in regel.toont]
    leveringen = frames.leveringen.select("levering", PLAATS)
    if regel.op in (Op.BESTAND, Op.PLAATS):
        apart = [NAMES] if NAMES in rows.columns else []
        return rows.select(pl.lit(TOTAAL).alias("gemeente"), PLAATS, *shown, *apart)
    if regel.op is Op.EARLIER_TRAJECT:
        return rows.select("gemeente", PLAATS, *shown)
    if regel.op is Op.GEMEENTE:
        return rows.sort("gemeente").select("gemeente", place_column.make(), *shown)
    if regel.op is Op.LEVERING:
        placed = rows.sort("levering").select("levering", *shown).join(leveringen, on="levering", maintain_order="left")
        return placed.select(pl.lit(TOTAAL).alias("gemeente"), PLAATS, *shown)
    where = frames.trajecten.select("traject", "gemeente", "levering", plek="positie")
    keys = [naam for naam in ("traject", "lijst", "positie") if naam in rows.columns and regel.op is not Op.TRAJECT]
    keys = keys or ["traject"]
    if regel.groepen:
        return _in_groups(rows.select("traject", "groep", *shown), frames)
    placed = rows.select(*keys, *shown).sort(keys).join(where, on="traject", maintain_order="left")
    placed = placed.join(leveringen, on="levering", maintain_order="left")
    inside = {}
    if regel.op is not Op.TRAJECT:
        lijst = pl.col("lijst") if regel.op is Op.ONDERSTEUNING else pl.lit(_TABELLEN[regel.op])
        inside = {"lijst": lijst, "positie": pl.col("positie")}
    return placed.select("gemeente", place_column.of_traject(pl.col("plek"), **inside), *shown)


def _in_groups(rows: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """The places of trajecten, group by group, each with the place of the first of its group."""
    places = place_column.trajecten(frames)
    first = places.rename({"traject": "groep", PLAATS: "_groep"})
    placed = (
        rows.join(places, on="traject")
        .join(first, on="groep")
        .join(frames.trajecten.select("traject", "gemeente"), on="traject")
        .sort("groep", "traject")
    )
    return placed.select(
        "gemeente", PLAATS, *(c for c in rows.columns if c not in ("traject", "groep")), groep="_groep"
    )


def _toonbaar(regel: Regel, naam: str) -> pl.Expr:
    """A column as it may be shown."""
    value = pl.col(naam)
    if regel.op is Op.PLAATS or naam not in LIST_FIELDS:
        return value
    known = value.is_null() | value.is_in(WAARDENLIJSTEN[LIST_FIELDS[naam]])
    return pl.when(known).then(value).otherwise(pl.lit(NOT_IN_LIST)).alias(naam)
