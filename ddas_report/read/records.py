"""Trajecten as typed records, with a type for every object of the exchange model, made from its schema."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from ddas_report.model.delivery import FASE_DATUMS, FASEN
from ddas_report.model.reticent import Reticent
from ddas_report.model.schema import expanded, formats, of_traject

Record = Any
"""An object of the exchange model with an attribute for each of its fields, None where it has none.

Texts are str, dates `date`, amounts int or float, lists hold records, or None in the place of what is no object.
"""

_EXTRA = {veld: {"type": "string", "format": "date", "onbekend": True} for veld in FASE_DATUMS}
_WHOLE = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


@cache
def decoder() -> Callable[[msgspec.Raw | bytes], Record]:
    """A fast yes: it takes only what the schema accepts and names, and raises msgspec.DecodeError on the rest.

    It refuses a little that the schema accepts too: unknown fields in tolerant objects, 1.0 for 1, whole numbers beyond
    64 bits.
    """
    return msgspec.json.Decoder(_type(_traject())).decode


@cache
def encoder() -> Callable[[Record], bytes]:
    """Writes what the decoder took, equal for trajecten equal in every field, whatever their order."""
    return msgspec.json.Encoder().encode


def lenient(value: object) -> Record | None:
    """A decoded traject of which every value of the wrong type is left out; None when it is no object."""
    return _fitting(_traject(), value)


@cache
def empty(*steps: str) -> Record:
    """The record without values of an object in a traject, such as `intake` or the `schuldeiser` of `schulden`."""
    deel = _traject()
    for step in steps:
        deel = deel["properties"][step]
        deel = deel.get("items", deel)
    return _fitting(deel, {})


@cache
def _traject() -> dict[str, Any]:
    """The schema of a traject, in which every step may hold each date of a step; the unknown ones are marked."""
    traject = of_traject(expanded())
    steps = {
        fase: {**traject["properties"][fase], "properties": _EXTRA | traject["properties"][fase]["properties"]}
        for fase in FASEN
    }
    return {**traject, "properties": traject["properties"] | steps}


def _type(deel: dict[str, Any]) -> Any:
    match deel:
        case {"onbekend": True}:
            return msgspec.UnsetType  # what no value in JSON is
        case {"enum": values}:
            return Literal[tuple(values)]
        case {"type": "string", "format": "date"}:
            return date
        case {"type": "object"}:
            return _record(deel)
        case {"type": "array"}:
            bounds = msgspec.Meta(min_length=deel.get("minItems"), max_length=deel.get("maxItems"))
            return Annotated[list[_type(deel["items"])], bounds]  # type: ignore[misc]
        case _:
            return {"string": str, "integer": _WHOLE, "boolean": bool}[deel["type"]]


_RECORDS: dict[int, type[msgspec.Struct]] = {}


def _record(deel: dict[str, Any]) -> type[msgspec.Struct]:
    """The type of this object; the expanded schema is made once, so its identity names it."""
    if id(deel) not in _RECORDS:
        velden = [
            (naam, _type(part)) if naam in deel.get("required", ()) else (naam, _type(part), None)
            for naam, part in deel["properties"].items()
        ]
        _RECORDS[id(deel)] = msgspec.defstruct(
            "Record",
            velden,
            namespace={"__repr__": Reticent.__repr__},
            forbid_unknown_fields=True,
            omit_defaults=True,
            kw_only=True,
            gc=False,
        )
    return _RECORDS[id(deel)]


def _fitting(deel: dict[str, Any], value: object) -> Any:
    match deel["type"]:
        case "object" if type(value) is dict:
            present = {naam: _fitting(part, value[naam]) for naam, part in deel["properties"].items() if naam in value}
            return _record(deel)(**dict.fromkeys(deel.get("required", ())) | present)
        case "array" if type(value) is list:
            return [_fitting(deel["items"], item) for item in value]
        case "string" if type(value) is str and deel.get("format") == "date":
            return date.fromisoformat(value) if formats.is_date(value) else None
        case "string" if type(value) is str:
            return value
        case "integer" if type(value) is int or (type(value) is float and value.is_integer()):
            return float(value)
        case "boolean" if type(value) is bool:
            return value
        case _:
            return None
