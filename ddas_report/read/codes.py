"""Trajecten get the code under which they count; what is no gemeentecode gets a number in its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from ddas_report.model import gemeenten
from ddas_report.model.delivery import INVALID, ONBEKEND, ONBEKEND_PREFIX, Frames, as_shown, gemeentecode

CODE_COLUMNS = ("gemeente", "leverend")
"""The columns that hold such a code: of a record, and of the organisation of a levering."""


def foreign_texts(columns: Iterable[pl.Series]) -> tuple[str, ...]:
    """The texts that are no gemeentecode, each once, in order of first appearance."""
    texts = pl.concat([kolom.drop_nulls() for kolom in columns]).unique(maintain_order=True)
    return tuple(text for text in texts if gemeentecode(text) is None)


def coded(kolom: pl.Series, foreign: Sequence[str]) -> pl.Series:
    """The code for each text; `foreign` gives the texts that are none in the order of their numbers."""
    numbers = {text: f"{ONBEKEND_PREFIX}{number}" for number, text in enumerate(foreign, start=1)}
    return _replaced(kolom, {text: gemeentecode(text) or numbers[text] for text in kolom.unique()})


def shown(kolom: pl.Series) -> pl.Series:
    """The codes as they are written; of what is no code only its form."""
    return _replaced(kolom, {text: text and as_shown(text) for text in kolom.unique()})


def _replaced(kolom: pl.Series, new: Mapping[str | None, str | None]) -> pl.Series:
    return kolom.replace_strict([*new], [*new.values()], return_dtype=pl.String, default=None)


def renumbered(parts: Sequence[tuple[Frames, Sequence[str]]]) -> tuple[list[Frames], tuple[str, ...]]:
    """The same frames, with one numbering for the texts of all of them, each with those of its own; and all texts."""
    every: dict[str, int] = {}
    frames = []
    for part, foreign in parts:
        first = len(every)
        new = {f"{ONBEKEND_PREFIX}{n}": every.setdefault(text, len(every) + 1) for n, text in enumerate(foreign, 1)}
        codes = {code: f"{ONBEKEND_PREFIX}{number}" for code, number in new.items()} if first else {}
        frames.append(with_codes(part, codes))
    return frames, tuple(every)


def bounded(frames: Frames) -> Frames:
    """The same, but with one code for all that are no gemeente when there are more of these than gemeenten."""
    codes = frames.trajecten["gemeente"].unique()
    odd = [code for code in codes if code != ONBEKEND and gemeenten.name(code) is None]
    return with_codes(frames, dict.fromkeys(odd, INVALID)) if len(odd) > gemeenten.number() else frames


def with_codes(frames: Frames, new: dict[str, str]) -> Frames:
    """The same records under other codes."""
    if not new:
        return frames
    tables: dict[str, Any] = {
        naam: table.with_columns(pl.col(kolom).replace(new) for kolom in CODE_COLUMNS if kolom in table.columns)
        for naam, table in frames.tables().items()
    }
    return replace(frames, **tables)
