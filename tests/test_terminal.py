"""Streams that are closed or full, names that steer a terminal, and what ends a run from outside."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest
from bouw import levering, traject
from opdracht import voer_uit
from typer.core import TyperCommand
from typer.main import get_command

from ddas_report.cli import ending, window
from ddas_report.cli.app import app
from ddas_report.read import files

PROJECT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals and streams")
COMMAND = [sys.executable, "-m", "ddas_report"]


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    """A delivery with a waarschuwing and no fout."""
    path = tmp_path / "SHV_2024_Test.json"
    path.write_text(json.dumps(levering(traject(startdatum=None))), encoding="utf-8")
    return path


@pytest.fixture
def fout(tmp_path: Path) -> Path:
    path = tmp_path / "fout.json"
    path.write_text(json.dumps(levering(traject())), encoding="utf-8")
    return path


def run(*woorden: str | Path, env: dict[str, str] | None = None, **streams: Any) -> subprocess.CompletedProcess[str]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    command = [*COMMAND, *map(str, woorden)]
    return subprocess.run(command, text=True, cwd=PROJECT, timeout=600, env=os.environ | (env or {}), **given)


def closed(*descriptors: int) -> Any:
    return {"preexec_fn": lambda: [os.close(descriptor) for descriptor in descriptors]}


def full() -> IO[bytes]:
    return Path("/dev/full").open("wb")


# Closed and full streams ---------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("dicht", [(1,), (2,), (0, 1, 2)], ids=str)
def test_report_is_made_although_nobody_can_be_told(dicht: tuple[int, ...], klein: Path, fout: Path) -> None:
    for path, code in ((klein, 0), (fout, 1)):
        found = run(path, "-f", "json,xlsx", **closed(*dicht))
        assert found.returncode == code and "Traceback" not in found.stdout + found.stderr
        summary = path.with_name(f"{path.stem}.op-orde.json")
        assert json.loads(summary.read_bytes())["formaat"]  # nothing else was written into it


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_full_stream_does_not_change_the_verdict(klein: Path, fout: Path) -> None:
    with full() as stream:
        assert run(klein, "-f", "json", stdout=stream).returncode == 0
        assert run(fout, "-f", "json", stdout=stream, stderr=stream).returncode == 1
        assert run(klein.with_name("weg.json"), stderr=stream).returncode == 2
        assert run("--onzin", stdout=stream, stderr=stream).returncode == 2


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_text_that_was_asked_for_and_cannot_be_written_is_an_error() -> None:
    with full() as stream:
        for woorden in (("--regels",), ("--hulp",)):
            found = run(*woorden, stdout=stream)
            assert found.returncode == 2 and found.stderr.startswith("Fout: De tekst kan niet worden geschreven")
    assert "Er komt geen levering binnen" in run("-", **closed(0)).stderr
    assert run("--version", **closed(1)).returncode == 0
    assert run("--regel", "TRJ-01", **closed(1)).returncode == 0


def test_error_in_reading_the_words_is_not_told_as_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(TyperCommand, "parse_args", fail)
    with pytest.raises(OSError):
        get_command(app).make_context("ddas-report", ["SHV_2024_Test.json"])


# What is printed -----------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("teken", ["\x1b[31m", "\x1b]0;titel\x07", "\x9b2J", "\u202e", "\r", "\n"], ids=ascii)
def test_sign_that_steers_a_terminal_is_not_printed(teken: str, tmp_path: Path) -> None:
    path = tmp_path / f"SHV_2024_{teken}Test.json"
    path.write_text(json.dumps(levering()), encoding="utf-8")
    anders = tmp_path / f"norm{teken}.toml"
    anders.write_text(
        f'"{teken.encode("unicode_escape").decode()}norm" = 3\n'.replace("\\x", "\\u00"), encoding="utf-8"
    )
    for opties in ((), ("--norms", anders), ("--norms", tmp_path / f"weg{teken}.toml"), ("--select", f"TRJ{teken}")):
        found = voer_uit(path, "-f", "json", *opties)
        lines = found.tekst.split("\n")
        assert all(line.isprintable() for line in lines), lines
        assert not any(line.startswith("Test.json") for line in lines)


# Ended from outside --------------------------------------------------------------------------------------


def ended(naam: str, patch: str, *woorden: str | Path) -> subprocess.CompletedProcess[str]:
    """A run that gets a signal where `patch` sends it."""
    script = (
        "import os, signal, sys\n"
        "from ddas_report.__main__ import main\n"
        f"signal.signal(signal.{naam}, signal.SIG_DFL)\n"  # whoever runs the tests may pass it over
        f"def end(*_, **__): os.kill(os.getpid(), signal.{naam})\n"
        f"{patch}\n"
        f"sys.argv = ['ddas-report', *{[str(woord) for woord in woorden]!r}]\n"
        "main()"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, timeout=600)


IMPORTING = (
    "sys.meta_path.insert(0, type('Finder', (), {'find_spec': lambda _, naam, *__: naam == %r and end() or None})())"
)
WRITING = "from ddas_report.read import files; files.os.fsync = end"
SWALLOWED = """
from ddas_report.render import summary
def swallow(_):
    try: end()
    except BaseException: return b'half'
summary.render = swallow
"""


@posix
@pytest.mark.parametrize(
    ("naam", "patch"),
    [
        ("SIGINT", IMPORTING % "typer"),
        ("SIGTERM", IMPORTING % "ddas_report.cli.app"),
        ("SIGHUP", IMPORTING % "polars"),
        ("SIGTERM", WRITING),
        ("SIGHUP", WRITING),
        ("SIGINT", SWALLOWED),
    ],
    ids=["first import", "before the command", "polars", "half a worklist", "half, window closed", "swallowed"],
)
def test_run_ends_cleanly_whatever_ends_it_and_when(naam: str, patch: str, fout: Path) -> None:
    lijst = fout.with_name("lijst.csv")
    found = ended(naam, patch, fout, "-f", "json", "--ignore", "VGL", "--worklist", lijst, "--with-bsn")
    written = lijst.exists()  # ended between two outputs: it is there whole, and its owner is told of the BSNs
    told = f"Let op: {lijst} bevat persoonsgegevens (BSN). Verwijder het bestand na gebruik.\n" if written else ""
    assert (found.returncode, found.stdout, found.stderr) == (130, "", f"{told}Afgebroken.\n")
    left = {path.name for path in fout.parent.iterdir()} - {fout.name}
    assert written == (patch == SWALLOWED) and left == ({lijst.name} if written else set())


STARTING = """
from multiprocessing import util
spawn, begun = util.spawnv_passfds, []
def spawn_and_end(*words):
    begun.append(spawn(*words))
    if len(begun) == 2:  # the first keeps the books
        end()
    return begun[-1]
util.spawnv_passfds = spawn_and_end
"""


@posix
@pytest.mark.parametrize("naam", ["SIGTERM", "SIGHUP"])
def test_run_that_ends_while_the_process_that_draws_is_half_started_says_no_more_than_that(
    naam: str, klein: Path
) -> None:
    found = ended(naam, STARTING, klein, "-f", "pdf")
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "Afgebroken.\n")


@posix
def test_signal_that_whoever_started_the_run_wants_passed_over_is(klein: Path) -> None:
    start = "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + WRITING
    found = ended("SIGHUP", start, klein, "-f", "json", "--quiet")
    assert (found.returncode, found.stderr) == (0, "") and klein.with_name("SHV_2024_Test.op-orde.json").exists()


def test_what_a_run_that_was_killed_left_is_removed(klein: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    this, here = files._machine(), klein.parent
    left = [here / f".ddas-report-{this}-{pid}-abc" for pid in (gone.pid, os.getpid())]
    kept = [here / f".ddas-report-{name}" for name in (f"{this}-{os.getppid()}-abc", "ander-1-abc", "abc")]
    for path in left + kept:
        path.write_text("BSN", encoding="utf-8")
    assert voer_uit(klein, "-f", "json").code == 0
    assert not any(path.exists() for path in left) and all(path.exists() for path in kept)


def test_file_that_was_just_made_goes_when_the_run_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = os.open

    def make_and_end(*words: Any) -> NoReturn:
        os.close(make(*words))
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "open", make_and_end)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "lijst.csv", b"BSN", private=True)
    assert not [*tmp_path.iterdir()]


def test_temporary_folder_of_a_run_that_was_killed_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, kept = (tmp_path / f"ddas-report-{files._machine()}-{pid}-abc" for pid in (gone.pid, os.getppid()))
    for folder in (left, kept, tmp_path / "elders"):
        folder.mkdir()
        (folder / "letter").write_text("x", encoding="utf-8")
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    with files.temporary_folder() as own:
        assert Path(own).is_dir() and not left.exists()
    assert not Path(own).exists()
    assert {path.name for path in tmp_path.iterdir()} == {kept.name, "elders"}


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_outputs_are_for_whom_the_user_lets_read(mask: int, klein: Path) -> None:
    before = os.umask(mask)
    try:
        voer_uit(klein, "-f", "json", "--worklist", klein.with_name("w.csv"), "--cbs-template")
        voer_uit(klein, "-f", "json", "--worklist", klein.with_name("bsn.csv"), "--with-bsn")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in klein.parent.iterdir() if path != klein}
    assert modes.pop("bsn.csv") == 0o600 and set(modes.values()) == {0o666 & ~mask}


# Odd surroundings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("threads", ["0", "-1", "veel"])
def test_odd_number_of_threads_is_no_reason_to_fail(threads: str, klein: Path) -> None:
    found = run(klein, "-f", "json", "-q", env={"POLARS_MAX_THREADS": threads})
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


@posix
def test_names_that_are_not_utf_8_give_every_output(tmp_path: Path) -> None:
    for nummer in (1, 2):
        path = os.fsencode(tmp_path) + b"/SHV_2024_\xff\xfe_%d.json" % nummer
        with open(path, "wb") as file:
            file.write(json.dumps(levering(traject())).encode())
    found = voer_uit(*sorted(tmp_path.iterdir()), "-f", "json,html,pdf,xlsx,csv,sarif,junit", "-o", tmp_path / "uit")
    assert isinstance(found.code, int) and found.code < 2, found.fout
    assert len([*(tmp_path / "uit").iterdir()]) == 7


@posix
def test_zips_are_open_one_at_a_time(tmp_path: Path) -> None:
    import resource

    for nummer in range(40):
        with zipfile.ZipFile(tmp_path / f"deel{nummer}.zip", "w") as archief:
            archief.writestr(f"SHV_2024_Test_{nummer}.json", json.dumps(levering(traject())))

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))

    found = run(*sorted(tmp_path.iterdir()), "-f", "json", "-o", tmp_path / "uit", preexec_fn=few)
    assert found.returncode < 2, found.stderr


def test_memory_that_runs_out_is_told_as_such(klein: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> NoReturn:
        raise MemoryError

    voer_uit(klein, "-f", "json")
    monkeypatch.setattr("ddas_report.regels.evaluate.assess", no_room)
    found = voer_uit(klein, "-f", "json")
    assert found.code == 2 and found.fout.startswith("Fout: Er is te weinig geheugen.")
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_page_tells_of_memory_that_runs_out_as_the_command_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(window, "open_streams", lambda: None)
    monkeypatch.setattr(window, "open_window", lambda *_: None)
    monkeypatch.setattr(window, "leave", lambda code: None)
    window.main()
    for error in (MemoryError(), ImportError("libx.so.1: failed to map segment")):
        sys.excepthook(type(error), error, None)
        assert capsys.readouterr().out == "{}\n{}\n".format(*ending.TOO_LITTLE_MEMORY)


def test_library_for_which_there_is_no_memory_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ending, "leave", lambda code: print(code))
    for words, told in (("failed to map segment", "Er is te weinig geheugen."), ("x", "Dit had niet mogen gebeuren")):
        ending.unexpected(ImportError, ImportError(f"libx.so.1: {words}"), None)
        out, err = capsys.readouterr()
        assert out == "2\n" and err.startswith(f"Fout: {told}")
