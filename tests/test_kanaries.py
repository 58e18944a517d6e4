"""A canary in every field that tells of a person: none of them ever gets out, by whatever option or mistake.

Names of files (those in a zip-bestand too), gemeentecodes and names of organisations are meant to be shown. So are
names of fields, at most 40 characters long and without their digits: who must mend a field has to know which.
"""

import csv
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from bouw import bsn, levering, schuld, traject
from hypothesis import example, given
from hypothesis import strategies as st
from leveringen import settings_for
from opdracht import Uitkomst, voer_uit
from sporen import sporen

from ddas_report.render.dutch import datum
from ddas_report.render.formats import FORMATS

WORTEL = Path(__file__).parent.parent
FOUTENSTAD = json.loads((WORTEL / "sample_data" / "SHV_2024_Foutenstad.json").read_bytes())
BESTAND, DEEL_TWEE, VORIGE = "SHV_2024_Test_1.json", "SHV_2024_Test_2.json", "SHV_2023_Test.json"
ZONDER_PDF = ",".join(naam for naam, formaat in FORMATS.items() if not formaat.is_pdf)
TOEVAL = st.integers(0, 2**32).map(random.Random)
Document = dict[str, Any]


# The cage ----------------------------------------------------------------------------------------------


class Kooi:
    """Gives every value a canary of its own, the same one each time, and knows all that would betray it."""

    def __init__(self, toeval: random.Random, heel: bool = False) -> None:
        self._toeval = toeval
        self._heel = heel
        self._vast: dict[tuple[str, str], str] = {}
        self.vogels: set[str] = set()
        self.bsns: set[str] = set()

    def voor(self, soort: str, waarde: object = "") -> Any:
        """The canary for this value, as it should be written or, now and then, in another way."""
        key = (soort, str(waarde))
        if key not in self._vast:
            self._vast[key] = self._nieuw(soort)
        return self._vast[key] if self._heel else self._anders(self._vast[key])

    def _nieuw(self, soort: str) -> str:
        match soort:
            case "bsn":
                vogel = bsn(self._toeval.randrange(10_000, 900_000))
                self.bsns.add(vogel)
            case "dag":
                day = date(1921, 1, 1) + timedelta(days=self._toeval.randrange(13_000))
                vogel = day.isoformat()
                self.vogels |= {vogel, f"{day:%d-%m-%Y}", f"{day:%Y%m%d}", datum(day)}
            case "postcode":
                letters = "".join(self._toeval.choices("QXZWVKJ", k=2))
                vogel = f"{self._toeval.randrange(9000, 10_000)}{letters}{'Q' * self._toeval.randrange(2)}"
                self.vogels |= {vogel, f"{vogel[:4]} {vogel[4:]}"}
            case "nummer":
                vogel = str(self._toeval.randrange(10**11, 10**12))
            case _:
                vogel = "kanarie" + "".join(self._toeval.choices("bcdfghjklmnpqrstvwxz", k=9))
        self.vogels.add(vogel)
        return vogel

    def _anders(self, vogel: str) -> Any:
        """Mostly as it is; else too long, of a wrong type, or within something else."""
        digits = "".join(filter(str.isdecimal, vogel)) or "1"
        forms: list[Any] = [
            *[vogel] * 20,
            f"  {vogel}\n",
            f"<b>{vogel}</b>",
            f"={vogel}",
            vogel.lower(),
            vogel + "é" * 500,
            int(digits),
            [vogel],
            {"naam": vogel},
            {digits: vogel},
        ]
        return self._toeval.choice(forms)

    def ontsnapt(self, tekst: str) -> list[str]:
        """The canaries that stand in a text."""
        flat = tekst.lower()
        return sorted(vogel for vogel in self.vogels if vogel.lower() in flat)


def bezet(kooi: Kooi, toeval: random.Random, hoeveel: int) -> Document:
    """Foutenstad with so many of its trajecten, and a canary wherever something of a person may stand."""
    document: Document = json.loads(json.dumps(FOUTENSTAD))
    for deel in document["leveringen"]:
        trajecten = deel["schuldhulptrajecten"]
        trajecten[:] = sorted(toeval.sample(trajecten, min(hoeveel, len(trajecten))), key=trajecten.index)
        for record in trajecten:
            _bezet_traject(kooi, record)
        personen = [{"naam": kooi.voor("tekst"), "email": f"{kooi.voor('tekst', 'mail')}@test.example"}]
        deel["aanleverende_organisatie"].update(contactpersonen=personen, opmerking=kooi.voor("tekst", "overleg"))
    return document | {"toelichting": kooi.voor("tekst", "bovenaan")}


CLIENT = {
    "Burgerservicenummer": "bsn",
    "Geboortedatum": "dag",
    "Geslachtsaanduiding": "tekst",
    "Postcode": "postcode",
    "Huisnummer": "nummer",
    "Huisnummertoevoeging": "tekst",
}


def _bezet_traject(kooi: Kooi, record: Document) -> None:
    for client in record.get("client", ()):
        client.update({naam: kooi.voor(soort, client.get(naam)) for naam, soort in CLIENT.items() if naam in client})
        client["voornaam"] = kooi.voor("tekst", "voornaam")
    for post in record.get("schulden", ()):
        schuldeiser = post.setdefault("schuldeiser", {})
        schuldeiser["naam"] = kooi.voor("tekst", schuldeiser.get("naam"))
        schuldeiser["Naam"] = kooi.voor("tekst", schuldeiser.get("Naam", schuldeiser["naam"]))
        post["kenmerk"] = kooi.voor("nummer", "kenmerk")
    record["omschrijving"] = kooi.voor("tekst", record.get("omschrijving"))
    record["telefoon"] = {kooi.voor("nummer", "telefoon") if kooi._heel else "06": kooi.voor("nummer", "mobiel")}
    for stap, veld in VRIJE_TEKST:
        if isinstance(stappen := record.get(stap), dict) and veld in stappen:
            stappen[veld] = kooi.voor("tekst", stappen[veld])


VRIJE_TEKST = (("uitstroom", "omschrijving"), ("uitstroom", "reden"), ("intake", "beschikkingssoort"))
"""Free text, and value lists in which people write what they like."""


def eerder(document: Document) -> Document:
    """The same a year before, with every traject still there and each third one closed then."""
    then: Document = json.loads(json.dumps(document))
    then.update(startdatumLevering="2023-01-01", einddatumLevering="2023-12-31")
    for deel in then["leveringen"]:
        for record in deel["schuldhulptrajecten"][::3]:
            record["einddatum"] = "2023-11-20"
    return then


@pytest.fixture
def kooi() -> Kooi:
    return Kooi(random.Random(20), heel=True)


def schrijf(folder: Path, naam: str, document: object) -> Path:
    path = folder / naam
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


# By every option ---------------------------------------------------------------------------------------


def alles(folder: Path, kooi: Kooi, toeval: random.Random, hoeveel: int, formaten: str) -> dict[str, str]:
    """All that two files in a zip-bestand, an earlier delivery and figures of CBS lead to, by what tells it."""
    delen = [bezet(kooi, toeval, hoeveel) for _ in range(2)]
    delen[1]["startdatumLevering"] = delen[0]["startdatumLevering"] = "2024-01-01"
    samen = folder / "levering.zip"
    with zipfile.ZipFile(samen, "w") as archief:
        for naam, deel in zip((BESTAND, DEEL_TWEE), delen, strict=True):
            archief.writestr(naam, json.dumps(deel))
    toen = schrijf(folder, VORIGE, eerder(delen[0]))
    for deel in delen[0]["leveringen"]:
        del deel["schuldhulptrajecten"][::4]
    nu = schrijf(folder, BESTAND, delen[0])
    cbs, uit = folder / "cbs.csv", folder / "uit"
    cbs.write_text(cijfers_van_cbs(kooi), encoding="utf-8")
    naast = ("--previous", toen, "--cbs", cbs, "--worklist")
    apart = ("--cbs-template", "--per-gemeente")
    runs = [
        voer_uit(samen, "-o", uit / "zip", "-f", ZONDER_PDF, *naast, uit / "lijst.csv", *apart),
        voer_uit(nu, "-o", uit / "een", "-f", formaten, *naast, uit / "lijst.xlsx"),
    ]
    assert [(run.code, run.fout) for run in runs] == [(1, ""), (1, "")]
    made = {str(path.relative_to(uit)): sporen(path) for path in uit.rglob("*") if path.is_file()}
    return made | {f"console {nummer}": run.tekst for nummer, run in enumerate(runs)}


def cijfers_van_cbs(kooi: Kooi) -> str:
    """A table of CBS in which somebody left a name and BSNs, also where a count belongs."""
    tabel = io.StringIO()
    rijen = csv.writer(tabel, delimiter=";")
    rijen.writerow(("Gemeente", "Trajecten", "Unieke BSN's", "Naam cliënt"))
    rijen.writerow(("0141", 1, 2, kooi.voor("tekst", "cbs")))
    rijen.writerow((kooi.voor("tekst", "cbs"), 1, 2, 3))
    rijen.writerow(("0289", f"{kooi.voor('bsn', 'cbs')} x", 4, 5))
    rijen.writerow(("0344", 6, kooi.voor("bsn", "cbs"), 7))
    return tabel.getvalue()


def test_no_canary_gets_out_by_any_option_or_format(kooi: Kooi, tmp_path: Path) -> None:
    made = alles(tmp_path, kooi, random.Random(1), 8, ",".join(FORMATS))
    assert {Path(naam).suffix for naam in made} >= {".html", ".pdf", ".json", ".xlsx", ".csv", ".sarif", ".xml"}
    assert {"VGL-02", "VGL-05"} <= set(made["een/SHV_2024_Test_1.op-orde.html"].replace('"', " ").split())
    assert len(kooi.vogels) > 100 and len(kooi.bsns) > 10
    assert {naam: found for naam, text in made.items() if (found := kooi.ontsnapt(text))} == {}


@settings_for(4, shrink=False)  # each example holds hundreds of canaries, each in a form of its own
@example(random.Random(748))  # a BSN with a line end, where CBS has a count
@given(TOEVAL)
def test_no_canary_gets_out_in_whatever_form_it_was_delivered(toeval: random.Random) -> None:
    with TemporaryDirectory() as folder:
        kooi = Kooi(toeval)
        for naam, text in alles(Path(folder), kooi, toeval, 8, "html,json,sarif").items():
            assert not kooi.ontsnapt(text), naam


def test_worklist_with_bsns_holds_nothing_else_of_a_person_and_no_other_output_holds_them(
    kooi: Kooi, tmp_path: Path
) -> None:
    bestand = schrijf(tmp_path, BESTAND, bezet(kooi, random.Random(1), 12))
    lijst = tmp_path / "lijst.csv"
    found = voer_uit(bestand, "--worklist", lijst, "--with-bsn", "-f", ZONDER_PDF, "-o", tmp_path / "uit")
    rows = list(csv.DictReader(io.StringIO(sporen(lijst)), delimiter=";"))
    assert {nummer for row in rows for nummer in row.pop("BSN").split()} & kooi.bsns
    assert not kooi.ontsnapt(json.dumps(rows)) and not kooi.ontsnapt(found.tekst)
    assert not [path.name for path in (tmp_path / "uit").iterdir() if kooi.ontsnapt(sporen(path))]


def test_field_named_after_someone_shows_how_long_its_name_is_and_nothing_of_it(tmp_path: Path) -> None:
    lang, nummer = "kanarie" * 20, bsn(777)
    document = json.loads(json.dumps(FOUTENSTAD))
    first = document["leveringen"][0]["schuldhulptrajecten"][0]
    for record in (document, document["leveringen"][0], first, first["client"][0]):
        record.update({nummer: 1, f"BSN {nummer}": {nummer: 2}, lang: 3})
    found = voer_uit(schrijf(tmp_path, BESTAND, document), "-f", ZONDER_PDF, "-o", tmp_path / "uit")
    told = found.tekst + "".join(map(sporen, (tmp_path / "uit").iterdir()))
    assert "naam van 13 tekens" in told and nummer not in told and "kanarie" not in told


def test_text_in_a_value_list_is_shown_by_no_rule(kooi: Kooi, tmp_path: Path) -> None:
    """FAS-07, REG-09 and OND-03 show a value list beside dates; people write in it what they like."""
    vrij, samen = kooi.voor("tekst", "vrij"), {"soort": kooi.voor("tekst", "vrij"), "startdatum": "2024-05-01"}
    document = levering(
        traject(
            intake={"beschikkingssoort": vrij},
            oplossing={"soort": vrij, "startdatum": "2010-01-01", "einddatum": "2024-01-01"},
            uitstroom={"reden": vrij},
            begeleiding=[samen, samen],
            schulden=[schuld(schuldsoort=vrij, bedrag=-1)],
        )
    )
    found = voer_uit(schrijf(tmp_path, BESTAND, document), "-f", ZONDER_PDF, "--worklist", tmp_path / "uit" / "l.csv")
    told = [found.tekst, *(sporen(path) for path in tmp_path.rglob("*") if path.name != BESTAND and path.is_file())]
    assert {"FAS-07", "OND-03"} <= set(re.findall(r"[A-Z]{3}-\d\d", told[-1] + "".join(told)))
    assert "niet in de lijst" in "".join(told) and not kooi.ontsnapt("".join(told))


# By mistake --------------------------------------------------------------------------------------------

BREUKEN: dict[str, Callable[[bytes, int], bytes]] = {
    "cut off": lambda data, place: data[:place],
    "a piece gone": lambda data, place: data[:place] + data[place + 7 :],
    "turned round": lambda data, place: data[:place] + data[place : place + 40][::-1] + data[place + 40 :],
    "a wrong byte": lambda data, place: data[:place] + b"\xe9" + data[place:],
    "a line end in a text": lambda data, place: data[:place] + b"\n" + data[place:],
    "a zero byte": lambda data, place: data[:place] + b"\0" + data[place:],
    "something after it": lambda data, place: data + data[place:],
}


def read_in_every_way(folder: Path, broken: bytes) -> list[Uitkomst]:
    """What is said when this is the delivery, half of one, the earlier one, the figures of CBS, or the norms."""
    goed, kapot = folder / "SHV_2024_Goed.json", folder / BESTAND
    goed.write_text(json.dumps({**FOUTENSTAD, "leveringen": []}), encoding="utf-8")
    kapot.write_bytes(broken)
    table, archive = kapot.with_suffix(".csv"), kapot.with_suffix(".zip")
    table.write_bytes(broken)
    with zipfile.ZipFile(archive, "w") as archief:
        archief.writestr(BESTAND, broken)
    words: list[list[str | Path]] = [
        [kapot],
        [goed, kapot],
        [archive],
        [goed, "--previous", kapot],
        [goed, "--cbs", kapot],
        [goed, "--cbs", table],
        [goed, "--norms", kapot],
    ]
    return [voer_uit(*some, "-f", "json,sarif", "-o", folder / "uit") for some in words]


@settings_for(25, shrink=False)
@given(TOEVAL, st.sampled_from(list(BREUKEN)), st.floats(0.05, 0.99))
def test_no_canary_gets_out_of_a_broken_file(toeval: random.Random, breuk: str, waar: float) -> None:
    kooi = Kooi(toeval)
    data = json.dumps(bezet(kooi, toeval, 2), ensure_ascii=toeval.random() < 0.5, indent=toeval.choice((None, 1)))
    broken = BREUKEN[breuk](data.encode(), int(waar * len(data.encode())))
    with TemporaryDirectory() as folder:
        found = read_in_every_way(Path(folder), broken)
        told = [sporen(path) for path in Path(folder).glob("uit/*")]
    assert {run.code for run in found} <= {0, 1, 2} and not any("Traceback" in run.fout for run in found)
    assert not kooi.ontsnapt("\n".join([run.tekst for run in found] + told))


INWENDIG = (
    "read.one_file.flatten.collect",
    "analyse.pipeline.compute",
    "regels.evaluate.assess",
    "analyse.pipeline._naast_vorige",
    "report.build.build_report",
    "render.worklist.render_worklist",
    "render.workbook.render",
    "read.files.os.replace",
)
"""A function of each room, where the module that calls it finds it."""


@pytest.mark.parametrize("functie", INWENDIG)
def test_error_of_our_own_tells_nothing_of_what_it_arose_on(functie: str, kooi: Kooi, tmp_path: Path) -> None:
    bestand = schrijf(tmp_path, BESTAND, bezet(kooi, random.Random(1), 2))
    script = (
        "import importlib; from unittest import mock; from ddas_report.cli import app, run\n"
        f"def broken(*given, **named): raise ValueError({sorted(kooi.vogels)!r}) from KeyError({sorted(kooi.bsns)!r})\n"
        f"mock.patch('ddas_report.{functie}', broken).start(); app.main()"
    )
    words = [bestand, "-f", "xlsx", "--previous", bestand, "--worklist", tmp_path / "lijst.csv", "-o", tmp_path / "uit"]
    found = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], capture_output=True, text=True, encoding="utf-8", cwd=WORTEL
    )
    assert found.returncode == 2 and found.stderr.startswith(
        "Fout: Dit had niet mogen gebeuren (ValueError in <string>"
    )
    assert not kooi.ontsnapt(found.stdout + found.stderr) and "Traceback" not in found.stderr
    assert not list(tmp_path.rglob(".ddas-report-*"))
