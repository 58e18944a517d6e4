"""Charts as shapes on a plane: how a Grafiek is drawn; the template turns each shape into SVG."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

from ddas_report.render.dutch import numeral
from ddas_report.report.shapes import Chart, ChartKind

HALF = 270.0
"""The width of a drawing: half a page, so that a letter of 10 is 8.6 points on paper."""

LETTER = 5.4
"""About how wide a letter of size 10 is."""

ONBEKEND = "Onbekend"
"""What is not known is grey."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; `kleur` is a class of the style sheet."""

    x: float
    y: float
    breedte: float
    hoogte: float
    kleur: str
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    kleur: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text of size 10; `anker` is start, middle or end."""

    x: float
    y: float
    tekst: str
    anker: str = "start"
    kleur: str = "inkt"


Shape = Area | Line | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of a chart, in order, on a plane of this size."""

    breedte: float
    hoogte: float
    vormen: tuple[Shape, ...]


def draw(grafiek: Chart) -> Drawing:
    """The drawing of a chart that holds something."""
    return _SOORTEN[grafiek.soort](grafiek)


def _staven(grafiek: Chart) -> Drawing:
    """One bar for each rubriek, its number at the end; a long name stands above its bar."""
    waarden = [waarde or 0 for waarde in grafiek.reeksen[0].waarden]
    longest = max((len(label) for label in grafiek.rubrieken), default=0)
    above = LETTER * longest > HALF * 0.45
    links, rij, rechts = (0.0, 27.0, 40.0) if above else (LETTER * longest + 8, 17.0, 40.0)
    scale_of = (HALF - links - rechts) / (max(waarden, default=0) or 1)
    vormen: list[Shape] = []
    for index, (label, waarde) in enumerate(zip(grafiek.rubrieken, waarden, strict=True)):
        y = index * rij
        kleur = "onbekend" if label == ONBEKEND else "reeks0"
        bar = y + 13 if above else y + 2
        vormen += [
            Label(0, y + 10, _kort(label, 48)) if above else Label(links - 6, y + 12, label, "end"),
            Area(links, bar, max(waarde * scale_of, 0.5), 11, kleur, f"{label}: {numeral(waarde)}"),
            Label(links + waarde * scale_of + 5, bar + 9, numeral(waarde)),
        ]
    return Drawing(HALF, len(waarden) * rij + 2, tuple(vormen))


def _maanden(grafiek: Chart) -> Drawing:
    """Columns from a common ground, a name below each."""
    boven, (vormen, links, grond, scale_of) = 22.0, _raster(grafiek, 22.0)
    vormen += _legenda([(f"reeks{index}", reeks.label) for index, reeks in enumerate(grafiek.reeksen)], HALF)
    ruimte = (HALF - links) / max(len(grafiek.rubrieken), 1)
    elke = ceil(LETTER * 4 / ruimte)
    for index, rubriek in enumerate(grafiek.rubrieken):
        x = links + ruimte * (index + 0.1)
        vormen += _kolommen(grafiek, index, x, ruimte * 0.8, grond, scale_of)
        if index % elke == 0:
            vormen.append(Label(x + ruimte * 0.4, grond + 13, rubriek.partition(" ")[0], "middle", "zacht"))
    return Drawing(HALF, grond + boven - 4, (*vormen, Line(links, grond, HALF, grond, "as")))


def _klassen(grafiek: Chart) -> Drawing:
    """Columns that touch, with the bounds of each class at its edges; the last has no upper bound."""
    vormen, links, grond, scale_of = _raster(grafiek, 8.0)
    ruimte = (HALF - links - 14) / len(grafiek.rubrieken)
    for index, grens in enumerate(grafiek.rubrieken):
        x = links + ruimte * index
        vormen += _kolommen(grafiek, index, x + 0.5, ruimte - 1, grond, scale_of)
        vormen.append(Label(x, grond + 13, grens, "middle", "zacht"))
    vormen.append(Label(HALF, grond + 13, "meer", "end", "zacht"))
    return Drawing(HALF, grond + 18, (*vormen, Line(links, grond, HALF, grond, "as")))


def _raster(grafiek: Chart, boven: float) -> tuple[list[Shape], float, float, float]:
    """The lines behind columns; where these begin, the ground they stand on, and how high one is."""
    hoogte, most = 118.0, max((waarde or 0 for reeks in grafiek.reeksen for waarde in reeks.waarden), default=0)
    stap = neat_step(most)
    top = stap * max(ceil(most / stap), 1)
    links, grond, scale_of = LETTER * len(numeral(top)) + 10, boven + hoogte, hoogte / top
    vormen: list[Shape] = []
    for tik in range(round(top / stap) + 1):
        y = grond - tik * stap * scale_of
        vormen += [Line(links, y, HALF, y, "raster"), Label(links - 5, y + 3.5, numeral(tik * stap), "end", "zacht")]
    return vormen, links, grond, scale_of


def _kolommen(grafiek: Chart, index: int, x: float, breedte: float, grond: float, scale_of: float) -> Iterator[Shape]:
    """The columns of one rubriek; more reeksen stand beside each other."""
    own = breedte / len(grafiek.reeksen)
    for nummer, reeks in enumerate(grafiek.reeksen):
        waarde = reeks.waarden[index] or 0
        uitleg = f"{reeks.label}, {grafiek.rubrieken[index]}: {numeral(waarde)}"
        hoogte = waarde * scale_of
        yield Area(x + nummer * own, grond - hoogte, own, hoogte, f"reeks{nummer}", uitleg)


def _duren(grafiek: Chart) -> Drawing:
    """Per step a bar up to nine of ten, a mark at the middle one, a line at the norm."""
    mediaan, p90, norm = (reeks.waarden for reeks in grafiek.reeksen)
    rij, boven = 32.0, 36.0
    scale_of = (HALF - 60) / (max(waarde or 0 for waarde in (*mediaan, *p90, *norm)) or 1)
    kleuren = ("reeks0", "licht", "norm")
    vormen = list(_legenda(list(zip(kleuren, (reeks.label for reeks in grafiek.reeksen), strict=True)), HALF))
    for index, rubriek in enumerate(grafiek.rubrieken):
        y = boven + index * rij
        half, negen, grens = mediaan[index], p90[index], norm[index]
        vormen.append(Label(0, y + 8, rubriek))
        if half is None or negen is None:
            vormen.append(Label(HALF, y + 8, "te weinig metingen", "end", "zacht"))
            continue
        vormen += [
            Area(0, y + 13, max(negen * scale_of, 0.5), 11, "licht", f"{rubriek}: 90 % binnen {numeral(negen)} dagen"),
            Area(
                0, y + 15.5, max(half * scale_of, 2), 6, "reeks0", f"{rubriek}: de helft binnen {numeral(half)} dagen"
            ),
        ]
        if grens is not None:
            vormen.append(Line(grens * scale_of, y + 11, grens * scale_of, y + 26, "norm"))
            vormen.append(Label(HALF, y + 22, f"norm {numeral(grens)}", "end", "zacht"))
        vormen.append(Label(HALF, y + 8, f"{numeral(half)} · {numeral(negen)}", "end"))
    return Drawing(HALF, boven + len(grafiek.rubrieken) * rij, tuple(vormen))


def _legenda(namen: Sequence[tuple[str, str]], breedte: float) -> Iterator[Shape]:
    """A square and a name for each, on as many lines as they need."""
    x, y = 0.0, 0.0
    for kleur, naam in namen:
        nodig = 14 + LETTER * len(naam) + 12
        if x and x + nodig - 12 > breedte:
            x, y = 0.0, y + 15
        if kleur == "norm":
            yield Line(x + 5, y, x + 5, y + 11, "norm")
        else:
            yield Area(x, y + 1, 9, 9, kleur)
        yield Label(x + 14, y + 9.5, naam, kleur="zacht")
        x += nodig


def neat_step(hoogste: float) -> float:
    """The distance between the lines of a grid: 1, 2 or 5 times a power of ten, at most five of them up to the top."""
    if hoogste <= 5:
        return 1
    macht = 10.0 ** int(log10(hoogste / 5))
    return next(macht * maat for maat in (1, 2, 5, 10) if hoogste / (macht * maat) <= 5)


def _kort(tekst: str, letters: int) -> str:
    return tekst if len(tekst) <= letters else tekst[: letters - 1] + "…"


_SOORTEN: Mapping[ChartKind, Callable[[Chart], Drawing]] = {
    ChartKind.STAVEN: _staven,
    ChartKind.MAANDEN: _maanden,
    ChartKind.KLASSEN: _klassen,
    ChartKind.DUREN: _duren,
}
