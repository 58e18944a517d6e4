"""What is fuzzed: each target takes any bytes, and raises nothing but what is a fault of ours."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from ddas_report.analyse.pipeline import Beside, analyse
from ddas_report.compare.cbs_layout.choice import choose
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs
from ddas_report.compare.read_earlier import read_earlier
from ddas_report.model.delivery import Periode
from ddas_report.model.errors import DdasError
from ddas_report.model.normen import default_normen
from ddas_report.read.archive import Limits
from ddas_report.read.files import contents, find_sources
from ddas_report.read.one_file import read_delivery
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

NAAM = "SHV_2024_Test.json"
VANDAAG = date(2025, 2, 1)
JAAR = Periode(date(2024, 1, 1), date(2024, 12, 31))

Doel = Callable[[bytes], None]


def lezen_doel(data: bytes) -> None:
    """A delivery, as far as its frames: a hundred times faster than the whole."""
    try:
        read_delivery(NAAM, data)
    except DdasError:
        return


def analyse_doel(data: bytes) -> None:
    """A delivery, as far as its page and its summary."""
    try:
        found = analyse(NAAM, data, VANDAAG)
    except DdasError:
        return
    subject = Subject(found, VANDAAG)
    FORMATS["html"].render(subject)
    FORMATS["json"].render(subject)


def zip_doel(data: bytes) -> None:
    """A zip-bestand, as far as the bytes of its files."""
    grenzen = Limits(bytes=50_000_000)
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        try:
            for _ in contents(find_sources([Path(file.name)], grenzen), grenzen):
                pass
        except DdasError:
            return


def cbs_doel(data: bytes) -> None:
    """A table with the figures of CBS."""
    try:
        choose(read_cbs("cbs.xlsx", data, op_orde_figures()), JAAR)
    except DdasError:
        return


def vorige_doel(data: bytes) -> None:
    """An earlier delivery, or our summary of one, as far as the page on which it stands beside this one."""
    try:
        vorige = read_earlier([("SHV_2023_Test.json", data)], "SHV_2023_Test.json", default_normen())
    except DdasError:
        return
    found = analyse(NAAM, LEVERING, VANDAAG, ernaast=Beside(vorige))
    subject = Subject(found, VANDAAG)
    FORMATS["html"].render(subject)
    FORMATS["json"].render(subject)


CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
LEVERING = (CORPUS / "levering" / "levering.json").read_bytes()
DOELEN: Mapping[str, tuple[Doel, str]] = {
    "lezen": (lezen_doel, "levering"),
    "analyse": (analyse_doel, "levering"),
    "zip": (zip_doel, "zip"),
    "cbs": (cbs_doel, "cbs"),
    "vorige": (vorige_doel, "vorige"),
}
"""The targets by name, each with the folder of tests/corpus that it starts from."""
