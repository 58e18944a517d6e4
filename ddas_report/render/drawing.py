"""Charts as shapes on a plane: how a Grafiek is drawn; the template turns each shape into SVG."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

from ddas_report.render.dutch import getal
from ddas_report.report.shapes import Chart, ChartKind, ChartSeries

HALF, HEEL = 340.0, 700.0
"""The widths of a drawing; a letter of 10 is 7 points on paper."""

LETTER = 5.4
"""About how wide a letter of size 10 is."""


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
    """A text; `anker` is start, middle or end; `draai` in degrees around its own place."""

    x: float
    y: float
    tekst: str
    anker: str = "start"
    kleur: str = "inkt"
    draai: int = 0
    grootte: float = 10


Shape = Area | Line | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of a chart, in order, on a plane of this size; `heel` when it needs the whole width of the page."""

    breedte: float
    hoogte: float
    vormen: tuple[Shape, ...]

    @property
    def heel(self) -> bool:
        """Whether it is too wide to stand beside a table."""
        return self.breedte > HALF


def teken(grafiek: Chart) -> Drawing:
    """The drawing of a chart that holds something."""
    return _SOORTEN[grafiek.soort](grafiek)


def trap(aandeel: float, stappen: int) -> str:
    """The class of a step on the scale from light to dark, for a share between 0 and 1."""
    return f"trap{min(int(aandeel * stappen), stappen - 1) * 8 // (stappen - 1)}"


def _fasen(grafiek: Chart) -> Drawing:
    return _liggend(grafiek) if len(grafiek.reeksen) == 1 else _gestapeld(grafiek)


def _liggend(grafiek: Chart) -> Drawing:
    """One bar for each rubriek, its number at the end."""
    links, rij, rechts = 96.0, 17.0, 44.0
    waarden = [waarde or 0 for waarde in grafiek.reeksen[0].waarden]
    scale_of = (HALF - links - rechts) / (max(waarden) or 1)
    vormen: list[Shape] = []
    for index, (label, waarde) in enumerate(zip(grafiek.rubrieken, waarden, strict=True)):
        y = index * rij
        vormen += [
            Label(links - 6, y + 12, label, "end"),
            Area(links, y + 2, max(waarde * scale_of, 0.5), rij - 5, "reeks0", f"{label}: {getal(waarde)}"),
            Label(links + waarde * scale_of + 5, y + 12, getal(waarde)),
        ]
    return Drawing(HALF, len(waarden) * rij + 2, tuple(vormen))


def _gestapeld(grafiek: Chart) -> Drawing:
    """One bar for each reeks, parts of the whole; the number of the whole at the end."""
    links, rij, rechts = 140.0, 18.0 if len(grafiek.reeksen) <= 30 else 14.5, 52.0
    vormen = list(_legenda([(f"trap{index}", naam) for index, naam in enumerate(grafiek.rubrieken)], HEEL))
    boven = max(vorm.y for vorm in vormen if isinstance(vorm, Label)) + 10
    for index, reeks in enumerate(grafiek.reeksen):
        y = boven + index * rij
        som = sum(waarde or 0 for waarde in reeks.waarden)
        vormen.append(Label(links - 8, y + rij - 5.5, _kort(reeks.label, 25), "end", "inkt" if reeks.code else "vet"))
        vormen += _delen(grafiek.rubrieken, reeks, links, y + 1.5, (HEEL - links - rechts) / (som or 1), rij - 4)
        vormen.append(Label(HEEL, y + rij - 5.5, getal(som), "end", "inkt" if reeks.code else "vet"))
    return Drawing(HEEL, boven + len(grafiek.reeksen) * rij + 2, tuple(vormen))


def _delen(
    rubrieken: Sequence[str], reeks: ChartSeries, x: float, y: float, scale_of: float, hoogte: float
) -> Iterator[Shape]:
    for index, (label, waarde) in enumerate(zip(rubrieken, reeks.waarden, strict=True)):
        if breedte := (waarde or 0) * scale_of:
            yield Area(x, y, breedte, hoogte, f"trap{index}", f"{reeks.label}, {label}: {getal(waarde)}")
            if breedte > LETTER * len(getal(waarde)) + 4:
                kleur = "op-licht" if index < 5 else "op-donker"
                yield Label(x + breedte / 2, y + hoogte / 2 + 3.2, getal(waarde), "middle", kleur, grootte=9)
            x += breedte


def _kolommen(grafiek: Chart) -> Drawing:
    """Columns from a common ground; more reeksen stand beside each other."""
    hoogte, boven, onder = 130.0, 22.0 if len(grafiek.reeksen) > 1 else 8.0, 18.0
    stap = neat_step(max(waarde or 0 for reeks in grafiek.reeksen for waarde in reeks.waarden))
    top = stap * max(ceil(max(waarde or 0 for r in grafiek.reeksen for waarde in r.waarden) / stap), 1)
    links = LETTER * len(getal(top)) + 10
    grond, scale_of = boven + hoogte, hoogte / top
    vormen: list[Shape] = []
    if len(grafiek.reeksen) > 1:
        vormen += _legenda([(f"reeks{index}", reeks.label) for index, reeks in enumerate(grafiek.reeksen)], HALF)
    for tik in range(round(top / stap) + 1):
        y = grond - tik * stap * scale_of
        vormen += [Line(links, y, HALF, y, "raster"), Label(links - 5, y + 3.5, getal(tik * stap), "end", "zacht")]
    ruimte = (HALF - links) / len(grafiek.rubrieken)
    breedte = ruimte * 0.8 / len(grafiek.reeksen)
    elke = ceil(len(grafiek.rubrieken) / 12)
    for index, rubriek in enumerate(grafiek.rubrieken):
        x = links + ruimte * (index + 0.1)
        for nummer, reeks in enumerate(grafiek.reeksen):
            waarde = reeks.waarden[index] or 0
            uitleg = f"{reeks.label}, {rubriek}: {getal(waarde)}"
            top_y = grond - waarde * scale_of
            vormen.append(Area(x + nummer * breedte, top_y, breedte, waarde * scale_of, f"reeks{nummer}", uitleg))
        if index % elke == 0:
            label = rubriek.partition(" ")[0]
            vormen.append(Label(x + ruimte * 0.4, grond + 13, label, "middle", "zacht", grootte=9))
    vormen.append(Line(links, grond, HALF, grond, "as"))
    return Drawing(HALF, grond + onder, tuple(vormen))


def _duren(grafiek: Chart) -> Drawing:
    """Per step a bar up to nine of ten, a mark at the middle one, a line at the norm."""
    mediaan, p90, norm = (reeks.waarden for reeks in grafiek.reeksen)
    rij, rechts, boven = 31.0, 88.0, 22.0
    scale_of = (HALF - rechts) / (max(waarde or 0 for waarde in (*mediaan, *p90, *norm)) or 1)
    kleuren = ("reeks0", "licht", "norm")
    vormen = list(_legenda(list(zip(kleuren, (reeks.label for reeks in grafiek.reeksen), strict=True)), HALF))
    for index, rubriek in enumerate(grafiek.rubrieken):
        y = boven + index * rij
        half, negen, grens = mediaan[index], p90[index], norm[index]
        vormen.append(Label(0, y + 8, rubriek))
        if half is None or negen is None:
            vormen.append(Label(HALF, y + 8, "niet gemeten", "end", "zacht"))
            continue
        vormen += [
            Area(0, y + 12, max(negen * scale_of, 0.5), 11, "licht", f"{rubriek}: 90 % binnen {getal(negen)} dagen"),
            Area(0, y + 14.5, max(half * scale_of, 2), 6, "reeks0", f"{rubriek}: de helft binnen {getal(half)} dagen"),
        ]
        if grens is not None:
            vormen.append(Line(grens * scale_of, y + 10, grens * scale_of, y + 25, "norm"))
        boven_norm = f" (norm {getal(grens)})" if grens is not None else ""
        vormen.append(Label(HALF, y + 8, f"{getal(half)} · {getal(negen)}{boven_norm}", "end"))
    return Drawing(HALF, boven + len(grafiek.rubrieken) * rij, tuple(vormen))


def _vulling(grafiek: Chart) -> Drawing:
    """A strip for each reeks; the darker a field, the fuller it is; hollow when there is nothing to fill."""
    rij, links, boven, tussen = 14.0, 110.0, 84.0, 5.0
    groepen = [veld.partition(":")[0] for veld in grafiek.rubrieken]
    nieuw = [index for index, groep in enumerate(groepen) if index == 0 or groep != groepen[index - 1]]
    breedte = (HEEL - links - 30 - tussen * len(nieuw)) / len(groepen)
    plaats = [
        links + index * breedte + tussen * sum(index >= begin for begin in nieuw) for index in range(len(groepen))
    ]
    trappen = [(f"trap{trede}", naam) for trede, naam in zip((0, 2, 4, 6, 8), _VULLING, strict=True)]
    vormen = list(_legenda([*trappen, ("leeg", "geen records")], HEEL))
    for begin in nieuw:
        vormen.append(Label(plaats[begin] + 4, boven - 5, groepen[begin], draai=-40, grootte=9.5))
    for nummer, reeks in enumerate(grafiek.reeksen):
        y = boven + nummer * rij
        vormen.append(Label(links - 2, y + 10.5, _kort(reeks.label, 20), "end", "inkt" if reeks.code else "vet"))
        for x, veld, waarde in zip(plaats, grafiek.rubrieken, reeks.waarden, strict=True):
            kleur = "leeg" if waarde is None else trap(waarde / 100, 5)
            vormen.append(Area(x, y + 1, breedte - 1, rij - 2, kleur, f"{reeks.label}, {veld}: {getal(waarde, 1)} %"))
    return Drawing(HEEL, boven + len(grafiek.reeksen) * rij + 2, tuple(vormen))


_VULLING = ("minder dan 20 %", "20 tot 40 %", "40 tot 60 %", "60 tot 80 %", "80 % en meer")


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
        yield Label(x + 14, y + 9.5, naam, kleur="zacht", grootte=9.5)
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
    ChartKind.FASEN: _fasen,
    ChartKind.KOLOMMEN: _kolommen,
    ChartKind.DUREN: _duren,
    ChartKind.VULLING: _vulling,
}
