"""Whether the memory suffices, where the system bounds it: without, polars ends the process unsaid, or waits for ever."""

import ctypes
import os
import sys

TO_BEGIN = 640_000_000
"""Bytes of address space within which a small delivery is judged every time; with 460 million it fails."""

FOR_EACH_BYTE = 4.5
"""Of a delivery; a run of 56 MB fails within 750 million bytes, and does well within 890."""

_ONE_POOL = (-8, 1)
"""How glibc is told not to keep address space apart for each thread, which takes 64 MB at a time."""


def require_room(omvang: int) -> None:
    """Take as little address space as can be where it is bounded, before polars comes in.

    Raises MemoryError when a delivery of so many bytes may not be judged within that bound.
    """
    if sys.platform != "linux":  # no other system holds a process to it
        return
    import resource

    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    if most == resource.RLIM_INFINITY:
        return
    if most < TO_BEGIN + FOR_EACH_BYTE * omvang:
        raise MemoryError
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # another libc has none
    if mallopt:
        mallopt(*_ONE_POOL)
