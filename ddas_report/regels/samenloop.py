"""TRJ: trajecten of one client at the same time, and trajecten that were delivered twice."""

import polars as pl

from ddas_report.indicatoren.samenloop import grouped, in_other_files, with_samenloop
from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.regel import OWN, TRAJECT, WAARSCHUWING, Context, regel


@regel(
    "TRJ-04",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject loopt tegelijk met een ander traject van dezelfde cliënt in dezelfde gemeente.",
    toelichting="Het CBS voegt zulke trajecten samen tot één. Daardoor telt u minder trajecten dan u verwacht. Sluit "
    "het oude traject af voordat het nieuwe begint, of lever ze als één traject.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Het CBS voegt trajecten die tegelijk lopen samen: van {trajecten.totaal} blijven er {trajecten.samengevoegd} over.",
        ("trajecten.samengevoegd", "op_orde.trajecten", "trajecten.totaal"),
    ),
    voorbeeld=(
        "einddatum 2024-05-10, startdatum van het volgende traject 2024-03-01",
        "einddatum 2024-02-29, startdatum van het volgende traject 2024-03-01",
    ),
    bron="DDAS-aanleverprotocol 2024, par. 4.2",
    toont=("startdatum", "einddatum"),
    groepen=True,
)
def overlaps_in_same_gemeente(frames: Frames, context: Context) -> pl.DataFrame:
    found = with_samenloop(frames, andere_gemeente=False)
    return frames.trajecten.join(grouped(frames, found.to_frame(), across=False), on="traject")


@regel(
    "TRJ-05",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject loopt tegelijk met een traject van dezelfde cliënt in een andere gemeente.",
    toelichting="Een cliënt woont in één gemeente. Is de cliënt verhuisd? Laat het traject in de oude gemeente dan "
    "eindigen voordat het in de nieuwe gemeente begint.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {telt|tellen} {deel} in twee gemeenten tegelijk.",
        ("op_orde.trajecten", "op_orde.unieke_bsn", "trajecten.totaal"),
    ),
    voorbeeld=(
        "in 0363 einddatum 2024-05-10, in 0344 startdatum 2024-03-01",
        "in 0363 einddatum 2024-02-29, in 0344 startdatum 2024-03-01",
    ),
    bron="Uitwisselspecificatie v1.0",
    toont=("startdatum", "einddatum"),
    groepen=True,
)
def overlaps_in_other_gemeente(frames: Frames, context: Context) -> pl.DataFrame:
    found = with_samenloop(frames, andere_gemeente=True)
    return frames.trajecten.join(grouped(frames, found.to_frame(), across=True), on="traject")


@regel(
    "TRJ-13",
    WAARSCHUWING,
    TRAJECT,
    melding="Hetzelfde traject is twee keer geleverd.",
    toelichting="Alle gegevens zijn precies gelijk. Verwijder het dubbele traject en kijk waarom de export het twee "
    "keer meenam.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor {telt|tellen} {deel} dubbel.",
        ("trajecten.", "op_orde.trajecten", "schulden."),
    ),
    voorbeeld=("twee trajecten waarin alle gegevens gelijk zijn", "één traject met die gegevens"),
    bron=OWN,
    toont=("startdatum", "einddatum"),
    groepen=True,
)
def delivered_twice(frames: Frames, context: Context) -> pl.DataFrame:
    twice = frames.trajecten.filter(pl.col("vingerafdruk").is_duplicated())
    return twice.with_columns(groep=pl.col("traject").min().over("vingerafdruk"))


@regel(
    "TRJ-15",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject loopt tegelijk met een traject van dezelfde cliënt in een ander bestand.",
    toelichting="Misschien staat hetzelfde traject in beide bestanden. Het CBS telt ze in dezelfde gemeente als één "
    "traject. Kijk welk bestand het traject hoort te bevatten en verwijder het uit het andere.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor {telt|tellen} {deel} mogelijk in twee bestanden.",
        ("trajecten.totaal",),
    ),
    voorbeeld=(
        "startdatum 2024-03-01 in SHV_2024_Noord.json, ook in SHV_2024_Zuid.json",
        "startdatum 2024-03-01 in SHV_2024_Noord.json alleen",
    ),
    bron="DDAS-aanleverprotocol 2024, par. 4.2",
    toont=("startdatum", "einddatum", "ook in"),
    groepen=True,
)
def overlaps_in_other_file(frames: Frames, context: Context) -> pl.DataFrame:
    found = in_other_files(frames).rename({"bestand": "ook in"})
    return frames.trajecten.join(grouped(frames, found, across=True), on="traject")


REGELS = (
    overlaps_in_same_gemeente,
    overlaps_in_other_gemeente,
    delivered_twice,
    overlaps_in_other_file,
)
