"""What is small costs little, whatever is in it: it is judged within a bound of time and memory, or refused in a sentence.

Each case is the worst of its kind; the bounds are three times what it takes, where it once took minutes or gigabytes.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from bouw import bsn, levering, schuld, traject

from ddas_report.compare.read_earlier import MOST_GEMEENTEN
from ddas_report.compare.spreadsheet.limits import MAX_BYTES
from ddas_report.model import gemeenten
from ddas_report.model.wording import whole
from ddas_report.read.archive import Limits
from ddas_report.read.document import MOST_OF_SIZE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its bounds"),
]

PROJECT = Path(__file__).parent.parent
NAAM = "SHV_2024_Test"
KLEIN = json.dumps(levering(traject()))
LIST = '"schuldhulptrajecten": ['
_BOUNDED = (
    "import resource, sys; megabytes, seconds = map(int, sys.argv[1:3]); del sys.argv[1:3]\n"
    "resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)\n"
    "resource.setrlimit(resource.RLIMIT_CPU, (seconds,) * 2)\n"
    "from ddas_report.__main__ import main; main()"
)


class Case(NamedTuple):
    """Files, by name; the words of the command; what it says, when it refuses; and what it may take.

    Megabytes are of address space, of which a third is used.
    """

    files: Mapping[str, str | bytes | int]
    """A number stands for so many bytes."""
    words: Sequence[str]
    refused: str = ""
    seconds: int = 6
    megabytes: int = 1_500
    most: int = 2_000_000
    """Bytes of all outputs."""


def begun(trajecten: str) -> str:
    """A delivery with these before an ordinary one."""
    return KLEIN.replace(LIST, LIST + trajecten)


def zipped(members: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archief:
        for nummer, member in enumerate(members):
            archief.writestr(f"SHV_2024_Test_{nummer}.json", member)
    return buffer.getvalue()


def empty_trajecten() -> Case:
    return Case(
        {f"{NAAM}.json": begun("{}," * 330_000)}, [f"{NAAM}.json"], f"meer dan {whole(MOST_OF_SIZE[0][1])} trajecten"
    )


def trajecten_each_with_a_field_of_its_own() -> Case:
    return Case(
        {f"{NAAM}.json": begun("".join(f'{{"a{n:x}":1}},' for n in range(10_000)))}, [f"{NAAM}.json"], most=3_000_000
    )


def unknown_fields_in_one_object() -> Case:
    names = ("".join(chr(97 + int(digit)) for digit in str(n)) for n in range(20_000))
    found = begun('{"intake":{' + ",".join(f'"{naam}":1' for naam in names) + "}},")
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json"], most=3_000_000)


def schulden_that_are_none() -> Case:
    found = begun(f'{{"schulden":[{",".join(["1"] * 5_000)}]}},' * 50)
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json"], seconds=15, megabytes=2_000)


def empty_trajecten_in_a_zip() -> Case:
    return Case({"a.zip": zipped([begun("{}," * 330_000 + " " * n) for n in range(3)])}, ["a.zip"], "bijna leeg")


def files_by_the_hundreds() -> Case:
    return Case({"a.zip": zipped([KLEIN] * (Limits().bestanden + 1))}, ["a.zip"], "zoveel worden er niet in één keer")


def many_small_files() -> Case:
    return Case({"a.zip": zipped([json.dumps(levering(traject())) for _ in range(60)])}, ["a.zip"])


def clients_times_schulden() -> Case:
    clients = ",".join(f'{{"Burgerservicenummer":"{bsn(n)}"}}' for n in range(5_000))
    found = begun(f'{{"client":[{clients}],"schulden":[{",".join(["{}"] * 5_000)}]}},')
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json", "--worklist", "uit/w.csv", "--with-bsn"], most=5_000_000)


def one_client_in_every_gemeente() -> Case:
    client = f'[{{"Burgerservicenummer":"{bsn(1)}"}}]'
    found = begun("".join(f'{{"gemeentecode":"{n:04}","client":{client}}},' for n in range(3_000)))
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json"], most=20_000_000)


def a_gemeentecode_of_its_own_for_each() -> Case:
    return Case({f"{NAAM}.json": begun("".join(f'{{"gemeentecode":"x{n}"}},' for n in range(6_000)))}, [f"{NAAM}.json"])


def a_page_for_each_gemeente() -> Case:
    codes = islice(gemeenten.table()["code"], 25)
    found = json.dumps(levering(*(traject(gemeentecode=code, schulden=[schuld()]) for code in codes)))
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json", "--per-gemeente", "-f", "html"], most=10_000_000)


def a_pdf_for_each_gemeente() -> Case:
    found = json.dumps(levering(*(traject(gemeentecode=code) for code in gemeenten.table()["code"])))
    return Case({f"{NAAM}.json": found}, [f"{NAAM}.json", "--per-gemeente", "-f", "html,pdf"], "nooit meer dan 150")


def a_table_of_cbs_of_gigabytes() -> Case:
    return Case(
        {f"{NAAM}.json": KLEIN, "cbs.csv": 3_000_000_000},
        [f"{NAAM}.json", "--cbs", "cbs.csv"],
        f"{MAX_BYTES // 1_000_000} MB",
    )


def norms_of_gigabytes() -> Case:
    return Case(
        {f"{NAAM}.json": KLEIN, "n.toml": 3_000_000_000}, [f"{NAAM}.json", "--norms", "n.toml"], "veel te groot"
    )


def a_delivery_for_which_there_is_no_room() -> Case:
    return Case({f"{NAAM}.json": 40_000_000}, [f"{NAAM}.json"], "te weinig geheugen", megabytes=700)


def a_delivery_where_there_is_hardly_any_room() -> Case:
    return Case({f"{NAAM}.json": KLEIN}, [f"{NAAM}.json"], "te weinig geheugen", megabytes=500)


def a_summary_with_too_many_gemeenten() -> Case:
    row = '{"gemeente":"x%d","id":"op_orde.trajecten","waarde":1}'
    rows = ",".join(row % n for n in range(MOST_GEMEENTEN + 1))
    found = (
        f'{{"formaat":"ddas-report/1","periode":{{"start":"2023-01-01","eind":"2023-12-31"}},"indicatoren":[{rows}]}}'
    )
    return Case({f"{NAAM}.json": KLEIN, "v.json": found}, [f"{NAAM}.json", "--previous", "v.json"], "niet te lezen")


CASES: list[Callable[[], Case]] = [
    empty_trajecten,
    trajecten_each_with_a_field_of_its_own,
    unknown_fields_in_one_object,
    schulden_that_are_none,
    empty_trajecten_in_a_zip,
    files_by_the_hundreds,
    many_small_files,
    clients_times_schulden,
    one_client_in_every_gemeente,
    a_gemeentecode_of_its_own_for_each,
    a_page_for_each_gemeente,
    a_pdf_for_each_gemeente,
    a_table_of_cbs_of_gigabytes,
    norms_of_gigabytes,
    a_delivery_for_which_there_is_no_room,
    a_delivery_where_there_is_hardly_any_room,
    a_summary_with_too_many_gemeenten,
]


def placed(folder: Path, files: Mapping[str, str | bytes | int]) -> None:
    for naam, content in files.items():
        with (folder / naam).open("wb") as file:
            if isinstance(content, int):
                file.truncate(content)
            else:
                file.write(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
def test_worst_of_its_kind_costs_little(make: Callable[[], Case], tmp_path: Path) -> None:
    case = make()
    placed(tmp_path, case.files)
    formats = [] if "-f" in case.words else ["-f", "json,html"]
    command = [
        sys.executable,
        "-c",
        _BOUNDED,
        str(case.megabytes),
        str(case.seconds),
        *case.words,
        *formats,
        "-o",
        "uit",
    ]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=environment)
    assert found.returncode in ((2,) if case.refused else (0, 1)), (found.returncode, found.stderr)
    assert bool(case.refused) == found.stderr.startswith("Fout: ") and case.refused in found.stderr
    assert sum(path.stat().st_size for path in tmp_path.glob("uit/*")) < case.most
