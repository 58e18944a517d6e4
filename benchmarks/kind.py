"""One command in a child process: the seconds of CPU and of the clock it took, and its peak memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
"""This checkout."""


@dataclass(frozen=True, slots=True)
class Meting:
    """CPU and wall seconds, peak memory in MB (10^6 bytes), and what the command itself says it took."""

    cpu: float
    wall: float
    mb: float
    own: float | None = None


def run(command: list[str], environment: dict[str, str], checkout: Path = HERE) -> Meting:
    """Run a command once, in that checkout; raises RuntimeError on another exit code than 0 or 1 (faults were found)."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=checkout)
    output, errors = _drain(child)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {errors[-500:]!r}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Meting(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit / 1e6, _own(output))


def load() -> float:
    """How many processes wanted to run in the last minute; 0 where that is not known."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def too_busy(loads: Iterable[float], cores: int) -> bool:
    """Whether at any moment more wanted to run than there are cores: then nothing can be compared."""
    return max(loads) > cores


def ratio(runs: Sequence[Meting], others: Sequence[Meting], of: Callable[[Meting], float]) -> float:
    """How many times as much as the others, round by round; the median of those."""
    return median(of(one) / of(other) for one, other in zip(runs, others, strict=True))


def middle(runs: Sequence[Meting]) -> Meting:
    """The median of each number by itself."""
    own = [run.own for run in runs if run.own is not None]
    numbers = (median(values) for values in zip(*((run.cpu, run.wall, run.mb) for run in runs), strict=True))
    return Meting(*numbers, median(own) if own else None)


def _drain(child: "subprocess.Popen[bytes]") -> tuple[bytes, bytes]:
    assert child.stdout and child.stderr
    with child.stdout, child.stderr:
        return child.stdout.read(), child.stderr.read()


def _own(output: bytes) -> float | None:
    line = output.strip().rpartition(b"\n")[2]
    return float(json.loads(line)["seconds"]) if line.startswith(b'{"seconds"') else None
