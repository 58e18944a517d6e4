"""Pango from the wheel, on systems that have none: found last, told to the processes that are started, absent elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from ddas_report.render.pango import offer_pango


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("bin", "lib"):
        (tmp_path / "gstreamer_libs" / folder).mkdir(parents=True)
    (tmp_path / "gstreamer_libs" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path / "gstreamer_libs"


def test_windows_looks_in_the_wheel_after_its_own_folders(wheel: Path) -> None:
    environ = {"PATH": r"C:\Windows"}
    assert offer_pango(environ, "win32") == wheel / "bin"
    assert environ == {"PATH": rf"C:\Windows;{wheel / 'bin'}", "WEASYPRINT_DLL_DIRECTORIES": str(wheel / "bin")}


def test_macos_looks_in_the_wheel_after_its_own_folders_and_homebrews(wheel: Path) -> None:
    environ: dict[str, str] = {}
    offer_pango(environ, "darwin")
    assert environ == {"DYLD_FALLBACK_LIBRARY_PATH": f"/usr/local/lib:/opt/homebrew/lib:/usr/lib:{wheel / 'lib'}"}


def test_folder_is_offered_once_and_what_the_user_set_stays(wheel: Path) -> None:
    environ = {"PATH": "", "WEASYPRINT_DLL_DIRECTORIES": r"D:\pango"}
    offer_pango(environ, "win32")
    once = dict(environ)
    offer_pango(environ, "win32")
    assert environ == once and environ["WEASYPRINT_DLL_DIRECTORIES"] == r"D:\pango"


def test_without_the_wheel_and_on_linux_nothing_is_offered(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ: dict[str, str] = {}
    assert offer_pango(environ, "linux") is None
    monkeypatch.setattr("ddas_report.render.pango.WHEEL", "no_such_wheel")
    assert offer_pango(environ, "win32") is None
    assert environ == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="runs no compiler there")
def test_no_program_is_run_to_find_pango() -> None:
    script = (
        "import sys\n"
        "sys.addaudithook(lambda event, _: event in ('subprocess.Popen', 'os.posix_spawn', 'os.system') and sys.exit(9))\n"
        "from ddas_report.render.layout import import_weasyprint\n"
        "import_weasyprint()\n"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent.parent).returncode == 0
