"""A response of the API: a delivery with, beside it, which page it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from ddas_report.model.delivery import Kop

DATA, PAGING = "gegevens", "paginering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One response; a number is None when it is missing, or is no whole number that can be right."""

    bestand: str
    trajecten: int
    kop: Kop
    organisaties: tuple[tuple[object, str], ...]
    """The teller of each levering, and all that identifies its organisation."""
    is_part: bool
    """Whether it says that it is a page of several."""
    number: int | None = None
    size: int | None = None
    pages: int | None = None
    records: int | None = None


def unwrap(members: Mapping[str, msgspec.Raw]) -> tuple[msgspec.Raw, object] | None:
    """The delivery in a response and its paginering, decoded; None when these are not the members of a response."""
    if DATA not in members or "leveringen" in members:
        return None
    paging = members.get(PAGING)
    return members[DATA], None if paging is None else msgspec.json.decode(paging)


def numbers(paging: object) -> dict[str, int | None]:
    """What paginering says, by the names of a Page."""
    found = paging if isinstance(paging, dict) else {}
    return {
        "number": _whole(found.get("currentPage"), 1),
        "size": _whole(found.get("pageSize"), 1),
        "pages": _whole(found.get("totalPages"), 1),
        "records": _whole(found.get("totalRecords"), 0),
    }


def _whole(value: object, lowest: int) -> int | None:
    return value if type(value) is int and value >= lowest else None
