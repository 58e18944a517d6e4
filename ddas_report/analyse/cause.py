"""What a cause is, and what a cause is made of: the findings, place by place, and the figures they undermine."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Frames, Periode
from ddas_report.model.gemeenten import display_name
from ddas_report.model.place_column import PLAATS, with_numbers
from ddas_report.model.reticent import Reticent
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Eigenaar, Ernst, Op

VULLING = "GEM-07"
"""The rule of which a place may be about several fields."""

SCHEMA = "BST-05"
"""The rule that stands for all findings of the schema."""

MIN_TRAJECTEN = 20
"""With fewer trajecten or records nothing is said of the export as a whole."""

Where = Callable[[pl.DataFrame], pl.Expr]


@dataclass(frozen=True, slots=True)
class Verklaring:
    """Why something is left as it is: who says so, and when."""

    tekst: str
    naam: str
    datum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Oorzaak:
    """One thing to mend; the places of its findings stand in no other cause."""

    id: str
    titel: str
    gevolg: str
    """What it does to the figures, with numbers."""
    eigenaar: Eigenaar
    ernst: Ernst
    """That of its worst finding."""
    aantal: int
    """The trajecten it touches; of what touches no traject, the places."""
    van: int
    """All trajecten, or all records that were looked at."""
    bevindingen: tuple[Bevinding, ...]
    cijfers: tuple[str, ...]
    """The ids of the figures that it undermines."""
    verklaard: Verklaring | None = None
    veld: str = ""
    """The field it is about, as the vulling names it, when it is about one."""
    onbruikbaar: bool = False
    """Whether a whole figure says nothing because of it."""
    over: frozenset[str] = frozenset()
    """The gemeenten of which its title and gevolg tell figures; none when these are those of the whole."""
    stil: str = ""
    """Its title without numbers, when that is not the message of its first finding."""
    zonder_getallen: bool = False
    """Whether its numbers may not be told, for they would tell of few people."""

    @property
    def regels(self) -> tuple[str, ...]:
        """The ids of the rules of its findings, each once."""
        return tuple(dict.fromkeys(bevinding.regel.id for bevinding in self.bevindingen))

    @property
    def plekken(self) -> int:
        """How many places it has."""
        return sum(bevinding.plaatsen.height for bevinding in self.bevindingen)


@dataclass(frozen=True, repr=False)
class Material(Reticent):
    """What a cause may know beside the findings."""

    frames: Frames
    periode: Periode
    cijfers: Cijfers

    @cached_property
    def totalen(self) -> Mapping[str, float | None]:
        """The figures of all gemeenten together, by id."""
        return dict(self.cijfers.long.filter(gemeente=TOTAAL).select("id", "waarde").iter_rows())

    @property
    def trajecten(self) -> int:
        """The number of trajecten."""
        return self.frames.trajecten.height

    def sommen(self, codes: Collection[str]) -> Mapping[str, float | None]:
        """The figures of some gemeenten added up; for counts only."""
        own = self.cijfers.long.filter(pl.col("gemeente").is_in(list(codes)))
        return dict(own.group_by("id").agg(pl.col("waarde").sum()).iter_rows())

    def ids(self, begins: Iterable[str]) -> tuple[str, ...]:
        """The ids of the figures that begin so, in the order of the catalogue."""
        prefixes = tuple(begins)
        return tuple(id_ for id_ in self.totalen if id_.startswith(prefixes))

    def where(self, codes: Collection[str]) -> str:
        """Of which of several gemeenten something is told: `Hoorn`, `3 gemeenten`; nothing when it is of all."""
        if set(codes) >= set(self.frames.trajecten["gemeente"]):
            return ""
        return display_name(*codes) if len(codes) == 1 else f"{len(codes)} gemeenten"

    def van_gemeenten(self, codes: Collection[str]) -> pl.Series:
        """The trajecten of those gemeenten."""
        return self.frames.trajecten.filter(pl.col("gemeente").is_in(list(codes)))["traject"]


@dataclass(slots=True, repr=False)
class Pool(Reticent):
    """The findings that no cause has taken yet; each place also says in which `levering` and `traject` it stands."""

    material: Material
    left: list[tuple[Bevinding, pl.DataFrame]] = field(default_factory=list)

    @classmethod
    def of(cls, bevindingen: Sequence[Bevinding], material: Material) -> "Pool":
        """All places of those findings."""
        if not bevindingen:
            return cls(material)
        together = pl.concat(bevinding.plaatsen.select(PLAATS) for bevinding in bevindingen)
        numbers = with_numbers(together, material.frames).select("levering", "traject")
        left, first = [], 0
        for bevinding in bevindingen:
            plaatsen = bevinding.plaatsen
            left.append((bevinding, by_field(bevinding, plaatsen.hstack(numbers.slice(first, plaatsen.height)))))
            first += plaatsen.height
        return cls(material, left)

    def find(self, *ids: str) -> pl.DataFrame:
        """What is left of those rules: traject and gemeente of each place."""
        rows = [places.select("traject", "gemeente") for b, places in self.left if b.regel.id in ids]
        return pl.concat(rows) if rows else pl.DataFrame(schema={"traject": pl.UInt32, "gemeente": pl.String})

    def take(self, ids: Collection[str], where: Where = lambda _: pl.lit(True)) -> "Part":
        """Take the places of those rules that satisfy the condition out of the pool."""
        taken: list[tuple[Bevinding, pl.DataFrame]] = []
        left: list[tuple[Bevinding, pl.DataFrame]] = []
        for bevinding, places in self.left:
            if bevinding.regel.id not in ids:
                left.append((bevinding, places))
                continue
            wanted = places.with_columns(where(places).fill_null(False).alias("gezocht"))[
                "gezocht"
            ]  # as long as places
            for rows, target in ((places.filter(wanted), taken), (places.filter(~wanted), left)):
                if rows.height:
                    target.append((bevinding, rows))
        self.left = left
        return Part(self.material, tuple(taken))


@dataclass(frozen=True, repr=False)
class Part(Reticent):
    """Places that one cause has taken."""

    material: Material
    taken: tuple[tuple[Bevinding, pl.DataFrame], ...] = ()

    def __add__(self, other: "Part") -> "Part":
        return Part(self.material, self.taken + other.taken)

    def __bool__(self) -> bool:
        return bool(self.taken)

    @cached_property
    def bevindingen(self) -> tuple[Bevinding, ...]:
        """The findings of which these are the places."""
        return tuple(replace(b, plaatsen=places.drop("levering", "traject")) for b, places in self.taken)

    def trajecten(self) -> pl.Series:
        """The trajecten it touches: those of its places, or all those of a gemeente that is judged as a whole."""
        found = [places["traject"].drop_nulls() for b, places in self.taken if b.regel.op is not Op.EARLIER_TRAJECT]
        whole = [places["gemeente"] for b, places in self.taken if b.regel.op is Op.GEMEENTE]
        found += [self.material.van_gemeenten(set(codes)) for codes in whole]
        return pl.concat(found).unique() if found else pl.Series(dtype=pl.UInt32)

    def cause(
        self,
        id: str,
        titel: str,
        gevolg: str,
        eigenaar: Eigenaar,
        *,
        cijfers: Iterable[str] = (),
        trajecten: int | None = None,
        veld: str = "",
        onbruikbaar: bool = False,
        over: Iterable[str] = (),
        stil: str = "",
    ) -> Oorzaak:
        """The cause that is made of these places; `cijfers` are the beginnings of ids."""
        ernst = [*Ernst]
        found = self.bevindingen
        aantal = len(self.trajecten()) if trajecten is None else trajecten
        van = self.material.trajecten
        if not aantal:
            same = [b for b in found if b.regel.op is found[0].regel.op]
            aantal, van = sum(b.plaatsen.height for b in same), sum({b.regel.id: b.totaal for b in same}.values())
        return Oorzaak(
            id=id,
            titel=titel,
            gevolg=gevolg,
            eigenaar=eigenaar,
            ernst=min((b.regel.ernst for b in found), key=ernst.index),
            aantal=aantal,
            van=max(aantal, van),
            bevindingen=found,
            cijfers=self.material.ids(cijfers),
            veld=veld,
            onbruikbaar=onbruikbaar,
            over=frozenset(over),
            stil=stil,
        )


def by_field(bevinding: Bevinding, places: pl.DataFrame) -> pl.DataFrame:
    """One row per field where a place is about several."""
    if bevinding.regel.id != VULLING:
        return places
    return places.with_columns(pl.col("gegeven").str.split(", ")).explode("gegeven")
