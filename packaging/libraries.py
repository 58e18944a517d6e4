"""Lets the bundle find its own Pango and its own fonts, before anything else looks for them."""

import os
import sys

_HERE = sys._MEIPASS  # type: ignore[attr-defined]  # set by the bundle's loader
os.environ.setdefault("FONTCONFIG_FILE", os.path.join(_HERE, "fonts.conf"))
if sys.platform == "win32":
    os.environ["PATH"] = _HERE + os.pathsep + os.environ.get("PATH", "")
    os.add_dll_directory(_HERE)
    os.environ.setdefault("WEASYPRINT_DLL_DIRECTORIES", _HERE)
