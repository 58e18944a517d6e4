"""The fields a cause may be about: what a reader calls them, and which figure suffers without them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from ddas_report.model.delivery import LISTS, OBJECTS, Frames
from ddas_report.model.wording import out_of
from ddas_report.regels.gemeenten import IMPORTANT
from ddas_report.regels.gevolg import Eigenaar, Gevolg

TABLES = {"trajecten": "trajecten", "clienten": "client", "schulden": "schulden", "begeleiding": "begeleiding"}
"""The tables of the vulling, and the frame of each; every other one is a single object of a traject."""

WAT = {"trajecten": "trajecten", "clienten": "cliënten", "schulden": "schulden", "begeleiding": "begeleidingen"}
_ONBEKEND = "Daardoor {telt|tellen} {deel} als onbekend bij "
_ZONDER = "Daardoor {telt|tellen} {deel} niet mee in "


@dataclass(frozen=True, slots=True)
class Veld:
    """A field: its name for a reader, what happens without it, and the beginnings of the figures that suffer."""

    label: str
    zin: str
    cijfers: tuple[str, ...]


VELDEN: Mapping[str, Veld] = {
    "trajecten.startdatum": Veld(
        "startdatum",
        _ZONDER + "de periode, de instroom en de duur.",
        ("trajecten.onbekend", "instroom.", "doorlooptijd."),
    ),
    "clienten.Burgerservicenummer": Veld("BSN", _ZONDER + "de op-orde-telling van personen.", ("op_orde.",)),
    "clienten.Geslachtsaanduiding": Veld(
        "geslacht",
        "Daardoor is van {clienten.geslacht.onbekend} van de {clienten.uniek} personen het geslacht onbekend.",
        ("clienten.geslacht.",),
    ),
    "clienten.Geboortedatum": Veld(
        "geboortedatum",
        "Daardoor is van {clienten.leeftijd.onbekend} van de {clienten.uniek} personen de leeftijd onbekend.",
        ("clienten.leeftijd.",),
    ),
    "clienten.Postcode": Veld(
        "postcode",
        "Wie geen BSN heeft, wordt ook aan de postcode herkend: dat zijn {clienten.zonder_bsn} van de "
        "{clienten.totaal} cliënten.",
        (),
    ),
    "schulden.schuldsoort": Veld(
        "soort schuld",
        "Daardoor is van {schulden.soort.onbekend.aantal} van de {schulden.aantal} schulden de soort onbekend.",
        ("schulden.soort.",),
    ),
    "schulden.bedrag": Veld("bedrag van de schuld", _ZONDER + "de schuldbedragen.", ("schulden.bedrag",)),
    "schulden.zakelijkeSchuld": Veld("zakelijke schuld", _ZONDER + "de zakelijke schulden.", ("schulden.zakelijk.",)),
    "schulden.peildatum": Veld("peildatum", "Van {deel} is niet bekend op welke dag het bedrag is vastgesteld.", ()),
    "intake.beschikkingssoort": Veld(
        "soort beschikking", _ZONDER + "de toelatingen en afwijzingen.", ("beschikking.",)
    ),
    "oplossing.soort": Veld(
        "soort oplossing", _ZONDER + "de soorten oplossing.", ("oplossing.soort.", "aandeel.saneringskrediet")
    ),
    "oplossing.startdatum": Veld(
        "startdatum van de oplossing",
        _ZONDER + "de stap oplossing.",
        ("op_orde.stap.oplossing", "fase.oplossing", "doorlooptijd.aanmelding_tot_oplossing."),
    ),
    "begeleiding.soort": Veld("soort begeleiding", _ZONDER + "de soorten begeleiding.", ("begeleiding.soort.",)),
    "uitstroom.reden": Veld("reden van uitstroom", _ONBEKEND + "de reden van uitstroom.", ("uitstroom.reden.",)),
    "schuldregeling.toegekend": Veld(
        "datum van toekenning bij de schuldregeling",
        _ZONDER + "de toegekende schuldregelingen.",
        ("schuldregeling.toegekend", "aandeel.schuldregeling_", "doorlooptijd.schuldregeling_tot_toekenning."),
    ),
}
"""By the name that the vulling gives the field; any other field has only its name."""

FIELD_OF_LABEL = {label: id_.removeprefix("vulling.") for id_, label in IMPORTANT.items()}
"""The field of each label with which GEM-07 names one."""


def label(veld: str) -> str:
    """What a reader calls the field."""
    return VELDEN[veld].label if veld in VELDEN else veld.partition(".")[2]


def what(veld: str) -> str:
    """What several records that could carry the field are called."""
    tabel = veld.partition(".")[0]
    return WAT.get(tabel, f"trajecten met {tabel}")


def records(frames: Frames, veld: str) -> pl.DataFrame:
    """The records that could carry the field: `traject`, `gemeente`, whether it is `leeg`; none of an unknown field."""
    tabel, _, naam = veld.partition(".")
    frame: pl.DataFrame
    if tabel in TABLES:
        frame, column = getattr(frames, TABLES[tabel]), naam
    elif naam in OBJECTS.get(tabel, {}):
        frame, column = frames.trajecten.select("traject", "gemeente", tabel, veld).filter(tabel), veld
    else:
        frame, column = frames.trajecten.clear(), "traject"
    if column not in frame.columns:
        frame, column = frame.clear(), "traject"
    return frame.select("traject", "gemeente", leeg=pl.col(column).is_null())


def missing(veld: str, n: int, van: int, where: str = "") -> str:
    """That the field is empty in n of so many records, and where."""
    place = f" in {where}" if where else ""
    return f"Het veld {label(veld)} is{place} bij {out_of(n, van, what(veld))} niet ingevuld."


def often_missing(veld: str) -> str:
    """The same without numbers."""
    return f"Het veld {label(veld)} is vaak niet ingevuld."


def of_schema(pad: str) -> str:
    """The field, as the vulling names it, of a field as the schema names it: `schulden[].bedrag`."""
    lijst, _, naam = pad.rpartition(".")
    tabel = {"": "trajecten", "client[]": "clienten"}.get(lijst, lijst.removesuffix("[]"))
    known = tabel in TABLES or tabel in OBJECTS or tabel in LISTS
    return f"{tabel}.{naam}" if known else pad


def gevolg(veld: str, n: int, van: int, cijfers: Mapping[str, float | None]) -> str:
    """What it does that a field is empty in n of so many records; nothing for a field of no figure."""
    if veld not in VELDEN:
        return ""
    return Gevolg(Eigenaar.LEVERANCIER, VELDEN[veld].zin).in_getallen(n, van, what(veld), cijfers)


def spoiled(veld: str) -> tuple[str, ...]:
    """The beginnings of the figures that suffer when the field is empty, those of its vulling last."""
    return (*(VELDEN[veld].cijfers if veld in VELDEN else ()), f"vulling.{veld}")
