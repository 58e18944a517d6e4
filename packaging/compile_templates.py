"""Adds the templates as Python modules to a wheel, from the sources that go into it; part of the build, see pyproject.toml."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTemplates(BuildHookInterface[Any]):
    """A checkout that is installed as it stands (editable) gets none: its templates change."""

    _folder: "tempfile.TemporaryDirectory[str] | None" = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them into a temporary folder, and have it taken along."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        sys.dont_write_bytecode = True  # nothing is added to the sources that are built
        from ddas_report.render.templates import compile_all

        templates = sorted(Path(self.root, "templates").glob("*.j2"))
        self._folder = tempfile.TemporaryDirectory()
        modules = compile_all({path.name: path.read_text(encoding="utf-8") for path in templates})
        for naam, source in [
            ("__init__", '"""Templates as they were compiled when the package was built."""\n'),
            *modules,
        ]:
            Path(self._folder.name, f"{naam}.py").write_text(source, encoding="utf-8", newline="\n")
        build_data["force_include"][self._folder.name] = "ddas_report/render/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clean up."""
        if self._folder:
            self._folder.cleanup()
