"""The JSON Schema of the exchange model, and its loader."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

UITWISSELMODEL = "uitwisselmodel-1.0"


@cache
def load(name: str = UITWISSELMODEL) -> dict[str, Any]:
    """The schema of that name as it is written; shared, so not to be changed."""
    from importlib.resources import files  # slow to import

    schema: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return schema


@cache
def expanded(name: str = UITWISSELMODEL) -> dict[str, Any]:
    """The same schema without `$defs`: every `$ref` replaced by what it refers to. Not to be changed."""
    schema = load(name)
    definitions = schema["$defs"]

    def expand(part: Any) -> Any:
        if isinstance(part, list):
            return [expand(item) for item in part]
        if not isinstance(part, dict):
            return part
        target = definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
        return {key: expand(value) for key, value in {**target, **part}.items() if key != "$ref"}

    result: dict[str, Any] = expand({key: value for key, value in schema.items() if key != "$defs"})
    return result


@cache
def field_names() -> frozenset[str]:
    """The name of every field of the exchange model, at whatever place."""

    def collect(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            yield from part.get("properties", ())
            for item in part.values():
                yield from collect(item)

    return frozenset(collect(expanded()))


def of_traject(schema: dict[str, Any]) -> dict[str, Any]:
    """The part of an expanded schema that judges a single traject."""
    levering = schema["properties"]["leveringen"]["items"]
    traject: dict[str, Any] = levering["properties"]["schuldhulptrajecten"]["items"]
    return traject
