"""The help text of the command line, with Dutch headings."""

from typing import Any

import typer
from typer.core import TyperCommand

from ddas_report.render.formats import FORMATS


class DutchCommand(TyperCommand):
    """A command whose `--help` is in Dutch throughout."""

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "[OPTIES] BESTAND...", prefix="Gebruik: ")

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the argument and the options, in the order in which they are declared."""
        argument, *options = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        with formatter.section("Bestand"):
            formatter.write_dl([(str(argument.metavar), str(getattr(argument, "help", "")))])
        with formatter.section("Opties"):
            formatter.write_dl([_row(option) for option in options])


def list_formats() -> str:
    """Every output format with what it is for, in one sentence without its full stop."""
    return "; ".join(f"{naam} ({formaat.doel})" for naam, formaat in FORMATS.items())


def _row(option: Any) -> tuple[str, str]:
    names = ", ".join(option.opts)
    wide = f"{names} {option.metavar}" if option.metavar and not option.is_flag else names
    return wide, "Toon deze hulp." if "--help" in option.opts else option.help or ""
