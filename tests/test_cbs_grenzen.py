"""A table of CBS costs little, whatever is in it: it is read quickly, or refused with the limit in a sentence."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

import pytest
from tabellen import KOP, lees, tekst, waarden, xlsx

from ddas_report.compare.spreadsheet import csv_table, limits, workbook
from ddas_report.compare.spreadsheet.number_formats import custom
from ddas_report.model.errors import DdasError

SECONDS, MEGABYTES = 10, 1_000
_MAIN = '<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><sheets>{}</sheets></workbook>'
_SHEET = '<sheet name="Blad{0}" sheetId="{0}" r:id="rId{0}"/>'
_RELS = '<?xml version="1.0"?><Relationships xmlns="p">{}</Relationships>'
_REL = '<Relationship Id="rId{}" Type="http://x/{}" Target="{}"/>'


def werkmap(sheets: int, part: str, more: Mapping[str, str] | None = None) -> bytes:
    """A workbook of many sheets on one part."""
    links = "".join(_REL.format(number, "worksheet", "worksheets/s.xml") for number in range(1, sheets + 1))
    parts = {
        "_rels/.rels": _RELS.format(_REL.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _MAIN.format("".join(_SHEET.format(number) for number in range(1, sheets + 1))),
        "xl/_rels/workbook.xml.rels": _RELS.format(links),
        "xl/worksheets/s.xml": part,
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for naam, content in parts.items():
            archive.writestr(naam, content)
    return buffer.getvalue()


def blad(rows: str) -> str:
    return f'<worksheet xmlns="m"><sheetData>{rows}</sheetData></worksheet>'


def cel(tekst: str) -> str:
    return f'<c t="inlineStr"><is><t>{tekst}</t></is></c>'


def wide_rows() -> bytes:
    return werkmap(30, blad(f"<row>{'<c><v>1</v></c>' * 100}</row>" * 10_000))


def one_far_cell() -> bytes:
    return werkmap(30, blad('<row r="50000"><c r="CV50000"><v>1</v></c></row>'))


def much_text_in_csv() -> bytes:
    return b"Gemeentecode;Trajecten\n" + (b"1;" * 99 + b"1\n") * 50_000


def merged_everywhere() -> bytes:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    return werkmap(
        1,
        f'<worksheet xmlns="m"><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells></worksheet>',
    )


def headings_everywhere() -> bytes:
    kop = f"<row>{cel('Gemeentecode')}{cel('Trajecten') * 900}</row>"
    return werkmap(1, blad(kop * 100))


def figures_everywhere() -> bytes:
    kop = f"<row>{cel('Gemeentecode')}{cel('Trajecten') * 2}</row>"
    return werkmap(1, blad(kop + "<row><c><v>344</v></c><c><v>5</v></c></row>" * 49_000))


def far_rows() -> bytes:
    kop = f"<row>{cel('Gemeente')}{cel('Trajecten')}</row>"
    far = "".join(f'<row r="{1_000_000 + n}">{cel("Hoorn")}{cel("x")}</row>' for n in range(48_000))
    return werkmap(1, blad(kop.replace("Trajecten", "Iets") + far))


def empty_rows() -> bytes:
    return werkmap(1, blad("<row/>" * 3_000_000))


def hidden_columns() -> bytes:
    cols = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in range(1, 16_000))
    rows = f"<row>{'<c><v>1</v></c>' * 16_000}</row>" * 15
    return werkmap(1, f'<worksheet xmlns="m"><cols>{cols}</cols><sheetData>{rows}</sheetData></worksheet>')


def long_texts() -> bytes:
    return werkmap(
        1,
        blad(
            f"<row>{cel('Gemeente')}{cel('Trajecten ' + '2024 t/m ' * 30_000)}</row><row>{cel('Hoorn')}{cel('1.' * 9_000)}</row>"
        ),
    )


def many_anchors_in_csv() -> bytes:
    return b"Gemeente;Trajecten\n;x\n" * 33_000


def wide_template_in_csv() -> bytes:
    kop = "gemeentecode;gemeente;id;cijfer;Uit uw bestand;CBS" + ";a" * 48_000
    return f"{kop}\n0405;Hoorn;op_orde.trajecten;Trajecten;4;3{';1' * 48_000}\n".encode()


WORST: list[Callable[[], bytes]] = [
    wide_rows,
    one_far_cell,
    much_text_in_csv,
    merged_everywhere,
    headings_everywhere,
    figures_everywhere,
    far_rows,
    empty_rows,
    hidden_columns,
    long_texts,
    many_anchors_in_csv,
    wide_template_in_csv,
]
_PROGRAM = """
import resource, sys, time
from pathlib import Path
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs
from ddas_report.model.errors import DdasError
for path in map(Path, sys.argv[1:]):
    data = path.read_bytes()
    start = time.process_time()
    try:
        read_cbs("cbs.xlsx", data, op_orde_figures())
    except DdasError as error:
        assert error.melding and error.advies
    print(path.name, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource is of Unix")
def test_the_worst_tables_cost_little(tmp_path: Path) -> None:
    paths = [tmp_path / maak.__name__ for maak in WORST]
    for path, maak in zip(paths, WORST, strict=True):
        path.write_bytes(maak())
    command = [sys.executable, "-c", _PROGRAM, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    costs = {naam: (float(s), float(mb)) for naam, s, mb in (line.split() for line in done.stdout.splitlines())}
    assert len(costs) == len(WORST)
    assert {n: cost for n, cost in costs.items() if cost[0] >= SECONDS or cost[1] >= MEGABYTES} == {}


def test_sheets_on_one_part_count_each_and_the_part_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    part = blad(f"<row>{cel('Gemeente')}{cel('Trajecten')}</row><row>{cel('Hoorn')}<c><v>4</v></c></row>")
    read: list[str] = []
    original = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, naam, *rest: read.append(naam) or original(self, naam))
    assert len(waarden(werkmap(20, part))) == 1
    assert len(read) == len(set(read)) == 4
    monkeypatch.setattr(workbook, "MAX_CELLS", 79)
    with pytest.raises(DdasError, match="meer dan 79 cellen, in alle bladen samen"):
        lees(werkmap(20, part))


@pytest.mark.parametrize("row", ["0", "-1", "1048577", "9" * 50])
def test_a_row_that_no_spreadsheet_has_is_refused(row: str) -> None:
    with pytest.raises(DdasError, match="geen Excel-bestand dat te lezen is"):
        lees(werkmap(1, blad(f'<row r="{row}">{cel("Gemeente")}</row>')))


def test_each_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MAX_CELLS", 5)
    with pytest.raises(DdasError, match="meer dan 5 cellen"):
        lees(tekst([KOP, ("0344", 1, 2)]))
    with pytest.raises(DdasError, match=f"meer dan {limits.MAX_SHEETS} bladen"):
        lees(werkmap(limits.MAX_SHEETS + 1, blad("")))
    with pytest.raises(DdasError, match="meer dan 20 MB als hij is uitgepakt"):
        lees(werkmap(1, blad(" " * limits.MAX_BYTES)))
    with pytest.raises(DdasError, match="meer dan 20 MB"):
        lees(bytes(limits.MAX_BYTES + 1))


def test_an_ordinary_table_of_all_gemeenten_is_within_the_limits() -> None:
    from ddas_report.model.gemeenten import table

    codes = table()["code"].to_list()
    rijen = [(KOP[0], *(f"Trajecten {jaar}" for jaar in range(2010, 2030))), *((c, *([1] * 20)) for c in codes)]
    assert len(waarden(xlsx(rijen))) == len(codes)


@pytest.mark.parametrize("code", ["\\" * 254 + '"', '"' * 255, '\\"' * 127, "[<5" * 85])
def test_a_hostile_number_format_is_taken_apart_at_once(code: str) -> None:
    start = process_time()
    assert not custom.__wrapped__(code).date
    assert process_time() - start < 1
