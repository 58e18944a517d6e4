"""Checks that the wheel with Pango exports every function that WeasyPrint calls: python check_pango.py WHEEL…"""

import inspect
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = ("gobject-2.0", "pango-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "pangoft2-1.0")
_CALL = re.compile(r"\b((?:pango|hb|g|Fc)_?\w+)\s*\(")


def main() -> None:
    """Say what is missing in each wheel; exit code 1 when anything is."""
    from weasyprint.text import ffi

    wanted = set(_CALL.findall("".join(_definitions(inspect.getsource(ffi)))))
    missing = False
    for wheel in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(wheel).extractall(folder)
            exported = set().union(*(_exports(path) for path in _libraries(Path(folder))))
        optional = {name for name in wanted if name.startswith("hb_vector")}
        lost = sorted(wanted - exported - optional)
        sys.stdout.write(f"{Path(wheel).name}: {len(wanted & exported)} of {len(wanted)} functions, missing: {lost}\n")
        missing |= bool(lost)
    sys.exit(missing)


def _definitions(source: str) -> Iterator[str]:
    """The C declarations, types and structs left out."""
    for text in re.findall(r"ffi\.cdef\('''(.*?)'''\)", source, re.DOTALL):
        yield re.sub(r"typedef\s+(?:struct|enum)?[^;{]*(?:\{.*?\})?[^;]*;", "", text, flags=re.DOTALL)


def _libraries(folder: Path) -> Iterator[Path]:
    names = {
        f"{prefix}{name}{suffix}"
        for name in LIBRARIES
        for prefix in ("", "lib")
        for suffix in ("-0", "-1", "", ".0", ".1")
    }
    for path in folder.rglob("*"):
        if path.suffix in (".dll", ".dylib") and path.stem in names and "pkgconfig" not in path.parts:
            yield path


def _exports(path: Path) -> set[str]:
    if path.suffix == ".dll":
        import pefile

        image = pefile.PE(str(path), fast_load=True)
        image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
        return {symbol.name.decode() for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name}
    from macholib.MachO import MachO
    from macholib.SymbolTable import SymbolTable

    table = SymbolTable(MachO(str(path)))
    return {name.decode().removeprefix("_") for _, name in table.extdefsyms}


if __name__ == "__main__":
    main()
