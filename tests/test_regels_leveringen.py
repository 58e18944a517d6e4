"""The rules of the family LEV, each with cases that hit and cases that stay clean."""

from datetime import date
from typing import Any

import pytest
from bouw import EERSTE, ORGANISATIE, Document, Geval, bevindingen, levering, traject

from ddas_report.model import gemeenten as gemeente_tabel
from ddas_report.regels.leveringen import use_instead

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


def gemeenten(*codes: str) -> Document:
    """A delivery with a traject in each gemeente."""
    return levering(*(traject(gemeentecode=code) for code in codes))


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
    ("LEV-06", "andere gemeente", gemeenten("0093"), [EERSTE]),
    ("LEV-06", "zelfde gemeente, anders geschreven", gemeenten("GM0088", "88"), []),
    ("LEV-06", "gemeente onbekend", gemeenten("Onbekend"), []),
    ("LEV-07", "twee gemeenten", gemeenten("0088", "0093"), PLAATS),
    ("LEV-07", "een gemeente en onbekend", gemeenten("0088", "Onbekend"), []),
    ("LEV-08", "twee gemeenten", gemeenten("0088", "0093"), ["$.leveringen"]),
    ("LEV-08", "een gemeente en onbekend", gemeenten("0088", "Onbekend"), []),
    ("LEV-09", "drie cijfers", gemeenten("153"), [EERSTE]),
    ("LEV-09", "een naam", gemeenten("Enschede"), [EERSTE]),
    ("LEV-09", "vier cijfers, met GM, en onbekend", gemeenten("0153", "GM0153", "onbekend"), []),
    ("LEV-10", "bestaat niet", gemeenten("9998"), [EERSTE]),
    ("LEV-10", "opgeheven in 2022", gemeenten("0370"), [EERSTE]),
    ("LEV-10", "opgeheven in 2014", gemeenten("0055"), [EERSTE]),
    ("LEV-10", "geen gemeente maar onbekend", gemeenten("0000"), [EERSTE]),
    ("LEV-10", "geen gemeente maar niet-ingezetenen", gemeenten("1999"), [EERSTE]),
    ("LEV-10", "bestaat", gemeenten("0439"), []),
    ("LEV-10", "niet vier cijfers", gemeenten("Enschede"), []),
    (
        "LEV-10",
        "opgeheven na het begin van de periode",
        levering(traject(gemeentecode="0370"), startdatumLevering="2021-12-31"),
        [],
    ),
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


@pytest.mark.parametrize(
    ("code", "start", "gebruik"),
    [
        ("0370", "2024-01-01", "0439 (Purmerend)"),
        ("0051", "2024-01-01", "1940 (De Fryske Marren)"),
        ("0051", "2015-01-01", "1921 (De Friese Meren)"),
        ("0571", "2024-01-01", "1978 (Molenlanden)"),
        ("0788", "2024-01-01", "grotendeels 0824 (Oisterwijk)"),
        ("0053", "2024-01-01", "grotendeels 1966 (Het Hogeland)"),
        ("0000", "2024-01-01", "Onbekend (0000 is geen gemeente, maar betekent: onbekend)"),
        ("1999", "2024-01-01", "Onbekend (1999 is geen gemeente, maar betekent: het register van niet-ingezetenen)"),
        ("9998", "2024-01-01", None),
    ],
)
def test_code_that_is_no_gemeente_says_what_to_use(code: str, start: str, gebruik: str | None) -> None:
    assert use_instead(code, date.fromisoformat(start)) == gebruik


def test_every_dissolved_gemeente_has_a_successor_of_now() -> None:
    dissolved = gemeente_tabel.table().drop_nulls("einddatum")["code"]
    now = set(gemeente_tabel.inwoners_table()["code"])
    assert len(dissolved) == 99 and {gemeente_tabel.successor(code) for code in dissolved} <= now
    assert gemeente_tabel.number() == len(now) == 342


def test_split_gemeenten_went_largely_to_their_successor() -> None:
    split = {code for code in gemeente_tabel.table()["code"] if gemeente_tabel.is_split(code)}
    assert split == {"0788", "0055", "0140", "1671", "0053"}
