"""What a manager needs to sign in two minutes, on four pages at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ddas_report.analyse.pipeline import Analyse, Oordeel
from ddas_report.analyse.small_numbers import MINIMUM
from ddas_report.indicatoren.flows import months
from ddas_report.indicatoren.indicator import Eenheid
from ddas_report.indicatoren.op_orde import STAPPEN
from ddas_report.indicatoren.trajecten import STATUSSEN
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL
from ddas_report.model.wording import MONTHS, whole
from ddas_report.regels.regel import Ernst
from ddas_report.report.beside import CBS
from ddas_report.report.beside_view import BesideChapter, BesideRow, BesideTable
from ddas_report.report.causes import Cause
from ddas_report.report.charts import emptiest, stromen
from ddas_report.report.key_figures import Card
from ddas_report.report.shapes import Chart, Cijfer, gemeente_label

HARDLY = 20.0
"""A field that is empty more often than this, in percent, is hardly filled."""

COLUMNS = {"trajecten": "Trajecten", "unieke_bsn": "Cliënten", "unieke_actieve_bsn": "Met stap"} | {
    f"stap.{stap}": label for stap, label in (*STAPPEN.items(), ("onbekend", "Onbekend"))
}
"""The op-orde counts, by the end of their id, with their heading."""

MOVED = ("nieuw_actief", "nieuw_beeindigd", "lopend_beeindigd")
"""The statussen of what began or ended in the period."""


@dataclass(frozen=True, slots=True)
class CountRow:
    """A gemeente, the rest together or the total, and its counts."""

    label: str
    cijfers: tuple[Cijfer, ...]
    totaal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """What is signed, as far as the report itself does not hold it."""

    te_ondertekenen: bool
    herstellen: tuple[Cause, ...]
    """The fouten that stand in the way."""
    kolommen: tuple[str, ...]
    tellingen: tuple[CountRow, ...]
    """The op-orde counts of each gemeente, the largest first."""
    totaal: CountRow
    statussen: tuple[tuple[str, Cijfer], ...]
    grafiek: Chart
    stil: bool
    """Whether nothing began or ended in the period."""
    zinnen: tuple[str, ...]
    """What stands out, in at most three sentences."""
    velden: tuple[tuple[str, Cijfer], ...]
    """The fields that are hardly filled, and how often they are empty."""
    naast_cbs: tuple[BesideRow, ...]
    """The figures that differ from those of CBS, without those that add up from others."""
    verschillen: tuple[BesideTable, ...]
    """All figures that differ from those of CBS: those, and what adds up from others."""

    def largest(self, aantal: int) -> tuple[CountRow, ...]:
        """So many gemeenten, the others as one row, and the total when there is more than one."""
        shown, rest = self.tellingen[:aantal], self.tellingen[aantal:]
        if len(rest) == 1:
            shown, rest = self.tellingen, ()
        others = (_sum(f"De andere {len(rest)} gemeenten", rest),) if rest else ()
        return (*shown, *others, *([self.totaal] if len(self.tellingen) > 1 else []))

    def other_differences(self, getoond: int) -> str:
        """What the differences are that are not among the first so many, and where all stand; empty when none is left."""
        alle = sum(tabel.aantal for tabel in self.verschillen)
        if alle <= min(getoond, len(self.naast_cbs)):
            return ""
        follow = sum(tabel.aantal for tabel in self.verschillen[1:])
        waar = "op de pagina (HTML)"
        if any(tabel.meer for tabel in self.verschillen):
            waar = "in Excel en in de JSON-samenvatting"
        elif all(len(tabel.op_papier) == tabel.aantal for tabel in self.verschillen):
            waar = f"{waar} en in de bijlage"
        if not follow:
            return f"Alle {whole(alle)} verschillen staan {waar}."
        noun = "verschil is" if follow == 1 else "verschillen zijn"
        return f"Nog {whole(follow)} {noun} op te tellen uit andere; alle {whole(alle)} staan {waar}."


def build_sign_off(
    analyse: Analyse,
    oorzaken: Sequence[Cause],
    kaarten: Sequence[Card],
    ernaast: Sequence[BesideChapter],
) -> SignOff:
    """What is signed; the causes, cards and comparisons are those of the report."""
    periode, cijfers = analyse.kop.periode, analyse.cijfers
    ids = [f"op_orde.{naam}" for naam in COLUMNS]

    def counts(code: str, label: str, totaal: bool = False) -> CountRow:
        return CountRow(label, tuple(Cijfer(cijfers[code, id_], Eenheid.AANTAL) for id_ in ids), totaal)

    codes = sorted(cijfers.codes, key=lambda code: -(cijfers[code, ids[0]] or 0))
    empty = [
        (label, Cijfer(waarde, Eenheid.PROCENT)) for label, waarde in emptiest(periode, cijfers) if waarde > HARDLY
    ]
    beside = next((hoofdstuk for hoofdstuk in ernaast if hoofdstuk.id == CBS), None)
    return SignOff(
        te_ondertekenen=analyse.oordeel in (Oordeel.GEREED, Oordeel.CONTROLEREN),
        herstellen=tuple(cause for cause in oorzaken if cause.ernst == Ernst.FOUT),
        kolommen=tuple(COLUMNS.values()),
        tellingen=tuple(counts(code, gemeente_label(code)) for code in codes),
        totaal=counts(TOTAAL, "Totaal", totaal=True),
        statussen=tuple(
            (label, Cijfer(cijfers[TOTAAL, f"trajecten.{status}"], Eenheid.AANTAL))
            for status, label in [*((s, label) for s, (label, _) in STATUSSEN.items()), ("onbekend", "Status onbekend")]
        ),
        grafiek=stromen(periode, cijfers, TOTAAL),
        stil=not any(cijfers[TOTAAL, f"trajecten.{status}"] for status in MOVED),
        zinnen=tuple(_stands_out(kaarten, cijfers, months(periode)))[:3],
        velden=tuple(empty),
        naast_cbs=beside.tabellen[0].rijen if beside else (),
        verschillen=beside.tabellen[:2] if beside else (),
    )


def _sum(label: str, rows: Sequence[CountRow]) -> CountRow:
    columns = zip(*(row.cijfers for row in rows), strict=True)
    return CountRow(label, tuple(Cijfer(sum(c.waarde or 0 for c in column), Eenheid.AANTAL) for column in columns))


def _stands_out(kaarten: Sequence[Card], cijfers: Cijfers, months: Sequence[date]) -> Iterator[str]:
    """What a reader would ask about first, the strangest first."""
    trajecten = cijfers[TOTAAL, "trajecten.totaal"] or 0
    if trajecten < MINIMUM:
        yield "Er zijn te weinig trajecten om iets over te zeggen."
        return
    clients, unknown = cijfers[TOTAAL, "op_orde.unieke_bsn"] or 0, cijfers[TOTAAL, "op_orde.stap.onbekend"]
    if unknown and unknown * 10 >= clients:
        yield f"Bij {_of(unknown, clients)} cliënten met een BSN begon geen enkele stap in de periode; zij tellen als onbekend."
    outside = cijfers[TOTAAL, "trajecten.buiten_periode"]
    if outside:
        yield f"Van de trajecten liggen er {_of(outside, trajecten)} helemaal buiten de periode."
    yield from _moved(kaarten)
    yield from _months(cijfers, months)
    yield from _largest(cijfers, trajecten)
    yield f"Begonnen in de periode en nog actief: {_of(cijfers[TOTAAL, 'trajecten.nieuw_actief'] or 0, trajecten)} trajecten."


def _moved(kaarten: Sequence[Card]) -> Iterator[str]:
    moved = [k for k in kaarten if k.procent is not None and abs(k.procent) >= 10]
    if moved:
        most = max(moved, key=lambda kaart: abs(kaart.procent or 0))
        richting = "meer" if (most.procent or 0) > 0 else "minder"
        yield f"{most.label}: {abs(most.procent or 0):.0f} % {richting} dan de vorige keer."


def _months(cijfers: Cijfers, months: Sequence[date]) -> Iterator[str]:
    began = [(cijfers[TOTAAL, f"instroom.maand.{maand:%Y-%m}"] or 0, maand) for maand in months]
    most, least = (extreme((n for n, _ in began), default=0) for extreme in (max, min))
    if len(began) > 1 and most >= MINIMUM:
        fewest = f", de minste in {_when(least, began)}" if MINIMUM <= least < most else ""
        yield f"De meeste trajecten begonnen in {_when(most, began)}{fewest}."


def _when(aantal: float, began: Sequence[tuple[float, date]]) -> str:
    """The months with that number, or how many these are, and the number."""
    months = [f"{MONTHS[maand.month - 1]} {maand.year}" for n, maand in began if n == aantal]
    if len(months) > 2:
        return f"{len(months)} maanden (elk {whole(aantal)})"
    return f"{' en '.join(months)} ({'elk ' if len(months) > 1 else ''}{whole(aantal)})"


def _largest(cijfers: Cijfers, trajecten: float) -> Iterator[str]:
    per_code = {code: cijfers[code, "trajecten.totaal"] or 0 for code in cijfers.codes}
    most = max(per_code.values(), default=0)
    if len({*per_code} - {ONBEKEND}) > 1 and [*per_code.values()].count(most) == 1:
        code = max(per_code, key=lambda code: per_code[code])
        yield f"{gemeenten.display_name(code)} heeft de meeste trajecten: {_of(per_code[code], trajecten)}."


def _of(aantal: float, totaal: float) -> str:
    return f"{whole(aantal)} van de {whole(totaal)}"
