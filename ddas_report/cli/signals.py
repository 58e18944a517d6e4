"""Ctrl-C, a window that is closed and a request to end all end the run in the same way, cleanly."""

import signal
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_came: list[int] = []


def listen() -> None:
    """Have each of these raise KeyboardInterrupt, unless whoever started the run wants it to be passed over."""
    _came.clear()
    for number in _signals():
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def stop_listening() -> None:
    """Have none of these disturb what is left to do."""
    for number in _signals():
        signal.signal(number, signal.SIG_IGN)


def end_if_asked() -> None:
    """Raise KeyboardInterrupt once more, when a library has caught it."""
    if _came:
        raise KeyboardInterrupt


def _signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


def _end(number: int, frame: FrameType | None) -> None:
    _came.append(number)
    raise KeyboardInterrupt
