"""What a large page has a hundred thousand of, as HTML: a template would be slow at it. Every text is escaped here."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from ddas_report.render import dutch
from ddas_report.render.drawing import Area, Drawing, Label, Line, Shape
from ddas_report.report.shapes import Cijfer

COLORS = {
    "reeks0": "#0b4f8a",
    "reeks1": "#e8a33d",
    "licht": "#bcd3e8",
    "onbekend": "#a3abb5",
    "inkt": "#1a2433",
    "zacht": "#55606f",
    "raster": "#dfe5ec",
    "as": "#55606f",
    "norm": "#a3201b",
}
"""On paper the style of the page does not reach inside: the colours stand in the shapes."""


def clean_html(tekst: object, lengte: int = 200) -> str:
    """Text from the file without control or direction characters, cut at so many characters."""
    kept = str(tekst)[: lengte + 1]
    if not kept.isprintable():
        kept = "".join(teken if teken.isprintable() else " " for teken in kept)
    return kept if len(kept) <= lengte else kept[: lengte - 1] + "…"


def fill(cijfers: Iterable[Cijfer], cellen: Iterable[Markup]) -> Markup:
    """The cells of a row: these opening tags, with the figures in them."""
    return Markup("".join([f"{cel}{_cell(c.waarde, c.eenheid)}</td>" for cel, c in zip(cellen, cijfers, strict=True)]))


@lru_cache(maxsize=100_000)
def _cell(waarde: float | None, eenheid: str) -> Markup:
    return escape(dutch.cijfer(waarde, eenheid))


def shapes(drawing: Drawing, titles: bool) -> Markup:
    """The shapes of a drawing, in order; with `titles` those that have something to say have it as their title."""
    return Markup("".join([_shape(shape, titles) for shape in drawing.vormen]))


def _shape(shape: Shape, titles: bool) -> str:
    colour = COLORS[shape.kleur]
    match shape:
        case Area(x, y, breedte, hoogte, kleur, uitleg):
            size = f'width="{round(breedte, 1)}" height="{round(hoogte, 1)}"'
            end = f"><title>{escape(clean_html(uitleg))}</title></rect>" if uitleg and titles else "/>"
            return f'<rect x="{round(x, 1)}" y="{round(y, 1)}" {size} class="{kleur}" fill="{colour}"{end}'
        case Line(x1, y1, x2, y2, kleur):
            ends = f'x1="{round(x1, 1)}" y1="{round(y1, 1)}" x2="{round(x2, 1)}" y2="{round(y2, 1)}"'
            form = 'stroke-width="1.6" stroke-dasharray="3 2"' if kleur == "norm" else 'stroke-width="0.8"'
            return f'<line {ends} class="{kleur}" stroke="{colour}" {form}/>'
        case Label(x, y, tekst, anker, kleur):
            anchor = "" if anker == "start" else f' text-anchor="{anker}"'
            place = f'x="{round(x, 1)}" y="{round(y, 1)}"'
            return f'<text {place} class="{kleur}" fill="{colour}"{anchor}>{escape(clean_html(tekst))}</text>'
