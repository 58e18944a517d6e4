"""The rules on gemeentecodes (LEV), each with cases that hit and cases that stay clean."""

from datetime import date

import pytest
from bouw import EERSTE, Document, Geval, levering, traject

from ddas_report.model import gemeenten as gemeente_tabel
from ddas_report.regels.gemeentecode import use_instead

PLAATS = ["$.leveringen[0]"]


def gemeenten(*codes: str) -> Document:
    """A delivery with a traject in each gemeente."""
    return levering(*(traject(gemeentecode=code) for code in codes))


GEVALLEN: tuple[Geval, ...] = (
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
)


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
