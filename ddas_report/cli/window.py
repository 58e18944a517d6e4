"""The page in the browser: from the command, and as the program `ddas-venster`, that has no console."""

import gc
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from ddas_report.cli import standing
from ddas_report.cli.ending import INTERRUPTED, UNUSABLE, leave, what_arose
from ddas_report.cli.terminal import say, shown
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.files import open_streams, read
from ddas_report.read.toml import LARGEST

_ERROR_SIGN, _NOTE_SIGN = 0x10, 0x40


def open_window(grenzen: Limits, show: Callable[[str], None] = say) -> None:
    """Show the page until it is closed; `show` gets its address when no browser can be opened.

    Raises DdasError when the packages that it needs are not there, or the user's standing choices cannot be read.
    """
    try:
        from ddas_report.web.jobs import Standing
        from ddas_report.web.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise DdasError(
            "De pagina in de browser kan niet worden getoond: er ontbreekt een onderdeel.",
            'Installeer het met: pip install "ddas-report[venster]"',
        ) from None
    chosen = {choice.naam: choice.value for choice in standing.find_choices(standing.own_folder())}
    normen = _own_normen(Path(str(chosen["normen"]))) if "normen" in chosen else {}
    gc.enable()  # unlike a run of the command, the page stays for hours
    serve(grenzen, Standing(str(chosen.get("opsteller", "")), str(chosen.get("functie", "")), normen), show)


def _own_normen(path: Path) -> Mapping[str, float]:
    from ddas_report.analyse.choice import read_normen  # slow to import

    return read_normen(read(path, LARGEST + 1))


def main() -> None:
    """Run `ddas-venster`; what there is to say stands in a box when there is no console."""
    has_console = sys.stderr is not None
    show: Callable[[str], None] = _box if sys.platform == "win32" and not has_console else _line
    open_streams()

    def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        show("\n".join(what_arose(error, trace)))
        leave(UNUSABLE)

    sys.excepthook = unexpected
    try:
        open_window(Limits(), show)
    except DdasError as error:
        show(f"{shown(error.melding)}\n{error.advies}")
        leave(UNUSABLE)
    except KeyboardInterrupt:
        leave(INTERRUPTED)


def _line(text: str) -> None:
    """Say it in the console, if anybody still reads it."""
    with suppress(OSError):
        say(text)


def _box(text: str) -> None:
    """Say it in a box of Windows."""
    import ctypes

    user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined]
    user32.MessageBoxW(None, text, "ddas-report", _NOTE_SIGN if "http://" in text else _ERROR_SIGN)
