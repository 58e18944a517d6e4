"""The Python API: what is public, what it gives, and that nothing of it shows a person by itself."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bouw import client, levering, traject
from hypothesis import given
from leveringen import settings_for, trajecten

import ddas_report
from ddas_report import DdasError, Rapport, rapport
from ddas_report.read.document import normalise, split
from ddas_report.read.one_file import read_delivery
from ddas_report.render.formats import FORMATS

VANDAAG = date(2025, 2, 1)


def data(*trajecten: dict[str, Any]) -> bytes:
    return json.dumps(levering(*trajecten)).encode()


def test_this_is_public_and_no_more() -> None:
    assert ddas_report.__all__ == ["DdasError", "Rapport", "__version__", "rapport"] == dir(ddas_report)
    public = {naam for naam in vars(Rapport) if not naam.startswith("_")}
    assert public == {
        *("als", "analyse", "bestandsnaam", "bevindingen", "cijfers", "naam", "oordeel", "oorzaken"),
        *("samenvatting", "tabellen", "werklijst"),
    }


def test_version_alone_imports_nothing_slow() -> None:
    code = "import sys, ddas_report; ddas_report.__version__; print({'polars', 'jinja2'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_files_by_path_and_from_memory_give_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "SHV_2024_A.json"
    path.write_bytes(data(traject()))
    on_disk, in_memory = rapport(path, vandaag=VANDAAG), rapport((path.name, path.read_bytes()), vandaag=VANDAAG)
    assert on_disk.als("json") == in_memory.als("json")
    assert on_disk.als("html") == in_memory.als("html")


def test_program_of_the_docs_joins_the_figures_of_three_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
    program = text.partition("## Three files, one table")[2].partition("```python\n")[2].partition("```")[0]
    assert 0 < program.count("\n") <= 10
    monkeypatch.chdir(tmp_path)
    for year, number in ((2022, 1), (2023, 2), (2024, 3)):
        Path(f"SHV_{year}_Gemeente.json").write_bytes(data(*[traject()] * number))
    names: dict[str, Any] = {}
    exec(program, names)
    joined = names["samen"].filter(id="trajecten.totaal")
    assert joined.select("bestand", "waarde").rows() == [(f"SHV_{2021 + n}_Gemeente.json", float(n)) for n in (1, 2, 3)]
    assert capsys.readouterr().out.startswith("shape: (")


def test_every_format_can_be_asked_for_by_name() -> None:
    found = rapport(("SHV_2024_A.json", data(traject())), vandaag=VANDAAG)
    for formaat in FORMATS:
        if not FORMATS[formaat].is_pdf:
            assert found.als(formaat)
        assert found.bestandsnaam(formaat).startswith("SHV_2024_A.")
    with pytest.raises(KeyError):
        found.als("docx")


def test_choices_are_those_of_the_command() -> None:
    broken = data(traject(startdatum="2024-05-10", einddatum="2024-03-01"))
    assert "TRJ-01" in {b.regel.id for b in rapport(("SHV_2024_A.json", broken)).bevindingen}
    assert "TRJ-01" not in {b.regel.id for b in rapport(("SHV_2024_A.json", broken), ignore="TRJ").bevindingen}
    assert (
        rapport(("SHV_2024_A.json", broken), normen={"eerste_gesprek_dagen": 5}).analyse.normen["eerste_gesprek_dagen"]
        == 5
    )
    with pytest.raises(DdasError):
        rapport(("SHV_2024_A.json", broken), normen={"eerste_gesprek": 5})
    with pytest.raises(DdasError):
        rapport(("SHV_2024_A.json", b"{"))


def test_tables_number_persons_and_leave_out_who_they_are() -> None:
    same, other = client(), client(Burgerservicenummer="999990020")
    found = rapport(("SHV_2024_A.json", data(traject(client=[same]), traject(client=[same, other]))))
    persons = found.tabellen()["client"]
    assert persons.columns == ["traject", "positie", "gemeente", "persoon"]
    first, again, another = persons["persoon"]
    assert first == again != another
    assert "Burgerservicenummer" in found.tabellen(met_persoonsgegevens=True)["client"].columns


def reachable(value: object, seen: set[int]) -> Iterator[object]:
    """Every value of ours that can be reached from one, and it itself."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if type(value).__module__.startswith("ddas_report"):
        yield value
        names = [field.name for field in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []
        parts = [
            getattr(value, name) for name in (*names, *getattr(type(value), "__slots__", ())) if hasattr(value, name)
        ]
    else:
        parts = [*value] if isinstance(value, list | tuple) else [*value.values()] if isinstance(value, dict) else []
    for part in parts:
        yield from reachable(part, seen)


@settings_for(6)
@given(trajecten())
def test_no_value_of_ours_shows_a_person_when_it_is_printed(others: list[Any]) -> None:
    person = {"Burgerservicenummer": "999990019", "Geboortedatum": "1957-03-29", "Postcode": "9753XQ"}
    text = data(traject(client=[client(**person)]), *others)
    found = rapport(("SHV_2024_A.json", text), vorige=[("SHV_2023_A.json", text)], vandaag=VANDAAG)
    values = [found, read_delivery("SHV_2024_A.json", text), *split(normalise(text)).chunks()]
    for value in reachable(values, set()):
        shown = repr(value) + str(value)
        assert not [canary for canary in person.values() if canary in shown], type(value)
