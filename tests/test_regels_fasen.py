"""The rules on phases (FAS), each with cases that hit and cases that stay clean."""

from bouw import EERSTE, Geval, fase, met

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
    ("FAS-03", "intake voor aanmelding", met(aanmelding=fase("2024-03-02"), intake=fase("2024-03-01")), [EERSTE]),
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
    ("FAS-14", "geen fase", met(aanmelding=None), [EERSTE]),
    ("FAS-14", "fasen zonder datum", met(aanmelding={"crisisinterventie": True}, intake={}), [EERSTE]),
    ("FAS-14", "alleen een uitkomst", met(aanmelding=None, schuldregeling={"toegekend": "2024-06-01"}), []),
    ("FAS-14", "alleen informatie en advies", met(aanmelding=None, informatieEnAdvies=fase("2024-06-01")), []),
    ("FAS-15", "crisis zonder record", met(aanmelding={"crisisinterventie": True}), [EERSTE]),
    ("FAS-15", "record zonder crisis", met(crisisinterventies=[{}, {}]), [EERSTE]),
    ("FAS-15", "beide", met(aanmelding={"crisisinterventie": True}, crisisinterventies=[{}]), []),
    ("FAS-15", "geen van beide", met(aanmelding={"crisisinterventie": False}, crisisinterventies=[]), []),
)
