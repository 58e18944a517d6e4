"""Norms of the user: read as tolerantly as a delivery, refused with the line, told in the report."""

import codecs
import json
from datetime import date
from pathlib import Path

import pytest
from bouw import levering, schuld, traject
from opdracht import voer_uit
from pagina import Pagina

from ddas_report.analyse.choice import Choice, choose_normen, read_normen
from ddas_report.analyse.pipeline import analyse
from ddas_report.model.errors import DdasError
from ddas_report.model.normen import NORMEN, default_normen
from ddas_report.read.toml import LARGEST

EEN = "eerste_gesprek_dagen"


def refused(toml: str | bytes) -> str:
    with pytest.raises(DdasError) as error:
        read_normen(toml.encode() if isinstance(toml, str) else toml)
    return f"{error.value.melding} {error.value.advies}"


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8, codecs.BOM_UTF8 * 2], ids=["none", "one", "two"])
@pytest.mark.parametrize("einde", ["\n", "\r\n"], ids=ascii)
def test_what_an_editor_leaves_is_read(bom: bytes, einde: str) -> None:
    toml = bom + f"# onze normen{einde}{EEN} = 30 # dagen{einde}schuld_maximum = 1_000_000.5{einde}".encode()
    assert read_normen(toml) == default_normen() | {EEN: 30, "schuld_maximum": 1_000_000.5}


@pytest.mark.parametrize(
    ("geschreven", "zo"),
    [
        ("500.000", "500000"),
        ("1.000.000", "1000000"),
        ("0,3", "0.3"),
        ("1.234,56", "1234.56"),
        ("28,0", "28.0"),
        ("25.000 # euro", "25000"),
    ],
)
def test_number_as_the_dutch_write_it_is_refused_with_the_line_and_how_to_write_it(geschreven: str, zo: str) -> None:
    said = refused(f"# normen\n\nschuld_maximum = {geschreven}\n")
    assert "op regel 3" in said and geschreven.partition(" ")[0] in said and said.endswith(f": {zo}")


@pytest.mark.parametrize("geschreven", ["0.300", "0.3", "500.0", "500", "1e3", "12.5"])
def test_number_that_is_plain_is_read(geschreven: str) -> None:
    assert read_normen(f"schuld_maximum = {geschreven}".encode())["schuld_maximum"] == float(geschreven)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encoding_is_named(encoding: str) -> None:
    assert "UTF-" in refused(f"{EEN} = 30\n".encode(encoding)) and "regel" not in refused(
        f"{EEN} = 30\n".encode("utf-16")
    )
    assert "Windows-1252" in refused("# één\n".encode("cp1252"))


@pytest.mark.parametrize(
    ("toml", "woorden"),
    [
        (f"[normen]\n{EEN} = 30", ("op regel 1", "'normen'", "vierkante haken")),
        (f"# a\n{EEN} = 30\n[[x]]\ny = 1", ("op regel 3", "'x'")),
        ("eerste.gesprek = 1", ("'eerste'",)),
        (f"a = {{{EEN} = 30}}", ("op regel 1", "'a'", "accolades")),
        (f"{EEN} = [28]", ("op regel 1", "geen bruikbaar getal")),
        (f"{EEN} = 28\n{EEN} = 30\n", ("op regel 2", "stond er al")),
        (f"{EEN} = 28\n{EEN} = 30", ("op de laatste regel", "stond er al")),
        ("leeftijd_minimum = 120", ("'leeftijd_minimum' (120) is hoger dan 'leeftijd_maximum' (100)",)),
        ("vtlb_minimum = 10\nvtlb_maximum = 5", ("'vtlb_minimum' (10) is hoger",)),
        ("a = 1\neerste_gesprek_dage = 1", ("'a' op regel 1",)),
        ("\neerste_gesprek_dage = 1", ("op regel 2", "Bedoelde u eerste_gesprek_dagen")),
        (f"{EEN} = 28 dagen", ("geen geldige TOML", "op regel 1", "kolom")),
        (f"{EEN} =", ("geen geldige TOML",)),
        (f'{EEN} = "28"', ("op regel 1", "getal van 0 tot en met")),
        (f"{EEN} = true", ("geen bruikbaar getal",)),
        (f"{EEN} = nan", ("geen bruikbaar getal",)),
        (f"{EEN} = -1", ("geen bruikbaar getal",)),
        ("traject_open_jaren = 300000", ("op regel 1", "0 tot en met 200 (jaar)")),
        ("aflosperiode_maanden = 9999999", ("0 tot en met 1200 (maanden)",)),
        ("moratorium_maanden = 0.5", ("heel getal",)),
        (f"{EEN} = {'9' * 4301}", ("regel 1", "te lang")),
        (f"{EEN} = [" + "\n[" * 20_000, ("te veel haken",)),
        ("a" + ".a" * 40_000 + " = 1", ("regel 1 is te lang",)),
        ("#" * 90 + "\n" + ("# x\n" * LARGEST), ("veel te groot",)),
    ],
)
def test_what_cannot_be_is_refused_with_the_line_and_what_to_do(toml: str, woorden: tuple[str, ...]) -> None:
    said = refused(toml)
    assert all(woord in said for woord in woorden), said


@pytest.mark.parametrize("hoe", ["least", "most", "between"])
def test_every_norm_that_is_accepted_gives_a_report(hoe: str) -> None:
    half = {
        naam: float(int(norm.hoogste / 3)) if norm.geheel else norm.hoogste / 3 + 0.5 for naam, norm in NORMEN.items()
    }
    chosen = {
        "least": dict.fromkeys(NORMEN, 0.0),
        "most": {n: float(norm.hoogste) for n, norm in NORMEN.items()},
        "between": half,
    }
    document = levering(*(traject(schulden=[schuld()], startdatum="2001-02-28") for _ in range(25)))
    keuze = Choice(choose_normen(chosen[hoe]))
    assert analyse("SHV_2024_Test.json", json.dumps(document).encode(), date(2025, 2, 1), keuze).normen == chosen[hoe]


def test_report_tells_which_norms_are_the_users(tmp_path: Path) -> None:
    path, normen = tmp_path / "SHV_2024_Test.json", tmp_path / "normen.toml"
    path.write_text(json.dumps(levering(traject())), encoding="utf-8")
    normen.write_text(f"{EEN} = 30\nschuld_maximum = 1000000\ngemeente_clienten_minimum = 0.35\n", encoding="utf-8")
    voer_uit(path, "-f", "html", "--norms", normen)
    text = Pagina(path.with_name("SHV_2024_Test.op-orde.html").read_text(encoding="utf-8")).tekst
    assert "Beoordeeld met eigen normen: eerste_gesprek_dagen = 30 dagen (anders 28)" in text
    assert (
        "gemeente_clienten_minimum = 0,35 per 1.000 inwoners (anders 0,3)" in text and "schuld_maximum = " not in text
    )
