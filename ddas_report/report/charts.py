"""The figures as charts: what is drawn in each chapter, not yet how."""

from collections.abc import Mapping, Sequence

from ddas_report.indicatoren.doorlooptijd import STAPPEN
from ddas_report.indicatoren.fase import SECTIE as FASE
from ddas_report.indicatoren.flows import maanden
from ddas_report.indicatoren.schulden import CLASS_WIDTH, CLASSES
from ddas_report.indicatoren.vulling import SECTIE as VULLING
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Periode
from ddas_report.model.normen import Normen
from ddas_report.report.shapes import Chart, ChartKind, ChartSeries

_KORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

MAX_ROWS = 60
"""More gemeenten than this are not told apart in one chart."""


def per_chapter(
    periode: Periode, cijfers: Cijfers, verdeling: Mapping[str, tuple[int, ...]], normen: Normen
) -> dict[str, tuple[Chart, ...]]:
    """The charts of each chapter by its id: those of the whole, then those of each gemeente when there are more."""
    apart = cijfers.codes[:MAX_ROWS] if len(cijfers.codes) > 1 else ()
    ieder = (TOTAAL, *apart)
    return {
        "fase": (fasen(periode, cijfers, [*apart, TOTAAL]),),
        "schulden": tuple(schuld(verdeling.get(code, (0,) * CLASSES), code) for code in ieder),
        "doorlooptijd": tuple(duren(cijfers, normen, code) for code in ieder),
        "stromen": tuple(stromen(periode, cijfers, code) for code in ieder),
        "vulling": (vulling(periode, cijfers, [*apart, TOTAAL]),),
    }


def fasen(periode: Periode, cijfers: Cijfers, codes: Sequence[str]) -> Chart:
    """The share of trajecten in each phase; one bar for each gemeente."""
    indicatoren = FASE.groepen(periode)[0].indicatoren
    reeksen = tuple(_reeks(code, [cijfers[code, i.id] for i in indicatoren]) for code in codes)
    labels = tuple(i.label.partition(": ")[2].capitalize() for i in indicatoren)
    waarden = [waarde or 0 for waarde in reeksen[-1].waarden]
    som = sum(waarden)
    top = labels[_hoogste(waarden)].lower()
    wat = f"De meeste trajecten, {_getal(max(waarden))} van {_getal(som)}, zijn in de fase {top}."
    return Chart(ChartKind.FASEN, "Trajecten naar laatste fase", wat if som else "", labels, reeksen)


def stromen(periode: Periode, cijfers: Cijfers, code: str) -> Chart:
    """Inflow and outflow of each month."""
    months = maanden(periode)
    labels = tuple(f"{_KORT[maand.month - 1]} {maand:%y}" for maand in months)
    reeksen = tuple(
        ChartSeries(stroom.capitalize(), tuple(cijfers[code, f"{stroom}.maand.{maand:%Y-%m}"] for maand in months))
        for stroom in ("instroom", "uitstroom")
    )
    totalen = [sum(waarde or 0 for waarde in reeks.waarden) for reeks in reeksen]
    begonnen, geeindigd = map(_getal, totalen)
    wat = f"In de periode begonnen {begonnen} trajecten en eindigden er {geeindigd}." if any(totalen) else ""
    return Chart(ChartKind.KOLOMMEN, "Instroom en uitstroom per maand", wat, labels, reeksen, **_van(code))


def schuld(aantallen: tuple[int, ...], code: str) -> Chart:
    """How the debts of the trajecten are spread."""
    stap = CLASS_WIDTH // 1000
    labels = (*(str(stap * k) for k in range(CLASSES - 1)), f"{stap * (CLASSES - 1)}+")
    k, som = _hoogste(aantallen), sum(aantallen)
    grens = [_getal(CLASS_WIDTH * (k + extra)) for extra in (0, 1)]
    tussen = f"tussen €\u00a0{grens[0]} en €\u00a0{grens[1]}" if k < CLASSES - 1 else f"van €\u00a0{grens[0]} of meer"
    meeste = f"{_getal(max(aantallen))} van {_getal(som)}"
    wat = f"De meeste trajecten, {meeste}, hebben een schuld {tussen}." if som else ""
    reeks = ChartSeries("Trajecten", tuple(map(float, aantallen)))
    titel = "Trajecten naar hoogte van de schuld (× € 1.000)"
    return Chart(ChartKind.KOLOMMEN, titel, wat, labels, (reeks,), **_van(code))


def duren(cijfers: Cijfers, normen: Normen, code: str) -> Chart:
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
        ChartKind.DUREN,
        "Dagen tussen de stappen",
        wat or ("Negen van de tien blijven binnen de norm, waar er een norm is." if known else ""),
        tuple(stap.label for stap in stappen),
        (ChartSeries("Helft binnen (mediaan)", mediaan), ChartSeries("90 % binnen", p90), ChartSeries("Norm", norm)),
        **_van(code),
    )


def vulling(periode: Periode, cijfers: Cijfers, codes: Sequence[str]) -> Chart:
    """How full each field is; one strip for each gemeente."""
    velden = [(i.label, i.id) for groep in VULLING.groepen(periode) for i in groep.indicatoren]
    reeksen = tuple(_reeks(code, [cijfers[code, id_] for _, id_ in velden]) for code in codes)
    total = zip(reeksen[-1].waarden, velden, strict=True)
    known = [(waarde, label) for waarde, (label, _) in total if waarde is not None]
    wat = f"Het minst gevuld is {min(known)[1]}." if known else ""
    return Chart(ChartKind.VULLING, "Vulling per veld", wat, tuple(label for label, _ in velden), reeksen)


def _reeks(code: str, waarden: Sequence[float | None]) -> ChartSeries:
    return ChartSeries(gemeenten.display_name(code), tuple(waarden), "" if code == TOTAAL else code)


def _van(code: str) -> dict[str, str]:
    return {} if code == TOTAAL else {"code": code, "gemeente": gemeenten.display_name(code)}


def _hoogste(waarden: Sequence[float]) -> int:
    return max(range(len(waarden)), key=lambda index: waarden[index])


def _getal(waarde: float) -> str:
    return f"{waarde:,.0f}".replace(",", ".")
