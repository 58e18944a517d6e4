"""The help text of the command line, with Dutch headings."""

from typing import Any

import typer
from typer.core import TyperCommand

from ddas_report.model.errors import DdasError
from ddas_report.render.formats import FORMATS


class DutchCommand(TyperCommand):
    """A command whose `--help` is in Dutch throughout."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the words; raises DdasError when an option that takes one value is given more of them."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option in order:
            flag_or_list = getattr(option, "is_flag", True) or getattr(option, "multiple", True)
            if not flag_or_list and order.count(option) > 1:
                raise DdasError(
                    f"De optie {option.opts[-1]} staat er {order.count(option)} keer in.", "Noem haar één keer."
                )
        return super().parse_args(ctx, args)

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
