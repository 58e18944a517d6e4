"""Numbers, months and lists of names as they stand in a Dutch sentence."""

from collections.abc import Sequence

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def whole(value: float) -> str:
    """A number without decimals, as the Dutch write it: 1.315."""
    return f"{value:,.0f}".replace(",", ".")


_ONE = {
    "trajecten": "het traject",
    "cliënten": "de cliënt",
    "schulden": "de schuld",
    "begeleidingen": "de begeleiding",
    "keren": "de keer",
    "leveringen": "de levering",
    "gemeenten": "de gemeente",
    "bestanden": "het bestand",
    "plaatsen": "de plaats",
}
"""What records are called when there is one, by the noun that several go by."""


def out_of(n: int, van: int, wat: str) -> str:
    """`3 van de 5 trajecten met intake`; when there is but one, `het traject met intake`."""
    noun, space, rest = wat.partition(" ")
    if n == van == 1 and noun in _ONE:
        return _ONE[noun] + space + rest
    return f"{whole(n)} van de {whole(van)} {wat}"


def share(deel: float, geheel: float) -> str:
    """A share in whole percents that says 0 or 100 only when it is."""
    percent = 100 * deel / geheel if geheel else 0.0
    rounded = min(max(round(percent), 1), 99) if 0 < percent < 100 else round(percent)
    return f"{rounded}\u00a0%"


def enumerated(parts: Sequence[str], most: int = 5, last: str = "en") -> str:
    """`a, b en c`; of more than `most` how many there are beside: `a, b en nog 3`."""
    rest = len(parts) - most
    *first, end = [*parts[:most], f"nog {rest}"] if rest > 0 else parts or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
