"""Names: English, but for the words of the domain that the glossary lists."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ddas_report"


def public_names(path: Path) -> Iterator[str]:
    """The names that a module gives to others: its own, and those of its classes, functions and constants."""
    yield from [path.stem] if path.stem != "__init__" else [path.parent.name]
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))


def words_of(name: str) -> set[str]:
    """The words of a name, whether they stand in CamelCase or between underscores."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


@cache
def used() -> dict[str, str]:
    """Every word of a public name, with one name that has it."""
    names = {name for path in PACKAGE.rglob("*.py") for name in public_names(path) if not name.startswith("_")}
    return {word: name for name in sorted(names) for word in words_of(name)}


def glossary() -> set[str]:
    """Every word that the glossary lists."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1:3] for row in text.splitlines() if row.startswith("| ")][2:]
    listed = re.findall(r"^(?:Known|British).*?: (.*)\.$", text, re.MULTILINE)
    return {word for cell in (*[cell for row in rows for cell in row], *listed) for word in re.findall(r"\w+", cell)}


def test_word_of_a_public_name_is_english_or_in_the_glossary() -> None:
    english, known = SpellChecker(language="en"), glossary()
    assert {word: name for word, name in used().items() if word not in english and word not in known} == {}


def test_a_dutch_word_would_be_seen() -> None:
    english = SpellChecker(language="en")
    assert words_of("lees_Werklijst") == {"lees", "werklijst"} and "werklijst" not in english
    assert "werklijst" not in glossary() and "samenloop" in glossary()
