"""The causes that concern the export as a whole: its period, and whether it is a test."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from ddas_report.analyse.cause import MIN_TRAJECTEN, Material, Oorzaak, Pool
from ddas_report.compare.periods import dagen
from ddas_report.indicatoren.indicator import within
from ddas_report.model.delivery import FASE_DATUMS
from ddas_report.model.wording import MONTHS, share, whole
from ddas_report.regels.gevolgen import PERIODE
from ddas_report.regels.regel import Eigenaar

IN_PERIODE = 0.05
"""With a smaller share of the dates in the period, the period is wrong; of a period shorter than half a year, as much less."""

HALF_YEAR = 181
_SOORTEN = pl.Enum(["van trajecten", "het begin van stappen", "het einde van stappen"])
"""Of what a date is; there are many dates, and this takes one byte of each."""

SAME = 0.9
"""With this share of one and the same value it looks like a test file."""


def period(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-PERIODE."""
    material = pool.material
    dates = _dates(material)
    length = dagen(material.periode)
    if length is None or material.trajecten < MIN_TRAJECTEN or not dates.height:
        return
    inside = dates.filter(within("datum", material.periode))
    if inside.height >= dates.height * IN_PERIODE * min(1.0, length / HALF_YEAR):
        return
    part = pool.take(("GEM-04", "GEM-05", "LEV-02", "TRJ-03"))
    if not part:
        return
    totals = material.totalen
    quiet = not sum(totals.get(id_) or 0 for id_ in _BEWEGING)
    yield part.cause(
        "OORZ-PERIODE",
        "In de hele periode begon of eindigde geen enkel traject."
        if quiet
        else "Bijna alle datums liggen buiten de periode van de levering.",
        f"Van de {whole(dates.height)} datums waarop een traject of een stap begon of eindigde, {_ligt(inside)} in de "
        f"periode; {_busiest(dates['datum'], length, material.periode.start)} Daardoor tellen "
        f"{whole(totals['op_orde.stap.onbekend'] or 0)} van de {whole(totals['op_orde.unieke_bsn'] or 0)} cliënten met "
        f"een BSN als onbekend{_outside(totals)}.",
        Eigenaar.BESTAND,
        cijfers=PERIODE,
        trajecten=material.trajecten - inside.filter("gebeurd")["traject"].n_unique(),
        onbruikbaar=True,
    )


_BEWEGING = ("trajecten.nieuw_actief", "trajecten.nieuw_beeindigd", "trajecten.lopend_beeindigd")


def _ligt(inside: pl.DataFrame) -> str:
    """How many dates lie in the period, and of what they are when they are all of one kind."""
    kinds = set(inside["soort"])
    what = f" ({kinds.pop()})" if len(kinds) == 1 else ""
    return f"{'ligt' if inside.height == 1 else 'liggen'} er {whole(inside.height)}{what}"


def _outside(totals: Mapping[str, float | None]) -> str:
    outside, total = totals.get("trajecten.buiten_periode") or 0, totals.get("trajecten.totaal") or 0
    lies = "ligt" if outside == 1 else "liggen"
    return f", en {lies} {whole(outside)} van de {whole(total)} trajecten er helemaal buiten" if outside else ""


def _dates(material: Material) -> pl.DataFrame:
    """Every date of a start, a step or an end: traject, datum, its soort, and whether it has `gebeurd` (the end of a step
    may be planned)."""
    trajecten, fasen = material.frames.trajecten, material.frames.fasen
    columns = [
        trajecten.select("traject", datum=naam, gebeurd=True, soort=pl.lit("van trajecten", _SOORTEN))
        for naam in ("startdatum", "einddatum")
    ]
    columns += [
        fasen.select(
            "traject",
            datum=naam,
            gebeurd=naam != "einddatum",
            soort=pl.lit("het einde van stappen" if naam == "einddatum" else "het begin van stappen", _SOORTEN),
        )
        for naam in FASE_DATUMS
    ]
    return pl.concat(columns).drop_nulls("datum")


def _busiest(dates: pl.Series, length: int, start: date | None) -> str:
    """The months, as many as the period has, in which most dates lie; rather those that such periods begin with."""
    span = max(1, round(length / 30.4))
    months = dates.dt.year() * 12 + dates.dt.month().cast(pl.Int32) - 1
    counts = dict(months.value_counts().iter_rows())
    first = range(min(counts) - span + 1, max(counts) + 1)
    sums = {month: sum(counts.get(month + i, 0) for i in range(span)) for month in first}
    usual = start.month - 1 if start else 0
    best = max(sums, key=lambda month: (sums[month], (month - usual) % span == 0, month))
    until = best + span - 1
    when = f"in {_month(best)}" if span == 1 else f"van {_month(best)} tot en met {_month(until)}"
    return f"de meeste in zo'n tijd ({whole(sums[best])}) liggen {when}."


def _month(number: int) -> str:
    return f"{MONTHS[number % 12]} {number // 12}"


def test_file(pool: Pool) -> Iterator[Oorzaak]:
    """OORZ-TEST."""
    material = pool.material
    client = material.frames.client
    if material.trajecten < MIN_TRAJECTEN:
        return
    postcode, geboren = _most(client["Postcode"]), _most(client["Geboortedatum"])
    bsns = client["Burgerservicenummer"].drop_nulls()
    names = material.frames.leveringen["(Statutaire) Naam"].drop_nulls()
    signs = [
        f"{share(*postcode)} van de postcodes is gelijk" if _heaped(postcode) else "",
        f"{share(*geboren)} van de geboortedatums is gelijk" if _heaped(geboren) else "",
        "alle BSN's beginnen met een 9" if len(bsns) >= MIN_TRAJECTEN and bsns.str.starts_with("9").all() else "",
        "de organisatie heet test" if names.str.contains(r"(?i)\btest").any() else "",
    ]
    seen = [sign for sign in signs if sign]
    if len(seen) < 2:
        return
    part = pool.take(("GEM-08", "CLT-03", "CLT-09"))
    if part:
        yield part.cause(
            "OORZ-TEST",
            "Het lijkt een testbestand.",
            f"{_sentence('; '.join(seen))} Daardoor gaan de cijfers over cliënten waarschijnlijk niet over echte personen.",
            Eigenaar.BESTAND,
            cijfers=("op_orde.", "clienten."),
            trajecten=material.trajecten,
            onbruikbaar=True,
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _most(values: pl.Series) -> tuple[int, int]:
    """How often the most frequent value occurs, and how many values there are."""
    filled = values.drop_nulls()
    most = filled.value_counts()["count"].max() if len(filled) else 0
    return int(str(most)), len(filled)


def _heaped(counts: tuple[int, int]) -> bool:
    return counts[1] >= MIN_TRAJECTEN and counts[0] >= SAME * counts[1]
