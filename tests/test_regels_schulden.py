"""The rules of the family SLD, each with cases that hit and cases that stay clean."""

from typing import Any

from bouw import EERSTE, Document, Geval, levering, schuld, traject

TOTAAL = "totaalSchuldbedragBijAanvangSchuld"
SCHULD = f"{EERSTE}.schulden[0]"
BEIDE = [SCHULD, f"{EERSTE}.schulden[1]"]


def een(**velden: Any) -> Document:
    """A delivery with one schuld."""
    return levering(traject(schulden=[schuld(**velden)]))


def bij(**velden: Any) -> Document:
    """A delivery with one schuld, of this schuldeiser."""
    return een(schuldeiser=velden)


def samen(*bedragen: int | None, totaal: int | None = None) -> Document:
    """A delivery with one traject that has schulden of these amounts."""
    return levering(traject(schulden=[schuld(bedrag=bedrag) for bedrag in bedragen], **{TOTAAL: totaal}))


def peildatum(dag: str, **velden: Any) -> Document:
    return levering(traject(schulden=[schuld(peildatum=dag)], **velden))


def dubbel(**velden: Any) -> Document:
    """A delivery with a schuld twice, the second time with other fields."""
    return levering(traject(schulden=[schuld(), schuld(**velden)]))


GEVALLEN: tuple[Geval, ...] = (
    *(
        ("SLD-01", f"geen {veld}", een(**{veld: None}), [SCHULD])
        for veld in ("bedrag", "peildatum", "schuldsoort", "zakelijkeSchuld")
    ),
    ("SLD-01", "centen in het bedrag", een(bedrag=10.5), [SCHULD]),
    ("SLD-01", "alleen geen schuldeiser", een(schuldeiser=None), []),
    ("SLD-02", "nul", een(bedrag=0), [SCHULD]),
    ("SLD-02", "negatief", een(bedrag=-1), [SCHULD]),
    ("SLD-02", "een euro", een(bedrag=1), []),
    ("SLD-02", "geen bedrag", een(bedrag=None), []),
    ("SLD-03", "een euro te veel", een(bedrag=1_000_001), [SCHULD]),
    ("SLD-03", "een miljoen", een(bedrag=1_000_000), []),
    ("SLD-04", "meer dan 10 procent en 100 euro", samen(1000, 2000, totaal=3301), [EERSTE]),
    ("SLD-04", "even veel eronder", samen(1000, 2000, totaal=2699), [EERSTE]),
    ("SLD-04", "precies 10 procent", samen(1000, 2000, totaal=3300), []),
    ("SLD-04", "precies 100 euro", samen(500, totaal=600), []),
    ("SLD-04", "som onder nul, minder dan 10 procent", samen(-2000, totaal=-1890), []),
    ("SLD-04", "een bedrag ontbreekt", samen(1000, None, totaal=9000), []),
    ("SLD-04", "geen schulden", levering(traject(**{TOTAAL: 9000})), []),
    ("SLD-04", "geen totaal", samen(1000), []),
    ("SLD-05", "net te laag", samen(40, 59), [EERSTE]),
    ("SLD-05", "net te hoog", samen(1_000_000, 1_000_001), [EERSTE]),
    ("SLD-05", "laagste", samen(40, 60), []),
    ("SLD-05", "hoogste", samen(1_000_000, 1_000_000), []),
    ("SLD-05", "een bedrag ontbreekt", samen(40, None), []),
    ("SLD-06", "geen schulden", levering(traject(schuldregeling={"datum": "2024-06-01"})), [EERSTE]),
    ("SLD-06", "lege lijst", levering(traject(schuldregeling={"datum": "2024-06-01"}, schulden=[])), [EERSTE]),
    ("SLD-06", "een schuld", levering(traject(schuldregeling={"datum": "2024-06-01"}, schulden=[schuld()])), []),
    ("SLD-06", "een totaal", levering(traject(schuldregeling={"datum": "2024-06-01"}, **{TOTAAL: 5000})), []),
    ("SLD-06", "geen verzoek", levering(traject(schuldregeling={})), []),
    ("SLD-07", "een dag na de periode", peildatum("2025-01-01"), [SCHULD]),
    ("SLD-07", "een dag na het traject", peildatum("2024-05-02", einddatum="2024-05-01"), [SCHULD]),
    ("SLD-07", "laatste dag van de periode", peildatum("2024-12-31"), []),
    ("SLD-07", "laatste dag van het traject", peildatum("2024-05-01", einddatum="2024-05-01"), []),
    ("SLD-08", "twee namen", bij(naam="Webwinkel", Naam="Incasso"), [SCHULD]),
    ("SLD-08", "twee keer dezelfde naam", bij(naam="Webwinkel", Naam="Webwinkel "), []),
    ("SLD-08", "alleen Naam", bij(Naam="Webwinkel"), []),
    ("SLD-09", "privepersoon met nummer", bij(privepersoon=True, kvknummer="12345678"), [SCHULD]),
    ("SLD-09", "zeven cijfers", bij(kvknummer="1234567"), [SCHULD]),
    ("SLD-09", "bedrijf met acht cijfers", bij(privepersoon=False, kvknummer="12345678"), []),
    ("SLD-09", "privepersoon zonder nummer", bij(privepersoon=True), []),
    ("SLD-10", "alles gelijk op de soort na", dubbel(schuldsoort="Zorg"), BEIDE),
    ("SLD-10", "hoofdletters in de naam", dubbel(schuldeiser={"Naam": "WEBWINKEL"}), BEIDE),
    ("SLD-10", "ander bedrag", dubbel(bedrag=1001), []),
    ("SLD-10", "andere peildatum", dubbel(peildatum="2024-03-02"), []),
    ("SLD-10", "andere schuldeiser", dubbel(schuldeiser={"naam": "Bank"}), []),
    ("SLD-10", "twee keer geen schuldeiser", levering(traject(schulden=[schuld(schuldeiser=None)] * 2)), []),
    ("SLD-10", "twee trajecten", levering(traject(schulden=[schuld()]), traject(schulden=[schuld()])), []),
    ("SLD-11", "61 schulden", samen(*range(1, 62)), [EERSTE]),
    ("SLD-11", "60 schulden", samen(*range(1, 61)), []),
)
