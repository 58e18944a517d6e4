"""The catalogue of causes: when each of them is there, and which findings it takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ddas_report.analyse.cause import Oorzaak, Pool
from ddas_report.analyse.cause_export import period, test_file
from ddas_report.analyse.cause_fields import field_causes
from ddas_report.analyse.cause_trajecten import doubled, gemeentecode, loose, overlapping
from ddas_report.regels.regel import Eigenaar

Find = Callable[[Pool], Iterator[Oorzaak]]


@dataclass(frozen=True, slots=True)
class CauseKind:
    """An entry of the catalogue; `vind` takes its findings out of the pool and makes causes of them."""

    id: str
    titel: str
    wanneer: str
    eigenaar: Eigenaar
    neemt: tuple[str, ...]
    """The rules whose findings it may take; families end on a star."""
    vind: Find


CAUSES: tuple[CauseKind, ...] = (
    CauseKind(
        "OORZ-PERIODE",
        "De periode van de export klopt niet",
        "Er zijn ten minste 20 trajecten, en minder dan 5 procent van de datums van starts, stappen en eindes ligt in de "
        "periode (bij een periode korter dan een half jaar: naar verhouding minder).",
        Eigenaar.BESTAND,
        ("GEM-04", "GEM-05", "LEV-02", "TRJ-03"),
        period,
    ),
    CauseKind(
        "OORZ-TEST",
        "Het lijkt een testbestand",
        "Er zijn ten minste 20 trajecten, en twee of meer van deze vier kloppen: 90 procent van de postcodes is gelijk, "
        "90 procent van de geboortedatums is gelijk, alle BSN's beginnen met een 9, de organisatie heet test.",
        Eigenaar.BESTAND,
        ("GEM-08", "CLT-03", "CLT-09"),
        test_file,
    ),
    CauseKind(
        "OORZ-GEMEENTECODE",
        "Een gemeentecode hoort niet bij een gemeente",
        "De code van een traject bestaat niet uit vier cijfers, of is geen gemeente. Wat alleen door die trajecten "
        "opvalt, hoort erbij.",
        Eigenaar.DOSSIERS,
        ("LEV-06", "LEV-07", "LEV-08", "LEV-09", "LEV-10", "GEM-*", "VGL-*"),
        gemeentecode,
    ),
    CauseKind(
        "OORZ-VELD",
        "De export vult een veld niet, of anders",
        "Een veld ontbreekt, of staat er in een andere vorm, bij 80 procent of meer van ten minste 20 records.",
        Eigenaar.LEVERANCIER,
        ("BST-05", "BST-06", "CLT-*", "TRJ-*", "FAS-*", "REG-*", "SLD-*", "OND-*", "GEM-07"),
        field_causes,
    ),
    CauseKind(
        "OORZ-DUBBEL",
        "Hetzelfde traject is meer dan één keer geleverd",
        "Twee of meer trajecten zijn in alles gelijk.",
        Eigenaar.BESTAND,
        ("TRJ-13", "TRJ-04", "TRJ-05", "TRJ-15", "CLT-08", "SLD-10"),
        doubled,
    ),
    CauseKind(
        "OORZ-SAMENLOOP",
        "Trajecten van dezelfde cliënt lopen tegelijk",
        "Trajecten van één cliënt lopen tegelijk, in één of in meer gemeenten, en zijn niet in alles gelijk.",
        Eigenaar.DOSSIERS,
        ("TRJ-04", "TRJ-05"),
        overlapping,
    ),
    CauseKind(
        "OORZ-LOS",
        "In enkele dossiers staat iets opvallends",
        "Signalen bij minder dan 5 procent van de trajecten, die bij geen andere oorzaak horen.",
        Eigenaar.DOSSIERS,
        ("CLT-*", "TRJ-*", "FAS-*", "REG-*", "SLD-*", "OND-*"),
        loose,
    ),
)
"""In the order in which they take findings."""
