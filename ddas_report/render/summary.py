"""The machine-readable summary, NAME.op-orde.json."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson
import polars as pl

from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.pipeline import Analyse, per_file
from ddas_report.compare.counting import Counting
from ddas_report.compare.repairs import Repairs, Stand
from ddas_report.model import gemeenten
from ddas_report.model.place import Place, json_path
from ddas_report.read.one_file import Bestand
from ddas_report.regels.evaluate import Bevinding
from ddas_report.render.subject import Subject
from ddas_report.report.build import organisaties
from ddas_report.report.explained import told_explained

FORMAT_VERSION = "ddas-report/1"
_NAAST = ("toen", "toen_geschaald", "nu", "verschil", "procent")
KLEIN = "Dit bestand bevat ook cijfers over minder dan 10 trajecten. Deel het niet buiten de organisatie."
_WEGGELATEN = "Cijfers over minder dan 10 trajecten zijn weggelaten: hun waarde is null."
MAX_PATHS = 50
"""The most paths of a signaal, and the most places that hold the same technical fout."""

FOUTEN = 10_000
"""The most technical fouten that are listed one by one; all are counted."""


def render(subject: Subject) -> bytes:
    """The summary as UTF-8 JSON, keys in a fixed order; its form stands in model/schema/samenvatting-2.json."""
    return as_json(summary(subject.analyse))


def as_json(data: dict[str, Any]) -> bytes:
    """The bytes of a summary."""
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def summary(analyse: Analyse, without_small: bool = False) -> dict[str, Any]:
    """The summary as plain data; `without_small` says that figures on few people were taken out of the analysis."""
    periode, fouten = analyse.kop.periode, analyse.technische_fouten
    return {
        "formaat": FORMAT_VERSION,
        "kleine_aantallen": {"weggelaten": without_small, "melding": _WEGGELATEN if without_small else KLEIN},
        "bestand": _bestand(analyse.bestand),
        "bestanden": [
            {**_bestand(u.bestand), **_pagina(u.bestand), "trajecten": u.trajecten, "goedgekeurd": u.goedgekeurd}
            for u in per_file(analyse)
        ],
        "periode": {"start": periode.start, "eind": periode.eind},
        "leverancier": analyse.kop.leverancier,
        "organisaties": list(organisaties(analyse)),
        "technische_toets": {
            "goedgekeurd": False if fouten else True if analyse.toets_beoordeeld else None,
            "aantal": len(fouten),
            "fouten": [
                {"pad": json_path(place), "soort": soort, "melding": melding}
                for place, soort, melding in _genoemd(fouten)
            ],
        },
        "oordeel": analyse.oordeel,
        "bij_oordeel": list(told_explained(analyse.oorzaken)),
        "overgeslagen": sorted(regel.id for regel in (*analyse.overgeslagen, *analyse.onbeoordeelbaar)),
        "gemeenten": [{"code": code, "naam": gemeenten.name(code)} for code in analyse.cijfers.codes],
        "indicatoren": [
            {"gemeente": gemeente, "id": id_, "waarde": number(waarde)}
            | ({} if aantal is None else {"gemeten": number(aantal)})
            for gemeente, id_, waarde, aantal in _with_measured(analyse).iter_rows()
        ],
        "signalen": [row for bevinding in analyse.bevindingen for row in _signalen(bevinding)],
        "oorzaken": [_oorzaak(oorzaak) for oorzaak in analyse.oorzaken],
    } | _vergelijking(analyse)


def _oorzaak(oorzaak: Oorzaak) -> dict[str, Any]:
    paden = [pad for bevinding in oorzaak.bevindingen for pad in bevinding.paden()[:MAX_PATHS]]
    return {
        "id": oorzaak.id,
        "titel": oorzaak.titel,
        "gevolg": oorzaak.gevolg,
        "eigenaar": oorzaak.eigenaar,
        "ernst": oorzaak.ernst,
        "aantal": oorzaak.aantal,
        "van": oorzaak.van,
        "regels": list(oorzaak.regels),
        "paden": list(dict.fromkeys(paden))[:MAX_PATHS],
        "cijfers": list(oorzaak.cijfers),
        "veld": oorzaak.veld or None,
        "verklaard": asdict(oorzaak.verklaard) if oorzaak.verklaard else None,
    }


def _with_measured(analyse: Analyse) -> pl.DataFrame:
    """The long table, and beside each mean, share or sum of how many trajecten it is made."""
    gemeten = analyse.cijfers.gemeten.rename({"waarde": "gemeten"})
    ordered = analyse.cijfers.long.sort("gemeente", maintain_order=True)
    return ordered.join(gemeten, on=["gemeente", "id"], how="left", maintain_order="left")


def _vergelijking(analyse: Analyse) -> dict[str, Any]:
    """What was held against an earlier delivery and against CBS; no key when nothing was."""
    found: dict[str, Any] = {}
    if (vorige := analyse.vergelijking) is not None:
        found["vorige"] = {
            "naam": vorige.naam,
            "periode": {"start": vorige.periode.start, "eind": vorige.periode.eind},
            "schaal": vorige.scale_of,
            "nieuwe_gemeenten": list(vorige.nieuw),
            "verdwenen_gemeenten": list(vorige.verdwenen),
            "cijfers": [
                {"gemeente": code, "id": id_} | dict(zip(_NAAST, map(number, waarden), strict=True))
                for code, id_, *waarden in vorige.verschillen.select("gemeente", "id", *_NAAST).iter_rows()
            ],
        }
    if (herstel := analyse.herstel) is not None:
        found["bevindingen"] = _herstel(herstel)
    if (cbs := analyse.naast_cbs) is not None and analyse.cbs is not None:
        found["cbs"] = {
            "vergeleken": len(cbs.rijen),
            "gelijk": cbs.gelijk,
            "herkend": [{"kop": kop, "id": id_} for kop, id_ in analyse.cbs.begrepen.items()],
            "niet_herkend": [kop.kop for kop in analyse.cbs.niet_begrepen],
            "alleen_eigen": [kant.gemeente for kant in cbs.alleen_eigen],
            "alleen_cbs": [kant.gemeente for kant in cbs.alleen_cbs],
            "verschillen": [
                {
                    "gemeente": rij.gemeente,
                    "id": rij.id,
                    "eigen": number(rij.eigen),
                    "cbs": number(rij.cbs),
                    "cel": rij.cel,
                    "oorzaken": list(rij.oorzaken),
                    "volgt_uit": [{"gemeente": code, "id": id_} for code, id_ in rij.volgt_uit],
                }
                for rij in cbs.verschillen
            ],
            "niet_vergeleken": [
                {"gemeente": one.gemeente, "id": one.id, "cel": one.cel, "reden": one.reden}
                for one in cbs.niet_vergeleken
            ],
            "telling": _telling(cbs.telling) if cbs.telling else None,
        }
    return {"vergelijking": found} if found else {}


def _telling(telling: Counting) -> dict[str, Any]:
    return {"id": telling.id, "variant": telling.variant, "gelijk": telling.gelijk, "van": telling.van}


def _herstel(herstel: Repairs) -> dict[str, Any]:
    """What was repaired, is new or stays, by rule and gemeente; and the same by cause, when that is known."""
    rows: dict[str, Any] = {
        stand.value: [asdict(rij) for rij in herstel.regels if rij.stand is stand]
        for stand in (Stand.HERSTELD, Stand.NIEUW, Stand.BLIJFT)
    }
    causes = herstel.oorzaken
    told = None if causes is None else [{**asdict(c), "veld": c.veld or None, "stand": c.stand} for c in causes]
    return rows | {"oorzaken": told}


def _genoemd(fouten: Sequence[tuple[Place, str, str]]) -> list[tuple[Place, str, str]]:
    """The first places of each fout, in the same order."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for fout in fouten:
        seen[fout[1:]] += 1
        if seen[fout[1:]] <= MAX_PATHS:
            kept.append(fout)
    return kept[:FOUTEN]


def _bestand(bestand: Bestand) -> dict[str, Any]:
    return {"naam": bestand.naam, "sha256": bestand.sha256, "bytes": bestand.bytes}


def _pagina(bestand: Bestand) -> dict[str, int]:
    """Which page it is, of a response of the API."""
    return {} if bestand.pagina is None else {"pagina": bestand.pagina}


def number(waarde: float | None) -> float | int | None:
    """A whole figure as an integer, so that it reads 12 and not 12.0; null for what JSON cannot hold."""
    if waarde is None or waarde in (float("inf"), float("-inf")) or waarde != waarde:
        return None
    return int(waarde) if waarde.is_integer() and abs(waarde) < 2**53 else waarde


def _signalen(bevinding: Bevinding) -> list[dict[str, Any]]:
    paden = bevinding.first_places(MAX_PATHS)
    return [
        {
            "regel": bevinding.regel.id,
            "ernst": bevinding.regel.ernst,
            "gemeente": here.code,
            "aantal": here.aantal,
            "van": here.van,
            "paden": paden[here.code],
        }
        for here in bevinding.per_gemeente()
    ]
