"""Fuzzes one target, guided by coverage: `python fuzz/run.py analyse [options of libFuzzer] [folders]`.

What is learned goes to the first folder; without folders it starts from tests/corpus and is kept in none of ours.
`alle` instead of a target runs each of them for a short while, the same each time.
"""

import os
import random
import sys
import tempfile
import time

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import atheris

with atheris.instrument_imports(include=["ddas_report"]):
    from doelen import CORPUS, DOELEN, Doel

from mutaties import muteer
from mutaties_bestand import muteer_regels, muteer_zip

MOST_SECONDS = 10
"""Of CPU, which one input may take; the time-out of libFuzzer measures how busy the machine is too."""


def mutator(data: bytes, max_size: int, seed: int) -> bytes:
    """The same kind of file with a change, mostly; one in five is changed byte by byte."""
    toeval = random.Random(seed)
    if toeval.randrange(5) == 0:
        return atheris.Mutate(data, max_size)
    found = muteer(data, toeval)
    if found is None:
        found = muteer_zip(data, toeval, lambda content: mutator(content, max_size, seed + 1))
    if found is None:
        found = muteer_regels(data, toeval)
    return atheris.Mutate(data, max_size) if found is None or len(found) > max_size else found


def mutator_of_upload(data: bytes, max_size: int, seed: int) -> bytes:
    """A file behind a line that says what it is for."""
    head, _, body = data.partition(b"\n")
    if seed % 10 == 0:
        head = atheris.Mutate(head, 100)
    return (head + b"\n" + mutator(body, max_size - 100, seed))[:max_size]


def timed(doel: Doel) -> Doel:
    """The same target, which fails on an input that takes too much CPU."""

    def run(data: bytes) -> None:
        begin = time.process_time()
        doel(data)
        assert time.process_time() - begin < MOST_SECONDS, "too much CPU"

    return run


def fuzz(naam: str, *options: str) -> None:
    """Run until libFuzzer has had enough, which ends the process, or a fault is found."""
    doel, corpus, _ = DOELEN[naam]
    folders = [option for option in options if not option.startswith("-")]
    words = [sys.argv[0], *options, *([] if folders else [tempfile.mkdtemp(), str(CORPUS / corpus)])]
    for seed in sorted((CORPUS / corpus).iterdir()):
        doel(seed.read_bytes())  # what is imported late and made once takes no part in the time of an input
    atheris.Setup(words, timed(doel), custom_mutator=mutator_of_upload if corpus == "venster" else mutator)
    atheris.Fuzz()


def each_for_a_while(*options: str) -> None:
    """Every target as often as it says, in a process apart so that what is slow to import is imported once."""
    for naam, (_, _, runs) in DOELEN.items():
        print(f"{naam}:", flush=True)
        child = os.fork()
        if not child:
            fuzz(naam, "-seed=1", f"-runs={runs}", *options)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            sys.exit(1)


if __name__ == "__main__":
    if sys.argv[1] == "alle":
        each_for_a_while(*sys.argv[2:])
    else:
        fuzz(*sys.argv[1:])
