"""Writes the sample deliveries: `python sample_data/generate.py`, every time the same bytes.

Nobody in them exists. With --trajecten it writes one delivery of any size, for measuring.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import foutenstad
import halfjaar
from fouten import FOUTEN
from muteren import Traject
from wereld import Gemeente, aanleverdatum, trajecten

Kop = dict[str, Any]
Levering = tuple[Kop, Iterable[Traject]]
Planten = dict[str, int]

ZELDZAME_FOUTEN = "CLT-03 CLT-07 TRJ-07 TRJ-08 TRJ-09 FAS-02 FAS-06 FAS-10 REG-06 REG-11 SLD-01 SLD-04 OND-02"
# Codes of large gemeenten with their thousands of inhabitants on 1 January 2021 (CBS).
GROTE_GEMEENTEN = (
    "0363:893 0599:651 0518:548 0344:359 0772:235 0014:233 0855:221 0034:214 0758:184 0268:177 0200:164 "
    "0392:162 0202:162 0153:159 0394:157 0307:157 0479:156 0796:155 0193:129 0637:125 0080:124 0546:124 "
    "0935:120 0505:119 0228:118 0484:112 1783:111 0361:109 0114:107 0503:103 0983:101 0150:101 0794:92 "
    "0828:92 0439:91 1883:91 0402:91 0362:90 1982:90 1900:89 1963:88 0917:86 1980:86 1930:85 1948:81 "
    "0164:81 0995:79 0606:79 1674:77 1916:76 0622:73 0513:73 0405:73 0141:73 1992:72 0106:68 0453:68 "
    "0748:67 0502:67 0345:66 0537:65 1904:65 0355:65 0356:63 1969:63 1621:63 0160:61 1952:60 0203:59 0957:58"
)


@dataclass(frozen=True)
class Bestand:
    """A sample delivery: who delivers, for which gemeenten, and how many mistakes of a kind in each."""

    naam: str
    organisatie: dict[str, Any]
    gemeenten: list[Gemeente]
    eerste_nummer: int
    schuldental: float
    fouten: dict[str, Planten] = field(default_factory=dict)


def organisatie(naam: str, postcode: str, **codes: str) -> dict[str, Any]:
    """An aanleverende organisatie with one contactpersoon; `codes` is its gemeentecode or KvK-nummer."""
    domein = naam.lower().replace(" ", "-")
    contact = {"email": f"gegevens@{domein}.example", "functietitel": "Gegevensbeheerder"}
    return {"(Statutaire) Naam": naam, **codes, "postcode": postcode, "contactpersonen": [contact]}


SCHOONSTAD = Bestand(
    "Schoonstad",
    organisatie("Gemeente Schoonstad", "3900AA", gemeentecode="0345"),
    [Gemeente("0345", 340, 3901)],
    eerste_nummer=1_000,
    schuldental=5.9,
)
VOORBEELDSTAD = Bestand(
    "Voorbeeldstad",
    organisatie("Gemeente Voorbeeldstad", "7500AA", gemeentecode="0164"),
    [Gemeente("0164", 494, 7551)],
    eerste_nummer=20_000,
    schuldental=5.9,
    fouten={
        "0164": {
            "TRJ-01": 3,
            "TRJ-02": 4,
            "TRJ-03": 3,
            "TRJ-04": 4,
            "TRJ-07": 5,
            "TRJ-10": 3,
            "TRJ-13": 2,
            "CLT-03": 6,
            "CLT-07": 8,
            "FAS-02": 5,
            "REG-04": 2,
            "REG-06": 4,
            "REG-11": 6,
            "SLD-01": 6,
        }
    },
)
VOORBEELDREGIO = Bestand(
    "Voorbeeldregio",
    organisatie("Kredietbank Voorbeeldregio", "1600AA", **{"KvK-nummer": "99004321"}),
    [
        Gemeente("GM0405", 222, 1621),
        Gemeente("GM0420", 88, 1671),
        Gemeente("GM0532", 44, 1611),
        Gemeente("GM0388", 40, 1601),
        Gemeente("GM0498", 23, 1691),
        Gemeente("GM0432", 3, 1716),
    ],
    eerste_nummer=40_000,
    schuldental=5.9,
    fouten={
        "GM0405": {"TRJ-08": 3, "TRJ-12": 2, "CLT-03": 4, "FAS-10": 5, "REG-11": 5, "SLD-04": 3, "OND-02": 3},
        "GM0532": {"TRJ-07": 2, "SLD-01": 4},
        "GM0388": {"GEM-07": 12},
    },
)


def planten(rng: Random, lijst: list[Traject], fouten: Planten, jaar: int) -> list[Traject]:
    """The same trajecten with mistakes planted, at most one in each, in trajecten chosen by `rng`."""
    kandidaten = [plaats for plaats, t in enumerate(lijst) if t.get("einddatum", "") <= f"{jaar}-12-31"]
    rng.shuffle(kandidaten)
    geplant: dict[int, list[Traject]] = {}
    for regel, aantal in fouten.items():
        fout = FOUTEN[regel]
        vrij = (plaats for plaats in kandidaten if plaats not in geplant and fout.past(lijst[plaats]))
        for plaats, _ in zip(list(vrij), range(aantal), strict=False):
            geplant[plaats] = fout.plant(lijst[plaats])
    return [traject for plaats, oud in enumerate(lijst) for traject in geplant.get(plaats, [oud])]


def verhuizen(van: list[Traject], naar: list[Traject]) -> None:
    """Gives six clients a traject in another gemeente too: two while the first one runs, four afterwards."""
    vertrokken = [t for t in van if "einddatum" in t and len(t["client"]) == 1]
    gekomen = [t for t in naar if len(t["client"]) == 1]
    for tegelijk in (True, True, False, False, False, False):
        eerst, later = next(
            (eerst, later)
            for eerst in vertrokken
            for later in gekomen
            if later["startdatum"] > eerst["startdatum"] and (later["startdatum"] < eerst["einddatum"]) == tegelijk
        )
        later["client"] = [eerst["client"][0] | {"Postcode": later["client"][0]["Postcode"]}]
        vertrokken.remove(eerst)
        gekomen.remove(later)


def leveringen(bestand: Bestand, seed: int, jaar: int) -> list[Levering]:
    """The leveringen of a small delivery, mistakes included."""
    nummers = count(bestand.eerste_nummer)
    rng = Random(f"{seed}:{bestand.naam}:fouten")
    lijsten = [list(trajecten(seed, g, nummers, jaar, bestand.schuldental)) for g in bestand.gemeenten]
    if len(lijsten) > 1:
        verhuizen(*lijsten[:2])
    return [
        (
            {"teller": teller, "aanleverende_organisatie": bestand.organisatie},
            planten(rng, lijst, bestand.fouten.get(gemeente.code, {}), jaar),
        )
        for teller, (gemeente, lijst) in enumerate(zip(bestand.gemeenten, lijsten, strict=True), 1)
    ]


def grote_leveringen(opties: Namespace) -> Iterator[Levering]:
    """One levering per gemeente, sized by its inhabitants, drawn while it is being written."""
    wie = organisatie("Kredietbank Voorbeeldland", "2500AA", **{"KvK-nummer": "99008765"})
    nummers = count()
    rng = Random(f"{opties.seed}:fouten")
    paren = [paar.split(":") for paar in GROTE_GEMEENTEN.split()[: opties.gemeenten]]
    inwoners = sum(int(duizend) for _, duizend in paren)
    over = opties.trajecten
    for teller, (code, duizend) in enumerate(paren, 1):
        aantal = over if teller == len(paren) else opties.trajecten * int(duizend) // inwoners
        over -= aantal
        gemeente = Gemeente(code, aantal, 1_000 + teller * 120)
        stroom = trajecten(opties.seed, gemeente, nummers, opties.jaar, opties.schulden)
        yield {"teller": teller, "aanleverende_organisatie": wie}, af_en_toe_fout(rng, stroom)


def af_en_toe_fout(rng: Random, stroom: Iterable[Traject]) -> Iterator[Traject]:
    """The same trajecten, about one in a hundred of them with a mistake."""
    soorten = [FOUTEN[regel] for regel in ZELDZAME_FOUTEN.split()]
    for traject in stroom:
        fout = rng.choice(soorten)
        if rng.random() < 0.015 and fout.past(traject):
            fout.plant(traject)
        yield traject


def schrijf(pad: Path, kop: Kop, leveringen: Iterable[Levering]) -> None:
    """Writes a delivery as JSON, one traject on a line; a levering is its own fields and its trajecten."""
    with pad.open("w", encoding="utf-8", newline="\n") as bestand:
        bestand.write(compact(kop)[:-1] + ',"leveringen":[')
        for plaats, (velden, lijst) in enumerate(leveringen):
            bestand.write(",\n" if plaats else "\n")
            bestand.write(compact(velden)[:-1] + ',"schuldhulptrajecten":[')
            for volgnummer, traject in enumerate(lijst):
                bestand.write(",\n" if volgnummer else "\n")
                bestand.write(compact(traject))
            bestand.write("\n]}")
        bestand.write("\n]}\n")


def compact(waarde: Any) -> str:
    """JSON without spaces, with Dutch letters as they are."""
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"))


def kop(jaar: int) -> Kop:
    """The fields above the leveringen, for the whole of a year."""
    return {
        "startdatumLevering": f"{jaar}-01-01",
        "einddatumLevering": f"{jaar}-12-31",
        "aanleverdatumEnTijd": f"{aanleverdatum(jaar)}T09:15:00Z",
        "codeGegevensleverancier": "VoorbeeldSHV 4.2",
    }


def opties() -> Namespace:
    """The command line."""
    vraag = ArgumentParser(description="Maakt verzonnen DDAS-leveringen.")
    vraag.add_argument("--jaar", type=int, choices=(2023, 2024), default=2024)
    vraag.add_argument("--seed", type=int, default=1)
    vraag.add_argument("--map", type=Path, default=Path(__file__).parent, help="waar de voorbeelden komen")
    groot = vraag.add_argument_group("één grote levering in plaats van de voorbeelden")
    groot.add_argument("--trajecten", type=int)
    groot.add_argument("--gemeenten", type=int, default=60, choices=range(1, 71), metavar="1-70")
    groot.add_argument("--schulden", type=float, default=11, help="schulden per traject, gemiddeld")
    groot.add_argument("--out", type=Path, default=Path("SHV_2024_Voorbeeldland.json"))
    return vraag.parse_args()


def schrijf_halfjaar(map: Path, seed: int) -> None:
    """Writes the two deliveries over the first half of 2025."""
    export = organisatie("Gemeente Exportstad", "7500AA", gemeentecode=halfjaar.EXPORTSTAD.code)
    klein = organisatie("Kredietbank Kleinstad", "9160AA", **{"KvK-nummer": "99005678"})
    for naam, lijst in (
        ("Exportstad", halfjaar.exportstad(seed, export)),
        ("Kleinstad", halfjaar.kleinstad(seed, klein)),
    ):
        schrijf(map / f"SHV_2025H1_{naam}.json", halfjaar.KOP, lijst)


def main() -> None:
    """Writes the sample files, or with --trajecten the one large file."""
    gevraagd = opties()
    jaar, seed = gevraagd.jaar, gevraagd.seed
    if gevraagd.trajecten:
        schrijf(gevraagd.out, kop(jaar), grote_leveringen(gevraagd))
        return
    for bestand in (SCHOONSTAD, VOORBEELDSTAD, VOORBEELDREGIO):
        gevraagd.map.mkdir(parents=True, exist_ok=True)
        pad = gevraagd.map / f"SHV_{jaar}_{bestand.naam}.json"
        schrijf(pad, kop(jaar), leveringen(bestand, seed, jaar))
    if jaar == foutenstad.JAAR:
        pad = gevraagd.map / f"SHV_{jaar}_Foutenstad.json"
        schrijf(pad, foutenstad.KOP, foutenstad.leveringen(seed))
        schrijf_halfjaar(gevraagd.map, seed)


if __name__ == "__main__":
    main()
