"""The long table of figures as CSV, the way a Dutch Excel opens it."""

import csv
import io
from decimal import Decimal

from ddas_report.analyse.small_numbers import make_guard
from ddas_report.indicatoren.evaluate import figures
from ddas_report.model import gemeenten
from ddas_report.render.cells import safe_text
from ddas_report.render.subject import Subject
from ddas_report.render.summary import number

KLEIN = "klein aantal: niet delen"
"""The heading of the column that says which figures page and PDF leave out, because they are about few people."""

COLUMNS = ("gemeentecode", "gemeente", "id", "label", "eenheid", "waarde", KLEIN)


def render(subject: Subject) -> bytes:
    """UTF-8 with BOM, semicolons, CRLF, decimal comma, nothing rounded; no data is empty."""
    analyse = subject.analyse
    known = figures(analyse.kop.periode)
    guard = make_guard(analyse.cijfers)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for code, id_, waarde in analyse.cijfers.long.iter_rows():
        figure, naam = known[id_].indicator, gemeenten.display_name(code)
        texts = map(safe_text, (code, naam, id_, figure.label, figure.eenheid))
        writer.writerow([*texts, decimal_comma(waarde), "ja" if guard.hides(code, id_) else "nee"])
    return buffer.getvalue().encode("utf-8-sig")


def decimal_comma(waarde: float | None) -> str:
    """12.0 → 12 and 0.25 → 0,25, all digits and no exponent; empty for no data."""
    whole = number(waarde)
    return "" if whole is None else f"{Decimal(repr(whole)):f}".replace(".", ",")
