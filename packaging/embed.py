"""Makes the layout for a locked-down Windows laptop: Python's own signed package, ours beside it, and two .cmd files.

python packaging/embed.py PYTHON-EMBED.ZIP, with the embeddable package (64-bit) of python.org for Python 3.11 or later.
It can be made on any system: only wheels are fetched, for Windows. It needs uv, which chooses them as Windows would; pip asks
the system on which it runs which parts are needed, and would leave out Pango.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

from bundle import told

SOURCE = Path(__file__).parent.parent
TARGET = SOURCE / "dist" / "ddas-report-embed"
COMMANDS = {
    "ddas-report.cmd": '@"%~dp0python\\python.exe" -m ddas_report %*\r\n',
    "ddas-venster.cmd": '@start "" "%~dp0python\\pythonw.exe" -c "from ddas_report.cli.window import main; main()"\r\n',
}
README = """\
ddas-report – controleer een levering schuldhulptrajecten op uw eigen computer\r
\r
Dubbelklik op ddas-venster. Er opent een pagina in uw browser: zet daar het bestand neer.\r
Er is geen installatie en geen beheerder nodig. Er gaat niets over het netwerk en er wordt niets bewaard.\r
Weghalen: verwijder deze map. Licenties van alle onderdelen: LICENTIES.txt, en de mappen *.dist-info in python.\r
"""


def main() -> None:
    """Unpack, add the packages, write the commands, and pack."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    shutil.rmtree(TARGET, ignore_errors=True)
    python = TARGET / "python"
    with zipfile.ZipFile(sys.argv[1]) as archive:
        archive.extractall(python)
    version = _version(python)
    packages = python / "Lib" / "site-packages"
    wheel = SOURCE / "dist" / "embed-wheel"
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(wheel), str(SOURCE)], check=True)
    own = max(wheel.glob("ddas_report-*.whl"), key=lambda path: path.stat().st_mtime)
    uv = shutil.which("uv") or sys.exit("uv is not found; install it with: pip install uv")
    install = [uv, "pip", "install", "--target", str(packages), "--only-binary=:all:"]
    install += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", version, f"{own}[venster]"]
    subprocess.run(install, check=True)
    path_file = next(python.glob("python3*._pth"))
    path_file.write_text(f"{path_file.stem}.zip\n.\nLib/site-packages\n", encoding="ascii")
    for naam, text in COMMANDS.items():
        (TARGET / naam).write_text(text, encoding="ascii", newline="")
    (TARGET / "LEESMIJ.txt").write_text(README, encoding="utf-8", newline="")
    parts = sorted(distributions(path=[str(packages)]), key=lambda part: part.metadata["Name"].lower())
    licences = [f"{part.metadata['Name']} {part.version}: {told(part.metadata)}" for part in parts]
    text = "\r\n".join(["Onderdelen van dit pakket en hun licentie", f"Python {version}: PSF-2.0", *licences, ""])
    (TARGET / "LICENTIES.txt").write_text(text, encoding="utf-8", newline="")
    shutil.make_archive(str(TARGET), "zip", TARGET.parent, TARGET.name)
    sys.stdout.write(f"{TARGET}.zip: {TARGET.with_suffix('.zip').stat().st_size / 1e6:.0f} MB\n")


def _version(python: Path) -> str:
    """The version of an unpacked embeddable package, such as 3.12."""
    digits = re.fullmatch(r"python3(\d+)", next(python.glob("python3*._pth")).stem)
    if digits is None:
        sys.exit("This is not an embeddable package of Python.")
    return f"3.{digits[1]}"


if __name__ == "__main__":
    main()
