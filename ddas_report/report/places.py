"""Where a finding stands, told so that a person finds the dossier."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from ddas_report.analyse.cause import SCHEMA, Oorzaak
from ddas_report.analyse.dossiers import Dossier, find_dossiers
from ddas_report.model import gemeenten
from ddas_report.model.delivery import Frames
from ddas_report.model.place import Place, words
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Op
from ddas_report.report.shapes import gemeente_label
from ddas_report.report.view import Spot


def spots(bevinding: Bevinding, frames: Frames, at_most: int) -> list[Spot]:
    """The first places of a finding, one by one."""
    regel, rows = bevinding.regel, bevinding.plaatsen.head(at_most)
    places, groups = bevinding.places(at_most), bevinding.groups(at_most)
    found: Sequence[Dossier | None] = [None] * len(places)
    if regel.op is not Op.EARLIER_TRAJECT:  # the earlier delivery has files of the same names
        found = find_dossiers(frames, places)
    melding = rows["melding"] if regel.id == SCHEMA else [regel.melding] * len(places)
    told = zip(places, groups, found, melding, rows.select("gemeente", *regel.toont).iter_rows(), strict=True)
    return [
        Spot(
            place=place,
            readable=_where(regel.op, place, code),
            dossier=describe(dossier) if dossier else "",
            hoort_bij=words(group) if group and group != place else "",
            code=code,
            gemeente=gemeente_label(code),
            waarden=tuple(waarden),
            melding=tekst,
        )
        for place, group, dossier, tekst, (code, *waarden) in told
    ]


def with_causes(found: Sequence[Spot], regel: str, oorzaken: Sequence[Oorzaak]) -> list[Spot]:
    """The first places of a rule with the numbers, from 1, of the causes that hold them."""
    at_most = len(found)
    held: dict[tuple[Place, str], tuple[int, ...]] = {}
    for nummer, oorzaak in enumerate(oorzaken, start=1):
        for part in oorzaak.bevindingen:
            if part.regel.id == regel:
                keys = zip(part.places(at_most), part.plaatsen["gemeente"].head(at_most), strict=True)
                for key in {*keys}:
                    held[key] = (*held.get(key, ()), nummer)
    return [replace(spot, oorzaken=held.get((spot.place, spot.code), ())) for spot in found]


def in_groups(found: Sequence[Spot]) -> Iterator[Spot]:
    """One for each group of places that belong together in one gemeente, with the others of it in `samen`."""
    for _, members in groupby(found, key=lambda spot: (spot.code, spot.hoort_bij or words(spot.place))):
        first, *others = members
        yield replace(first, waarden=(), samen=tuple(others))


def tell(spot: Spot) -> str:
    """A place in one sentence: where it stands, what finds the dossier, and to which group it belongs."""
    rest = [spot.dossier] if spot.dossier else []
    rest += [f"hoort bij {spot.hoort_bij}"] if spot.hoort_bij else []
    return f"{spot.readable} ({'; '.join(rest)})" if rest else spot.readable


def tell_all(places: Sequence[Place], frames: Frames) -> list[str]:
    """The same of places that are in no group."""
    found = find_dossiers(frames, places)
    return [
        f"{words(place)} ({describe(dossier)})" if dossier else words(place)
        for place, dossier in zip(places, found, strict=True)
    ]


def describe(dossier: Dossier) -> str:
    """What finds a dossier, in words."""
    return ", ".join(
        (
            _dated("startdatum", dossier.startdatum),
            _dated("einddatum", dossier.einddatum),
            _dated("aanmelding", dossier.aanmelding),
            gemeenten.display_name(dossier.gemeente),
            f"{dossier.clienten} {'cliënt' if dossier.clienten == 1 else 'cliënten'}",
            f"{dossier.schulden} {'schuld' if dossier.schulden == 1 else 'schulden'}",
        )
    )


def _where(op: Op, place: Place, code: str) -> str:
    return f"gemeente {gemeente_label(code)}" if op is Op.GEMEENTE else words(place)


def _dated(naam: str, dag: date | None) -> str:
    return f"{naam} {dag:%d-%m-%Y}" if dag else f"geen {naam}"
