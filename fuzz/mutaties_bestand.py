"""Changes to what is no JSON that leave it what it is: a zip-bestand or workbook, or lines of TOML or CSV."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from mutaties import WAARDEN

Bytes = Callable[[bytes], bytes]


def muteer_zip(data: bytes, toeval: random.Random, bytes_: Bytes) -> bytes | None:
    """The same zip with one file changed by `bytes_`, packed so that it opens; None when this is no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            leden = [(lid.filename, archief.read(lid)) for lid in archief.infolist()]
    except (zipfile.BadZipFile, ArithmeticError, OSError, RuntimeError, ValueError, EOFError, zlib.error):
        return None
    if not leden or sum(len(content) for _, content in leden) > 100_000:
        return None
    which = toeval.randrange(len(leden))
    naam, content = leden[which]
    leden[which] = (naam, bytes_(content))
    if toeval.random() < 0.1:
        leden[which] = (toeval.choice((*NAMEN, toeval.choice(leden)[0])), content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, content in leden:
            archief.writestr(zipfile.ZipInfo(naam), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


NAMEN = ("x", "..", "../x.json", "a/b.json", "\\", "x.zip", "__MACOSX/x.json", "[Content_Types].xml", "é\u202e.json")


def muteer_regels(data: bytes, toeval: random.Random) -> bytes | None:
    """The same lines with one to three cells, values or lines changed; None when this is no text of lines."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        return None
    for _ in range(toeval.randint(1, 3)):
        place = toeval.randrange(len(lines))
        match toeval.randrange(6):
            case 0:
                lines.insert(place, toeval.choice(lines))
            case 1 if len(lines) > 1:
                del lines[place]
            case _:
                parts = re.split(r"([;,=<>\" ])", lines[place])
                parts[toeval.randrange(len(parts))] = _waarde(toeval)
                lines[place] = "".join(parts)
    return "\n".join(lines).encode("utf-8", "replace")


def _waarde(toeval: random.Random) -> str:
    value = toeval.choice((*WAARDEN, "1.234", "1,5", "12%", "x", "1e400", "-0", "9" * 5000, "'", "[[x]]", "\ufeff"))
    return value if isinstance(value, str) else str(value)[:6000]
