"""Explanations laid on the causes: what is explained is kept apart, with its text."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import polars as pl

from ddas_report.analyse.cause import Material, Oorzaak, Pool, by_field
from ddas_report.analyse.causes import find_causes, in_order
from ddas_report.analyse.explanations import Explanation
from ddas_report.model.gemeenten import display_name
from ddas_report.model.wording import whole
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import WAT


@dataclass(frozen=True, slots=True)
class Outcome:
    """The causes, in order; what the reader must know of explanations that do not hold; and those that hold."""

    oorzaken: tuple[Oorzaak, ...]
    vervallen: tuple[str, ...] = ()
    geldig: tuple[Explanation, ...] = ()


def causes_with_explanations(
    bevindingen: Sequence[Bevinding],
    material: Material,
    explanations: Sequence[Explanation],
    unjudged: Set[str] = frozenset(),
) -> Outcome:
    """The causes of the findings, of which those that the user explained come last.

    An explanation of a rule, or of a cause in one gemeente, takes these places out of the causes in which they stand.
    Of what rules that were `unjudged` might have found it is not said that there is nothing to explain.
    """
    frames, periode, cijfers = material.frames, material.periode, material.cijfers
    causes = find_causes(bevindingen, frames, periode, cijfers)
    if not explanations:
        return Outcome(causes)
    kept: list[Oorzaak] = []
    remarks: list[str] = []
    holding: list[Explanation] = []
    whole_ones = [e for e in explanations if not e.gemeente and _meant(e, causes)]
    for explanation in explanations:
        if explanation in whole_ones:
            continue
        if not (taken := _places(causes, explanation)):
            remarks += [explanation.unused()] * explanation.was_sought(unjudged)
            continue
        part = _part(taken, material, explanation)
        if not explanation.covers(part):
            remarks.append(explanation.refused(part))
            continue
        holding.append(explanation)
        kept.append(replace(part, verklaard=explanation.verklaring))
        bevindingen = [b for b in _without(bevindingen, taken) if b.plaatsen.height]
        causes = find_causes(bevindingen, frames, periode, cijfers)
    rest = _laid_on(causes, whole_ones)
    return Outcome(in_order([*kept, *rest.oorzaken]), (*remarks, *rest.vervallen), (*holding, *rest.geldig))


def _meant(explanation: Explanation, causes: Sequence[Oorzaak]) -> list[Oorzaak]:
    """The causes that it is about: what it names, else what becomes of that where there are too few records."""
    named = [cause for cause in causes if explanation.is_about(cause)]
    return named or [cause for cause in causes if explanation.is_about_rules_of(cause)]


def _laid_on(causes: Sequence[Oorzaak], explanations: Sequence[Explanation]) -> Outcome:
    """The causes, each with the first explanation that is about the whole of it."""
    told: list[Oorzaak] = []
    refused: dict[str, Explanation] = {}
    for cause in causes:
        about = next((e for e in explanations if any(cause is one for one in _meant(e, causes))), None)
        if about is not None and not about.covers(cause):
            refused[about.refused(cause)] = about
            about = None
        told.append(replace(cause, verklaard=about.verklaring) if about else cause)
    return Outcome(tuple(told), tuple(refused), tuple(e for e in explanations if e not in refused.values()))


def _places(causes: Sequence[Oorzaak], explanation: Explanation) -> list[Bevinding]:
    """The places that it explains: of its cause, or of its rule in whatever cause, in its gemeente."""

    meant = _meant(explanation, causes)

    def own() -> Iterator[Bevinding]:
        for cause in causes:
            for bevinding in cause.bevindingen:
                if any(cause is one for one in meant) or (
                    bevinding.regel.id == explanation.id and not explanation.veld
                ):
                    yield bevinding

    code = explanation.gemeente
    found = [replace(b, plaatsen=b.plaatsen.filter(gemeente=code)) if code else b for b in own()]
    return [bevinding for bevinding in found if bevinding.plaatsen.height]


def _part(taken: Sequence[Bevinding], material: Material, explanation: Explanation) -> Oorzaak:
    """What is explained as a cause of its own."""
    own = [bevinding for bevinding in taken if bevinding.regel.id == explanation.id] or taken
    regel, n = own[0].regel, sum(bevinding.plaatsen.height for bevinding in own)
    van = own[0].van.get(explanation.gemeente, own[0].totaal)
    figures = material.sommen([explanation.gemeente]) if explanation.gemeente else material.totalen
    where = f" (in {display_name(explanation.gemeente)})" if explanation.gemeente else ""
    several = len({bevinding.regel.id for bevinding in own}) > 1
    gevolg = (
        f"Het gaat om {whole(n)} plaatsen." if several else regel.gevolg.in_getallen(n, van, WAT[regel.op], figures)
    )
    titel = regel.melding.removesuffix(".") + f"{where}."
    pool = Pool.of(taken, material)
    part = pool.take({bevinding.regel.id for bevinding in own})
    return (part + pool.take({bevinding.regel.id for bevinding in taken})).cause(
        explanation.id,
        titel,
        gevolg,
        regel.eigenaar,
        cijfers=regel.gevolg.cijfers,
        trajecten=len(part.trajecten()),
        veld=explanation.veld,
        over={explanation.gemeente} - {""},
        stil=titel,
    )


def _without(bevindingen: Sequence[Bevinding], taken: Sequence[Bevinding]) -> Iterator[Bevinding]:
    """The findings without those places."""
    for bevinding in bevindingen:
        places = by_field(bevinding, bevinding.plaatsen)
        for gone in taken:
            if (gone.regel.id, gone.regel.ernst) == (bevinding.regel.id, bevinding.regel.ernst):
                places = _minus(places, gone.plaatsen)
        yield replace(bevinding, plaatsen=places)


def _minus(places: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    return places.join(gone, on=places.columns, how="anti", nulls_equal=True, maintain_order="left")
