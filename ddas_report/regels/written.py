"""How a value of a value list was written, as far as that cannot be about a person."""

import re
from collections.abc import Collection
from difflib import get_close_matches

import polars as pl

from ddas_report.model.delivery import WAARDENLIJSTEN, Frames
from ddas_report.model.masking import looks_like

OFTEN = 5
"""A form is shown from so many times on; what is written once may be about one person."""

MAX_FORMS = 20
"""Of a field with more forms none is shown: that is no other spelling of a value list, but text, such as names."""

LONGEST = 40
SHORT = 2
"""Characters of a code; a first name may have three."""

SEXES = frozenset(
    (
        *("man", "vrouw", "mannelijk", "vrouwelijk", "male", "female", "onbekend", "unknown", "leeg"),
        *("anders", "overig", "divers", "neutraal", "onzijdig", "nvt"),
    )
)
"""Words that systems use for a sex, or for none."""

CLOSE = 0.8
"""How alike another spelling of a word is, from 0 to 1."""

OTHER = "andere tekst"
_NUMBER = re.compile(r"\d[\d\s./-]{2,}\d")
"""Four digits or more in a row are no code of a value list; they may be a date, a postcode or a number of a person."""

_LISTS = {
    "schulden[].schuldsoort": ("schulden", "schuldsoort", "schuldsoort"),
    "begeleiding[].soort": ("begeleiding", "soort", "begeleiding.soort"),
    "oplossing.soort": ("trajecten", "oplossing.soort", "oplossing.soort"),
    "uitstroom.reden": ("trajecten", "uitstroom.reden", "reden"),
    "intake.beschikkingssoort": ("trajecten", "intake.beschikkingssoort", "beschikkingssoort"),
}
"""Where the values of a field with a value list stand, and which list it is."""


def shown_forms(values: pl.Series, words: Collection[str] = SEXES) -> pl.Series:
    """Each value as it may be shown: a code, one of these words, or something close to one; all else may be a name."""
    forms = values.drop_nulls().value_counts()
    text, count = forms.columns
    often = forms.filter(pl.col(count) >= OFTEN)[text] if forms.height <= MAX_FORMS else forms[text].clear()
    known = [form for form in often if _is_code(form) and not _may_be_name(form, words)]
    return values.replace_strict(known, known, default=OTHER, return_dtype=pl.String)


def found_forms(values: pl.Series, words: Collection[str] = SEXES) -> str:
    """`Gevonden: M (292×), V (310×).`, the most frequent first and what may not be shown last; empty without values."""
    counts = shown_forms(values.drop_nulls(), words).value_counts(sort=True)
    rows = sorted(counts.iter_rows(), key=lambda row: (row[0] == OTHER, -row[1], row[0]))
    return f"Gevonden: {', '.join(f'{form} ({count}×)' for form, count in rows)}." if rows else ""


def _may_be_name(form: str, words: Collection[str]) -> bool:
    """Whether it is neither a code nor another spelling of a word that is expected here."""
    known = [word.casefold() for word in words]
    return len(form) > SHORT and not get_close_matches(form.casefold(), known, n=1, cutoff=CLOSE)


def found_outside_list(frames: Frames, veld: str) -> str:
    """The same of what stands in a field of the schema and not in its value list; empty for a field without one."""
    if veld not in _LISTS:
        return ""
    tabel, kolom, lijst = _LISTS[veld]
    values = frames.tables()[tabel][kolom].drop_nulls()
    return found_forms(values.filter(~values.is_in(WAARDENLIJSTEN[lijst])), WAARDENLIJSTEN[lijst])


def _is_code(form: str) -> bool:
    return len(form) <= LONGEST and form.isprintable() and not looks_like(form) and not _NUMBER.search(form)
