"""Clienten: records and unique persons, by sex and age."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie, clienten
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

AGES = {
    "tot_18": ("Jonger dan 18", 0, 17),
    "18_24": ("18 tot en met 24", 18, 24),
    "25_34": ("25 tot en met 34", 25, 34),
    "35_44": ("35 tot en met 44", 35, 44),
    "45_54": ("45 tot en met 54", 45, 54),
    "55_64": ("55 tot en met 64", 55, 64),
    "65_plus": ("65 en ouder", 65, 9999),
}
_GESLACHT = {"m": "man", "man": "man", "v": "vrouw", "vrouw": "vrouw"}


def persons(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per gemeente and person, from the first record with that client key: geslacht, leeftijd.

    A record without a key is a person of its own; leeftijd is in whole years on the last day.
    """
    eigen = pl.format("R{}", pl.int_range(pl.len()))
    return (
        frames.client.with_columns(persoon=pl.coalesce("sleutel", eigen))
        .unique(["gemeente", "persoon"], keep="first", maintain_order=True)
        .select(
            "gemeente",
            geslacht=pl.col("Geslachtsaanduiding")
            .str.to_lowercase()
            .replace_strict(_GESLACHT, default=ONBEKEND, return_dtype=pl.String),
            leeftijd=_leeftijd(periode),
        )
    )


def _leeftijd(periode: Periode) -> pl.Expr:
    geboren = pl.col("geboren")
    if periode.eind is None:
        return pl.lit(None, dtype=pl.Int32)
    birthday = geboren.dt.month().cast(pl.Int32) * 100 + geboren.dt.day()
    before_birthday = birthday > periode.eind.month * 100 + periode.eind.day
    years = periode.eind.year - geboren.dt.year() - before_birthday.cast(pl.Int32)
    return pl.when(geboren <= periode.eind).then(years)


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    leeftijden = tuple(
        Indicator(
            f"clienten.leeftijd.{naam}",
            f"Leeftijd: {label.lower()}",
            f"Het aantal personen met op de laatste dag van de periode deze leeftijd: {label.lower()} jaar."
            if naam not in ("65_plus", "tot_18")
            else f"Het aantal personen dat op de laatste dag van de periode {label.lower()} is.",
            pl.col("leeftijd").is_between(van, tot).sum(),
            nodig=Needs.EIND,
        )
        for naam, (label, van, tot) in AGES.items()
    )
    geslachten = tuple(
        Indicator(
            f"clienten.geslacht.{naam}",
            f"Geslacht: {naam}",
            f"Het aantal personen met geslacht {naam}."
            if naam != ONBEKEND
            else "Het aantal personen zonder geslacht, of met iets anders dan man of vrouw.",
            (pl.col("geslacht") == naam).sum(),
        )
        for naam in ("man", "vrouw", ONBEKEND)
    )
    return (
        Groep(
            "Cliënten",
            clienten,
            (
                Indicator(
                    "clienten.totaal",
                    "Cliënten (records)",
                    "Het aantal keren dat een cliënt in een traject staat. Wie in twee trajecten staat, telt twee keer.",
                    pl.len(),
                    records_van="clienten",
                ),
                Indicator(
                    "clienten.zonder_bsn",
                    "Cliënten zonder BSN",
                    "Het aantal cliëntrecords zonder BSN.",
                    pl.col("Burgerservicenummer").is_null().sum(),
                ),
                Indicator(
                    "clienten.niet_identificeerbaar",
                    "Cliënten die niet te herkennen zijn",
                    "Het aantal cliëntrecords zonder BSN en zonder geboortedatum, geslacht, postcode en huisnummer samen.",
                    pl.col("sleutel").is_null().sum(),
                ),
            ),
        ),
        Groep(
            "Unieke personen naar geslacht",
            persons,
            (
                Indicator(
                    "clienten.uniek",
                    "Unieke personen",
                    "Het aantal verschillende personen, herkend aan BSN, of anders aan geboortedatum, geslacht, "
                    "postcode en huisnummer.",
                    pl.len(),
                    kern=3,
                    bewaakt=True,
                ),
                *geslachten,
            ),
            deduplicates=True,
        ),
        Groep(
            "Unieke personen naar leeftijd",
            persons,
            (
                *leeftijden,
                Indicator(
                    "clienten.leeftijd.onbekend",
                    "Leeftijd: onbekend",
                    "Het aantal personen zonder geldige geboortedatum, of geboren na de periode.",
                    pl.col("leeftijd").is_null().sum(),
                    nodig=Needs.EIND,
                ),
            ),
            deduplicates=True,
            uitleg="Het aantal personen naar leeftijd, in hele jaren op de laatste dag van de periode. Onbekend: zonder "
            "geldige geboortedatum, of geboren na de periode.",
        ),
    )


SECTIE = Sectie(
    "clienten",
    "Cliënten",
    "Cliënten",
    "Een persoon telt één keer, ook als hij in meer trajecten staat. Wie in twee gemeenten voorkomt, telt in het "
    "totaal één keer.",
    _groepen,
)
