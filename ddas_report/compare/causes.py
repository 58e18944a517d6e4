"""Why CBS may count differently: what our own figures would be if CBS looked at the records another way."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

import polars as pl

from ddas_report.compare.cbs_layout.regions import gemeente_meant
from ddas_report.indicatoren import op_orde, trajecten
from ddas_report.indicatoren.indicator import Sectie
from ddas_report.indicatoren.samenloop import count_after_merging
from ddas_report.model import place_column
from ddas_report.model.bsn import is_bsn
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Frames, Periode, is_foreign
from ddas_report.model.gemeenten import display_name
from ddas_report.model.place import Place
from ddas_report.model.reticent import Reticent

TRAJECTEN, BSN = "op_orde.trajecten", "op_orde.unieke_bsn"
AT_MOST = 2
"""A cause that would change a figure by more than so many times the difference does not explain it."""

_BSN = "Burgerservicenummer"


class Fout(Protocol):
    """A break of the schema: only where it is matters here."""

    @property
    def plaats(self) -> Place:
        """Where the value stands."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Evidence(Reticent):
    """The delivery that CBS's figures are held against."""

    frames: Frames
    periode: Periode
    schemafouten: Sequence[Fout] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A likely cause: how many records it is about, and by how much it would change the figure, with its sign."""

    soort: str
    """What kind of cause it is, the same in every gemeente."""
    uitleg: str
    aantal: int
    verandering: int
    deels: bool = False
    """Whether a part of the records may do it too, so that the change of one step tells nothing of another."""

    def zin(self, verschil: float) -> str:
        """What it is, and how much of a difference it may explain."""
        return f"{self.uitleg} {_extent(abs(self.verandering), abs(verschil))}"


Effects = Mapping[tuple[str, str], Sequence[Effect]]
"""The effects on each gemeente and figure."""

_Case = Callable[[Evidence], tuple[pl.DataFrame, Frames]]


def list_effects(gegevens: Evidence) -> Effects:
    """Everything in the records that can make CBS count differently, per gemeente (and `totaal`) and op_orde figure."""
    base = _figures(gegevens, gegevens.frames)
    found: dict[tuple[str, str], list[Effect]] = {}
    for uitleg, geval in _CASES.items():
        records, other = geval(gegevens)
        if records.is_empty():
            continue
        aantallen = dict(records.group_by("gemeente").len().iter_rows()) | {TOTAAL: records.height}
        for sleutel, verandering in _changed(base, _figures(gegevens, other)):
            aantal = aantallen.get(sleutel[0], 0)
            if aantal and (geval is not _merged or sleutel[1] == TRAJECTEN):
                effect = Effect(soort=uitleg, uitleg=uitleg.format(aantal), aantal=aantal, verandering=verandering)
                found.setdefault(sleutel, []).append(effect)
    return found


def door_codes(eigen: Mapping[tuple[str, str], float], bij_cbs: Iterable[str]) -> Effects:
    """What would be added to the gemeenten of CBS by own trajecten that stand under a code CBS does not have."""
    known = set(bij_cbs)
    found: dict[tuple[str, str], list[Effect]] = {}
    for (code, id_), waarde in eigen.items():
        if code in known or not waarde:
            continue
        aantal = int(eigen.get((code, TRAJECTEN), waarde))
        if code == ONBEKEND or is_foreign(code):
            uitleg = f"Trajecten in uw bestand zonder bekende gemeente: {aantal}. Ze kunnen van deze gemeente zijn."
            soort, doelen, deels = ONBEKEND, sorted(known - {TOTAAL}), True
        else:
            uitleg = f"Trajecten in uw bestand onder {_as_named(code)}: {aantal}. Ze lijken bij deze gemeente te horen."
            soort, doelen, deels = code, [doel] if (doel := gemeente_meant(code)) in known else [], False
        for doel in doelen:
            effect = Effect(soort=soort, uitleg=uitleg, aantal=aantal, verandering=int(waarde), deels=deels)
            found.setdefault((doel, id_), []).append(effect)
    return found


def not_refuted(effects: Effects, gelijk: Set[tuple[str, str]]) -> Effects:
    """Without the causes that would change, in the same gemeente, a figure that CBS has equal to ours.

    What is refuted in one gemeente is so in the total too, of which that gemeente is a part.
    """
    refuted = {
        (where, effect.soort)
        for code, id_ in effects.keys() & gelijk
        for effect in effects[code, id_]
        if not effect.deels or id_ in (TRAJECTEN, BSN)
        for where in (code, TOTAAL)
    }
    return {
        (code, id_): [effect for effect in found if (code, effect.soort) not in refuted]
        for (code, id_), found in effects.items()
    }


def that_fit(verschil: float, effects: Iterable[Effect]) -> list[Effect]:
    """The effects that fit a difference (CBS minus ours) in sign and size, the best fit first."""
    grootte = abs(verschil)
    fitting = [
        effect
        for effect in effects
        if effect.verandering * verschil > 0 and abs(effect.verandering) <= AT_MOST * grootte
    ]
    return sorted(fitting, key=lambda effect: abs(abs(effect.verandering) - grootte))


def _extent(verandering: int, grootte: float) -> str:
    van = f"{grootte:g}".replace(".", ",")
    if verandering > grootte:
        return f"Dat zou een verschil van {verandering} geven; het verschil is {van}."
    return f"Dat kan {verandering} van de {van} verklaren."


def _as_named(code: str) -> str:
    naam = display_name(code)
    return f"code {code} ({naam})" if not naam.startswith("Code ") else f"'{code[:40]}'"


def counted(begin: str, sectie: Sectie, frames: Frames, periode: Periode) -> dict[tuple[str, str], int]:
    """The counts of a section whose id begins so, by gemeente and id; what is 0 may be left out."""
    found: dict[tuple[str, str], int] = {}
    for groep in sectie.groepen(periode):
        exprs = [one.expr.cast(pl.Int64).alias(one.id) for one in groep.indicatoren if one.id.startswith(begin)]
        if exprs:
            for row in groep.tel(frames, periode).group_by("gemeente").agg(exprs).iter_rows(named=True):
                code = row.pop("gemeente")
                found |= {(code, id_): n for id_, n in row.items()}
    return found


def _figures(gegevens: Evidence, frames: Frames) -> dict[tuple[str, str], int]:
    """The op_orde figures of these records per gemeente, and their sum under `totaal`."""
    found = counted("op_orde.", op_orde.SECTIE, frames, gegevens.periode)
    totals: Counter[tuple[str, str]] = Counter()
    for (_, id_), n in found.items():
        totals[TOTAAL, id_] += n
    return found | totals


def _changed(
    base: Mapping[tuple[str, str], int], other: Mapping[tuple[str, str], int]
) -> Iterator[tuple[tuple[str, str], int]]:
    for sleutel in sorted(base.keys() | other.keys()):
        if verandering := other.get(sleutel, 0) - base.get(sleutel, 0):
            yield sleutel, verandering


def _without(frames: Frames, weg: pl.DataFrame) -> Frames:
    """The delivery as if these trajecten and their clients were not in it."""
    tables = {"client": frames.client, "trajecten": frames.trajecten}
    return replace(frames, **{naam: tabel.join(weg, on="traject", how="anti") for naam, tabel in tables.items()})


def _without_bsn(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    """As if a client without a BSN counted too, by what else tells who it is."""
    client = gegevens.frames.client.with_row_index("nummer")
    persoon = pl.coalesce(_BSN, "sleutel", pl.format("cliënt {}", "nummer"))
    counted = client.with_columns(persoon.alias(_BSN)).drop("nummer")
    return client.filter(pl.col(_BSN).is_null()), replace(gegevens.frames, client=counted)


def _invalid_bsn(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    client, valid = gegevens.frames.client, is_bsn(pl.col(_BSN))
    return client.filter(~valid), replace(gegevens.frames, client=client.with_columns(pl.when(valid).then(_BSN)))


def _nobody_with_bsn(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    """As if a traject counts only for a client with a BSN."""
    rows = gegevens.frames.trajecten.join(gegevens.frames.client.drop_nulls(_BSN), on="traject", how="anti")
    return rows, _without(gegevens.frames, rows)


def _outside_periode(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    rows = trajecten.with_status(gegevens.frames, gegevens.periode).filter(pl.col("status") == "buiten_periode")
    return rows, _without(gegevens.frames, rows)


def _merged(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    """As if trajecten of a client that overlap are one; that says something of the number of trajecten only."""
    joined = count_after_merging(gegevens.frames).select("traject", "gemeente", "samengevoegd")
    rows = joined.filter(pl.len().over("samengevoegd") > 1)
    gone = joined.filter(pl.col("samengevoegd") != pl.col("traject"))
    return rows, replace(gegevens.frames, trajecten=gegevens.frames.trajecten.join(gone, on="traject", how="anti"))


def _schema_fouten(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    broken = place_column.column(fout.plaats for fout in gegevens.schemafouten).to_frame()
    places = place_column.with_numbers(broken, gegevens.frames)
    rows = gegevens.frames.trajecten.join(places, on="traject", how="semi", maintain_order="left")
    return rows, _without(gegevens.frames, rows)


def _ends_on_first_day(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    rows = gegevens.frames.trajecten.filter(pl.col("einddatum") == pl.lit(gegevens.periode.start, dtype=pl.Date))
    return rows, _without(gegevens.frames, rows)


def _earliest_aanmelding(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    """As if trajecten that are joined have one aanmelding, the earliest."""
    joined = count_after_merging(gegevens.frames).select("traject", "samengevoegd")
    fasen = gegevens.frames.fasen.join(joined, on="traject", how="left", maintain_order="left")
    first = pl.col("startdatum").filter(pl.col("fase") == "aanmelding").min().over("samengevoegd")
    later = (pl.col("fase") == "aanmelding") & (pl.col("startdatum") > first)
    rows = gegevens.frames.trajecten.join(fasen.filter(later).select("traject").unique(), on="traject", how="semi")
    start = pl.when(later).then(first).otherwise("startdatum").alias("startdatum")
    return rows, replace(gegevens.frames, fasen=fasen.with_columns(start).drop("samengevoegd"))


def _made_onbekend(gegevens: Evidence) -> tuple[pl.DataFrame, Frames]:
    """As if a step that begins before its traject or after its end has no date."""
    of_traject = gegevens.frames.trajecten.select("traject", van="startdatum", tot="einddatum")
    begin = pl.coalesce("startdatum", "datumAfronding", "datum")
    fasen = gegevens.frames.fasen.join(of_traject, on="traject", how="left", maintain_order="left")
    impossible = ((begin < pl.col("van")) | (begin > pl.col("tot"))).fill_null(False)
    rows = gegevens.frames.trajecten.join(fasen.filter(impossible).select("traject").unique(), on="traject", how="semi")
    return rows, replace(gegevens.frames, fasen=fasen.filter(~impossible).drop("van", "tot"))


_CASES: Mapping[str, _Case] = {
    "Cliënten zonder BSN in uw bestand: {}. Wij tellen hen hier niet mee, het CBS misschien wel.": _without_bsn,
    "Trajecten zonder cliënt met een BSN: {}. Het CBS telt ze misschien niet mee.": _nobody_with_bsn,
    "Cliënten met een BSN dat niet klopt: {}. Het CBS telt hen misschien niet mee.": _invalid_bsn,
    "Trajecten buiten de periode: {}. Het CBS telt ze misschien niet mee.": _outside_periode,
    "Trajecten die een ander traject van dezelfde cliënt overlappen: {}. Het CBS voegt die samen.": _merged,
    "Trajecten met een aanmelding die later is dan die van een overlappend traject: {}. Het CBS voegt die trajecten samen "
    "en neemt misschien de eerste aanmelding.": _earliest_aanmelding,
    "Trajecten die eindigen op de eerste dag van de periode: {}. Het CBS telt ze misschien niet mee.": _ends_on_first_day,
    "Trajecten met een stap die begint buiten het traject zelf: {}. Het CBS maakt van zo'n datum misschien "
    "onbekend.": _made_onbekend,
    "Trajecten die de technische toets niet halen: {}. Het CBS telt ze misschien niet mee.": _schema_fouten,
}
"""Each cause: what to say of it, and the records it is about with the delivery as CBS may see it."""
