"""The command line: options, exit code, and the one place where a DdasError becomes text."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from ddas_report import __version__
from ddas_report.cli import options
from ddas_report.cli.ending import AFGEBROKEN, FOUTEN, IN_ORDE, complain, in_dutch, leave, unexpected
from ddas_report.cli.help import DutchCommand, list_formats
from ddas_report.cli.keep import require_free
from ddas_report.cli.signals import end_if_asked, listen, stop_listening
from ddas_report.cli.terminal import say, tell
from ddas_report.model.errors import DdasError, UitvoerMislukt
from ddas_report.read.archive import Limits
from ddas_report.read.files import find_sources, open_streams
from ddas_report.render.formats import FORMATS

KLEIN = 5_000_000
"""Bytes; up to here a second thread costs polars more than it brings."""

DEFAULT_FORMATS = ["html,pdf"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(cls=DutchCommand, context_settings={"help_option_names": ["-h", "--help"]})
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
        list[str],
        typer.Option(
            "-f",
            "--format",
            metavar="LIJST",
            help=f"Wat u wilt maken, met komma's: {list_formats()}.",
        ),
    ] = DEFAULT_FORMATS,
    norms: Annotated[
        Path | None,
        typer.Option("--norms", metavar="BESTAND", help="Eigen normen: een TOML-bestand met regels als norm = getal."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="LIJST", help="Beoordeel alleen deze regels of families, zoals TRJ,CLT-03."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="LIJST", help="Beoordeel deze regels of families niet."),
    ] = None,
    worklist: Annotated[
        Path | None,
        typer.Option("--worklist", metavar="BESTAND", help="Schrijf alle plaatsen naar een werklijst (.xlsx of .csv)."),
    ] = None,
    with_bsn: Annotated[
        bool, typer.Option("--with-bsn", help="Zet in de werklijst ook het BSN. Daarna zijn het persoonsgegevens.")
    ] = False,
    vorige: Annotated[
        list[Path] | None,
        typer.Option(
            "--previous",
            metavar="BESTAND",
            help="Vergelijk met een eerdere levering (.json of .zip), of haar .op-orde.json. Was de levering verdeeld "
            "over meer bestanden, noem dan elk bestand met --previous.",
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
    toelichting: Annotated[
        Path | None,
        typer.Option(
            "--toelichting", metavar="BESTAND", help="Wat blijft staan en waarom: een TOML-bestand met toelichtingen."
        ),
    ] = None,
    toelichting_sjabloon: Annotated[
        bool,
        typer.Option(
            "--toelichting-sjabloon", help="Maak zo'n bestand om in te vullen, met de oorzaken van nu (.toml)."
        ),
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
    digest: Annotated[
        list[str] | None,
        typer.Option("--digest", metavar="SHA-256=...", help="De kop Digest van een API-antwoord; mag vaker."),
    ] = None,
    kleine_aantallen: Annotated[
        str,
        typer.Option(
            "--kleine-aantallen",
            metavar="KEUZE",
            help="weglaten of tonen: of pagina en PDF's ook cijfers over minder dan 10 trajecten laten zien.",
        ),
    ] = "weglaten",
    overschrijven: Annotated[
        bool,
        typer.Option("--overschrijven", help="Vervang ook een bestand dat iemand heeft ingevuld of veranderd."),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Tel waarschuwingen als fouten (afsluitcode 1).")] = False,
    openen: Annotated[bool, typer.Option("--open", help="Open het rapport als het klaar is.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Toon alleen foutmeldingen.")] = False,
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
    oorzaken: Annotated[
        bool, typer.Option("--oorzaken", help="Toon waaraan bevindingen kunnen liggen (met --format json: als JSON).")
    ] = False,
    versie: Annotated[bool, typer.Option("-V", "--version", help="Toon de versie.")] = False,
) -> int:
    """Controleert een levering schuldhulptrajecten (DDAS) en maakt een op-orde-rapport, voordat u uploadt.

    Alles gebeurt op uw eigen computer. Er gaat niets over het netwerk.

    Afsluitcode: 0 geen fouten, 1 fouten gevonden (het rapport is gemaakt), 2 het bestand of de opdracht is
    onbruikbaar.
    """
    if versie:
        return _answer(f"ddas-report {__version__}")
    if indicatoren or oorzaken or regels or regel is not None:
        which = "indicatoren" if indicatoren else "oorzaken" if oorzaken else "regels"
        return _answer(_run().show_catalogue(which, regel, "json" in options.choose_formats(",".join(formaten))))
    if not bestanden:
        raise DdasError("Noem het bestand dat u wilt controleren.", "Voorbeeld: ddas-report SHV_2024_Gemeente.json")
    if with_bsn and worklist is None:
        raise DdasError("--with-bsn werkt alleen samen met --worklist.", "Voorbeeld: --worklist lijst.xlsx --with-bsn")
    opdracht = options.Request(
        bestanden=tuple(bestanden),
        vandaag=options.read_day(dag) if dag is not None else date.today(),
        grenzen=Limits(options.read_size(max_size)),
        naam=options.choose_name(naam, bestanden),
        map=output or bestanden[0].parent,
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
        ondertekenaar=(opsteller, functie),
        digests=tuple(map(options.read_digest, digest or ())),
    )
    require_free(opdracht)
    bronnen = find_sources(opdracht.bestanden, opdracht.grenzen)
    watched = not quiet and sys.stderr.isatty()
    with _drawing(opdracht.formaten):
        passes, written = _run(sum(bron.omvang for bron in bronnen)).carry_out(opdracht, bronnen, watched)
    if with_bsn:
        tell(f"Let op: {worklist} bevat persoonsgegevens (BSN). Verwijder het bestand na gebruik.")
    if openen:
        typer.launch(str(written[-1]))
    return IN_ORDE if passes else FOUTEN


def _answer(text: str | bytes) -> int:
    """Write what was asked for; that it cannot be written is an error, that nobody wants to read it is none."""
    try:
        say(text)
    except BrokenPipeError:
        pass
    except OSError:
        raise UitvoerMislukt(
            "De tekst kan niet worden geschreven: de schijf is vol of weigert het.", "Schrijf hem naar een andere plek."
        ) from None
    return IN_ORDE


def _drawing(formaten: Sequence[str]) -> AbstractContextManager[None]:
    """The process that draws PDFs, when there are any, so that it gets ready while this one imports and reads."""
    if not any(FORMATS[formaat].is_pdf for formaat in formaten):
        return nullcontext()
    from ddas_report.render.drawer import drawing_apart

    return drawing_apart()


def _run(omvang: int = 0) -> ModuleType:
    """The module that does the work; the one late import, with polars told how large the work is before it comes in."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1")  # one pool of memory: both are read when polars is imported
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
    try:
        code = typer.main.get_command(app)(standalone_mode=False)
        end_if_asked()
    except DdasError as error:
        code = complain(error.melding, error.advies)
    except typer.TyperException as error:
        code = complain(in_dutch(error), "Zie ddas-report --help.")
    except MemoryError:
        code = complain(
            "Er is te weinig geheugen.", "Sluit andere programma's, of controleer minder bestanden tegelijk."
        )
    except (KeyboardInterrupt, typer.Abort):
        code = AFGEBROKEN
    except (BrokenPipeError, SystemExit):  # typer makes an exit of a closed pipe: whoever read has seen enough
        code = IN_ORDE
    stop_listening()
    if code == AFGEBROKEN:
        tell("Afgebroken.")
    leave(code)
