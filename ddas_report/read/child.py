"""A process beside the command leaves Ctrl-C to it, and goes when it goes."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def deaf() -> Iterator[None]:
    """Ctrl-C does nothing in this block, nor in a process that is started in it; outside the main thread it never does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def begin(on_end: Callable[[], None] = lambda: None) -> None:
    """Make this process ready: Ctrl-C is for the command, and when that is gone, so is this process, after `on_end`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    threading.Thread(target=_end_with_parent, args=(on_end,), daemon=True).start()


def _end_with_parent(on_end: Callable[[], None]) -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    on_end()
    os._exit(1)
