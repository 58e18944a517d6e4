"""The border types: the fields of the exchange model, the frames made of them, the period of a delivery."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ddas_report.model import schema
from ddas_report.model.masking import MAX_TEXT, described
from ddas_report.model.reticent import Reticent

if TYPE_CHECKING:
    import polars as pl


TOTAAL = "totaal"
ONBEKEND = "onbekend"
ONBEKEND_PREFIX = "onbekend-"
"""Begins the code of trajecten with a text that is no gemeentecode, numbered in order of first appearance."""

INVALID = "ongeldig"
"""The code of all that is no gemeente, where there are more of these than there are gemeenten."""


class Soort(StrEnum):
    """What a simple field of the exchange model holds; anything else in that field is no value."""

    TEKST = "tekst"
    CATEGORIE = "categorie"
    """Text of which the same few values come back in many records; each value is kept once."""
    DATUM = "datum"
    BEDRAG = "bedrag"
    JANEE = "janee"
    AANWEZIG = "aanwezig"
    """Free text about a client, of which only the presence is kept."""


T, C, D, B, J, A = Soort.TEKST, Soort.CATEGORIE, Soort.DATUM, Soort.BEDRAG, Soort.JANEE, Soort.AANWEZIG
Velden = Mapping[str, Soort]
_FASE: Velden = {"einddatum": D, "startdatum": D}

TRAJECT: Velden = {
    "einddatum": D,
    "omschrijving": A,
    "startdatum": D,
    "toekenningsdatum": D,
    "totaalSchuldbedragBijAanvangSchuld": B,
    "gemeentecode": T,
}
OBJECTS: Mapping[str, Velden] = {
    "aanmelding": {"crisisinterventie": J, **_FASE},
    "informatieEnAdvies": _FASE,
    "intake": {"beschikkingsdatum": D, "beschikkingssoort": T, **_FASE},
    "nazorg": _FASE,
    "oplossing": {"einddatum": D, "soort": T, "startdatum": D, "vtlb": B},
    "planVanAanpak": {"datumAfronding": D},
    "schuldregeling": {
        "afgewezen": D,
        "datum": D,
        "datumVerzoekDwangakkoord": D,
        "dwangakkoord": J,
        "ingetrokken": D,
        "toegekend": D,
    },
    "stabilisatie": _FASE,
    "uitstroom": {"datum": D, "datumBeeindigingsbeschikking": D, "omschrijving": A, "reden": T},
}
"""The single objects of a traject; in the trajecten frame their fields are called `object.veld`."""

LISTS: Mapping[str, Velden] = {
    "client": {
        "Burgerservicenummer": T,
        "Geboortedatum": T,
        "Geslachtsaanduiding": T,
        "Postcode": T,
        "Huisnummer": T,
        "Huisnummertoevoeging": T,
    },
    "schulden": {
        "bedrag": B,
        "peildatum": D,
        "schuldsoort": C,
        "zakelijkeSchuld": J,
        "schuldeiser.naam": C,
        "schuldeiser.kvknummer": C,
        "schuldeiser.Naam": C,
        "schuldeiser.privepersoon": J,
    },
    "begeleiding": {"einddatum": D, "soort": T, "startdatum": D},
    "crisisinterventies": _FASE,
    "moratoria": {"datumAanvraag": D, "datumGoedkeuring": D, **_FASE},
    "voorlopigeVoorzieningen": _FASE,
}
"""The lists of records in a traject; each becomes a frame of its own."""
ONDERSTEUNINGEN = tuple(naam for naam in LISTS if naam not in ("client", "schulden"))
"""The lists of what stands beside the phases."""

FASE_DATUMS = ("startdatum", "datumAfronding", "datum", "einddatum")
FASEN = (
    "aanmelding",
    "intake",
    "planVanAanpak",
    "stabilisatie",
    "oplossing",
    "schuldregeling",
    "nazorg",
    "uitstroom",
)
"""The steps of a traject, in the order in which `fase.*` lets the later one win."""

PERSOONLIJK = frozenset({*LISTS["client"], "sleutel", "geboren", "schuldeiser.naam", "schuldeiser.Naam"})
"""Columns that may never reach an output."""

WAARDENLIJSTEN: Mapping[str, tuple[str, ...]] = {
    naam: tuple(schema.load()["$defs"][definition]["enum"])
    for naam, definition in (
        ("schuldsoort", "schuldensoort"),
        ("reden", "uitstroomreden"),
        ("beschikkingssoort", "beschikkingssoort"),
        ("oplossing.soort", "oplossingssoort"),
        ("begeleiding.soort", "begeleidingssoort"),
    )
}
"""The value lists (waardenlijsten), by field, as the schema of the exchange model has them."""


@dataclass(frozen=True, slots=True)
class Periode:
    """The period of a delivery, P0 up to and including P1; a date that is not valid is None."""

    start: date | None
    eind: date | None


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a delivery: what stands beside `leveringen`."""

    periode: Periode
    aangeleverd: datetime | None
    leverancier: str | None


Parameters = ParamSpec("Parameters")
Made = TypeVar("Made")


def once(make: Callable[Concatenate["Frames", Parameters], Made]) -> Callable[Concatenate["Frames", Parameters], Made]:
    """Make it of the same frames only once; it is kept with them, so this is for what is small and asked for often."""

    @wraps(make)
    def kept(frames: "Frames", /, *args: Parameters.args, **named: Parameters.kwargs) -> Made:
        key = (kept, args, *named.items())
        if key not in frames.kept:
            frames.kept[key] = make(frames, *args, **named)
        made: Made = frames.kept[key]
        return made

    return kept


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Frames(Reticent):
    """A delivery as tables; `traject` in every other table is the row number in `trajecten`.

    `leveringen` has one row per levering: its `plaats`, its `volgnummer` in its file (from 1), its `bestand` and when that
    was `aangeleverd`; of pages of the API `geheel` is the first part of the same levering, and `bron` one for all pages.
    `fasen` has one row per step of a traject that holds a date;
    every other table one row per record, with `traject`, `positie` (in its list) and `gemeente`.
    """

    leveringen: "pl.DataFrame"
    trajecten: "pl.DataFrame"
    fasen: "pl.DataFrame"
    client: "pl.DataFrame"
    schulden: "pl.DataFrame"
    begeleiding: "pl.DataFrame"
    crisisinterventies: "pl.DataFrame"
    moratoria: "pl.DataFrame"
    voorlopigeVoorzieningen: "pl.DataFrame"
    kept: Any = field(init=False, default_factory=dict, compare=False)
    """A dict: what was made of these tables and is kept for who asks again."""

    def tables(self) -> "dict[str, pl.DataFrame]":
        """Every table by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.init}

    def hele_leveringen(self) -> "pl.DataFrame":
        """One row per levering as it was meant: of one that goes on from page to page the first part, with all trajecten."""
        import polars as pl

        counted = self.leveringen.with_columns(pl.col("trajecten").sum().over("geheel"))
        return counted.filter(pl.col("levering") == pl.col("geheel"))

    @once
    def as_one(self, gemeente: str) -> "Frames":
        """The same records as if all stood in one gemeente."""
        import polars as pl

        name: Any = pl.lit(gemeente, dtype=pl.String).alias("gemeente")
        return replace(
            self,
            **{naam: tabel.with_columns(name) for naam, tabel in self.tables().items() if naam != "leveringen"},
        )

    def van_gemeente(self, code: str) -> "Frames":
        """Only the records of one gemeente, and the leveringen that hold them."""
        own = {naam: tabel.filter(gemeente=code) for naam, tabel in self.tables().items() if naam != "leveringen"}
        leveringen = self.leveringen.join(own["trajecten"], on="levering", how="semi", maintain_order="left")
        return replace(self, leveringen=leveringen, **own)


def gemeentecode(tekst: str | None) -> str | None:
    """The code under which a traject counts: four digits or `onbekend`; None for a text that is no code."""
    if not tekst:
        return ONBEKEND
    upper = tekst[:MAX_TEXT].upper()
    digits = upper.removeprefix("GM")
    if digits.isascii() and digits.isdigit() and len(digits) <= 4:
        return digits.zfill(4)
    return ONBEKEND if upper == ONBEKEND.upper() else None


def as_shown(tekst: str) -> str:
    """A gemeentecode as it is written; of a text that is none only its form."""
    return f"geen gemeentecode ({described(tekst)})" if gemeentecode(tekst) is None else tekst


def code_of_table(tekst: str) -> str:
    """The code in a table that was made of a delivery; what cannot stand there is `ongeldig`."""
    if tekst in (TOTAAL, INVALID) or is_number(tekst):
        return tekst
    return gemeentecode(tekst) or INVALID


def is_number(code: str) -> bool:
    """Whether a code is a number in the place of a text that is no gemeentecode."""
    return code.startswith(ONBEKEND_PREFIX) and code[len(ONBEKEND_PREFIX) :].isdecimal()


def is_foreign(code: str) -> bool:
    """Whether a code stands for what is no gemeentecode; it means nothing outside its own delivery."""
    return code == INVALID or code.startswith(ONBEKEND_PREFIX)
