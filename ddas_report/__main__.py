"""Starts the command; the question for its version is answered before anything slow is imported."""

import os
import sys
from contextlib import suppress


def main() -> None:
    """Run `ddas-report`."""
    if sys.argv[1:] == ["--version"]:
        from ddas_report import __version__

        with suppress(BrokenPipeError):
            os.write(1, f"ddas-report {__version__}\n".encode())
        return
    from ddas_report.cli.app import main as command

    command()


if __name__ == "__main__":
    main()
