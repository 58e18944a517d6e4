"""Makes the bundle: unpack, double-click, no administrator. Run where it must work: Linux, Windows or macOS."""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageMetadata, distributions
from pathlib import Path

HERE = Path(__file__).parent
MAX_BYTES = 150_000_000
LIBRARIES = (
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libgobject-2.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
"""What draws the PDF, on Linux; PyInstaller brings along what these need in turn."""

DLLS = (
    "pango",
    "pangoft2",
    "gobject",
    "glib",
    "gmodule",
    "gio",
    "harfbuzz",
    "harfbuzz-subset",
    "fontconfig",
    "freetype",
    "fribidi",
)
README = """\
ddas-report – controleer een levering schuldhulptrajecten op uw eigen computer

Dubbelklik op ddas-venster{exe}. Er opent een pagina in uw browser: zet daar het bestand neer.
Vanaf de opdrachtregel: ddas-report{exe} SHV_2024_Gemeente.json

Er is geen installatie en geen beheerder nodig. Er gaat niets over het netwerk en er wordt niets bewaard.
Weghalen: verwijder deze map. Licenties van alle onderdelen: LICENTIES.txt.
"""


def main() -> None:
    """Build in `dist/`, pack, and say how large it is."""
    target = HERE.parent / "dist"
    with tempfile.TemporaryDirectory() as work:
        libraries = Path(work) / "libraries"
        libraries.mkdir()
        for path in _libraries():
            shutil.copy(path, libraries)
        command = [sys.executable, "-P", "-m", "PyInstaller", str(HERE / "ddas.spec"), "--noconfirm"]
        command += ["--distpath", str(target), "--workpath", f"{work}/build", "--log-level", "WARN"]
        subprocess.run(command, check=True, env=os.environ | {"DDAS_LIBRARIES": str(libraries)})
    bundle = target / "ddas-report"
    exe = ".exe" if sys.platform == "win32" else ""
    (bundle / "LEESMIJ.txt").write_text(README.format(exe=exe), encoding="utf-8")
    (bundle / "LICENTIES.txt").write_text("\n".join(_licences(bundle)) + "\n", encoding="utf-8")
    packed = target / f"ddas-report-{platform.system().lower()}-{platform.machine().lower()}.zip"
    _pack(bundle, packed)
    size = packed.stat().st_size
    sys.stdout.write(f"{packed}: {size / 1e6:.0f} MB\n")
    if size > MAX_BYTES:
        sys.exit(f"larger than {MAX_BYTES / 1e6:.0f} MB")


def _libraries() -> Iterator[Path]:
    """The libraries that draw the PDF, where this machine has them."""
    if sys.platform.startswith("linux"):
        known = subprocess.run(["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
        for name in LIBRARIES:
            yield Path(
                next(line.rpartition("=> ")[2] for line in known.splitlines() if line.strip().startswith(f"{name} "))
            )
        return
    import gstreamer_libs  # the wheel that holds them on Windows and macOS

    folder = Path(gstreamer_libs.__file__).parent
    pattern = "*.dll" if sys.platform == "win32" else "*.dylib"
    yield from _closure({path.name.lower(): path for path in folder.rglob(pattern)})


def _closure(known: dict[str, Path]) -> Iterable[Path]:
    """Our libraries and what these import of the same wheel, on Windows; on macOS by name only."""
    wanted = {
        name
        for name in known
        if name.removeprefix("lib").partition("-1.0")[0].partition("-2.0")[0].split("-0")[0].split("-1")[0] in DLLS
    }
    if sys.platform == "win32":
        import pefile

        waiting = list(wanted)
        while waiting:
            image = pefile.PE(str(known[waiting.pop()]), fast_load=True)
            image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
            needed = {entry.dll.decode().lower() for entry in getattr(image, "DIRECTORY_ENTRY_IMPORT", [])}
            new = (needed & known.keys()) - wanted
            wanted |= new
            waiting += new
    return [known[name] for name in sorted(wanted)]


def _licences(bundle: Path) -> Iterator[str]:
    """What stands in the bundle, and under which licence each part may be given on."""
    yield "Onderdelen van dit pakket en hun licentie"
    yield f"Python {platform.python_version()}: PSF-2.0"
    held = _modules(bundle)
    for part in sorted(distributions(), key=lambda part: part.metadata["Name"].lower()):
        tops = {
            str(file).split("/")[0].split(".")[0].lower() for file in part.files or () if "dist-info" not in str(file)
        }
        if tops & held or part.metadata["Name"] == "ddas-report":
            yield f"{part.metadata['Name']} {part.version}: {told(part.metadata)}"
    for path in sorted((bundle / "_internal").glob("lib*")):
        if path.is_file():
            known = _SYSTEM_LICENCES.get(re.split(r"[.-]", path.name)[0], "zie het pakket van de maker")
            yield f"{path.name}: bibliotheek van het systeem, {known}"


def _modules(bundle: Path) -> set[str]:
    """The packages in the bundle, those that are packed within its program included."""
    from PyInstaller.archive.readers import CArchiveReader

    program = next(path for path in bundle.iterdir() if path.stem == "ddas-report")
    packed = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    beside = (path.name.split(".")[0] for path in (bundle / "_internal").iterdir())
    return {name.split(".")[0].lower() for name in (*packed, *beside)}


def told(metadata: PackageMetadata) -> str:
    """The licence as a part tells it: as an expression, in words, or among its classifiers."""
    classifiers = metadata.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: OSI Approved :: ")]
    words = (metadata["License-Expression"] or metadata["License"] or "").splitlines()
    if len(words) > 1 and named:  # the whole text of a licence begins with who holds the rights
        words = []
    return words[0] if words else " of ".join(named) or "zie de website van het onderdeel"


_SYSTEM_LICENCES = {
    "libXau": "MIT",
    "libavif": "BSD-2-Clause",
    "libblkid": "LGPL-2.1-or-later",
    "libgcc_s": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libjpeg": "IJG en BSD-3-Clause",
    "liblcms2": "MIT",
    "libmount": "LGPL-2.1-or-later",
    "libopenjp2": "BSD-2-Clause",
    "libpython3": "PSF-2.0",
    "libselinux": "publiek domein",
    "libsharpyuv": "BSD-3-Clause",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libtiff": "libtiff",
    "libtinfo": "X11",
    "libwebp": "BSD-3-Clause",
    "libwebpdemux": "BSD-3-Clause",
    "libwebpmux": "BSD-3-Clause",
    "libxcb": "MIT",
    "libzstd": "BSD-3-Clause",
    "libpango": "LGPL-2.0-or-later",
    "libpangoft2": "LGPL-2.0-or-later",
    "libgobject": "LGPL-2.1-or-later",
    "libglib": "LGPL-2.1-or-later",
    "libgio": "LGPL-2.1-or-later",
    "libgmodule": "LGPL-2.1-or-later",
    "libharfbuzz": "MIT",
    "libfontconfig": "MIT",
    "libfreetype": "FTL of GPL-2.0",
    "libfribidi": "LGPL-2.1-or-later",
    "libgraphite2": "LGPL-2.1-or-later",
    "libthai": "LGPL-2.1-or-later",
    "libdatrie": "LGPL-2.1-or-later",
    "libexpat": "MIT",
    "libpng16": "libpng-2.0",
    "libpcre2": "BSD-3-Clause",
    "libffi": "MIT",
    "libz": "Zlib",
    "libbrotlicommon": "MIT",
    "libbrotlidec": "MIT",
    "libuuid": "BSD-3-Clause",
    "libbz2": "bzip2-1.0.6",
    "liblzma": "0BSD",
    "libcrypto": "Apache-2.0",
    "libssl": "Apache-2.0",
}


def _pack(folder: Path, packed: Path) -> None:
    """A zip that keeps what may be executed executable."""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))


if __name__ == "__main__":
    main()
