"""What finds the dossier of a traject without saying who it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from ddas_report.model import place_column
from ddas_report.model.delivery import Frames, once
from ddas_report.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A traject as its handler knows it; `gemeente` is a code, and a date that is not filled in is None."""

    startdatum: date | None
    einddatum: date | None
    aanmelding: date | None
    gemeente: str
    clienten: int
    schulden: int


def dossiers(frames: Frames, wanted: pl.Series) -> pl.DataFrame:
    """One row per traject of which the number is wanted: `traject`, and the fields of a Dossier."""
    chosen = wanted.drop_nulls().unique().alias("traject").to_frame()
    return _all_dossiers(frames).join(chosen, on="traject", how="semi", maintain_order="left")


@once
def _all_dossiers(frames: Frames) -> pl.DataFrame:
    clienten, schulden = (
        table.group_by("traject").len(naam)
        for naam, table in {"clienten": frames.client, "schulden": frames.schulden}.items()
    )
    aanmelding = pl.coalesce("aanmelding.startdatum", "aanmelding.einddatum").alias("aanmelding")
    return (
        frames.trajecten.select("traject", "startdatum", "einddatum", aanmelding, "gemeente")
        .join(clienten, on="traject", how="left", maintain_order="left")
        .join(schulden, on="traject", how="left", maintain_order="left")
        .with_columns(pl.col("clienten", "schulden").fill_null(0))
    )


def find_dossiers(frames: Frames, places: Sequence[Place]) -> list[Dossier | None]:
    """The dossier of each place; None for what stands in no traject that was read."""
    numbers = place_column.with_numbers(place_column.column(places).to_frame(), frames)["traject"]
    rows = dossiers(frames, numbers).iter_rows(named=True)
    known = {row.pop("traject"): Dossier(**row) for row in rows}
    return [known.get(number) for number in numbers]
