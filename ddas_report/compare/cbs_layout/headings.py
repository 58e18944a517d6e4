"""Which figure a heading means."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_ALIKE = 0.7
"""How alike a heading must be before we ask whether it was meant."""


def bare(tekst: str) -> str:
    """Lower case letters and digits alone, without accents: the same for texts that read the same."""
    plain = unicodedata.normalize("NFKD", tekst)
    return "".join(teken for teken in plain.casefold() if teken.isalnum())


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set to look things up in."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """The headings that are understood: `namen` gives the ids of a bare name, `labels` the label of an id."""

    namen: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    def id(self, kop: str) -> str | None:
        """The figure a heading means, when it means exactly one."""
        ids = self.namen.get(bare(kop), frozenset())
        return next(iter(ids)) if len(ids) == 1 else None

    def bedoelde(self, kop: str) -> str:
        """The label of the figure that a heading resembles, or nothing."""
        nearest = get_close_matches(bare(kop)[:100], self.namen, n=1, cutoff=_ALIKE)
        return self.labels[min(self.namen[nearest[0]])] if nearest else ""


def make_headings(cijfers: Mapping[str, str]) -> Headings:
    """What is understood for these figures (id → label): the label, the id, and each end of the id, also as a plural."""
    namen: dict[str, set[str]] = {}
    for id_, label in cijfers.items():
        parts = id_.split(".")
        ends = [".".join(parts[index:]) for index in range(len(parts))]
        for naam in (label, *ends, *(f"{end}'s" for end in ends)):
            namen.setdefault(bare(naam), set()).add(id_)
    return Headings({naam: frozenset(ids) for naam, ids in namen.items()}, cijfers)
