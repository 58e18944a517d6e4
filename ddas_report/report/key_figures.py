"""The six figures that stand on top: now, before, at CBS, and of how many they are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.protect import Shown
from ddas_report.indicatoren.evaluate import key_figures
from ddas_report.indicatoren.indicator import Indicator
from ddas_report.indicatoren.landelijk import Landelijk
from ddas_report.model import gemeenten
from ddas_report.model.delivery import TOTAAL
from ddas_report.model.wording import whole
from ddas_report.regels.gevolg import filled_in
from ddas_report.report.causes import Cause
from ddas_report.report.shapes import Cijfer

_OF = {
    "op_orde.unieke_actieve_bsn": "van de {op_orde.unieke_bsn} cliënten met een BSN",
    "clienten.uniek": "{clienten.totaal} cliënten in alle trajecten; wie in meer trajecten staat, telt één keer",
}
"""Of what a count is part, or how it follows from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A key figure: now, before, at CBS; what is hidden (`weggelaten`) is about too few people."""

    id: str
    label: str
    nu: Cijfer
    gemeten: str
    """Of how many it is made, in words; empty when it is a plain count."""
    vorige: Cijfer
    """That of the earlier delivery, made to the length of this period."""
    verschil: Cijfer
    procent: float | None
    cbs: Cijfer
    landelijk: Landelijk | None
    oorzaken: tuple[int, ...]
    """The numbers of the causes that undermine it."""
    weggelaten: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """The key figures of the whole or of one gemeente."""

    code: str
    gemeente: str
    kaarten: tuple[Card, ...]


def key_cards(shown: Shown, codes: Sequence[str], causes: Sequence[Cause]) -> tuple[Cards, ...]:
    """The cards of the whole, then those of each of these gemeenten."""
    chosen = key_figures(shown.analyse.kop.periode)
    cijfers = shown.analyse.cijfers
    then, cbs = dict(_then(shown.analyse)), dict(_cbs(shown.analyse))

    def card(code: str, figure: Indicator) -> Card:
        toen, verschil, procent = then.get((code, figure.id), (None, None, None))
        return Card(
            id=figure.id,
            label=figure.label,
            nu=Cijfer(cijfers[code, figure.id], figure.eenheid),
            gemeten=_measured(shown, code, figure),
            vorige=Cijfer(toen, figure.eenheid),
            verschil=Cijfer(verschil, figure.eenheid),
            procent=procent,
            cbs=Cijfer(cbs.get((code, figure.id)), figure.eenheid),
            landelijk=figure.landelijk,
            oorzaken=tuple(one.nummer for one in causes if figure.id in one.ondermijnt and one.touches(code)),
            weggelaten=shown.guard.hides(code, figure.id) and cijfers[code, "trajecten.totaal"] != 0,
        )

    return tuple(
        Cards(code, gemeenten.display_name(code), tuple(card(code, figure) for figure in chosen))
        for code in (TOTAAL, *codes)
    )


def _measured(shown: Shown, code: str, indicator: Indicator) -> str:
    """Of how many the figure is made, in words; empty for a plain count, for what is hidden and where there is nothing."""
    cijfers = shown.analyse.cijfers
    if shown.guard.hides(code, indicator.id) or not cijfers[code, "trajecten.totaal"]:
        return ""
    if indicator.id in _OF:
        return filled_in(_OF[indicator.id], 0, lambda id_: whole(cijfers[code, id_] or 0))
    if indicator.gemeten is None:
        return ""
    return (
        f"gemeten bij {whole(cijfers.measured[code, indicator.id])} van {whole(cijfers[code, 'trajecten.totaal'] or 0)}"
    )


def _then(analyse: Analyse) -> Iterator[tuple[tuple[str, str], tuple[float | None, float | None, float | None]]]:
    if analyse.vergelijking is not None:
        wanted = ("gemeente", "id", "toen_geschaald", "verschil", "procent")
        for code, id_, toen, verschil, procent in analyse.vergelijking.verschillen.select(wanted).iter_rows():
            yield (code, id_), (toen, verschil, procent)


def _cbs(analyse: Analyse) -> Iterator[tuple[tuple[str, str], float]]:
    """What CBS counted; of one gemeente alone that is the whole too, unless its table has a total."""
    rijen = analyse.naast_cbs.rijen if analyse.naast_cbs else ()
    if len(analyse.cijfers.codes) == 1:
        yield from (((TOTAAL, rij.id), rij.cbs) for rij in rijen if rij.gemeente != TOTAAL)
    yield from (((rij.gemeente, rij.id), rij.cbs) for rij in rijen)
