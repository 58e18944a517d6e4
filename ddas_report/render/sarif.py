"""The findings as SARIF 2.1.0, the common format of tools that check files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import orjson

from ddas_report import __version__
from ddas_report.analyse.pipeline import Analyse
from ddas_report.model.delivery import Frames
from ddas_report.model.place import json_path
from ddas_report.regels.evaluate import REGELS, Bevinding
from ddas_report.regels.regel import Ernst, Regel
from ddas_report.render.cells import safe_text
from ddas_report.render.dutch import numeral
from ddas_report.render.subject import Subject, Whereabouts
from ddas_report.report.places import spots, tell
from ddas_report.report.view import Spot

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_SPOTS = 1000
"""The most results of a rule."""

_TAAL = "nl-NL"
_NIVEAU = {Ernst.FOUT: "error", Ernst.WAARSCHUWING: "warning", Ernst.SIGNAAL: "note"}
_INDEX = {regel.id: index for index, regel in enumerate(REGELS)}


def render(subject: Subject) -> bytes:
    """The log as UTF-8 JSON; the same analysis gives the same bytes. Nothing in it is personal."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(subject.analyse, subject.plekken())]}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _run(analyse: Analyse, plekken: Mapping[str, Whereabouts]) -> dict[str, Any]:
    files = {bestand.naam: plekken.get(bestand.naam, Whereabouts(bestand.naam, {})) for bestand in analyse.bestanden}
    return {
        "tool": {
            "driver": {
                "name": "ddas-report",
                "version": __version__,
                "language": _TAAL,
                "rules": [_rule(regel) for regel in REGELS],
            }
        },
        "language": _TAAL,
        "automationDetails": {"id": f"ddas-report/{_uri(analyse.bestand.naam)}/"},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(files[bestand.naam].pad)},
                "length": bestand.bytes,
                "roles": ["analysisTarget"],
                "mimeType": "application/json",
                "encoding": "UTF-8",
                "hashes": {"sha-256": bestand.sha256},
            }
            for bestand in analyse.bestanden
        ],
        "invocations": [_invocation(analyse, files)],
        "results": [
            result for bevinding in analyse.bevindingen for result in _results(bevinding, analyse.frames, files)
        ],
    }


def _uri(naam: str) -> str:
    """A path as a reference from the folder in which the command was given."""
    return quote(naam, safe="/", errors="replace")


def _rule(regel: Regel) -> dict[str, Any]:
    return {
        "id": regel.id,
        "name": _name(regel),
        "shortDescription": {"text": regel.melding},
        "fullDescription": {"text": regel.toelichting},
        "help": {"text": f"{regel.toelichting} Bron: {regel.bron}."},
        "defaultConfiguration": {"level": _NIVEAU[regel.ernst]},
        "properties": {"bron": regel.bron, "op": regel.op, "familie": regel.familie},
    }


def _name(regel: Regel) -> str:
    """NameIsMalformed for the rule that name_is_malformed finds."""
    words: str = getattr(regel.vind, "__name__", regel.id)
    return "".join(word.capitalize() for word in re.findall(r"[^\W_]+", words))


def _invocation(analyse: Analyse, files: Mapping[str, Whereabouts]) -> dict[str, Any]:
    """Which rules were not judged, and of which not every place is listed."""
    return {
        "executionSuccessful": True,
        "ruleConfigurationOverrides": [
            {"descriptor": _reference(regel), "configuration": {"enabled": False}}
            for regel in (*analyse.overgeslagen, *analyse.onbeoordeelbaar)
        ],
        "toolExecutionNotifications": [
            {
                "level": "note",
                "message": {"text": _afgekapt(bevinding)},
                "associatedRule": _reference(bevinding.regel),
            }
            for bevinding in analyse.bevindingen
            if bevinding.plaatsen.height > MAX_SPOTS
        ]
        + [
            {
                "level": "note",
                "message": {"text": f"Van {safe_text(naam)} staan de regels er niet bij: het is te groot."},
            }
            for naam, file in files.items()
            if file.regels is None
        ],
    }


def _afgekapt(bevinding: Bevinding) -> str:
    aantallen = f"de eerste {numeral(MAX_SPOTS)} van {numeral(bevinding.plaatsen.height)} plekken"
    return f"Van regel {bevinding.regel.id} staan hier alleen {aantallen}. Maak een werklijst om alles te zien."


def _reference(regel: Regel) -> dict[str, Any]:
    return {"id": regel.id, "index": _INDEX[regel.id]}


def _results(bevinding: Bevinding, frames: Frames, files: Mapping[str, Whereabouts]) -> Iterator[dict[str, Any]]:
    for spot in spots(bevinding, frames, MAX_SPOTS):
        place = f"{bevinding.regel.id} {spot.code} {json_path(spot.place)} {spot.melding}"
        yield {
            "ruleId": bevinding.regel.id,
            "ruleIndex": _INDEX[bevinding.regel.id],
            "level": _NIVEAU[bevinding.regel.ernst],
            "message": {"text": spot.melding},
            "locations": [_location(spot, files)],
            "partialFingerprints": {"plaats/v1": sha256(place.encode()).hexdigest()[:32]},
        }


def _location(spot: Spot, files: Mapping[str, Whereabouts]) -> dict[str, Any]:
    """The file, the line where the record begins, and the place in it.

    A finding on all of several files together points at the first. The earlier delivery is no artifact of the run, so
    it is named without an index and a line.
    """
    place, names = spot.place, list(files)
    naam = names[0] if place.bestand is None else place.bestand
    artifact: dict[str, Any] = {"uri": _uri(naam)}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if file := files.get(naam):
        artifact |= {"uri": _uri(file.pad), "index": names.index(naam)}
        lines = file.regels or {}
        record = (place.levering, place.traject)
        if found := lines.get(record) or lines.get((place.levering, None)) or lines.get((None, None)):
            physical["region"] = {"startLine": found[0], "startColumn": found[1]}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": json_path(replace(place, bestand=None))}],
        "message": {"text": safe_text(tell(spot))},
    }
