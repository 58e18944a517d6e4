"""The bytes of an earlier delivery, or of our summary of one, become figures and, when they are there, records."""

from datetime import date

import msgspec
import polars as pl

from ddas_report.indicatoren.evaluate import compute, figures, measured
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import Periode, Vorige, code_of_table
from ddas_report.model.errors import DdasError, OnleesbaarBestand
from ddas_report.model.masking import masked_name
from ddas_report.model.normen import Normen
from ddas_report.model.schema import load
from ddas_report.read.codes import bounded
from ddas_report.read.one_file import read_delivery

FORMATEN: tuple[str, ...] = ("ddas-report/1", load("samenvatting-2")["properties"]["formaat"]["const"])
"""Those of which the period and the figures can be read."""

VERY_LARGE = 1e15
"""From here on a figure is certainly wrong; it is no figure."""

_BOM = b"\xef\xbb\xbf"
_ONLEESBAAR = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Merk(msgspec.Struct):
    formaat: object = None


class _Periode(msgspec.Struct):
    start: date | None
    eind: date | None


class _Cijfer(msgspec.Struct):
    gemeente: str
    id: str
    waarde: float | None
    gemeten: float | None = None


class _Samenvatting(msgspec.Struct):
    """What a comparison needs of a summary; keys it does not know are passed over."""

    periode: _Periode
    indicatoren: list[_Cijfer]


def read_earlier(naam: str, data: bytes, normen: Normen) -> Vorige:
    """Read an SHV file, counted with these norms, or a summary of ours; DdasError when it is neither, or damaged."""
    naam = masked_name(naam)
    formaat = _formaat(data.removeprefix(_BOM))
    if formaat is None:
        return _levering(naam, data, normen)
    if formaat not in FORMATEN:
        raise DdasError(
            f"Het bestand {naam} bij --previous is een op-orde.json in een formaat dat dit programma niet kent.",
            "Maak de op-orde.json opnieuw met deze versie van ddas-report, of noem het SHV-bestand zelf.",
        )
    return _samenvatting(naam, data.removeprefix(_BOM))


def _formaat(data: bytes) -> object:
    """The name of the format, when the file is an object that has one."""
    try:
        return msgspec.json.decode(data, type=_Merk).formaat
    except _ONLEESBAAR:
        return None


def _levering(naam: str, data: bytes, normen: Normen) -> Vorige:
    try:
        gelezen = read_delivery(naam, data)
    except OnleesbaarBestand as error:
        raise DdasError(
            f"Het bestand {naam} bij --previous is geen levering en geen op-orde.json van ddas-report. {error.melding}",
            "Noem een eerder SHV-bestand, of de op-orde.json die ddas-report er toen van maakte (--format json).",
        ) from None
    periode = gelezen.kop.periode
    frames = bounded(gelezen.frames)
    return Vorige(naam, periode, compute(frames, periode, normen), frames, measured(frames, periode))


def _samenvatting(naam: str, data: bytes) -> Vorige:
    try:
        gelezen = msgspec.json.decode(data, type=_Samenvatting)
    except _ONLEESBAAR:
        raise _beschadigd(naam) from None
    periode = Periode(gelezen.periode.start, gelezen.periode.eind)
    rows = [(code_of_table(c.gemeente), c.id, c.waarde, c.gemeten) for c in gelezen.indicatoren]
    cijfers = (
        pl.DataFrame(rows, SHAPE | {"gemeten": pl.Float64}, orient="row")
        .filter(pl.col("id").is_in(list(figures(periode))), (pl.col("waarde").abs() < VERY_LARGE).fill_null(True))
        .unique(["gemeente", "id"], keep="first", maintain_order=True)
    )
    if cijfers.is_empty():
        raise _beschadigd(naam)
    gemeten = cijfers.drop_nulls("gemeten").select("gemeente", "id", waarde="gemeten")
    return Vorige(naam, periode, Cijfers(cijfers.drop("gemeten")), None, gemeten)


def _beschadigd(naam: str) -> DdasError:
    return DdasError(
        f"Het bestand {naam} bij --previous is een op-orde.json, maar de cijfers erin zijn niet te lezen.",
        "Maak de op-orde.json opnieuw met ddas-report (--format json), of noem het SHV-bestand zelf.",
    )
