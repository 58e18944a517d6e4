"""Which way of counting the steps explains the figures of CBS best; an inference, for CBS does not say it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from ddas_report.compare.causes import Evidence, counted
from ddas_report.compare.cbs_layout.choice import Chosen
from ddas_report.indicatoren import fase, op_orde, trajecten
from ddas_report.indicatoren.samenloop import count_after_merging
from ddas_report.model.delivery import TOTAAL, Frames

STAP = "op_orde.stap."
_COUNTS = {
    "op_orde.stap": "per cliënt met een BSN, in de periode",
    "fase_periode": "per traject, in de periode",
    "fase": "per traject, tot en met de laatste dag van de periode",
}
FEW = 5
"""With fewer figures of steps nothing is inferred."""

_ENOUGH = 0.9
"""The share that must be equal before a counting explains the figures."""

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The counting that fits: `id` is the start of its ids, `variant` what was done to the records first."""

    id: str
    variant: str
    gelijk: int
    van: int
    geteld: Mapping[tuple[str, str], float] = field(default_factory=dict, repr=False)
    """Our figures under this counting, by gemeente and step."""

    @property
    def zo(self) -> str:
        """How it counts, as the end of a sentence."""
        return _COUNTS[self.id] + (f", {self.variant}" if self.variant else "")

    def explains(self, gemeente: str, id_: str, cbs: float) -> str:
        """Why CBS has this figure where ours is another, or nothing when this counting does not say so."""
        if not id_.startswith(STAP) or self.geteld.get((gemeente, id_.removeprefix(STAP)), 0) != cbs:
            return ""
        return f"Het CBS telt waarschijnlijk {self.zo}. Zo geteld is uw cijfer gelijk aan dat van het CBS."

    @property
    def zin(self) -> str:
        """What may be said of it."""
        how = self.zo
        return (
            f"{self.gelijk} van de {self.van} cijfers per stap zijn gelijk als u telt {how}. In dit rapport telt een stap "
            "per cliënt met een BSN, in de periode. Dat leiden wij af uit de cijfers zelf; het CBS zegt niet hoe het telt."
        )


def which_counting(cijfers: Iterable[Chosen], gegevens: Evidence) -> Counting | None:
    """The counting under which the steps of CBS are equal to ours; None when none, or more than one, fits clearly."""
    own = set(gegevens.frames.trajecten["gemeente"].unique()) - {TOTAAL}
    theirs = {(c.gemeente, _stap(c.id)): float(c.waarde) for c in cijfers if _stap(c.id) and c.gemeente in own}
    if len(theirs) < FEW or None in (gegevens.periode.start, gegevens.periode.eind):
        return None
    found: dict[str, list[Counting]] = {}
    counted: dict[str, Mapping[_Key, float]] = {}
    for variant, make in _VARIANTS.items():
        frames = make(gegevens)
        for id_ in _COUNTS:
            if not (ours := _counts(id_, frames, gegevens)):
                continue
            if variant == "":
                counted[id_] = ours
            equal = sum(ours.get(plek, 0) == waarde for plek, waarde in theirs.items())
            found.setdefault(id_, []).append(
                Counting(id=id_, variant=variant, gelijk=equal, van=len(theirs), geteld=ours)
            )
    best = {id_: max(several, key=lambda one: one.gelijk) for id_, several in found.items()}
    return _clearest(list(best.values()), _counting(theirs, counted, best))


def _stap(id_: str) -> str:
    """The step that an id counts, or nothing."""
    for prefix in (STAP, "fase_periode.", "fase."):
        if id_.startswith(prefix):
            return id_.removeprefix(prefix)
    return ""


def _counting(
    theirs: Mapping[_Key, float], counted: Mapping[str, Mapping[_Key, float]], best: Mapping[str, Counting]
) -> frozenset[str]:
    """The countings that also hold where the three differ, so that no table of zeros is attributed."""
    apart = [plek for plek in theirs if len({ours.get(plek, 0) for ours in counted.values()}) > 1]
    held = {
        id_
        for id_, ours in counted.items()
        if best[id_].variant or sum(ours.get(plek, 0) == theirs[plek] for plek in apart) >= _ENOUGH * len(apart)
    }
    return frozenset(held) if apart else frozenset()


def _clearest(found: list[Counting], held: frozenset[str]) -> Counting | None:
    found.sort(key=lambda one: -one.gelijk)
    first, *others = found
    lead = first.gelijk - max((one.gelijk for one in others), default=0)
    enough = 1 if first.gelijk == first.van else 2
    return first if first.id in held and first.gelijk >= _ENOUGH * first.van and lead >= enough else None


def _counts(id_: str, frames: Frames, gegevens: Evidence) -> Mapping[_Key, float]:
    """The figures of one counting, by gemeente and step."""
    begin, sectie = f"{id_}.", op_orde.SECTIE if id_.startswith("op_orde.") else fase.SECTIE
    counts = counted(begin, sectie, frames, gegevens.periode)
    return {(code, own.removeprefix(begin)): n for (code, own), n in counts.items()}


def _as_it_is(gegevens: Evidence) -> Frames:
    return gegevens.frames


def _within_period(gegevens: Evidence) -> Frames:
    """Without the trajecten outside the period."""
    rows = trajecten.with_status(gegevens.frames, gegevens.periode).filter(pl.col("status") == "buiten_periode")
    frames = gegevens.frames
    return replace(
        frames,
        **{
            naam: getattr(frames, naam).join(rows.select("traject"), on="traject", how="anti", maintain_order="left")
            for naam in ("trajecten", "fasen", "client")
        },
    )


def _merged(gegevens: Evidence) -> Frames:
    """As if trajecten that overlap are one, from the first start to the last end, with the steps of all."""
    frames = gegevens.frames
    joined = count_after_merging(frames).select("traject", "samengevoegd")
    as_one = frames.trajecten.join(joined, on="traject", how="left", maintain_order="left")
    eind = pl.when(pl.col("einddatum").is_null().any()).then(None).otherwise(pl.col("einddatum").max())
    as_one = as_one.with_columns(
        pl.col("startdatum").min().over("samengevoegd"), eind.over("samengevoegd").alias("einddatum")
    )

    def with_new(table: pl.DataFrame) -> pl.DataFrame:
        placed = table.join(joined, on="traject", how="left", maintain_order="left")
        return placed.with_columns(traject=pl.col("samengevoegd")).drop("samengevoegd")

    return replace(
        frames,
        trajecten=as_one.filter(pl.col("traject") == pl.col("samengevoegd")).drop("samengevoegd"),
        fasen=with_new(frames.fasen),
        client=with_new(frames.client),
    )


_VARIANTS: Mapping[str, Callable[[Evidence], Frames]] = {
    "": _as_it_is,
    "zonder trajecten buiten de periode": _within_period,
    "na het samenvoegen van trajecten die overlappen": _merged,
}
"""What may have been done to the records before counting; the simplest first."""
