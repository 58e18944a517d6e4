"""What a broken rule does to the figures, as a sentence that gets its numbers, and who can mend it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from ddas_report.model.wording import out_of, whole


class Eigenaar(StrEnum):
    """Who can mend it: whoever makes the export, the maker of the software, or whoever keeps the dossiers."""

    BESTAND = "bestand"
    LEVERANCIER = "leverancier"
    DOSSIERS = "dossiers"


@dataclass(frozen=True, slots=True)
class Gevolg:
    """The effect of a rule.

    In `zin` stand {n} (how many records break the rule), {deel} (of how many of what), {one|more} for a word that
    follows either, and ids of figures, such as {trajecten.totaal}.
    """

    eigenaar: Eigenaar
    zin: str
    cijfers: tuple[str, ...] = ()
    """The beginnings of the ids of the figures that it undermines."""
    _: KW_ONLY
    veld: str = ""
    """The field it is about, as the vulling names it; empty when it is about more."""
    noemt: str = ""
    """How each place names its field or fields: `schulden.{ontbreekt}`, for the names in the column `ontbreekt`."""
    vorm: bool = False
    """Whether the field is filled, but in another form; else it is empty."""

    @property
    def names_in(self) -> str:
        """The column in which each place names its field or fields; empty when it names none."""
        return self.noemt.partition("{")[2].partition("}")[0]

    def named(self, naam: str) -> str:
        """The field of a name in that column, as the vulling names it."""
        return self.noemt.replace(f"{{{self.names_in}}}", naam)

    def in_getallen(self, n: int, van: int, wat: str, cijfers: Mapping[str, float | None]) -> str:
        """The sentence with its numbers; a figure without value is 0."""
        numbers = {"n": whole(n), "deel": out_of(n, van, wat)}
        return filled_in(self.zin, n, lambda naam: numbers.get(naam) or whole(cijfers.get(naam) or 0))

    def algemeen(self, wat: str) -> str:
        """The sentence without numbers: N of M records, and the figures as A."""
        names = {"n": "N", "deel": f"N van de M {wat}"}
        return filled_in(self.zin, 2, lambda naam: names.get(naam, "A"))


_PLEK = re.compile(r"\{([^{}]+)\}")


def filled_in(zin: str, n: int, value: Callable[[str], str]) -> str:
    """A sentence in which each {name} has become its value, and each {one|more} the word that goes with n."""

    def put(found: re.Match[str]) -> str:
        one, several, more = found[1].partition("|")
        return (one if n == 1 else more) if several else value(one)

    return _PLEK.sub(put, zin)
