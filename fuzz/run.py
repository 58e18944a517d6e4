"""Fuzzes one target, guided by coverage: `python fuzz/run.py analyse [options of libFuzzer] [folders]`.

What is learned goes to the first folder; without folders it starts from tests/corpus and is kept in none of ours.
"""

import os
import random
import sys
import tempfile

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import atheris

with atheris.instrument_imports(include=["ddas_report"]):
    from doelen import CORPUS, DOELEN

from mutaties import muteer

JSON_UIT = 4
"""Of five mutations this many keep a delivery JSON; the others change bytes."""


def mutator(data: bytes, max_size: int, seed: int) -> bytes:
    """A delivery with a change; what is no JSON is changed byte by byte."""
    toeval = random.Random(seed)
    found = muteer(data, toeval) if toeval.randrange(5) < JSON_UIT else None
    if found is None or len(found) > max_size:
        return atheris.Mutate(data, max_size)
    return found


def main() -> None:
    """Run until libFuzzer has had enough, or a fault is found; the seeds stand in tests/corpus."""
    naam, *options = sys.argv[1:]
    doel, corpus = DOELEN[naam]
    folders = [option for option in options if not option.startswith("-")]
    words = [sys.argv[0], *options, *([] if folders else [tempfile.mkdtemp(), str(CORPUS / corpus)])]
    for seed in sorted((CORPUS / corpus).iterdir()):
        doel(seed.read_bytes())  # what is imported late and made once takes no part in the time of an input
    json_in = {"custom_mutator": mutator} if corpus in ("levering", "vorige") else {}
    atheris.Setup(words, doel, **json_in)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
