"""The rules of the family REG, each with cases that hit and cases that stay clean."""

from typing import Any

from bouw import EERSTE, Document, Geval, levering, traject


def regeling(toekenningsdatum: str | None = None, **velden: Any) -> Document:
    """A delivery with one traject that has a schuldregeling."""
    return levering(traject(toekenningsdatum=toekenningsdatum, schuldregeling=velden))


def oplossing(soort: str | None = None, start: str | None = None, eind: str | None = None, **velden: Any) -> Document:
    """A delivery with one traject that has an oplossing; `velden` are those of its schuldregeling."""
    dates = {"soort": soort, "startdatum": start, "einddatum": eind}
    given = {naam: waarde for naam, waarde in dates.items() if waarde}
    return levering(traject(oplossing=given, schuldregeling=velden or None))


def vtlb(bedrag: object) -> Document:
    return levering(traject(oplossing={"vtlb": bedrag}))


KREDIET, BEMIDDELING = "Saneringskrediet", "Schuldbemiddeling"

GEVALLEN: tuple[Geval, ...] = (
    ("REG-01", "twee uitkomsten", regeling(toegekend="2024-06-01", ingetrokken="2024-06-01"), [EERSTE]),
    ("REG-01", "een uitkomst", regeling(datum="2024-05-01", toegekend="2024-06-01"), []),
    ("REG-02", "uitkomst een dag voor verzoek", regeling(datum="2024-06-02", afgewezen="2024-06-01"), [EERSTE]),
    (
        "REG-02",
        "eerste van twee uitkomsten te vroeg",
        regeling(datum="2024-06-02", toegekend="2024-06-01", ingetrokken="2024-07-01"),
        [EERSTE],
    ),
    ("REG-02", "op de dag van het verzoek", regeling(datum="2024-06-01", ingetrokken="2024-06-01"), []),
    ("REG-02", "geen verzoek", regeling(ingetrokken="2024-06-01"), []),
    ("REG-03", "een dag verschil", regeling("2024-06-02", toegekend="2024-06-01"), [EERSTE]),
    ("REG-03", "gelijk", regeling("2024-06-01", toegekend="2024-06-01"), []),
    ("REG-03", "een leeg", regeling("2024-06-01"), []),
    ("REG-04", "niet toegekend", regeling(dwangakkoord=True), [EERSTE]),
    ("REG-04", "toegekend", regeling(dwangakkoord=True, toegekend="2024-06-01"), []),
    ("REG-04", "geen dwangakkoord", regeling(dwangakkoord=False), []),
    ("REG-05", "geen verzoek", regeling(dwangakkoord=True), [EERSTE]),
    ("REG-05", "wel een verzoek", regeling(dwangakkoord=True, datumVerzoekDwangakkoord="2024-05-01"), []),
    ("REG-05", "geen dwangakkoord", regeling(), []),
    ("REG-06", "geen soort", oplossing(start="2024-07-01"), [EERSTE]),
    ("REG-06", "geen start", oplossing(KREDIET), [EERSTE]),
    ("REG-06", "soort en start", oplossing(KREDIET, "2024-07-01"), []),
    ("REG-06", "geen oplossing", levering(traject()), []),
    ("REG-07", "start een dag voor toekenning", oplossing(start="2024-06-01", toegekend="2024-06-02"), [EERSTE]),
    ("REG-07", "start een dag na afwijzing", oplossing(start="2024-06-02", afgewezen="2024-06-01"), [EERSTE]),
    (
        "REG-07",
        "start op beide dagen",
        oplossing(start="2024-06-01", toegekend="2024-06-01", afgewezen="2024-06-01"),
        [],
    ),
    ("REG-07", "geen uitkomst", oplossing(start="2024-06-01", datum="2024-07-01"), []),
    ("REG-08", "121 dagen voor het einde van de periode", regeling(datum="2024-09-01"), [EERSTE]),
    ("REG-08", "120 dagen", regeling(datum="2024-09-02"), []),
    ("REG-08", "ingetrokken", regeling(datum="2024-03-01", ingetrokken="2024-12-01"), []),
    (
        "REG-08",
        "geen einde van de periode",
        levering(traject(schuldregeling={"datum": "2024-03-01"}), einddatumLevering="?"),
        [],
    ),
    ("REG-09", "18 maanden en een dag", oplossing(KREDIET, "2023-07-01", "2025-01-02"), [EERSTE]),
    ("REG-09", "18 maanden", oplossing(KREDIET, "2023-07-01", "2025-01-01"), []),
    ("REG-09", "oud, 36 maanden en een dag", oplossing(BEMIDDELING, "2023-06-30", "2026-07-01"), [EERSTE]),
    ("REG-09", "oud, 36 maanden", oplossing(BEMIDDELING, "2023-06-30", "2026-06-30"), []),
    ("REG-09", "andere soort", oplossing("Betalingsregeling", "2023-07-01", "2028-07-01"), []),
    ("REG-10", "net te laag", vtlb(499), [EERSTE]),
    ("REG-10", "net te hoog", vtlb(6001), [EERSTE]),
    ("REG-10", "laagste", vtlb(500), []),
    ("REG-10", "hoogste", vtlb(6000), []),
    ("REG-10", "geen bedrag maar tekst", vtlb("100"), []),
    ("REG-11", "alleen bij het traject", regeling("2024-06-01"), [EERSTE]),
    ("REG-11", "alleen bij de schuldregeling", regeling(toegekend="2024-06-01"), [EERSTE]),
    ("REG-11", "op beide plaatsen", regeling("2024-06-01", toegekend="2024-06-02"), []),
    ("REG-11", "nergens", regeling(datum="2024-06-01"), []),
)
