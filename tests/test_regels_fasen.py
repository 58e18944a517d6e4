"""The rules of the family FAS, each with cases that hit and cases that stay clean."""

from typing import Any

from bouw import EERSTE, Document, Geval, levering, traject


def met(**velden: Any) -> Document:
    """A delivery with one traject."""
    return levering(traject(**velden))


def fase(start: str | None = None, eind: str | None = None, **velden: Any) -> dict[str, Any]:
    """A phase with the dates that are given."""
    return ({"startdatum": start} if start else {}) | ({"einddatum": eind} if eind else {}) | velden


def gesprek(aanmelding: str, intake: str, crisis: bool = False) -> Document:
    """A delivery with one traject: an aanmelding and the first conversation."""
    return met(aanmelding=fase(aanmelding, crisisinterventie=crisis), intake=fase(intake))


AFWIJZING = {"beschikkingssoort": "Afwijzingsbeschikking"}
ALLE_FASEN = ("aanmelding", "intake", "stabilisatie", "oplossing", "nazorg", "informatieEnAdvies")

GEVALLEN: tuple[Geval, ...] = (
    *(
        ("FAS-01", f"{naam} eindigt een dag te vroeg", met(**{naam: fase("2024-03-02", "2024-03-01")}), [EERSTE])
        for naam in ALLE_FASEN
    ),
    ("FAS-01", "begin en einde op een dag", met(intake=fase("2024-03-02", "2024-03-02")), []),
    (
        "FAS-01",
        "twee fouten, een traject",
        met(**dict.fromkeys(ALLE_FASEN, fase("2024-03-02", "2024-03-01"))),
        [EERSTE],
    ),
    ("FAS-02", "alleen een einde", met(nazorg=fase(eind="2024-03-02")), [EERSTE]),
    ("FAS-02", "alleen een begin", met(nazorg=fase("2024-03-02")), []),
    ("FAS-03", "intake voor aanmelding", gesprek("2024-03-02", "2024-03-01"), [EERSTE]),
    ("FAS-03", "nazorg voor aanmelding, rest leeg", met(nazorg=fase("2024-02-29")), [EERSTE]),
    (
        "FAS-03",
        "oplossing voor schuldregeling",
        met(schuldregeling={"datum": "2024-06-02"}, oplossing=fase("2024-06-01")),
        [EERSTE],
    ),
    (
        "FAS-03",
        "alles op een dag",
        met(
            **dict.fromkeys(ALLE_FASEN, fase("2024-03-01")),
            schuldregeling={"datum": "2024-03-01"},
        ),
        [],
    ),
    ("FAS-03", "informatie en advies telt niet mee", met(informatieEnAdvies=fase("2024-01-01")), []),
    ("FAS-04", "begint een dag na het einde", met(einddatum="2024-05-01", intake=fase("2024-05-02")), [EERSTE]),
    ("FAS-04", "begint op de laatste dag", met(einddatum="2024-05-01", intake=fase("2024-05-01")), []),
    ("FAS-04", "nazorg na het einde", met(einddatum="2024-05-01", nazorg=fase("2024-05-02")), []),
    ("FAS-05", "open fase", met(einddatum="2024-05-01", intake=fase("2024-03-05")), [EERSTE]),
    ("FAS-05", "open nazorg", met(einddatum="2024-05-01", nazorg=fase("2024-05-01")), []),
    ("FAS-05", "open fase in een open traject", met(intake=fase("2024-03-05")), []),
    ("FAS-05", "fase zonder begin", met(einddatum="2024-05-01", stabilisatie={}), []),
    ("FAS-06", "een dag verschil", met(intake=fase(eind="2024-04-02", beschikkingsdatum="2024-04-01")), [EERSTE]),
    ("FAS-06", "dezelfde dag", met(intake=fase(eind="2024-04-01", beschikkingsdatum="2024-04-01")), []),
    ("FAS-06", "geen beschikking", met(intake=fase(eind="2024-04-01")), []),
    ("FAS-07", "datum zonder soort", met(intake={"beschikkingsdatum": "2024-04-01"}), [EERSTE]),
    ("FAS-07", "soort zonder datum", met(intake=AFWIJZING), [EERSTE]),
    ("FAS-07", "beide", met(intake={"beschikkingsdatum": "2024-04-01", **AFWIJZING}), []),
    ("FAS-07", "geen van beide", met(intake={}), []),
    ("FAS-08", "oplossing na afwijzing", met(intake=AFWIJZING, oplossing={}), [EERSTE]),
    ("FAS-08", "stabilisatie na afwijzing", met(intake=AFWIJZING, stabilisatie=fase("2024-05-01")), [EERSTE]),
    ("FAS-08", "schuldregeling na afwijzing", met(intake=AFWIJZING, schuldregeling={}), [EERSTE]),
    ("FAS-08", "alleen nazorg na afwijzing", met(intake=AFWIJZING, nazorg=fase("2024-05-01")), []),
    ("FAS-08", "toelating", met(intake={"beschikkingssoort": "Toelatingsbeschikking"}, oplossing={}), []),
    (
        "FAS-09",
        "plan een dag te vroeg",
        met(intake=fase("2024-04-02"), planVanAanpak={"datumAfronding": "2024-04-01"}),
        [EERSTE],
    ),
    (
        "FAS-09",
        "plan op de dag van intake",
        met(intake=fase("2024-04-02"), planVanAanpak={"datumAfronding": "2024-04-02"}),
        [],
    ),
    ("FAS-10", "29 dagen", gesprek("2024-03-01", "2024-03-30"), [EERSTE]),
    ("FAS-10", "28 dagen", gesprek("2024-03-01", "2024-03-29"), []),
    ("FAS-10", "geen intake", met(), []),
    ("FAS-11", "vier werkdagen, over een weekend", gesprek("2024-03-07", "2024-03-13", crisis=True), [EERSTE]),
    ("FAS-11", "vier werkdagen na een zaterdag", gesprek("2024-03-09", "2024-03-14", crisis=True), [EERSTE]),
    ("FAS-11", "drie werkdagen, over een weekend", gesprek("2024-03-07", "2024-03-12", crisis=True), []),
    ("FAS-11", "geen crisis", gesprek("2024-03-07", "2024-03-13"), []),
    ("FAS-12", "57 dagen", met(intake=fase("2024-03-01", beschikkingsdatum="2024-04-27")), [EERSTE]),
    ("FAS-12", "56 dagen", met(intake=fase("2024-03-01", beschikkingsdatum="2024-04-26")), []),
    ("FAS-13", "123 dagen", met(stabilisatie=fase("2024-03-01", "2024-07-02")), [EERSTE]),
    ("FAS-13", "122 dagen", met(stabilisatie=fase("2024-03-01", "2024-07-01")), []),
    ("FAS-13", "nog open", met(stabilisatie=fase("2024-03-01")), []),
    ("FAS-14", "geen fase", met(aanmelding=None), [EERSTE]),
    ("FAS-14", "fasen zonder datum", met(aanmelding={"crisisinterventie": True}, intake={}), [EERSTE]),
    ("FAS-14", "alleen een uitkomst", met(aanmelding=None, schuldregeling={"toegekend": "2024-06-01"}), []),
    ("FAS-14", "alleen informatie en advies", met(aanmelding=None, informatieEnAdvies=fase("2024-06-01")), []),
    ("FAS-15", "crisis zonder record", met(aanmelding={"crisisinterventie": True}), [EERSTE]),
    ("FAS-15", "record zonder crisis", met(crisisinterventies=[{}, {}]), [EERSTE]),
    ("FAS-15", "beide", met(aanmelding={"crisisinterventie": True}, crisisinterventies=[{}]), []),
    ("FAS-15", "geen van beide", met(aanmelding={"crisisinterventie": False}, crisisinterventies=[]), []),
)
