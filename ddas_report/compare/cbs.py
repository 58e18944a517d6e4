"""Holds our figures against those of CBS: what is equal, what differs, and what may explain it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from ddas_report.compare.causes import Evidence, door_codes, explain_difference, list_effects
from ddas_report.compare.headings import hoort_bij, kaal
from ddas_report.compare.read_cbs import CbsTable
from ddas_report.model.delivery import ONBEKEND, TOTAAL, is_foreign
from ddas_report.model.gemeenten import display_name

_ZONDER_PERIODE = "Zonder geldige begin- en einddatum van de levering kunnen wij dit cijfer niet tellen."


@dataclass(frozen=True, slots=True)
class CbsFigure:
    """One figure of one gemeente, ours beside that of CBS; `eigen` is None where we have no figure."""

    gemeente: str
    id: str
    eigen: float | None
    cbs: float
    gelijk: bool
    oorzaken: tuple[str, ...] = ()

    @property
    def verschil(self) -> float | None:
        """CBS minus ours: positive when CBS counts more."""
        return None if self.eigen is None else self.cbs - self.eigen


@dataclass(frozen=True, slots=True)
class OneSide:
    """A gemeente that only one of the two has, and what may explain that."""

    gemeente: str
    oorzaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CbsComparison:
    """Every figure that both have, in the order of our figures; and the gemeenten that one of the two has."""

    rijen: tuple[CbsFigure, ...]
    alleen_eigen: tuple[OneSide, ...]
    alleen_cbs: tuple[OneSide, ...]

    @property
    def verschillen(self) -> tuple[CbsFigure, ...]:
        """The figures that are not equal."""
        return tuple(rij for rij in self.rijen if not rij.gelijk)

    @property
    def gelijk(self) -> int:
        """How many figures are equal."""
        return len(self.rijen) - len(self.verschillen)


def compare_with_cbs(cijfers: pl.DataFrame, cbs: CbsTable, gegevens: Evidence) -> CbsComparison:
    """Compare the long table of figures (gemeente, id, waarde) with what CBS counted.

    A figure of CBS is equal to ours when ours, rounded to as many decimals as CBS gives, is the same. A gemeente
    that CBS has and we do not is named once, not figure by figure.
    """
    ids = cbs.waarden["id"].unique().to_list()
    own = cijfers.filter(pl.col("id").is_in(ids))
    codes = own["gemeente"].unique(maintain_order=True).to_list()
    waarden = _onze_codes(cbs.waarden, codes)
    both = own.join(waarden, on=["gemeente", "id"], how="inner", suffix="_cbs", maintain_order="left")
    rijen = tuple(
        CbsFigure(code, id_, eigen, ander, eigen is not None and _zelfde(eigen, ander, decimalen))
        for code, id_, eigen, ander, decimalen in both.iter_rows()
    )
    bij_cbs = waarden["gemeente"].unique(maintain_order=True).to_list()
    return CbsComparison(
        rijen if all(rij.gelijk for rij in rijen) else _met_oorzaken(rijen, cijfers, bij_cbs, gegevens),
        tuple(_alleen_eigen(code, bij_cbs) for code in codes if code not in bij_cbs and code != TOTAAL),
        tuple(_alleen_cbs(code, codes) for code in sorted(bij_cbs) if code not in codes and code != TOTAAL),
    )


def _onze_codes(waarden: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    """The table of CBS with a gemeente as we write it, where only signs or capitals differ."""
    per_naam: dict[str, list[str]] = {}
    for code in codes:
        per_naam.setdefault(kaal(code), []).append(code)
    written = [code for code in waarden["gemeente"].unique() if code not in codes]
    ours = {code: found[0] for code in written if len(found := per_naam.get(kaal(code), [])) == 1}
    return waarden.with_columns(pl.col("gemeente").replace(ours)).unique(
        ["gemeente", "id"], keep="first", maintain_order=True
    )


def _zelfde(eigen: float, cbs: float, decimalen: int) -> bool:
    if eigen == cbs:
        return True
    step = Decimal(1).scaleb(-min(decimalen, 15))
    try:
        rounded = Decimal(repr(eigen)).quantize(step, ROUND_HALF_UP)
    except ArithmeticError:
        return False
    return float(rounded) == cbs


def _met_oorzaken(
    rijen: tuple[CbsFigure, ...], cijfers: pl.DataFrame, bij_cbs: list[str], gegevens: Evidence
) -> tuple[CbsFigure, ...]:
    records = list_effects(gegevens)
    codes = door_codes(_op_orde(cijfers), bij_cbs)
    explained = []
    for rij in rijen:
        if rij.verschil is None:
            rij = replace(rij, oorzaken=(_ZONDER_PERIODE,))
        elif not rij.gelijk:
            plek = (rij.gemeente, rij.id)
            found = explain_difference(rij.verschil, [*codes.get(plek, ()), *records.get(plek, ())])
            rij = replace(rij, oorzaken=found)
        explained.append(rij)
    return tuple(explained)


def _op_orde(cijfers: pl.DataFrame) -> Mapping[tuple[str, str], float]:
    rows = cijfers.filter(pl.col("id").str.starts_with("op_orde.")).drop_nulls("waarde")
    return {(code, id_): waarde for code, id_, waarde in rows.iter_rows()}


def _alleen_eigen(code: str, bij_cbs: list[str]) -> OneSide:
    if code == ONBEKEND or is_foreign(code):
        return OneSide(code, ("Deze trajecten hebben geen gemeentecode.",))
    doel = hoort_bij(code)
    if doel is None:
        return OneSide(code)
    where = "staat wel bij het CBS" if doel in bij_cbs else "staat ook niet bij het CBS"
    return OneSide(code, (f"Deze code lijkt te horen bij {display_name(doel)} ({doel}); die {where}.",))


def _alleen_cbs(code: str, codes: list[str]) -> OneSide:
    elders = [eigen for eigen in codes if hoort_bij(eigen) == code]
    if elders:
        named = ", ".join(f"'{eigen[:40]}'" for eigen in elders[:5])
        return OneSide(code, (f"In uw bestand staat een andere code die hierbij lijkt te horen: {named}.",))
    if doel := hoort_bij(code):
        return OneSide(code, (f"Deze gemeente is opgegaan in {display_name(doel)} ({doel}).",))
    return OneSide(code)
