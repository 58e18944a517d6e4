"""The rules of the family BST: what CBS's technical check says of the name, the text and the form of the file."""

import json
from datetime import date

import pytest
from bouw import EERSTE, levering, schuld, traject

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.model.errors import UnreadableFile
from ddas_report.model.place import json_path
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import NAMES, Ernst

GOED = json.dumps(levering(traject()))
NAAM = "SHV_2024_Test.json"


def judged(text: str | bytes = GOED, naam: str = NAAM) -> Analyse:
    """The analysis of a delivery as it is written."""
    return analyse(naam, text if isinstance(text, bytes) else text.encode(), date(2025, 2, 1))


def technical(found: Analyse) -> dict[str, list[str]]:
    """The paths of each finding of the family, by rule."""
    return {b.regel.id: b.paden().to_list() for b in found.bevindingen if b.regel.familie == "BST"}


@pytest.mark.parametrize("naam", ["2024", "2024H1", "2025H2", "2025Q3", "2025M09"])
def test_code_uitvraag_is_a_year_or_a_part_of_one(naam: str) -> None:
    assert "BST-01" not in technical(judged(naam=f"SHV_{naam}_Gemeente Test.json"))


@pytest.mark.parametrize(
    "naam",
    ["levering.json", "SHV_24_X.json", "SHV_2024H3_X.json", "SHV_2024M13_X.json", "SHV_2024.json", "SHV_2024_X.txt"],
)
def test_name_that_does_not_follow_the_protocol(naam: str) -> None:
    assert technical(judged(naam=naam))["BST-01"] == ["$"]


def test_name_may_have_a_part() -> None:
    assert technical(judged(naam="SHV_2024_Test_deel2.json")) == {}


@pytest.mark.parametrize("teken", '\\/:;?*"<>|[].')
def test_forbidden_character_in_the_name(teken: str) -> None:
    assert technical(judged(naam=f"SHV_2024_Te{teken}st.json"))["BST-02"] == ["$"]


def test_byte_order_mark_is_only_a_signal() -> None:
    found = judged(b"\xef\xbb\xbf" + GOED.encode())
    assert [b.regel.ernst for b in found.bevindingen if b.regel.id == "BST-03"] == [Ernst.SIGNAAL]
    assert found.technische_fouten == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_other_encodings_are_named_and_refused(encoding: str) -> None:
    text = GOED.replace("Gemeente Test", "Gemeente Súdwest-Fryslân") if encoding == "cp1252" else GOED
    with pytest.raises(UnreadableFile, match="geen UTF-8"):
        judged(json.dumps(json.loads(text), ensure_ascii=False).encode(encoding))


def test_broken_text_is_refused_with_line_and_column() -> None:
    with pytest.raises(UnreadableFile, match="regel 1, kolom 18:"):
        judged('{"leveringen": [],\n}')


def test_every_broken_spot_of_the_schema_is_a_place() -> None:
    found = judged(json.dumps(levering(traject(startdatum=None, einddatum="2024-13-01", client=[]))))
    assert technical(found)["BST-05"] == [f"{EERSTE}.client", f"{EERSTE}.einddatum"]
    assert [(json_path(place), soort) for place, soort, _ in found.technische_fouten] == [
        (f"{EERSTE}.client", "minItems"),
        (f"{EERSTE}.einddatum", "format"),
    ]


def test_unknown_field_in_a_tolerant_object_is_a_warning_with_a_hint() -> None:
    found = judged(json.dumps(levering(traject(schulden=[schuld(peildatm="2024-01-01")]))))
    (bevinding,) = [b for b in found.bevindingen if b.regel.id == "BST-06"]
    assert bevinding.paden().to_list() == [f"{EERSTE}.schulden[0]"]
    assert bevinding.plaatsen.drop("plaats", NAMES).rows() == [("totaal", "naam van 8 tekens", "peildatum")]
    assert found.schemafouten == []


def test_unknown_field_around_the_trajecten() -> None:
    document = levering(traject())
    document["leveringen"][0]["aanleverende_organisatie"] |= {"telefoon": "0"}
    assert technical(judged(json.dumps(document))) == {"BST-06": ["$.leveringen[0].aanleverende_organisatie"]}


def test_duplicate_key_in_a_traject() -> None:
    text = GOED.replace('"gemeentecode": "0088", "client"', '"gemeentecode": "0088", "gemeentecode": "0088", "client"')
    assert technical(judged(text)) == {"BST-07": [EERSTE]}


def test_duplicate_key_around_the_trajecten() -> None:
    text = GOED.replace('"teller": 1', '"teller": 1, "teller" : 1')
    assert technical(judged(text)) == {"BST-07": ["$.leveringen[0]"]}


def test_second_leveringen_does_not_hide_the_first() -> None:
    text = GOED.removesuffix("}") + ', "leveringen": []}'
    assert technical(judged(text))["BST-07"] == ["$"]


@pytest.mark.parametrize("waarde", ['":)"', '"\\":"', '"\\u0022:"', '"a : b"'])
def test_text_that_looks_like_a_key_is_no_duplicate(waarde: str) -> None:
    text = GOED.replace(
        '"gemeentecode": "0088", "client"', f'"omschrijving": {waarde}, "gemeentecode": "0088", "client"'
    )
    assert technical(judged(text)) == {}


def test_family_is_complete() -> None:
    assert [(r.id, r.ernst.value[0]) for r in REGELS if r.familie == "BST"] == [
        ("BST-01", "f"),
        ("BST-02", "f"),
        ("BST-03", "f"),
        ("BST-04", "f"),
        ("BST-05", "f"),
        ("BST-06", "w"),
        ("BST-07", "f"),
        ("BST-08", "w"),
    ]
