"""PDFs are drawn in a process apart: should it run out of memory, only the PDF is lost."""

import errno
import multiprocessing
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from ddas_report.model.errors import OutputFailed
from ddas_report.read.child import begin, deaf
from ddas_report.read.files import say_nothing, temporary_folder
from ddas_report.render.layout import DRAW, Paper, draw_here, import_weasyprint, no_room, too_little_memory, went_wrong
from ddas_report.render.pango import offer_pango


@contextmanager
def drawing_apart() -> Iterator[None]:
    """Have PDFs drawn by a process that gets ready at once, beside what this one does, and goes with this block."""
    offer_pango()
    context = multiprocessing.get_context("spawn")
    questions, asking = context.Pipe(duplex=False)  # one way each: a pipe both ways is a socket
    answers, answering = context.Pipe(duplex=False)
    with temporary_folder() as folder:
        process = context.Process(target=_serve, args=(questions, answering, folder), daemon=True)
        with deaf():  # what starts a process; that one stays deaf from its first moment on
            process.start()
        questions.close()
        answering.close()
        token = DRAW.set(partial(_ask, asking, answers, process))
        try:
            yield
        finally:
            DRAW.reset(token)
            process.kill()
            process.join()
            asking.close()
            answers.close()


def _ask(asking: Connection, answers: Connection, process: BaseProcess, paper: Paper) -> bytes:
    """The PDF that the other process makes; its death means that there was no memory left."""
    try:
        _hear(answers, process)
        asking.send(paper)
        answer: bytes | OutputFailed = _hear(answers, process)
    except (EOFError, OSError):
        raise too_little_memory() from None
    if isinstance(answer, OutputFailed):
        raise answer
    return answer


def _hear(answers: Connection, process: BaseProcess) -> Any:
    """What it says next; raises EOFError once it is dead, for Windows leaves the pipe of one that died at its start open."""
    if answers not in wait([answers, process.sentinel]):
        raise EOFError
    return answers.recv()


def _serve(questions: Connection, answering: Connection, folder: str) -> None:
    """Draw one paper after another; what libraries say of their own accord goes nowhere."""
    begin(partial(shutil.rmtree, folder, ignore_errors=True))
    tempfile.tempdir = folder
    say_nothing()
    with suppress(OutputFailed):  # it is told when there is something to draw
        import_weasyprint()
    with suppress(EOFError):
        while True:
            answering.send("ready")
            answering.send(_drawn(questions.recv()))


class _Attempt:
    """What came of drawing: the PDF, or why there is none; whatever goes wrong in its block is told, not raised."""

    answer: bytes | OutputFailed

    def __enter__(self) -> "_Attempt":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, OutputFailed):
            self.answer = error
        elif isinstance(error, OSError) and error.errno == errno.ENOSPC:
            self.answer = no_room()
        elif error is not None:
            place = traceback.extract_tb(trace)[-1]
            self.answer = went_wrong(f"{type(error).__name__} in {Path(place.filename).name}, regel {place.lineno}")
        return True


def _drawn(paper: Paper) -> bytes | OutputFailed:
    with _Attempt() as attempt:
        attempt.answer = draw_here(paper)
    return attempt.answer
