"""Differences that add up from other differences: arithmetic, for of some figures one is the sum of the rest."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ddas_report.indicatoren import op_orde
from ddas_report.model.delivery import ONBEKEND, TOTAAL
from ddas_report.model.gemeenten import display_name

BSN, ACTIVE, NONE = "op_orde.unieke_bsn", "op_orde.unieke_actieve_bsn", f"op_orde.stap.{ONBEKEND}"
STEPS = tuple(f"op_orde.stap.{stap}" for stap in op_orde.STAPPEN)

MOST = 4
"""A sum of more terms is told by their number."""

Key = tuple[str, str]
"""A gemeente (or the total) and the id of a figure."""


@dataclass(frozen=True, slots=True)
class Term:
    """A difference that is added, or taken off when it is not `added`."""

    key: Key
    verschil: float
    added: bool


def what_follows(differences: Mapping[Key, float], codes: Set[str], fixed: Set[Key]) -> Mapping[Key, Sequence[Term]]:
    """The differences that add up exactly from others, with these; what is left is to be explained.

    `differences` are those of all figures that were compared, 0 where they are equal; `codes` are all gemeenten of the
    file. What is `fixed` has its explanation.
    """
    found: dict[Key, Sequence[Term]] = {}
    for id_ in dict.fromkeys(id_ for _, id_ in differences):
        parts = [(code, id_) for code in sorted(codes)]
        _follow(found, _Sum((TOTAAL, id_), parts), differences, fixed)
    for code in dict.fromkeys(code for code, _ in differences):
        bsn, active, none = ((code, id_) for id_ in (BSN, ACTIVE, NONE))
        steps = [(code, id_) for id_ in STEPS]
        held = [
            _follow(found, one, differences, fixed) for one in (_Sum(active, steps), _Sum(bsn, [none, active], none))
        ]
        if not any(held):  # else it says nothing new
            _follow(found, _Sum(bsn, [none, *steps], none), differences, fixed)
    return found


@dataclass(frozen=True, slots=True)
class _Sum:
    """A figure that is the sum of others; what is left of it when the others are known is the `rest`."""

    totaal: Key
    parts: Sequence[Key]
    rest: Key | None = None

    def last(self, differ: Sequence[Key]) -> Iterator[Key]:
        """What may follow from the others: the rest, the total, and of two parts that cancel each other the second."""
        yield from (key for key in (self.rest, self.totaal) if key is not None and key in differ)
        if len(differ) == 2 and self.totaal not in differ:
            yield from reversed(differ)


def _follow(found: dict[Key, Sequence[Term]], one: _Sum, differences: Mapping[Key, float], fixed: Set[Key]) -> bool:
    """Whether the differences add up too; if so one of them follows from the others."""
    known = (one.totaal, *one.parts)
    if not all(key in differences for key in known):
        return False
    if differences[one.totaal] != sum(differences[key] for key in one.parts):
        return False
    differ = [key for key in known if differences[key]]
    last = next((key for key in one.last(differ) if key not in found and key not in fixed), None)
    if last is not None and len(differ) > 1:
        whole = last == one.totaal
        others = (key for key in differ if key != last)
        found[last] = [Term(key, differences[key], added=whole or key == one.totaal) for key in others]
    return True


def in_words(key: Key, terms: Sequence[Term], labels: Mapping[str, str]) -> str:
    """What a difference adds up from, in a sentence that claims no more than that."""
    elsewhere = all(term.key[1] == key[1] for term in terms)
    where = "in" if elsewhere else "bij"
    if len(terms) > MOST:
        return f"Op te tellen uit de verschillen {where} {len(terms)} {'gemeenten' if elsewhere else 'andere cijfers'}."
    named = [display_name(term.key[0]) if elsewhere else labels[term.key[1]] for term in terms]
    if len(terms) == 1:
        opposite = "" if terms[0].added else ", maar andersom"
        return f"Even groot als het verschil {where} {named[0]}{opposite}."
    told = sorted(zip(terms, named, strict=True), key=lambda one: not one[0].added)
    words = [f"{'plus' if term.added else 'min'} {naam} ({_signed(term.verschil)})" for term, naam in told]
    return f"Op te tellen uit andere verschillen: {', '.join(words).removeprefix('plus ')}."


def _signed(verschil: float) -> str:
    return f"{verschil:+,.0f}".replace("-", "−").replace(",", ".")
