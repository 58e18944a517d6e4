"""Decoded trajecten become frames; a value of the wrong type becomes null."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from ddas_report.model import (
    FASE_DATUMS,
    FASEN,
    LIJSTEN,
    OBJECTEN,
    TRAJECT,
    Frames,
    Kop,
    Periode,
    Soort,
    gemeentecode,
)
from ddas_report.technical.document import Chunk, Plaats

_DATUM = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_RIJ = pl.UInt32
_EMPTY: Mapping[str, Any] = {}
Tabellen = dict[str, pl.DataFrame]


def flatten_chunk(chunk: Chunk) -> Tabellen:
    """One chunk of trajecten as tables, numbered from 0; an item that is no object is no traject."""
    items = zip(chunk.plaatsen, chunk.trajecten, chunk.canoniek, strict=True)
    kept = [item for item in items if type(item[1]) is dict]
    rows = [traject for _, traject, _ in kept]
    prints = [_vingerafdruk(canoniek) for _, _, canoniek in kept]
    tables = {"trajecten": _trajecten([plaats for plaats, *_ in kept], rows, prints), "fasen": _fasen(rows)}
    return tables | {naam: _lijst(rows, naam) for naam in LIJSTEN}


def collect(skelet: Mapping[str, Any], chunks: Sequence[Tabellen]) -> Frames:
    """Join the chunks of one delivery, number the trajecten through, and give every record its gemeente."""
    offset = 0
    parts: dict[str, list[pl.DataFrame]] = {
        naam: [table] for naam, table in flatten_chunk(Chunk([], [], [], [])).items()
    }
    for chunk in chunks:
        for naam, table in chunk.items():
            parts[naam].append(table.with_columns((pl.col("traject") + offset).cast(_RIJ)))
        offset += chunk["trajecten"].height
    tables = {naam: pl.concat(tables, rechunk=True) for naam, tables in parts.items()}
    codes = tables["trajecten"]["gemeentecode"]
    unique = {code: gemeentecode(code) for code in codes.unique()}
    gemeente = codes.replace_strict(list(unique), list(unique.values()), return_dtype=pl.String, default=None).alias(
        "gemeente"
    )
    for naam, table in tables.items():
        tables[naam] = table.with_columns(gemeente.gather(table["traject"]))
    tables["client"] = tables["client"].with_columns(sleutel())
    return Frames(leveringen=_leveringen(skelet, tables["trajecten"]), **tables)


def kop(skelet: Mapping[str, Any]) -> Kop:
    """The head of the delivery; what is not valid there is None."""
    start, eind = (_series([skelet.get(n)], Soort.DATUM).item() for n in ("startdatumLevering", "einddatumLevering"))
    moment = _series([skelet.get("aanleverdatumEnTijd")], Soort.TEKST)
    aangeleverd = moment.str.slice(0, 19).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False).item()
    leverancier = _series([skelet.get("codeGegevensleverancier")], Soort.TEKST).item()
    return Kop(Periode(start, eind), aangeleverd, leverancier)


def sleutel() -> pl.Expr:
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


def _vingerafdruk(canoniek: bytes) -> int:
    """64 bits that are the same in every process, so that files read side by side can be compared."""
    return int.from_bytes(hashlib.blake2b(canoniek, digest_size=8).digest(), "little", signed=True)


def _trajecten(plaatsen: Sequence[Plaats], rows: Sequence[Mapping[str, Any]], prints: Sequence[int]) -> pl.DataFrame:
    """The wide table; `vingerafdruk` is equal for trajecten equal in every field, whatever their order."""
    columns = [
        pl.Series("traject", range(len(rows)), dtype=_RIJ),
        pl.Series("levering", [plaats.levering for plaats in plaatsen], dtype=_RIJ),
        pl.Series("positie", [plaats.positie for plaats in plaatsen], dtype=_RIJ),
        pl.Series("vingerafdruk", prints, dtype=pl.Int64),
    ]
    columns += _columns(rows, TRAJECT)
    for naam, velden in OBJECTEN.items():
        objects = [value if type(value := row.get(naam)) is dict else None for row in rows]
        columns.append(pl.Series(naam, [value is not None for value in objects], dtype=pl.Boolean))
        columns += _columns([value or _EMPTY for value in objects], velden, prefix=f"{naam}.")
    return pl.DataFrame(columns)


def _fasen(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    parts = []
    for orde, fase in enumerate(FASEN):
        found = [(i, value) for i, row in enumerate(rows) if type(value := row.get(fase)) is dict]
        frame = pl.DataFrame(
            [
                pl.Series("traject", [i for i, _ in found], dtype=_RIJ),
                *_columns([value for _, value in found], dict.fromkeys(FASE_DATUMS, Soort.DATUM)),
            ]
        )
        parts.append(frame.with_columns(fase=pl.lit(fase), orde=pl.lit(orde, pl.UInt8)))
    return pl.concat(parts).filter(pl.any_horizontal(pl.col(*FASE_DATUMS).is_not_null()))


def _lijst(rows: Sequence[Mapping[str, Any]], naam: str) -> pl.DataFrame:
    owner, positie, records = [], [], []
    for index, row in enumerate(rows):
        if type(items := row.get(naam)) is list:
            for place, item in enumerate(items):
                if type(item) is dict:
                    owner.append(index)
                    positie.append(place)
                    records.append(item)
    ids = [pl.Series("traject", owner, dtype=_RIJ), pl.Series("positie", positie, dtype=_RIJ)]
    if naam == "client":
        ids.append(_series([record.get("Geboortedatum") for record in records], Soort.DATUM).alias("geboren"))
    return pl.DataFrame(ids + _columns(records, LIJSTEN[naam]))


def _columns(records: Sequence[Mapping[str, Any]], velden: Mapping[str, Soort], prefix: str = "") -> list[pl.Series]:
    series = []
    for veld, soort in velden.items():
        outer, _, inner = veld.rpartition(".")
        holders = records
        if outer:
            holders = [value if type(value := record.get(outer)) is dict else _EMPTY for record in records]
        series.append(_series([record.get(inner) for record in holders], soort).alias(prefix + veld))
    return series


def _series(values: Iterable[Any], soort: Soort) -> pl.Series:
    clean, dtype = _CLEAN[soort]
    series = pl.Series(clean(values), dtype=dtype)
    if soort is not Soort.DATUM:
        return series
    real = series.str.contains(_DATUM) & ~series.str.starts_with("0000")
    return series.set(~real, None).str.to_date("%Y-%m-%d", strict=False)


def _texts(values: Iterable[Any]) -> list[str | None]:
    return [value.strip() or None if type(value) is str else None for value in values]


_CLEAN: Mapping[Soort, tuple[Callable[[Iterable[Any]], list[Any]], Any]] = {
    Soort.TEKST: (_texts, pl.String),
    Soort.AANWEZIG: (lambda values: [text and True for text in _texts(values)], pl.Boolean),
    Soort.DATUM: (lambda values: [v if type(v) is str else None for v in values], pl.String),
    Soort.JANEE: (lambda values: [v if type(v) is bool else None for v in values], pl.Boolean),
    Soort.BEDRAG: (
        lambda values: [float(v) if type(v) is int or (type(v) is float and v.is_integer()) else None for v in values],
        pl.Float64,
    ),
}


def _leveringen(skelet: Mapping[str, Any], trajecten: pl.DataFrame) -> pl.DataFrame:
    items = [value if type(value) is dict else _EMPTY for value in skelet["leveringen"]]
    organisaties = [o if type(o := item.get("aanleverende_organisatie")) is dict else _EMPTY for item in items]
    names = ("(Statutaire) Naam", "KvK-nummer", "postcode", "gemeentecode")
    counts = trajecten.group_by("levering").len("trajecten")
    frame = pl.DataFrame(
        [
            pl.Series("levering", range(len(items)), dtype=_RIJ),
            pl.Series("volgnummer", range(1, len(items) + 1), dtype=_RIJ),
            pl.Series("pad", [f"$.leveringen[{index}]" for index in range(len(items))], dtype=pl.String),
            _series([item.get("teller") for item in items], Soort.BEDRAG).alias("teller"),
            *_columns(organisaties, dict.fromkeys(names, Soort.TEKST)),
            pl.Series("emailadressen", [_emails(o) for o in organisaties], dtype=pl.UInt32),
        ]
    )
    return frame.join(counts, on="levering", how="left", maintain_order="left").with_columns(
        pl.col("trajecten").fill_null(0)
    )


def _emails(organisatie: Mapping[str, Any]) -> int:
    personen = organisatie.get("contactpersonen")
    found = [p.get("email") for p in personen if type(p) is dict] if type(personen) is list else []
    return sum(text is not None for text in _texts(found))
