"""What the program is built on: each part named, with a reason, and under a licence that goes with ours."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

WORTEL = Path(__file__).parent.parent
licenties = SimpleNamespace(**runpy.run_path(str(WORTEL / "docs" / "licenties.py")))
RIJ = re.compile(r"^\| (?P<naam>[a-z0-9-]+) \| (?P<versie>[0-9][^ ]*) \| (?P<licentie>[^|]+) \|", re.M)


def rows() -> dict[str, tuple[str, str]]:
    """Version and licence of each package on the page."""
    page = licenties.PAGINA.read_text(encoding="utf-8")
    return {row["naam"]: (row["versie"], row["licentie"]) for row in RIJ.finditer(page)}


def test_page_names_every_locked_package_with_its_version() -> None:
    assert {naam: versie for naam, (versie, _) in rows().items()} == licenties.vergrendeld()


def test_every_direct_dependency_has_a_reason_and_no_other_has() -> None:
    assert licenties.rechtstreeks() == sorted(licenties.WAAROM)


def test_every_licence_goes_with_the_eupl() -> None:
    strange = {naam: licentie for naam, (_, licentie) in rows().items() if not licenties.delen(licentie)}
    strange |= {n: found for n, (_, found) in rows().items() if licenties.delen(found) - licenties.TOEGESTAAN}
    assert strange == {}


@pytest.mark.parametrize("naam", licenties.rechtstreeks())
def test_licence_on_the_page_is_that_of_the_installed_package(naam: str) -> None:
    assert rows()[naam][1] == licenties.licentie(naam)


@pytest.mark.parametrize("expressie", ["AGPL-3.0-only", "MIT AND GPL-3.0-only", "UNKNOWN"])
def test_licence_that_is_not_on_the_list_is_seen(expressie: str) -> None:
    assert licenties.delen(expressie) - licenties.TOEGESTAAN
