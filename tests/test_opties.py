"""Habits of the command line: names in Dutch, help by subject, choices made once, what is piped in, and completion."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from bouw import levering, traject
from opdracht import voer_uit

from ddas_report.cli import parameters
from ddas_report.cli.app import app as programma
from ddas_report.cli.help import EXAMPLES, dutch_name

SUBJECTS = (
    parameters.MAKING,
    parameters.COMPARING,
    parameters.JUDGING,
    parameters.SIGNING,
    parameters.RUNNING,
    parameters.LOOKING_UP,
)
ROOT = Path(__file__).parent.parent
ENGELS = {"output", "name", "format", "worklist", "with-bsn", "previous", "cbs-template", "norms", "select", "ignore"}
ENGELS |= {"strict", "date", "max-size", "quiet", "version", "help"}


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    path = tmp_path / "levering" / "SHV_2024_Test.json"
    path.parent.mkdir()
    path.write_text(json.dumps(levering(traject())), encoding="utf-8")
    return path


def made(klein: Path) -> set[str]:
    return {path.name for path in klein.parent.iterdir()} - {klein.name, "ddas-report.toml"}


# Names and help ----------------------------------------------------------------------------------------


def test_every_option_with_an_english_name_has_a_dutch_one_before_it() -> None:
    for param in typer.main.get_command(programma).params:
        names = [name.removeprefix("--") for name in param.opts if name.startswith("--")]
        if ENGELS & {*names}:
            assert len(names) == 2 and names[0] not in ENGELS and names[1] in ENGELS


def test_help_tells_the_dutch_name_and_that_the_english_one_works_too() -> None:
    text = " ".join(voer_uit("--help").uit.split())
    assert "-o, --uitvoer MAP Map voor het rapport. Anders: naast het (eerste) bestand. Ook: --output." in text
    assert text.count("Ook: --") == len(ENGELS) and "-h, --hulp Toon deze hulp. Ook: --help." in text


def test_no_text_of_ours_tells_an_english_name() -> None:
    told = re.compile(rf"--(?:{'|'.join(ENGELS)})(?![\w-])")
    sentences = {
        constant.value: path
        for path in (ROOT / "ddas_report").rglob("*.py")
        for constant in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and " " in constant.value
    }
    sentences |= {path.read_text(encoding="utf-8"): path for path in (ROOT / "templates").rglob("*.j*")}
    sentences |= {path.read_text(encoding="utf-8"): path for path in (ROOT / "docs").glob("*.md")}
    assert len(sentences) > 1000
    assert {(path.name, name) for text, path in sentences.items() for name in told.findall(text)} == set()


@pytest.mark.parametrize(
    ("word", "start"), [("help", "Gebruik: "), ("hulp", "Gebruik: "), ("versie", "ddas-report "), ("serve", "venster")]
)
def test_word_that_is_typed_for_an_option_is_understood(
    word: str, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ddas_report.cli.window.open_window", lambda grenzen: print("venster"))
    assert voer_uit(word).uit.startswith(start)
    Path(word).write_text("niets", encoding="utf-8")
    assert voer_uit(word).code == 2


def test_dutch_and_english_names_do_the_same(klein: Path) -> None:
    one = voer_uit(klein, "--uitvoer", klein.parent, "--naam", "x", "--formaat", "json", "--datum", "2025-02-01")
    first = (klein.parent / "x.op-orde.json").read_bytes()
    other = voer_uit(klein, "--output", klein.parent, "--name", "x", "--format", "json", "--date", "2025-02-01")
    assert one == other and first == (klein.parent / "x.op-orde.json").read_bytes()


def test_help_lists_every_option_under_a_subject_and_ends_with_examples() -> None:
    text = voer_uit("--hulp").uit
    places = [text.index(f"\n{subject}:\n") for subject in (*SUBJECTS, "Voorbeelden")]
    assert places == sorted(places) and "\nNone:" not in text
    for param in typer.main.get_command(programma).params[1:]:
        if param.name != "bestanden":
            assert places[0] < text.index(dutch_name(param)) < places[-1]
    assert all(example in text[places[-1] :] for example, _ in EXAMPLES)


def test_examples_of_the_help_hold_only_options_that_exist() -> None:
    known = {name for param in typer.main.get_command(programma).params for name in param.opts}
    assert {word for example, _ in EXAMPLES for word in example.split() if word.startswith("-")} <= known


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [("--previus", "--vorige"), ("--vorig", "--vorige"), ("--werklijs", "--werklijst"), ("--helpp", "--hulp")],
)
def test_nearest_option_is_named(mistake: str, meant: str) -> None:
    assert voer_uit("x.json", mistake, "y.json").fout.splitlines()[0] == (
        f"Fout: De optie {mistake} bestaat niet. Bedoelde u {meant}?"
    )


def test_option_that_resembles_none_gets_no_guess() -> None:
    assert "Bedoelde" not in voer_uit("x.json", "--kleur").fout


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_without_any_word_a_person_gets_the_help_and_a_program_an_error() -> None:
    import pty

    command = [sys.executable, "-m", "ddas_report"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL) as run:
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 4096):
                text += piece
        except OSError:  # what Linux says at the end
            pass
    os.close(ours)
    assert run.returncode == 0 and text.startswith(b"Gebruik: ")
    assert (voer_uit().code, voer_uit().uit) == (2, "")


# Colours -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colours_follow_what_the_environment_asks(
    given: dict[str, str], coloured: bool, klein: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    uit = voer_uit(klein, "-f", "json").uit
    assert ("\x1b[" in uit and ("3" in uit.partition("\x1b[")[2].partition("m")[0])) == coloured


# Standard input and output -----------------------------------------------------------------------------


def test_delivery_that_is_piped_in_is_read_and_named(klein: Path, tmp_path: Path) -> None:
    assert voer_uit("-", "-f", "json", "-o", tmp_path / "uit", invoer=klein.read_bytes()).code in (0, 1)
    found = voer_uit("-", "--naam", "mijn", "-f", "json", "-o", tmp_path / "uit", invoer=klein.read_bytes())
    assert found.code in (0, 1) and not found.fout
    assert {path.name for path in (tmp_path / "uit").iterdir()} == {"levering.op-orde.json", "mijn.op-orde.json"}
    bron = json.loads((tmp_path / "uit" / "mijn.op-orde.json").read_bytes())
    assert "mijn.json" in json.dumps(bron)


def test_piped_delivery_obeys_the_same_limit(klein: Path, tmp_path: Path) -> None:
    found = voer_uit("-", "-f", "json", "-o", tmp_path / "uit", "--max-omvang", "1KB", invoer=b" " * 1001)
    assert found.code == 2 and "--max-omvang" in found.fout
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("woorden", "invoer", "wat"),
    [
        (("-",), b"", "Er komt geen levering binnen"),
        (("-", "-"), b"{}", "meer dan één keer"),
        (("x.json", "-o", "-"), b"", "kan niet naar de standaarduitvoer"),
    ],
    ids=["nothing comes in", "twice", "report to a stream"],
)
def test_stream_that_cannot_be_used_is_explained(woorden: tuple[str, ...], invoer: bytes, wat: str) -> None:
    found = voer_uit(*woorden, invoer=invoer)
    assert found.code == 2 and wat in found.fout and not Path("-").exists()


# Choices that were made once ---------------------------------------------------------------------------


def choose(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "ddas-report.toml").write_text(text, encoding="utf-8")


def test_choices_beside_the_delivery_count(klein: Path) -> None:
    choose(klein.parent, 'opsteller = "K. de Vries"\nfunctie = "Manager"\nformaat = "html"\n')
    assert voer_uit(klein).code in (0, 1)
    assert made(klein) == {"SHV_2024_Test.op-orde.html"}
    page = (klein.parent / "SHV_2024_Test.op-orde.html").read_text(encoding="utf-8")
    assert "K. de Vries" in page and "Manager" in page


def test_command_goes_before_delivery_and_delivery_before_the_users_own(klein: Path, tmp_path: Path) -> None:
    choose(tmp_path / "eigen", 'formaat = ["csv"]\nstreng = true\n')
    voer_uit(klein, eigen_map=tmp_path / "eigen")
    assert made(klein) == {"SHV_2024_Test.op-orde.csv"}
    choose(klein.parent, 'formaat = ["json"]\n')
    voer_uit(klein, eigen_map=tmp_path / "eigen")
    voer_uit(klein, "-f", "html", eigen_map=tmp_path / "eigen")
    assert made(klein) == {f"SHV_2024_Test.op-orde.{kind}" for kind in ("csv", "json", "html")}


def test_norms_can_be_standing_and_their_path_is_seen_from_the_file(klein: Path) -> None:
    choose(klein.parent, 'normen = "normen/eigen.toml"\nformaat = "json"\n')
    assert "eigen.toml bestaat niet" in voer_uit(klein).fout
    (klein.parent / "normen").mkdir()
    (klein.parent / "normen" / "eigen.toml").write_text("bestaat_niet = 12\n", encoding="utf-8")
    assert "bestaat_niet" in voer_uit(klein).fout


def test_strict_can_be_standing(klein: Path) -> None:
    klein.write_text(json.dumps(levering(traject(startdatum=None))), encoding="utf-8")
    loose = voer_uit(klein, "-f", "json").code
    choose(klein.parent, "streng = true")
    assert (loose, voer_uit(klein, "-f", "json").code) == (0, 1)


@pytest.mark.parametrize(
    ("text", "wat"),
    [
        ('funktie = "Manager"', "regel 1: de keuze 'funktie' bestaat niet."),
        ('\nstreng = "ja"', "regel 2: de waarde van streng past niet."),
        ("opsteller = 3", "regel 1: de waarde van opsteller past niet."),
        ('formaat = "docx"', "'docx'"),
        ("formaat = [1]", "de waarde van formaat past niet."),
        ('kleine-aantallen = "tonen"', "bestaat niet"),
        ('uitvoer = "/tmp"', "bestaat niet"),
        ("opsteller =", "Het bestand met vaste keuzes is geen geldige TOML"),
    ],
)
def test_wrong_choice_is_refused_with_its_line(text: str, wat: str, klein: Path) -> None:
    choose(klein.parent, text)
    found = voer_uit(klein)
    assert found.code == 2 and wat in found.fout and made(klein) == set()


def test_misspelled_choice_gets_the_nearest(klein: Path) -> None:
    choose(klein.parent, 'funktie = "Manager"')
    assert "Bedoelde u functie?" in voer_uit(klein).fout


def test_standing_choices_are_shown_with_their_place(klein: Path, tmp_path: Path) -> None:
    assert "Er zijn geen vaste keuzes" in voer_uit("--instellingen", klein).uit
    choose(tmp_path / "eigen", 'functie = "Manager"\nformaat = "html"\n')
    choose(klein.parent, "formaat = ['html', 'json']\nstreng = true\n")
    shown = voer_uit("--instellingen", klein, eigen_map=tmp_path / "eigen").uit.splitlines()
    own, beside = (folder / "ddas-report.toml" for folder in (tmp_path / "eigen", klein.parent))
    assert shown == [
        f'functie = "Manager"   ({own})',
        f'formaat = "html,json"   ({beside})',
        f"streng = true   ({beside})",
    ]


# The page, and completion ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("woorden", "wat"),
    [
        (("--datum", "31-12-2024"), "De datum '31-12-2024' is niet te lezen"),
        (("--datum", "2024-02-30"), "De datum '2024-02-30' bestaat niet"),
        (("--alleen", "TRJ-01", "--zonder", "TRJ"), "Er blijft geen regel over"),
        (("--regels", "--oorzaken"), "meer dan één overzicht"),
    ],
)
def test_what_leaves_nothing_or_too_much_to_do_is_refused(klein: Path, woorden: tuple[str, ...], wat: str) -> None:
    found = voer_uit(klein, *woorden)
    assert found.code == 2 and wat in found.fout


def test_page_takes_no_files_or_choices_of_a_report() -> None:
    for woorden in (("x.json",), ("-f", "html"), ("--streng",)):
        found = voer_uit("--venster", *woorden)
        assert found.code == 2 and "op de pagina zelf" in found.fout


def test_page_says_what_to_install_when_its_packages_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("uvicorn", "starlette")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("ddas_report.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = voer_uit("--venster")
    assert found.code == 2 and 'pip install "ddas-report[venster]"' in found.fout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_shell_gets_its_lines_for_completion(shell: str) -> None:
    found = voer_uit("--aanvullen", shell)
    assert found.code == 0 and "ddas-report" in found.uit and "_DDAS_REPORT_COMPLETE" in found.uit


def test_unknown_shell_is_refused() -> None:
    assert "Kies uit: bash, zsh, fish, pwsh." in voer_uit("--aanvullen", "dos").fout


def test_shell_is_told_which_options_may_come() -> None:
    asked = {"_DDAS_REPORT_COMPLETE": "complete_bash", "COMP_WORDS": "ddas-report --wer", "COMP_CWORD": "1"}
    command = [
        sys.executable,
        "-c",
        "import sys; sys.argv = ['ddas-report']; from ddas_report.cli.app import main; main()",
    ]
    found = subprocess.run(command, env=os.environ | asked, capture_output=True, text=True, encoding="utf-8")
    assert (found.returncode, found.stdout.split()) == (0, ["--werklijst"])
