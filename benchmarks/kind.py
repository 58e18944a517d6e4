"""One command in a child process: the seconds of CPU and of the clock it took, and its peak memory."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Meting:
    """CPU and wall seconds, peak memory in MB (10^6 bytes), and what the command itself says it took."""

    cpu: float
    wall: float
    mb: float
    own: float | None = None


def run(command: list[str], environment: dict[str, str]) -> Meting:
    """Run a command once; raises RuntimeError when it ends with another code than 0 or 1 (faults were found)."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=Path(__file__).parent.parent
    )
    output, errors = _drain(child)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {errors[-500:]!r}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Meting(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit / 1e6, _own(output))


def middle(runs: list[Meting]) -> Meting:
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
