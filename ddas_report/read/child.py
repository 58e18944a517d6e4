"""A process beside the command leaves Ctrl-C to it, and goes when it goes."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LATER = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def deaf() -> Iterator[None]:
    """Ctrl-C does nothing in this block, nor in a process that is started in it; outside the main thread it never does.

    Another request to end waits until the block is done, for a process that is half started would complain.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    for number in (getattr(signal, name) for name in _LATER if hasattr(signal, name)):
        if callable(signal.getsignal(number)):
            handlers[number] = signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


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
