"""OORZ-VELD: a field that the export does not fill, or fills in another form; one cause for each field."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from ddas_report.analyse import fields
from ddas_report.analyse.cause import MIN_TRAJECTEN, SCHEMA, VULLING, Material, Oorzaak, Part, Pool, Where
from ddas_report.model.wording import out_of
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import NAMES, Eigenaar, Regel

SHARE = 0.8
"""A field that is wrong in this share of the records is wrong in the export."""

MOST = 100
"""Fields that may each be a cause of their own, of those of which the technical check says something."""

ID = "OORZ-VELD"
ONBEKEND_VELD = "BST-06"
TOEGEKEND, TOEKENNING = "schuldregeling.toegekend", "toekenningsdatum"

REPEATS = {TOEGEKEND: ("REG-04", "REG-08"), "clienten.Burgerservicenummer": ("CLT-02",)}
"""The rules that only repeat, in the same trajecten, that a field is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A field that may be the cause: the rule that says so, how many of how many records, and which places."""

    veld: str
    regel: Regel
    aantal: int
    van: int
    where: Where
    melding: str = ""
    """What is wrong, when the place itself says so."""

    @property
    def whole_export(self) -> bool:
        """Whether it is the export rather than a dossier."""
        return self.van >= MIN_TRAJECTEN and self.aantal >= SHARE * self.van


def said_of(veld: str) -> tuple[str, ...]:
    """The rules that say of one field that it is not filled in."""
    return VULLING, *REPEATS.get(veld, ())


def field_causes(pool: Pool) -> Iterator[Oorzaak]:
    """A cause for each field that is wrong in nearly all records, the largest share first."""
    found = [suspect for suspect in _suspects(pool) if suspect.whole_export]
    done: set[str] = set()
    for suspect in sorted(found, key=lambda s: (-s.aantal / s.van, s.regel.id == VULLING)):
        if suspect.veld in done:
            continue
        part = _taken(pool, suspect)
        if part:
            done.update({suspect.veld} - {""})
            yield _cause(pool.material, suspect, part)


def _taken(pool: Pool, suspect: Suspect) -> Part:
    part = pool.take((suspect.regel.id,), suspect.where)
    if suspect.regel.id != VULLING:
        part += pool.take((VULLING,), lambda _: pl.col("gegeven").replace(fields.FIELD_OF_LABEL) == suspect.veld)
    touched = part.trajecten()
    part += pool.take(REPEATS.get(suspect.veld, ()), lambda _: pl.col("traject").is_in(touched.implode()))
    return part


def _cause(material: Material, suspect: Suspect, part: Part) -> Oorzaak:
    veld, regel, n, van = suspect.veld, suspect.regel, suspect.aantal, suspect.van
    own = regel.gevolg.in_getallen(n, van, fields.what(veld), material.totalen)
    if suspect.melding:
        titel, gevolg = suspect.melding, own
    elif regel.gevolg.vorm:
        hoe = f"bij {out_of(n, van, fields.what(veld))} anders ingevuld dan het uitwisselmodel vraagt"
        titel, gevolg = f"Het veld {fields.label(veld)} is {hoe}.", own
    else:
        titel, gevolg = fields.missing(veld, n, van), fields.gevolg(veld, n, van, material.totalen) or own
    spoils = regel.gevolg.cijfers if regel.gevolg.vorm else fields.spoiled(veld)
    empty = fields.records(material.frames, veld).filter("leeg")["traject"].n_unique()
    return part.cause(
        ID,
        titel,
        gevolg,
        Eigenaar.LEVERANCIER,
        cijfers=spoils,
        trajecten=empty if regel.id == VULLING else None,
        veld=veld,
        stil="" if suspect.melding or regel.gevolg.vorm else fields.often_missing(veld),
        onbruikbaar=any(not prefix.startswith("vulling.") for prefix in spoils),
    )


def _suspects(pool: Pool) -> Iterator[Suspect]:
    frames = pool.material.frames
    for bevinding, places in pool.left:
        regel = bevinding.regel
        if regel.id in (SCHEMA, ONBEKEND_VELD):
            yield from _of_technical_check(pool.material, regel, places)
        elif regel.id == VULLING:
            for label in places["gegeven"].unique().sort():
                yield _empty(pool.material, regel, label)
        elif regel.id == "REG-11":
            yield _not_granted(pool.material, regel, places)
        elif column := regel.gevolg.names_in:
            named = places[column].str.split(", ").explode().value_counts().sort(column)
            for naam, aantal in named.iter_rows():
                veld = regel.gevolg.named(naam)
                van = fields.records(frames, veld).height
                yield Suspect(veld=veld, regel=regel, aantal=aantal, van=van, where=_names(column, naam))
        elif regel.gevolg.veld:
            records = fields.records(frames, regel.gevolg.veld)
            van = records.filter(~pl.col("leeg")).height if regel.gevolg.vorm else records.height
            yield Suspect(
                veld=regel.gevolg.veld, regel=regel, aantal=places.height, van=van, where=lambda _: pl.lit(True)
            )


def _names(column: str, naam: str) -> Where:
    return lambda _: pl.col(column).str.split(", ").list.contains(naam)


def _empty(material: Material, regel: Regel, label: str) -> Suspect:
    veld = fields.FIELD_OF_LABEL[label]
    records = fields.records(material.frames, veld)
    return Suspect(
        veld=veld,
        regel=regel,
        aantal=records.filter("leeg").height,
        van=records.height,
        where=lambda _: pl.col("gegeven") == label,
    )


def _not_granted(material: Material, regel: Regel, places: pl.DataFrame) -> Suspect:
    """The day of granting stands beside the traject only: of the trajecten that have one there."""
    missing = places.filter(pl.col(TOEGEKEND).is_null()).height
    van = material.frames.trajecten[TOEKENNING].drop_nulls().len()
    return Suspect(veld=TOEGEKEND, regel=regel, aantal=missing, van=van, where=lambda _: pl.col(TOEGEKEND).is_null())


def _of_technical_check(material: Material, regel: Regel, places: pl.DataFrame) -> Iterator[Suspect]:
    """Each spot by field, by what is wrong there and by name; of the records that have the field, or could have it."""
    says = "melding" if regel.id == SCHEMA else "bedoelde u"
    groups = places.group_by("veld", says, NAMES, maintain_order=True).len()
    for veld, said, naam, aantal in groups.filter(pl.col("len").rank("ordinal", descending=True) <= MOST).iter_rows():
        named = fields.of_schema(veld) if regel.id == SCHEMA else (said or "")
        records = fields.records(material.frames, named)
        van = records.filter(~pl.col("leeg")).height + aantal if records.height else material.trajecten
        melding = said if regel.id == SCHEMA else _unknown(veld, said)
        yield Suspect(
            veld=named,
            regel=regel,
            aantal=aantal,
            van=max(van, aantal),
            where=_spot(veld, says, said, naam),
            melding=melding,
        )


def _unknown(veld: str, bedoeld: str | None) -> str:
    """What is wrong with a field that the model does not know in that place: `veld` is its name as far as it may be told."""
    meant = f"; bedoeld is misschien '{bedoeld}'" if bedoeld else ""
    return f"De export schrijft een veld dat het uitwisselmodel daar niet kent ({veld}){meant}."


def _spot(veld: str, says: str, said: str | None, naam: int) -> Where:
    return lambda _: (
        (pl.col("veld") == veld) & (pl.col(NAMES) == naam) & pl.col(says).eq_missing(pl.lit(said, pl.String))
    )


def fields_of(bevinding: Bevinding) -> str:
    """The one field that all places of a finding are about; empty when there is none."""
    if bevinding.regel.id == VULLING:
        named = {fields.FIELD_OF_LABEL[label] for label in bevinding.plaatsen["gegeven"]}
    elif column := bevinding.regel.gevolg.names_in:
        named = {bevinding.regel.gevolg.named(naam) for naam in bevinding.plaatsen[column]}
    else:
        return "" if bevinding.regel.gevolg.vorm else bevinding.regel.gevolg.veld
    return named.pop() if len(named) == 1 else ""
