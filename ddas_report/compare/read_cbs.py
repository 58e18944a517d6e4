"""Reads the figures of CBS: our own template filled in, or a table with gemeenten and figures in any order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ddas_report.compare.cbs_layout.headings import Headings, bare, make_headings
from ddas_report.compare.cbs_layout.notation import Decided, decide, written
from ddas_report.compare.cbs_layout.regions import Found, Kind, agree, area
from ddas_report.compare.cbs_layout.shifted import moved, moved_lines
from ddas_report.compare.cbs_layout.stacks import About
from ddas_report.compare.cbs_layout.table import Observation, Table, TooMany, read_table
from ddas_report.compare.spreadsheet.cells import Sheet, showable
from ddas_report.compare.spreadsheet.limits import MAX_CELLS, too_large
from ddas_report.compare.spreadsheet.sheets import read_sheets
from ddas_report.indicatoren import op_orde
from ddas_report.model.delivery import TOTAAL, Periode, code_of_table
from ddas_report.model.errors import DdasError
from ddas_report.model.wording import enumerated, whole

SJABLOON = ("gemeentecode", "gemeente", "id", "cijfer", "Uit uw bestand", "CBS")
"""The columns of the template, which is read back by their names."""

BESIDE = {"fase_periode.plan_van_aanpak": "Plan van aanpak"}
"""Steps that CBS may show and the op-orde counts do not have: never compared, but they tell how CBS counts."""

_HEADING_ROWS = 20
_ROWS_LOOKED_AT = 300
"""The cells in which we look for a heading that resembles one of ours, when there is none."""

_ADVICE = (
    "Nodig is een tabel met in de eerste kolom de gemeentecode en daarnaast kolommen als 'Trajecten' en "
    "'Unieke BSN's'. Of maak een invulblad met --cbs-sjabloon, vul de kolom CBS in en lees dat in met --cbs."
)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A heading that is no figure we know; `bedoelde` is the label it resembles, or empty."""

    kop: str
    bedoelde: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CbsTable:
    """What stands in the tables of CBS: every cell that can be a figure, and how numbers are written there.

    Which of them are the figures of a delivery depends on its period: see `choose`. `begrepen` is heading → id;
    `opmerkingen` say, in Dutch, what was read and what was left out.
    """

    observations: Sequence[Observation]
    notation: Decided
    begrepen: Mapping[str, str]
    niet_begrepen: tuple[NotUnderstood, ...] = ()
    opmerkingen: tuple[str, ...] = ()


def op_orde_figures() -> dict[str, str]:
    """The figures that CBS reports on: id → label."""
    groepen = op_orde.SECTIE.groepen(Periode(None, None))
    return {indicator.id: indicator.label for groep in groepen for indicator in groep.indicatoren}


def read_cbs(naam: str, data: bytes, cijfers: Mapping[str, str]) -> CbsTable:
    """Read an XLSX or CSV for these figures (id → label); DdasError when nothing in it is understood."""
    known = make_headings({**BESIDE, **cijfers})
    seen: list[Sheet] = []
    for sheets in read_sheets(naam, data):
        seen += sheets
        try:
            if template := next((read for sheet in sheets if (read := _template(sheet, known))), None):
                return _as_read(naam, template, [], known)
            tables = [(sheet, read_table(sheet, known)) for sheet in sheets]
        except TooMany:
            raise too_large(naam, f"een tabel van meer dan {whole(MAX_CELLS)} cellen, ook lege,") from None
        if any(table.observations for _, table in tables):
            return _as_read(naam, _joined(table for _, table in tables), _notes(tables), known)
    advies = " ".join([*_about_hidden(seen), _almost(seen, known) + _ADVICE])
    raise DdasError(f"In {naam} staat geen tabel die wij kennen.", advies)


def _template(sheet: Sheet, known: Headings) -> Table | None:
    """Our own template: a row for each gemeente and figure."""
    for row in islice(sheet.rows, _HEADING_ROWS):
        where = {bare(cell.text): column for column, cell in reversed(list(sheet.rows[row].items()))}
        if {"gemeentecode", "id", "cbs"} <= where.keys():
            filled = [column for column, cell in sheet.rows[row].items() if bare(cell.text) == "cbs"]
            return _template_rows(sheet, row, where, filled, known)
    return None


def _template_rows(
    sheet: Sheet, heading: int, where: Mapping[str, int], filled: Sequence[int], known: Headings
) -> Table:
    """A figure for each row and each of the columns `filled`, when someone made more than one of them."""
    table, last = Table(), max(sheet.rows[heading])
    rows = {row: cells for row, cells in sheet.rows.items() if row > heading}
    shifted = moved_lines(rows, {*filled}, last, sheet.teken, frozenset()) if sheet.teken else ()
    for row in rows:
        code, id_ = sheet.text(row, where["gemeentecode"]), sheet.text(row, where["id"])
        if id_ not in known.labels:
            table.unknown[showable(id_, f"rij {row}")] = None
            continue
        naam, cijfer = (sheet.text(row, where[kop]) if kop in where else "" for kop in ("gemeente", "cijfer"))
        found = Found(_as_written(code)) if code else Found(reden="op deze rij staat geen gemeente")
        if code and naam and agree(found.code, naam) is False:
            found = Found(reden="de code en de naam op deze rij horen niet bij dezelfde gemeente")
        if known.id(cijfer) not in (None, id_):
            reden = "het id en het cijfer op deze rij horen niet bij elkaar"
            found = replace(found, reden=reden, soort="spreekt zichzelf tegen")
        if row in shifted:
            found = moved(found)
        for column in filled:
            cell, plek = sheet.at(row, column), sheet.name(row, column)
            table.observations.append(Observation(plek=plek, found=found, about=About(id=id_), cell=cell, kop=id_))
    return table


def _as_written(code: str) -> str:
    """A code of our own template: a spreadsheet may take off its zeros."""
    return TOTAAL if area(code).kind is Kind.TOTAL else code_of_table(code)


def _joined(tables: "Iterator[Table]") -> Table:
    joined = Table()
    for table in tables:
        joined.observations += table.observations
        joined.unknown |= table.unknown
        joined.notes += table.notes
    return joined


def _as_read(naam: str, table: Table, notes: list[str], known: Headings) -> CbsTable:
    cells = [seen.cell for seen in table.observations if seen.cell is not None]
    if not cells:
        raise DdasError(f"In {naam} staat geen enkel cijfer van het CBS bij een gemeente.", _ADVICE)
    texts = (write.digits for cell in cells if not cell.is_number and (write := written(cell.text)))
    notation = decide(texts)
    begrepen = {seen.kop: seen.id for seen in table.observations}
    if any(cell.literal for cell in cells):
        notes.append("Sommige cellen tonen een %-teken dat alleen opmaak is. Wij lazen het gewone getal in die cellen.")
    if notation.zin:
        notes.append(notation.zin)
    unknown = tuple(NotUnderstood(kop, known.bedoelde(kop)) for kop in table.unknown if kop not in begrepen)
    return CbsTable(
        observations=table.observations,
        notation=notation,
        begrepen=begrepen,
        niet_begrepen=unknown,
        opmerkingen=(*notes, *dict.fromkeys(table.notes)),
    )


def _notes(tables: Sequence[tuple[Sheet, Table]]) -> list[str]:
    """Which sheets were read and which were not, and what is hidden."""
    read = [f"'{sheet.naam}'" for sheet, table in tables if table.observations]
    other = [f"'{sheet.naam}'" for sheet, table in tables if not table.observations]
    notes = []
    if len(tables) > 1 and len(read) == 1:
        notes.append(f"Gelezen is het blad {read[0]}.")
    elif len(tables) > 1:
        notes.append(f"Gelezen zijn de bladen {enumerated(read)}.")
    if other:
        notes.append(f"Zonder tabel die wij kennen, en dus niet gelezen: {enumerated(other)}.")
    return [*notes, *_about_hidden([sheet for sheet, _ in tables])]


def _about_hidden(sheets: Sequence[Sheet]) -> list[str]:
    hidden = [naam for sheet in sheets for naam in sheet.verborgen]
    return [f"Verborgen, en dus niet gelezen: {enumerated(hidden)}."] if hidden else []


def _almost(sheets: Sequence[Sheet], known: Headings) -> str:
    """Asks after the first headings that resemble a figure."""
    cells = (
        cell.text for sheet in sheets for row in islice(sheet.rows.values(), _HEADING_ROWS) for cell in row.values()
    )
    short = islice((text for text in cells if 3 < len(text) < 60 and not text.isdigit()), _ROWS_LOOKED_AT)
    meant = {text: label for text in short if not known.id(text) and (label := known.bedoelde(text))}
    asked = [f"Bij '{showable(text, 'een kop')}': bedoelde u '{label}'? " for text, label in list(meant.items())[:3]]
    return "".join(asked)
