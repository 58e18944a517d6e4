"""How Pango is found: by its names, or when the system has none in the wheel gstreamer-libs, on Windows and macOS."""

import ctypes.util
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

WHEEL = "gstreamer_libs"
_FOLDERS = {"win32": "bin", "darwin": "lib"}
_SEARCH = {"win32": "PATH", "darwin": "DYLD_FALLBACK_LIBRARY_PATH"}
"""Where the system looks last; what the machine has itself is found before it."""

_ADDED: list[object] = []
"""Windows forgets a folder as soon as nobody holds on to it."""


def offer_pango(environ: MutableMapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Let this process, and those that it starts, find the libraries of the wheel; gives their folder, if any.

    macOS reads its setting when a process starts, so there only a process started after this finds them.
    """
    folder = _of_wheel(platform)
    if folder is None:
        return None
    name, separator = _SEARCH[platform], ";" if platform == "win32" else ":"
    standard = ["/usr/local/lib", "/opt/homebrew/lib", "/usr/lib"] if platform == "darwin" else []
    known = [part for part in environ.get(name, separator.join(standard)).split(separator) if part]
    if str(folder) not in known:
        environ[name] = separator.join([*known, str(folder)])
        if platform == "win32":
            environ.setdefault("WEASYPRINT_DLL_DIRECTORIES", str(folder))
            if hasattr(os, "add_dll_directory"):
                _ADDED.append(os.add_dll_directory(str(folder)))
    return folder


@contextmanager
def libraries_by_name(platform: str = sys.platform) -> Iterator[None]:
    """Have libraries opened by their full names only in this block, where these are among those that are tried.

    Linux is else asked for the others by running ldconfig and whatever compiler and linker stand on the PATH.
    """
    if platform in _FOLDERS:
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _of_wheel(platform: str) -> Path | None:
    if platform not in _FOLDERS:
        return None
    found = find_spec(WHEEL)
    places = found.submodule_search_locations if found else None
    folder = Path(next(iter(places))) / _FOLDERS[platform] if places else None
    return folder if folder and folder.is_dir() else None
