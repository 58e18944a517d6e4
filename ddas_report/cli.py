"""The command line: arguments, progress, exit code, and the one place where a DdasError becomes text."""

import gc
import os
import sys
import traceback
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer._click.exceptions import BadOptionUsage, NoSuchOption, UsageError

from ddas_report import __version__
from ddas_report.cli_help import DutchCommand
from ddas_report.errors import DdasError

if TYPE_CHECKING:
    from ddas_report.analyse import Analyse

FORMATEN = ("html", "pdf", "json", "xlsx", "csv", "sarif", "junit")
EXTENSIE = {"junit": "junit.xml"}

KLEIN = 5_000_000
"""Bytes; up to here a second thread costs polars more than it brings."""

IN_ORDE, FOUTEN, ONBRUIKBAAR, AFGEBROKEN = 0, 1, 2, 130

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(cls=DutchCommand)
def rapport(
    bestand: Annotated[Path | None, typer.Argument(metavar="BESTAND", help="De levering: een JSON-bestand.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="MAP", help="Map voor het rapport. Anders: naast het bestand."),
    ] = None,
    formaten: Annotated[
        str,
        typer.Option(
            "-f",
            "--format",
            metavar="LIJST",
            help="Wat u wilt maken, met komma's: html, pdf, json, xlsx (Excel), csv (één lange tabel met puntkomma's en "
            "decimale komma's, zoals Nederlandse Excel die opent); voor softwareleveranciers: sarif, junit.",
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
        typer.echo(_catalogus(indicatoren, regel, "json" in _formaten(formaten)))
        return IN_ORDE
    if bestand is None:
        raise DdasError("Noem het bestand dat u wilt controleren.", "Voorbeeld: ddas-report SHV_2024_Gemeente.json")
    gekozen = _formaten(formaten)
    if with_bsn and worklist is None:
        raise DdasError("--with-bsn werkt alleen samen met --worklist.", "Voorbeeld: --worklist lijst.xlsx --with-bsn")
    with _progress(quiet) as status:
        analyse = _analyse(bestand, norms, select, ignore, status)
        geschreven = _worklist(analyse, worklist, with_bsn) if worklist else []
        geschreven += _write(analyse, output or bestand.parent, gekozen, strict, status)
    if with_bsn:
        typer.echo(f"Let op: {worklist} bevat persoonsgegevens (BSN). Verwijder het bestand na gebruik.", err=True)
    if not quiet:
        from ddas_report.render.console import print_summary  # rich is slow to import

        print_summary(analyse, geschreven)
    if openen:
        typer.launch(str(geschreven[-1]))
    return _exit_code(analyse, strict)


def _catalogus(indicatoren: bool, regel: str | None, json: bool) -> str | bytes:
    """What was asked of the catalogues: the figures, one rule, or else all rules."""
    from ddas_report.render import catalogus

    if indicatoren:
        return catalogus.indicatoren_json() if json else catalogus.indicatoren_tekst()
    if regel is not None:
        return catalogus.regel_json(regel) if json else catalogus.regel_tekst(regel)
    return catalogus.regels_json() if json else catalogus.regels_tekst()


def _formaten(lijst: str) -> list[str]:
    gekozen = list(dict.fromkeys(naam.strip().lower() for naam in lijst.split(",") if naam.strip()))
    onbekend = [naam for naam in gekozen if naam not in FORMATEN]
    if onbekend or not gekozen:
        wat = f"Het formaat '{onbekend[0]}' bestaat niet." if onbekend else "Er is geen formaat gekozen."
        raise DdasError(wat, f"Kies uit: {', '.join(FORMATEN)}.")
    return gekozen


def _analyse(bestand: Path, norms: Path | None, select: str, ignore: str, status: Any) -> "Analyse":
    from ddas_report.files import read

    data = read(bestand)
    if len(data) < KLEIN:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read once, when polars is imported
    from ddas_report.analyse import analyse
    from ddas_report.keuze import Keuze, kies_regels, lees_normen

    normen = lees_normen(read(norms) if norms else b"")
    keuze = Keuze(normen, kies_regels(select, ignore))
    status.update("Controleren en tellen…")
    return analyse(bestand.name, data, date.today(), keuze)


def _worklist(analyse: "Analyse", path: Path, with_bsn: bool) -> list[Path]:
    """Write the worklist; with BSNs only its owner may read it."""
    from ddas_report.files import write
    from ddas_report.render.worklist import render_worklist

    write(path, render_worklist(analyse, path.suffix.lower(), with_bsn), 0o600 if with_bsn else 0o644)
    return [path]


def _write(analyse: "Analyse", folder: Path, formaten: list[str], strict: bool, status: Any) -> list[Path]:
    """Write each output; PDF comes last, so that the others are there when it fails."""
    from ddas_report.files import write
    from ddas_report.render import render

    written = []
    for formaat in sorted(formaten, key=lambda formaat: formaat == "pdf"):
        status.update(f"{formaat.upper()} maken…")
        path = folder / f"{Path(analyse.bestand.naam).stem}.op-orde.{EXTENSIE.get(formaat, formaat)}"
        write(path, render(analyse, formaat, date.today(), strict))
        written.append(path)
    return written


def _exit_code(analyse: "Analyse", strict: bool) -> int:
    from ddas_report.analyse import Oordeel

    bad = {Oordeel.NIET_UPLOADEN, Oordeel.CONTROLEREN} if strict else {Oordeel.NIET_UPLOADEN}
    return FOUTEN if analyse.oordeel in bad else IN_ORDE


class _Stil:
    """A progress line for when nobody is looking."""

    def update(self, text: str) -> None:
        """Show nothing."""


def _progress(quiet: bool) -> AbstractContextManager[Any]:
    if quiet or not sys.stderr.isatty():
        return nullcontext(_Stil())
    from rich.console import Console

    return Console(stderr=True).status("Lezen…")


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
    if code == AFGEBROKEN:
        typer.echo("Afgebroken.", err=True)
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Leave at once: taking a million objects apart one by one serves nobody."""
    for stream in (sys.stdout, sys.stderr):
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
    typer.echo(f"Fout: {melding}", err=True)
    if advies:
        typer.echo(advies, err=True)
    return ONBRUIKBAAR


def _in_dutch(error: UsageError) -> str:
    match error:
        case NoSuchOption():
            return f"De optie {error.option_name} bestaat niet."
        case BadOptionUsage():
            return f"De optie {error.option_name} heeft een waarde nodig, of juist niet."
        case _:
            return "De opdracht is niet goed geschreven."
