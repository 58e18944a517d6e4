"""How it is carried out: reading, judging, writing; what every run needs comes in at the top, the rest where it is used."""

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from ddas_report.analyse.choice import Choice, choose_regels, read_normen
from ddas_report.analyse.explanations import read_explanations, template
from ddas_report.analyse.per_gemeente import codes_of_parts, per_gemeente
from ddas_report.analyse.pipeline import Analyse, Oordeel, assess
from ddas_report.analyse.protect import Whole, as_whole
from ddas_report.api import held_against, read_sources
from ddas_report.cli.keep import outputs_of, outputs_of_parts, require_parts
from ddas_report.cli.options import Request
from ddas_report.cli.progress import progress_bar
from ddas_report.cli.signals import end_if_asked
from ddas_report.cli.terminal import tell
from ddas_report.cli.unfilled import require_unfilled
from ddas_report.cli.whereabouts import whereabouts
from ddas_report.model.errors import DdasError
from ddas_report.read.files import Source, read, write
from ddas_report.read.progress import ProgressListener, Silent
from ddas_report.read.toml import LARGEST
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject, Whereabouts


def carry_out(opdracht: Request, bronnen: Sequence[Source], watched: bool) -> tuple[bool, list[Path]]:
    """Read, judge, write and tell; whether the delivery passes, and the files that were written, the report last.

    Progress is shown when somebody is watching; the summary unless the user wants silence.
    """
    if not opdracht.overschrijven:
        require_unfilled(outputs_of(opdracht))
    progress: AbstractContextManager[ProgressListener] = progress_bar() if watched else nullcontext(Silent())
    with progress as voortgang:
        analyse = _analyse(opdracht, bronnen, voortgang)
        if opdracht.per_gemeente:
            codes = codes_of_parts(analyse)
            require_parts(opdracht, codes)
            if not opdracht.overschrijven:
                require_unfilled(outputs_of_parts(opdracht, codes))
        written = _outputs(analyse, opdracht, voortgang, partial(whereabouts, bronnen, opdracht.grenzen))
    if not opdracht.quiet:
        from ddas_report.cli.console import print_summary

        print_summary(analyse, written)
    bad = {Oordeel.NIET_UPLOADEN, Oordeel.CONTROLEREN} if opdracht.strict else {Oordeel.NIET_UPLOADEN}
    return analyse.oordeel not in bad, written


def show_catalogue(which: str, regel: str | None, json: bool) -> str | bytes:
    """What was asked of the catalogues: one rule when it is named, else the whole of `which`."""
    from ddas_report.render import catalogue

    if regel is not None and which == "regels":
        return catalogue.regel_json(regel) if json else catalogue.regel_text(regel)
    text, data = {
        "indicatoren": (catalogue.indicatoren_text, catalogue.indicatoren_json),
        "oorzaken": (catalogue.oorzaken_text, catalogue.oorzaken_json),
        "regels": (catalogue.regels_text, catalogue.regels_json),
    }[which]
    return data() if json else text()


def _analyse(opdracht: Request, bronnen: Sequence[Source], voortgang: ProgressListener) -> Analyse:
    normen = read_normen(read(opdracht.norms, LARGEST + 1) if opdracht.norms else b"")
    toelichtingen = read_explanations(read(opdracht.toelichting, LARGEST + 1)) if opdracht.toelichting else ()
    keuze = Choice(normen, choose_regels(opdracht.select, opdracht.ignore), toelichtingen)
    ernaast = held_against(opdracht.vorige, opdracht.cbs, opdracht.grenzen, normen)
    gelezen = read_sources(bronnen, opdracht.grenzen, voortgang)
    _require_digests(opdracht.digests, {deel.bestand.sha256 for deel in gelezen})
    return assess(gelezen, opdracht.naam, opdracht.vandaag, keuze, ernaast)


def _require_digests(expected: Sequence[str], found: Set[str]) -> None:
    """Raise DdasError when a digest is that of no file."""
    wrong = [digest for digest in expected if digest not in found]
    if wrong:
        raise DdasError(
            f"Van de {len(expected)} waarden bij --digest {'past' if len(wrong) == 1 else 'passen'} er {len(wrong)} bij geen "
            f"enkel bestand; er zijn {len(found)} verschillende bestanden gelezen.",
            "Bewaar het antwoord van de API precies zoals het is, zonder het te openen en op te slaan, of vraag het opnieuw op.",
        )


def _outputs(
    analyse: Analyse, opdracht: Request, voortgang: ProgressListener, plekken: Callable[[], Mapping[str, Whereabouts]]
) -> list[Path]:
    """Write all that was asked for; the last report last."""
    written = _worklist(analyse, opdracht.worklist, opdracht.with_bsn) if opdracht.worklist else []
    if opdracht.cbs_sjabloon:
        written += _sjabloon(analyse, opdracht)
    if opdracht.toelichting_sjabloon:
        written += _explanations(analyse, opdracht)
    if opdracht.per_gemeente:
        written += _per_gemeente(analyse, opdracht, voortgang)
    return written + _write(analyse, opdracht, opdracht.naam, opdracht.formaten, voortgang, plekken=plekken)


def _put(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file, unless the user wants to end and a library did not let that through."""
    end_if_asked()
    write(path, data, private)


def _worklist(analyse: Analyse, path: Path, with_bsn: bool) -> list[Path]:
    """Write the worklist; with BSNs only its owner may read it, who is told so at once: what is made after it may fail."""
    from ddas_report.render.worklist import render_worklist

    _put(path, render_worklist(analyse, path.suffix.lower(), with_bsn), private=with_bsn)
    if with_bsn:
        tell(f"Let op: {path} bevat persoonsgegevens (BSN). Verwijder het bestand na gebruik.")
    return [path]


def _write(
    analyse: Analyse,
    opdracht: Request,
    naam: str,
    formaten: Sequence[str],
    voortgang: ProgressListener,
    geheel: Whole | None = None,
    plekken: Callable[[], Mapping[str, Whereabouts]] = dict,
) -> list[Path]:
    """Write each output; PDF comes last, so that the others are there when it fails."""
    subject = Subject(
        analyse=analyse,
        vandaag=opdracht.vandaag,
        naam=naam,
        strict=opdracht.strict,
        tonen=opdracht.tonen,
        ondertekenaar=opdracht.ondertekenaar,
        geheel=geheel,
        plekken=plekken,
    )
    written = []
    for formaat in sorted(formaten, key=lambda formaat: FORMATS[formaat].is_pdf):
        voortgang.update(f"{formaat.upper()} maken…")
        path = opdracht.map / f"{naam}.{FORMATS[formaat].extension}"
        _put(path, FORMATS[formaat].render(subject))
        written.append(path)
    return written


def _per_gemeente(analyse: Analyse, opdracht: Request, voortgang: ProgressListener) -> list[Path]:
    """The pages of each gemeente, named by its code."""
    written = []
    formaten = [formaat for formaat in opdracht.formaten if FORMATS[formaat].per_gemeente]
    geheel = as_whole(analyse)
    for code, deel in per_gemeente(analyse):
        written += _write(deel, opdracht, f"{opdracht.naam}.{code}", formaten, voortgang, geheel=geheel)
    return written


def _explanations(analyse: Analyse, opdracht: Request) -> list[Path]:
    """The file to explain findings in."""
    path = opdracht.map / f"{opdracht.naam}.toelichting.toml"
    _put(path, template(analyse.oorzaken, opdracht.vandaag))
    return [path]


def _sjabloon(analyse: Analyse, opdracht: Request) -> list[Path]:
    """The template for the figures of CBS, as a workbook and as a table."""
    from ddas_report.render.cbs_template import render_cbs_template

    paths = [opdracht.map / f"{opdracht.naam}.cbs-sjabloon.{formaat}" for formaat in ("xlsx", "csv")]
    for path in paths:
        _put(path, render_cbs_template(analyse, "csv" if path.suffix == ".csv" else "xlsx", opdracht.vandaag))
    return paths
