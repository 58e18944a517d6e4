"""Trajecten as typed records, with a type for every object of the exchange model, made from its schema."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
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


def fits_around(skelet: object) -> bool:
    """A fast yes about what stands around the trajecten; on a no the schema itself has to be asked."""
    try:
        msgspec.convert(skelet, _type(_around()), dec_hook=_of_format)
    except (msgspec.ValidationError, RecursionError):
        return False
    return True


@cache
def encoder() -> Callable[[Record], bytes]:
    """Writes what the decoder took, equal for trajecten equal in every field, whatever their order."""
    return msgspec.json.Encoder().encode


def lenient(value: object) -> Record | None:
    """A decoded traject of which every value of the wrong type is left out; None when it is no object."""
    return _fitting_traject()(value)


@cache
def empty(*steps: str) -> Record:
    """The record without values of an object in a traject, such as `intake` or the `schuldeiser` of `schulden`."""
    deel = _traject()
    for step in steps:
        deel = deel["properties"][step]
        deel = deel.get("items", deel)
    return _fitting(deel)({})


@cache
def _traject() -> dict[str, Any]:
    """The schema of a traject, in which every step may hold each date of a step; the unknown ones are marked."""
    traject = of_traject(expanded())
    steps = {
        fase: {**traject["properties"][fase], "properties": _EXTRA | traject["properties"][fase]["properties"]}
        for fase in FASEN
    }
    return {**traject, "properties": traject["properties"] | steps}


@cache
def _around() -> dict[str, Any]:
    """The schema of a delivery without trajecten."""
    schema = expanded()
    leveringen = schema["properties"]["leveringen"]
    levering = leveringen["items"]
    nothing = {"schuldhulptrajecten": {"type": "array", "items": {}, "maxItems": 0}}
    levering = {**levering, "properties": levering["properties"] | nothing}
    return {**schema, "properties": schema["properties"] | {"leveringen": {**leveringen, "items": levering}}}


def _type(deel: dict[str, Any]) -> Any:
    match deel:
        case {"onbekend": True}:
            return msgspec.UnsetType  # what no value in JSON is
        case {"enum": values}:
            return Literal[tuple(values)]
        case {"type": "string", "format": "date"}:
            return date
        case {"type": "string", "format": name}:
            return _format(name)
        case {"type": "object"}:
            return _record(deel)
        case {"type": "array"}:
            bounds = msgspec.Meta(min_length=deel.get("minItems"), max_length=deel.get("maxItems"))
            return Annotated[list[_type(deel["items"])], bounds]  # type: ignore[misc]
        case {"type": simple}:
            return {"string": str, "integer": _WHOLE, "boolean": bool}[simple]
        case _:
            return Any


@cache
def _format(name: str) -> type:
    """What only a text that surely has that format becomes."""
    return type(name, (), {"has": staticmethod(formats.SURE[name])})


def _of_format(kind: Any, value: object) -> Any:
    if not kind.has(value):
        raise ValueError
    return kind()


_RECORDS: dict[int, type[msgspec.Struct]] = {}


def _record(deel: dict[str, Any]) -> type[msgspec.Struct]:
    """The type of this object; the expanded schema is made once, so its identity names it."""
    if id(deel) not in _RECORDS:
        names = {naam if naam.isidentifier() else f"veld_{n}": naam for n, naam in enumerate(deel["properties"])}
        types = {name: _type(deel["properties"][naam]) for name, naam in names.items()}
        required = deel.get("required", ())
        _RECORDS[id(deel)] = msgspec.defstruct(
            "Record",
            [(name, kind) if names[name] in required else (name, kind, None) for name, kind in types.items()],
            rename=names,
            namespace={"__repr__": Reticent.__repr__},
            forbid_unknown_fields=True,
            omit_defaults=True,
            kw_only=True,
            gc=False,
        )
    return _RECORDS[id(deel)]


Fit = Callable[[object], Any]


@cache
def _fitting_traject() -> Fit:
    return _fitting(_traject())


def _fitting(deel: dict[str, Any]) -> Fit:
    """Makes of any value the record or value that this schema has for it."""
    match deel:
        case {"type": "object"}:
            return _fitting_object(deel)
        case {"type": "array"}:
            fit = _fitting(deel["items"])
            return lambda value: [*map(fit, value)] if type(value) is list else None
        case {"type": "string", "format": "date"}:
            return lambda value: _day(value) if type(value) is str else None
        case {"type": "integer"}:
            return _amount
        case _:
            right = {"string": str, "boolean": bool}[deel["type"]]
            return lambda value: value if type(value) is right else None


def _fitting_object(deel: dict[str, Any]) -> Fit:
    made, needed = _record(deel), dict.fromkeys(deel.get("required", ()))
    known = {naam: _fitting(part) for naam, part in deel["properties"].items()}

    def fit(value: object) -> Record | None:
        if type(value) is not dict:
            return None
        return made(**(needed | {naam: known[naam](item) for naam, item in value.items() if naam in known}))

    return fit


def _amount(value: object) -> float | None:
    return float(value) if type(value) is int or (type(value) is float and value.is_integer()) else None


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if formats.is_date(text) else None
