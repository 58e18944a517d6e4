"""The rules on terms (FAS), each with cases that hit and cases that stay clean."""

from bouw import EERSTE, Document, Geval, fase, met


def gesprek(aanmelding: str, intake: str, crisis: bool = False) -> Document:
    """A delivery with one traject: an aanmelding and the first conversation."""
    return met(aanmelding=fase(aanmelding, crisisinterventie=crisis), intake=fase(intake))


GEVALLEN: tuple[Geval, ...] = (
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
)
