"""The machine-readable summary, NAME.op-orde.json."""

from typing import Any

import orjson

from ddas_report.analyse import Analyse
from ddas_report.model import TOTAAL
from ddas_report.reference import gemeenten
from ddas_report.regels import Bevinding
from ddas_report.report import organisaties

FORMAAT = "ddas-report/1"
PADEN = 50
"""The most paths of a signaal."""


def render_summary(analyse: Analyse) -> bytes:
    """The summary as UTF-8 JSON, keys in a fixed order; its form stands in schema/samenvatting-1.json."""
    return orjson.dumps(summary(analyse), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def summary(analyse: Analyse) -> dict[str, Any]:
    """The summary as plain data."""
    periode = analyse.kop.periode
    codes = analyse.cijfers["gemeente"].unique(maintain_order=True)
    return {
        "formaat": FORMAAT,
        "bestand": {
            "naam": analyse.bestand.naam.encode(errors="replace").decode(),  # a name need not be UTF-8
            "sha256": analyse.bestand.sha256,
            "bytes": analyse.bestand.bytes,
        },
        "periode": {"start": periode.start, "eind": periode.eind},
        "leverancier": analyse.kop.leverancier,
        "organisaties": list(organisaties(analyse)),
        "technische_toets": {
            "goedgekeurd": not analyse.technische_fouten,
            "aantal": len(analyse.technische_fouten),
            "fouten": [
                {"pad": pad, "soort": soort, "melding": melding} for pad, soort, melding in analyse.technische_fouten
            ],
        },
        "oordeel": analyse.oordeel,
        "gemeenten": [{"code": code, "naam": gemeenten.naam(code)} for code in codes if code != TOTAAL],
        "indicatoren": [
            {"gemeente": gemeente, "id": id_, "waarde": number(waarde)}
            for gemeente, id_, waarde in analyse.cijfers.sort("gemeente", maintain_order=True).iter_rows()
        ],
        "signalen": [row for bevinding in analyse.bevindingen for row in _signalen(bevinding)],
    }


def number(waarde: float | None) -> float | int | None:
    """A whole figure as an integer, so that it reads 12 and not 12.0; null for what JSON cannot hold."""
    if waarde is None or waarde in (float("inf"), float("-inf")) or waarde != waarde:
        return None
    return int(waarde) if waarde.is_integer() and abs(waarde) < 2**53 else waarde


def _signalen(bevinding: Bevinding) -> list[dict[str, Any]]:
    paden = bevinding.plaatsen.group_by("gemeente", maintain_order=True).agg("pad")
    per_gemeente = dict(paden.iter_rows())
    return [
        {
            "regel": bevinding.regel.id,
            "ernst": bevinding.regel.ernst,
            "gemeente": gemeente,
            "aantal": aantal,
            "van": van,
            "paden": per_gemeente[gemeente][:PADEN],
        }
        for gemeente, aantal, van in bevinding.per_gemeente()
    ]
