"""The words of the command line as text and paths; typer's own way is by pydantic, whose import is a tenth of a short run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from typer._coercion import RuntimeParam  # nothing public replaces it; typer is held at one version


def take_as_written(params: Iterable[Any]) -> None:
    """Have the values of these parameters, each text or a path or a list of these, taken as they are written."""
    for param in params:
        kind = param.type_descriptor
        param._runtime_param = _AsWritten(kind.parameter_info, kind.annotation)


class _AsWritten(RuntimeParam):
    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        of_one = next(iter(get_args(self.annotation)), self.annotation)
        kind = Path if of_one is Path else str
        return [kind(word) for word in value] if isinstance(value, list | tuple) else kind(value)
