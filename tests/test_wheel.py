"""The wheel as it is installed: it brings its templates and data, and needs nothing of the source tree."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ddas_report import rapport
from ddas_report.render.html import _environment
from ddas_report.render.templates import SETTINGS, CompiledTemplates

WORTEL = Path(__file__).parent.parent
SAMPLE = WORTEL / "sample_data" / "SHV_2024_Voorbeeldstad.json"
COMPILED = "ddas_report/render/compiled/"
BOUW = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def run(*command: object, cwd: Path, code: int = 0) -> str:
    """The output of a command outside the source tree; the test fails on any other exit code."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    words = [str(word) for word in command]
    found = subprocess.run(words, cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8")
    assert found.returncode == code, found.stdout + found.stderr
    return found.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return folder / run(sys.executable, "-c", BOUW, folder, cwd=WORTEL).splitlines()[-1]


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on comes from the environment of the tests."""
    home = tmp_path_factory.mktemp("omgeving")
    venv.create(home, symlinks=os.name != "nt", with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    site = run(folder / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    installed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    install = ("-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "--no-index")
    run(folder / "python", *install, wheel, cwd=home)
    Path(site, "omgeving_van_de_tests.pth").write_text("\n".join(installed), encoding="utf-8")
    return folder


def test_wheel_holds_the_package_its_templates_and_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as parts:
        names = {name for name in parts.namelist() if ".dist-info/" not in name and not name.startswith(COMPILED)}
    sources = {path.relative_to(WORTEL).as_posix() for path in (WORTEL / "ddas_report").rglob("*") if path.is_file()}
    templates = {
        f"ddas_report/{p.relative_to(WORTEL).as_posix()}" for p in (WORTEL / "templates").rglob("*") if p.is_file()
    }
    assert names == {name for name in sources if "__pycache__" not in name} | templates


def test_wheel_holds_the_code_of_each_template_as_the_program_compiles_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as parts:
        held = {Path(name).stem: parts.read(name).decode() for name in parts.namelist() if name.startswith(COMPILED)}
    environment = _environment()
    templates = {path.name: path.read_text(encoding="utf-8") for path in (WORTEL / "templates").glob("*.j2")}
    found = {code for name, code in held.items() if name != "__init__"}
    assert found == {environment.compile(source, name, raw=True) for name, source in templates.items()}


def test_installed_command_compiles_no_template_and_makes_the_same_page(bin_folder: Path, tmp_path: Path) -> None:
    script = (
        "import jinja2; jinja2.Environment.compile = None; from ddas_report import rapport; from datetime import date\n"
        f"page = rapport({str(SAMPLE)!r}, vandaag=date(2025, 2, 3)).als('html')\n"
        "open('page.html', 'wb').write(page)"
    )
    run(bin_folder / "python", "-c", script, cwd=tmp_path)
    assert (tmp_path / "page.html").read_bytes() == rapport(SAMPLE, vandaag=date(2025, 2, 3)).als("html")


def test_code_of_another_source_other_settings_or_another_jinja_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    found = CompiledTemplates().get_source_checksum("{{ 1 }}")
    assert found != CompiledTemplates().get_source_checksum("{{ 2 }}")
    with monkeypatch.context() as other:
        other.setitem(SETTINGS, "trim_blocks", False)
        assert found != CompiledTemplates().get_source_checksum("{{ 1 }}")
    monkeypatch.setattr("jinja2.__version__", "3.1.99")
    assert found != CompiledTemplates().get_source_checksum("{{ 1 }}")


def test_installed_command_is_that_of_the_wheel(bin_folder: Path, tmp_path: Path) -> None:
    where = run(bin_folder / "python", "-c", "import ddas_report; print(ddas_report.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(bin_folder.parent)
    version = run(bin_folder / "python", "-c", "import ddas_report; print(ddas_report.__version__)", cwd=tmp_path)
    assert run(bin_folder / "ddas-report", "--version", cwd=tmp_path) == f"ddas-report {version}"


def test_installed_command_makes_the_reports(bin_folder: Path, tmp_path: Path) -> None:
    told = run(bin_folder / "ddas-report", SAMPLE, "-o", tmp_path / "uit", "-f", "html,json", cwd=tmp_path, code=1)
    assert told.startswith("Nog niet uploaden")
    html = (tmp_path / "uit" / "SHV_2024_Voorbeeldstad.op-orde.html").read_text(encoding="utf-8")
    summary = json.loads((tmp_path / "uit" / "SHV_2024_Voorbeeldstad.op-orde.json").read_bytes())
    assert html.startswith("<!doctype html>") and "<style>" in html and str(WORTEL) not in html
    assert summary["oordeel"] == "niet_uploaden" and summary["bestand"]["bytes"] == SAMPLE.stat().st_size
