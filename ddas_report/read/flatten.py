"""Records of trajecten become frames."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from ddas_report.model import place_column
from ddas_report.model.delivery import (
    FASE_DATUMS,
    FASEN,
    LISTS,
    OBJECTS,
    ONBEKEND,
    TRAJECT,
    Frames,
    Kop,
    Periode,
    Soort,
    Velden,
)
from ddas_report.model.masking import MAX_TEXT, described, masked
from ddas_report.model.place import Place
from ddas_report.read import codes as codes_of
from ddas_report.read.columns import ROW, Values, columns_of, fields, filled, list_table
from ddas_report.read.document import Chunk, Numbers
from ddas_report.read.personal_check import PersonalFinding, personal_around, personal_in_trajecten

_DATUM = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ORGANISATION = ("(Statutaire) Naam", "KvK-nummer", "postcode", "gemeentecode")
"""The fields of an organisation that are kept."""

_KVK = re.compile(r"[0-9]{8}")
WHITE_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""The white space of Unicode and of Python's str.strip; polars by itself leaves the first four separators."""
_OBJECTEN: Mapping[str, Velden] = {
    naam: {**velden, **dict.fromkeys(FASE_DATUMS, Soort.DATUM)} if naam in FASEN else velden
    for naam, velden in OBJECTS.items()
}
_BUITEN_MODEL = [f"{fase}.{veld}" for fase in FASEN for veld in FASE_DATUMS if veld not in OBJECTS[fase]]
"""Dates a step does not have in the exchange model; where they are given all the same, they count for its fase."""
_FASE = pl.Enum([*FASEN, ONBEKEND])
"""A fase, or that there is none."""
_EMPTY: Mapping[str, Any] = {}
Tables = dict[str, pl.DataFrame]


def flatten_chunk(chunk: Chunk, first: int) -> Tables:
    """One chunk of trajecten as tables, numbered from `first`; an item that is no object is no traject."""
    items = zip(chunk.plaatsen, chunk.records, chunk.canoniek, strict=True)
    kept = [item for item in items if item[1] is not None]
    plaatsen, records, canoniek = zip(*kept, strict=True) if kept else ((), (), ())
    velden = fields(records)
    tables = {"trajecten": _trajecten(plaatsen, velden, _prints(canoniek), first)}
    return tables | {naam: list_table(velden[naam], naam, own, first) for naam, own in LISTS.items()}


class Collected(NamedTuple):
    """The frames of a delivery, and the texts in it that are no gemeentecode, in the order of their numbers."""

    frames: Frames
    foreign: tuple[str, ...]
    persoonlijk: Sequence[PersonalFinding] = ()


def collect(skelet: Mapping[str, Any], chunks: Sequence[Tables]) -> Collected:
    """Join the chunks of one delivery, of which the trajecten are numbered through, and give every record its gemeente.

    The chunks are emptied table by table, so that no table stands in memory twice.
    """
    parts = [*chunks] or [flatten_chunk(Chunk(plaatsen=[], ruw=[], records=[], canoniek=[], afwijkend={}), 0)]
    tables = {naam: _tidy(pl.concat((part.pop(naam) for part in parts), rechunk=True)) for naam in [*parts[0]]}
    tables["fasen"] = _fasen(tables["trajecten"])
    tables["trajecten"] = tables["trajecten"].drop(_BUITEN_MODEL)
    leveringen, codes = _leveringen(skelet, tables["trajecten"]), tables["trajecten"]["gemeentecode"]
    persoonlijk = [*personal_around(skelet), *personal_in_trajecten(tables)]
    foreign = codes_of.foreign_texts((codes, leveringen["gemeentecode"]))
    gemeente = codes_of.coded(codes, foreign).alias("gemeente")
    tables["trajecten"] = tables["trajecten"].with_columns(codes_of.shown(codes))
    for naam, table in tables.items():
        tables[naam] = table.with_columns(gemeente.gather(table["traject"]))
    tables["client"] = tables["client"].with_columns(client_key())
    return Collected(Frames(leveringen=_presentable(leveringen, foreign), **tables), foreign, persoonlijk)


def _presentable(leveringen: pl.DataFrame, foreign: Sequence[str]) -> pl.DataFrame:
    """The same with the code of each organisation, `leverend`, and nothing in its fields that looks personal."""
    code = leveringen["gemeentecode"]
    return leveringen.with_columns(
        codes_of.coded(code, foreign).alias("leverend"),
        codes_of.shown(code),
        _each("(Statutaire) Naam", masked),
        _each("KvK-nummer", lambda text: text if _KVK.fullmatch(text) else f"geen KvK-nummer ({described(text)})"),
    )


def _each(kolom: str, change: Callable[[str], str]) -> pl.Expr:
    return pl.col(kolom).map_elements(change, return_dtype=pl.String)


def _tidy(table: pl.DataFrame) -> pl.DataFrame:
    """Trim the texts of a joined table, and find the birth dates of clients."""
    geboren = [_days(pl.col("Geboortedatum")).alias("geboren")] if "Geboortedatum" in table.columns else []
    categories = [_trimmed_categories(kolom) for kolom in table.select(pl.col(pl.Categorical))]
    return table.with_columns(_trimmed(pl.col(pl.String)), *categories, *geboren)


def kop(skelet: Mapping[str, Any]) -> Kop:
    """The head of the delivery; what is not valid there is None."""
    texts = {naam: value if type(value := skelet.get(naam)) is str else None for naam in _KOP}
    read = pl.DataFrame(texts, dict.fromkeys(_KOP, pl.String)).select(expr(pl.col(naam)) for naam, expr in _KOP.items())
    start, eind, aangeleverd, leverancier = read.row(0)
    return Kop(Periode(start, eind), aangeleverd, leverancier and masked(leverancier))


def client_key() -> pl.Expr:
    """The client key: the BSN, else birth date, sex, postcode and house number when all four are filled."""
    huis = pl.col("Huisnummertoevoeging").str.to_uppercase().fill_null("")
    postcode = pl.col("Postcode").str.replace_all(" ", "", literal=True).str.to_uppercase()
    geslacht = pl.col("Geslachtsaanduiding").str.to_lowercase()
    persoon = pl.concat_str(
        pl.lit("P"),
        "Geboortedatum",
        geslacht,
        postcode,
        "Huisnummer",
        huis,
        separator="\x1f",
        ignore_nulls=False,
    )
    return pl.coalesce("B" + pl.col("Burgerservicenummer"), persoon).alias("sleutel")


def _prints(canoniek: Sequence[bytes]) -> pl.Series:
    """64 bits of each that are the same in every process, so that files read side by side can be compared."""
    return pl.Series(canoniek, dtype=pl.Binary).hash()


def _moment(text: pl.Expr) -> pl.Expr:
    return text.str.slice(0, 19).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)


def _trajecten(
    plaatsen: Sequence[Numbers], velden: Mapping[str, Values], prints: pl.Series, first: int
) -> pl.DataFrame:
    """The wide table; `vingerafdruk` is equal for trajecten equal in every field, whatever their order."""
    columns = [
        pl.Series("traject", range(first, first + len(plaatsen)), dtype=ROW),
        pl.Series("levering", [levering for levering, _ in plaatsen], dtype=ROW),
        pl.Series("positie", [positie for _, positie in plaatsen], dtype=ROW),
        prints.alias("vingerafdruk"),
        *columns_of(velden, TRAJECT),
    ]
    for naam, own in _OBJECTEN.items():
        columns.append(pl.Series(naam, [value is not None for value in velden[naam]], dtype=pl.Boolean))
        columns += columns_of(fields(filled(velden[naam], naam), naam), own, (naam,), f"{naam}.")
    return pl.DataFrame(columns)


def _fasen(trajecten: pl.DataFrame) -> pl.DataFrame:
    rows = trajecten.lazy()
    parts = [
        rows.select(
            "traject",
            *(pl.col(f"{fase}.{veld}").alias(veld) for veld in FASE_DATUMS),
            fase=pl.lit(fase, dtype=_FASE),
            orde=pl.lit(orde, pl.UInt8),
        ).filter(pl.any_horizontal(pl.col(*FASE_DATUMS).is_not_null()))
        for orde, fase in enumerate(FASEN)
    ]
    return pl.concat(parts).collect()


def _trimmed(kolom: pl.Expr) -> pl.Expr:
    """Texts without the white space around them; None when nothing is left."""
    text = kolom.str.strip_chars(WHITE_SPACE)
    return pl.when(text != "").then(text)


def _trimmed_categories(kolom: pl.Series) -> pl.Series:
    """The same for categories, each of which is looked at once."""
    written = kolom.unique().drop_nulls()
    texts = written.cast(pl.String)
    trimmed = texts.to_frame().select(_trimmed(pl.first())).to_series()
    if trimmed.equals(texts):
        return kolom
    return kolom.replace_strict(written, trimmed.cast(pl.Categorical), default=None)


def _days(kolom: pl.Expr) -> pl.Expr:
    """The existing days written JJJJ-MM-DD among texts."""
    real = kolom.str.contains(_DATUM) & ~kolom.str.starts_with("0000")
    return pl.when(real).then(kolom).str.to_date("%Y-%m-%d", strict=False)


_KOP: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "startdatumLevering": _days,
    "einddatumLevering": _days,
    "aanleverdatumEnTijd": lambda text: _moment(_trimmed(text)),
    "codeGegevensleverancier": lambda text: _trimmed(text.str.head(MAX_TEXT)),
}
"""What is read of the head, and how."""


def _texts(values: Iterable[Any]) -> pl.Series:
    """A field that may hold anything, as texts."""
    return pl.Series([value if type(value) is str else None for value in values], dtype=pl.String)


def _leveringen(skelet: Mapping[str, Any], trajecten: pl.DataFrame) -> pl.DataFrame:
    items = [value if type(value) is dict else _EMPTY for value in skelet["leveringen"]]
    organisaties = [o if type(o := item.get("aanleverende_organisatie")) is dict else _EMPTY for item in items]
    counts = trajecten.group_by("levering").len("trajecten")
    frame = pl.DataFrame(
        [
            pl.Series("levering", range(len(items)), dtype=ROW),
            pl.Series("geheel", range(len(items)), dtype=ROW),
            pl.Series("volgnummer", range(1, len(items) + 1), dtype=ROW),
            place_column.column(Place(levering=index) for index in range(len(items))),
            pl.Series("teller", [_amount(item.get("teller")) for item in items], dtype=pl.Float64),
            *(_texts(o.get(naam) for o in organisaties).alias(naam) for naam in ORGANISATION),
            pl.Series("emailadressen", [_emails(o) for o in organisaties], dtype=pl.UInt32),
        ]
    )
    return frame.join(counts, on="levering", how="left", maintain_order="left").with_columns(
        _trimmed(pl.col(ORGANISATION).str.head(MAX_TEXT)), pl.col("trajecten").fill_null(0)
    )


def _emails(organisatie: Mapping[str, Any]) -> int:
    personen = organisatie.get("contactpersonen")
    found = [p.get("email") for p in personen if type(p) is dict] if type(personen) is list else []
    return sum(bool(text.strip()) for text in found if type(text) is str)


def _amount(value: object) -> float | None:
    return float(value) if type(value) is int or (type(value) is float and value.is_integer()) else None
