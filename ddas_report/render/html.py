"""The report as one HTML document, for the browser or for the PDF."""

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import ddas_report
from ddas_report.model.place import json_path
from ddas_report.regels.regel import FAMILIES
from ddas_report.render import dutch
from ddas_report.render.columns import apart, arrange, to_blocks
from ddas_report.render.drawing import draw
from ddas_report.render.markup import clean_html, fill, shapes
from ddas_report.render.subject import Subject
from ddas_report.render.templates import SETTINGS, CompiledTemplates
from ddas_report.report.view import Report

PDF_SPOTS = 10
"""Places of a finding in the PDF; the HTML shows all that the report holds."""

SCRIPTS = (
    "elements",
    "clipboard",
    "causes",
    "unpack",
    "scan",
    "persons",
    "delivery",
    "lookup",
    "worklist",
    "packed",
    "supplier",
    "done",
    "address",
    "choice",
    "places",
    "sorting",
    "reach",
    "workbench",
    "start",
)
"""The parts of the script of the page, each of one job; what starts them comes last."""

_HERE = Path(ddas_report.__file__).parent


@cache
def _environment() -> Environment:
    """Templates stand inside the installed package, and beside it in the source tree."""
    folders = [_HERE / "templates", _HERE.parent / "templates"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        bytecode_cache=CompiledTemplates(),
        undefined=StrictUndefined,
        **SETTINGS,
    )
    environment.filters.update(
        cijfer=dutch.cijfer,
        datum=dutch.datum,
        getal=dutch.numeral,
        meervoud=dutch.plural,
        omvang=dutch.file_size,
        verschil=lambda cijfer: dutch.difference(cijfer.waarde, cijfer.eenheid),
        procent=dutch.percentage,
        waarde=dutch.waarde,
        clean_html=clean_html,
        pad=json_path,
        packed=packed,
        known_delivery=known_delivery,
        fill=fill,
        shapes=shapes,
        teken=draw,
        apart=apart,
        to_blocks=to_blocks,
        arrange=arrange,
    )
    environment.tests["holds"] = lambda held, one: one in held
    return environment


def render(subject: Subject) -> bytes:
    """The page as UTF-8."""
    return render_html(subject.report).encode()


def render_html(report: Report) -> str:
    """The page; style and script are named by their hash in a policy that forbids all network."""
    stijl, script = read_template("stijl.css"), page_script()
    return _fill("rapport.html.j2", report, "html", stijl=stijl, script=script, csp=_policy(stijl, script))


def render_bijlage(report: Report) -> str:
    """The document of all figures and findings, for paper."""
    return _fill("bijlage.html.j2", report, "pdf")


def render_sign_off(report: Report, ruimte: int, oorzaken: int, lengte: int, krap: bool = False) -> str:
    """The document that is signed, for paper.

    `ruimte` is the most gemeenten, `oorzaken` the most causes that have a row, `lengte` the most signs of an explanation;
    `krap` is whether explanations leave less room for the rest.
    """
    return _fill("ondertekenen.html.j2", report, "pdf", ruimte=ruimte, oorzaken=oorzaken, lengte=lengte, krap=krap)


def _fill(template: str, report: Report, uitvoer: Literal["html", "pdf"], **more: object) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            r=report,
            uitvoer=uitvoer,
            plekken=PDF_SPOTS if uitvoer == "pdf" else None,
            onderwerpen=FAMILIES,
            eigenaren=dutch.EIGENAAR,
            **more,
        )
    )


def render_window(**fields: object) -> tuple[str, str]:
    """The local page on which a delivery is dropped, and the policy for it: it speaks to its own server only."""
    stijl, script = read_template("venster.css"), f'"use strict";\n{read_template("venster.js")}'
    page = _environment().get_template("venster.html.j2").render(stijl=stijl, script=script, **fields)
    own = "connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"
    return page, f"{_policy(stijl, script)}; {own}"


def page_script() -> str:
    """The whole script of the page."""
    return "\n".join(['"use strict";', *(read_template(f"script/{part}.js") for part in SCRIPTS)])


def known_delivery(report: Report) -> str:
    """As JSON by what the page knows its delivery again: name, SHA-256 and size of each file, and the period."""
    bestanden = [outcome.bestand for outcome in report.bestanden] or [report.bestand]
    known = {
        "bestanden": [{"naam": b.naam, "sha256": b.sha256, "bytes": b.bytes} for b in bestanden],
        "van": str(report.periode.start or ""),
        "tot": str(report.periode.eind or ""),
    }
    return json.dumps(known)


def packed(html: str) -> str:
    """HTML as the page unpacks it: without the white space between elements, deflated, in base64."""
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    dense = re.sub(r"\s*\n\s*", "\n", html).encode()
    return base64.b64encode(deflate.compress(dense) + deflate.flush()).decode()


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
