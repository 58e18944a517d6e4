"""The bytes of an earlier delivery, or of our summary of one, become figures and, when they are there, records."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec
import polars as pl

from ddas_report.compare.previous import Found, Vorige
from ddas_report.indicatoren.evaluate import compute, figures
from ddas_report.model import place_column
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import Periode, code_of_table
from ddas_report.model.errors import DdasError, UnreadableFile
from ddas_report.model.masking import masked, masked_name
from ddas_report.model.normen import Normen
from ddas_report.model.schema import load
from ddas_report.read.codes import bounded
from ddas_report.read.document import require_readable
from ddas_report.read.merge import merge_files
from ddas_report.read.one_file import ReadDelivery, read_delivery

FORMAT_VERSION: str = load("samenvatting-2")["properties"]["formaat"]["const"]

MOST_GEMEENTEN = 1_000
"""A summary of ours holds no more: there are some 350, and what is no gemeente is taken together."""

MAX_BYTES = 50_000_000
"""Of a summary; that of a thousand gemeenten is a third of it."""

VERY_LARGE = 1e15
"""From here on a figure is certainly wrong; it is no figure."""

REGEL, OORZAAK = re.compile(r"[A-Z]{3}-[0-9]{2}"), re.compile(r"OORZ-[A-Z]{1,20}|[A-Z]{3}-[0-9]{2}")
"""How rules and causes are called; a summary that says otherwise is not believed."""

_BOM = b"\xef\xbb\xbf"
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Mark(msgspec.Struct):
    formaat: object = None


class _Periode(msgspec.Struct):
    start: date | None
    eind: date | None


class _Cijfer(msgspec.Struct):
    gemeente: str
    id: str
    waarde: float | None
    gemeten: float | None = None


class _Signaal(msgspec.Struct):
    regel: str
    gemeente: str
    aantal: int


class _Oorzaak(msgspec.Struct):
    id: str
    titel: str
    aantal: int
    veld: str | None = None


class _Summary(msgspec.Struct):
    """What a comparison needs of a summary; keys it does not know are passed over."""

    periode: _Periode
    indicatoren: list[_Cijfer]
    signalen: list[_Signaal] | None = None
    oorzaken: list[_Oorzaak] | None = None
    overgeslagen: list[str] | None = None


def read_earlier(bestanden: Sequence[tuple[str, bytes]], naam: str, normen: Normen) -> Vorige:
    """Read the files of an earlier delivery, `naam` as one, counted with these norms, or a summary of ours.

    Raises DdasError when they are neither, a damaged summary, or do not belong together.
    """
    formaten = [_format_of(data.removeprefix(_BOM)) for _, data in bestanden]
    if formaten == [None] * len(formaten):
        return _from_levering(bestanden, masked_name(naam), normen)
    if len(bestanden) > 1:
        raise DdasError(
            "Bij --vorige staat een op-orde.json tussen andere bestanden.",
            "Noem één op-orde.json, of alle bestanden van de eerdere levering.",
        )
    (naam, data), formaat = bestanden[0], formaten[0]
    naam = masked_name(naam)
    if formaat != FORMAT_VERSION:
        raise DdasError(
            f"Het bestand {naam} bij --vorige is een op-orde.json in een formaat dat dit programma niet kent.",
            "Maak de op-orde.json opnieuw met deze versie van ddas-report, of noem het SHV-bestand zelf.",
        )
    return _from_summary(naam, data.removeprefix(_BOM))


def _format_of(data: bytes) -> object:
    """The name of the format, when the file is an object that has one."""
    try:
        return msgspec.json.decode(data, type=_Mark).formaat
    except _UNREADABLE:
        return None


def _from_levering(bestanden: Sequence[tuple[str, bytes]], naam: str, normen: Normen) -> Vorige:
    delen = [_read(*bestand) for bestand in bestanden]
    require_readable(sum(deel.frames.trajecten.height for deel in delen), sum(len(data) for _, data in bestanden))
    gelezen = merge_files(delen, naam)
    periode, frames = gelezen.kop.periode, bounded(gelezen.frames)
    if len(delen) == 1:
        naam = delen[0].bestand.naam
        frames = replace(frames, leveringen=frames.leveringen.with_columns(place_column.in_file(naam)))
    cijfers = compute(frames, periode, normen)
    return Vorige(naam=naam, periode=periode, cijfers=cijfers, frames=frames, gelezen=tuple(delen))


def _read(naam: str, data: bytes) -> ReadDelivery:
    try:
        return read_delivery(naam, data)
    except UnreadableFile as error:
        raise DdasError(
            f"Het bestand {masked_name(naam)} bij --vorige is niet te lezen als levering of als op-orde.json van ddas-report. "
            f"{error.melding}",
            "Noem een eerder SHV-bestand, of de op-orde.json die ddas-report er toen van maakte (--formaat json).",
        ) from None


def _from_summary(naam: str, data: bytes) -> Vorige:
    if len(data) > MAX_BYTES:
        raise _damaged(naam)
    try:
        gelezen = msgspec.json.decode(data, type=_Summary)
    except _UNREADABLE:
        raise _damaged(naam) from None
    if len({cijfer.gemeente for cijfer in gelezen.indicatoren}) > MOST_GEMEENTEN:
        raise _damaged(naam)
    periode = Periode(gelezen.periode.start, gelezen.periode.eind)
    rows = [(code_of_table(c.gemeente), c.id, c.waarde, c.gemeten) for c in gelezen.indicatoren]
    cijfers = (
        pl.DataFrame(rows, SHAPE | {"gemeten": pl.Float64}, orient="row")
        .filter(pl.col("id").is_in(list(figures(periode))), (pl.col("waarde").abs() < VERY_LARGE).fill_null(True))
        .unique(["gemeente", "id"], keep="first", maintain_order=True)
    )
    if cijfers.is_empty():
        raise _damaged(naam)
    gemeten = cijfers.drop_nulls("gemeten").select("gemeente", "id", waarde="gemeten")
    return Vorige(
        naam=naam,
        periode=periode,
        cijfers=Cijfers(cijfers.drop("gemeten"), gemeten),
        frames=None,
        gevonden=_found(gelezen),
    )


def _found(gelezen: _Summary) -> Found:
    """What the summary says was found; a number below nothing is none."""
    rows = [(s.regel, code_of_table(s.gemeente), s.aantal) for s in gelezen.signalen or () if s.aantal > 0]
    causes = gelezen.oorzaken
    return Found(
        {(regel, code): aantal for regel, code, aantal in rows if REGEL.fullmatch(regel)},
        None
        if causes is None
        else {(o.id, o.veld or ""): (masked(o.titel), o.aantal) for o in causes if OORZAAK.fullmatch(o.id)},
        frozenset(gelezen.overgeslagen or ()),
    )


def _damaged(naam: str) -> DdasError:
    return DdasError(
        f"Het bestand {naam} bij --vorige is een op-orde.json, maar de cijfers erin zijn niet te lezen.",
        "Maak de op-orde.json opnieuw met ddas-report (--formaat json), of noem het SHV-bestand zelf.",
    )
