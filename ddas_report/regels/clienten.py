"""CLT: the clients of a traject, and whether CBS can recognise them."""

import polars as pl

from ddas_report.indicatoren.indicator import day
from ddas_report.model.bsn import is_bsn
from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import PERSONS, if_wrong, left_out, no_figure
from ddas_report.regels.regel import CLIENT, FOUT, OWN, SIGNAAL, TRAJECT, WAARSCHUWING, Context, absent_fields, regel
from ddas_report.regels.written import shown_forms

BSN = "Burgerservicenummer"
PERSON_FIELDS = ("Geboortedatum", "Geslachtsaanduiding", "Postcode", "Huisnummer")
GESLACHTEN = ("Man", "Vrouw", "Onbekend", "Leeg")
GESLACHT = {"m": "man", "man": "man", "v": "vrouw", "vrouw": "vrouw"}


def cause(first: pl.Expr, text: str, otherwise: str) -> pl.Expr:
    """Which of two things is wrong, in words, in the column `oorzaak`."""
    return pl.when(first).then(pl.lit(text)).otherwise(pl.lit(otherwise)).alias("oorzaak")


@regel(
    "CLT-01",
    FOUT,
    TRAJECT,
    melding="Bij het traject staat geen cliënt.",
    toelichting="Elk traject gaat over één cliënt of over twee partners. Koppel de cliënt in uw systeem aan het "
    "traject, of controleer waarom de export de cliënt weglaat.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de aantallen cliënten"), PERSONS),
    voorbeeld=("traject zonder client", "traject met één client, of met twee partners"),
    bron="Uitwisselspecificatie v1.0",
    toont=("startdatum",),
)
def has_no_client(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.join(frames.client, on="traject", how="anti")


@regel(
    "CLT-02",
    WAARSCHUWING,
    CLIENT,
    melding="De cliënt heeft geen BSN, en ook de gegevens die het BSN vervangen zijn niet compleet.",
    toelichting="Zonder BSN herkent het CBS een cliënt alleen aan geboortedatum, geslacht, postcode en huisnummer "
    "samen. Vul het BSN in, of de gegevens die ontbreken.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, "Daardoor {telt|tellen} {deel} {als|elk als} een aparte persoon.", PERSONS),
    voorbeeld=("geen Burgerservicenummer, wel Postcode en Huisnummer", "Burgerservicenummer 900000016"),
    bron="Uitwisselspecificatie v1.0",
    toont=("ontbreekt",),
)
def cannot_be_recognised(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.client.filter(pl.col("sleutel").is_null()).with_columns(absent_fields((BSN, *PERSON_FIELDS)))


@regel(
    "CLT-03",
    WAARSCHUWING,
    CLIENT,
    melding="Het BSN van de cliënt is geen geldig nummer.",
    toelichting="Een BSN heeft negen cijfers en voldoet aan de elfproef, een controle op tikfouten. Soms is de nul aan "
    "het begin weggevallen. Neem het nummer opnieuw over van een officieel document.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor herkent het CBS {deel} niet, en kan één persoon twee keer tellen.",
        PERSONS,
        veld="clienten.Burgerservicenummer",
        vorm=True,
    ),
    voorbeeld=("Burgerservicenummer 90000001 (acht cijfers)", "Burgerservicenummer 900000016"),
    bron="Informatiemodel schuldhulpverlening; Wet algemene bepalingen burgerservicenummer",
    toont=("oorzaak",),
)
def bsn_is_invalid(frames: Frames, context: Context) -> pl.DataFrame:
    nine_digits = pl.col(BSN).str.contains("^[0-9]{9}$")
    return frames.client.filter(~is_bsn(pl.col(BSN))).with_columns(
        cause(nine_digits, "voldoet niet aan de elfproef", "heeft geen negen cijfers")
    )


@regel(
    "CLT-04",
    WAARSCHUWING,
    CLIENT,
    melding="Het geslacht van de cliënt is anders geschreven dan Man, Vrouw, Onbekend of Leeg.",
    toelichting="Alleen die vier woorden, met een hoofdletter, zijn toegestaan. Laat uw softwareleverancier de waarden "
    "van uw systeem omzetten.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER,
        "Het geslacht is in dit rapport onbekend van {clienten.geslacht.onbekend} van de {clienten.uniek} personen.",
        ("clienten.geslacht.",),
        veld="clienten.Geslachtsaanduiding",
        vorm=True,
    ),
    voorbeeld=("Geslachtsaanduiding v", "Geslachtsaanduiding Vrouw"),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
    toont=("gevonden",),
)
def geslacht_is_unknown_word(frames: Frames, context: Context) -> pl.DataFrame:
    other = frames.client.filter(~pl.col("Geslachtsaanduiding").is_in(GESLACHTEN))
    return other.with_columns(shown_forms(other["Geslachtsaanduiding"]).alias("gevonden"))


@regel(
    "CLT-05",
    WAARSCHUWING,
    CLIENT,
    melding="De geboortedatum van de cliënt bestaat niet, is anders geschreven dan JJJJ-MM-DD of ligt na de periode.",
    toelichting="Zo'n datum telt niet mee, ook niet als alleen de dag of de maand onbekend is. Controleer de datum en "
    "schrijf hem als jaar, maand en dag, bijvoorbeeld 1985-02-28.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "De leeftijd is in dit rapport onbekend van {clienten.leeftijd.onbekend} van de {clienten.uniek} personen.",
        ("clienten.leeftijd.",),
        veld="clienten.Geboortedatum",
        vorm=True,
    ),
    voorbeeld=("Geboortedatum 1985-02-30", "Geboortedatum 1985-02-28"),
    bron="Informatiemodel schuldhulpverlening",
    toont=("oorzaak",),
)
def birth_date_is_invalid(frames: Frames, context: Context) -> pl.DataFrame:
    unreadable = pl.col("geboren").is_null()
    later = (pl.col("geboren") > day(context.periode.eind)).fill_null(False)
    return frames.client.filter(pl.col("Geboortedatum").is_not_null() & (unreadable | later)).with_columns(
        cause(unreadable, "geen bestaande datum als JJJJ-MM-DD", "ligt na de periode")
    )


@regel(
    "CLT-06",
    SIGNAAL,
    CLIENT,
    melding="De cliënt was bij de start van het traject opvallend jong of oud.",
    toelichting="Vaak klopt het jaartal van de geboortedatum niet, of de startdatum van het traject. Controleer beide.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("de leeftijd"), ("clienten.leeftijd.",)),
    voorbeeld=("Geboortedatum 2014-06-01, startdatum 2024-03-01", "Geboortedatum 1984-06-01, startdatum 2024-03-01"),
    bron=OWN,
    toont=("startdatum", "oorzaak"),
)
def age_is_improbable(frames: Frames, context: Context) -> pl.DataFrame:
    start, born = pl.col("startdatum"), pl.col("geboren")
    this_year = start.dt.month().cast(pl.Int32) * 100 + start.dt.day()
    birthday = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
    age = start.dt.year() - born.dt.year() - (birthday > this_year).cast(pl.Int32)
    too_young = age < context.normen["leeftijd_minimum"]
    return (
        frames.client.join(frames.trajecten.select("traject", "startdatum"), on="traject")
        .filter(too_young | (age > context.normen["leeftijd_maximum"]))
        .with_columns(cause(too_young, "jong", "oud"))
    )


@regel(
    "CLT-07",
    SIGNAAL,
    CLIENT,
    melding="De postcode van de cliënt is anders geschreven dan vier cijfers en twee hoofdletters.",
    toelichting="Een postcode heeft vier cijfers en twee hoofdletters, zonder spatie ertussen. Staat dit bij bijna "
    "alle cliënten? Vraag uw softwareleverancier dan om de export aan te passen.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER,
        no_figure(
            "Het CBS verwacht vier cijfers en twee letters, zonder spatie. Geen cijfer in dit rapport verandert hierdoor"
        ),
        (),
        veld="clienten.Postcode",
        vorm=True,
    ),
    voorbeeld=("Postcode 1234 ab", "Postcode 1234AB"),
    bron="Informatiemodel schuldhulpverlening",
)
def postcode_is_malformed(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.client.filter(~pl.col("Postcode").str.contains("^[1-9][0-9]{3}[A-Z]{2}$"))


@regel(
    "CLT-08",
    WAARSCHUWING,
    TRAJECT,
    melding="Dezelfde cliënt staat twee keer in het traject.",
    toelichting="Het BSN van beide cliënten is gelijk. Verwijder de dubbele cliënt, of vul bij de partner het eigen "
    "BSN in.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {telt|tellen} {deel} voor twee cliënten, terwijl er één is.",
        ("clienten.totaal", "trajecten.een_client", "trajecten.twee_clienten"),
    ),
    voorbeeld=(
        "twee keer client met Burgerservicenummer 900000016",
        "client met Burgerservicenummer 900000016 en client met 900000028",
    ),
    bron=OWN,
    toont=("startdatum",),
)
def same_bsn_twice(frames: Frames, context: Context) -> pl.DataFrame:
    pairs = frames.client.select("traject", BSN).drop_nulls()
    return frames.trajecten.join(pairs.filter(pairs.is_duplicated()), on="traject", how="semi")


@regel(
    "CLT-09",
    WAARSCHUWING,
    CLIENT,
    melding="Bij hetzelfde BSN staan in het bestand verschillende geboortedatums of geslachten.",
    toelichting="Eén persoon heeft één geboortedatum en één geslacht. Controleer of het BSN bij de juiste cliënt staat "
    "en maak de gegevens gelijk.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {staat|staan} {deel} misschien onder een verkeerd geslacht of een verkeerde leeftijd.",
        ("clienten.geslacht.", "clienten.leeftijd."),
    ),
    voorbeeld=(
        "Burgerservicenummer 900000016 met Geboortedatum 1984-06-01 en 1948-06-01",
        "Burgerservicenummer 900000016 met overal Geboortedatum 1984-06-01",
    ),
    bron=OWN,
    toont=("verschilt",),
)
def bsn_belongs_to_two_persons(frames: Frames, context: Context) -> pl.DataFrame:
    geslacht = pl.col("Geslachtsaanduiding").str.to_lowercase()
    known = geslacht.replace_strict(GESLACHT, default=None, return_dtype=pl.String)
    differing = [
        pl.when(kolom.drop_nulls().n_unique() > 1).then(pl.lit(naam))
        for kolom, naam in ((pl.col("geboren"), "geboortedatum"), (known, "geslacht"))
    ]
    verschilt = pl.concat_str(differing, separator=", ", ignore_nulls=True)
    persons = frames.client.drop_nulls(BSN).group_by(BSN).agg(verschilt=verschilt)
    return frames.client.join(persons.filter(pl.col("verschilt") != ""), on=BSN)


@regel(
    "CLT-10",
    SIGNAAL,
    CLIENT,
    melding="Het huisnummer van de cliënt, of de toevoeging daarbij, is te lang.",
    toelichting="Vaak staat er een straatnaam bij, of staat de toevoeging in het veld van het huisnummer. Zet in elk "
    "veld alleen wat erin hoort.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, no_figure(), (), veld="clienten.Huisnummer", vorm=True),
    voorbeeld=("Huisnummer Voorbeeldstraat 12 A", "Huisnummer 12, Huisnummertoevoeging A"),
    bron="Informatiemodel schuldhulpverlening",
)
def house_number_is_too_long(frames: Frames, context: Context) -> pl.DataFrame:
    nummer = pl.col("Huisnummer").str.len_chars() > context.normen["huisnummer_tekens"]
    toevoeging = pl.col("Huisnummertoevoeging").str.len_chars() > context.normen["huisnummertoevoeging_tekens"]
    return frames.client.filter(nummer.fill_null(False) | toevoeging.fill_null(False))


REGELS = (
    has_no_client,
    cannot_be_recognised,
    bsn_is_invalid,
    geslacht_is_unknown_word,
    birth_date_is_invalid,
    age_is_improbable,
    postcode_is_malformed,
    same_bsn_twice,
    bsn_belongs_to_two_persons,
    house_number_is_too_long,
)
