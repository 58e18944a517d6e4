"""Fuzzes one target, guided by coverage: `python fuzz/run.py analyse [options of libFuzzer] [folders]`.

What is learned goes to the first folder; without folders it starts from tests/corpus and is kept in none of ours.
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


def main() -> None:
    """Run until libFuzzer has had enough, or a fault is found; the seeds stand in tests/corpus."""
    naam, *options = sys.argv[1:]
    doel, corpus = DOELEN[naam]
    folders = [option for option in options if not option.startswith("-")]
    words = [sys.argv[0], *options, *([] if folders else [tempfile.mkdtemp(), str(CORPUS / corpus)])]
    for seed in sorted((CORPUS / corpus).iterdir()):
        doel(seed.read_bytes())  # what is imported late and made once takes no part in the time of an input
    atheris.Setup(words, timed(doel), custom_mutator=mutator_of_upload if corpus == "venster" else mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
