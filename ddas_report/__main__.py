"""Starts the command; the question for its version is answered before anything slow is imported."""

import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Run `ddas-report`."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _leave)  # until there is something to put in order
    if sys.argv[1:] in (["--version"], ["--versie"], ["-V"]):
        from ddas_report import __version__

        with suppress(OSError):
            os.write(1, f"ddas-report {__version__}\n".encode())
        return
    from ddas_report.cli.app import main as command

    command()


def _leave(*_: object) -> None:
    with suppress(OSError):
        os.write(2, b"Afgebroken.\n")
    os._exit(130)


if __name__ == "__main__":
    main()
