"""What a reader must know before he compares two deliveries."""

from collections.abc import Mapping, Sequence

from ddas_report.compare.periods import adjoins, dagen, do_overlap, runs_on_later, same_months, scale_of
from ddas_report.model.delivery import Periode
from ddas_report.model.gemeenten import display_name
from ddas_report.model.wording import enumerated

MAX_NAMES = 10
"""So many gemeenten are named in a sentence; of the others only the number."""


def on_periods(nu: Periode, toen: Periode) -> list[str]:
    """Sentences on the length of the two periods and how they lie in time."""
    days_now, days_then = dagen(nu), dagen(toen)
    if days_now is None or days_then is None:
        return [
            "Van ten minste één van de twee leveringen is de periode niet bekend. De cijfers staan daarom naast "
            "elkaar zoals ze zijn, ook als de ene periode langer is dan de andere."
        ]
    return [*_length(nu, toen), *_position(nu, toen)]


def _length(nu: Periode, toen: Periode) -> list[str]:
    found = []
    if factor := scale_of(nu, toen):
        found.append(
            f"De perioden zijn niet even lang: {dagen(nu)} dagen nu, {dagen(toen)} dagen toen. Aantallen die meegroeien "
            "met de periode, zoals instroom, uitstroom en beschikkingen, zijn voor toen omgerekend naar de lengte van "
            f"nu (keer {_factor(factor)}). Andere cijfers niet."
        )
    if not same_months(nu, toen):
        found.append(
            "De perioden beslaan niet dezelfde maanden van het jaar. De cijfers per maand zijn daarom niet vergeleken."
        )
    return found


def _position(nu: Periode, toen: Periode) -> list[str]:
    if nu == toen:
        return ["De vorige levering gaat over dezelfde periode: u vergelijkt twee versies van dezelfde levering."]
    if runs_on_later(nu, toen):
        return [
            "De vorige levering loopt langer door dan deze levering. Zijn de twee bestanden verwisseld? Of er "
            "trajecten of einddatums zijn verdwenen, is daarom niet beoordeeld."
        ]
    if do_overlap(nu, toen):
        return ["De perioden overlappen elkaar: wat in die dagen gebeurde, telt in beide leveringen mee."]
    if not adjoins(nu, toen):
        return [
            "De perioden sluiten niet op elkaar aan. Een traject kan in de tussentijd zijn geëindigd; of er trajecten "
            "zijn verdwenen, is daarom niet beoordeeld."
        ]
    return []


def _factor(factor: float) -> str:
    return f"{factor:.2f}".replace(".", ",") if factor >= 0.1 else f"{factor:.4f}".replace(".", ",")


def on_gemeenten(nieuw: Sequence[str], verdwenen: Sequence[str], opvolgers: Mapping[str, str]) -> list[str]:
    """Sentences that name the gemeenten, by code, that stand in one of the two deliveries only."""
    gone = [display_name(code) + _taken_up(opvolgers.get(code)) for code in verdwenen]
    return [
        f"{begin}: {_enumeration(namen)}. {wat}"
        for begin, namen, wat in (
            (
                "Niet meer in deze levering",
                gone,
                "Van deze gemeenten staan alleen de cijfers van toen in de vergelijking.",
            ),
            (
                "Nieuw in deze levering",
                [display_name(code) for code in nieuw],
                "Van deze gemeenten staan alleen de cijfers van nu in de vergelijking.",
            ),
        )
        if namen
    ]


def on_source() -> str:
    """The sentence for an earlier delivery of which only the summary is known."""
    return (
        "Van de vorige levering zijn alleen de cijfers bekend, niet de trajecten. Of er trajecten of einddatums zijn "
        "verdwenen, is daarom niet beoordeeld. Noem bij --vorige het SHV-bestand van toen als u dat wilt weten."
    )


def _taken_up(opvolger: str | None) -> str:
    return f" (opgegaan in {display_name(opvolger)})" if opvolger else ""


def _enumeration(namen: Sequence[str]) -> str:
    more = len(namen) - MAX_NAMES
    others = [f"{more} {'andere' if more > 1 else 'ander'}"] if more > 0 else []
    return enumerated([*namen[:MAX_NAMES], *others], MAX_NAMES + 1)
