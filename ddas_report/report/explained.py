"""What was explained and touches much: who signs weighs the words of it, so it is told beside the verdict."""

from collections import defaultdict
from collections.abc import Sequence

from ddas_report.analyse.cause import Oorzaak, Verklaring
from ddas_report.analyse.causes import HALF, HEEL
from ddas_report.model.wording import whole
from ddas_report.regels.regel import Ernst

MOST = 3
"""So many are told."""

LETTERS = 160
"""As much of the words is told; the rest stands with the cause."""


def of_much(oorzaken: Sequence[Oorzaak]) -> tuple[Oorzaak, ...]:
    """What was explained, asks for a look and makes figures unsure for half of the trajecten or more.

    What is explained gemeente by gemeente is held together.
    """
    explained = [o for o in oorzaken if o.verklaard and o.ernst is Ernst.WAARSCHUWING and o.cijfers]
    shares: defaultdict[tuple[str, str], float] = defaultdict(float)
    for oorzaak in explained:
        shares[oorzaak.id, oorzaak.veld] += oorzaak.aantal / oorzaak.van
    return tuple(o for o in explained if shares[o.id, o.veld] >= HALF)


def told_explained(oorzaken: Sequence[Oorzaak]) -> tuple[str, ...]:
    """In sentences: what it is, how much it touches, and the words of who explained it."""
    return _sentences(of_much(oorzaken))


def told_of_the_whole(geheel: Sequence[Oorzaak], deel: Sequence[Oorzaak]) -> tuple[str, ...]:
    """The same of the whole, for who reads a part: not what is about some gemeenten, nor what the part itself tells."""
    own = {(o.veld or o.id, o.verklaard) for o in of_much(deel)}
    return _sentences([o for o in of_much(geheel) if not o.over and (o.veld or o.id, o.verklaard) not in own])


def _sentences(found: Sequence[Oorzaak]) -> tuple[str, ...]:
    sentences = [_told(oorzaak, oorzaak.verklaard) for oorzaak in found[:MOST] if oorzaak.verklaard]
    if rest := len(found[MOST:]):
        sentences.append(
            f"Zo {'is' if rest == 1 else 'zijn'} er nog {rest} verklaard die zoveel {'raakt' if rest == 1 else 'raken'}."
        )
    return tuple(sentences)


def within_sentence(titel: str) -> str:
    """A title as the end of a sentence."""
    return f"één{titel[3:]}" if titel.startswith("Eén ") else titel[:1].lower() + titel[1:]


def said_by(verklaring: Verklaring) -> str:
    """Who explained it, and when."""
    by = f"door {verklaring.naam} " if verklaring.naam else ""
    return f"{by}op {verklaring.datum:%d-%m-%Y}"


def _told(oorzaak: Oorzaak, verklaring: Verklaring) -> str:
    tekst = verklaring.tekst if len(verklaring.tekst) <= LETTERS else f"{verklaring.tekst[:LETTERS]}…"
    by = f"{verklaring.naam} schrijft op" if verklaring.naam else "De toelichting van"
    return (
        f"Verklaard en niet hersteld: {within_sentence(oorzaak.titel)} Dat raakt {_reach(oorzaak)}. "
        f"{by} {verklaring.datum:%d-%m-%Y}: “{' '.join(tekst.split())}”"
    )


def _reach(oorzaak: Oorzaak) -> str:
    """How much it touches, told without a number where that would be one of few people."""
    if all(bevinding.regel.op in HEEL for bevinding in oorzaak.bevindingen):
        return "het hele bestand"
    if oorzaak.aantal == oorzaak.van:
        return "alle trajecten"
    if oorzaak.zonder_getallen:
        return "een groot deel van de trajecten"
    return f"{whole(oorzaak.aantal)} van de {whole(oorzaak.van)} trajecten"
