"""One report at a time: what was asked, how far it is, and what came of it, all in memory."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from secrets import token_urlsafe

from ddas_report.api import Rapport, rapport
from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.files import Held

KEPT = 3
"""Reports that are kept; what is older is gone."""

UNEXPECTED = ("Dit had niet mogen gebeuren.", "Meld dit aan de makers, zonder het bestand.")
"""What is wrong when an error of ours arose, and what to do."""


class Role(StrEnum):
    """What a file is for."""

    LEVERING = "levering"
    VORIGE = "vorige"
    CBS = "cbs"
    TOELICHTING = "toelichting"


class State(StrEnum):
    """How far a job is."""

    OPEN = "open"
    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True)
class Standing:
    """What this user has chosen once and for all: who signs, and norms in place of ours."""

    opsteller: str = ""
    functie: str = ""
    normen: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True, repr=False, kw_only=True)
class Job:
    """One report that was asked for."""

    id: str = field(default_factory=lambda: token_urlsafe(12))
    files: dict[Role, list[Held]] = field(default_factory=dict)
    signer: tuple[str, str] = ("", "")
    state: State = State.OPEN
    text: str = ""
    """What is being done, or what went wrong."""
    advice: str = ""
    result: Rapport | None = None

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(len(held.data) for files in self.files.values() for held in files)

    def succeed(self, earlier: "Job") -> None:
        """A new version of what that one was about: it is held against that, and what was given with it still counts."""
        self.files.setdefault(Role.VORIGE, earlier.files.get(Role.LEVERING, []))
        for role in (Role.CBS, Role.TOELICHTING):
            self.files.setdefault(role, earlier.files.get(role, []))
        if self.signer == ("", ""):
            self.signer = earlier.signer

    def update(self, text: str) -> None:
        """Hear what is being done."""
        self.text = text

    def reading(self, aantal: int, omvang: int) -> Callable[[int], None]:
        """Hear that so many files are being read; the answer hears of each."""
        read = 0
        self.text = "Lezen…"

        def done(bytes_: int) -> None:
            nonlocal read
            read += 1
            self.text = f"{read} van {aantal} bestanden gelezen"

        return done


class Jobs:
    """The jobs of one start of the page; one thread carries them out in turn."""

    def __init__(self, grenzen: Limits, standing: Standing) -> None:
        self.grenzen, self.standing = grenzen, standing
        self._jobs: dict[str, Job] = {}
        self._thread = ThreadPoolExecutor(1, "ddas-report")

    def new(self) -> Job:
        """A job without files; the oldest jobs that are done make room."""
        over = [job for job in self._jobs.values() if job.state not in (State.WACHT, State.BEZIG)]
        for old in over[: max(0, len(over) - KEPT + 1)]:
            del self._jobs[old.id]
        job = Job()
        self._jobs[job.id] = job
        return job

    def get(self, id_: str) -> Job | None:
        """The job of that id, if it is still there."""
        return self._jobs.get(id_)

    def ahead(self, job: Job) -> int:
        """How many jobs are carried out before this one."""
        waiting = [other for other in self._jobs.values() if other.state in (State.WACHT, State.BEZIG)]
        return waiting.index(job) if job in waiting else 0

    def start(self, job: Job) -> None:
        """Carry it out when its turn comes."""
        job.state = State.WACHT
        self._thread.submit(self._carry_out, job)

    def run(self, work: Callable[[], bytes]) -> "Future[bytes]":
        """Other work in the same thread, so that two reports never fight for the machine."""
        return self._thread.submit(work)

    def close(self) -> None:
        """Forget everything; what is being done is finished, nothing else is begun."""
        self._jobs.clear()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _carry_out(self, job: Job) -> None:
        job.state = State.BEZIG
        try:
            job.result = rapport(
                *job.files[Role.LEVERING],
                vorige=job.files.get(Role.VORIGE, []),
                cbs=next(iter(job.files.get(Role.CBS, [])), None),
                toelichting=next(iter(job.files.get(Role.TOELICHTING, [])), None),
                normen=self.standing.normen,
                ondertekenaar=job.signer,
                grenzen=self.grenzen,
                voortgang=job,
            )
            job.state = State.KLAAR
        except DdasError as error:
            job.text, job.advice = error.melding, error.advies
            job.state = State.MISLUKT
        except MemoryError:
            job.text, job.advice = "Er is te weinig geheugen.", "Sluit andere programma's en probeer het opnieuw."
            job.state = State.MISLUKT
        finally:
            if job.state is State.BEZIG:  # an error of ours: say so, and nothing of the data it arose on
                job.text, job.advice = UNEXPECTED
                job.state = State.MISLUKT
