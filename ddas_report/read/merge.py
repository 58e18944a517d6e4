"""Several files become one delivery."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ddas_report.model.delivery import Frames, Kop, Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.place import Place
from ddas_report.model.place_column import PLAATS, in_file
from ddas_report.read.codes import renumbered
from ddas_report.read.one_file import Bestand, ReadDelivery
from ddas_report.read.outcome import Technical


def merge_files(gelezen: Sequence[ReadDelivery], naam: str) -> ReadDelivery:
    """All files as one, in order of their names, each place with the name of its file; a single file stays as it is.

    Raises DdasError when two files are the same, or are not about the same period.
    """
    delen = by_name(gelezen)
    if len(delen) == 1:
        return delen[0]
    _require_different(delen)
    return joined(delen, naam, _kop(delen))


def joined(delen: Sequence[ReadDelivery], naam: str, kop: Kop) -> ReadDelivery:
    """These files as one, in this order, under that head."""
    frames, foreign = renumbered([(deel.frames, deel.foreign) for deel in delen])
    coded = [replace(deel, frames=own) for deel, own in zip(delen, frames, strict=True)]
    return ReadDelivery(
        bestand=_bestand(delen, naam), kop=kop, frames=_frames(coded), technisch=_technisch(delen), foreign=foreign
    )


def by_name(gelezen: Sequence[ReadDelivery]) -> list[ReadDelivery]:
    """The files in order of their names, in which the order of asking plays no part."""
    return sorted(gelezen, key=lambda deel: deel.bestand.naam)


def _require_different(delen: Sequence[ReadDelivery]) -> None:
    seen: dict[str, str] = {}
    for deel in delen:
        naam, sha256 = deel.bestand.naam, deel.bestand.sha256
        if sha256 in seen:
            raise DdasError(
                f"De bestanden {seen[sha256]} en {naam} zijn precies gelijk.",
                "Noem elk bestand één keer; anders telt elk traject dubbel.",
            )
        seen[sha256] = naam


def _bestand(delen: Sequence[ReadDelivery], naam: str) -> Bestand:
    """The files as one: all bytes, and the SHA-256 of their digests (in hexadecimals, by name) one after another."""
    digests = "".join(deel.bestand.sha256 for deel in delen)
    return Bestand(
        naam=naam, sha256=hashlib.sha256(digests.encode()).hexdigest(), bytes=sum(deel.bestand.bytes for deel in delen)
    )


def _kop(delen: Sequence[ReadDelivery]) -> Kop:
    """The shared period, the last delivery, and every supplier once."""
    moments = [deel.kop.aangeleverd for deel in delen if deel.kop.aangeleverd]
    suppliers = dict.fromkeys(deel.kop.leverancier for deel in delen if deel.kop.leverancier)
    return Kop(_periode(delen), max(moments, default=None), "; ".join(suppliers) or None)


def _periode(delen: Sequence[ReadDelivery]) -> Periode:
    """The one period of all files; a file without a valid one goes along with the others."""
    first: dict[Periode, str] = {}
    for deel in delen:
        first.setdefault(deel.kop.periode, deel.bestand.naam)
    whole = {periode: naam for periode, naam in first.items() if periode.start and periode.eind} or first
    if len(whole) > 1:
        told = "; ".join(f"{naam} {_in_woorden(periode)}" for periode, naam in whole.items())
        raise DdasError(
            f"De bestanden gaan niet over dezelfde periode: {told}.",
            "Controleer per periode: noem in één opdracht alleen bestanden over dezelfde periode.",
        )
    return next(iter(whole))


def _in_woorden(periode: Periode) -> str:
    start, eind = (f"{dag:%d-%m-%Y}" if dag else "onbekend" for dag in (periode.start, periode.eind))
    return f"van {start} tot en met {eind}"


def _frames(delen: Sequence[ReadDelivery]) -> Frames:
    """All tables one below the other, with trajecten and leveringen numbered through."""
    parts: dict[str, list[pl.DataFrame]] = {naam: [] for naam in delen[0].frames.tables()}
    trajecten = leveringen = 0
    for deel in delen:
        numbered = {"traject": trajecten, "levering": leveringen, "geheel": leveringen}
        for naam, table in deel.frames.tables().items():
            raised = [(pl.col(c) + n).cast(table[c].dtype) for c, n in numbered.items() if n and c in table.columns]
            parts[naam].append(table.with_columns(raised) if raised else table)
        parts["leveringen"][-1] = parts["leveringen"][-1].with_columns(_named(deel))
        trajecten += deel.frames.trajecten.height
        leveringen += deel.frames.leveringen.height
    return Frames(**{naam: pl.concat(tables, rechunk=True) for naam, tables in parts.items()})


def _named(deel: ReadDelivery) -> pl.Expr:
    """The places of its leveringen with the name of their file; those of pages have it already."""
    return pl.col(PLAATS) if deel.bestanden else in_file(deel.bestand.naam)


def _technisch(delen: Sequence[ReadDelivery]) -> Technical:
    """What was met in all files, each place with the name of its file."""
    named = [(None if deel.bestanden else deel.bestand.naam, deel.technisch) for deel in delen]
    return Technical(
        bom=any(technisch.bom for _, technisch in named),
        schemafouten=[replace(f, plaats=_in(naam, f.plaats)) for naam, t in named for f in t.schemafouten],
        onbekende_velden=[replace(v, plaats=_in(naam, v.plaats)) for naam, t in named for v in t.onbekende_velden],
        dubbele_velden=[replace(v, plaats=_in(naam, v.plaats)) for naam, t in named for v in t.dubbele_velden],
        persoonlijk=[replace(p, plaats=_in(naam, p.plaats)) for naam, t in named for p in t.persoonlijk],
    )


def _in(naam: str | None, plaats: Place) -> Place:
    return plaats if naam is None else replace(plaats, bestand=naam)
