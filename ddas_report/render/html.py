"""The report as one HTML document, for the browser or for the PDF."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import ddas_report
from ddas_report.regels.regel import FAMILIES
from ddas_report.render import dutch
from ddas_report.render.columns import arrange, to_blocks
from ddas_report.render.drawing import teken
from ddas_report.render.subject import Subject
from ddas_report.report.view import Report

PDF_SPOTS = 10
"""Places of a finding in the PDF; the HTML shows all that the report holds."""

_HERE = Path(ddas_report.__file__).parent


@cache
def _environment() -> Environment:
    """Templates stand inside the installed package, and beside it in the source tree."""
    folders = [_HERE / "templates", _HERE.parent / "templates"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        cijfer=dutch.cijfer,
        datum=dutch.datum,
        getal=dutch.getal,
        meervoud=dutch.meervoud,
        omvang=dutch.omvang,
        verschil=lambda cijfer: dutch.verschil(cijfer.waarde, cijfer.eenheid),
        procent=dutch.procent,
        waarde=dutch.waarde,
        clean_html=clean_html,
        teken=teken,
        to_blocks=to_blocks,
        arrange=arrange,
    )
    return environment


def clean_html(tekst: object, lengte: int = 200) -> str:
    """Text from the file without control or direction characters, cut at so many characters."""
    kept = str(tekst)[: lengte + 1]
    if not kept.isprintable():
        kept = "".join(teken if teken.isprintable() else " " for teken in kept)
    return kept if len(kept) <= lengte else kept[: lengte - 1] + "…"


def render(subject: Subject) -> bytes:
    """The page as UTF-8."""
    return render_html(subject.report).encode()


def render_html(report: Report, uitvoer: Literal["html", "pdf"] = "html", contents: bool = True) -> str:
    """The whole document; style and script are named by their hash in a policy that forbids all network.

    `inhoud` says whether the PDF has a page of contents.
    """
    environment = _environment()
    stijl = read_template("stijl.css") if uitvoer == "html" else ""
    script = read_template("script.js") if uitvoer == "html" else ""
    return environment.get_template("rapport.html.j2").render(
        r=report,
        uitvoer=uitvoer,
        contents=contents,
        plekken=PDF_SPOTS if uitvoer == "pdf" else None,
        stijl=stijl,
        script=script,
        onderwerpen=FAMILIES,
        csp=_policy(stijl, script),
    )


def render_window(**fields: object) -> tuple[str, str]:
    """The local page on which a delivery is dropped, and the policy for it: it speaks to its own server only."""
    stijl, script = read_template("venster.css"), read_template("venster.js")
    page = _environment().get_template("venster.html.j2").render(stijl=stijl, script=script, **fields)
    own = "connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"
    return page, f"{_policy(stijl, script)}; {own}"


def read_template(naam: str) -> str:
    """A stylesheet or script as it is written."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), naam)[0]


def _policy(stijl: str, script: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(stijl)}'; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
