"""The figures as charts: what is drawn in each chapter, not yet how."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ddas_report.analyse import fields
from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import MINIMUM
from ddas_report.indicatoren.doorlooptijd import STAPPEN
from ddas_report.indicatoren.fase import SECTIE as FASE
from ddas_report.indicatoren.flows import months
from ddas_report.indicatoren.schulden import CLASS_WIDTH, CLASSES, debt_spread
from ddas_report.indicatoren.vulling import SECTIE as VULLING
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.normen import Normen
from ddas_report.model.wording import whole
from ddas_report.report.shapes import Chart, ChartKind, ChartSeries

_KORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

MAX_ROWS = 60
"""More gemeenten than this have no charts of their own."""

EMPTIEST = 12
"""The fields that are shown as hardly filled."""

PROCESS = (
    "aanmelding",
    "intake",
    "plan_van_aanpak",
    "stabilisatie",
    "schuldregeling",
    "oplossing",
    "nazorg",
    "uitstroom",
    "onbekend",
)
"""The steps in the order in which they are taken."""


def per_chapter(analyse: Analyse, codes: Sequence[str]) -> dict[str, tuple[Chart, ...]]:
    """The charts of each chapter by its id: those of the whole, then those of each of these gemeenten."""
    periode, cijfers, normen = analyse.kop.periode, analyse.cijfers, analyse.normen
    verdeling = debt_spread(analyse.frames, periode)
    ieder = (TOTAAL, *codes[:MAX_ROWS])
    return {
        "fase": tuple(fasen(periode, cijfers, code) for code in ieder),
        "schulden": tuple(schuld(verdeling.get(code, (0,) * CLASSES), code) for code in ieder),
        "doorlooptijd": tuple(durations(cijfers, normen, code) for code in ieder),
        "stromen": tuple(stromen(periode, cijfers, code) for code in ieder),
        "vulling": tuple(empty_fields(periode, cijfers, code) for code in ieder),
    }


def fasen(periode: Periode, cijfers: Cijfers, code: str) -> Chart:
    """The trajecten in each phase, in the order of the process."""
    labels = _phases(periode)
    ids = [f"fase.{fase}" for fase in PROCESS]
    waarden = tuple(cijfers[code, id_] for id_ in ids)
    counts = [waarde or 0 for waarde in waarden]
    som, most = sum(counts), _hoogste(counts)
    wat = f"De grootste groep, {whole(counts[most])} van {whole(som)} trajecten, is in de fase {labels[ids[most]].lower()}."
    if ids[most].endswith(".onbekend"):
        wat = f"Van de grootste groep, {whole(counts[most])} van {whole(som)} trajecten, is de fase onbekend."
    return Chart(
        soort=ChartKind.STAVEN,
        titel="Trajecten naar laatste fase",
        beschrijving=wat if som >= MINIMUM else "",
        rubrieken=tuple(labels[id_] for id_ in ids),
        reeksen=(ChartSeries("Trajecten", waarden),),
        **_van(code),
    )


def stromen(periode: Periode, cijfers: Cijfers, code: str) -> Chart:
    """Inflow and outflow of each month."""
    touched = months(periode)
    labels = tuple(f"{_KORT[maand.month - 1]} {maand:%y}" for maand in touched)
    reeksen = tuple(
        ChartSeries(stroom.capitalize(), tuple(cijfers[code, f"{stroom}.maand.{maand:%Y-%m}"] for maand in touched))
        for stroom in ("instroom", "uitstroom")
    )
    totalen = [sum(waarde or 0 for waarde in reeks.waarden) for reeks in reeksen]
    begonnen, geeindigd = map(whole, totalen)
    wat = f"In de periode begonnen {begonnen} trajecten en eindigden er {geeindigd}."
    titel = "Instroom en uitstroom per maand"
    return Chart(
        soort=ChartKind.MAANDEN,
        titel=titel,
        beschrijving=wat if sum(totalen) >= MINIMUM else "",
        rubrieken=labels,
        reeksen=reeksen,
        **_van(code),
    )


def schuld(aantallen: tuple[int, ...], code: str) -> Chart:
    """How the debts of the trajecten are spread; the labels stand at the edges of the classes."""
    stap = CLASS_WIDTH // 1000
    labels = tuple(str(stap * k) for k in range(CLASSES))
    k, som = _hoogste(aantallen), sum(aantallen)
    grens = [whole(CLASS_WIDTH * (k + extra)) for extra in (0, 1)]
    tussen = f"tussen €\u00a0{grens[0]} en €\u00a0{grens[1]}" if k < CLASSES - 1 else f"van €\u00a0{grens[0]} of meer"
    meeste = f"{whole(max(aantallen))} van {whole(som)}"
    wat = f"De grootste groep, {meeste} trajecten, heeft een schuld {tussen}." if som >= MINIMUM else ""
    reeks = ChartSeries("Trajecten", tuple(map(float, aantallen)))
    titel = "Trajecten naar hoogte van de schuld (× € 1.000)"
    return Chart(
        soort=ChartKind.KLASSEN, titel=titel, beschrijving=wat, rubrieken=labels, reeksen=(reeks,), **_van(code)
    )


def durations(cijfers: Cijfers, normen: Normen, code: str) -> Chart:
    """Days from step to step: half and nine of ten are done within, and the norm."""
    stappen = [stap for stap in STAPPEN if not stap.jaren]
    mediaan, p90 = (
        tuple(cijfers[code, f"doorlooptijd.{stap.naam}.{soort}"] for stap in stappen) for soort in ("mediaan", "p90")
    )
    norm = tuple(normen[stap.norm] if stap.norm else None for stap in stappen)
    boven = [
        stap.label
        for stap, dagen, grens in zip(stappen, p90, norm, strict=True)
        if dagen is not None and grens is not None and dagen > grens
    ]
    wat = f"Meer dan een op de tien duurt langer dan de norm bij: {', '.join(boven)}." if boven else ""
    known = any(dagen is not None for dagen in p90)
    return Chart(
        soort=ChartKind.DUREN,
        titel="Dagen tussen de stappen",
        beschrijving=wat or ("Negen van de tien blijven binnen de norm, waar er een norm is." if known else ""),
        rubrieken=tuple(stap.label for stap in stappen),
        reeksen=(
            ChartSeries("Helft binnen (mediaan)", mediaan),
            ChartSeries("90 % binnen", p90),
            ChartSeries("Norm", norm),
        ),
        **_van(code),
    )


def empty_fields(periode: Periode, cijfers: Cijfers, code: str) -> Chart:
    """The fields that are empty most often, with the share of their records in which they are."""
    found = emptiest(periode, cijfers, code)[:EMPTIEST]
    wat = f"Het vaakst leeg is {found[0][0]}: in {whole(found[0][1])} % van de records." if found else ""
    reeks = ChartSeries("Leeg", tuple(waarde for _, waarde in found))
    titel = "Belangrijkste lege velden (leeg in % van de records)"
    return Chart(
        soort=ChartKind.STAVEN,
        titel=titel,
        beschrijving=wat,
        rubrieken=tuple(label for label, _ in found),
        reeksen=(reeks,),
        **_van(code),
    )


def emptiest(periode: Periode, cijfers: Cijfers, code: str = TOTAAL) -> list[tuple[str, float]]:
    """The fields that figures need and that are not always filled: how often they are empty, in percent."""
    filled = ((label, cijfers[code, id_]) for id_, label in _needed(periode).items())
    empty = [(label, 100 - waarde) for label, waarde in filled if waarde is not None]
    return sorted((field for field in empty if field[1] > 0), key=lambda field: -field[1])


@cache
def _phases(periode: Periode) -> Mapping[str, str]:
    """The phases by the id of their figure."""
    return {i.id: _short(i.label) for i in FASE.groepen(periode)[0].indicatoren}


@cache
def _needed(periode: Periode) -> Mapping[str, str]:
    """The fields that figures need, by the id of the figure that tells how often they are filled."""
    ids = [i.id for groep in VULLING.groepen(periode) for i in groep.indicatoren]
    labels = {f"{VULLING.id}.{veld}": fields.label(veld) for veld in fields.VELDEN}
    return {id_: labels[id_][0].upper() + labels[id_][1:] for id_ in ids if id_ in labels}


def drawn(charts: Iterable[Chart]) -> tuple[Chart, ...]:
    """The charts that hold something."""
    return tuple(chart for chart in charts if chart.beschrijving)


def _van(code: str) -> dict[str, str]:
    return {} if code == TOTAAL else {"code": code, "gemeente": gemeenten.display_name(code)}


def _short(label: str) -> str:
    """A label without the title of its table before it."""
    tail = label.rpartition(": ")[2]
    return tail[:1].upper() + tail[1:]


def _hoogste(waarden: Sequence[float]) -> int:
    return max(range(len(waarden)), key=lambda index: waarden[index])
