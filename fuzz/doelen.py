"""What is fuzzed: each target takes any bytes, and raises nothing but what is a fault of ours."""

import asyncio
import json
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

from ddas_report.analyse.choice import Choice, choose_regels, read_normen
from ddas_report.analyse.explanations import read_explanations
from ddas_report.analyse.pipeline import Analyse, Beside, analyse, assess
from ddas_report.api import rapport
from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import compare_with_cbs
from ddas_report.compare.previous import Vorige
from ddas_report.compare.read_cbs import op_orde_figures, read_cbs
from ddas_report.compare.read_earlier import read_earlier
from ddas_report.compare.repairs import same_period
from ddas_report.model.errors import DdasError
from ddas_report.model.masking import masked
from ddas_report.model.normen import default_normen
from ddas_report.read.archive import Limits
from ddas_report.read.files import Held, contents, find_sources
from ddas_report.read.one_file import ReadDelivery, read_delivery
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject
from ddas_report.web.app import Routes
from ddas_report.web.jobs import Jobs, Role, Standing

NAAM = "SHV_2024_Test.json"
VANDAAG = date(2025, 2, 1)
GRENZEN = Limits(bytes=50_000_000)

Doel = Callable[[bytes], None]


@contextmanager
def refused() -> Iterator[None]:
    """The one error that is right: it says what is wrong and what to do, and nothing of a person."""
    try:
        yield
    except DdasError as error:
        assert error.melding and error.advies, error
        for text in (error.melding, error.advies):
            readable = re.sub(r"@[^\w\s]*x", "", text)  # of an address that is made unreadable already
            assert masked(readable, len(readable)) == readable, text


def _shown(found: Analyse) -> None:
    """Page and summary of an analysis."""
    subject = Subject(found, VANDAAG)
    FORMATS["html"].render(subject)
    FORMATS["json"].render(subject)


def _is_new(*outcome: object) -> bool:
    """Whether this came out for the first time; what follows from it is then done, which costs more than what is fuzzed."""
    new = hash(outcome) not in GEZIEN
    GEZIEN.add(hash(outcome))
    return new


def lezen_doel(data: bytes) -> None:
    """A delivery, as far as its frames: a hundred times faster than the whole."""
    with refused():
        read_delivery(NAAM, data)


def analyse_doel(data: bytes) -> None:
    """A delivery, as far as its page and its summary."""
    with refused():
        _shown(analyse(NAAM, data, VANDAAG))


def paginas_doel(data: bytes) -> None:
    """A page of a response of the API, beside the other one; what holds of any delivery is for `analyse`."""
    with refused():
        found = rapport(("een.json", data), ("twee.json", PAGINA), vandaag=VANDAAG, select="BST,LEV")
        if _is_new("paginas", *((b.regel.id, b.plaatsen.height) for b in found.bevindingen)):
            found.als("html")


def zip_doel(data: bytes) -> None:
    """A zip-bestand, as far as the bytes of its files."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        for zip_ in (Path(file.name), Held("levering.zip", data)):
            with refused():
                deque(contents(find_sources([zip_], GRENZEN), GRENZEN), 0)


def cbs_doel(data: bytes) -> None:
    """A table with the figures of CBS, held against those of a delivery."""
    with refused():
        cbs = read_cbs("cbs.xlsx", data, op_orde_figures())
        ons = _ontleed()
        compare_with_cbs(ons.cijfers, cbs, Evidence(ons.frames, ons.kop.periode, ons.schemafouten))


@cache
def _gelezen() -> ReadDelivery:
    return read_delivery(NAAM, LEVERING)


@cache
def _ontleed() -> Analyse:
    return assess([_gelezen()], NAAM, VANDAAG)


def vorige_doel(data: bytes) -> None:
    """An earlier delivery, or our summary of one, as far as the page on which it stands beside this one."""
    with refused():
        vorige = read_earlier([("SHV_2023_Test.json", data)], "SHV_2023_Test.json", default_normen())
        tables = [table.write_json() for table in (vorige.cijfers.long, vorige.cijfers.gemeten)]
        if _is_new("vorige", vorige.periode, *tables, repr(vorige.gevonden)):
            _beside(vorige)


def _beside(vorige: Vorige) -> None:
    """The delivery beside it; the rules that look at no other delivery are judged only when theirs is of the same period."""
    same = same_period(_gelezen().kop.periode, vorige.periode)
    keuze = Choice() if same else Choice(regels=choose_regels("VGL", ""))
    found = assess([_gelezen()], NAAM, VANDAAG, keuze, Beside(vorige))
    subject = Subject(found, VANDAAG)
    FORMATS["html"].render(subject)
    if _is_new("vorige", *((b.regel.id, *b.places()) for b in found.bevindingen)):
        FORMATS["json"].render(subject)


def normen_doel(data: bytes) -> None:
    """A file with norms, as far as the page of a delivery that is judged by them."""
    with refused():
        normen = read_normen(data)
        if _is_new("normen", *normen.values()):
            _shown(assess([_gelezen()], NAAM, VANDAAG, Choice(normen)))


def toelichting_doel(data: bytes) -> None:
    """A file with explanations, as far as the page that tells them."""
    with refused():
        toelichtingen = read_explanations(data)
        if _is_new("toelichting", *toelichtingen):
            _shown(assess([_gelezen()], NAAM, VANDAAG, Choice(toelichtingen=toelichtingen)))


def venster_doel(data: bytes) -> None:
    """A file that is sent to the local page: its first line says what for and how it is called, its bytes follow."""
    asyncio.run(_sent(*data.partition(b"\n")[::2]))


async def _sent(head: bytes, body: bytes) -> None:
    """A job with this file, and with the delivery when the file is something else; no answer may say it is our fault."""
    jobs = Jobs(GRENZEN, Standing())
    app = Routes(jobs, lambda: None, lambda: None).app()
    rol, _, naam = head.decode("utf-8", "replace").partition(" ")
    id_ = jobs.new().id
    sent = [(f"/opdracht/{id_}/{quote(rol, safe='')}", naam, body)]
    if rol != Role.LEVERING:
        sent.append((f"/opdracht/{id_}/{Role.LEVERING}", NAAM, LEVERING))
    for path, called, content in sent:
        await _answer(app, "PUT", path, content, f"naam={quote(called)}")
    await _answer(app, "POST", f"/opdracht/{id_}/start", body if rol == "woorden" else b"{}")
    jobs.run(lambda: b"").result()
    state = json.loads(await _answer(app, "GET", f"/opdracht/{id_}"))
    assert "had niet mogen" not in state["tekst"], state
    job = jobs.get(id_)
    if job and job.result:
        await _answer(app, "GET", f"/rapport/{id_}")
        if _is_new("venster", head, *((b.regel.id, b.plaatsen.height) for b in job.result.bevindingen)):
            for path in ("/pagina", "/json"):
                await _answer(app, "GET", f"/rapport/{id_}{path}")
    jobs.close()


async def _answer(app: Callable[..., object], method: str, path: str, body: bytes = b"", query: str = "") -> bytes:
    """The body of an answer that is no fault of ours."""
    received = iter([{"type": "http.request", "body": body}])
    told: list[dict[str, object]] = []
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": []}

    async def receive() -> dict[str, object]:
        return next(received, {"type": "http.disconnect"})

    async def send(message: dict[str, object]) -> None:
        told.append(message)

    await app(scope, receive, send)  # type: ignore[misc]
    assert int(str(told[0]["status"])) < 500, (method, told)
    return b"".join(bytes(message["body"]) for message in told[1:])  # type: ignore[call-overload]


CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
LEVERING = (CORPUS / "levering" / "levering.json").read_bytes()
GEZIEN: set[int] = set()
"""The hashes of what came out already: most changes to a file change nothing that is counted or judged."""
PAGINA = (CORPUS / "paginas" / "twee.json").read_bytes()
DOELEN: Mapping[str, tuple[Doel, str, int]] = {
    "lezen": (lezen_doel, "levering", 1000),
    "analyse": (analyse_doel, "levering", 30),
    "paginas": (paginas_doel, "paginas", 15),
    "zip": (zip_doel, "zip", 1000),
    "cbs": (cbs_doel, "cbs", 1000),
    "vorige": (vorige_doel, "vorige", 10),
    "samenvatting": (vorige_doel, "samenvatting", 30),
    "normen": (normen_doel, "normen", 1000),
    "toelichting": (toelichting_doel, "toelichting", 100),
    "venster": (venster_doel, "venster", 20),
}
"""The targets by name, each with the folder of tests/corpus that it starts from, and its inputs in a short run."""
