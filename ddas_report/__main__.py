"""Starts the command; the question for its version is answered before anything slow is imported."""

import sys


def main() -> None:
    """Run `ddas-report`."""
    if sys.argv[1:] == ["--version"]:
        from ddas_report import __version__

        sys.stdout.write(f"ddas-report {__version__}\n")
        return
    from ddas_report.cli import main as command

    command()


if __name__ == "__main__":
    main()
