"""The pages of a response of the API become one delivery."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import polars as pl

from ddas_report.model.delivery import Frames
from ddas_report.read.merge import joined
from ddas_report.read.one_file import ReadDelivery

NO_NUMBER = 2**63
"""Where a page that does not say its number comes: last."""


def merge_pages(gelezen: Sequence[ReadDelivery], naam: str) -> list[ReadDelivery]:
    """The files, with the pages among them as one delivery, called `naam`, in order of their numbers."""
    pages = [deel for deel in gelezen if any(page.is_part for page in deel.pages)]
    if len(pages) < 2:
        return [*gelezen]
    pages.sort(key=lambda deel: (NO_NUMBER if deel.bestand.pagina is None else deel.bestand.pagina, deel.bestand.naam))
    whole = joined(pages, naam, pages[0].kop)
    moments = [deel.kop.aangeleverd for deel in pages if deel.kop.aangeleverd]
    one = replace(
        whole,
        kop=replace(pages[0].kop, aangeleverd=max(moments, default=None)),
        frames=_continued(whole.frames, naam),
        pages=tuple(chain.from_iterable(deel.pages for deel in pages)),
        bestanden=tuple(deel.bestand for deel in pages),
    )
    return [*(deel for deel in gelezen if deel not in pages), one]


def _continued(frames: Frames, naam: str) -> Frames:
    """A levering that goes on from page to page counts as one: `geheel` is the number of its first part."""
    same = ["teller", "(Statutaire) Naam", "KvK-nummer", "postcode", "gemeentecode"]
    leveringen = frames.leveringen.with_columns(
        geheel=pl.when(pl.col("teller").is_null()).then("levering").otherwise(pl.col("levering").min().over(same)),
        bron=pl.lit(naam),
        aangeleverd=pl.col("aangeleverd").max(),
    )
    first = leveringen["geheel"].unique().sort()
    order = dict(zip(first, range(1, len(first) + 1), strict=True))
    return replace(
        frames,
        leveringen=leveringen.with_columns(
            volgnummer=pl.col("geheel").replace_strict(order, return_dtype=pl.UInt32, default=None)
        ),
    )
