"""The catalogues as text for the console, as JSON or as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import orjson

from ddas_report.analyse.catalogue import catalogue, find_regel
from ddas_report.analyse.cause_catalogue import CAUSES, CauseKind
from ddas_report.indicatoren.evaluate import Figure
from ddas_report.indicatoren.indicator import Indicator, Sectie
from ddas_report.model.normen import NORMEN, default_normen
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import WAT, Op, Regel
from ddas_report.render.dutch import cijfer, waarde
from ddas_report.render.formats import FORMATS

_KIJKT_NAAR = {
    Op.TRAJECT: "elk traject",
    Op.CLIENT: "elke cliënt",
    Op.SCHULD: "elke schuld",
    Op.ONDERSTEUNING: "elke begeleiding, crisisinterventie, voorlopige voorziening en elk moratorium",
    Op.LEVERING: "elke levering in het bestand",
    Op.GEMEENTE: "de cijfers van elke gemeente",
    Op.BESTAND: "het bestand als geheel",
    Op.PLAATS: "elke plek in het bestand",
    Op.EARLIER_TRAJECT: "elk traject in de vorige levering",
}


def indicatoren_text() -> str:
    """The figures as columns, section by section: id, eenheid, label, definition."""
    return "\n\n".join(
        f"{sectie.titel}\n{as_table([(i.id, i.eenheid, i.label, i.uitleg(default_normen())) for i in indicatoren])}"
        for sectie, indicatoren in _per_sectie()
    )


def indicatoren_json() -> bytes:
    """The figures as a JSON list of objects."""
    return _dump([_figure_as_dict(figure) for figure in catalogue()])


def indicatoren_markdown() -> str:
    """The figures as one table per section, under a heading."""
    kop = ("id", "label", "eenheid", "zo is dit geteld")
    blocks = []
    for sectie, indicatoren in _per_sectie():
        cells = [(f"`{i.id}`", i.label, i.eenheid, i.uitleg(default_normen()) + _landelijk(i)) for i in indicatoren]
        blocks.append(f"### {sectie.titel}\n\n{as_markdown(kop, cells)}")
    return "\n\n".join(blocks)


def sections_markdown() -> str:
    """The sections as a table: how many figures each has, months counted once, and what they count."""
    cells = [(sectie.titel, str(len(indicatoren)), sectie.toelichting) for sectie, indicatoren in _per_sectie()]
    return as_markdown(("onderdeel", "cijfers", "wat er wordt geteld"), cells)


def _per_sectie() -> list[tuple[Sectie, list[Indicator]]]:
    grouped = groupby(catalogue(), key=lambda figure: figure.sectie)
    return [(sectie, [figure.indicator for figure in those]) for sectie, those in grouped]


def formats_markdown() -> str:
    """The output formats as one table, with the name of the file that each gives."""
    cells = [(f"`{naam}`", f"`NAAM.{f.extension}`", f.readers, f.doel) for naam, f in FORMATS.items()]
    return as_markdown(("vorm", "bestand", "voor", "waarvoor"), cells)


def format_names() -> str:
    """The names of the output formats, as one line."""
    return ", ".join(f"`{naam}`" for naam in FORMATS)


def normen_markdown() -> str:
    """The norms as one table, by the name with which `--normen` sets them."""
    cells = [(f"`{naam}`", f"{waarde(n.waarde)} {n.eenheid}", n.omschrijving, n.bron) for naam, n in NORMEN.items()]
    return as_markdown(("naam", "waarde", "norm", "bron"), cells)


def regels_text() -> str:
    """The rules as columns: id, ernst, what it looks at, who can mend it, melding and gevolg."""
    return as_table(
        [(r.id, r.ernst, r.op, r.eigenaar, f"{r.melding} Gevolg: {r.gevolg.algemeen(WAT[r.op])}") for r in REGELS]
    )


def regels_json() -> bytes:
    """The rules as a JSON list of objects."""
    return _dump([_as_dict(regel) for regel in REGELS])


def regels_markdown() -> str:
    """The rules as one table."""
    return as_markdown(
        ("id", "ernst", "op", "melding", "gevolg", "eigenaar", "bron"),
        [(r.id, r.ernst, r.op, r.melding, r.gevolg.algemeen(WAT[r.op]), r.eigenaar, r.bron) for r in REGELS],
    )


def oorzaken_text() -> str:
    """The catalogue of causes: id, who can mend it, what it is, when it is there, which rules it takes."""
    return "\n\n".join(
        f"{kind.id}  {kind.titel}.\n"
        + as_table([("  Wanneer:", kind.wanneer), ("  Eigenaar:", kind.eigenaar), ("  Neemt:", ", ".join(kind.neemt))])
        for kind in CAUSES
    )


def oorzaken_json() -> bytes:
    """The catalogue of causes as a JSON list of objects."""
    return _dump([_cause_as_dict(kind) for kind in CAUSES])


def oorzaken_markdown() -> str:
    """The catalogue of causes as one table."""
    cells = [(k.id, k.titel, k.wanneer, k.eigenaar, ", ".join(k.neemt)) for k in CAUSES]
    return as_markdown(("id", "oorzaak", "wanneer", "eigenaar", "neemt"), cells)


def _cause_as_dict(kind: CauseKind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "titel": kind.titel,
        "wanneer": kind.wanneer,
        "eigenaar": kind.eigenaar,
        "neemt": kind.neemt,
    }


def regel_text(id: str) -> str:
    """One rule explained; raises DdasError when there is none with that id."""
    regel = find_regel(id)
    fout, goed = regel.voorbeeld
    rows = [
        ("Ernst:", regel.ernst),
        ("Kijkt naar:", _KIJKT_NAAR[regel.op]),
        ("Toelichting:", regel.toelichting),
        ("Gevolg:", regel.gevolg.algemeen(WAT[regel.op])),
        ("Eigenaar:", regel.eigenaar),
        ("Fout:", fout),
        ("Goed:", goed),
        ("Toont:", ", ".join(regel.toont) or "alleen de plaats in het bestand"),
        ("Bron:", regel.bron),
    ]
    return f"{regel.id}  {regel.melding}\n\n{as_table(rows)}"


def regel_json(id: str) -> bytes:
    """One rule as a JSON object; raises DdasError when there is none with that id."""
    return _dump(_as_dict(find_regel(id)))


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their longest cell, two spaces apart; the last one runs on."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return "\n".join(
        "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False)) + row[-1] for row in rows
    )


def _dump(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_INDENT_2)


def as_markdown(kop: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar in a cell is escaped."""
    lines = [kop, ["---"] * len(kop), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _landelijk(indicator: Indicator) -> str:
    if (landelijk := indicator.landelijk) is None:
        return ""
    return f" Landelijk: {cijfer(landelijk.waarde, indicator.eenheid)} ({landelijk.jaar}, {landelijk.bron})."


def _figure_as_dict(figure: Figure) -> dict[str, Any]:
    indicator = figure.indicator
    return {
        "id": indicator.id,
        "label": indicator.label,
        "eenheid": indicator.eenheid,
        "sectie": figure.sectie.titel,
        "definitie": indicator.uitleg(default_normen()),
        "nodig": indicator.nodig,
        "landelijk": asdict(indicator.landelijk) if indicator.landelijk else None,
    }


def _as_dict(regel: Regel) -> dict[str, Any]:
    return {
        "id": regel.id,
        "ernst": regel.ernst,
        "op": regel.op,
        "melding": regel.melding,
        "toelichting": regel.toelichting,
        "gevolg": regel.gevolg.algemeen(WAT[regel.op]),
        "eigenaar": regel.eigenaar,
        "voorbeeld": dict(zip(("fout", "goed"), regel.voorbeeld, strict=True)),
        "bron": regel.bron,
        "toont": regel.toont,
    }
