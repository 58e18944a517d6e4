"""The rules of the family OND, each with cases that hit and cases that stay clean."""

from typing import Any

from bouw import EERSTE, Document, Geval, levering, traject

LIJSTEN = ("begeleiding", "crisisinterventies", "moratoria", "voorlopigeVoorzieningen")
BEGELEIDING = f"{EERSTE}.begeleiding"
MORATORIUM = f"{EERSTE}.moratoria[0]"


def begeleiding(*perioden: tuple[str | None, str | None], **velden: Any) -> Document:
    """A delivery with one traject that has Budgetbeheer in these periods."""
    records = [
        {"soort": "Budgetbeheer"} | {k: v for k, v in (("startdatum", start), ("einddatum", eind)) if v} | velden
        for start, eind in perioden
    ]
    return levering(traject(begeleiding=records))


def moratorium(**velden: str) -> Document:
    """A delivery with one moratorium."""
    return levering(traject(moratoria=[velden]))


GEVALLEN: tuple[Geval, ...] = (
    *(
        (
            "OND-01",
            f"{lijst}: tweede eindigt een dag te vroeg",
            levering(traject(**{lijst: [{}, {"startdatum": "2024-05-02", "einddatum": "2024-05-01"}]})),
            [f"{EERSTE}.{lijst}[1]"],
        )
        for lijst in LIJSTEN
    ),
    ("OND-01", "een dag lang", begeleiding(("2024-05-01", "2024-05-01")), []),
    ("OND-01", "geen einde", begeleiding(("2024-05-01", None)), []),
    ("OND-02", "geen soort", levering(traject(begeleiding=[{"startdatum": "2024-05-01"}])), [f"{BEGELEIDING}[0]"]),
    ("OND-02", "een soort", begeleiding(("2024-05-01", None)), []),
    (
        "OND-03",
        "begint op de laatste dag van de eerste",
        begeleiding(("2024-05-01", "2024-06-01"), ("2024-06-01", None)),
        [f"{BEGELEIDING}[0]", f"{BEGELEIDING}[1]"],
    ),
    (
        "OND-03",
        "binnen een lange, niet de volgende",
        begeleiding(("2024-03-01", "2024-09-01"), ("2024-04-01", "2024-04-30"), ("2024-10-01", None)),
        [f"{BEGELEIDING}[0]", f"{BEGELEIDING}[1]"],
    ),
    (
        "OND-03",
        "overlapt alleen de eerste van drie",
        begeleiding(("2024-08-01", "2024-08-31"), ("2024-04-01", "2024-04-30"), ("2024-03-01", "2024-09-01")),
        [f"{BEGELEIDING}[0]", f"{BEGELEIDING}[1]", f"{BEGELEIDING}[2]"],
    ),
    ("OND-03", "begint een dag later", begeleiding(("2024-05-01", "2024-06-01"), ("2024-06-02", None)), []),
    (
        "OND-03",
        "andere soort",
        levering(
            traject(begeleiding=[{"soort": s, "startdatum": "2024-05-01"} for s in ("Budgetbeheer", "Budgetcoaching")])
        ),
        [],
    ),
    ("OND-03", "geen startdatum", begeleiding((None, "2024-05-01"), (None, "2024-05-01")), []),
    ("OND-03", "eindigt voor het begin", begeleiding(("2024-05-01", "2024-06-01"), ("2024-05-20", "2024-05-10")), []),
    (
        "OND-03",
        "twee trajecten",
        levering(*[traject(begeleiding=[{"soort": "Budgetbeheer", "startdatum": "2024-05-01"}]) for _ in range(2)]),
        [],
    ),
    (
        "OND-04",
        "goedgekeurd voor aanvraag",
        moratorium(datumAanvraag="2024-05-02", datumGoedkeuring="2024-05-01"),
        [MORATORIUM],
    ),
    (
        "OND-04",
        "begonnen voor goedkeuring",
        moratorium(datumGoedkeuring="2024-05-02", startdatum="2024-05-01"),
        [MORATORIUM],
    ),
    ("OND-04", "begonnen voor aanvraag", moratorium(datumAanvraag="2024-05-02", startdatum="2024-05-01"), [MORATORIUM]),
    (
        "OND-04",
        "alles op een dag",
        moratorium(**dict.fromkeys(("datumAanvraag", "datumGoedkeuring", "startdatum"), "2024-05-01")),
        [],
    ),
    ("OND-05", "zes maanden en een dag", moratorium(startdatum="2024-03-01", einddatum="2024-09-02"), [MORATORIUM]),
    ("OND-05", "zes maanden", moratorium(startdatum="2024-03-01", einddatum="2024-09-01"), []),
    ("OND-05", "geen einde", moratorium(startdatum="2024-03-01"), []),
)
