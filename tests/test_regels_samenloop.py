"""The rules on samenloop (TRJ), each with cases that hit and cases that stay clean."""

from bouw import EERSTE, TWEEDE, Geval, bsn, client, levering, periode, schuld, traject

BEIDE = [EERSTE, TWEEDE]


def twee(nummer: int, eerste: dict[str, object], tweede: dict[str, object]) -> dict[str, object]:
    """A delivery with two trajecten of one client."""
    persoon = [client(Burgerservicenummer=bsn(nummer))]
    return levering(traject(client=persoon, **eerste), traject(client=persoon, **tweede))


GEVALLEN: tuple[Geval, ...] = (
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
    ("TRJ-13", "twee keer hetzelfde", twee(7, {}, {}), BEIDE),
    ("TRJ-13", "een bedrag anders", twee(8, {"schulden": [schuld()]}, {"schulden": [schuld(bedrag=2)]}), []),
    ("TRJ-15", "twee keer in één bestand", twee(9, {}, {}), []),
)
