"""Which cell holds each figure of a delivery; of every other cell why it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ddas_report.compare.cbs_layout.bounds import is_possible
from ddas_report.compare.cbs_layout.notation import Decided, mark, without_noise, written
from ddas_report.compare.cbs_layout.spans import Span
from ddas_report.compare.cbs_layout.table import Observation
from ddas_report.compare.read_cbs import CbsTable
from ddas_report.compare.spreadsheet.cells import Gap, Unit
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.gemeenten import display_name
from ddas_report.model.wording import enumerated


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompared:
    """A cell that was not compared; `soort` is the reason in a word or three, `reden` as much as there is to say."""

    gemeente: str | None
    id: str | None
    cel: str
    soort: str
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The figure that CBS gives of a gemeente, and the cell it stands in."""

    gemeente: str
    id: str
    cel: str
    waarde: Decimal
    voorlopig: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures of CBS for one delivery, the cells that are none, and the gemeenten that CBS has in its table."""

    cijfers: tuple[Chosen, ...]
    niet: tuple[NotCompared, ...]
    gemeenten: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """What one cell holds: a number, or why there is none."""

    number: Decimal | None = None
    unit: Unit = Unit.GETAL
    soort: str = ""
    reden: str = ""
    voorlopig: bool = False


def choose(cbs: CbsTable, periode: Periode) -> Choice:
    """Choose for each gemeente and figure the one cell that holds it; DdasError when two cells both can."""
    percentages = _columns_of_percentages(cbs)
    niet: list[NotCompared] = []
    candidates: dict[tuple[str, str], list[tuple[Observation, _Value]]] = {}
    for seen in cbs.observations:
        value = _possible(seen.found.code, _value(seen, cbs.notation))
        if seen.found.reden:
            niet.append(_not(seen.found.code or None, seen.id, seen, seen.found.soort, seen.found.reden))
        elif reason := _other(seen, value, periode, percentages):
            niet.append(_not(seen.found.code, seen.id, seen, *reason))
        else:
            candidates.setdefault((seen.found.code, seen.id), []).append((seen, value))
    cijfers = []
    for (code, id_), several in candidates.items():
        kept, passed = _one(code, id_, several, periode)
        niet += passed
        if kept is not None:
            cijfers.append(kept)
    _in_order(niet, cbs)
    return Choice(tuple(cijfers), tuple(niet), frozenset(seen.found.code for seen in cbs.observations) - {"", TOTAAL})


def _in_order(niet: list[NotCompared], cbs: CbsTable) -> None:
    order = {seen.plek: index for index, seen in enumerate(cbs.observations)}
    niet.sort(key=lambda one: order[one.cel])


def _value(seen: Observation, notation: Decided) -> _Value:
    """What a cell holds."""
    cell = seen.cell
    if cell is None:
        return _Value(soort="leeg", reden="de cel is leeg")
    if cell.gap is Gap.FORMULE:
        return _Value(soort="formule zonder waarde", reden="hier staat een formule waarvan geen uitkomst is bewaard; "
                      "open het bestand in Excel en sla het op")  # fmt: skip
    if cell.gap:
        if cell.gap is Gap.ONZICHTBAAR:
            return _Value(soort="niet zichtbaar", reden="de opmaak van deze cel laat het getal niet zien")
        return _Value(soort="geen getal", reden=f"hier staat geen getal maar een {cell.gap}")
    if not isinstance(cell.value, str):
        return _Value(number=without_noise(cell.value), unit=cell.unit)
    if told := mark(cell.value):
        return _Value(soort=told, reden=f"'{cell.value}' lezen wij als {told}")
    write = written(cell.value)
    if write is None:
        return _Value(soort="geen getal", reden="hier staat tekst in plaats van een getal")
    number = notation.read(write.digits)
    if number is None:
        return _Value(soort="geen getal", reden="dit getal is anders geschreven dan de andere in de tabel")
    return _Value(number=number, unit=write.unit, voorlopig=write.provisional)


def _possible(code: str, value: _Value) -> _Value:
    """A number that cannot be a count of the gemeente is none: a BSN, a date without its dashes, a half."""
    if value.number is None or value.unit:
        return value
    if value.number != value.number.to_integral_value():
        return _Value(soort="geen heel getal", reden="dit is geen heel getal, en dus geen aantal")
    if is_possible(code, value.number):
        return value
    return _Value(soort="geen aantal", reden="dit getal kan geen aantal van deze gemeente zijn")


def _columns_of_percentages(cbs: CbsTable) -> frozenset[tuple[str, str]]:
    """The columns (by heading and figure) in which every number is a percentage or an amount."""
    units: dict[tuple[str, str], set[Unit]] = {}
    for seen in cbs.observations:
        value = _value(seen, cbs.notation)
        if value.number is not None:
            units.setdefault((_column(seen), seen.id), set()).add(value.unit)
    return frozenset(key for key, found in units.items() if Unit.GETAL not in found)


def _column(seen: Observation) -> str:
    return seen.plek.rstrip("0123456789") if "!" in seen.plek else seen.plek.partition(",")[2]


def _other(
    seen: Observation, value: _Value, periode: Periode, percentages: frozenset[tuple[str, str]]
) -> tuple[str, str] | None:
    """Why a cell is not the figure, by what stands around it or by its unit: the reason in short and in full."""
    told = seen.about
    unit = told.unit or (value.unit if value.number is not None else "")
    if unit or (value.number is None and (_column(seen), seen.id) in percentages):
        unit = unit or "percentage"
        return str(unit), f"dit is een {unit} en geen aantal" if unit != "duizendtallen" else "dit zijn duizendtallen"
    if told.derived:
        return "geen telling", f"'{told.derived}' is geen telling"
    if told.sex:
        groep = "mannen" if told.sex == "man" else "vrouwen"
        return f"alleen {groep}", f"dit gaat alleen over {groep}"
    if part := told.rest or told.part:
        return "een deel", f"hierbij staat {part}; wij weten niet of dit over iedereen gaat"
    return _other_period(told.spans, told.far, periode)


def _other_period(near: Sequence[Span], far: Sequence[Span], periode: Periode) -> tuple[str, str] | None:
    if periode.start is None or periode.eind is None:
        return None
    own = Span(periode.start, periode.eind)
    narrow = min(near, key=lambda span: span.eind - span.start, default=None)
    if narrow is not None:
        if all(span.holds(narrow) or span.start == span.eind for span in near) and narrow.is_of(periode):
            return None
        return "andere periode", f"dit gaat over {narrow} en niet over {own}"
    if far and not any(span.holds(own) or span.is_of(periode) for span in far):
        return (
            "andere periode",
            f"in de titel staat {far[0]} en uw levering gaat over {own}; haal die titel weg als dat niet klopt",
        )
    return None


def _one(
    code: str, id_: str, several: list[tuple[Observation, _Value]], periode: Periode
) -> tuple[Chosen | None, list[NotCompared]]:
    """The one cell among those that can hold a figure, and the others; DdasError when two differ."""
    passed = []
    if any(seen.about.spans for seen, _ in several):
        for one in [one for one in several if one[0].about.total and not one[0].about.spans]:
            several.remove(one)
            passed.append(_not(code, id_, one[0], "andere periode", "dit gaat over alle perioden samen"))
    filled = [one for one in several if one[0].cell is not None]
    for seen, value in several:
        if seen.cell is None and filled:
            passed.append(_not(code, id_, seen, value.soort, value.reden))
    several = filled or several
    if not several:
        return None, passed
    contents = {value.number if value.number is not None else value.soort for _, value in several}
    if len(contents) > 1 or _of_periods(several, periode):
        raise _ambiguous(code, several)
    first, value = several[0]
    if value.number is None:
        return None, [*passed, *(_not(code, id_, seen, value.soort, value.reden) for seen, _ in several)]
    passed += [_not(code, id_, seen, "dubbel", f"dit getal staat ook in {first.plek}") for seen, _ in several[1:]]
    return Chosen(gemeente=code, id=id_, cel=first.plek, waarde=value.number, voorlopig=value.voorlopig), passed


def _of_periods(several: Iterable[tuple[Observation, _Value]], periode: Periode) -> bool:
    """Whether these are of more periods than one, while the period of the delivery is not known."""
    return None in (periode.start, periode.eind) and len({seen.about.spans for seen, _ in several}) > 1


def _not(code: str | None, id_: str, seen: Observation, soort: str, reden: str) -> NotCompared:
    return NotCompared(gemeente=code, id=id_, cel=seen.plek, soort=soort, reden=reden)


def _ambiguous(code: str, several: Sequence[tuple[Observation, _Value]]) -> DdasError:
    named = enumerated([seen.plek for seen, _ in several])
    return DdasError(
        f"In de tabel van het CBS kunnen {named} hetzelfde cijfer zijn ('{several[0][0].kop}' van {display_name(code)}), "
        "maar er staat niet hetzelfde in. Wij kiezen er geen.",
        "Zet boven of naast die cellen waarover ze gaan, zoals het jaar of 'Totaal'. Of haal weg wat niet over deze "
        "levering gaat.",
    )
