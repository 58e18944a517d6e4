"""The benchmark compares only what can be compared."""

import re
from dataclasses import replace

import pytest

from benchmarks import __main__ as benchmark
from benchmarks import deelnemers, profiel, verslag
from benchmarks.deelnemers import AJV, BEFORE, FORMATEN, LARGE, MIDDLE, format_name
from benchmarks.kind import Meting, ratio, too_busy

OURS = format_name(FORMATEN[0])
RUNS = {
    (naam, trajecten): [Meting(cpu * trajecten / MIDDLE, 9.0, 100.0) for cpu in (2.0, 4.0, 3.0)]
    for naam in (AJV, OURS, BEFORE)
    for trajecten in (MIDDLE, LARGE)
}
SIZES = dict.fromkeys((500, 2_500, MIDDLE, LARGE), 50.0)
RATIO = re.compile(r"\| (1\.00|4\.00) \|")


@pytest.mark.parametrize(("loads", "busy"), [([1.9, 2.0], False), ([0.1, 2.1, 0.1], True)])
def test_machine_is_busy_when_more_runs_than_it_has_cores(loads: list[float], busy: bool) -> None:
    assert too_busy(loads, cores=2) is busy


def test_ratio_is_taken_round_by_round() -> None:
    slow = [replace(one, cpu=one.cpu * factor) for one, factor in zip(RUNS[AJV, MIDDLE], (2, 3, 10), strict=True)]
    assert ratio(slow, RUNS[AJV, MIDDLE], lambda one: one.cpu) == 3


def test_tables_hold_no_ratio_of_a_busy_machine() -> None:
    quiet, busy = (verslag.write(RUNS, SIZES, {"step": 7.0}, busy) for busy in (False, True))
    assert RATIO.search(quiet)
    assert not RATIO.search(busy)
    assert "| 3.00 |" in busy


def test_busy_machine_leaves_the_results_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks", "--runs", "1"])
    monkeypatch.setattr(benchmark, "load", lambda: 999.0)
    monkeypatch.setattr(deelnemers, "folder", lambda: None)
    monkeypatch.setattr(deelnemers, "sizes", lambda _: SIZES)
    monkeypatch.setattr(deelnemers, "all_of_them", lambda *_: [deelnemers.Deelnemer(AJV, MIDDLE, [])])
    monkeypatch.setattr(benchmark, "run", lambda *_: Meting(1.0, 1.0, 1.0))
    monkeypatch.setattr(profiel, "of", lambda _: {"step": 1.0})
    monkeypatch.setattr(verslag, "put", lambda *_: pytest.fail("written"))
    with pytest.raises(SystemExit, match=r"too busy to compare: load 999\.0"):
        benchmark.main()
