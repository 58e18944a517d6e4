"""Samenloop: trajecten of the same client that overlap in time, which CBS counts as one."""

from datetime import date

import polars as pl

from ddas_report.model.delivery import TOTAAL, Frames, Periode, once

OPEN = date(9999, 12, 31)
"""The end of a traject without einddatum."""


@once
def perioden(frames: Frames) -> pl.DataFrame:
    """One row per client key and traject with a startdatum: gemeente, sleutel, traject, start, eind."""
    dates = frames.trajecten.select("traject", start="startdatum", eind=pl.col("einddatum").fill_null(OPEN))
    return (
        frames.client.select("gemeente", "sleutel", "traject")
        .drop_nulls("sleutel")
        .unique()
        .join(dates.drop_nulls("start"), on="traject")
        .sort("gemeente", "sleutel", "start", "eind", "traject")
    )


def count_after_merging(frames: Frames, periode: Periode | None = None) -> pl.DataFrame:
    """One row per traject: gemeente and `samengevoegd`, equal for trajecten that are joined into one."""
    return _merged(frames)


@once
def _merged(frames: Frames) -> pl.DataFrame:
    groups = _clusters(perioden(frames))
    parent = _joined(groups["traject"].to_list(), groups["cluster"].to_list())
    roots = pl.DataFrame(
        {"traject": list(parent), "samengevoegd": list(parent.values())},
        schema={"traject": pl.UInt32, "samengevoegd": pl.UInt32},
    )
    return (
        frames.trajecten.select("gemeente", "traject")
        .join(roots, on="traject", how="left")
        .with_columns(pl.col("samengevoegd").fill_null(pl.col("traject")))
    )


def groups(frames: Frames) -> pl.DataFrame:
    """Each traject with its `groep`: equal for those of one client key that overlap, in whatever gemeente."""
    return count_after_merging(frames.as_one(TOTAAL)).select("traject", groep="samengevoegd")


def with_samenloop(frames: Frames, andere_gemeente: bool) -> pl.Series:
    """The trajecten that overlap another of the same client key, in the same or in another gemeente."""
    rows = perioden(frames)
    if not andere_gemeente:
        shared = _clusters(rows).filter(pl.len().over("cluster") > 1)
        return shared["traject"].unique()
    return _elders(rows)["traject"].unique()


def grouped(frames: Frames, found: pl.DataFrame, across: bool) -> pl.DataFrame:
    """These trajecten with `groep`: the number of the first of those that hang together in time for one client key.

    Only those in one gemeente hang together, or `across` all.
    """
    if found.is_empty():
        return found.with_columns(groep=pl.lit(None, dtype=pl.UInt32))
    all_groups = groups(frames) if across else count_after_merging(frames).select("traject", groep="samengevoegd")
    return found.join(all_groups, on="traject").with_columns(groep=pl.col("traject").min().over("groep"))


def in_other_files(frames: Frames) -> pl.DataFrame:
    """The trajecten that overlap one of the same client key in another file, and `bestand`, the name of one such."""
    if frames.leveringen["bron"].n_unique() < 2:
        return pl.DataFrame(schema={"traject": pl.UInt32, "bestand": pl.String})
    files = frames.trajecten.join(frames.leveringen, on="levering").select("traject", gemeente="bron")
    rows = perioden(frames).drop("gemeente").join(files, on="traject")
    return _elders(rows).group_by("traject").agg(bestand=pl.col("elders").min())


def _elders(rows: pl.DataFrame) -> pl.DataFrame:
    """The periods that overlap one of the same key in another gemeente: traject and `elders`, that gemeente.

    Linear, however many gemeenten a key has: of what began up to a day only the last end is kept, and the last end in
    any other gemeente than that one.
    """
    several = rows.filter(pl.col("gemeente").n_unique().over("sleutel") > 1)
    ends = _two_last_ends(several.sort("sleutel", "start", "eind", "traject"))
    found = _up_to(several, ends, ["sleutel"])
    other = pl.col("gemeente") != pl.col("eerste")
    last = pl.when(other).then("laatste_eind").otherwise("tweede_eind")
    elders = pl.when(other).then("eerste").otherwise("tweede")
    return found.filter(last >= pl.col("start")).select("traject", elders=elders)


def _two_last_ends(rows: pl.DataFrame) -> pl.DataFrame:
    """For each start within a key: the last end of what began up to then, in `eerste`, and the last in another
    gemeente, in `tweede`."""
    eind, before = pl.col("eind"), pl.col("laatste_eind").shift().over("sleutel")
    leading = pl.when((eind > before).fill_null(True)).then("gemeente").forward_fill().over("sleutel")
    changed = (pl.col("eerste") != pl.col("eerste").shift().over("sleutel")).fill_null(True)
    overtaken = pl.col("eerste").shift().over("sleutel")
    second = pl.when(changed).then(before).when(pl.col("gemeente") != pl.col("eerste")).then(eind)
    since = ["sleutel", "beurt"]
    highest = pl.col("kandidaat").cum_max().over(since)
    raised = pl.col("kandidaat").is_not_null() & (pl.col("kandidaat") == highest)
    return (
        rows.with_columns(laatste_eind=eind.cum_max().over("sleutel"))
        .with_columns(eerste=leading)
        .with_columns(
            beurt=changed.cum_sum(), kandidaat=second, van=pl.when(changed).then(overtaken).otherwise("gemeente")
        )
        .with_columns(
            tweede_eind=highest.forward_fill().over(since),
            tweede=pl.when(raised).then("van").forward_fill().over(since),
        )
        .select("sleutel", "laatste_eind", "eerste", "tweede_eind", "tweede", begin="start")
    )


def _last_ends(rows: pl.DataFrame) -> pl.DataFrame:
    """For each start within gemeente and key, the last end of what began up to then."""
    group = ["gemeente", "sleutel"]
    return rows.select(*group, begin="start", laatste_eind=pl.col("eind").cum_max().over(group), cluster=_cluster())


def _cluster() -> pl.Expr:
    """A number that rises where a period begins after all earlier ones of that key have ended."""
    group = ["gemeente", "sleutel"]
    before = pl.col("eind").cum_max().shift().over(group)
    return (pl.col("start") > before).fill_null(True).cum_sum()


def _up_to(rows: pl.DataFrame, ends: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Give each row the state of `ends` at its own end: what began on or before that day."""
    return rows.sort("eind").join_asof(
        ends.sort("begin", maintain_order=True),
        left_on="eind",
        right_on="begin",
        by=by,
        strategy="backward",
        check_sortedness=False,
    )


def _clusters(rows: pl.DataFrame) -> pl.DataFrame:
    """Traject and cluster: periods of one key in one gemeente that hang together in time; not those of a key with one.

    A traject that ends before it starts overlaps only what spans both its dates.
    """
    rows = rows.filter(pl.len().over("gemeente", "sleutel") > 1)  # few; windows over all take long
    proper = rows.filter(pl.col("start") <= pl.col("eind"))
    inverted = rows.filter(pl.col("start") > pl.col("eind"))
    spanned = _up_to(inverted, _last_ends(proper), ["gemeente", "sleutel"])
    spanned = spanned.filter(pl.col("laatste_eind") >= pl.col("start"))
    return pl.concat([proper.select("traject", cluster=_cluster()), spanned.select("traject", "cluster")])


def _joined(trajecten: list[int], clusters: list[int]) -> dict[int, int]:
    """The representative of each traject when all that share a cluster are joined (union-find)."""
    parent = {traject: traject for traject in trajecten}

    def root(traject: int) -> int:
        while parent[traject] != traject:
            parent[traject] = parent[parent[traject]]
            traject = parent[traject]
        return traject

    first: dict[int, int] = {}
    for traject, cluster in zip(trajecten, clusters, strict=True):
        parent[root(traject)] = root(first.setdefault(cluster, traject))
    return {traject: root(traject) for traject in parent}
