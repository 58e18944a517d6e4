"""Fields that are not about a person and yet hold what looks like personal data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ddas_report.model.masking import Kind, looks_like
from ddas_report.model.place import Place, at

FIELD_NAME = "de naam van het veld"
FILE_NAME = "de bestandsnaam"


@dataclass(frozen=True, slots=True)
class PersonalFinding:
    """Where what looks like personal data stands; the value itself is not kept."""

    plaats: Place
    veld: str
    kind: Kind


OF_TRAJECT = ("gemeentecode", "intake.beschikkingssoort", "oplossing.soort", "uitstroom.reden")
IN_LISTS = {"schulden": "schuldsoort", "begeleiding": "soort"}
OF_ORGANISATION = ("(Statutaire) Naam", "KvK-nummer", "gemeentecode")


def personal_in_trajecten(tables: Mapping[str, pl.DataFrame]) -> Iterator[PersonalFinding]:
    """In the codes and value lists of trajecten; each text that occurs is looked at once."""
    trajecten = tables["trajecten"]
    for veld in OF_TRAJECT:
        if kinds := _kinds(trajecten[veld]):
            rows = trajecten.filter(pl.col(veld).is_in([*kinds])).select("levering", "positie", veld)
            for levering, positie, text in rows.iter_rows():
                yield PersonalFinding(Place(None, levering, positie, veld=tuple(veld.split("."))), veld, kinds[text])
    for lijst, veld in IN_LISTS.items():
        if kinds := _kinds(tables[lijst][veld]):
            rows = tables[lijst].filter(pl.col(veld).is_in([*kinds])).select("traject", veld, nummer="positie")
            where = rows.join(trajecten.select("traject", "levering", "positie"), on="traject", maintain_order="left")
            for levering, positie, nummer, text in where.select("levering", "positie", "nummer", veld).iter_rows():
                place = Place(None, levering, positie, lijst, nummer, (veld,))
                yield PersonalFinding(place, f"{lijst}.{veld}", kinds[text])


def _kinds(kolom: pl.Series) -> dict[str, Kind]:
    """What each text that looks personal looks like."""
    return {text: kind for text in kolom.unique() if text and (kind := looks_like(text))}


def personal_around(skelet: Mapping[str, Any]) -> Iterator[PersonalFinding]:
    """In the head of the delivery and in its organisations."""
    yield from _told(at("codeGegevensleverancier"), "codeGegevensleverancier", skelet.get("codeGegevensleverancier"))
    for index, levering in enumerate(skelet["leveringen"]):
        if isinstance(levering, dict):
            yield from _told(at("leveringen", index, "teller"), "teller", levering.get("teller"))
            organisatie = levering.get("aanleverende_organisatie")
            if not isinstance(organisatie, dict):
                continue
            for veld in OF_ORGANISATION:
                place = at("leveringen", index, "aanleverende_organisatie", veld)
                yield from _told(place, f"aanleverende_organisatie.{veld}", organisatie.get(veld))


def _told(plaats: Place, veld: str, value: object) -> Iterator[PersonalFinding]:
    text = str(value) if type(value) in (str, int) else ""
    if not (veld.endswith("KvK-nummer") and len(text) == 8) and (kind := looks_like(text)):
        yield PersonalFinding(plaats, veld, kind)
