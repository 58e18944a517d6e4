"""The verdict in words: may this go to CBS, why, and what first."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddas_report.analyse.pipeline import Analyse, Oordeel
from ddas_report.compare.repairs import Stand
from ddas_report.model.delivery import Periode
from ddas_report.model.normen import NORMEN, Normen
from ddas_report.regels.regel import Ernst
from ddas_report.report.beside import CBS, VORIGE, added_up, counted
from ddas_report.report.explained import of_much, told_of_the_whole, within_sentence

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison

EXPLANATION = {
    Oordeel.NIET_UPLOADEN: "Herstel eerst de fouten in uw registratiesysteem, maak de levering opnieuw en controleer nog "
    "eens. Met fouten weigert het CBS het bestand, of kloppen er cijfers niet.",
    Oordeel.CONTROLEREN: "Upload nog niet. Er zijn geen fouten gevonden waarom het CBS het bestand weigert, maar de "
    "waarschuwingen wijzen op gegevens die waarschijnlijk niet kloppen. Herstel of verklaar ze eerst.",
    Oordeel.GEREED: "Bekijk nog of de cijfers zijn wat u verwacht, en onderteken de accordering.",
    Oordeel.NIET_BEOORDEELD: "Laat --alleen en --zonder weg om alles te beoordelen. Onderteken de accordering nog niet.",
}

TOETS_OPEN = (
    "De technische toets is op uw verzoek niet helemaal beoordeeld. Het staat dus niet vast dat het CBS het "
    "bestand aanneemt."
)


def conclusion(analyse: Analyse) -> str:
    """The verdict in one sentence, and in others what the figures were held against."""
    return " ".join((verdict(analyse), *compared(analyse).values()))


def verdict(analyse: Analyse) -> str:
    """The verdict in one sentence."""
    match analyse.oordeel:
        case Oordeel.NIET_UPLOADEN:
            return f"Nog niet uploaden: {_largest(analyse)}"
        case Oordeel.CONTROLEREN:
            return f"Eerst controleren: {_largest(analyse)}"
        case Oordeel.NIET_BEOORDEELD:
            wat = "de regels die op uw verzoek zijn overgeslagen" if analyse.toets_beoordeeld else "de technische toets"
            return f"Niet beoordeeld: {wat}. Verder zijn geen fouten en geen waarschuwingen {_found(analyse)}."
        case _:
            return f"Gereed om te uploaden naar het CBS{_if_explained(analyse)}."


def tint(analyse: Analyse) -> Oordeel:
    """The verdict by whose colour this one is shown: what rests on explanations of much is still to be looked at."""
    rests = analyse.oordeel is Oordeel.GEREED and of_much(analyse.oorzaken)
    return Oordeel.CONTROLEREN if rests else analyse.oordeel


def _if_explained(analyse: Analyse) -> str:
    """What the verdict rests on when causes are explained: on their words, where these touch much."""
    aantal = len(analyse.oorzaken) - len(analyse.open_causes)
    verklaard = f"{_soorten(aantal, 'oorzaak is', 'oorzaken zijn')} verklaard"
    if large := len(of_much(analyse.oorzaken)):
        als = "als de toelichting klopt" if large == 1 else "als de toelichtingen kloppen"
        return f", {als}: {verklaard} en niet hersteld"
    return f"; {verklaard}" if aantal else ""


def _largest(analyse: Analyse) -> str:
    """How many causes are open, and the largest of those that make the verdict: a signaal by itself makes none."""
    is_open = analyse.open_causes
    ernst = Ernst.FOUT if analyse.oordeel is Oordeel.NIET_UPLOADEN else Ernst.WAARSCHUWING
    largest = next(oorzaak for oorzaak in is_open if oorzaak.ernst is ernst)
    titel = within_sentence(largest.titel)
    explained = len(analyse.oorzaken) - len(is_open)
    still, beside = ("open ", f" ({explained} verklaard)") if explained else ("", "")
    if len(is_open) == 1:
        return f"1 {still}oorzaak{beside}: {titel}"
    wat = "grootste" if largest is is_open[0] else f"grootste {ernst}"
    return f"{len(is_open)} {still}oorzaken{beside}, de {wat}: {titel}"


def compared(analyse: Analyse) -> Mapping[str, str]:
    """By the id of its chapter what the figures were held against, and how that came out."""
    said = {}
    if analyse.naast_cbs is not None and analyse.cbs is not None:
        told = (
            f"CBS: {counted(analyse.naast_cbs, analyse.cbs)}.{_counted_otherwise(analyse.naast_cbs)}",
            added_up(analyse.naast_cbs),
        )
        said[CBS] = " ".join(filter(None, told))
    if (herstel := analyse.herstel) is not None:
        wat = "bevindingen" if herstel.oorzaken is None else "oorzaken"
        n = herstel.aantallen()
        said[VORIGE] = (
            f"Sinds de vorige keer: {n[Stand.HERSTELD]} {wat} hersteld, {n[Stand.NIEUW]} nieuw, {n[Stand.BLIJFT]} gebleven."
        )
    return said


def _counted_otherwise(naast: "CbsComparison") -> str:
    """How many of the differences one other way of counting explains."""
    n, van = len(naast.anders_geteld), len(naast.verschillen)
    which = (
        "Dat verschil komt"
        if van == 1
        else f"Al die {van} verschillen komen"
        if n == van
        else f"{n} van die {van} verschillen komen"
    )
    return f" {which} waarschijnlijk doordat het CBS de stappen anders telt." if n else ""


def explanation(analyse: Analyse) -> str:
    """What the verdict means, and what to do; where nothing was found also of how many rules."""
    weigh = "Lees eerst wat is verklaard, en of dat klopt. " if of_much(analyse.oorzaken) else ""
    tekst = weigh + EXPLANATION[analyse.oordeel]
    if analyse.oordeel not in (Oordeel.GEREED, Oordeel.NIET_BEOORDEELD):
        return tekst
    buiten = len(analyse.overgeslagen)
    rest = f" {_soorten(buiten, 'regel is', 'regels zijn')} op uw verzoek niet beoordeeld." if buiten else ""
    gezocht = _soorten(analyse.beoordeeld, "regel", "regels")
    return f"Met {gezocht} zijn geen fouten en geen waarschuwingen {_found(analyse)}.{rest} {tekst}"


def _found(analyse: Analyse) -> str:
    explained = any(oorzaak.verklaard for oorzaak in analyse.oorzaken)
    return "gevonden, behalve wat is verklaard" if explained else "gevonden"


def remarks(analyse: Analyse) -> tuple[str, ...]:
    """What the reader must know before reading any figure."""
    toets = () if analyse.toets_beoordeeld else (TOETS_OPEN,)
    return (*toets, *_eigen_normen(analyse.normen), *_periode_ontbreekt(analyse.kop.periode), *analyse.vervallen)


def _eigen_normen(normen: Normen) -> tuple[str, ...]:
    """Which norms the user set, and what they are otherwise."""
    own = [(naam, norm, normen[naam]) for naam, norm in NORMEN.items() if normen[naam] != norm.waarde]
    told = [f"{naam} = {_getal(value)} {norm.eenheid} (anders {_getal(norm.waarde)})" for naam, norm, value in own]
    return (f"Beoordeeld met eigen normen: {'; '.join(told)}.",) if told else ()


def _getal(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def _periode_ontbreekt(periode: Periode) -> tuple[str, ...]:
    missing = [naam for naam, dag in (("begindatum", periode.start), ("einddatum", periode.eind)) if dag is None]
    if not missing:
        return ()
    return (
        f"De {' en de '.join(missing)} van de levering ontbreekt of is geen geldige datum. Cijfers die "
        "van de periode afhangen zijn daarom leeg.",
    )


def about_the_whole(geheel: Analyse, deel: Analyse) -> tuple[str, ...]:
    """What the reader of one gemeente's part must know of the whole delivery."""
    about = f"Dit rapport gaat over één gemeente. Het oordeel over de hele levering is: {conclusion(geheel)}"
    return (" ".join((about, *told_of_the_whole(geheel.oorzaken, deel.oorzaken))),)


def _soorten(aantal: int, enkel: str, meer: str) -> str:
    return f"{aantal} {enkel if aantal == 1 else meer}"
