"""The gemeenten of the Netherlands, present and recently dissolved."""

from functools import cache
from importlib.resources import files

import polars as pl

from ddas_report.model.delivery import ONBEKEND, ONBEKEND_NUMMER, ONGELDIG, TOTAAL

BRON = (
    "CBS Wijk- en Buurtkaart 2021 (inwoners en huishoudens op 1 januari 2021, opgeteld naar de huidige grenzen) "
    "en CBS/PDOK Gebiedsindelingen 2025, CC BY 4.0"
)


ANY_KIND, DIGITS, TEXT = (f"{ONBEKEND_NUMMER}{kind}" for kind in ("code", "cijfers", "tekst"))
"""The codes of all that is no gemeentecode taken together, and of what is only digits apart from the rest."""

_NUMBERED = {"code": "", "cijfers": " (cijfers)", "tekst": " (tekst)"}


@cache
def tabel() -> pl.DataFrame:
    """One row per gemeentecode: naam, provincie, inwoners_2021, ingangsdatum, einddatum, opvolger."""
    text = {"code": pl.String, "opvolger": pl.String, "ingangsdatum": pl.Date, "einddatum": pl.Date}
    source = files("ddas_report.model").joinpath("gemeenten.csv").read_bytes()
    return pl.read_csv(source, schema_overrides=text)


@cache
def _namen() -> dict[str, str]:
    own = {ONBEKEND: "Onbekend", TOTAAL: "Totaal", ONGELDIG: "Ongeldige gemeentecode"}
    return dict(tabel().select("code", "naam").iter_rows()) | own


def naam(code: str) -> str | None:
    """The name that goes with a code of the long table; None when the table does not know it."""
    return _namen().get(code)


def display_name(code: str) -> str:
    """The name to show for a code: its own, or what it stands for when the table does not know it."""
    number = code.removeprefix(ONBEKEND_NUMMER)
    if number != code:
        return "Onbekende gemeentecode" + _NUMBERED.get(number, f" {number}")
    return naam(code) or f"Code {code}"


@cache
def number() -> int:
    """How many gemeenten there are now."""
    return tabel()["einddatum"].null_count()


@cache
def _opvolgers() -> dict[str, str]:
    return dict(tabel().select("code", "opvolger").drop_nulls().iter_rows())


def opvolger(code: str) -> str | None:
    """The code of the gemeente in which a dissolved one was taken up, or None."""
    return _opvolgers().get(code)


@cache
def _inwoners() -> dict[str, int]:
    return dict(tabel().select("code", "inwoners_2021").drop_nulls().iter_rows())


def inwoners(code: str) -> int | None:
    """Inhabitants on 1 January 2021, or None."""
    return _inwoners().get(code)
