"""Several files are read side by side, each in a process of its own."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from ddas_report.model.errors import DdasError, UnreadableFile
from ddas_report.model.masking import masked_name
from ddas_report.read.child import begin, deaf
from ddas_report.read.document import require_readable
from ddas_report.read.one_file import ReadDelivery, finish, parse, read_delivery
from ddas_report.read.schema_check import require_few

if TYPE_CHECKING:
    from concurrent.futures import Future

WORTHWHILE = 20_000_000
"""Bytes; below this, starting processes takes longer than they save."""

MAX_WORKERS = 8
"""Processes at most: each needs memory."""

Done = Callable[[int], None]
"""Told the number of bytes of each file that was read."""


def read_all(bestanden: Iterable[tuple[str, bytes]], aantal: int, omvang: int, klaar: Done) -> list[ReadDelivery]:
    """Check and flatten `aantal` files of together `omvang` bytes, in the order in which they come.

    Raises UnreadableFile, with the name of the file, when one of several cannot be read.
    """
    if aantal == 1:
        parsed = next(parse(naam, data) for naam, data in bestanden)  # that holds the bytes no longer than this line
        return [finish(parsed)]
    werkers = min(os.cpu_count() or 1, aantal, MAX_WORKERS)
    reader = _side_by_side(bestanden, werkers) if werkers > 1 and omvang > WORTHWHILE else _one_by_one(bestanden)
    gelezen: list[ReadDelivery] = []
    trajecten = gelezen_bytes = 0
    with closing(reader):
        for deel in reader:
            gelezen.append(deel)
            trajecten += deel.frames.trajecten.height
            gelezen_bytes += deel.bestand.bytes
            require_readable(trajecten, gelezen_bytes)
            require_few(gelezen_bytes, [(d.technisch.schemafouten, d.technisch.onbekende_velden) for d in gelezen])
            klaar(deel.bestand.bytes)
    return gelezen


def _one_by_one(bestanden: Iterable[tuple[str, bytes]]) -> Generator[ReadDelivery, None, None]:
    return (_lees(naam, data) for naam, data in bestanden)


def _side_by_side(bestanden: Iterable[tuple[str, bytes]], werkers: int) -> Generator[ReadDelivery, None, None]:
    """No more than two files for each process wait their turn, so that memory does not fill up with them."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # seldom needed

    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # for the processes: in this one polars is at work already
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(werkers, context, begin)
    waiting: deque[Future[ReadDelivery]] = deque()
    try:
        for naam, data in bestanden:
            with deaf():  # what starts a process; that one stays deaf from its first moment on
                waiting.append(pool.submit(_lees, naam, data))
            if len(waiting) >= 2 * werkers:
                yield waiting[0].result()
                waiting.popleft()
        while waiting:
            yield waiting[0].result()
            waiting.popleft()
    except BrokenProcessPool:
        raise DdasError(
            "Het lezen is afgebroken, waarschijnlijk omdat het geheugen vol is.",
            "Sluit andere programma's, of controleer minder bestanden tegelijk.",
        ) from None
    finally:
        if waiting:  # something went wrong, or Ctrl-C: what is still being read is of no use
            for process in multiprocessing.active_children():
                process.terminate()
        pool.shutdown(cancel_futures=True)


def _lees(naam: str, data: bytes) -> ReadDelivery:
    try:
        return read_delivery(naam, data)
    except UnreadableFile as error:
        raise UnreadableFile(f"{masked_name(naam)}: {error.melding}", error.advies) from None
