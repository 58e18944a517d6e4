"""Verdeling: how many trajecten have a debt of what size, for the histogram beside the figures."""

import polars as pl

from ddas_report.indicatoren.schulden import per_traject
from ddas_report.model import TOTAAL, Frames

BREEDTE = 10_000
"""The width of a class in euro."""

KLASSEN = 11
"""The last class holds all that is higher than the others."""


def verdeling_schuld(frames: Frames) -> dict[str, tuple[int, ...]]:
    """Per gemeente and for `totaal`: the trajecten in each class of debt; only those with a schuldbedrag count."""
    klasse = (pl.col("bedrag") / BREEDTE).floor().clip(0, KLASSEN - 1).cast(pl.Int64)
    counted = per_traject(frames).drop_nulls("bedrag").group_by("gemeente", klasse=klasse).len()
    counts = {(code, k): aantal for code, k, aantal in counted.iter_rows()}
    codes = {code for code, _ in counts}
    per_code = {code: tuple(counts.get((code, k), 0) for k in range(KLASSEN)) for code in codes}
    total = tuple(sum(column) for column in zip(*per_code.values(), strict=True)) or (0,) * KLASSEN
    return per_code | {TOTAAL: total}
