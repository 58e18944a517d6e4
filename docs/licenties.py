"""Renews the page with the licences of what the program is built on: python docs/licenties.py."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGINA = ROOT / "docs" / "licenties.md"

WAAROM = {
    "babel": "getallen en datums schrijven zoals in Nederland",
    "fontpkg-fira-sans": "het lettertype van de PDF",
    "gstreamer-libs": "Pango voor de PDF, op Windows en macOS",
    "jinja2": "de sjablonen van het rapport",
    "jsonschema": "uitleggen waar een bestand het schema niet volgt",
    "jsonschema-rs": "snel zien of een bestand het schema volgt",
    "msgspec": "JSON snel lezen in vaste vormen",
    "orjson": "JSON lezen en schrijven",
    "polars": "tellen",
    "python-stdnum": "de elfproef van het BSN",
    "rich": "kleur en voortgang in het venster",
    "typer": "de opdrachtregel",
    "weasyprint": "de PDF opmaken",
    "xlsxwriter": "Excel-bestanden schrijven",
}
"""Why each direct dependency is there."""

TOEGESTAAN = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "PSF-2.0"),
        *("MPL-2.0", "LGPL-2.1-or-later", "OFL-1.1"),
    }
)
"""Licences of parts that go together with the EUPL-1.2: the permissive ones, and those that bind the part itself only."""

ZELF_NAGEZIEN = {
    "brotlicffi": "MIT",  # on PyPy only, so not always installed
    "colorama": "BSD-3-Clause",  # on Windows only
    "gstreamer-ext-runtime": "LGPL-2.1-or-later",  # on Windows and macOS only, like the next
    "gstreamer-libs": "LGPL-2.1-or-later",
    "pyphen": "LGPL-2.1-or-later",  # one of three that may be chosen
    "python-stdnum": "LGPL-2.1-or-later",
}
_INDELING = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
}


def rechtstreeks() -> list[str]:
    """The names of the direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return sorted(re.split(r"[<>=~!;\[ ]", eis)[0].lower() for eis in project["dependencies"])


def vergrendeld() -> dict[str, str]:
    """Name and version of all that is installed with the program, as locked."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    packages: dict[str, dict[str, Any]] = {package["name"]: package for package in lock}
    found: dict[tuple[str, str], str] = {}
    todo = [("ddas-report", "")]
    while todo:
        naam, extra = todo.pop()
        package = packages[naam]
        eisen = package.get("optional-dependencies", {}).get(extra, ()) if extra else package.get("dependencies", ())
        for eis in eisen:
            for key in ((eis["name"], kind) for kind in ("", *eis.get("extra", ()))):
                if key not in found:
                    found[key] = packages[eis["name"]]["version"]
                    todo.append(key)
    return {naam: versie for (naam, _), versie in sorted(found.items())}


def licentie(naam: str) -> str:
    """The licence as an SPDX expression, from the installed metadata; empty when that does not tell."""
    if naam in ZELF_NAGEZIEN:
        return ZELF_NAGEZIEN[naam]
    try:
        told = metadata(naam)
    except PackageNotFoundError:
        return ""
    if expression := told.get("License-Expression"):
        return str(expression)
    if (short := told.get("License", "")) in TOEGESTAAN:
        return str(short)
    kinds = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    return " OR ".join(_INDELING.get(kind, kind) for kind in kinds)


def delen(expressie: str) -> set[str]:
    """The licences that an SPDX expression names."""
    return set(re.findall(r"[^\s()]+", expressie)) - {"AND", "OR", "WITH"}


def pagina() -> str:
    """The page: what we chose ourselves and why, then what comes along with it."""
    versies, eigen = vergrendeld(), rechtstreeks()
    chosen = [f"| {naam} | {versies[naam]} | {licentie(naam)} | {WAAROM[naam]} |" for naam in eigen]
    others = [f"| {naam} | {versie} | {licentie(naam)} |" for naam, versie in versies.items() if naam not in eigen]
    return "\n".join(
        [
            "# Licenties",
            "",
            "Dit programma valt onder de EUPL-1.2. Het gebruikt deze pakketten, in de versies die `uv.lock` vastlegt. Elk "
            "pakket heeft een licentie die daarmee samengaat. Deze bladzijde wordt gemaakt met `python docs/licenties.py`.",
            "",
            "## Zelf gekozen",
            "",
            "| pakket | versie | licentie | waarvoor |",
            "| --- | --- | --- | --- |",
            *chosen,
            "",
            "## Komt daarmee mee",
            "",
            "| pakket | versie | licentie |",
            "| --- | --- | --- |",
            *others,
            "",
        ]
    )


if __name__ == "__main__":
    PAGINA.write_text(pagina(), encoding="utf-8", newline="\n")
