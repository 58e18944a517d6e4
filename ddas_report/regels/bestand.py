"""BST: the technical check of CBS, on the name, the text and the form of the file."""

from collections.abc import Iterable

import polars as pl

from ddas_report.model import place_column
from ddas_report.model.delivery import Frames
from ddas_report.read.fields_check import FieldFinding
from ddas_report.read.schema_check import SchemaError
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import refused
from ddas_report.regels.regel import BESTAND, FOUT, NAMES, SIGNAAL, WAARSCHUWING, Context, Op, in_file, regel

SPEC = "Uitwisselspecificatie v1.0"


def _fields(found: Iterable[FieldFinding]) -> pl.DataFrame:
    met = [*found]
    values = pl.DataFrame(
        [(vondst.veld, vondst.bedoeld) for vondst in met],
        schema={"veld": pl.String, "bedoelde u": pl.String},
        orient="row",
    )
    return values.with_columns(place_column.column(vondst.plaats for vondst in met), _names(met))


def _names(met: Iterable[FieldFinding | SchemaError]) -> pl.Series:
    """A number for each distinct name, from 1: it says nothing of the name itself."""
    return pl.Series(NAMES, [vondst.identity for vondst in met], dtype=pl.UInt64).rank("dense")


@regel(
    "BST-01",
    FOUT,
    BESTAND,
    melding="De bestandsnaam is anders dan het aanleverprotocol voorschrijft.",
    toelichting="De naam bestaat uit SHV, de code van de uitvraag (de periode, zoals 2024, 2024H1, 2024Q3 of 2024M09) "
    "en de naam van uw organisatie, met een laag streepje ertussen. Levert u in delen, dan volgt na nog een laag "
    "streepje het deel, zoals in SHV_2024_Voorbeeldstad_deel1.json. De naam eindigt op .json, in kleine letters.",
    gevolg=Gevolg(Eigenaar.BESTAND, refused("")),
    voorbeeld=("Voorbeeldstad-2024.json", "SHV_2024_Voorbeeldstad.json"),
    bron="DDAS-aanleverprotocol 2024, par. 4.1",
)
def name_is_malformed(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file(when=context.bestandsnaam is not None and context.bestandsnaam.code is None)


@regel(
    "BST-02",
    FOUT,
    BESTAND,
    melding="In de bestandsnaam staat een teken dat niet is toegestaan.",
    toelichting='Niet toegestaan zijn \\ / : ; ? * " < > | [ ] en een punt, behalve die voor json. Geef het bestand '
    "een andere naam.",
    gevolg=Gevolg(Eigenaar.BESTAND, refused("")),
    voorbeeld=("SHV_2024_Voorbeeldstad_v1.2.json", "SHV_2024_Voorbeeldstad_v1-2.json"),
    bron="DDAS-aanleverprotocol 2024, par. 4.1 en bijlage I",
)
def name_has_forbidden_character(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file(when=context.bestandsnaam is not None and context.bestandsnaam.forbidden)


@regel(
    "BST-03",
    FOUT,
    BESTAND,
    melding="Het bestand is geen UTF-8.",
    toelichting="UTF-8 is de manier waarop het CBS letters en tekens in het bestand verwacht. Kies UTF-8 bij de "
    "export. Een bestand dat anders is opgeslagen kan niet worden gelezen; u krijgt dan geen rapport.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, "Een programma dat dit niet verwacht, kan het bestand niet lezen."),
    voorbeeld=("bestand opgeslagen als Windows-1252 (ANSI)", "bestand opgeslagen als UTF-8"),
    bron=SPEC,
)
def is_not_utf8(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file(when=False)  # the reader has refused it


@regel(
    "BST-03",
    SIGNAAL,
    BESTAND,
    melding="Het bestand is UTF-8 met een onzichtbaar teken aan het begin (BOM).",
    toelichting="Sommige programma's kunnen het bestand daardoor niet goed lezen. Kies bij de export UTF-8 zonder BOM.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, "Een programma dat dit niet verwacht, kan het bestand niet lezen."),
    voorbeeld=("bestand opgeslagen als UTF-8 met BOM", "bestand opgeslagen als UTF-8 zonder BOM"),
    bron=SPEC,
)
def starts_with_bom(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file(when=context.technisch.bom)


@regel(
    "BST-04",
    FOUT,
    BESTAND,
    melding="Het bestand is geen geldige JSON.",
    toelichting="JSON is de vorm waarin het CBS de gegevens verwacht. De foutmelding noemt de regel en de kolom waar "
    "het misgaat. Zo'n bestand kan niet worden gelezen; u krijgt dan geen rapport. Laat uw softwareleverancier de "
    "export herstellen.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, refused("")),
    voorbeeld=('{"bedrag": 800 "peildatum": "2024-03-25"}', '{"bedrag": 800, "peildatum": "2024-03-25"}'),
    bron=SPEC,
)
def is_not_json(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file(when=False)  # the reader has refused it


@regel(
    "BST-05",
    FOUT,
    Op.PLAATS,
    melding="Het bestand voldoet niet aan het uitwisselmodel.",
    toelichting="Het uitwisselmodel zegt welke gegevens in het bestand staan en hoe; het CBS weigert een bestand dat "
    "daarvan afwijkt. Bij de technische toets staat per veld wat er mis is en waar. Meestal zit de oorzaak in de "
    "export; vraag uw softwareleverancier om hulp.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, refused()),
    voorbeeld=("startdatum 10-05-2024", "startdatum 2024-05-10"),
    bron=SPEC,
    toont=("veld", "soort", "melding"),
)
def breaks_the_schema(frames: Frames, context: Context) -> pl.DataFrame:
    fouten = context.technisch.schemafouten
    rows = [(fout.veld, fout.soort, fout.melding) for fout in fouten]
    values = pl.DataFrame(rows, schema=dict.fromkeys(("veld", "soort", "melding"), pl.String), orient="row")
    return values.with_columns(place_column.column(fout.plaats for fout in fouten), _names(fouten))


@regel(
    "BST-06",
    WAARSCHUWING,
    Op.PLAATS,
    melding="Het bestand bevat een veld dat het uitwisselmodel niet kent.",
    toelichting="Het CBS leest dit veld niet. Vaak is de naam verkeerd gespeld en ontbreekt daardoor het echte veld. "
    "Pas de naam aan of verwijder het veld uit de export.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER, "Daardoor telt wat er in dit veld staat niet mee: het gaat om {n} {plaats|plaatsen}."
    ),
    voorbeeld=("intake.startdatm 2024-03-11", "intake.startdatum 2024-03-11"),
    bron=SPEC,
    toont=("veld", "bedoelde u"),
)
def has_unknown_field(frames: Frames, context: Context) -> pl.DataFrame:
    return _fields(context.technisch.onbekende_velden)


@regel(
    "BST-07",
    FOUT,
    Op.PLAATS,
    melding="Hetzelfde veld staat twee keer in één onderdeel van het bestand.",
    toelichting="Alleen de laatste waarde wordt gelezen; de eerste gaat verloren. Laat uw softwareleverancier de "
    "export herstellen.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, refused()),
    voorbeeld=('{"bedrag": 500, "bedrag": 800}', '{"bedrag": 800}'),
    bron=SPEC,
    toont=("veld",),
)
def has_duplicate_field(frames: Frames, context: Context) -> pl.DataFrame:
    return _fields(context.technisch.dubbele_velden)


@regel(
    "BST-08",
    WAARSCHUWING,
    Op.PLAATS,
    melding="Er lijken persoonsgegevens te staan in een veld waarin die niet horen.",
    toelichting="Vaak zijn in de export kolommen verschoven, of is een verkeerd veld gekoppeld. Persoonsgegevens mogen "
    "alleen bij de cliënt staan. De waarde zelf staat niet in dit rapport. Laat de export herstellen en stuur dit "
    "bestand aan niemand door.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor staan er gegevens van personen waar ze niet horen: het gaat om {n} {plaats|plaatsen}.",
    ),
    voorbeeld=("gemeentecode 900000016", "gemeentecode 0344"),
    bron="AVG, art. 5 (minimale gegevensverwerking)",
    toont=("veld", "lijkt op"),
)
def has_personal_data_elsewhere(frames: Frames, context: Context) -> pl.DataFrame:
    met = context.technisch.persoonlijk
    values = pl.DataFrame(
        [(vondst.veld, str(vondst.kind)) for vondst in met],
        schema={"veld": pl.String, "lijkt op": pl.String},
        orient="row",
    )
    return values.with_columns(place_column.column(vondst.plaats for vondst in met))


REGELS = (
    name_is_malformed,
    name_has_forbidden_character,
    is_not_utf8,
    is_not_json,
    breaks_the_schema,
    has_unknown_field,
    has_duplicate_field,
    has_personal_data_elsewhere,
)
