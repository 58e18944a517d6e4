"""The gemeenten of the Netherlands, present and recently dissolved."""

from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

from ddas_report.model.delivery import INVALID, ONBEKEND, ONBEKEND_PREFIX, TOTAAL

# gemeenten.csv: CBS/PDOK Gebiedsindelingen 2025, CC BY 4.0; dissolved since 2013 with their successors: BRP Tabel 33.
# inwoners.csv: CBS Wijk- en Buurtkaart 2021 (added up to the present borders) and CBS StatLine 70072ned, CC BY 4.0.

COUNTED_ON = {2021: "1 januari 2021", 2023: "gemiddeld in 2023", 2024: "gemiddeld in 2024", 2025: "1 januari 2025"}
"""The years of which the inhabitants are known, and when these were counted."""

NO_GEMEENTE = {"0000": "onbekend", "1999": "het register van niet-ingezetenen"}
"""Codes of four digits that are no gemeente, and what they mean."""


@cache
def table() -> pl.DataFrame:
    """One row per gemeentecode: naam, provincie, ingangsdatum, einddatum, opvolger (then), and whether only `grotendeels`.

    Of what was dissolved before 2021 the province is not known.
    """
    text = {"code": pl.String, "opvolger": pl.String, "ingangsdatum": pl.Date, "einddatum": pl.Date}
    source = files("ddas_report.model").joinpath("gemeenten.csv").read_bytes()
    return pl.read_csv(source, schema_overrides=text).with_columns(grotendeels=pl.col("grotendeels").is_not_null())


@cache
def _namen() -> dict[str, str]:
    own = {ONBEKEND: "Onbekend", TOTAAL: "Totaal", INVALID: "Ongeldige gemeentecode"}
    return dict(table().select("code", "naam").iter_rows()) | own


def name(code: str) -> str | None:
    """The name that goes with a code of the long table; None when the table does not know it."""
    return _namen().get(code)


def display_name(code: str) -> str:
    """The name to show for a code: its own, or what it stands for when the table does not know it."""
    number = code.removeprefix(ONBEKEND_PREFIX)
    if number != code:
        return f"Onbekende gemeentecode {number}"
    return name(code) or f"Code {code}"


@cache
def number() -> int:
    """How many gemeenten there are now."""
    return table()["einddatum"].null_count()


@cache
def _dissolved() -> dict[str, tuple[date, str]]:
    rows = table().drop_nulls("opvolger").select("code", "einddatum", "opvolger").iter_rows()
    return {code: (gone, successor) for code, gone, successor in rows}


def successor(code: str, dag: date = date.max) -> str | None:
    """The code of the gemeente in which one was taken up that was gone on that day, or None; chains are followed."""
    found = code
    while found in _dissolved() and _dissolved()[found][0] <= dag:
        found = _dissolved()[found][1]
    return None if found == code else found


@cache
def _split() -> frozenset[str]:
    return frozenset(table().filter("grotendeels")["code"])


def is_split(code: str) -> bool:
    """Whether a dissolved gemeente was split, so that only the largest part went to its successor."""
    return code in _split()


@cache
def inwoners_table() -> pl.DataFrame:
    """One row per gemeente of now: code, and its inhabitants by year."""
    source = files("ddas_report.model").joinpath("inwoners.csv").read_bytes()
    return pl.read_csv(source, schema_overrides={"code": pl.String})


def inwoners_year(eind: date | None) -> int:
    """The year nearest to the last day of a period, the later of two; the latest without a period."""
    year = max(COUNTED_ON) if eind is None else eind.year
    return min(COUNTED_ON, key=lambda known: (abs(known - year), -known))


@cache
def _inwoners(jaar: int) -> dict[str, int]:
    return dict(inwoners_table().select("code", str(jaar)).iter_rows())


def inwoners(code: str, jaar: int) -> int | None:
    """The inhabitants in one of the years of COUNTED_ON, within the borders of now, or None."""
    return _inwoners(jaar).get(code)
