"""What to ask CBS when its figures differ from ours."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ddas_report.model.wording import enumerated
from ddas_report.read.one_file import Bestand

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison

SHORT = 12
"""So many characters of a fingerprint tell one file from another."""

NAMED = 3
"""The files whose fingerprint is named."""


def what_to_ask(vergelijking: "CbsComparison", bestanden: Sequence[Bestand]) -> Iterator[str]:
    """First whether CBS counted these very files, then each difference; nothing when none asks for a cause."""
    if not any(not rij.volgt_uit and rij.key not in vergelijking.anders_geteld for rij in vergelijking.verschillen):
        return
    begin = enumerated([bestand.sha256[:SHORT] for bestand in bestanden], NAMED)
    several = len(bestanden) > 1
    which = f"deze {len(bestanden)} bestanden" if several else "dit bestand"
    prints = f"de SHA-256-vingerafdrukken beginnen met {begin}" if several else f"SHA-256-vingerafdruk {begin}…"
    yield (
        f"Vindt u de oorzaak niet, vraag het CBS dan eerst of het precies {which} heeft geteld ({prints}), en daarna bij elk "
        "verschil hieronder hoe het aan zijn aantal komt."
    )
