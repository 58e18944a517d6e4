"""The periods that a text names: a year, a quarter, a month, a day, or from one to another."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ddas_report.model.delivery import Periode
from ddas_report.model.wording import MONTHS

_SHORT = {naam[:3]: number for number, naam in enumerate(MONTHS, start=1)} | {"mrt": 3}
_MONTH = rf"(?P<m>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})\.?"
_YEAR = r"(?P<j>(?:19|20)[0-9]{2})"
_RANK = r"(?P<n>[1-4]|eerste|tweede|derde|vierde)(?:e|ste|de)?"
_RANKS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one day up to and including another."""

    start: date
    eind: date

    def __str__(self) -> str:
        if self.start == self.eind:
            return f"{self.start:%d-%m-%Y}"
        whole = (self.start.month, self.start.day, self.eind.month, self.eind.day) == (1, 1, 12, 31)
        if whole and self.start.year == self.eind.year:
            return str(self.start.year)
        return f"{self.start:%d-%m-%Y} tot en met {self.eind:%d-%m-%Y}"

    def holds(self, other: "Span") -> bool:
        """Whether the other lies in this one."""
        return self.start <= other.start and other.eind <= self.eind

    def is_of(self, periode: Periode) -> bool:
        """Whether this is the period of a delivery: the same days, or its last day as the day of counting."""
        if periode.start is None or periode.eind is None:
            return False
        if self.start == self.eind:
            return self.start in (periode.eind, periode.eind + timedelta(days=1))
        return (self.start, self.eind) == (periode.start, periode.eind)


_Maker = Callable[[re.Match[str]], Span]


def _months(jaar: int, first: int, last: int) -> Span:
    return Span(date(jaar, first, 1), date(jaar + last // 12, last % 12 + 1, 1) - timedelta(days=1))


def _part(parts: int) -> _Maker:
    """A half (2) or a quarter (4) of a year."""

    def make(match: re.Match[str]) -> Span:
        number = _RANKS.get(match["n"]) or int(match["n"])
        if number > parts:
            raise ValueError
        size = 12 // parts
        return _months(int(match["j"]), size * (number - 1) + 1, size * number)

    return make


def _month(match: re.Match[str]) -> Span:
    number = _number(match["m"])
    return _months(int(match["j"]), number, number)


def _day(match: re.Match[str]) -> Span:
    day = date(int(match["j"]), _number(match["m"]), int(match["d"]))
    return Span(day, day)


_MOMENTS = {"begin": (1, 1), "primo": (1, 1), "medio": (7, 1), "eind": (12, 31), "einde": (12, 31), "ultimo": (12, 31)}


def _moment(match: re.Match[str]) -> Span:
    day = date(int(match["j"]), *_MOMENTS[match["w"]])
    return Span(day, day)


def _number(month: str) -> int:
    return int(month) if month.isdigit() else _SHORT[month[:3]]


def _year(match: re.Match[str]) -> Span:
    return _months(int(match["j"]), 1, 12)


_KWARTAAL, _HALF = r"(?:kwartaal|kw|q)", r"(?:halfjaar|half\s?jaar|helft|h)"
_FORMS: Sequence[tuple[re.Pattern[str], _Maker]] = tuple(
    (re.compile(rf"(?<![a-z0-9]){form}(?![a-z0-9])"), make)
    for form, make in (
        (rf"{_YEAR}jj00", _year),
        (rf"{_YEAR}kw0?(?P<n>[1-4])", _part(4)),
        (rf"{_YEAR}hj0?(?P<n>[12])", _part(2)),
        (rf"{_YEAR}mm(?P<m>[0-9]{{2}})", _month),
        (rf"{_YEAR}-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}})", _day),
        (rf"(?P<d>[0-9]{{1,2}})[-/.](?P<m>[0-9]{{1,2}})[-/.]{_YEAR}", _day),
        (rf"(?P<d>[0-9]{{1,2}})\s+{_MONTH}\s+{_YEAR}", _day),
        (rf"(?P<w>begin|primo|medio|einde?|ultimo)\s+(?:van\s+)?{_YEAR}", _moment),
        (rf"{_RANK}\s*{_KWARTAAL}(?:\s+van)?[\s,']*{_YEAR}", _part(4)),
        (rf"{_KWARTAAL}\s*(?P<n>[1-4])[\s,/-]*{_YEAR}", _part(4)),
        (rf"{_YEAR}[\s,/-]*{_KWARTAAL}\s*(?P<n>[1-4])", _part(4)),
        (rf"{_YEAR}[\s,/-]*{_RANK}\s*{_KWARTAAL}", _part(4)),
        (rf"{_RANK}\s*{_HALF}(?:\s+van)?[\s,']*{_YEAR}", _part(2)),
        (rf"{_HALF}\s*(?P<n>[12])[\s,/-]*{_YEAR}", _part(2)),
        (rf"{_YEAR}[\s,/-]*{_HALF}\s*(?P<n>[12])", _part(2)),
        (rf"{_YEAR}[\s,/-]*{_RANK}\s*{_HALF}", _part(2)),
        (rf"{_MONTH}\s+{_YEAR}", _month),
        (rf"{_YEAR}[\s,/-]*{_MONTH}", _month),
        (rf"(?:heel\s+|jaar\s+|geheel\s+)?{_YEAR}", _year),
    )
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|/|t/m|tot en met|tot|t\.e\.m\.)\s*")
_OPEN_MONTH = re.compile(rf"(?<![a-z0-9]){_MONTH}(?=\s*(?:-|–|t/m|tot en met|tot)\s*[a-z]+\.?\s+((?:19|20)[0-9]{{2}}))")


@lru_cache(maxsize=4096)
def spans(text: str) -> tuple[tuple[Span, ...], str]:
    """The periods in a text in lower case, and what is left of it; what runs from one to another is one period."""
    text = _OPEN_MONTH.sub(lambda match: f"{match[0]} {match[2]}", text)
    found = list(_found(text))
    rest: list[str] = []
    joined: list[Span] = []
    end = 0
    for begin, stop, span in found:
        between = text[end:begin]
        if joined and _BETWEEN.fullmatch(between) and joined[-1].start <= span.eind:
            joined[-1] = Span(joined[-1].start, span.eind)
        else:
            rest.append(between)
            joined.append(span)
        end = stop
    return tuple(joined), " ".join((*rest, text[end:])).strip()


def _found(text: str) -> Iterator[tuple[int, int, Span]]:
    """Where each period stands, from left to right; of two that overlap the longer form."""
    taken: list[tuple[int, int, Span]] = []
    for form, make in _FORMS:
        for match in form.finditer(text):
            begin, stop = match.span()
            if any(begin < other_stop and other_begin < stop for other_begin, other_stop, _ in taken):
                continue
            try:
                taken.append((begin, stop, make(match)))
            except ValueError:
                continue
    return iter(sorted(taken, key=lambda found: found[0]))
