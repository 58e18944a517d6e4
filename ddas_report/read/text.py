"""The text of a delivery: its encoding, and where it stops being JSON."""

import codecs
import re
from itertools import chain

from ddas_report.model.delivery import LISTS, OBJECTS, TRAJECT
from ddas_report.model.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CUT_WORDS = {"-", *(word[:end] for word in ("true", "false", "null") for end in range(1, len(word)))}

_KINDS = (
    (b"%pdf", "een PDF"),
    (b"7z\xbc\xaf\x27\x1c", "een ingepakt bestand (7z)"),
    (b"\x1f\x8b", "een ingepakt bestand (gz)"),
    (b"rar!", "een ingepakt bestand (rar)"),
    (b"bzh", "een ingepakt bestand (bz2)"),
    (b"\xfd7zxz", "een ingepakt bestand (xz)"),
    (b"\x28\xb5\x2f\xfd", "een ingepakt bestand (zst)"),
    (b"\xd0\xcf\x11\xe0", "een ouder document van Excel of Word"),
    (b"\x89png", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"sqlite format 3", "een database"),
    (b"par1", "een Parquet-bestand"),
    (b"<!doctype html", "een webpagina (HTML)"),
    (b"<html", "een webpagina (HTML)"),
    (b"<?xml", "een XML-bestand"),
    (b"{\\rtf", "een document (RTF)"),
)
"""How a kind of file begins, in small letters, and what it is called."""

TABLE = "een tabel (CSV)"
_TAR, _TAR_AT = b"ustar", 257
_ROW = re.compile(rb'["\w][^{}\[\]\r\n]*')
"""The first line of a table, for which a JSON text has brackets."""

_OPNIEUW = "Sla het bestand op als UTF-8 (zonder BOM), of kies UTF-8 bij de export, en probeer het opnieuw."
_AROUND = 30
_WHITE = " \t\n\r"
NOTHING = b"\0 \t\n\r"
"""What a copy that failed may be full of."""

_PIECE = 100_000
"""Bytes; of memory that stays in the cache, which is ten times as fast as pieces of a megabyte."""

_VELDNAMEN = {*TRAJECT, *OBJECTS, *LISTS, *chain(*OBJECTS.values()), *chain(*LISTS.values())}
_REASONS = (
    ("Expecting ',' delimiter", "er ontbreekt een komma of een sluitend haakje"),
    ("Expecting property name", "er wordt een veldnaam tussen dubbele aanhalingstekens verwacht"),
    ("Expecting ':' delimiter", "na de veldnaam ontbreekt een dubbele punt"),
    ("Expecting value", "er ontbreekt een waarde, of er staat iets dat geen JSON is"),
    ("Illegal trailing comma", "er staat een komma te veel"),
    ("Unterminated string", "een tekst heeft geen sluitend aanhalingsteken"),
    ("Invalid control character", "er staat een regeleinde of stuurteken midden in een tekst"),
    ("Invalid \\escape", "er staat een ongeldige backslash (\\) in een tekst"),
    ("Invalid \\uXXXX", "er staat een ongeldige \\u-code in een tekst"),
    ("Extra data", "na het einde van de levering staat nog meer tekst"),
)


def strip_bom(data: bytes) -> tuple[bytes, bool]:
    """The bytes without a UTF-8 byte order mark, and whether there was one."""
    return data.removeprefix(codecs.BOM_UTF8), data.startswith(codecs.BOM_UTF8)


def require_utf8(data: bytes) -> None:
    """Raise UnreadableFile, naming what kind of file or encoding it looks like, unless the bytes are UTF-8 text."""
    if kind := foreign_kind(data):
        unpack = "Pak het eerst uit. " * ("ingepakt" in kind)
        raise UnreadableFile(
            f"Het bestand is {kind}, geen levering.",
            f"{unpack}Noem het JSON-bestand van de levering, of een zip-bestand waar het in staat.",
        )
    if not data or data.isspace() or not (data[:_PIECE].strip(NOTHING) or data.strip(NOTHING)):
        raise UnreadableFile("Het bestand is leeg.", "Maak de levering opnieuw aan in uw registratiesysteem.")
    if encoding := foreign_encoding(data):
        raise UnreadableFile(f"Het bestand is geen UTF-8. Het lijkt op {encoding}.", _OPNIEUW)


def foreign_kind(data: bytes) -> str | None:
    """What the file is by its first bytes, when that is a well-known kind that is no text of ours."""
    if data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "een ingepakt bestand (tar)"
    head = data.removeprefix(codecs.BOM_UTF8)[:2000].lstrip()
    known = next((kind for begin, kind in _KINDS if head[: len(begin)].lower() == begin), None)
    return known or (TABLE if _is_table(head) else None)


def _is_table(head: bytes) -> bool:
    """Whether the first two lines are rows of as many cells, three or more."""
    lines = head.split(b"\n")[:2]
    counts = [[line.count(sign) for line in lines] for sign in (b";", b"\t", b",")]
    return len(lines) == 2 and bool(_ROW.match(lines[0])) and any(one == other >= 2 for one, other in counts)


def foreign_encoding(data: bytes) -> str | None:
    """What the bytes look like when they are not UTF-8, with the first line that is not."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding or b"\x00" in data[:4]:
        return encoding or "UTF-16 of UTF-32"
    if (strange := _first_strange(data)) is None:
        return None
    line = data.count(b"\n", 0, strange) + 1
    return f"Windows-1252 of ISO-8859-1 (het eerste vreemde teken staat op regel {line})"


def _first_strange(data: bytes) -> int | None:
    """Where it stops being UTF-8, if anywhere; a piece at a time, for as text the whole may take four times its size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for first in range(0, len(data), _PIECE):
        kept = len(decoder.getstate()[0])
        try:
            decoder.decode(data[first : first + _PIECE], final=first + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return first - kept + error.start
    return None


def not_json(text: str, position: int, reason: str) -> UnreadableFile:
    """What is wrong at a position, with line, column and the text around it, all but field names masked."""
    position, reason = _trailing_comma(text, position) or (position, reason)
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    why = next((dutch for english, dutch in _REASONS if reason.startswith(english)), "de tekst is geen JSON")
    if text.startswith(("//", "/*", "#"), position):
        why = "er staat commentaar, en dat kent JSON niet"
    if reason.startswith("Extra data") and text[position] in "{[":
        why = "na het einde van de levering begint nog een stuk JSON. Zet elke levering in een eigen bestand"
    if text.startswith("\ufeff", position):
        why = "er staat nog een onzichtbaar teken (BOM)"
    if _cut_off(text, position, reason):
        why = "het bestand houdt te vroeg op. Is het volledig opgeslagen of gekopieerd?"
    return UnreadableFile(
        f"Het bestand is geen geldige JSON. Op regel {line}, kolom {column}: {why.rstrip('.')}"
        f"{'' if why.endswith('?') else '.'}",
        f"Rond die plek staat (gegevens zijn onleesbaar gemaakt): {_masked(text, position)}\n"
        "Herstel dit bij de bron: maak de levering opnieuw aan in uw registratiesysteem.",
    )


def _trailing_comma(text: str, position: int) -> tuple[int, str] | None:
    """The comma before a bracket that closes, where Python until 3.12 tells of the bracket."""
    before = text[:position].rstrip(_WHITE)
    if text[position : position + 1] in ("]", "}") and before.endswith(","):
        return len(before) - 1, "Illegal trailing comma"
    return None


def _cut_off(text: str, position: int, reason: str) -> bool:
    """Whether the text stops there because the rest is missing: at its end, in a text, or in a word."""
    rest = text[position:].rstrip()
    within_word = rest in _CUT_WORDS
    within_escape = "escape" in reason and len(rest) < len(r"\u0000")
    return not rest or reason.startswith("Unterminated string") or within_word or within_escape


def _masked(text: str, position: int) -> str:
    around = text[max(0, position - _AROUND) : position] + "▸" + text[position : position + _AROUND]
    masked = re.sub(r"[^\W\d_]+", _known_word, re.sub(r"\d", "#", around))
    return re.sub(r"[^\x20-\x7e▸]", " ", masked)


def _known_word(word: re.Match[str]) -> str:
    return word.group() if word.group() in _VELDNAMEN else "x" * len(word.group())
