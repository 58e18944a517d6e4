"""Vulling: how completely the fields are filled."""

from collections.abc import Callable, Iterable

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Sectie, trajecten
from ddas_report.model.delivery import LIJSTEN, OBJECTEN, TRAJECT, Frames, Periode

_OBJECTEN = ("oplossing", "schuldregeling", "uitstroom", "intake", "aanmelding", "stabilisatie", "nazorg")


def _figures(
    tabel: str, wat: str, velden: Iterable[str], filled: Callable[[str], pl.Expr], gemeten: pl.Expr
) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"vulling.{tabel}.{veld}",
            veld,
            f"Het percentage van {wat} waarin {veld} is ingevuld met een waarde van het juiste soort.",
            filled(veld).mean() * 100,
            Eenheid.PROCENT,
            gemeten=gemeten,
        )
        for veld in velden
    )


def _lijst(titel: str, naam: str, tel: Callable[[Frames], pl.DataFrame], velden: Iterable[str]) -> Groep:
    simple = [veld for veld in velden if "." not in veld]
    figures = _figures(
        naam, f"de {titel.lower()}", simple, lambda veld: pl.col(veld).is_not_null(), pl.col("traject").n_unique()
    )
    return Groep(titel, tel, figures, uitleg=_uitleg(f"de {titel.lower()}"))


def _object(naam: str) -> Groep:
    def filled(veld: str) -> pl.Expr:
        return pl.col(f"{naam}.{veld}").filter(pl.col(naam)).is_not_null()

    wat = f"de trajecten met {naam}"
    return Groep(
        naam.capitalize(),
        trajecten,
        _figures(naam, wat, OBJECTEN[naam], filled, pl.col(naam).sum()),
        uitleg=_uitleg(wat),
    )


def _uitleg(wat: str) -> str:
    return f"Het percentage van {wat} waarin het veld is ingevuld met een waarde van het juiste soort."


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    return (
        _lijst("Trajecten", "trajecten", trajecten, TRAJECT),
        _lijst("Cliënten", "clienten", lambda frames: frames.client, LIJSTEN["client"]),
        _lijst("Schulden", "schulden", lambda frames: frames.schulden, LIJSTEN["schulden"]),
        _lijst("Begeleiding", "begeleiding", lambda frames: frames.begeleiding, LIJSTEN["begeleiding"]),
        *(_object(naam) for naam in _OBJECTEN),
    )


SECTIE = Sectie(
    "vulling",
    "Vulling van de velden",
    "Vulling",
    "Hoeveel procent van de records het veld heeft ingevuld. Een lege tekst of een waarde van het verkeerde soort telt "
    "als niet ingevuld.",
    _groepen,
)
