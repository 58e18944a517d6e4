"""A PDF is whole or it is not there: nothing that goes wrong while it is drawn is swallowed."""

import json
import logging
import multiprocessing
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from bouw import levering, schuld, traject
from opdracht import voer_uit

from ddas_report.model.errors import OutputFailed
from ddas_report.render.drawer import drawing_apart
from ddas_report.render.layout import DRAW, Paper, draw_here

CHART = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>x</title><rect width='9' height='9'/></svg>"
)
WAAR_GETEKEND_WORDT = [
    "weasyprint.svg.SVG.draw",
    "weasyprint.svg.SVG.draw_node",
]


def paper(html: str = "<p>tekst</p>", **velden: Any) -> Paper:
    document = f"<html lang='nl'><head><title>x</title></head><body>{html}</body></html>"
    leeg = {"pages": None, "css": "", "auteur": "a", "omschrijving": "b", "moment": datetime(2025, 2, 1)}
    return Paper(versions=(document,), bijlage=None, **(leeg | velden))


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    path = tmp_path / "SHV_2024_Test.json"
    path.write_text(json.dumps(levering(*(traject(schulden=[schuld()]) for _ in range(12)))), encoding="utf-8")
    return path


@pytest.mark.parametrize("waar", WAAR_GETEKEND_WORDT)
@pytest.mark.parametrize(
    ("error", "code", "wat"),
    [
        (KeyboardInterrupt(), 130, "Afgebroken."),
        (MemoryError(), 2, "te weinig geheugen"),
        (ValueError("123456782"), 2, "bij het tekenen ging iets mis"),
        (RecursionError(), 2, "bij het tekenen ging iets mis"),
        (AssertionError(), 2, "bij het tekenen ging iets mis"),
        (SystemExit(0), 2, "bij het tekenen ging iets mis"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_goes_wrong_in_a_chart_leaves_no_pdf_and_keeps_the_rest(
    waar: str, error: BaseException, code: int, wat: str, klein: Path, tmp_path: Path
) -> None:
    with mock.patch(waar, side_effect=error):
        found = voer_uit(klein, "-f", "json,pdf", "-o", tmp_path / "uit")
    assert (found.code, found.uit) == (code, "") and wat in found.fout and "123456782" not in found.fout
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["SHV_2024_Test.op-orde.json"]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='#nergens'>weg</a>",
        "<p style='color: paarsig'>x</p>",
        "<p>\U0010fffd</p>",
    ],
    ids=["a link to nowhere", "a style it does not know", "a sign no font has"],
)
def test_what_weasyprint_only_mentions_makes_the_pdf_fail(html: str) -> None:
    with pytest.raises(OutputFailed, match="bij het tekenen ging iets mis"):
        draw_here(paper(html))
    assert draw_here(paper("<p>tekst</p>")).startswith(b"%PDF-1.7")


def test_font_that_is_embedded_whole_is_drawn_all_the_same() -> None:
    def whole(*_: object) -> None:
        logging.getLogger("weasyprint").warning('Unable to subset "%s" with HarfBuzz', "Rapport")

    with mock.patch("weasyprint.pdf.fonts.Font.subset", side_effect=whole):
        assert draw_here(paper()).startswith(b"%PDF-1.7")


# In a process apart -------------------------------------------------------------------------------------


def test_process_apart_draws_the_same_bytes_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with drawing_apart():
        draw = DRAW.get()
        assert draw is not draw_here
        assert [draw(paper(CHART)), draw(paper())] == [draw_here(paper(CHART)), draw_here(paper())]
        with pytest.raises(OutputFailed, match="ging iets mis") as error:
            draw(paper("<a href='#nergens'>weg</a>"))
        assert "--formaat html" in error.value.advies
        assert draw(paper()).startswith(b"%PDF")
    assert DRAW.get() is draw_here and not multiprocessing.active_children() and not [*tmp_path.iterdir()]


def test_process_that_dies_is_told_as_too_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with drawing_apart():
        for child in multiprocessing.active_children():
            child.kill()
        for _ in range(2):
            with pytest.raises(OutputFailed, match="te weinig geheugen"):
                DRAW.get()(paper())
    assert not [*tmp_path.iterdir()]


def test_error_without_a_name_of_ours_tells_where_it_arose_and_nothing_of_the_data() -> None:
    from ddas_report.render.drawer import _drawn

    with mock.patch("ddas_report.render.layout._lay_out", side_effect=KeyError("123456782")):
        answer = _drawn(paper())
    assert isinstance(answer, OutputFailed)
    assert "KeyError in mock.py, regel " in answer.melding and "123456782" not in answer.melding + answer.advies


def test_full_disk_of_temporary_files_is_told_as_such() -> None:
    from ddas_report.render.drawer import _drawn

    with mock.patch("ddas_report.render.layout._lay_out", side_effect=OSError(28, "No space left on device")):
        answer = _drawn(paper())
    assert isinstance(answer, OutputFailed) and "tijdelijke bestanden is vol" in answer.melding
