"""Vulling: how completely the fields are filled."""

from collections.abc import Callable, Iterable

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Sectie, clienten, trajecten
from ddas_report.model.delivery import LISTS, OBJECTS, TRAJECT, Frames, Periode

_IN_WORDS = {"clienten": "cliënten"}
_BELANGRIJK = {
    "trajecten.startdatum": "startdatum",
    "clienten.Burgerservicenummer": "BSN",
    "clienten.Geslachtsaanduiding": "geslacht",
    "clienten.Geboortedatum": "geboortedatum",
    "clienten.Postcode": "postcode",
    "schulden.schuldsoort": "soort schuld",
    "intake.beschikkingssoort": "soort beschikking",
}
_OBJECTEN = ("oplossing", "schuldregeling", "uitstroom", "intake", "aanmelding", "stabilisatie", "nazorg")


def _figures(
    tabel: str, titel: str, wat: str, velden: Iterable[str], filled: Callable[[str], pl.Expr], gemeten: pl.Expr
) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"vulling.{tabel}.{veld}",
            f"{titel}: {veld}",
            f"Het percentage van {wat} waarin {veld} is ingevuld met een waarde van het juiste soort.",
            filled(veld).mean() * 100,
            eenheid=Eenheid.PROCENT,
            gemeten=gemeten,
            belangrijk=_BELANGRIJK.get(f"{tabel}.{veld}", ""),
        )
        for veld in velden
    )


def _lijst(naam: str, tel: Callable[[Frames, Periode], pl.DataFrame], velden: Iterable[str]) -> Groep:
    titel, wat = f"Vulling {_IN_WORDS.get(naam, naam)}", f"de {_IN_WORDS.get(naam, naam)}"
    simple = [veld for veld in velden if "." not in veld]
    figures = _figures(naam, titel, wat, simple, lambda veld: pl.col(veld).is_not_null(), pl.col("traject").n_unique())
    return Groep(titel, tel, figures, uitleg=_uitleg(wat))


def _object(naam: str) -> Groep:
    def filled(veld: str) -> pl.Expr:
        return pl.col(f"{naam}.{veld}").filter(pl.col(naam)).is_not_null()

    titel, wat = f"Vulling {naam}", f"de trajecten met {naam}"
    return Groep(
        titel, trajecten, _figures(naam, titel, wat, OBJECTS[naam], filled, pl.col(naam).sum()), uitleg=_uitleg(wat)
    )


def _uitleg(wat: str) -> str:
    return f"Het percentage van {wat} waarin het veld is ingevuld met een waarde van het juiste soort."


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    return (
        _lijst("trajecten", trajecten, TRAJECT),
        _lijst("clienten", clienten, LISTS["client"]),
        _lijst("schulden", lambda frames, _: frames.schulden, LISTS["schulden"]),
        _lijst("begeleiding", lambda frames, _: frames.begeleiding, LISTS["begeleiding"]),
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
