"""The example notebook runs from its first cell to its last, and holds no outputs."""

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

DOCS = Path(__file__).parent.parent / "docs"
CELLS: list[dict[str, Any]] = json.loads((DOCS / "voorbeeld.ipynb").read_text(encoding="utf-8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]


def shown(cell: str, names: dict[str, Any]) -> object:
    """What a notebook would show below this cell: the value of its last expression."""
    *statements, last = ast.parse(cell).body
    exec(compile(ast.Module(statements, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return None


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Any]:
    monkeypatch.chdir(DOCS)
    names: dict[str, Any] = {"__name__": "__main__"}
    return names | {"shown": [shown(cell, names) for cell in CODE], **names}


def test_no_output_is_stored() -> None:
    assert CODE and not [cell for cell in CELLS if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.slow
def test_every_cell_runs_and_three_files_are_joined(ran: Mapping[str, Any]) -> None:
    joining = next(cell for cell in CODE if "FILES" in cell)
    assert len(joining.splitlines()) <= 10
    beside = ran["beside"]
    assert beside.columns == ["id", *ran["FILES"]]
    assert beside.filter(id="trajecten.totaal").row(0)[1:] == (340.0, 500.0, 51.0)
    assert all(value.height for value in ran["shown"] if isinstance(value, pl.DataFrame))


@pytest.mark.slow
def test_nothing_that_is_shown_holds_a_bsn(ran: Mapping[str, Any]) -> None:
    text = (DOCS.parent / "sample_data" / "SHV_2024_Voorbeeldstad.json").read_text(encoding="utf-8")
    bsns = set(re.findall(r"\b9\d{8}\b", text))
    words = "\n".join(map(repr, ran["shown"]))
    assert len(bsns) > 100 and not [bsn for bsn in bsns if bsn in words]
