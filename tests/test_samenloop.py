"""Joining trajecten in time, against the same by brute force."""

from dataclasses import fields
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for

from ddas_report.indicatoren.samenloop import count_after_merging, with_samenloop
from ddas_report.model.delivery import Frames

DAG = date(2024, 1, 1)


class Kort(NamedTuple):
    """A traject in short: days are numbers, None is no date."""

    gemeente: str
    personen: tuple[str, ...]
    start: int | None
    eind: int | None = None

    def overlaps(self, other: "Kort") -> bool:
        """Whether each starts on or before the other's end."""
        if self.start is None or other.start is None:
            return False
        ends = [10_000 if kort.eind is None else kort.eind for kort in (self, other)]
        return self.start <= ends[1] and other.start <= ends[0]

    def shares(self, other: "Kort") -> bool:
        """Whether a client of one is in the other."""
        return bool({*self.personen} & {*other.personen} - {""})


def frames_of(*korte: Kort) -> Frames:
    """The two tables that joining looks at; a person without a name has no key."""
    ids = pl.Series("traject", range(len(korte)), dtype=pl.UInt32)
    trajecten = pl.DataFrame(
        [
            ids,
            pl.Series("gemeente", [kort.gemeente for kort in korte], dtype=pl.String),
            pl.Series("startdatum", [_day(kort.start) for kort in korte], dtype=pl.Date),
            pl.Series("einddatum", [_day(kort.eind) for kort in korte], dtype=pl.Date),
        ]
    )
    personen = pl.Series("sleutel", [list(kort.personen) for kort in korte], dtype=pl.List(pl.String))
    client = trajecten.select("traject", "gemeente", personen).explode("sleutel")
    client = client.with_columns(pl.col("sleutel").replace("", None))
    other = dict.fromkeys([field.name for field in fields(Frames) if field.init], pl.DataFrame())
    return Frames(**other | {"trajecten": trajecten, "client": client})


def _day(number: int | None) -> date | None:
    return None if number is None else DAG + timedelta(number)


def clusters(*korte: Kort) -> set[frozenset[int]]:
    """The trajecten that are counted as one, as sets of positions."""
    found: dict[int, set[int]] = {}
    for traject, cluster in count_after_merging(frames_of(*korte)).select("traject", "samengevoegd").iter_rows():
        found.setdefault(cluster, set()).add(traject)
    return {frozenset(group) for group in found.values()}


def by_brute_force(korte: list[Kort]) -> set[frozenset[int]]:
    groups = [{index} for index in range(len(korte))]
    for (i, een), (j, ander) in combinations(enumerate(korte), 2):
        if een.gemeente == ander.gemeente and een.shares(ander) and een.overlaps(ander):
            joined = [group for group in groups if group & {i, j}]
            groups = [group for group in groups if not group & {i, j}] + [set().union(*joined)]
    return {frozenset(group) for group in groups}


_dag = st.one_of(st.none(), st.integers(0, 12))
_personen = st.lists(st.sampled_from(["1", "2", "3", "1", ""]), min_size=1, max_size=3).map(tuple)
_kort = st.builds(Kort, st.sampled_from(["0153", "0088", "0153"]), _personen, st.integers(0, 12) | _dag, _dag)
_korte = st.lists(_kort, max_size=9)


@settings_for(400)
@given(_korte)
def test_joining_is_that_of_every_pair(korte: list[Kort]) -> None:
    assert clusters(*korte) == by_brute_force(korte)


@settings_for(300)
@given(_korte, st.booleans())
def test_samenloop_is_that_of_every_pair(korte: list[Kort], andere: bool) -> None:
    expected = {
        index
        for index, een in enumerate(korte)
        for other, ander in enumerate(korte)
        if index != other and (een.gemeente != ander.gemeente) is andere and een.shares(ander) and een.overlaps(ander)
    }
    assert set(with_samenloop(frames_of(*korte), andere).to_list()) == expected


EEN = ("1",)


@pytest.mark.parametrize(
    ("korte", "aantal"),
    [
        ((), 0),
        ((Kort("0153", EEN, 0, 5), Kort("0153", EEN, 5, 9)), 1),
        ((Kort("0153", EEN, 0, 5), Kort("0153", EEN, 6, 9)), 2),
        ((Kort("0153", EEN, 0), Kort("0153", EEN, 900)), 1),
        ((Kort("0153", EEN, 0), Kort("0153", EEN, None, 3)), 2),
        ((Kort("0153", EEN, 0), Kort("0153", ("2",), 0)), 2),
        ((Kort("0153", ("",), 0), Kort("0153", ("",), 0)), 2),
        ((Kort("0153", EEN, 0), Kort("0088", EEN, 0)), 2),
        ((Kort("0153", EEN, 0, 3), Kort("0153", EEN, 8, 9), Kort("0153", EEN, 2, 8)), 1),
        ((Kort("0153", ("1", "1"), 0, 3),), 1),
        ((Kort("0153", ("1", "2"), 0, 3), Kort("0153", ("2", "3"), 3, 5), Kort("0153", ("3",), 5)), 1),
        ((Kort("0153", EEN, 5, 3), Kort("0153", EEN, 5, 3)), 2),
        ((Kort("0153", EEN, 5, 3), Kort("0153", EEN, 2, 5)), 1),
        ((Kort("0153", EEN, 5, 3), Kort("0153", EEN, 4, 9)), 2),
    ],
    ids=[
        "nothing",
        "end is start",
        "a day between",
        "open end",
        "no start",
        "other client",
        "no key",
        "other gemeente",
        "bridge",
        "same client twice",
        "chain of couples",
        "two inverted",
        "inverted within",
        "inverted half within",
    ],
)
def test_trajecten_left_after_joining(korte: tuple[Kort, ...], aantal: int) -> None:
    assert len(clusters(*korte)) == aantal


@pytest.mark.parametrize(("start", "found"), [(5, {0, 1}), (6, set())])
def test_traject_elsewhere_that_starts_on_the_last_day_overlaps(start: int, found: set[int]) -> None:
    frames = frames_of(Kort("0153", EEN, 0, 5), Kort("0088", EEN, start, 9))
    assert set(with_samenloop(frames, andere_gemeente=True)) == found
