"""For any delivery and any layout: exactly the changed cells differ, and every cell is accounted for once."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from leveringen import settings_for
from tabellen import CIJFERS, lees, tekst, vergelijk, xlsx

from ddas_report.compare.read_cbs import op_orde_figures
from ddas_report.model.errors import DdasError
from ddas_report.model.gemeenten import display_name

CODES = ("0405", "0388", "0344", "0363", "1900")
IDS = tuple(op_orde_figures())
Rijen = list[list[Any]]
Schrijf = Callable[[int], Any]


def _nl(waarde: int) -> str:
    return f"{waarde:,}".replace(",", ".")


SCHRIJFWIJZEN: dict[str, Schrijf] = {
    "number": lambda waarde: waarde,
    "plain": str,
    "Dutch": _nl,
    "English": "{:,}".format,
    "spaces": lambda waarde: f"{waarde:,}".replace(",", " "),
    "narrow spaces": lambda waarde: f"{waarde:,}".replace(",", "\u202f"),
    "Dutch decimals": lambda waarde: f"{_nl(waarde)},0",
    "English decimals": lambda waarde: f"{waarde:,}.00",
    "provisional": lambda waarde: f"{waarde}*",
}


def wide(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    kop = ["Gemeentecode", "Gemeente", *(CIJFERS[id_] for id_ in ids)]
    return [kop, *([code, display_name(code), *(cel(code, id_) for id_ in ids)] for code in codes)]


def long(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    rijen = [[display_name(code), id_, cel(code, id_)] for code in codes for id_ in ids]
    return [["Gemeente", "Indicator", "Waarde"], *rijen]


def lying(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    rijen = [[CIJFERS[id_], *(cel(code, id_) for code in codes)] for id_ in ids]
    return [["Gemeentecode", *codes], *rijen]


def years(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    groep: list[Any] = ["", "", *("2023" if index == 0 else "" for index, _ in enumerate(ids))]
    groep += ["2024" if index == 0 else "" for index, _ in enumerate(ids)]
    kop = ["Gemeentecode", "Gemeente", *(CIJFERS[id_] for id_ in (*ids, *ids))]
    rijen = [[code, display_name(code), *(7 for _ in ids), *(cel(code, id_) for id_ in ids)] for code in codes]
    return [groep, kop, *rijen]


def periods(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    kop = ["Perioden", "Gemeente", *(CIJFERS[id_] for id_ in ids)]
    rijen = [
        [jaar, display_name(code), *(cel(code, id_) if jaar == "2024" else 7 for id_ in ids)]
        for code in codes
        for jaar in ("2022", "2023", "2024")
    ]
    return [kop, *rijen]


def sexes(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    kop = ["Gemeente", *(CIJFERS[id_] for id_ in ids for _ in range(3))]
    groep = ["", *(soort for _ in ids for soort in ("Mannen", "Totaal", "Vrouwen"))]
    rijen = [[display_name(code), *(x for id_ in ids for x in (7, cel(code, id_), 7))] for code in codes]
    return [groep, kop, *rijen]


def statline(codes: Sequence[str], ids: Sequence[str], cel: Callable[[str, str], Any]) -> Rijen:
    boven: Rijen = [["Schuldhulpverlening; gemeenten, 2024"], [], ["Regio's", *(CIJFERS[id_] for id_ in ids)],
                    ["", *("aantal" for _ in ids)], ["Nederland", *(90_000 for _ in ids)],
                    ["Utrecht (PV)", *(900 for _ in ids)]]  # fmt: skip
    return [*boven, *([display_name(code), *(cel(code, id_) for id_ in ids)] for code in codes), ["Bron: CBS, 2025"]]


INDELINGEN = (wide, long, lying, years, periods, sexes, statline)


@st.composite
def leveringen(draw: st.DrawFn) -> tuple[Sequence[str], Sequence[str], dict[tuple[str, str], int]]:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    eigen = {(code, id_): draw(st.integers(0, 15_000)) for code in codes for id_ in ids}
    return codes, ids, eigen


@given(leveringen(), st.sampled_from(INDELINGEN), st.sampled_from(sorted(SCHRIJFWIJZEN)), st.booleans(), st.data())
@settings_for(80)
def test_exactly_the_changed_cells_differ(
    levering: tuple[Sequence[str], Sequence[str], dict[tuple[str, str], int]],
    indeling: Callable[..., Rijen],
    wijze: str,
    als_csv: bool,
    data: st.DataObject,
) -> None:
    codes, ids, eigen = levering
    changed = data.draw(st.sets(st.sampled_from(sorted(eigen))))
    theirs = {plek: waarde + (plek in changed) for plek, waarde in eigen.items()}
    schrijf = SCHRIJFWIJZEN[wijze]
    rijen = indeling(codes, ids, lambda code, id_: schrijf(theirs[code, id_]))
    table = tekst(rijen) if als_csv else xlsx(rijen)
    found = vergelijk({plek: float(waarde) for plek, waarde in eigen.items()}, table)
    if all(waarde % 1000 == 0 for waarde in theirs.values()) and wijze in ("Dutch", "English"):
        return  # nothing but thousands: told in a sentence how that was read
    assert {(rij.gemeente, rij.id) for rij in found.verschillen} == changed
    assert found.gelijk == len(eigen) - len(changed)


MARKS = ("", "x", "-", ".", "geheim", "12%", "€ 5", "twaalf", "4*", "7", "1.234", None)


@given(leveringen(), st.sampled_from((wide, long, lying, statline)), st.data())
@settings_for(80)
def test_each_cell_is_equal_or_different_or_passed_over_or_under_an_unknown_heading(
    levering: tuple[Sequence[str], Sequence[str], dict[tuple[str, str], int]],
    indeling: Callable[..., Rijen],
    data: st.DataObject,
) -> None:
    codes, ids, eigen = levering
    rijen = indeling(codes, ids, lambda code, id_: data.draw(st.sampled_from((eigen[code, id_], *MARKS))))
    if indeling is wide:
        rijen = [[*rij, "Inwoners" if index == 0 else 99] for index, rij in enumerate(rijen)]
        rijen.append(["9x", "Nergens", *(5 for _ in ids), 99])
    filled = sum(cel not in ("", None) for rij in rijen for cel in rij)
    table = tekst(rijen)
    try:
        found = vergelijk({plek: float(waarde) for plek, waarde in eigen.items()}, table)
    except DdasError as error:
        assert "geen tabel" in error.melding or "geen enkel cijfer" in error.melding
        return
    cells = [*(rij.cel for rij in found.rijen), *(one.cel for one in found.niet_vergeleken)]
    assert len(cells) == len(set(cells)) and len(cells) <= filled + len(eigen)
    places = {(regel, kolom) for regel, rij in enumerate(rijen, start=1) for kolom in range(1, len(rij) + 1)}
    named = {tuple(int(deel.split()[1]) for deel in cel.split(", ")) for cel in cells}
    assert named <= places
    unknown = {kop.kop for kop in lees(table).niet_begrepen}
    if indeling is wide:
        figures = {(regel, kolom) for regel in range(2, len(rijen) + 1) for kolom in range(3, len(ids) + 3)}
        assert named == figures and unknown == {"Inwoners"}
