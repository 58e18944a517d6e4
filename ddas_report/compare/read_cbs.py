"""Reads the figures of CBS: our own template filled in, or a plain table with a row per gemeente."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

import polars as pl

from ddas_report.compare.bounds import is_possible
from ddas_report.compare.headings import (
    GEMEENTEKOPPEN,
    Headings,
    gemeente,
    gemeente_zoals_geschreven,
    is_gemeente,
    kaal,
    koppen,
    tekst,
)
from ddas_report.compare.numbers import CellValue, decimalen, notation, read_number
from ddas_report.compare.sheets import MAX_ROWS, Sheet, read_sheets
from ddas_report.indicatoren import op_orde
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError

SJABLOON = ("gemeentecode", "gemeente", "id", "cijfer", "Uit uw bestand", "CBS")
"""The columns of the template, which is read back by their names."""

KOPRIJEN = 20
"""The heading stands in one of the first rows."""

GENOEMD = 5
"""The most rows or cells that one sentence names."""

_LANGSTE_KOP, _CIJFERREEKS = 60, 5
_BEKEKEN = 300
"""The cells in which we look for a heading that resembles one of ours, when there is none."""

_SCHEMA = {"gemeente": pl.String, "id": pl.String, "waarde": pl.Float64, "decimalen": pl.Int64}
_ADVIES = (
    "Nodig is een tabel met in de eerste kolom de gemeentecode en daarnaast kolommen als 'Trajecten' en "
    "'Unieke BSN's'. Of maak een invulblad met --cbs-template, vul de kolom CBS in en lees dat in met --cbs."
)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A heading that is no figure we know; `bedoelde` is the label it resembles, or empty."""

    kop: str
    bedoelde: str = ""


@dataclass(frozen=True, slots=True)
class CbsTable:
    """What CBS counted, as far as it was understood.

    `waarden` has gemeente (a code, `onbekend` or `totaal`), id, waarde and decimalen: how many CBS gave.
    `begrepen` is heading → id. The other fields say, in Dutch, what was left out.
    """

    waarden: pl.DataFrame
    begrepen: Mapping[str, str]
    niet_begrepen: tuple[NotUnderstood, ...] = ()
    niet_begrepen_rijen: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Vondst:
    """A cell where a figure may stand: its row and column as a spreadsheet numbers them, and what it is about."""

    rij: int
    kolom: str
    gemeente: str
    id: str
    cel: CellValue


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A sheet of which the heading was understood, before its numbers are read."""

    blad: str
    begrepen: dict[str, str]
    vondsten: list[_Vondst]
    niet_begrepen: tuple[NotUnderstood, ...] = ()
    rijen: tuple[str, ...] = ()


def op_orde_figures() -> dict[str, str]:
    """The figures that CBS reports on: id → label."""
    groepen = op_orde.SECTIE.groepen(Periode(None, None))
    return {indicator.id: indicator.label for groep in groepen for indicator in groep.indicatoren}


def read_cbs(naam: str, data: bytes, cijfers: Mapping[str, str]) -> CbsTable:
    """Read an XLSX or CSV for these figures (id → label); DdasError when nothing in it is understood."""
    known, bladen = koppen(cijfers), read_sheets(naam, data)
    tabellen = [tabel for blad in bladen if (tabel := _lang(blad, known) or _breed(blad, known))]
    if not tabellen:
        raise DdasError(f"In {naam} staat geen kop die wij kennen.", _bijna(bladen, known) + _ADVIES)
    tabel = max(tabellen, key=lambda found: len(found.begrepen))
    read = _met_waarden(tabel)
    if read.waarden.is_empty():
        raise DdasError(f"In {naam} staat geen enkel cijfer van het CBS bij een gemeente.", _ADVIES)
    notes = []
    if len(bladen) > 1 and tabel.blad:
        notes.append(f"Gelezen is het blad '{_toonbaar(tabel.blad, 'zonder naam')}'.")
    if any(len(blad.rijen) >= MAX_ROWS for blad in bladen):
        notes.append(f"Van elk blad zijn alleen de eerste {MAX_ROWS} rijen gelezen.")
    return replace(read, opmerkingen=(*notes, *read.opmerkingen))


def _lang(blad: Sheet, known: Headings) -> _Tabel | None:
    """Our template: a row for each gemeente and figure."""
    for index, rij in enumerate(blad.rijen[:KOPRIJEN]):
        plek = {kaal(tekst(cel)): kolom for kolom, cel in reversed(list(enumerate(rij)))}
        if {"gemeentecode", "id", "cbs"} <= plek.keys():
            return _lange_rijen(blad, index, plek, known)
    return None


def _lange_rijen(blad: Sheet, kop: int, plek: Mapping[str, int], known: Headings) -> _Tabel:
    vondsten, vreemd = [], []
    for nummer, rij in _gevuld(blad, kop):
        code, id_, cel = (_op(rij, plek[naam]) for naam in ("gemeentecode", "id", "cbs"))
        if code is None or (figure := tekst(id_)) not in known.labels:
            vreemd.append(nummer)
        elif cel is not None:
            vondsten.append(_Vondst(nummer, letter(plek["cbs"]), gemeente_zoals_geschreven(code), figure, cel))
    return _Tabel("", {v.id: v.id for v in vondsten}, vondsten, rijen=_zinnen("geen gemeentecode of bekend id", vreemd))


def _breed(blad: Sheet, known: Headings) -> _Tabel | None:
    """A plain table: a row for each gemeente, a column for each figure."""
    gelezen = [_kopregel(blad, index, known) for index in range(min(KOPRIJEN, len(blad.rijen)))]
    best = max(range(len(gelezen)), key=lambda index: len(set(gelezen[index][1].values())), default=0)
    if not gelezen or not gelezen[best][1]:
        return None
    namen, ids = gelezen[best]
    plaatsen = _gemeentekolommen(blad, best, namen, ids)
    vreemd = [
        NotUnderstood(_toonbaar(namen[kolom], f"kolom {letter(kolom)}"), known.bedoelde(namen[kolom]))
        for kolom in namen
        if kolom not in ids and kolom not in plaatsen
    ]
    return _brede_rijen(blad, best, _Koprij(namen, ids, plaatsen), tuple(vreemd))


@dataclass(frozen=True, slots=True)
class _Koprij:
    """Per column its heading, and the id when it is a figure; the columns that tell which gemeente a row is."""

    namen: Mapping[int, str]
    ids: Mapping[int, str]
    plaatsen: Sequence[int]


def _kopregel(blad: Sheet, index: int, known: Headings) -> tuple[dict[int, str], dict[int, str]]:
    """The headings of each column if this row is the heading, and those that are a figure.

    A heading that is merged over more rows stands in an upper one; a group title goes before what it spans.
    """
    boven = blad.rijen[max(0, index - 2) : index]
    namen: dict[int, str] = {}
    ids: dict[int, str] = {}
    groep = ""
    for kolom in range(max((len(rij) for rij in (*boven, blad.rijen[index])), default=0)):
        erboven = next((text for rij in reversed(boven) if (text := tekst(_op(rij, kolom)))), "")
        eigen = tekst(_op(blad.rijen[index], kolom))
        groep = erboven or groep
        if not (naam := eigen or erboven):
            continue
        id_ = known.id(naam) or known.id(f"{groep} {naam}")
        namen[kolom] = naam
        if id_ and id_ not in ids.values():
            ids[kolom] = id_
    return namen, ids


def _gemeentekolommen(blad: Sheet, kop: int, namen: Mapping[int, str], ids: Mapping[int, str]) -> list[int]:
    """The columns with a code or name, by their heading or else by what stands in them; codes first."""
    free = [kolom for kolom in range(max(map(len, blad.rijen), default=0)) if kolom not in ids]
    named = [kolom for kolom in free if kaal(namen.get(kolom, "")) in GEMEENTEKOPPEN]
    if named:
        return sorted(named, key=lambda kolom: "code" not in kaal(namen[kolom]))
    return [kolom for kolom in free if _is_gemeentekolom([_op(rij, kolom) for _, rij in _gevuld(blad, kop)])][:2]


def _is_gemeentekolom(cellen: Sequence[CellValue]) -> bool:
    filled = [cel for cel in cellen if cel is not None]
    return bool(filled) and sum(map(is_gemeente, filled)) * 2 > len(filled)


def _brede_rijen(blad: Sheet, kop: int, koprij: _Koprij, vreemd: tuple[NotUnderstood, ...]) -> _Tabel:
    vondsten: list[_Vondst] = []
    zonder_gemeente, zonder_cijfer = [], []
    for nummer, rij in _gevuld(blad, kop):
        cellen = {kolom: cel for kolom in koprij.ids if (cel := _op(rij, kolom)) is not None}
        code = next((code for kolom in koprij.plaatsen if (code := gemeente(_op(rij, kolom)))), None)
        if not cellen:
            zonder_cijfer.append(nummer)
        elif code is None:
            zonder_gemeente.append(nummer)
        else:
            vondsten += [_Vondst(nummer, letter(k), code, koprij.ids[k], cel) for k, cel in cellen.items()]
    rijen = (*_zinnen("geen gemeente herkend", zonder_gemeente), *_zinnen("geen cijfers", zonder_cijfer))
    begrepen = {_toonbaar(koprij.namen[k], f"kolom {letter(k)}"): id_ for k, id_ in koprij.ids.items()}
    return _Tabel(blad.naam, begrepen, vondsten, vreemd, rijen)


def _met_waarden(tabel: _Tabel) -> CbsTable:
    """The numbers of the cells; of two for the same gemeente and figure the first counts."""
    taal = notation(vondst.cel for vondst in tabel.vondsten)
    found: dict[tuple[str, str], Decimal] = {}
    onleesbaar, onmogelijk, dubbel = [], [], []
    for vondst in tabel.vondsten:
        try:
            getal = read_number(vondst.cel, taal)
        except ValueError:
            onleesbaar.append(f"{vondst.kolom}{vondst.rij}")
            continue
        if getal is not None and not is_possible(vondst.gemeente, getal):
            onmogelijk.append(f"{vondst.kolom}{vondst.rij}")
        elif getal is not None and found.setdefault((vondst.gemeente, vondst.id), getal) != getal:
            dubbel.append(f"{vondst.kolom}{vondst.rij}")
    rows = [(*sleutel, float(getal), decimalen(getal)) for sleutel, getal in found.items()]
    waarden = pl.DataFrame(rows, schema=_SCHEMA, orient="row").filter(pl.col("waarde").is_finite())
    opmerkingen = [
        f"{wat}: {_opsomming(cellen)}."
        for wat, cellen in (
            ("Deze cellen zijn geen getal en tellen niet mee", onleesbaar),
            ("Deze cellen kunnen geen aantal van die gemeente zijn en tellen niet mee", onmogelijk),
            ("Deze cellen gaan over een gemeente en een cijfer die al eerder stonden en tellen niet mee", dubbel),
        )
        if cellen
    ]
    return CbsTable(waarden, tabel.begrepen, tabel.niet_begrepen, tabel.rijen, tuple(opmerkingen))


def _gevuld(blad: Sheet, kop: int) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """The rows below the heading that hold anything, with the number a spreadsheet gives them."""
    for index, rij in enumerate(blad.rijen[kop + 1 :], start=kop + 2):
        if any(cel is not None for cel in rij):
            yield index, rij


def _op(rij: Sequence[CellValue], kolom: int) -> CellValue:
    return rij[kolom] if kolom < len(rij) else None


def letter(kolom: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    return (letter(kolom // 26 - 1) if kolom >= 26 else "") + chr(ord("A") + kolom % 26)


def _zinnen(reden: str, nummers: Sequence[int]) -> tuple[str, ...]:
    return (f"Rij {_opsomming([str(nummer) for nummer in nummers])}: {reden}.",) if nummers else ()


def _opsomming(delen: Sequence[str]) -> str:
    rest = len(delen) - GENOEMD
    named = ", ".join(delen[:GENOEMD])
    return f"{named} en nog {rest}" if rest > 0 else named


def _toonbaar(kop: str, anders: str) -> str:
    """A heading as it may be shown; one with a number like a BSN or a phone number in it may not."""
    text = "".join(teken if teken.isprintable() else " " for teken in kop).strip()
    digits = sum(teken.isdigit() for teken in text)
    return text[:_LANGSTE_KOP] if text and digits < _CIJFERREEKS else anders


def _bijna(bladen: Sequence[Sheet], known: Headings) -> str:
    """Asks after the first headings that resemble a figure."""
    cells = (cel for blad in bladen for rij in blad.rijen[:KOPRIJEN] for cel in rij if isinstance(cel, str))
    short = islice((cel for cel in cells if 3 < len(cel) < _LANGSTE_KOP), _BEKEKEN)
    meant = {cel: label for cel in short if (label := known.bedoelde(cel))}
    asked = [f"Bij '{_toonbaar(cel, 'een kop')}': bedoelde u '{label}'? " for cel, label in list(meant.items())[:3]]
    return "".join(asked)
