"""From findings to causes: one thing to mend, with what it does to the figures and who can mend it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from ddas_report.analyse import fields
from ddas_report.analyse.cause import VULLING, Material, Oorzaak, Part, Pool, Where
from ddas_report.analyse.cause_catalogue import CAUSES
from ddas_report.analyse.cause_fields import fields_of
from ddas_report.analyse.small_numbers import MINIMUM
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import Frames, Periode
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import WAT, Ernst, Op

HEEL = (Op.LEVERING, Op.BESTAND)
"""What touches no traject in particular."""

FOLLOWS = {"LEV-15": "LEV-13"}
"""The rule that says the same of each levering as another says of the whole file."""

HALF = 0.5
"""What makes a figure unusable for fewer than this share of the trajecten is ranked by that share."""

LOOSE = "OORZ-LOS"
"""What is taken together because it is small comes last."""

WHOLE_EXPORT = ("OORZ-PERIODE", "OORZ-TEST")
"""What makes all figures unusable comes before what makes one so."""


def find_causes(
    bevindingen: Sequence[Bevinding], frames: Frames, periode: Periode, cijfers: Cijfers
) -> tuple[Oorzaak, ...]:
    """The causes of the findings, the weightiest first; every place of a finding stands in exactly one of them.

    A place of GEM-07 that names several fields counts as one place for each field.
    """
    pool = Pool.of(bevindingen, Material(frames, periode, cijfers))
    causes = [cause for kind in CAUSES for cause in kind.vind(pool)]
    return in_order([*causes, *_own_causes(pool)])


def in_order(causes: Iterable[Oorzaak]) -> tuple[Oorzaak, ...]:
    """The causes in the order of the report; what is explained comes last."""
    return tuple(sorted(causes, key=_order))


def _order(oorzaak: Oorzaak) -> tuple[bool, int, bool, float]:
    """What makes CBS refuse the file, other fouten, what makes a whole figure unusable, the rest; by share."""
    technical = any(b.regel.familie == "BST" for b in oorzaak.bevindingen)
    certain = oorzaak.ernst is Ernst.FOUT
    whole = all(b.regel.op in HEEL for b in oorzaak.bevindingen)
    share = 0.0 if whole else oorzaak.aantal / max(oorzaak.van, 1)
    rank = [certain and technical, certain, oorzaak.onbruikbaar and share >= HALF, True].index(True)
    return oorzaak.verklaard is not None, rank + (oorzaak.id == LOOSE), oorzaak.id not in WHOLE_EXPORT, -share


def _own_causes(pool: Pool) -> Iterator[Oorzaak]:
    """What is left: a cause for each rule, with what GEM-07 says of the field that it is about; then one for each field
    of which only GEM-07 speaks."""
    ids = dict.fromkeys(bevinding.regel.id for bevinding, _ in pool.left)
    follow = {FOLLOWS[id_] for id_ in ids if id_ in FOLLOWS}
    for id_ in ids:
        if id_ not in follow | {VULLING} and (part := pool.take((id_,))):
            veld = _veld(part)
            repeats = pool.take((VULLING,), _about(veld)) if veld else pool.take((FOLLOWS.get(id_, ""),))
            yield _own_cause(part, repeats, veld)
    for label in dict.fromkeys(label for _, places in pool.left for label in places["gegeven"]):
        veld = fields.FIELD_OF_LABEL[label]
        yield _of_field(pool.take((VULLING,), _about(veld)), veld)


def _about(veld: str) -> Where:
    return lambda _: pl.col("gegeven").replace(fields.FIELD_OF_LABEL) == veld


def _veld(part: Part) -> str:
    """The one field that all these places are about; empty when there is none."""
    named = {fields_of(bevinding) for bevinding in part.bevindingen}
    return named.pop() if len(named) == 1 else ""


def _own_cause(part: Part, repeats: Part, veld: str) -> Oorzaak:
    first, material = part.bevindingen[0], part.material
    regel, n = first.regel, sum(b.plaatsen.height for b in part.bevindingen)
    codes = _judged(part)
    if veld in fields.VELDEN:
        van = fields.records(material.frames, veld).height
        titel, gevolg = fields.missing(veld, n, van), fields.gevolg(veld, n, van, material.totalen)
    else:
        where = material.where(codes) if codes else ""
        titel = f"{regel.melding.removesuffix('.')} ({where})." if where else regel.melding
        gevolg = regel.gevolg.in_getallen(n, first.totaal, WAT[regel.op], _figures(part))
    return (part + repeats).cause(
        regel.id,
        titel,
        gevolg,
        regel.eigenaar,
        cijfers=fields.spoiled(veld) if veld in fields.VELDEN else regel.gevolg.cijfers,
        trajecten=len(part.trajecten()),
        veld=veld,
        onbruikbaar=regel.op is Op.GEMEENTE and _warns(part) and bool(regel.gevolg.cijfers),
        over=codes if "schulden." in regel.gevolg.zin else (),
        stil=fields.often_missing(veld) if veld in fields.VELDEN else "",
    )


def _warns(part: Part) -> bool:
    return any(bevinding.regel.ernst is Ernst.WAARSCHUWING for bevinding in part.bevindingen)


def _judged(part: Part) -> set[str]:
    """The gemeenten that were judged as a whole."""
    return {code for b in part.bevindingen for code in b.plaatsen["gemeente"] if b.regel.op is Op.GEMEENTE}


def _figures(part: Part) -> Mapping[str, float | None]:
    """The figures of the gemeenten that were judged as a whole; else those of all."""
    codes = _judged(part)
    return part.material.sommen(codes) if codes else part.material.totalen


def _of_field(part: Part, veld: str) -> Oorzaak:
    codes = _judged(part)
    records = fields.records(part.material.frames, veld).filter(pl.col("gemeente").is_in(list(codes)))
    empty = records.filter("leeg")
    regel = part.bevindingen[0].regel
    titel = fields.missing(veld, empty.height, records.height, part.material.where(codes))
    gevolg = fields.gevolg(veld, empty.height, records.height, _figures(part))
    if len(part.trajecten()) < MINIMUM:  # it may be printed where few people are protected
        titel = f"Het veld {fields.label(veld)} is in een gemeente met weinig trajecten vaak niet ingevuld."
        gevolg = f"Het gaat om minder dan {MINIMUM} trajecten: te weinig om uit te splitsen."
    return part.cause(
        VULLING,
        titel,
        gevolg,
        regel.eigenaar,
        cijfers=fields.spoiled(veld),
        trajecten=empty["traject"].n_unique(),
        veld=veld,
        onbruikbaar=_warns(part),
        over=codes,
        stil=fields.often_missing(veld),
    )
