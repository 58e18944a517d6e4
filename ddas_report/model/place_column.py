"""Places as a column of a frame: made, printed and looked up for all rows at once."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from ddas_report.model.delivery import Frames
from ddas_report.model.place import AFTER_FILE, SINGULAR, WHOLE, Place, parse_steps, print_steps, steps_in_words

PLAATS = "plaats"
"""The name of such a column."""

_PARTS = {
    "bestand": pl.String(),
    "levering": pl.UInt32(),
    "traject": pl.UInt32(),
    "lijst": pl.String(),
    "positie": pl.UInt32(),
    "veld": pl.String(),
}
SOORT = pl.Struct(_PARTS)
"""The fields of a Place; `veld` is printed, and empty when there are no such steps."""


def column(places: Iterable[Place]) -> pl.Series:
    """These places as a column."""
    rows = [(p.bestand, p.levering, p.traject, p.lijst, p.positie, print_steps(p.veld)) for p in places]
    return pl.DataFrame(rows, schema=_PARTS, orient="row").to_struct(PLAATS)


def value(row: Mapping[str, Any]) -> Place:
    """The place in one row of such a column."""
    return Place(**{**row, "veld": parse_steps(row["veld"])})


def part(naam: str) -> pl.Expr:
    """One field of the places of a frame."""
    return pl.col(PLAATS).struct.field(naam)


def make(**parts: pl.Expr) -> pl.Expr:
    """The column of places that have these parts, and no others."""
    given = {"veld": pl.lit("")} | parts
    return pl.struct(given.get(naam, pl.lit(None)).cast(soort).alias(naam) for naam, soort in _PARTS.items()).alias(
        PLAATS
    )


def in_file(naam: str) -> pl.Expr:
    """The places of a frame, with the name of the file in which they stand."""
    return make(**{field: part(field) for field in _PARTS} | {"bestand": pl.lit(naam)})


def of_traject(traject: pl.Expr, **inside: pl.Expr) -> pl.Expr:
    """The places of trajecten, or of what stands inside, in a frame of which the places are those of leveringen."""
    return make(bestand=part("bestand"), levering=part("levering"), traject=traject, **inside)


def with_numbers(rows: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """Rows of places with the numbers that the frames give to their `levering` and `traject`; null when they have none."""
    leveringen = frames.leveringen.select("levering", _bestand=part("bestand"), _levering=part("levering"))
    keys = {f"_{field}": part(field) for field in ("bestand", "levering", "traject")}
    rows = rows.with_columns(**keys)
    trajecten = frames.trajecten.select("levering", "traject", _traject="positie")
    named = pl.col("_traject").is_in(rows["_traject"].unique().implode())  # most often few of many
    trajecten = trajecten.filter(named)
    return (
        rows.join(leveringen, on=["_bestand", "_levering"], how="left", nulls_equal=True, maintain_order="left")
        .join(trajecten, on=["levering", "_traject"], how="left", maintain_order="left")
        .drop(keys)
    )


def trajecten(frames: Frames) -> pl.DataFrame:
    """The number and the place of every traject."""
    leveringen = frames.leveringen.select("levering", PLAATS)
    placed = frames.trajecten.join(leveringen, on="levering", how="left", maintain_order="left")
    return placed.select("traject", of_traject(pl.col("positie")))


def gemeente_of(places: pl.Series, frames: Frames) -> pl.Series:
    """The gemeente of the traject in which each place stands; null for what stands in no traject that was read."""
    trajecten = frames.trajecten.select("traject", "gemeente")
    rows = with_numbers(places.alias(PLAATS).to_frame(), frames)
    return rows.join(trajecten, on="traject", how="left", maintain_order="left")["gemeente"]


def paths(places: pl.Series) -> pl.Series:
    """Each place as `place.json_path` prints it."""
    return _each(
        places,
        pl.concat_str(
            _before(),
            pl.lit("$"),
            _or_empty(pl.format(".leveringen[{}]", "levering")),
            _or_empty(pl.format(".schuldhulptrajecten[{}]", "traject")),
            _or_empty(pl.format(".{}[{}]", "lijst", "positie")),
            "veld",
        ),
    )


def words(places: pl.Series) -> pl.Series:
    """Each place as `place.words` prints it."""
    around = _item("levering", "levering"), _item("traject", "traject")
    inner = pl.concat_str(*around, *_inside(), separator=", ", ignore_nulls=True)
    return _each(places, _before() + pl.when(inner == "").then(pl.lit(WHOLE)).otherwise(inner))


def words_inside(places: pl.Series) -> pl.Series:
    """The way on from the traject of each place, or else from its levering or the top of its file, in words."""
    return _each(places, pl.concat_str(*_inside(), separator=", ", ignore_nulls=True))


def _each(places: pl.Series, printed: pl.Expr) -> pl.Series:
    return places.struct.unnest().select(printed.alias(places.name)).to_series()


def _before() -> pl.Expr:
    return _or_empty(pl.col("bestand") + AFTER_FILE)


def _or_empty(text: pl.Expr) -> pl.Expr:
    return text.fill_null("")


def _item(naam: str, field: str) -> pl.Expr:
    return pl.format(f"{naam} {{}}", pl.col(field) + 1)


def _inside() -> tuple[pl.Expr, pl.Expr]:
    item = pl.format("{} {}", pl.col("lijst").replace(SINGULAR), pl.col("positie") + 1)
    veld = pl.col("veld").map_batches(_veld_in_words, return_dtype=pl.String)
    return item, pl.when(pl.col("veld") != "").then(veld)


def _veld_in_words(velden: pl.Series) -> pl.Series:
    unique = velden.unique()
    texts = pl.Series([steps_in_words(parse_steps(veld)) for veld in unique], dtype=pl.String)
    return velden.replace_strict(unique, texts, return_dtype=pl.String)
