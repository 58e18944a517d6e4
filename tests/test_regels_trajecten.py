"""The rules of the family TRJ, each with cases that hit and cases that stay clean."""

from bouw import EERSTE, TWEEDE, Geval, bsn, client, levering, schuld, traject

BEIDE = [EERSTE, TWEEDE]


def twee(nummer: int, eerste: dict[str, object], tweede: dict[str, object]) -> dict[str, object]:
    """A delivery with two trajecten of one client."""
    persoon = [client(Burgerservicenummer=bsn(nummer))]
    return levering(traject(client=persoon, **eerste), traject(client=persoon, **tweede))


def periode(start: str | None, eind: str | None) -> dict[str, object]:
    return {"startdatum": start, "einddatum": eind}


GEVALLEN: tuple[Geval, ...] = (
    ("TRJ-01", "einde een dag voor start", levering(traject(einddatum="2024-02-29")), [EERSTE]),
    ("TRJ-01", "einde op de dag van start", levering(traject(einddatum="2024-03-01")), []),
    ("TRJ-01", "geen einde", levering(traject()), []),
    ("TRJ-02", "geen startdatum", levering(traject(startdatum=None)), [EERSTE]),
    ("TRJ-02", "startdatum bestaat niet", levering(traject(startdatum="2024-02-30")), [EERSTE]),
    ("TRJ-02", "wel een startdatum", levering(traject()), []),
    ("TRJ-03", "start een dag na de periode", levering(traject(startdatum="2025-01-01")), [EERSTE]),
    ("TRJ-03", "einde een dag voor de periode", levering(traject(**periode("2023-01-01", "2023-12-31"))), [EERSTE]),
    ("TRJ-03", "einde voor de periode, geen start", levering(traject(**periode(None, "2023-12-31"))), [EERSTE]),
    ("TRJ-03", "start op de laatste dag", levering(traject(startdatum="2024-12-31")), []),
    ("TRJ-03", "einde op de eerste dag", levering(traject(**periode("2023-01-01", "2024-01-01"))), []),
    (
        "TRJ-04",
        "tweede begint op de dag dat de eerste eindigt",
        twee(1, periode("2024-01-10", "2024-03-01"), periode("2024-03-01", None)),
        BEIDE,
    ),
    (
        "TRJ-04",
        "tweede begint een dag later",
        twee(2, periode("2024-01-10", "2024-02-29"), periode("2024-03-01", None)),
        [],
    ),
    ("TRJ-04", "andere gemeente", twee(3, {}, {"gemeentecode": "0093"}), []),
    ("TRJ-05", "andere gemeente", twee(4, {}, {"gemeentecode": "0093"}), BEIDE),
    ("TRJ-05", "dezelfde gemeente", twee(5, {}, {}), []),
    (
        "TRJ-05",
        "verhuisd op de dag na het einde",
        twee(6, periode("2024-01-10", "2024-02-29"), periode("2024-03-01", None) | {"gemeentecode": "0093"}),
        [],
    ),
    (
        "TRJ-06",
        "uitstroom een dag na einde",
        levering(traject(einddatum="2024-05-01", uitstroom={"datum": "2024-05-02"})),
        [EERSTE],
    ),
    (
        "TRJ-06",
        "beschikking wijkt af, geen einddatum",
        levering(traject(uitstroom={"datum": "2024-05-02", "datumBeeindigingsbeschikking": "2024-05-03"})),
        [EERSTE],
    ),
    (
        "TRJ-06",
        "gelijk, en een leeg",
        levering(traject(einddatum="2024-05-02", uitstroom={"datum": "2024-05-02"})),
        [],
    ),
    ("TRJ-07", "uitstroom zonder einde", levering(traject(uitstroom={"datum": "2024-05-02"})), [EERSTE]),
    (
        "TRJ-07",
        "uitstroom met einde",
        levering(traject(einddatum="2024-05-02", uitstroom={"datum": "2024-05-02"})),
        [],
    ),
    ("TRJ-08", "einde op de laatste dag", levering(traject(einddatum="2024-12-31")), [EERSTE]),
    ("TRJ-08", "einde na de periode", levering(traject(einddatum="2025-01-01")), []),
    ("TRJ-08", "met uitstroom", levering(traject(einddatum="2024-05-02", uitstroom={})), []),
    ("TRJ-09", "geen reden", levering(traject(uitstroom={"datum": "2024-05-02"})), [EERSTE]),
    ("TRJ-09", "wel een reden", levering(traject(uitstroom={"reden": "Zelf"})), []),
    ("TRJ-09", "geen uitstroom", levering(traject()), []),
    ("TRJ-10", "einde na aanlevering", levering(traject(einddatum="2025-01-16")), [EERSTE]),
    (
        "TRJ-10",
        "crisisinterventie na aanlevering",
        levering(traject(crisisinterventies=[{"startdatum": "2025-01-16"}])),
        [EERSTE],
    ),
    ("TRJ-10", "einde op de dag van aanlevering", levering(traject(einddatum="2025-01-15")), []),
    (
        "TRJ-10",
        "gepland einde",
        levering(
            traject(
                oplossing={"einddatum": "2026-01-01"},
                begeleiding=[{"einddatum": "2026-01-01"}],
                moratoria=[{"einddatum": "2026-01-01"}],
            )
        ),
        [],
    ),
    (
        "TRJ-10",
        "geen aanleverdatum",
        levering(traject(einddatum="2026-01-16"), aanleverdatumEnTijd=None),
        [],
    ),
    ("TRJ-11", "ruim tien jaar open", levering(traject(startdatum="2013-12-31")), [EERSTE]),
    ("TRJ-11", "tien jaar open", levering(traject(startdatum="2014-01-01")), []),
    ("TRJ-11", "afgelopen", levering(traject(**periode("2013-12-31", "2024-05-01"))), []),
    ("TRJ-11", "afgelopen op de laatste dag", levering(traject(**periode("2013-12-31", "2024-12-31"))), []),
    ("TRJ-11", "loopt na de laatste dag af", levering(traject(**periode("2013-12-31", "2025-01-01"))), [EERSTE]),
    ("TRJ-12", "91 dagen na aanmelding", levering(traject(startdatum="2024-05-31")), [EERSTE]),
    ("TRJ-12", "91 dagen voor aanmelding", levering(traject(startdatum="2023-12-01")), [EERSTE]),
    ("TRJ-12", "90 dagen na aanmelding", levering(traject(startdatum="2024-05-30")), []),
    ("TRJ-13", "twee keer hetzelfde", twee(7, {}, {}), BEIDE),
    ("TRJ-13", "een bedrag anders", twee(8, {"schulden": [schuld()]}, {"schulden": [schuld(bedrag=2)]}), []),
    ("TRJ-14", "geen oplossing", levering(traject(uitstroom={"reden": "Afgerond"})), [EERSTE]),
    ("TRJ-14", "met oplossing", levering(traject(uitstroom={"reden": "Afgerond"}, oplossing={})), []),
    ("TRJ-15", "twee keer in één bestand", twee(9, {}, {}), []),
    ("TRJ-14", "andere reden", levering(traject(uitstroom={"reden": "Zelf"})), []),
)
