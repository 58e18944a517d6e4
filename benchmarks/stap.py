"""One stage in a process of its own, so that its time and peak memory are its own: `stap.py STAGE FILE`."""

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path


def read_bytes(path: Path) -> None:
    """The floor below the floor: nothing but the bytes."""
    path.read_bytes()


def read_orjson(path: Path) -> None:
    """The floor: the whole object tree."""
    import orjson

    orjson.loads(path.read_bytes())


def read_lees(path: Path) -> None:
    """Ours: the technical check, and the frames that come with it."""
    from ddas_report.read.one_file import read_delivery

    read_delivery(path.name, path.read_bytes())


def read_analyse(path: Path) -> None:
    """Ours: the technical check, all figures and all rules."""
    from ddas_report.analyse.pipeline import analyse

    analyse(path.name, path.read_bytes(), date.today())


def read_jsonschema(path: Path) -> None:
    """Python jsonschema with the same formats; validation alone."""
    import jsonschema

    from ddas_report.model.schema import formats, load

    validator = jsonschema.Draft202012Validator(load(), format_checker=formats.for_jsonschema())
    delivery = json.loads(path.read_bytes())
    start = time.process_time()
    list(validator.iter_errors(delivery))
    sys.stdout.write(json.dumps({"seconds": time.process_time() - start}) + "\n")


STAPPEN: dict[str, Callable[[Path], None]] = {
    "bytes": read_bytes,
    "orjson": read_orjson,
    "lees": read_lees,
    "analyse": read_analyse,
    "jsonschema": read_jsonschema,
}

if __name__ == "__main__":
    gc.disable()  # as the command does
    STAPPEN[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.flush()
