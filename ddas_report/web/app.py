"""The routes of the local page."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ddas_report.api import Rapport
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import too_large, too_many
from ddas_report.read.files import Held
from ddas_report.render.drawer import drawing_apart
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import render_window
from ddas_report.web.jobs import UNEXPECTED, Job, Jobs, Role, State

DOWNLOADS = ("pdf", "bijlage", "xlsx", "werklijst", "json", "html")
"""What can be taken along, in the order of the buttons."""

_WORDS = {
    "pdf": "Om te ondertekenen (PDF)",
    "bijlage": "Bijlage met alle cijfers (PDF)",
    "xlsx": "Excel-werkmap",
    "werklijst": "Werklijst (Excel)",
    "json": "JSON",
    "html": "Deze pagina",
}
_GIVEN = ((Role.CBS, "de cijfers van het CBS"), (Role.TOELICHTING, "uw toelichting"))
"""What was given with a delivery and counts for its next version too."""

_MAX_NAME = 120


class Words(msgspec.Struct):
    """What is said with a job: who signs, and the id of the job of which this is a new version."""

    opsteller: str = ""
    functie: str = ""
    vorige: str = ""


class Routes:
    """The answers of the page; `alive` hears of each sign of life, `stop` ends the program."""

    def __init__(self, jobs: Jobs, alive: Callable[[], None], stop: Callable[[], None]) -> None:
        self._jobs, self._alive, self._stop = jobs, alive, stop

    def app(self) -> Starlette:
        """The application, without its guard."""
        return Starlette(
            routes=[
                Route("/", self.start),
                Route("/leeft", self.live, methods=["POST"]),
                Route("/stop", self.end, methods=["POST"]),
                Route("/opdracht", self.new, methods=["POST"]),
                Route("/opdracht/{id}", self.state),
                Route("/opdracht/{id}/start", self.begin, methods=["POST"]),
                Route("/opdracht/{id}/{rol}", self.upload, methods=["PUT"]),
                Route("/rapport/{id}", self.result),
                Route("/rapport/{id}/pagina", self.page),
                Route("/rapport/{id}/{formaat}", self.download),
            ],
            exception_handlers={DdasError: _complain, Exception: _unexpected},
        )

    async def start(self, request: Request) -> Response:
        """The page on which files are dropped."""
        return self._begin_page()

    async def live(self, request: Request) -> Response:
        """A sign of life of an open page."""
        self._alive()
        return Response(status_code=204)

    async def end(self, request: Request) -> Response:
        """Stop the program."""
        asyncio.get_running_loop().call_later(0.3, self._stop)
        return Response(status_code=204)

    async def new(self, request: Request) -> Response:
        """A job to send files for."""
        return JSONResponse({"id": self._jobs.new().id})

    async def upload(self, request: Request) -> Response:
        """One file of a job, its bytes as the body; too many or too large is refused before it is all read."""
        job = self._job(request)
        role = Role(request.path_params["rol"]) if request.path_params["rol"] in {*Role} else None
        if role is None or job.state is not State.OPEN:
            raise DdasError("Dit bestand kan hier niet worden gebruikt.", "Begin opnieuw.")
        if sum(map(len, job.files.values())) >= self._jobs.grenzen.bestanden:
            raise too_many(self._jobs.grenzen)
        room = self._jobs.grenzen.bytes - job.size
        pieces, size = [], 0
        async for piece in request.stream():
            size += len(piece)
            if size > room:
                raise too_large(self._jobs.grenzen)
            pieces.append(piece)
        job.files.setdefault(role, []).append(Held(_name(request.query_params.get("naam", "")), b"".join(pieces)))
        return Response(status_code=204)

    async def begin(self, request: Request) -> Response:
        """All files are here: make the report when its turn comes."""
        job = self._job(request)
        words = _words(await request.body())
        if job.state is not State.OPEN or not job.files.get(Role.LEVERING):
            raise DdasError("Er is nog geen levering gekozen.", "Kies het JSON-bestand of het zip-bestand.")
        job.signer = (words.opsteller[:_MAX_NAME], words.functie[:_MAX_NAME])
        if earlier := self._jobs.get(words.vorige):
            job.succeed(earlier)
        self._jobs.start(job)
        return JSONResponse({"stand": job.state}, 202)

    async def state(self, request: Request) -> Response:
        """How far a job is."""
        job = self._job(request)
        ahead = self._jobs.ahead(job)
        text = f"U bent nummer {ahead + 1} in de rij." if job.state is State.WACHT and ahead else job.text
        return JSONResponse({"stand": job.state, "tekst": text, "advies": job.advice})

    async def result(self, request: Request) -> Response:
        """The report with its buttons around it; where it is gone, the page to begin again."""
        try:
            job, found = self._done(request)
        except DdasError as gone:
            return self._begin_page(gone)
        buttons = [(formaat, _WORDS[formaat], _file_name(found, formaat)) for formaat in DOWNLOADS]
        return _html(
            rapport=found, id=job.id, knoppen=buttons, mee=[naam for rol, naam in _GIVEN if job.files.get(rol)]
        )

    async def page(self, request: Request) -> Response:
        """The report itself, an address of its own so that its own policy holds."""
        _, found = self._done(request)
        content = await self._made(lambda: found.als("html"))
        return Response(content, media_type="text/html; charset=utf-8")

    async def download(self, request: Request) -> Response:
        """One output to take along."""
        _, found = self._done(request)
        formaat = request.path_params["formaat"]
        if formaat not in DOWNLOADS:
            raise DdasError("Deze uitvoer bestaat niet.", "Gebruik een van de knoppen boven het rapport.")
        if formaat == "werklijst":
            content = await self._made(found.werklijst)
        else:
            content = await self._made(lambda: _drawn(found, formaat))
        disposition = f"attachment; filename*=UTF-8''{quote(_file_name(found, formaat))}"
        return Response(content, media_type="application/octet-stream", headers={"content-disposition": disposition})

    def _begin_page(self, gone: DdasError | None = None) -> Response:
        return _html(404 if gone else 200, rapport=None, vast=self._jobs.standing, fout=gone)

    async def _made(self, work: Callable[[], bytes]) -> bytes:
        return await asyncio.wrap_future(self._jobs.run(work))

    def _job(self, request: Request) -> Job:
        job = self._jobs.get(request.path_params["id"])
        if job is None:
            raise DdasError("Dit rapport is er niet meer.", "Maak het rapport opnieuw.")
        return job

    def _done(self, request: Request) -> tuple[Job, Rapport]:
        job = self._job(request)
        if job.result is None:
            raise DdasError("Dit rapport is nog niet klaar.", "Wacht tot het rapport er is.")
        return job, job.result


def _file_name(found: Rapport, formaat: str) -> str:
    return f"{found.naam}.werklijst.xlsx" if formaat == "werklijst" else found.bestandsnaam(formaat)


def _drawn(found: Rapport, formaat: str) -> bytes:
    """An output; a PDF in a process apart, so that a want of memory ends that and not the page."""
    with drawing_apart() if FORMATS[formaat].is_pdf else nullcontext():
        return found.als(formaat)


def _words(body: bytes) -> Words:
    try:
        return msgspec.json.decode(body, type=Words)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DdasError("De opdracht is niet te lezen.", "Begin opnieuw.") from None


def _name(naam: str) -> str:
    """The last part of a name that a browser gives, so that no folder is ever told."""
    return naam.replace("\\", "/").rpartition("/")[2] or "levering.json"


def _html(status: int = 200, /, **fields: object) -> Response:
    content, policy = render_window(**fields)
    return HTMLResponse(content, status, headers={"content-security-policy": policy})


async def _complain(request: Request, error: Exception) -> Response:
    assert isinstance(error, DdasError)
    return JSONResponse({"stand": State.MISLUKT, "tekst": error.melding, "advies": error.advies}, 422)


async def _unexpected(request: Request, error: Exception) -> Response:
    """An error of ours, or a browser that went away; nothing of the data is told."""
    status = 400 if isinstance(error, ClientDisconnect) else 500
    text, advice = UNEXPECTED
    return JSONResponse({"stand": State.MISLUKT, "tekst": text, "advies": advice}, status)
