"""Templates as code: compiled when the package is built, in a checkout when first used; never the code of another source."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache

COMPILED = "ddas_report.render.compiled"
"""The package of what was compiled at the build; a checkout has none."""

SETTINGS: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
"""What makes the code of a template another, beside its source."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Finds the code of a template by its source: in the package, else beside the code of the modules of this checkout."""

    def __init__(self) -> None:
        super().__init__(str(Path(__file__).with_name("__pycache__")))

    def get_source_checksum(self, source: str) -> str:
        """What it is found by: another source, other settings, or another version of Jinja, is not found."""
        return hashlib.sha256(f"{jinja2.__version__} {SETTINGS} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the package, else that of an earlier run."""
        spec = None
        with suppress(ModuleNotFoundError):
            spec = find_spec(f"{COMPILED}.{_module(bucket.checksum)}")
        if spec and isinstance(spec.loader, InspectLoader):
            bucket.code = spec.loader.get_code(spec.name)
        else:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code for a later run, as Python does with that of a module: where it may, and unless it is told not to."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def compile_all(sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The templates, by their names, as modules: for each its name in the package and its source."""
    environment = Environment(**SETTINGS)
    for naam, source in sources.items():
        for node in environment.parse(source).find_all((nodes.Filter, nodes.Test)):
            known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
            known.setdefault(node.name, _known_later)
        yield _module(CompiledTemplates().get_source_checksum(source)), environment.compile(source, naam, raw=True)


def _module(checksum: str) -> str:
    return f"template_{checksum[:32]}"


def _known_later(*_: object) -> None:
    """Stands for a filter or test of ours, which is no part of the code; tells Jinja not to call it while it compiles."""
    raise nodes.Impossible
