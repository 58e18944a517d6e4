"""The bytes of one file become frames: the technical check and the flattening, together."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from ddas_report.model.delivery import Frames, Kop
from ddas_report.model.file_name import FileName, judge_name
from ddas_report.model.place import Place
from ddas_report.model.reticent import Reticent
from ddas_report.read import flatten
from ddas_report.read.document import TOO_DEEP, Document, NotFastToRead, normalise, split
from ddas_report.read.fields_check import duplicate_keys, duplicates, quotes, unknown_in_skeleton
from ddas_report.read.outcome import Technical
from ddas_report.read.page import Page, numbers
from ddas_report.read.personal_check import FIELD_NAME, FILE_NAME, PersonalFinding
from ddas_report.read.schema_check import TrajectCheck, check_skeleton
from ddas_report.read.text import require_utf8, strip_bom


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestand:
    """The file that was judged: name, SHA-256 and size."""

    naam: str
    sha256: str
    bytes: int
    vorm: FileName | None = None
    """What is to be said of its name; None for what has no name of its own."""
    pagina: int | None = None
    """Which page it is, of a response of the API that says so."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ReadDelivery(Reticent):
    """One file as it was read: its head, its records, and what the technical check met."""

    bestand: Bestand
    kop: Kop
    frames: Frames
    technisch: Technical
    foreign: tuple[str, ...] = ()
    """The texts that are no gemeentecode as they are written, in the order of their numbers; never to be shown."""
    pages: tuple[Page, ...] = ()
    """The responses of the API that it was made of, if any."""
    bestanden: tuple[Bestand, ...] = ()
    """The files that it was made of, when these are pages."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Parsed(Reticent):
    """A file of which the bytes are no longer needed: its head, and its trajecten as tables that are not joined yet."""

    bestand: Bestand
    document: Document
    tabellen: list[flatten.Tables]
    technisch: Technical


def read_delivery(naam: str, data: bytes) -> ReadDelivery:
    """Check and flatten one file; raises UnreadableFile when it cannot be read at all."""
    return finish(parse(naam, data))


def parse(naam: str, data: bytes) -> Parsed:
    """The first half of it; who lets go of the bytes before the second half needs less memory."""
    naam = naam.encode(errors="replace").decode()  # a name need not be UTF-8
    vorm = judge_name(naam)
    bestand = Bestand(naam=vorm.shown, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), vorm=vorm)
    text, bom = strip_bom(data)
    require_utf8(text)
    document, tabellen, technisch = _read(text)
    head = replace(document, plaatsen=[], ruw=[], text=b"")
    technisch = replace(technisch, bom=bom, persoonlijk=[*_in_names(vorm, technisch)])
    return Parsed(bestand=bestand, document=head, tabellen=tabellen, technisch=technisch)


def finish(parsed: Parsed) -> ReadDelivery:
    """The second half: the tables are joined, and emptied."""
    bestand, document, technisch = parsed.bestand, parsed.document, parsed.technisch
    kop = flatten.kop(document.skelet)
    frames, foreign, persoonlijk = flatten.collect(document.skelet, parsed.tabellen)
    herkomst = {
        "bestand": pl.lit(bestand.naam),
        "bron": pl.lit(bestand.naam),
        "aangeleverd": pl.lit(kop.aangeleverd, dtype=pl.Datetime),
    }
    frames = replace(frames, leveringen=frames.leveringen.with_columns(**herkomst))
    read = ReadDelivery(
        bestand=bestand,
        kop=kop,
        frames=frames,
        technisch=replace(technisch, persoonlijk=[*technisch.persoonlijk, *persoonlijk]),
        foreign=foreign,
    )
    return _as_response(read, document.paging) if document.is_response else read


def _as_response(read: ReadDelivery, paging: object) -> ReadDelivery:
    """The same as a response of the API, to which what the protocol says of names does not apply."""
    named = read.frames.leveringen.select("teller", *flatten.ORGANISATION, "emailadressen").iter_rows()
    organisaties = tuple((teller, repr(rest)) for teller, *rest in named)
    trajecten = read.frames.trajecten.height
    page = Page(
        bestand=read.bestand.naam,
        trajecten=trajecten,
        kop=read.kop,
        organisaties=organisaties,
        is_part=paging is not None,
        **numbers(paging),
    )
    return replace(read, bestand=replace(read.bestand, vorm=None, pagina=page.number), pages=(page,))


def _in_names(vorm: FileName, technisch: Technical) -> Iterator[PersonalFinding]:
    """What looks like personal data in the name of the file, or of a field."""
    if vorm.looks_like:
        yield PersonalFinding(Place(), FILE_NAME, vorm.looks_like)
    for plaats, kind in (
        *((vondst.plaats, vondst.lijkt_op) for vondst in technisch.onbekende_velden),
        *((fout.plaats, fout.lijkt_op) for fout in technisch.schemafouten),
    ):
        if kind:
            yield PersonalFinding(plaats, FIELD_NAME, kind)


_Gevonden = tuple[Document, list[flatten.Tables], Technical]


def _read(text: bytes) -> _Gevonden:
    """Try the fast parsers; what they refuse is judged, and made palatable, by the reference parser."""
    try:
        return _chunked(text)
    except NotFastToRead:
        pass
    try:
        document, tabellen, technisch = _chunked(normalise(text))
        return document, tabellen, replace(technisch, dubbele_velden=duplicate_keys(Place(), text))
    except NotFastToRead:
        raise TOO_DEEP from None


def _chunked(text: bytes) -> _Gevonden:
    """Decode, judge and flatten a chunk at a time, so that no whole object tree stands in memory."""
    document = split(text)
    keuring, tabellen = TrajectCheck(omvang=len(text)), []
    fouten = check_skeleton(document.skelet)
    inside = trajecten = 0
    for chunk in document.chunks():
        plaatsen = [Place(None, *chunk.plaatsen[index]) for index in chunk.afwijkend]
        fouten += keuring.keur([*chunk.afwijkend.values()], plaatsen.__getitem__)
        inside += quotes(chunk)
        tabellen.append(flatten.flatten_chunk(chunk, trajecten))
        trajecten += tabellen[-1]["trajecten"].height
    onbekend = [*unknown_in_skeleton(document.skelet), *keuring.onbekend]
    dubbel = duplicates(document, inside)
    return (
        document,
        tabellen,
        Technical(bom=False, schemafouten=fouten, onbekende_velden=onbekend, dubbele_velden=dubbel),
    )
