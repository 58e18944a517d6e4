"""Everything that stands in an output, however it is packed."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject


def sporen(path: Path) -> str:
    """The text of an output: as it stands on disk, of each part of a workbook, and of all that a PDF holds."""
    data = path.read_bytes()
    parts = [data.decode("utf-8-sig", "replace")]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            parts += [f"{lid.filename}\n{archief.read(lid).decode('utf-8', 'replace')}" for lid in archief.infolist()]
    if data.startswith(b"%PDF"):
        parts += _in_pdf(pypdf.PdfReader(io.BytesIO(data)))
    return "\n".join(parts)


def _in_pdf(lezer: pypdf.PdfReader) -> Iterator[str]:
    """The text of each page, every attachment, and every string and unpacked stream: metadata, tags, bookmarks."""
    for page in lezer.pages:
        yield page.extract_text()
    for naam, versies in lezer.attachments.items():
        yield from (f"{naam}\n{versie.decode('utf-8', 'replace')}" for versie in versies)
    for nummer in range(1, int(lezer.trailer["/Size"])):
        yield from _in_object(lezer.get_object(nummer))


def _in_object(value: object) -> Iterator[str]:
    """What an object of a PDF says itself; what it points at is an object of its own."""
    match value:
        case TextStringObject():
            yield value
        case ByteStringObject():
            yield value.decode("utf-8", "replace")
        case ArrayObject():
            for item in list.__iter__(value):
                yield from _in_object(item)
        case DictionaryObject():
            if isinstance(value, StreamObject):
                yield value.get_data().decode("utf-8", "replace")
            for item in dict.values(value):
                yield from _in_object(item)
