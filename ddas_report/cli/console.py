"""The short summary in the console: verdict, counts, the first causes, where the report is."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ddas_report.analyse.pipeline import Analyse, FileOutcome, Oordeel, per_file
from ddas_report.cli.terminal import shown
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import FAMILIES, Ernst, Regel
from ddas_report.render.cells import safe_text
from ddas_report.render.dutch import MENDED_BY, plural
from ddas_report.report.explained import told_explained
from ddas_report.report.verdict import conclusion, tint

RENAMED = (
    "De naam van het bestand lijkt persoonsgegevens te bevatten. In het rapport en in de naam van het rapport is dat deel "
    "vervangen. Geef ook het bestand zelf een andere naam."
)
FIRST = 3
"""So many causes are told."""

_KLEUR = {
    Oordeel.GEREED: "bold green",
    Oordeel.NIET_BEOORDEELD: "bold yellow",
    Oordeel.CONTROLEREN: "bold yellow",
    Oordeel.NIET_UPLOADEN: "bold red",
}
_ERNST = {Ernst.FOUT: "red", Ernst.WAARSCHUWING: "yellow", Ernst.SIGNAAL: "blue"}


class _Console(Console):
    """A console whose reader may leave before all is told."""

    def on_broken_pipe(self) -> None:
        """Say nothing more; that somebody left does not change the exit code."""
        self.quiet = True

    def say(self, text: str, style: str = "") -> None:
        """Print a line, without signs that steer a terminal."""
        self.print(_text(text, style))


def _text(text: str, style: str = "") -> Text:
    return Text(shown(text), style=style)


def print_summary(analyse: Analyse, geschreven: Sequence[Path]) -> None:
    """Print to stdout, if anybody still reads it; colours only when it is a terminal."""
    with suppress(OSError):
        _print(analyse, geschreven)


def _print(analyse: Analyse, geschreven: Sequence[Path]) -> None:
    console = _Console(highlight=False, soft_wrap=True)
    counts = Counter(bevinding.regel.ernst for bevinding in analyse.bevindingen)
    console.say(conclusion(analyse), _KLEUR[tint(analyse)])
    for sentence in told_explained(analyse.oorzaken):
        console.say(sentence)
    trajecten = plural(analyse.frames.trajecten.height, "traject", "trajecten")
    console.say(
        f"{trajecten}; {_toets(analyse)}; "
        f"bevindingen: {plural(counts[Ernst.FOUT], 'fout', 'fouten')}, "
        f"{plural(counts[Ernst.WAARSCHUWING], 'waarschuwing', 'waarschuwingen')}, "
        f"{plural(counts[Ernst.SIGNAAL], 'signaal', 'signalen')}"
    )
    if analyse.overgeslagen:
        console.say(f"Op uw verzoek niet beoordeeld: {listed(analyse.overgeslagen)}", "yellow")
    for uitslag in per_file(analyse) if len(analyse.bestanden) > 1 else ():
        console.print(_technisch(uitslag))
    _causes(console, analyse)
    if any(b.vorm and b.vorm.looks_like for b in analyse.bestanden):
        console.say(RENAMED, "yellow")
    for path in geschreven:
        console.say(f"Gemaakt: {path}")


def _causes(console: _Console, analyse: Analyse) -> None:
    """The first causes with what they do and who can mend them, and how many there are more."""
    is_open = analyse.open_causes
    for nummer, oorzaak in enumerate(is_open[:FIRST], start=1):
        console.print(_text(f"{nummer}. "), _text(oorzaak.titel, style=_ERNST[oorzaak.ernst]), sep="")
        console.say(f"   {oorzaak.gevolg}")
        console.say(f"   {MENDED_BY[oorzaak.eigenaar]} ({', '.join(dict.fromkeys((oorzaak.id, *oorzaak.regels)))})")
    if len(is_open) > FIRST:
        console.say(f"En nog {plural(len(is_open) - FIRST, 'oorzaak', 'oorzaken')}; zie het rapport.")
    if explained := len(analyse.oorzaken) - len(is_open):
        console.say(f"Verklaard: {plural(explained, 'oorzaak', 'oorzaken')}.")
    for sentence in analyse.vervallen:
        console.say(sentence, "yellow")


def _technisch(uitslag: FileOutcome) -> Text:
    """One of several files with its technical verdict."""
    kleur = {True: "green", False: "red", None: "yellow"}[uitslag.goedgekeurd]
    verdict = "goedgekeurd" if uitslag.goedgekeurd else plural(uitslag.fouten, "fout", "fouten")
    verdict = "niet beoordeeld" if uitslag.goedgekeurd is None else verdict
    trajecten = plural(uitslag.trajecten, "traject", "trajecten")
    naam = _text(f"  {safe_text(uitslag.bestand.naam)}: ")
    return naam + _text(verdict, style=kleur) + _text(f" ({trajecten})")


def _toets(analyse: Analyse) -> str:
    """How the technical check came out, as far as it was judged."""
    aantal = len(analyse.technische_fouten)
    if not aantal and not analyse.toets_beoordeeld:
        return "technische toets niet beoordeeld"
    deels = "" if analyse.toets_beoordeeld else " (niet helemaal beoordeeld)"
    return f"{plural(aantal, 'fout', 'fouten')} in de technische toets{deels}"


def listed(overgeslagen: Sequence[Regel]) -> str:
    """The rules by id; a family of which every rule was left out by its letters."""
    ids = {regel.id for regel in overgeslagen}
    heel = {familie for familie in FAMILIES if all(r.id in ids for r in REGELS if r.familie == familie)}
    return ", ".join(dict.fromkeys(r.familie if r.familie in heel else r.id for r in overgeslagen))
