"""LEV: the head of the file, its leveringen and who delivers."""

from datetime import date

import polars as pl

from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import PERIODE, no_figure
from ddas_report.regels.regel import (
    BESTAND,
    FOUT,
    LEVERING,
    OWN,
    SIGNAAL,
    WAARSCHUWING,
    Context,
    in_file,
    regel,
)

HIGHEST_TELLER = 1e6
"""From here on it is no number of a levering, and may be anybody's BSN."""


def in_words(start: date | None, eind: date | None) -> str | None:
    """A period as it is read; None when a day of it is not known."""
    return f"{start:%d-%m-%Y} tot en met {eind:%d-%m-%Y}" if start and eind else None


@regel(
    "LEV-01",
    FOUT,
    BESTAND,
    melding="De startdatum van de levering is later dan de einddatum.",
    toelichting="Alle cijfers over de periode worden daardoor leeg of onjuist. Vul startdatumLevering en "
    "einddatumLevering opnieuw in bij de export.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor zijn alle cijfers over de periode leeg of onjuist.", PERIODE),
    voorbeeld=(
        "startdatumLevering 2024-12-31, einddatumLevering 2024-01-01",
        "startdatumLevering 2024-01-01, einddatumLevering 2024-12-31",
    ),
    bron=OWN,
    toont=("startdatumLevering", "einddatumLevering"),
)
def period_is_reversed(frames: Frames, context: Context) -> pl.DataFrame:
    start, eind = context.periode.start, context.periode.eind
    found = in_file("startdatumLevering", when=bool(start and eind and start > eind))
    return found.with_columns(startdatumLevering=pl.lit(start, pl.Date), einddatumLevering=pl.lit(eind, pl.Date))


@regel(
    "LEV-02",
    WAARSCHUWING,
    BESTAND,
    melding="De periode in het bestand past niet bij de periode in de bestandsnaam.",
    toelichting="De code in de bestandsnaam zegt over welke periode u levert: 2024 is het hele jaar, 2024H1 is januari "
    "tot en met juni. Pas de bestandsnaam aan, of maak de export over de juiste periode.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor tellen alle cijfers over een andere periode dan de naam zegt.", PERIODE),
    voorbeeld=(
        "SHV_2024H1_Voorbeeldstad.json met einddatumLevering 2024-12-31",
        "SHV_2024H1_Voorbeeldstad.json met einddatumLevering 2024-06-30",
    ),
    bron="DDAS-aanleverprotocol 2024, par. 3.2",
    toont=("periode in het bestand", "periode in de bestandsnaam"),
)
def period_does_not_fit_name(frames: Frames, context: Context) -> pl.DataFrame:
    expected = context.bestandsnaam.periode() if context.bestandsnaam else None
    start, eind = context.periode.start, context.periode.eind
    found = in_file("startdatumLevering", when=bool(expected and start and eind and (start, eind) != expected))
    return found.with_columns(
        pl.lit(in_words(start, eind), pl.String).alias("periode in het bestand"),
        pl.lit(in_words(*(expected or (None, None))), pl.String).alias("periode in de bestandsnaam"),
    )


@regel(
    "LEV-03",
    SIGNAAL,
    BESTAND,
    melding="De aanleverdatum is eerder dan het einde van de periode, of ligt in de toekomst.",
    toelichting="Een levering is pas volledig als de periode voorbij is. Maak de levering na afloop van de periode "
    "opnieuw. Is dat al gebeurd? Controleer dan aanleverdatumEnTijd.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor ontbreekt mogelijk wat aan het eind van de periode gebeurde.", PERIODE),
    voorbeeld=(
        "aanleverdatumEnTijd 2024-11-15T12:00:00Z, einddatumLevering 2024-12-31",
        "aanleverdatumEnTijd 2025-01-15T12:00:00Z, einddatumLevering 2024-12-31",
    ),
    bron=OWN,
    toont=("aanleverdatum", "einddatumLevering"),
)
def delivered_too_early_or_in_future(frames: Frames, context: Context) -> pl.DataFrame:
    eind, vandaag = context.periode.eind, context.vandaag
    dag = context.kop.aangeleverd.date() if context.kop.aangeleverd else None
    found = in_file(
        "aanleverdatumEnTijd", when=dag is not None and (dag > vandaag or (eind is not None and dag < eind))
    )
    return found.with_columns(aanleverdatum=pl.lit(dag, pl.Date), einddatumLevering=pl.lit(eind, pl.Date))


@regel(
    "LEV-04",
    WAARSCHUWING,
    LEVERING,
    melding="De leveringen in het bestand zijn niet genummerd als 1, 2, 3 enzovoort.",
    toelichting="Elke levering krijgt in het veld teller een volgnummer, te beginnen bij 1. Een gat of een dubbel "
    "nummer kan betekenen dat er een levering ontbreekt.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Mogelijk ontbreekt er een levering. Geen ander cijfer verandert hierdoor."),
    voorbeeld=("teller 1 en teller 3", "teller 1 en teller 2"),
    bron="Uitwisselspecificatie v1.0",
    toont=("teller",),
)
def teller_does_not_count(frames: Frames, context: Context) -> pl.DataFrame:
    wrong = frames.hele_leveringen().filter(pl.col("teller") != pl.col("volgnummer").cast(pl.Float64))
    digits = pl.col("teller").cast(pl.Decimal(38, 0), strict=False).cast(pl.String)
    return wrong.with_columns(
        teller=pl.when(pl.col("teller").abs() < HIGHEST_TELLER)
        .then(digits)
        .otherwise(pl.format("getal van {} cijfers", digits.str.len_chars()))
    )


@regel(
    "LEV-05",
    WAARSCHUWING,
    LEVERING,
    melding="De aanleverende organisatie heeft zowel een KvK-nummer als een gemeentecode, of geen van beide.",
    toelichting="Een gemeente die zelf levert, vult alleen de gemeentecode in. Een andere organisatie vult alleen het "
    "KvK-nummer in. Anders weet het CBS niet wie er levert.",
    gevolg=Gevolg(
        Eigenaar.BESTAND, "Het CBS weet niet zeker wie er levert. Geen cijfer in dit rapport verandert hierdoor."
    ),
    voorbeeld=("gemeentecode 0363, KvK-nummer 12345678", "gemeentecode 0363, geen KvK-nummer"),
    bron="Uitwisselspecificatie v1.0",
    toont=("gemeentecode",),
)
def organisation_is_not_one_kind(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.hele_leveringen().filter(pl.col("KvK-nummer").is_null() == pl.col("gemeentecode").is_null())


@regel(
    "LEV-11",
    SIGNAAL,
    BESTAND,
    melding="De code van de gegevensleverancier (uw systeem) bevat geen versienummer.",
    toelichting="In codeGegevensleverancier horen de naam en de versie van uw systeem te staan. Vraag uw "
    "softwareleverancier om de versie toe te voegen.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, "Geen cijfer in dit rapport verandert hierdoor."),
    voorbeeld=("codeGegevensleverancier Voorbeeldsoft", "codeGegevensleverancier Voorbeeldsoft 4.2"),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
)
def supplier_without_version(frames: Frames, context: Context) -> pl.DataFrame:
    code = context.kop.leverancier
    return in_file("codeGegevensleverancier", when=bool(code) and not any(c.isdigit() for c in code or ""))


@regel(
    "LEV-12",
    WAARSCHUWING,
    LEVERING,
    melding="Bij de aanleverende organisatie staat geen contactpersoon met een e-mailadres.",
    toelichting="Het CBS stuurt vragen en het op-orde-rapport naar dit adres. Vul bij de organisatie ten minste één "
    "contactpersoon met een e-mailadres in.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor kan het CBS u bij {deel} geen vragen stellen."),
    voorbeeld=("contactpersonen zonder email", "contactpersonen met email schuldhulp@voorbeeldstad.example"),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
)
def nobody_to_mail(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.hele_leveringen().filter(pl.col("emailadressen") == 0)


@regel(
    "LEV-13",
    WAARSCHUWING,
    LEVERING,
    melding="De levering bevat geen trajecten.",
    toelichting="Had deze organisatie in de periode echt geen trajecten? Controleer anders welke trajecten de export "
    "meeneemt.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor {telt|tellen} {deel} in geen enkel cijfer mee.",
        ("trajecten.totaal",),
    ),
    voorbeeld=("schuldhulptrajecten is leeg", "schuldhulptrajecten bevat ten minste één traject"),
    bron=OWN,
)
def levering_is_empty(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.hele_leveringen().filter(pl.col("trajecten") == 0)


@regel(
    "LEV-14",
    SIGNAAL,
    LEVERING,
    melding="Het KvK-nummer van de aanleverende organisatie bestaat niet uit acht cijfers.",
    toelichting="Zoek het nummer op in het Handelsregister en pas het aan in de instellingen van de export.",
    gevolg=Gevolg(Eigenaar.BESTAND, no_figure("Het CBS herkent de organisatie mogelijk niet")),
    voorbeeld=("KvK-nummer 1234567", "KvK-nummer 01234567"),
    bron=OWN,
    toont=("KvK-nummer",),
)
def kvk_is_malformed(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.hele_leveringen().filter(~pl.col("KvK-nummer").str.contains("^[0-9]{8}$"))


@regel(
    "LEV-15",
    FOUT,
    BESTAND,
    melding="In het bestand staat geen enkel traject.",
    toelichting="Bijna altijd is de export mislukt, of is een verkeerde periode of gemeente gekozen. Maak de export opnieuw "
    "en kijk of er trajecten in staan.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor zijn alle aantallen 0 en alle gemiddelden leeg.", ("",)),
    voorbeeld=("leveringen zonder schuldhulptrajecten", "ten minste één traject in het bestand"),
    bron=OWN,
)
def file_is_empty(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file("leveringen", when=frames.trajecten.is_empty())


REGELS = (
    period_is_reversed,
    period_does_not_fit_name,
    delivered_too_early_or_in_future,
    teller_does_not_count,
    organisation_is_not_one_kind,
    supplier_without_version,
    nobody_to_mail,
    levering_is_empty,
    kvk_is_malformed,
    file_is_empty,
)
