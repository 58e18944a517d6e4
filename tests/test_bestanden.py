"""Several files in one call: each has its own technical check, all are counted together, and the order plays no part."""

import json
import multiprocessing
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bouw import EERSTE, ORGANISATIE, client, levering, made, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import by_value, cijfers_van, counted, geen_regels, leveringen, settings_for
from opdracht import voer_uit

from ddas_report.analyse.pipeline import Analyse, Choice, analyse, assess, per_file
from ddas_report.cli.options import choose_name, read_size
from ddas_report.model.errors import DdasError, UnreadableFile
from ddas_report.read import workers
from ddas_report.read.one_file import read_delivery
from ddas_report.regels.evaluate import Occurrence
from ddas_report.regels.regel import Op
from ddas_report.render.worklist import worklist_tables

Document = Mapping[str, Any]
SAMPLES = Path(__file__).parent.parent / "sample_data"
VANDAAG = date(2025, 2, 1)
NOORD, ZUID = "SHV_2024_Noord.json", "SHV_2024_Zuid.json"
OMGEKEERD = {"startdatum": "2024-05-02", "einddatum": "2024-05-01"}


def bytes_of(document: Document) -> bytes:
    return json.dumps(document).encode()


def judged(documents: Mapping[str, Document], keuze: Choice | None = None) -> Analyse:
    """These files, by name, judged together."""
    read = [read_delivery(naam, bytes_of(document)) for naam, document in documents.items()]
    return assess(read, "samen", VANDAAG, keuze)


def found_in(analyse: Analyse) -> dict[str, list[str]]:
    return {b.regel.id: b.paden().to_list() for b in analyse.bevindingen}


def split(document: Document, delen: int) -> dict[str, Document]:
    """The same delivery cut into files, which hold every levering and each a run of the trajecten.

    They stay in order: of records on one client that contradict each other the first one counts.
    """
    files = {f"SHV_2024_Test_deel{deel}.json": json.loads(json.dumps(document)) for deel in range(delen)}
    lists = [[one["schuldhulptrajecten"] for one in part["leveringen"] if has_list(one)] for part in files.values()]
    total = sum(map(len, lists[0]))
    for deel, part in enumerate(lists):
        first, last = total * deel // delen, total * (deel + 1) // delen
        before = 0
        for items in part:
            height = len(items)
            items[:] = items[max(0, first - before) : max(0, last - before)]
            before += height
    for deel, part in enumerate(files.values()):
        part["deel"] = deel  # so that no two are the same
    return files


def has_list(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("schuldhulptrajecten"), list)


# The same figures --------------------------------------------------------------------------------------


@settings_for(60, shrink=False)
@given(leveringen(geldige_periode=True), st.integers(2, 4), st.randoms(use_true_random=False))
def test_files_together_give_the_figures_of_the_whole_in_any_order(
    document: Document, delen: int, toeval: random.Random
) -> None:
    files = list(split(document, delen).items())
    toeval.shuffle(files)
    whole = counted(document)
    assert by_value(cijfers_van(judged(dict(files), geen_regels()))) == by_value(cijfers_van(whole))


RECORD = {Op.TRAJECT, Op.CLIENT, Op.SCHULD, Op.ONDERSTEUNING, Op.GEMEENTE}


def places(analyse: Analyse) -> Counter[tuple[object, ...]]:
    """How often each rule on a record hits with which values, wherever that is; leaves out what differs by file."""
    found = [b for b in analyse.bevindingen if b.regel.op in RECORD and b.regel.id != "TRJ-15"]
    return Counter(
        (b.regel.id, b.totaal, *row)
        for b in found
        for row in b.plaatsen.drop("plaats", "groep", strict=False).iter_rows()
    )


@pytest.fixture(scope="module")
def stad() -> tuple[Document, Analyse]:
    data = (SAMPLES / "SHV_2024_Voorbeeldstad.json").read_bytes()
    return json.loads(data), analyse("SHV_2024_Voorbeeldstad.json", data, VANDAAG)


def test_sample_over_three_files_gives_the_figures_and_findings_of_the_whole(stad: tuple[Document, Analyse]) -> None:
    document, whole = stad
    parts = judged(split(document, 3))
    assert cijfers_van(parts) == cijfers_van(whole)
    assert places(parts) == places(whole)


def test_order_of_the_files_changes_nothing() -> None:
    documents = {NOORD: levering(traject(**OMGEKEERD)), ZUID: levering(traject(), naam="onzin")}
    one, other = judged(documents), judged(dict(reversed(documents.items())))
    assert one.bestand == other.bestand and one.bestanden == other.bestanden
    assert found_in(one) == found_in(other)
    assert made(one, "sarif") == made(other, "sarif")


# Each file its own check -------------------------------------------------------------------------------


def test_each_file_has_its_own_technical_check() -> None:
    document = levering(traject(**OMGEKEERD), traject(zomaar=3))
    found = judged({NOORD: levering(traject()), "zuid.json": document})
    assert [(u.bestand.naam, u.trajecten, u.fouten) for u in per_file(found)] == [(NOORD, 1, 0), ("zuid.json", 2, 2)]
    paths = found_in(found)
    assert paths["BST-01"] == ["zuid.json: $"]
    assert paths["BST-05"] == ["zuid.json: $.leveringen[0].schuldhulptrajecten[1]"]
    assert paths["TRJ-01"] == [f"zuid.json: {EERSTE}"]


def test_rule_on_the_file_counts_the_files() -> None:
    found = judged({NOORD: levering(traject()), "zuid.json": levering(traject())})
    (naam,) = [b for b in found.bevindingen if b.regel.id == "BST-01"]
    assert (naam.totaal, naam.per_gemeente()) == (2, [Occurrence("totaal", 1, 2)])


def test_leveringen_are_numbered_in_each_file() -> None:
    found = judged({NOORD: levering(traject()), ZUID: levering(traject())})
    assert found_in(found) == {}


def test_date_after_delivery_is_held_against_the_own_file() -> None:
    early = levering(traject(intake={"startdatum": "2025-01-10"}), aanleverdatumEnTijd="2025-01-05T12:00:00Z")
    found = judged({NOORD: early, ZUID: levering(traject())})
    assert found_in(found)["TRJ-10"] == [f"{NOORD}: {EERSTE}"]


def test_milder_rule_says_in_which_file() -> None:
    data = b"\xef\xbb\xbf" + bytes_of(levering(traject()))
    found = assess([read_delivery(NOORD, data), read_delivery(ZUID, bytes_of(levering(traject())))], "samen", VANDAAG)
    assert found_in(found) == {"BST-03": [f"{NOORD}: $"]}


# The same traject in two files -------------------------------------------------------------------------


def dubbel(**velden: Any) -> dict[str, Document]:
    """Two files with a traject of one client; `velden` are those of the second."""
    cliënt = [client()]
    return {NOORD: levering(traject(client=cliënt)), ZUID: levering(traject(client=cliënt, **velden))}


def test_traject_in_two_files_counts_once_and_is_shown_in_both() -> None:
    found = judged(dubbel(einddatum="2024-08-01"))
    figures = cijfers_van(found)
    assert (figures["totaal", "trajecten.totaal"], figures["totaal", "trajecten.samengevoegd"]) == (2, 1)
    assert found_in(found)["TRJ-15"] == [f"{NOORD}: {EERSTE}", f"{ZUID}: {EERSTE}"]
    (overlap,) = [b for b in found.bevindingen if b.regel.id == "TRJ-15"]
    assert overlap.plaatsen["ook in"].to_list() == [ZUID, NOORD]


def test_traject_in_another_file_and_gemeente_is_shown_too() -> None:
    assert {"TRJ-05", "TRJ-15"} <= found_in(judged(dubbel(gemeentecode="0093"))).keys()


@pytest.mark.parametrize(
    "velden", [{"startdatum": "2025-01-01"}, {"client": [client()]}], ids=["later", "someone else"]
)
def test_trajecten_that_do_not_overlap_are_not_the_same(velden: dict[str, Any]) -> None:
    documents = dubbel()
    documents[NOORD]["leveringen"][0]["schuldhulptrajecten"][0]["einddatum"] = "2024-12-30"
    documents[ZUID]["leveringen"][0]["schuldhulptrajecten"][0].update(velden)
    assert "TRJ-15" not in found_in(judged(documents))


def test_traject_that_is_equal_in_every_field_is_delivered_twice() -> None:
    documents = dubbel()
    found = judged(documents | {ZUID: {**documents[ZUID], "codeGegevensleverancier": "Testsysteem 1.1"}})
    assert found_in(found)["TRJ-13"] == [f"{NOORD}: {EERSTE}", f"{ZUID}: {EERSTE}"]


# What does not belong together -------------------------------------------------------------------------


def test_other_period_is_refused_with_names_and_periods() -> None:
    half = levering(traject(), einddatumLevering="2024-06-30")
    with pytest.raises(DdasError, match="dezelfde periode") as caught:
        judged({NOORD: levering(traject()), ZUID: half})
    assert f"{NOORD} van 01-01-2024 tot en met 31-12-2024; {ZUID} van 01-01-2024 tot en met 30-06-2024" in str(
        caught.value
    )


def test_file_without_a_period_goes_along_and_is_a_fout() -> None:
    found = judged({NOORD: levering(traject(), startdatumLevering="gisteren"), ZUID: levering(traject())})
    assert found.kop.periode.start == date(2024, 1, 1)
    assert found_in(found)["BST-05"] == [f"{NOORD}: $.startdatumLevering"]


def test_same_content_under_two_names_is_refused() -> None:
    with pytest.raises(DdasError, match=f"{NOORD} en {ZUID} zijn precies gelijk"):
        judged(dict.fromkeys((NOORD, ZUID), levering(traject())))


def test_supplier_is_named_once() -> None:
    documents = {f"SHV_2024_{n}.json": levering(traject(), codeGegevensleverancier=f"S {n % 2}") for n in range(4)}
    assert judged(documents).kop.leverancier == "S 0; S 1"


# Side by side ------------------------------------------------------------------------------------------


def in_order(documents: Iterable[tuple[str, Document]]) -> Sequence[tuple[str, bytes]]:
    return [(naam, bytes_of(document)) for naam, document in documents]


def test_processes_give_what_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    cliënt = [client()]
    files = in_order((f"SHV_2024_{n}.json", levering(traject(client=cliënt), deel=n)) for n in range(5))
    read: list[int] = []
    alone = assess(workers.read_all(files, 5, 0, read.append), "samen", VANDAAG)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    beside = assess(workers.read_all(files, 5, workers.WORTHWHILE + 1, read.append), "samen", VANDAAG)
    assert found_in(beside) == found_in(alone) and "TRJ-13" in found_in(beside)
    assert cijfers_van(beside) == cijfers_van(alone)
    assert read == [len(data) for _, data in files] * 2


def test_unreadable_file_is_named_from_another_process_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    files = [*in_order([(NOORD, levering(traject()))]), (ZUID, b"{")]
    with pytest.raises(UnreadableFile, match=ZUID) as caught:
        workers.read_all(files, 2, workers.WORTHWHILE + 1, lambda _: None)
    assert "Herstel dit bij de bron" in caught.value.advies
    for process in multiprocessing.active_children():
        process.join(30)
    assert not multiprocessing.active_children()


# Names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("namen", "samen"),
    [
        (["SHV_2024_Stad.json"], "SHV_2024_Stad"),
        (["levering.v2.zip"], "levering.v2"),
        (["SHV_2024_Stad_deel1.json", "SHV_2024_Stad_deel2.json"], "SHV_2024_Stad"),
        (["SHV_2024_Stad.json", "SHV_2024_Stadskanaal.json"], "SHV_2024"),
        (["SHV_2024_Stad.json", "SHV_2024_Stad_deel2.json"], "SHV_2024_Stad"),
        (["SHV_2024_A.json", "SHV_2023_B.json"], "levering"),
        (["noord.json", "zuid.json"], "levering"),
    ],
)
def test_output_is_called_what_the_names_have_in_common(namen: list[str], samen: str) -> None:
    assert choose_name(None, [Path(naam) for naam in namen]) == samen
    assert choose_name(None, [Path(naam) for naam in reversed(namen)]) == samen


@pytest.mark.parametrize("naam", ["", "a/b", "a\\b", "..", "a\n", "a:b", " "])
def test_name_that_is_no_file_name_is_refused(naam: str) -> None:
    with pytest.raises(DdasError, match="naam"):
        choose_name(naam, [Path("a.json")])


@pytest.mark.parametrize(("tekst", "omvang"), [("500MB", 500_000_000), ("2gb", 2 * 10**9), ("10 KB", 10_000), ("7", 7)])
def test_size_is_read(tekst: str, omvang: int) -> None:
    assert read_size(tekst) == omvang


@pytest.mark.parametrize("tekst", ["", "0", "-1", "2TB", "1,5GB", "GB", "٣MB"])
def test_size_that_is_none_is_refused(tekst: str) -> None:
    with pytest.raises(DdasError, match="omvang"):
        read_size(tekst)


# The command and its outputs ---------------------------------------------------------------------------


@pytest.fixture
def twee(tmp_path: Path) -> list[Path]:
    """Two files, the second with a fout."""
    documents = {NOORD: levering(traject(), traject()), ZUID: levering(traject(**OMGEKEERD))}
    for naam, document in documents.items():
        (tmp_path / naam).write_bytes(bytes_of(document))
    return [tmp_path / ZUID, tmp_path / NOORD]


def test_command_makes_one_report_of_several_files(twee: list[Path], tmp_path: Path) -> None:
    found = voer_uit(*twee, "-f", "json,sarif,html,xlsx,csv,junit", "--date", "2025-02-01")
    assert (found.code, found.fout) == (1, "")
    assert f"  {NOORD}: goedgekeurd (2 trajecten)\n  {ZUID}: goedgekeurd (1 traject)\n" in found.uit
    summary = json.loads((tmp_path / "SHV_2024.op-orde.json").read_bytes())
    assert [(b["naam"], b["trajecten"], b["goedgekeurd"]) for b in summary["bestanden"]] == [
        (NOORD, 2, True),
        (ZUID, 1, True),
    ]
    assert summary["bestand"]["naam"] == "SHV_2024"
    assert [s["paden"] for s in summary["signalen"] if s["regel"] == "TRJ-01"] == [[f"{ZUID}: {EERSTE}"]]


def test_results_of_sarif_point_at_their_own_file() -> None:
    found = judged({NOORD: levering(traject()), ZUID: levering(traject(**OMGEKEERD), {})})
    (run,) = json.loads(made(found, "sarif"))["runs"]
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [NOORD, ZUID]
    locations = {result["ruleId"]: result["locations"][0] for result in run["results"]}
    assert locations["TRJ-01"]["physicalLocation"]["artifactLocation"] == {"uri": ZUID, "index": 1}
    assert locations["TRJ-01"]["logicalLocations"] == [{"fullyQualifiedName": EERSTE}]
    assert locations["GEM-07"]["physicalLocation"]["artifactLocation"]["index"] == 0


def test_worklist_has_a_column_for_the_file_when_there_are_several() -> None:
    late = levering(
        traject(), traject(**OMGEKEERD), aanleverende_organisatie={**ORGANISATIE, "(Statutaire) Naam": "Zuid"}
    )
    (found,) = worklist_tables(judged({NOORD: levering(traject()), "zuid.json": late}))
    (row,) = [row for row in found.to_dicts() if row["regel"] == "TRJ-01"]
    assert (row["bestand"], row["levering"], row["traject"], row["organisatie"]) == ("zuid.json", 1, 2, "Zuid")
    (whole,) = [row for row in found.to_dicts() if row["regel"] == "BST-01"]
    assert (whole["bestand"], whole["levering"], whole["onderdeel"]) == ("zuid.json", None, "het hele bestand")
    (one,) = worklist_tables(judged({NOORD: late}))
    assert "bestand" not in one.columns


@pytest.mark.parametrize("dag", ["2025-02-30", "1-2-2025", "20250201", "vandaag", ""])
def test_day_that_does_not_exist_is_refused(dag: str, twee: list[Path]) -> None:
    found = voer_uit(twee[0], "--date", dag)
    assert found.code == 2 and "datum" in found.fout


def test_report_says_the_day_that_was_asked_for(twee: list[Path], tmp_path: Path) -> None:
    assert voer_uit(twee[1], "-f", "html", "--date", "2025-02-01").code == 0
    assert "1 februari 2025" in (tmp_path / "SHV_2024_Noord.op-orde.html").read_text(encoding="utf-8")


def test_name_and_folder_can_be_chosen(twee: list[Path], tmp_path: Path) -> None:
    voer_uit(*twee, "-f", "json", "--name", "Regio Oost", "-o", tmp_path / "uit")
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["Regio Oost.op-orde.json"]


def test_same_file_named_twice_is_refused(twee: list[Path]) -> None:
    found = voer_uit(twee[0], twee[0])
    assert found.code == 2 and "2 keer genoemd" in found.fout


def test_ctrl_c_while_reading_side_by_side_leaves_nobody_behind(twee: list[Path]) -> None:
    """A process that stayed would hold the pipes open, so that the run would not be over."""
    script = (
        "import os, signal; from ddas_report.cli import app; from ddas_report.read import progress, workers\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "workers.WORTHWHILE, os.cpu_count = 0, lambda: 2\n"
        "progress.Silent.reading = lambda *_: lambda _: os.kill(os.getpid(), signal.SIGINT)\n"
        "app.main()"
    )
    command = [sys.executable, "-c", script, *map(str, twee)]
    found = subprocess.run(command, capture_output=True, text=True, cwd=SAMPLES.parent, timeout=600)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "Afgebroken.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other pipes")
@pytest.mark.parametrize("woorden", [["--help"], ["--regels"], ["--version"]], ids=" ".join)
def test_reader_that_leaves_is_a_clean_end(woorden: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ddas_report", *woorden]
    found = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, cwd=SAMPLES.parent)
    os.close(writing)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other pipes")
def test_reader_that_leaves_does_not_change_the_verdict(twee: list[Path]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ddas_report", str(twee[0]), "-f", "json"]
    found = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, cwd=SAMPLES.parent)
    os.close(writing)
    assert (found.returncode, found.stderr) == (1, "")


def test_version_needs_nothing_heavy() -> None:
    script = (
        "import sys; from unittest import mock; from ddas_report.cli import app\n"
        "sys.argv = ['ddas-report', '--version']\n"
        "with mock.patch('os._exit'): app.main()\n"
        "print({'polars', 'rich', 'jinja2', 'jsonschema', 'weasyprint'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, cwd=SAMPLES.parent)
    assert found.stdout.endswith("set()\n"), found.stdout + found.stderr


def test_quiet_run_to_a_page_imports_nothing_of_other_outputs(twee: list[Path], tmp_path: Path) -> None:
    script = (
        "import sys; from unittest import mock; from ddas_report.cli import app\n"
        f"sys.argv = ['ddas-report', {str(twee[0])!r}, '--quiet', '-f', 'html', '-o', {str(tmp_path)!r}]\n"
        "with mock.patch('os._exit'): app.main()\n"
        "print({'pydantic', 'rich', 'jsonschema', 'weasyprint', 'xlsxwriter'} & sys.modules.keys())"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=SAMPLES.parent)
    assert found.stdout.endswith("set()\n"), found.stdout + found.stderr
