"""The causes that concern some of the trajecten: their gemeentecode, whether they are there twice, what is loose."""

import re
from collections.abc import Iterator

import polars as pl

from ddas_report.analyse.cause import Material, Oorzaak, Pool
from ddas_report.indicatoren.samenloop import count_after_merging, groups
from ddas_report.model import gemeenten
from ddas_report.model.wording import out_of, whole
from ddas_report.regels.regel import Eigenaar, Ernst, Op

LOOSE = 0.05
"""A signaal about fewer of the trajecten than this is one of the loose ones."""

_CODE = re.compile(r"[0-9]{4}")


def gemeentecode(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-GEMEENTECODE."""
    frames = pool.material.frames
    wrong = pool.find("LEV-09", "LEV-10")["traject"].unique()
    if not len(wrong):
        return
    bad = frames.trajecten.filter(pl.col("traject").is_in(wrong.implode()))
    rest = frames.trajecten.filter(~pl.col("traject").is_in(wrong.implode()))
    codes = set(bad["gemeente"]) - set(rest["gemeente"]) if bad.height <= rest.height else set()
    mixed = rest.group_by("levering").agg(pl.col("gemeente").n_unique()).filter(pl.col("gemeente") > 1)
    leveringen = mixed["levering"]
    part = pool.take(("LEV-09", "LEV-10", "LEV-06"), lambda _: pl.col("traject").is_in(wrong.implode()))
    part += pool.take(("LEV-07",), lambda _: ~pl.col("levering").is_in(leveringen.implode()))
    if rest["gemeente"].n_unique() <= 1:
        part += pool.take(("LEV-08",))
    whole_ones = {b.regel.id for b, _ in pool.left if b.regel.op is Op.GEMEENTE}
    part += pool.take(whole_ones, lambda _: pl.col("gemeente").is_in(list(codes)))
    bare = {code.upper().removeprefix("GM") for code in bad["gemeentecode"].drop_nulls().unique()}
    written = sorted(code for code in bare if _CODE.fullmatch(code))
    yield part.cause(
        "OORZ-GEMEENTECODE",
        _which_codes(written, rest["gemeente"].unique().sort().to_list()),
        f"Daardoor {'telt' if bad.height == 1 else 'tellen'} {out_of(bad.height, frames.trajecten.height, 'trajecten')} "
        "niet mee bij de eigen gemeente.",
        Eigenaar.DOSSIERS,
        cijfers=("trajecten.totaal", "op_orde.trajecten"),
        trajecten=bad.height,
    )


def _which_codes(written: list[str], delivered: list[str]) -> str:
    """The codes that are no gemeente, with what each was perhaps meant to be."""
    if not written:
        return "Een gemeentecode bestaat niet uit vier cijfers."
    named = [code + _meant(code, delivered) for code in written[:3]]
    more = f" en nog {len(written) - 3}" if len(written) > 3 else ""
    which = "De gemeentecode" if len(written) == 1 else "De gemeentecodes"
    return f"{which} {', '.join(named)}{more} {'hoort' if len(written) == 1 else 'horen'} niet bij een gemeente."


def _meant(code: str, delivered: list[str]) -> str:
    """The nearest known code: one that differs in one digit, rather one that is delivered too."""
    if successor := gemeenten.successor(code):
        return f" (nu {successor}, {gemeenten.display_name(successor)})"
    known = gemeenten.table()["code"].to_list()
    near = [k for k in known if sum(a != b for a, b in zip(code, k, strict=True)) == 1]
    near = [k for k in near if k in delivered] or near
    return f" (bedoeld is misschien {near[0]}, {gemeenten.display_name(near[0])})" if len(near) == 1 else ""


def doubled(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-DUBBEL."""
    frames = pool.material.frames
    twice = pool.find("TRJ-13")["traject"].unique()
    if not len(twice):
        return
    prints = frames.trajecten.filter(pl.col("traject").is_in(twice.implode())).select("traject", "vingerafdruk")
    joined = groups(frames).join(prints, on="traject", how="left").group_by("groep")
    joined_groups = joined.agg(
        "traject", alleen=(pl.col("vingerafdruk").null_count() == 0) & (pl.col("vingerafdruk").n_unique() == 1)
    ).explode("traject")
    alone = joined_groups.filter("alleen")["traject"]
    part = pool.take(("TRJ-13", "CLT-08", "SLD-10"), lambda _: pl.col("traject").is_in(twice.implode()))
    part += pool.take(("TRJ-04", "TRJ-05", "TRJ-15"), lambda _: pl.col("traject").is_in(alone.implode()))
    extra = prints.height - prints["vingerafdruk"].n_unique()
    total = frames.trajecten.height
    yield part.cause(
        "OORZ-DUBBEL",
        "Hetzelfde traject is meer dan één keer geleverd.",
        f"Daardoor {'staat' if extra == 1 else 'staan'} {out_of(extra, total, 'trajecten')} dubbel in het "
        f"bestand: zonder {'dat traject' if extra == 1 else 'deze trajecten'} zijn het er {whole(total - extra)}.",
        Eigenaar.BESTAND,
        cijfers=("trajecten.", "op_orde.trajecten", "schulden.", "fase.", "doorlooptijd."),
        trajecten=prints.height,
    )


def overlapping(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-SAMENLOOP."""
    part = pool.take(("TRJ-04", "TRJ-05"))
    if not part:
        return
    found = part.trajecten()
    several = groups(pool.material.frames).filter(pl.col("traject").is_in(found.implode()))["groep"].n_unique()
    joined = count_after_merging(pool.material.frames).filter(pl.col("traject").is_in(found.implode()))
    fewer = joined.height - joined["samengevoegd"].n_unique()
    yield part.cause(
        "OORZ-SAMENLOOP",
        "Trajecten van dezelfde cliënt lopen tegelijk.",
        f"Het gaat om {whole(several)} {'groep' if several == 1 else 'groepen'} van bij elkaar horende trajecten. Het CBS "
        f"voegt samen wat in één gemeente tegelijk loopt{_merged(fewer, pool.material)}.",
        Eigenaar.DOSSIERS,
        cijfers=("trajecten.samengevoegd", "op_orde.trajecten"),
    )


def _merged(fewer: int, material: Material) -> str:
    """How many trajecten that costs, and how many are left when what other causes hold is joined too."""
    if not fewer:
        return "; dat is hier bij geen enkel traject zo"
    totals = material.totalen
    before, after = totals["trajecten.totaal"] or 0, totals["trajecten.samengevoegd"] or 0
    others = before - after - fewer
    too = f", samen met andere oorzaken {whole(before - after)}" if others > 0 else ""
    return f": dat scheelt {whole(fewer)} van de {whole(before)} trajecten{too}. Er blijven er {whole(after)} over"


def loose(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-LOS."""
    records = (Op.TRAJECT, Op.CLIENT, Op.SCHULD, Op.ONDERSTEUNING)
    few = {
        b.regel.id
        for b, places in pool.left
        if b.regel.ernst is Ernst.SIGNAAL
        and b.regel.op in records
        and places["traject"].n_unique() < LOOSE * pool.material.trajecten
    }
    part = pool.take(few)
    if not part:
        return
    kinds = len(part.taken)
    yield part.cause(
        "OORZ-LOS",
        "In enkele dossiers staat iets opvallends.",
        f"Het gaat om {out_of(len(part.trajecten()), pool.material.trajecten, 'trajecten')}, met "
        f"{whole(kinds)} {'soort signaal' if kinds == 1 else 'soorten signalen'}. Klopt het niet, dan veranderen enkele "
        "aantallen en gemiddelden een beetje.",
        Eigenaar.DOSSIERS,
        cijfers=[prefix for b in part.bevindingen for prefix in b.regel.gevolg.cijfers],
    )
