"""Joining trajecten in time, against the same by brute force."""

from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leveringen import Document, settings_for

from ddas_report import flatten
from ddas_report.model import Frames
from ddas_report.samenloop import aantal_na_samenvoegen, met_samenloop
from ddas_report.technical.document import Chunk, Plaats

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

    def as_traject(self) -> Document:
        """The same as it is delivered; a person without a name has no BSN."""
        dates = {"startdatum": self.start, "einddatum": self.eind}
        return {
            "gemeentecode": self.gemeente,
            "client": [{"Burgerservicenummer": persoon} for persoon in self.personen],
            **{naam: (DAG + timedelta(days)).isoformat() for naam, days in dates.items() if days is not None},
        }


def frames_of(*korte: Kort) -> Frames:
    trajecten = [kort.as_traject() for kort in korte]
    plaatsen = [Plaats(0, positie) for positie in range(len(korte))]
    chunk = Chunk(plaatsen, [], trajecten, [str(index).encode() for index in range(len(korte))])
    return flatten.collect({"leveringen": [{}]}, [flatten.flatten_chunk(chunk)])


def clusters(*korte: Kort) -> set[frozenset[int]]:
    """The trajecten that are counted as one, as sets of positions."""
    found: dict[int, set[int]] = {}
    for traject, cluster in aantal_na_samenvoegen(frames_of(*korte)).select("traject", "samengevoegd").iter_rows():
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
    assert set(met_samenloop(frames_of(*korte), andere).to_list()) == expected


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
