"""The words of the command line: each option with its names, its help and the subject under which `--hulp` lists it."""

from pathlib import Path
from typing import Annotated

import typer

from ddas_report.cli.help import list_formats

MAKING = "Wat u wilt maken"
COMPARING = "Waarmee u vergelijkt"
JUDGING = "Wat er wordt beoordeeld"
SIGNING = "Wie tekent en wat u verklaart"
RUNNING = "Hoe het programma werkt"
LOOKING_UP = "Opzoeken"

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="BESTAND...",
        help="De levering: een of meer JSON-bestanden, of een zip-bestand. Met - leest het programma wat een ander "
        "programma doorgeeft.",
    ),
]

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--uitvoer",
        "--output",
        metavar="MAP",
        help="Map voor het rapport. Anders: naast het (eerste) bestand.",
        rich_help_panel=MAKING,
    ),
]
Name = Annotated[
    str | None,
    typer.Option(
        "--naam",
        "--name",
        metavar="NAAM",
        help="Naam van het rapport. Anders: die van het bestand, of wat de namen van de bestanden gemeen hebben.",
        rich_help_panel=MAKING,
    ),
]
Formats = Annotated[
    list[str],
    typer.Option(
        "-f",
        "--formaat",
        "--format",
        metavar="LIJST",
        help=f"Wat u wilt maken, met komma's: {list_formats()}.",
        rich_help_panel=MAKING,
    ),
]
Worklist = Annotated[
    Path | None,
    typer.Option(
        "--werklijst",
        "--worklist",
        metavar="BESTAND",
        help="Schrijf alle plaatsen naar een werklijst (.xlsx of .csv).",
        rich_help_panel=MAKING,
    ),
]
WithBsn = Annotated[
    bool,
    typer.Option(
        "--met-bsn",
        "--with-bsn",
        help="Zet in de werklijst ook het BSN. Daarna zijn het persoonsgegevens.",
        rich_help_panel=MAKING,
    ),
]
PerGemeente = Annotated[
    bool,
    typer.Option("--per-gemeente", help="Maak ook voor elke gemeente een eigen rapport.", rich_help_panel=MAKING),
]
SmallNumbers = Annotated[
    str,
    typer.Option(
        "--kleine-aantallen",
        metavar="KEUZE",
        help="weglaten of tonen: of pagina en PDF's ook cijfers over minder dan 10 trajecten laten zien.",
        rich_help_panel=MAKING,
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option(
        "--overschrijven",
        help="Vervang ook een bestand dat iemand heeft ingevuld, ondertekend of veranderd.",
        rich_help_panel=MAKING,
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Open het rapport als het klaar is.", rich_help_panel=MAKING)]

Previous = Annotated[
    list[Path] | None,
    typer.Option(
        "--vorige",
        "--previous",
        metavar="BESTAND",
        help="Vergelijk met een eerdere levering (.json of .zip), of haar .op-orde.json. Was de levering verdeeld "
        "over meer bestanden, noem dan elk bestand met --vorige.",
        rich_help_panel=COMPARING,
    ),
]
Cbs = Annotated[
    Path | None,
    typer.Option(
        "--cbs",
        metavar="BESTAND",
        help="Vergelijk met de cijfers van het CBS (.xlsx of .csv).",
        rich_help_panel=COMPARING,
    ),
]
CbsTemplate = Annotated[
    bool,
    typer.Option(
        "--cbs-sjabloon",
        "--cbs-template",
        help="Maak een invulblad voor de cijfers van het CBS (.xlsx en .csv).",
        rich_help_panel=COMPARING,
    ),
]

Norms = Annotated[
    Path | None,
    typer.Option(
        "--normen",
        "--norms",
        metavar="BESTAND",
        help="Eigen normen: een TOML-bestand met regels als norm = getal.",
        rich_help_panel=JUDGING,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--alleen",
        "--select",
        metavar="LIJST",
        help="Beoordeel alleen deze regels of families, zoals TRJ,CLT-03.",
        rich_help_panel=JUDGING,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--zonder",
        "--ignore",
        metavar="LIJST",
        help="Beoordeel deze regels of families niet.",
        rich_help_panel=JUDGING,
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--streng",
        "--strict",
        help="Tel waarschuwingen als fouten (afsluitcode 1).",
        rich_help_panel=JUDGING,
    ),
]
Digest = Annotated[
    list[str] | None,
    typer.Option(
        "--digest",
        metavar="SHA-256=...",
        help="De kop Digest van een API-antwoord; mag vaker.",
        rich_help_panel=JUDGING,
    ),
]

Author = Annotated[
    str,
    typer.Option(
        "--opsteller",
        metavar="NAAM",
        help="Wie tekent: de naam op de laatste bladzijde.",
        rich_help_panel=SIGNING,
    ),
]
Role = Annotated[
    str,
    typer.Option("--functie", metavar="FUNCTIE", help="De functie van wie tekent.", rich_help_panel=SIGNING),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--datum",
        "--date",
        metavar="JJJJ-MM-DD",
        help="De dag waarop het rapport is gemaakt. Anders: vandaag.",
        rich_help_panel=SIGNING,
    ),
]
Explanations = Annotated[
    Path | None,
    typer.Option(
        "--toelichting",
        metavar="BESTAND",
        help="Wat blijft staan en waarom: een TOML-bestand met toelichtingen.",
        rich_help_panel=SIGNING,
    ),
]
ExplanationsTemplate = Annotated[
    bool,
    typer.Option(
        "--toelichting-sjabloon",
        help="Maak zo'n bestand om in te vullen, met de oorzaken van nu (.toml).",
        rich_help_panel=SIGNING,
    ),
]

Window = Annotated[
    bool,
    typer.Option(
        "--venster",
        help="Open een pagina in uw browser en zet daar het bestand neer.",
        rich_help_panel=RUNNING,
    ),
]
MaxSize = Annotated[
    str,
    typer.Option(
        "--max-omvang",
        "--max-size",
        metavar="OMVANG",
        help="Hoeveel er ten hoogste wordt gelezen, uitgepakt.",
        rich_help_panel=RUNNING,
    ),
]
Quiet = Annotated[
    bool, typer.Option("-q", "--stil", "--quiet", help="Toon alleen foutmeldingen.", rich_help_panel=RUNNING)
]

Figures = Annotated[
    bool,
    typer.Option(
        "--indicatoren",
        help="Toon alle cijfers en hoe ze zijn geteld (met --formaat json: als JSON).",
        rich_help_panel=LOOKING_UP,
    ),
]
Rules = Annotated[
    bool,
    typer.Option(
        "--regels", help="Toon alle controleregels (met --formaat json: als JSON).", rich_help_panel=LOOKING_UP
    ),
]
Rule = Annotated[
    str | None,
    typer.Option(
        "--regel",
        metavar="ID",
        help="Leg één controleregel uit, bijvoorbeeld TRJ-01.",
        rich_help_panel=LOOKING_UP,
    ),
]
Causes = Annotated[
    bool,
    typer.Option(
        "--oorzaken",
        help="Toon waaraan bevindingen kunnen liggen (met --formaat json: als JSON).",
        rich_help_panel=LOOKING_UP,
    ),
]
Standing = Annotated[
    bool,
    typer.Option(
        "--instellingen",
        help="Toon uw vaste keuzes: die uit ddas-report.toml bij de levering en in uw eigen map.",
        rich_help_panel=LOOKING_UP,
    ),
]
Completion = Annotated[
    str | None,
    typer.Option(
        "--aanvullen",
        metavar="SHELL",
        help="Toon wat bash, zsh, fish of pwsh nodig heeft om opties aan te vullen.",
        rich_help_panel=LOOKING_UP,
    ),
]
Version = Annotated[
    bool, typer.Option("-V", "--versie", "--version", help="Toon de versie.", rich_help_panel=LOOKING_UP)
]
