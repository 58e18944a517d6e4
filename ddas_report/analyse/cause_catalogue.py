"""The catalogue of causes: when each of them is there, and which findings it takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ddas_report.analyse.cause import Oorzaak, Pool
from ddas_report.analyse.cause_export import period, test_file
from ddas_report.analyse.cause_fields import ID as FIELD
from ddas_report.analyse.cause_fields import field_causes
from ddas_report.analyse.cause_trajecten import doubled, gemeentecode, loose, overlapping
from ddas_report.regels.regel import Eigenaar

Find = Callable[[Pool], Iterator[Oorzaak]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseKind:
    """An entry of the catalogue; `vind` takes its findings out of the pool and makes causes of them."""

    id: str
    titel: str
    wanneer: str
    advies: str
    """What to do, in whole sentences."""
    eigenaar: Eigenaar
    neemt: tuple[str, ...]
    """The rules whose findings it may take; families end on a star."""
    vind: Find


CAUSES: tuple[CauseKind, ...] = (
    CauseKind(
        id="OORZ-PERIODE",
        titel="De periode van de export klopt niet",
        wanneer="Er zijn ten minste 20 trajecten, en minder dan 5 procent van de datums van starts, stappen en eindes ligt in de "
        "periode (bij een periode korter dan een half jaar: naar verhouding minder).",
        advies="Kijk of u de goede periode hebt gekozen, en of alle trajecten van die periode in de export zitten. "
        "Maak zo nodig een nieuwe export, en controleer die voordat u verdergaat: de andere oorzaken kunnen dan anders zijn.",
        eigenaar=Eigenaar.BESTAND,
        neemt=("GEM-04", "GEM-05", "LEV-02", "TRJ-03"),
        vind=period,
    ),
    CauseKind(
        id="OORZ-TEST",
        titel="Het lijkt een testbestand",
        wanneer="Er zijn ten minste 20 trajecten, en twee of meer van deze vier kloppen: 90 procent van de postcodes is gelijk, "
        "90 procent van de geboortedatums is gelijk, alle BSN's beginnen met een 9, de organisatie heet test.",
        advies="Kijk of dit het goede bestand is. Komt het uit een testomgeving, maak dan een nieuwe export uit uw "
        "gewone systeem.",
        eigenaar=Eigenaar.BESTAND,
        neemt=("GEM-08", "CLT-03", "CLT-09"),
        vind=test_file,
    ),
    CauseKind(
        id="OORZ-GEMEENTECODE",
        titel="Een gemeentecode hoort niet bij een gemeente",
        wanneer="De code van een traject bestaat niet uit vier cijfers, of is geen gemeente. Wat alleen door die trajecten "
        "opvalt, hoort erbij.",
        advies="Zoek deze trajecten op, herstel de gemeentecode en maak een nieuwe export.",
        eigenaar=Eigenaar.DOSSIERS,
        neemt=("LEV-06", "LEV-07", "LEV-08", "LEV-09", "LEV-10", "GEM-*", "VGL-*"),
        vind=gemeentecode,
    ),
    CauseKind(
        id=FIELD,
        titel="De export vult een veld niet, of anders",
        wanneer="Een veld ontbreekt, of staat er in een andere vorm, bij 80 procent of meer van ten minste 20 records.",
        advies="Kijk of het veld in uw systeem is ingevuld. Zo ja: vraag uw softwareleverancier de export te "
        "herstellen. Zo nee: vul het eerst in de dossiers in.",
        eigenaar=Eigenaar.LEVERANCIER,
        neemt=("BST-05", "BST-06", "CLT-*", "TRJ-*", "FAS-*", "REG-*", "SLD-*", "OND-*", "GEM-07"),
        vind=field_causes,
    ),
    CauseKind(
        id="OORZ-DUBBEL",
        titel="Hetzelfde traject is meer dan één keer geleverd",
        wanneer="Twee of meer trajecten zijn in alles gelijk.",
        advies="Zoek uit waarom deze trajecten vaker in de export staan, en maak een nieuwe export waarin elk "
        "traject één keer staat.",
        eigenaar=Eigenaar.BESTAND,
        neemt=("TRJ-13", "TRJ-04", "TRJ-05", "TRJ-15", "CLT-08", "SLD-10"),
        vind=doubled,
    ),
    CauseKind(
        id="OORZ-SAMENLOOP",
        titel="Trajecten van dezelfde cliënt lopen tegelijk",
        wanneer="Trajecten van één cliënt lopen tegelijk, in één of in meer gemeenten, en zijn niet in alles gelijk.",
        advies="Kijk per groep of het echt om verschillende trajecten gaat. Geef een traject dat voorbij is een "
        "einddatum.",
        eigenaar=Eigenaar.DOSSIERS,
        neemt=("TRJ-04", "TRJ-05"),
        vind=overlapping,
    ),
    CauseKind(
        id="OORZ-LOS",
        titel="In enkele dossiers staat iets opvallends",
        wanneer="Signalen bij minder dan 5 procent van de trajecten, die bij geen andere oorzaak horen.",
        advies="Kijk of deze dossiers kloppen. Klopt een gegeven toch, dan hoeft u niets te doen.",
        eigenaar=Eigenaar.DOSSIERS,
        neemt=("CLT-*", "TRJ-*", "FAS-*", "REG-*", "SLD-*", "OND-*"),
        vind=loose,
    ),
)
"""In the order in which they take findings."""

_ADVICE = {kind.id: kind.advies for kind in CAUSES}


def advice(oorzaak: Oorzaak) -> str:
    """What to do about it: as the catalogue says; of a single rule, or of the form of a field, as the rule does."""
    regel = oorzaak.bevindingen[0].regel
    form = oorzaak.id == FIELD and (regel.gevolg.vorm or regel.familie == "BST")
    return regel.toelichting if form else _ADVICE.get(oorzaak.id, regel.toelichting)
