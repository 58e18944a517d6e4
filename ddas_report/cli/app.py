"""The command line: options, exit code, and the one place where a DdasError becomes text."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from types import ModuleType

import typer

from ddas_report import __version__
from ddas_report.cli import options, parameters
from ddas_report.cli.completion import PROGRAM, be_ready_to_complete, completion_script
from ddas_report.cli.ending import (
    FOUTEN,
    IN_ORDE,
    INTERRUPTED,
    TOO_LITTLE_MEMORY,
    complain,
    in_dutch,
    leave,
    unexpected,
)
from ddas_report.cli.help import HELP_NAMES, DutchCommand
from ddas_report.cli.keep import require_free
from ddas_report.cli.piped import filled, named
from ddas_report.cli.room import require_room
from ddas_report.cli.signals import end_if_asked, listen, stop_listening
from ddas_report.cli.standing import describe, find_choices
from ddas_report.cli.terminal import NOT_WRITTEN, say, tell
from ddas_report.model.errors import DdasError, OutputFailed
from ddas_report.model.signer import Signer
from ddas_report.read.archive import Limits
from ddas_report.read.files import Source, find_sources, open_streams
from ddas_report.render.formats import FORMATS

MEMORY = "narenas:1,dirty_decay_ms:1000,muzzy_decay_ms:0"
"""How polars holds memory: in one pool, and what it has no use for for a second goes back to the system."""

KLEIN = 5_000_000
"""Bytes; up to here a second thread costs polars more than it brings."""

DEFAULT_FORMATS = ["html,pdf"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(cls=DutchCommand, context_settings={"help_option_names": HELP_NAMES})
def rapport(
    ctx: typer.Context,
    bestanden: parameters.Files = None,
    output: parameters.Output = None,
    naam: parameters.Name = None,
    formaten: parameters.Formats = DEFAULT_FORMATS,
    worklist: parameters.Worklist = None,
    with_bsn: parameters.WithBsn = False,
    per_gemeente: parameters.PerGemeente = False,
    kleine_aantallen: parameters.SmallNumbers = "weglaten",
    overschrijven: parameters.Overwrite = False,
    openen: parameters.Open = False,
    vorige: parameters.Previous = None,
    cbs: parameters.Cbs = None,
    cbs_template: parameters.CbsTemplate = False,
    norms: parameters.Norms = None,
    select: parameters.Select = None,
    ignore: parameters.Ignore = None,
    strict: parameters.Strict = False,
    digest: parameters.Digest = None,
    opsteller: parameters.Author = "",
    functie: parameters.Role = "",
    dag: parameters.Day = None,
    toelichting: parameters.Explanations = None,
    toelichting_sjabloon: parameters.ExplanationsTemplate = False,
    venster: parameters.Window = False,
    max_size: parameters.MaxSize = "2GB",
    quiet: parameters.Quiet = False,
    indicatoren: parameters.Figures = False,
    regels: parameters.Rules = False,
    regel: parameters.Rule = None,
    oorzaken: parameters.Causes = False,
    instellingen: parameters.Standing = False,
    aanvullen: parameters.Completion = None,
    versie: parameters.Version = False,
) -> int:
    """Controleert een levering schuldhulptrajecten (DDAS) en maakt een op-orde-rapport, voordat u uploadt.

    Alles gebeurt op uw eigen computer. Er gaat niets over het netwerk.

    Afsluitcode: 0 geen fouten, 1 fouten gevonden (het rapport is gemaakt), 2 het bestand of de opdracht is
    onbruikbaar.
    """
    if versie:
        return _answer(f"ddas-report {__version__}")
    if aanvullen is not None:
        return _answer(completion_script(aanvullen))
    if instellingen:
        folder = bestanden[0].parent if bestanden else Path()
        return _answer(describe(find_choices(folder), folder))
    if sum((indicatoren, oorzaken, regels or regel is not None)) > 1:
        raise DdasError("U vraagt meer dan één overzicht op.", "Vraag ze één voor één op.")
    if indicatoren or oorzaken or regels or regel is not None:
        which = "indicatoren" if indicatoren else "oorzaken" if oorzaken else "regels"
        return _answer(_run().show_catalogue(which, regel, "json" in options.choose_formats(",".join(formaten))))
    grenzen = Limits(bytes=options.read_size(max_size))
    if venster:
        return _window(ctx, grenzen)
    if not bestanden:
        raise DdasError("Noem het bestand dat u wilt controleren.", "Voorbeeld: ddas-report SHV_2024_Gemeente.json")
    if with_bsn and worklist is None:
        raise DdasError("--met-bsn werkt alleen samen met --werklijst.", "Voorbeeld: --werklijst lijst.xlsx --met-bsn")
    opdracht = options.Request(
        bestanden=tuple(bestanden),
        vandaag=options.read_day(dag) if dag is not None else date.today(),
        grenzen=grenzen,
        naam=options.choose_name(naam, named(bestanden)),
        map=options.choose_folder(output, bestanden[0].parent),
        formaten=options.choose_formats(",".join(formaten)),
        norms=norms,
        select=",".join(select or ()),
        ignore=",".join(ignore or ()),
        worklist=worklist,
        with_bsn=with_bsn,
        strict=strict,
        quiet=quiet,
        tonen=options.read_small_numbers(kleine_aantallen),
        vorige=tuple(vorige or ()),
        cbs=cbs,
        overschrijven=overschrijven,
        cbs_sjabloon=cbs_template,
        per_gemeente=per_gemeente,
        toelichting=toelichting,
        toelichting_sjabloon=toelichting_sjabloon,
        ondertekenaar=Signer(opsteller, functie),
        digests=tuple(map(options.read_digest, digest or ())),
    )
    require_free(opdracht)
    return _report(opdracht, find_sources(filled(bestanden, naam, grenzen), grenzen), openen)


def _report(opdracht: options.Request, bronnen: Sequence[Source], openen: bool) -> int:
    """Carry out what was asked, and open it; gives the exit code."""
    watched = not opdracht.quiet and sys.stderr.isatty()
    with _drawing(opdracht.formaten):
        passes, written = _run(sum(bron.omvang for bron in bronnen)).carry_out(opdracht, bronnen, watched)
    if openen:
        typer.launch(str(written[-1]))
    return IN_ORDE if passes else FOUTEN


def _window(ctx: typer.Context, grenzen: Limits) -> int:
    """The page instead of a report; raises DdasError on anything that belongs to a report."""
    given = [name for name in ctx.params if (source := ctx.get_parameter_source(name)) and source.name == "COMMANDLINE"]
    if not {*given} <= {"venster", "max_size"}:
        raise DdasError(
            "Bij --venster kiest u de bestanden en de rest op de pagina zelf.",
            "Geef alleen --venster, en als dat nodig is --max-omvang.",
        )
    from ddas_report.cli.window import open_window

    open_window(grenzen)
    return IN_ORDE


def _answer(text: str | bytes) -> int:
    """Write what was asked for; that it cannot be written is an error, that nobody wants to read it is none."""
    try:
        say(text)
    except BrokenPipeError:
        pass
    except OSError:
        raise OutputFailed(*NOT_WRITTEN) from None
    return IN_ORDE


def _drawing(formaten: Sequence[str]) -> AbstractContextManager[None]:
    """The process that draws PDFs, when there are any, so that it gets ready while this one imports and reads."""
    if not any(FORMATS[formaat].is_pdf for formaat in formaten):
        return nullcontext()
    from ddas_report.render.drawer import drawing_apart

    return drawing_apart()


def _run(omvang: int = 0) -> ModuleType:
    """The module that does the work; the one late import, and polars is told how to work before it comes in.

    Raises MemoryError when there is too little of it for so many bytes.
    """
    require_room(omvang)
    os.environ.setdefault("_RJEM_MALLOC_CONF", MEMORY)
    threads = os.environ.get("POLARS_MAX_THREADS", "")
    if not threads.isdecimal() or not int(threads):  # polars ends the process on what is no number of threads
        os.environ.pop("POLARS_MAX_THREADS", None)
    if omvang < KLEIN:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")
    from ddas_report.cli import run

    return run


def main() -> None:
    """Run the command and leave with its exit code."""
    gc.disable()  # a short run that makes millions of objects and few cycles: looking for these costs a quarter of it
    sys.excepthook = unexpected
    open_streams()
    listen()
    be_ready_to_complete()
    try:
        code = typer.main.get_command(app)(prog_name=PROGRAM, standalone_mode=False)
        end_if_asked()
    except DdasError as error:
        code = complain(error.melding, error.advies)
    except typer.TyperException as error:
        code = complain(in_dutch(error), "Zie ddas-report --hulp.")
    except MemoryError:
        code = complain(*TOO_LITTLE_MEMORY)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer makes an exit of a closed pipe: whoever read has seen enough
        code = IN_ORDE
    stop_listening()
    if code == INTERRUPTED:
        tell("Afgebroken.")
    leave(code)
