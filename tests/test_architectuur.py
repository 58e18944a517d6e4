"""The rooms of the package: who may import whom, who may touch a file, and how large a room may be."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

PAKKET = Path(__file__).parent.parent / "ddas_report"
MODULES = sorted(PAKKET.rglob("*.py"))

TRAP = ("model", "read", "indicatoren", "compare", "regels", "analyse", "report", "render", "api", "web", "cli")
"""The rooms, from the ground up: each imports only from itself and from rooms named before it."""

GEEN: dict[str, set[str]] = {
    "model": {"pathlib", "jinja2", "time", "os", "io"},
    "read": {"jinja2", "time"},
    "indicatoren": {"pathlib", "jinja2", "time", "os", "io"},
    "compare": {"pathlib", "jinja2", "time", "os"},
    "regels": {"pathlib", "jinja2", "time", "os", "io"},
    "analyse": {"pathlib", "jinja2", "time", "os", "io"},
    "report": {"polars", "jinja2", "pathlib", "time", "os", "io"},
    "cli": {"polars", "jinja2", "weasyprint"},
}
"""What others made and a room does not know."""

GEEN_IN_MODULE: dict[str, set[str]] = {
    "model/errors.py": {"polars"},
    "model/schema/__init__.py": {"polars"},
    "model/schema/formats.py": {"polars"},
    **{
        f"read/{name}.py": {"polars", "pathlib", "io"}
        for name in ("text", "document", "records", "schema_check", "messages", "fields_check")
    },
    "read/one_file.py": {"pathlib", "os"},
    "read/merge.py": {"pathlib", "os"},
    "read/workers.py": {"pathlib", "polars"},
    "read/archive.py": {"pathlib", "os", "io", "polars"},
    "read/files.py": {"polars", "json"},
}

REGELS_PER_MODULE = 300

LEZEN_EN_SCHRIJVEN = {"open", "fdopen", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink"}
NETWERK = {"socket", "http", "urllib", "requests", "ssl", "ftplib"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(path: Path) -> str:
    """The room in which a module stands: its folder, or itself."""
    return path.relative_to(PAKKET).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a module, by its full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{path.name}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(path: Path) -> set[str]:
    """The rooms of ours that a module imports, its own left out."""
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("ddas_report.")}
    return ours - {room(path), "__version__"}


def name_of(path: Path) -> str:
    """The full name of a module of ours."""
    return ".".join(("ddas_report", *path.relative_to(PAKKET).with_suffix("").parts)).removesuffix(".__init__")


def loaded(path: Path) -> Iterator[str]:
    """The modules that are loaded with a module, at its top, or would be for its types."""
    top = tree(path).body
    for node in chain(top, *(node.body for node in top if isinstance(node, ast.If))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Every call as the name that is called and the source of it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, ast.unparse(node.func)


each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PAKKET)))


def test_every_room_stands_on_the_staircase() -> None:
    assert {room(path) for path in MODULES} - {"__init__", "__main__"} == {*TRAP}


@each_module
def test_module_imports_no_room_above_its_own(path: Path) -> None:
    if room(path) in TRAP:
        assert rooms_of(path) <= {*TRAP[: TRAP.index(room(path))]}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Inside a room too, and also for types only; what a function imports when it is called does not count."""
    needs = {name_of(path): set(loaded(path)) & {name_of(other) for other in MODULES} for path in MODULES}
    while needs:
        free = {name for name, asked in needs.items() if not asked & needs.keys() - {name}}
        assert free, f"a circle among {sorted(needs)}"
        needs = {name: asked for name, asked in needs.items() if name not in free}


@each_module
def test_module_does_not_know_what_its_room_must_not(path: Path) -> None:
    foreign = {name.partition(".")[0] for name in imports(path)}
    assert not foreign & GEEN.get(room(path), set())
    assert not foreign & GEEN_IN_MODULE.get(str(path.relative_to(PAKKET)), set())
    if room(path) != "web":
        assert not {name for name in foreign if name in NETWERK and name != "urllib"}
    assert not [name for name in imports(path) if name.startswith(("urllib.request", "urllib.error"))]


def test_room_model_needs_polars_only_when_it_is_used() -> None:
    top = [node for node in tree(PAKKET / "model/delivery.py").body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [node for node in top if "polars" in ast.unparse(node)]
    foreign = {name.partition(".")[0] for name in imports(PAKKET / "model/delivery.py")} - {"ddas_report", "polars"}
    assert foreign <= sys.stdlib_module_names


def test_families_of_rules_and_sections_of_figures_do_not_know_each_other() -> None:
    shared = {
        "regels": {"regel", "evaluate", "gevolg", "gevolgen", "written", "__init__"},
        "indicatoren": {"indicator", "evaluate", "samenloop", "landelijk", "__init__"},
    }
    for folder, common in shared.items():
        for path in (PAKKET / folder).glob("*.py"):
            own = {name.split(".")[2] for name in imports(path) if name.startswith(f"ddas_report.{folder}.")}
            if path.stem not in common:
                siblings = {other.stem for other in (PAKKET / folder).glob("*.py")} - common - {path.stem}
                allowed = {"trajecten", "op_orde"} if folder == "indicatoren" else set()
                assert not own & siblings - allowed, path.name


@each_module
def test_only_files_touches_the_disk(path: Path) -> None:
    """Data of the package itself comes through importlib.resources, templates through their loader."""
    touching = [source for name, source in calls(path) if name in LEZEN_EN_SCHRIJVEN and "files(" not in source]
    assert not touching or path.relative_to(PAKKET) == Path("read/files.py")


@each_module
def test_clock_is_read_in_the_command_only(path: Path) -> None:
    asked = [source for _, source in calls(path) if source.endswith((".today", ".now", ".utcnow", "time.time"))]
    assert not asked or room(path) in ("api", "cli")


@each_module
def test_nothing_is_printed_and_no_error_is_swallowed(path: Path) -> None:
    assert "print" not in {source for _, source in calls(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert caught not in ("everything", "Exception", "BaseException")


@each_module
def test_module_says_in_one_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(tree(path))
    assert docstring and "\n" not in docstring and docstring.endswith(".")


@each_module
def test_public_function_states_its_contract(path: Path) -> None:
    public = [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    rules = [node for node in public if any("regel(" in ast.unparse(d) for d in node.decorator_list)]
    assert not [node.name for node in public if node not in rules and not ast.get_docstring(node)]


@each_module
def test_module_is_small_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= REGELS_PER_MODULE


BY_POSITION = {"Place", "Area", "Line", "Label"}
"""Where something is, in the file or in a drawing: read in that order by everybody."""


@each_module
def test_value_with_many_fields_is_made_by_keyword(path: Path) -> None:
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef) and node.name not in BY_POSITION:
            made = [ast.unparse(line) for line in node.decorator_list if "dataclass" in ast.unparse(line)]
            fields = [ast.unparse(line) for line in node.body if isinstance(line, ast.AnnAssign)]
            if made and len(fields) > 4:
                assert "kw_only" in made[0] or "_: KW_ONLY" in fields, node.name
