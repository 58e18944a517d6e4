"""The help text of the command line, with Dutch headings."""

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand

from ddas_report.cli.standing import find_choices
from ddas_report.cli.terminal import NOT_WRITTEN, say
from ddas_report.cli.values import take_as_written
from ddas_report.model.errors import DdasError, OutputFailed
from ddas_report.render.formats import FORMATS

EXAMPLES = (
    ("ddas-report SHV_2024_Gemeente.json", "rapport en PDF naast het bestand"),
    ("ddas-report SHV_2024.json --vorige SHV_2023.json", "met wat er veranderde"),
    ("ddas-report SHV_2024.json -f html,xlsx -o rapport", "pagina en werkmap in de map rapport"),
    ("ddas-report --venster", "een pagina in uw browser in plaats van de opdrachtregel"),
    ("ddas-report --regel TRJ-01", "uitleg van één controleregel"),
)


HELP_NAMES = ["-h", "--hulp", "--help"]
HELP = "Toon deze hulp."
WORDS = {"help": "--hulp", "hulp": "--hulp", "venster": "--venster", "serve": "--venster", "versie": "--versie"}
"""What people type alone in place of an option; a file of that name goes before it."""


class DutchCommand(TyperCommand):
    """A command whose `--hulp` is in Dutch throughout, and whose options may have been chosen once and for all."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the words; raises DdasError when an option that takes one value is given more of them."""
        if not args and sys.stdin.isatty() and sys.stdout.isatty():
            args = ["--hulp"]
        if len(args) == 1 and args[0] in WORDS and not Path(args[0]).exists():
            args = [WORDS[args[0]]]
        words, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option in order:
            flag_or_list = getattr(option, "is_flag", True) or getattr(option, "multiple", True)
            if not flag_or_list and order.count(option) > 1:
                raise DdasError(
                    f"De optie {dutch_name(option)} staat er {order.count(option)} keer in.", "Noem haar één keer."
                )
        if bestanden := words.get("bestanden"):
            ctx.default_map = {choice.parameter: choice.value for choice in find_choices(Path(bestanden[0]).parent)}
        take_as_written(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """The option `--hulp`, that says so when the help cannot be written."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "[OPTIES] BESTAND...", prefix="Gebruik: ")

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the argument, the options by subject in the order in which they are declared, and examples."""
        argument, *options = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        with formatter.section("Bestand"):
            formatter.write_dl([(str(argument.metavar), str(getattr(argument, "help", "")))])
        for subject, of_subject in _by_subject(options):
            with formatter.section(subject):
                formatter.write_dl([_row(option) for option in of_subject])
        with formatter.section("Voorbeelden"):
            formatter.write_dl([*EXAMPLES])


def _show_help(ctx: Any, param: object, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    try:
        say(ctx.get_help())
    except BrokenPipeError:
        raise
    except OSError:
        raise OutputFailed(*NOT_WRITTEN) from None
    ctx.exit()


def dutch_name(option: Any) -> str:
    """The name by which an option is told: its first long one; those after it are English."""
    return _long_names(option)[0]


def english_names(option: Any) -> list[str]:
    """The names that work too, and that no text tells but the help."""
    return _long_names(option)[1:]


def _long_names(option: Any) -> list[str]:
    """The long names as declared; typer gives those of `--hulp` itself in any order."""
    names = HELP_NAMES if "--help" in option.opts else option.opts
    return [name for name in names if name.startswith("--")]


def list_formats() -> str:
    """Every output format with what it is for, in one sentence without its full stop."""
    return "; ".join(f"{naam} ({formaat.doel})" for naam, formaat in FORMATS.items())


def _by_subject(options: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """The options under their subjects; that which has none, `--hulp` itself, under the last."""
    found: list[tuple[str, list[Any]]] = []
    for subject, of_subject in groupby(options, lambda option: option.rich_help_panel):
        if subject is None and found:
            found[-1][1].extend(of_subject)
        else:
            found.append((subject, [*of_subject]))
    return found


def _row(option: Any) -> tuple[str, str]:
    short = [name for name in sorted(option.opts) if not name.startswith("--")]
    names = ", ".join((*short, dutch_name(option)))
    purpose = HELP if "--help" in option.opts else option.help or ""
    also = "".join(f" Ook: {name}." for name in english_names(option))
    return f"{names} {option.metavar}" if option.metavar and not option.is_flag else names, purpose + also
