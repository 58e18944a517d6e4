"""The findings as JUnit XML, which build servers show as tests."""

from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from ddas_report.analyse.cause import SCHEMA
from ddas_report.model.delivery import Frames
from ddas_report.regels.evaluate import REGELS, Bevinding
from ddas_report.regels.regel import Ernst, Regel
from ddas_report.render.cells import safe_text
from ddas_report.render.dutch import plural
from ddas_report.render.subject import Subject
from ddas_report.report.places import spots, tell

MAX_SPOTS = 50
"""The most places named of a finding."""

_GEKOZEN = "Deze regel is niet beoordeeld, omdat u dat zo koos."
_ZONDER_EERDERE = "Deze regel is niet beoordeeld: er is geen eerdere levering die erop aansluit (--vorige)."
_GEEN_TIJD = "0"
"""Some readers want a time; the report says the same each time it is made."""


def render(subject: Subject) -> bytes:
    """A suite per family and a case per rule: a fout fails, and with `strict` a waarschuwing too."""
    analyse = subject.analyse
    found: dict[str, list[Bevinding]] = {}
    for bevinding in analyse.bevindingen:
        found.setdefault(bevinding.regel.id, []).append(bevinding)
    skipped = dict.fromkeys((regel.id for regel in analyse.overgeslagen), _GEKOZEN)
    skipped |= dict.fromkeys((regel.id for regel in analyse.onbeoordeelbaar), _ZONDER_EERDERE)
    root = ET.Element("testsuites", name=safe_text(f"ddas-report {analyse.bestand.naam}"))
    for familie, regels in groupby(REGELS, key=lambda regel: regel.familie):
        suite = ET.SubElement(root, "testsuite", name=familie)
        for regel in regels:
            suite.append(_case(regel, found.get(regel.id, []), skipped.get(regel.id), subject))
        _count(suite)
    _count(root)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _count(element: ET.Element) -> None:
    """Say how many cases stand below, and how many of these failed or were skipped."""
    found = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {naam: str(sum(1 for _ in element.iter(tag))) for naam, tag in found.items()}
    element.attrib.update(counts, time=_GEEN_TIJD)


def _case(regel: Regel, bevindingen: list[Bevinding], skipped: str | None, subject: Subject) -> ET.Element:
    name, classname = f"{regel.id} {regel.melding}", f"ddas-report.{regel.familie}"
    case = ET.Element("testcase", classname=classname, name=name, time=_GEEN_TIJD)
    if skipped:
        ET.SubElement(case, "skipped", message=skipped)
    elif bevindingen:
        worst = min(bevindingen, key=lambda bevinding: list(Ernst).index(bevinding.regel.ernst))
        ernst, kop = worst.regel.ernst, _kop(worst)
        frames = subject.analyse.frames
        lines = [line for bevinding in bevindingen for line in (_kop(bevinding), *_plekken(bevinding, frames))]
        text = "\n".join(map(safe_text, lines))
        fails = ernst is Ernst.FOUT or (subject.strict and ernst is Ernst.WAARSCHUWING and _is_open(regel, subject))
        attributes = {"type": ernst.value, "message": kop} if fails else {}
        ET.SubElement(case, "failure" if fails else "system-out", attributes).text = text
    return case


def _is_open(regel: Regel, subject: Subject) -> bool:
    """Whether the rule found more than what the user explained."""
    found = (bevinding.regel for oorzaak in subject.analyse.open_causes for bevinding in oorzaak.bevindingen)
    return any(one.id == regel.id and one.ernst is not Ernst.SIGNAAL for one in found)


def _kop(bevinding: Bevinding) -> str:
    aantal = plural(bevinding.plaatsen.height, "plek", "plekken")
    return f"{bevinding.regel.ernst.value}: {bevinding.regel.melding} ({aantal})"


def _plekken(bevinding: Bevinding, frames: Frames) -> Iterator[str]:
    yield bevinding.regel.toelichting
    for spot in spots(bevinding, frames, MAX_SPOTS):
        yield f"{tell(spot)}: {spot.melding}" if bevinding.regel.id == SCHEMA else tell(spot)
    if (meer := bevinding.plaatsen.height - MAX_SPOTS) > 0:
        yield f"En nog {plural(meer, 'plek', 'plekken')}."
