"""What holds for every test: which ones are slow, and where shared outputs stand."""

import os
import sys

import pytest
import rendered
from hypothesis import settings

from ddas_report.render.pango import offer_pango

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""A process that a test starts need not compile all packages anew, even where the machine asks for that."""

offer_pango()  # where the wheel has it, before a test imports WeasyPrint

settings.register_profile("any machine", settings.default, deadline=None)
settings.load_profile("any machine")
"""Without a deadline: how long an example takes tells of the machine."""

SLOW_NEEDS = {"subprocess", "multiprocessing", "browser", "Browser", "Page", "pypdf", "papier", "voer_uit", "SAMPLES"}
"""Who uses these starts a process or a browser, makes PDFs, runs the whole command, or reads the samples."""


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores, for a test that drives a browser or a process mostly waits."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is slow when its module needs something slow, when it is a search by hypothesis, or when it says so."""
    for item in items:
        if isinstance(item, pytest.Function):
            search = getattr(item.obj, "is_hypothesis_test", False)
            if search or SLOW_NEEDS & vars(item.module).keys():
                item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def shared_outputs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The outputs of the samples stand where each process of this run finds them, and go with its other files."""
    own = tmp_path_factory.getbasetemp()
    rendered.shared = own.parent if own.name.startswith("popen-") else own
