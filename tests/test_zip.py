"""A zip-bestand: read as its files would be, and no harm done by a bad one."""

import bz2
import io
import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from bouw import levering, traject
from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from opdracht import Uitkomst, voer_uit

from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.files import contents, find_sources

SAMPLE = Path(__file__).parent.parent / "sample_data" / "SHV_2024_Schoonstad.json"
KLEIN = json.dumps(levering(traject())).encode()


def zipped(folder: Path, zip_members: Mapping[str, bytes], soort: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip-bestand with these entries."""
    path = folder / "levering.zip"
    with zipfile.ZipFile(path, "w", soort) as archief:
        for naam, data in zip_members.items():
            archief.writestr(naam, data)
    return path


def read(path: Path, **grenzen: int) -> dict[str, bytes]:
    return dict(contents(find_sources([path], Limits(**grenzen)), Limits(**grenzen)))


def refused(path: Path, **grenzen: int) -> str:
    with pytest.raises(DdasError) as caught:
        read(path, **grenzen)
    assert caught.value.advies
    return caught.value.melding


def figures(found: Uitkomst, path: Path) -> object:
    assert found.code in (0, 1), found.fout
    return json.loads(path.read_bytes())["indicatoren"]


def test_sample_over_three_files_in_a_zip_gives_the_figures_of_the_whole(tmp_path: Path) -> None:
    document = json.loads(SAMPLE.read_bytes())
    (levering_,) = document["leveringen"]
    items = levering_["schuldhulptrajecten"]
    parts = [document | {"leveringen": [levering_ | {"schuldhulptrajecten": items[n::3]}]} for n in range(3)]
    zip_members = {f"map/SHV_2024_Schoonstad_deel{n}.json": json.dumps(part).encode() for n, part in enumerate(parts)}
    path = zipped(tmp_path, zip_members)
    whole = figures(voer_uit(SAMPLE, "-f", "json", "-o", tmp_path), tmp_path / "SHV_2024_Schoonstad.op-orde.json")
    assert figures(voer_uit(path, "-f", "json"), tmp_path / "levering.op-orde.json") == whole


def test_zip_of_one_file_is_that_file_under_the_name_of_the_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"SHV_2024_Test.json": KLEIN})
    assert voer_uit(path, "-f", "json").code == 0
    summary = json.loads((tmp_path / "levering.op-orde.json").read_bytes())
    assert summary["bestand"]["naam"] == "SHV_2024_Test.json"
    assert [bestand["naam"] for bestand in summary["bestanden"]] == ["SHV_2024_Test.json"]


def test_zip_is_known_by_its_content(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.json": KLEIN}).rename(tmp_path / "levering.bin")
    assert read(path) == {"a.json": KLEIN}
    with pytest.raises(DdasError, match="is een zip-bestand en geen JSON"):
        read(path.rename(tmp_path / "SHV_2024_Test.json"))


def test_folders_and_what_systems_add_are_left_out(tmp_path: Path) -> None:
    zip_members = {
        "map/": b"",
        "map/a.json": KLEIN,
        "__MACOSX/._a.json": b"x",
        "map/.DS_Store": b"x",
        "map\\": b"",
        "map\\sub\\": b"",
        "map\\._a.json": b"x",
        "Thumbs.db": b"x",
        "map\\desktop.ini": b"x",
    }
    assert read(zipped(tmp_path, zip_members)) == {"a.json": KLEIN}


def test_delivery_of_which_the_name_begins_with_a_dot_is_read(tmp_path: Path) -> None:
    assert read(zipped(tmp_path, {".b.json": KLEIN, "map/..c.json": KLEIN, "a.json": b"1"})) == {
        ".b.json": KLEIN,
        "..c.json": KLEIN,
        "a.json": b"1",
    }


def test_document_of_a_spreadsheet_is_named_as_such(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"[Content_Types].xml": b"", "xl/workbook.xml": b""}).rename(tmp_path / "tabel.xlsx")
    assert "tabel.xlsx is een document van Excel of Word" in refused(path)


@pytest.mark.parametrize(
    "naam", ["/etc/a.json", "../../a.json", "C:\\map\\a.json", "..\\a.json", "map/\x1b\x07a.json", "\u202ea.json"]
)
def test_only_the_last_part_of_a_name_is_used(naam: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.parent.iterdir())
    assert read(zipped(tmp_path, {naam: KLEIN})) == {"a.json": KLEIN}
    assert sorted(tmp_path.parent.iterdir()) == before and len(list(tmp_path.iterdir())) == 1


def test_files_and_zips_can_be_named_together(tmp_path: Path) -> None:
    path, other = zipped(tmp_path, {"b.json": b"2"}), tmp_path / "a.json"
    other.write_bytes(b"1")
    found = find_sources([path, other], Limits())
    assert list(contents(found, Limits())) == [("a.json", b"1"), ("b.json", b"2")]


# Harm --------------------------------------------------------------------------------------------------


def test_bomb_is_refused_before_it_is_unpacked_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"bom.json": b" " * 20_000_000})
    assert path.stat().st_size < 20_000_000 / 900
    assert "bom.json wordt bij het uitpakken meer dan 200 keer zo groot" in refused(path)


def test_small_file_may_be_packed_as_well_as_it_can(tmp_path: Path) -> None:
    assert len(read(zipped(tmp_path, {"a.json": b" " * 1_000_000}))["a.json"]) == 1_000_000


def test_many_files_together_may_not_grow_out_of_proportion(tmp_path: Path) -> None:
    member = b"x" * 950_000
    assert len(read(zipped(tmp_path, {f"{n}.json": member for n in range(21)}))) == 21
    path = zipped(tmp_path, {f"{n}.json": member for n in range(22)})
    assert "samen meer dan 40 keer zo groot" in refused(path)


def test_total_size_counts_unpacked_and_over_all_files(tmp_path: Path) -> None:
    path, other = zipped(tmp_path, {"b.json": b"x" * 600}), tmp_path / "a.json"
    other.write_bytes(b"y" * 500)
    assert len(find_sources([path, other], Limits(bytes=1100))) == 2
    with pytest.raises(DdasError, match="zoveel wordt er niet gelezen"):
        find_sources([path, other], Limits(bytes=1099))


def with_declared_size(path: Path, size: int) -> None:
    """Let the zip say of its only entry that it is of another size."""
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, size)
    path.write_bytes(data)


def test_size_that_the_zip_lies_about_is_not_trusted(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.json": b"x" * 5000})
    with_declared_size(path, 10_000)
    assert len(read(path)["a.json"]) == 5000
    with_declared_size(path, 1)
    assert "beschadigd" in refused(path)


def test_file_that_grew_since_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"x")
    found = find_sources([path], Limits(bytes=10))
    path.write_bytes(b"x" * 11)
    with pytest.raises(DdasError, match="zoveel wordt er niet gelezen"):
        list(contents(found, Limits(bytes=10)))


def test_ten_thousand_entries_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {f"{n}.json": b"" for n in range(10_000)}, zipfile.ZIP_STORED)
    assert "meer dan 500 bestanden" in refused(path)


def test_files_are_counted_over_all_zips(tmp_path: Path) -> None:
    path, other = zipped(tmp_path, {"a.json": b"x", "b.json": b"y"}), tmp_path / "c.json"
    other.write_bytes(b"z")
    assert len(find_sources([path, other], Limits(bestanden=3))) == 3
    with pytest.raises(DdasError, match="meer dan 2 bestanden"):
        find_sources([path, other], Limits(bestanden=2))


@pytest.mark.parametrize("naam", ["binnen.zip", "map/BINNEN.ZIP"])
def test_zip_in_a_zip_is_refused_by_name(naam: str, tmp_path: Path) -> None:
    assert Path(naam).name in refused(zipped(tmp_path, {"a.json": KLEIN, naam: b"PK"}))


@pytest.mark.parametrize("naam", ["leesmij.txt", "a.json.exe", "json"])
def test_file_that_is_no_delivery_is_named(naam: str, tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, {"a.json": KLEIN, naam: b"x"})).endswith(f"geen levering is: {naam}.")


@pytest.mark.parametrize(
    "names",
    [["jan@huis.nl.xml"], ["jan@huis.nl.zip"], ["n/jan@huis.nl.json", "z/jan@huis.nl.json"]],
    ids=lambda names: names[0],
)
def test_refusal_shows_no_address_in_the_name_of_an_entry(names: list[str], tmp_path: Path) -> None:
    assert "(e-mailadres)" in (text := refused(zipped(tmp_path, dict.fromkeys(names, KLEIN)))) and "@" not in text


@pytest.mark.parametrize("naam", ["er_niet.json", "map.json", "leeg.zip", "geen.json"])
def test_refusal_shows_no_address_in_the_name_of_a_file(naam: str, tmp_path: Path) -> None:
    path = tmp_path / f"jan@huis.nl_{naam}"
    if naam == "map.json":
        path.mkdir()
    elif naam == "geen.json":
        path.write_bytes(zipped(tmp_path, {"a.json": KLEIN}).read_bytes())
    elif naam == "leeg.zip":
        path.write_bytes(b"PK")
    assert "(e-mailadres)" in (text := refused(path)) and "@" not in text


def test_name_that_occurs_twice_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"noord/a.json": KLEIN, "zuid/a.json": KLEIN + b" "})
    assert "twee bestanden met de naam a.json" in refused(path)


def test_encrypted_entry_is_named_as_such(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"geheim.json": KLEIN})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "geheim.json in levering.zip is beveiligd met een wachtwoord" in refused(path)


def test_packing_that_cannot_be_bounded_is_refused(tmp_path: Path) -> None:
    assert len(bz2.compress(b" " * 1_000_000)) < 100
    assert "ongewone manier" in refused(zipped(tmp_path, {"a.json": KLEIN}, zipfile.ZIP_BZIP2))


@pytest.mark.parametrize("members", [{}, {"map/": b""}], ids=["nothing", "a folder"])
def test_empty_zip_is_named(members: dict[str, bytes], tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, members)) == "In levering.zip staan geen bestanden."


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\x03\x04", b'{"leveringen": []}'])
def test_file_that_only_seems_a_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "levering.zip"
    path.write_bytes(data)
    assert "geen zip-bestand, of het is beschadigd" in refused(path)


@settings_for(150)
@given(st.data())
def test_damaged_zip_is_read_or_refused_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("a.json", KLEIN)
    content = bytearray(buffer.getvalue())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "stuk.json"
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        read(path)
    except DdasError as error:
        assert error.advies


def test_limit_of_the_command_can_be_set(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"SHV_2024_Test.json": KLEIN})
    found = voer_uit(path, "-f", "json", "--max-size", "500")
    assert found.code == 2 and "--max-omvang" in found.fout
    assert voer_uit(path, "-f", "json", "--max-size", "1MB").code == 0
