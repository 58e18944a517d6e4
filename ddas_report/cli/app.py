"""The command line: options, exit code, and the one place where a DdasError becomes text."""

import gc
import os
import sys
import traceback
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer._click.exceptions import BadOptionUsage, NoSuchOption, UsageError

from ddas_report import __version__
from ddas_report.cli.help import DutchCommand, list_formats
from ddas_report.cli.run import Request, choose_formats, choose_name, read_day, read_size, read_small_numbers, voer_uit
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.progress import ProgressListener, Silent

if TYPE_CHECKING:
    from ddas_report.analyse.pipeline import Analyse

IN_ORDE, FOUTEN, ONBRUIKBAAR, AFGEBROKEN = 0, 1, 2, 130

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(cls=DutchCommand)
def rapport(
    bestanden: Annotated[
        list[Path] | None,
        typer.Argument(metavar="BESTAND...", help="De levering: een of meer JSON-bestanden, of een zip-bestand."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="MAP", help="Map voor het rapport. Anders: naast het (eerste) bestand."),
    ] = None,
    naam: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAAM",
            help="Naam van het rapport. Anders: die van het bestand, of wat de namen van de bestanden gemeen hebben.",
        ),
    ] = None,
    formaten: Annotated[
        str,
        typer.Option(
            "-f",
            "--format",
            metavar="LIJST",
            help=f"Wat u wilt maken, met komma's: {list_formats()}.",
        ),
    ] = "html,pdf",
    norms: Annotated[
        Path | None,
        typer.Option("--norms", metavar="BESTAND", help="Eigen normen: een TOML-bestand met regels als norm = getal."),
    ] = None,
    select: Annotated[
        str,
        typer.Option("--select", metavar="LIJST", help="Beoordeel alleen deze regels of families, zoals TRJ,CLT-03."),
    ] = "",
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="LIJST", help="Beoordeel deze regels of families niet.")
    ] = "",
    worklist: Annotated[
        Path | None,
        typer.Option("--worklist", metavar="BESTAND", help="Schrijf alle plaatsen naar een werklijst (.xlsx of .csv)."),
    ] = None,
    with_bsn: Annotated[
        bool, typer.Option("--with-bsn", help="Zet in de werklijst ook het BSN. Daarna zijn het persoonsgegevens.")
    ] = False,
    vorige: Annotated[
        Path | None,
        typer.Option(
            "--previous", metavar="BESTAND", help="Vergelijk met een eerdere levering (.json), of haar .op-orde.json."
        ),
    ] = None,
    cbs: Annotated[
        Path | None,
        typer.Option("--cbs", metavar="BESTAND", help="Vergelijk met de cijfers van het CBS (.xlsx of .csv)."),
    ] = None,
    cbs_template: Annotated[
        bool, typer.Option("--cbs-template", help="Maak een invulblad voor de cijfers van het CBS (.xlsx en .csv).")
    ] = False,
    per_gemeente: Annotated[
        bool, typer.Option("--per-gemeente", help="Maak ook voor elke gemeente een eigen rapport.")
    ] = False,
    opsteller: Annotated[
        str, typer.Option("--opsteller", metavar="NAAM", help="Wie tekent: de naam op de laatste bladzijde.")
    ] = "",
    functie: Annotated[str, typer.Option("--functie", metavar="FUNCTIE", help="De functie van wie tekent.")] = "",
    dag: Annotated[
        str | None,
        typer.Option("--date", metavar="JJJJ-MM-DD", help="De dag waarop het rapport is gemaakt. Anders: vandaag."),
    ] = None,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="OMVANG", help="Hoeveel er ten hoogste wordt gelezen, uitgepakt.")
    ] = "2GB",
    kleine_aantallen: Annotated[
        str,
        typer.Option(
            "--kleine-aantallen",
            metavar="KEUZE",
            help="weglaten of tonen: of pagina en PDF's ook cijfers over minder dan 10 trajecten laten zien.",
        ),
    ] = "weglaten",
    strict: Annotated[bool, typer.Option("--strict", help="Tel waarschuwingen als fouten (afsluitcode 1).")] = False,
    openen: Annotated[bool, typer.Option("--open", help="Open het rapport als het klaar is.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Toon alleen foutmeldingen.")] = False,
    indicatoren: Annotated[
        bool,
        typer.Option("--indicatoren", help="Toon alle cijfers en hoe ze zijn geteld (met --format json: als JSON)."),
    ] = False,
    regels: Annotated[
        bool, typer.Option("--regels", help="Toon alle controleregels (met --format json: als JSON).")
    ] = False,
    regel: Annotated[
        str | None, typer.Option("--regel", metavar="ID", help="Leg één controleregel uit, bijvoorbeeld TRJ-01.")
    ] = None,
    versie: Annotated[bool, typer.Option("--version", help="Toon de versie.")] = False,
) -> int:
    """Controleert een levering schuldhulptrajecten (DDAS) en maakt een op-orde-rapport, voordat u uploadt.

    Alles gebeurt op uw eigen computer. Er gaat niets over het netwerk.

    Afsluitcode: 0 geen fouten, 1 fouten gevonden (het rapport is gemaakt), 2 het bestand of de opdracht is
    onbruikbaar.
    """
    if versie:
        typer.echo(f"ddas-report {__version__}")
        return IN_ORDE
    if indicatoren or regels or regel is not None:
        typer.echo(_catalogus(indicatoren, regel, "json" in choose_formats(formaten)))
        return IN_ORDE
    if not bestanden:
        raise DdasError("Noem het bestand dat u wilt controleren.", "Voorbeeld: ddas-report SHV_2024_Gemeente.json")
    if with_bsn and worklist is None:
        raise DdasError("--with-bsn werkt alleen samen met --worklist.", "Voorbeeld: --worklist lijst.xlsx --with-bsn")
    opdracht = Request(
        bestanden=tuple(bestanden),
        vandaag=read_day(dag) if dag is not None else date.today(),
        grenzen=Limits(read_size(max_size)),
        naam=choose_name(naam, bestanden),
        map=output or bestanden[0].parent,
        formaten=choose_formats(formaten),
        norms=norms,
        select=select,
        ignore=ignore,
        worklist=worklist,
        with_bsn=with_bsn,
        strict=strict,
        tonen=read_small_numbers(kleine_aantallen),
        vorige=vorige,
        cbs=cbs,
        cbs_sjabloon=cbs_template,
        per_gemeente=per_gemeente,
        ondertekenaar=(opsteller, functie),
    )
    with _voortgang(quiet) as voortgang:
        analyse, geschreven = voer_uit(opdracht, voortgang)
    if with_bsn:
        _tell(f"Let op: {worklist} bevat persoonsgegevens (BSN). Verwijder het bestand na gebruik.")
    if not quiet:
        from ddas_report.cli.console import print_summary  # rich is slow to import

        print_summary(analyse, geschreven)
    if openen:
        typer.launch(str(geschreven[-1]))
    return _exit_code(analyse, strict)


def _catalogus(indicatoren: bool, regel: str | None, json: bool) -> str | bytes:
    """What was asked of the catalogues: the figures, one rule, or else all rules."""
    from ddas_report.render import catalogue as catalogus

    if indicatoren:
        return catalogus.indicatoren_json() if json else catalogus.indicatoren_text()
    if regel is not None:
        return catalogus.regel_json(regel) if json else catalogus.regel_text(regel)
    return catalogus.regels_json() if json else catalogus.regels_text()


def _exit_code(analyse: "Analyse", strict: bool) -> int:
    from ddas_report.analyse.pipeline import Oordeel

    bad = {Oordeel.NIET_UPLOADEN, Oordeel.CONTROLEREN} if strict else {Oordeel.NIET_UPLOADEN}
    return FOUTEN if analyse.oordeel in bad else IN_ORDE


def _voortgang(quiet: bool) -> AbstractContextManager[ProgressListener]:
    if quiet or not sys.stderr.isatty():
        return nullcontext(Silent())
    from ddas_report.cli.progress import progress_bar  # rich is slow to import

    return progress_bar()


def main() -> None:
    """Run the command and leave with its exit code."""
    gc.disable()  # a short run that makes millions of objects and few cycles: looking for these costs a quarter of it
    sys.excepthook = _unexpected
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        code = typer.main.get_command(app)(standalone_mode=False)
    except DdasError as error:
        code = _complain(error.melding, error.advies)
    except UsageError as error:
        code = _complain(_in_dutch(error), "Zie ddas-report --help.")
    except (KeyboardInterrupt, typer.Abort):
        code = AFGEBROKEN
    except (BrokenPipeError, SystemExit):  # typer makes an exit of a closed pipe: whoever read has seen enough
        code = IN_ORDE
    if code == AFGEBROKEN:
        _tell("Afgebroken.")
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Leave at once: taking a million objects apart one by one serves nobody."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where an error of ours arose, and nothing of the data it arose on; then leave."""
    place = traceback.extract_tb(trace)[-1] if trace else None
    where = f" in {Path(place.filename).name}, regel {place.lineno}" if place else ""
    _complain(
        f"Dit had niet mogen gebeuren ({kind.__name__}{where}).",
        "Meld dit aan de makers, met deze regel en zonder het bestand.",
    )
    _leave(ONBRUIKBAAR)  # a hook cannot return an exit code, and 1 would mean that the reports were made


def _complain(melding: str, advies: str) -> int:
    _tell(f"Fout: {melding}")
    if advies:
        _tell(advies)
    return ONBRUIKBAAR


def _tell(text: str) -> None:
    """Write to stderr, if anybody still reads it."""
    with suppress(BrokenPipeError):
        typer.echo(text, err=True)


def _in_dutch(error: UsageError) -> str:
    match error:
        case NoSuchOption():
            return f"De optie {error.option_name} bestaat niet."
        case BadOptionUsage():
            nodig = "requires" in error.message
            return f"De optie {error.option_name} heeft {'een' if nodig else 'geen'} waarde nodig."
        case _:
            return "De opdracht is niet goed geschreven."
