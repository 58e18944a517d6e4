"""What is fuzzed: each target takes any bytes, and raises nothing but what is a fault of ours."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from ddas_report.analyse.pipeline import Ernaast, analyse
from ddas_report.compare.read_cbs import cijfers_op_orde, lees_cbs
from ddas_report.compare.read_earlier import lees_vorige
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Grenzen
from ddas_report.read.files import bronnen, inhoud
from ddas_report.read.one_file import lees
from ddas_report.render.html import render_html
from ddas_report.render.summary import render_summary
from ddas_report.report.build import build_report

NAAM = "SHV_2024_Test.json"
VANDAAG = date(2025, 2, 1)

Doel = Callable[[bytes], None]


def lezen_doel(data: bytes) -> None:
    """A delivery, as far as its frames: a hundred times faster than the whole."""
    try:
        lees(NAAM, data)
    except DdasError:
        return


def analyse_doel(data: bytes) -> None:
    """A delivery, as far as its page and its summary."""
    try:
        found = analyse(NAAM, data, VANDAAG)
    except DdasError:
        return
    render_html(build_report(found, VANDAAG)).encode()
    render_summary(found)


def zip_doel(data: bytes) -> None:
    """A zip-bestand, as far as the bytes of its files."""
    grenzen = Grenzen(bytes=50_000_000)
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        try:
            for _ in inhoud(bronnen([Path(file.name)], grenzen), grenzen):
                pass
        except DdasError:
            return


def cbs_doel(data: bytes) -> None:
    """A table with the figures of CBS."""
    try:
        lees_cbs("cbs.xlsx", data, cijfers_op_orde())
    except DdasError:
        return


def vorige_doel(data: bytes) -> None:
    """An earlier delivery, or our summary of one, as far as the page on which it stands beside this one."""
    try:
        vorige = lees_vorige("SHV_2023_Test.json", data)
    except DdasError:
        return
    found = analyse(NAAM, LEVERING, VANDAAG, ernaast=Ernaast(vorige))
    render_html(build_report(found, VANDAAG)).encode()
    render_summary(found)


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
