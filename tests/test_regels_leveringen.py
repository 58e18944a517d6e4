"""The rules on leveringen (LEV), each with cases that hit and cases that stay clean."""

from datetime import date
from typing import Any

from bouw import ORGANISATIE, Document, Geval, bevindingen, levering, traject

PLAATS = ["$.leveringen[0]"]
TWEEDE = ["$.leveringen[1]"]
ZONDER_NUMMER = {naam: waarde for naam, waarde in ORGANISATIE.items() if naam != "gemeentecode"}


def organisatie(**velden: Any) -> Document:
    """A delivery by an organisation that has only these numbers; the gemeente of its traject is unknown."""
    nummers = {naam.replace("KvK", "KvK-nummer"): waarde for naam, waarde in velden.items()}
    return levering(traject(gemeentecode="Onbekend"), aanleverende_organisatie=ZONDER_NUMMER | nummers)


def tellers(*nummers: int) -> Document:
    """A delivery with a levering for each number."""
    leveringen = [levering(traject(), teller=nummer)["leveringen"][0] for nummer in nummers]
    return levering(leveringen=leveringen)


GEVALLEN: tuple[Geval, ...] = (
    ("LEV-01", "begin een dag na einde", levering(startdatumLevering="2025-01-01"), ["$.startdatumLevering"]),
    ("LEV-01", "een dag lang", levering(startdatumLevering="2024-12-31"), []),
    ("LEV-01", "begin bestaat niet", levering(startdatumLevering="2025-02-30"), []),
    ("LEV-02", "half jaar onder de naam 2024", levering(einddatumLevering="2024-06-30"), ["$.startdatumLevering"]),
    ("LEV-02", "heel jaar", levering(), []),
    ("LEV-03", "voor het einde", levering(aanleverdatumEnTijd="2024-12-30T23:59:59Z"), ["$.aanleverdatumEnTijd"]),
    ("LEV-03", "morgen", levering(aanleverdatumEnTijd="2025-02-02T00:00:00Z"), ["$.aanleverdatumEnTijd"]),
    ("LEV-03", "op de laatste dag", levering(aanleverdatumEnTijd="2024-12-31T00:00:00Z"), []),
    ("LEV-03", "vandaag", levering(aanleverdatumEnTijd="2025-02-01T23:59:59Z"), []),
    ("LEV-04", "1, 3", tellers(1, 3), TWEEDE),
    ("LEV-04", "1, 1", tellers(1, 1), TWEEDE),
    ("LEV-04", "1, 2", tellers(1, 2), []),
    ("LEV-05", "beide nummers", organisatie(gemeentecode="0088", KvK="12345678"), PLAATS),
    ("LEV-05", "geen nummer", organisatie(), PLAATS),
    ("LEV-05", "alleen KvK-nummer", organisatie(KvK="12345678"), []),
    ("LEV-05", "alleen gemeentecode", organisatie(gemeentecode="0088"), []),
    ("LEV-11", "geen versie", levering(codeGegevensleverancier="Testsysteem"), ["$.codeGegevensleverancier"]),
    ("LEV-11", "versie", levering(codeGegevensleverancier="Testsysteem 2"), []),
    (
        "LEV-12",
        "geen contactpersoon",
        levering(traject(), aanleverende_organisatie={"gemeentecode": "0088"}),
        PLAATS,
    ),
    ("LEV-12", "contactpersoon zonder e-mail", organisatie(contactpersonen=[{"naam": "Jansen"}]), PLAATS),
    ("LEV-12", "een van twee met e-mail", organisatie(contactpersonen=[{}, {"email": "a@b.example"}]), []),
    ("LEV-13", "geen trajecten", levering(), PLAATS),
    ("LEV-13", "een traject", levering(traject()), []),
    ("LEV-15", "geen enkel traject", levering(), ["$.leveringen"]),
    ("LEV-15", "een traject", levering(traject()), []),
    ("LEV-14", "zeven cijfers", organisatie(KvK="1234567"), PLAATS),
    ("LEV-14", "acht cijfers", organisatie(KvK="12345678"), []),
    ("LEV-14", "geen KvK-nummer", organisatie(), []),
)


def test_period_fits_the_half_year_in_the_name() -> None:
    document = levering(traject(), einddatumLevering="2024-06-30")
    assert "LEV-02" not in bevindingen(document, naam="SHV_2024H1_Test.json")
    assert "LEV-02" in bevindingen(document, naam="SHV_2024H2_Test.json")


def test_delivered_after_today_depends_on_today() -> None:
    assert "LEV-03" in bevindingen(levering(traject()), vandaag=date(2025, 1, 14))
    assert "LEV-03" not in bevindingen(levering(traject()), vandaag=date(2025, 1, 15))
