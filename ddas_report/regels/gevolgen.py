"""The effect of every rule of the catalogue, in one table."""

from ddas_report.regels.gevolg import Eigenaar, Gevolg

BESTAND, LEVERANCIER, DOSSIERS = Eigenaar.BESTAND, Eigenaar.LEVERANCIER, Eigenaar.DOSSIERS

PERIODE = (
    "op_orde.unieke_actieve_bsn",
    "op_orde.stap.",
    "trajecten.nieuw_",
    "trajecten.lopend_",
    "trajecten.buiten_periode",
    "fase_periode.",
    "instroom.",
    "uitstroom.",
    "beschikking.",
    "schuldregeling.",
)
"""The figures that count what happened in the period."""

STATUS = ("trajecten.nieuw_", "trajecten.lopend_", "trajecten.buiten_periode", "trajecten.onbekend", "instroom.")
END = ("trajecten.lopend_", "trajecten.nieuw_", "uitstroom.", "doorlooptijd.traject_")
PERSONS = ("op_orde.", "clienten.", "trajecten.samengevoegd")
BEDRAG = ("schulden.bedrag", "schulden.soort.")
FASEN = ("fase.", "fase_periode.", "op_orde.stap.", "op_orde.unieke_actieve_bsn")
STEP = ("doorlooptijd.",)
INTAKE = ("doorlooptijd.aanmelding_tot_intake.",)
SCHULDREGELING = ("schuldregeling.", "aandeel.schuldregeling_", "doorlooptijd.schuldregeling_tot_toekenning.")
OPLOSSING = ("oplossing.", "doorlooptijd.oplossing.", "doorlooptijd.aanmelding_tot_oplossing.")


def _zonder(waar: str) -> str:
    return f"Daardoor {{telt|tellen}} {{n}} van de {{van}} {{wat}} niet mee in {waar}."


def _onbekend(waar: str) -> str:
    return f"Daardoor {{telt|tellen}} {{n}} van de {{van}} {{wat}} als onbekend bij {waar}."


def _onzeker(cijfer: str) -> str:
    return f"Daardoor klopt {cijfer} waarschijnlijk niet bij {{n}} van de {{van}} {{wat}}."


def _opvallend(cijfer: str) -> str:
    return f"Klopt het niet, dan is {cijfer} onjuist bij {{n}} van de {{van}} {{wat}}."


def _niets(reden: str = "Geen cijfer in dit rapport verandert hierdoor") -> str:
    return f"{reden}; het gaat om {{n}} van de {{van}} {{wat}}."


def _weigert(waar: str = "Het gaat om {n} {plaats|plaatsen}.") -> str:
    return f"Het CBS weigert het bestand. {waar}".strip()


def _gemeente(cijfer: str) -> str:
    return f"Daardoor is {cijfer} in {{n}} van de {{van}} {{wat}} waarschijnlijk niet bruikbaar."


GEVOLGEN = {
    "BST-01": Gevolg(BESTAND, _weigert("")),
    "BST-02": Gevolg(BESTAND, _weigert("")),
    "BST-03": Gevolg(LEVERANCIER, "Een programma dat dit niet verwacht, kan het bestand niet lezen."),
    "BST-04": Gevolg(LEVERANCIER, _weigert("")),
    "BST-05": Gevolg(LEVERANCIER, _weigert()),
    "BST-06": Gevolg(
        LEVERANCIER, "Daardoor telt wat er in dit veld staat niet mee: het gaat om {n} {plaats|plaatsen}."
    ),
    "BST-07": Gevolg(LEVERANCIER, _weigert()),
    "BST-08": Gevolg(
        DOSSIERS, "Daardoor staan er gegevens van personen waar ze niet horen: het gaat om {n} {plaats|plaatsen}."
    ),
    "LEV-01": Gevolg(BESTAND, "Daardoor zijn alle cijfers over de periode leeg of onjuist.", PERIODE),
    "LEV-02": Gevolg(BESTAND, "Daardoor tellen alle cijfers over een andere periode dan de naam zegt.", PERIODE),
    "LEV-03": Gevolg(BESTAND, "Daardoor ontbreekt mogelijk wat aan het eind van de periode gebeurde.", PERIODE),
    "LEV-04": Gevolg(BESTAND, "Mogelijk ontbreekt er een levering. Geen ander cijfer verandert hierdoor."),
    "LEV-05": Gevolg(BESTAND, "Het CBS weet niet zeker wie er levert. Geen cijfer in dit rapport verandert hierdoor."),
    "LEV-06": Gevolg(DOSSIERS, "Daardoor {telt|tellen} {n} van de {van} {wat} bij een andere gemeente mee."),
    "LEV-07": Gevolg(BESTAND, "Daardoor staan in {n} van de {van} {wat} de cijfers van meer gemeenten door elkaar."),
    "LEV-08": Gevolg(
        BESTAND, "Het protocol vraagt één bestand per gemeente. Geen cijfer in dit rapport verandert hierdoor."
    ),
    "LEV-09": Gevolg(DOSSIERS, "Daardoor {telt|tellen} {n} van de {van} {wat} mogelijk niet bij hun gemeente mee."),
    "LEV-10": Gevolg(
        DOSSIERS,
        "Daardoor {telt|tellen} {n} van de {van} {wat} mee bij een gemeente die niet bestaat, en bij geen andere.",
    ),
    "LEV-11": Gevolg(LEVERANCIER, "Geen cijfer in dit rapport verandert hierdoor."),
    "LEV-12": Gevolg(BESTAND, "Daardoor kan het CBS u bij {n} van de {van} {wat} geen vragen stellen."),
    "LEV-13": Gevolg(
        BESTAND, "Daardoor {telt|tellen} {n} van de {van} {wat} in geen enkel cijfer mee.", ("trajecten.totaal",)
    ),
    "LEV-14": Gevolg(BESTAND, _niets("Het CBS herkent de organisatie mogelijk niet")),
    "LEV-15": Gevolg(BESTAND, "Daardoor zijn alle aantallen 0 en alle gemiddelden leeg.", ("",)),
    "LEV-16": Gevolg(BESTAND, "Daardoor ontbreekt een deel van de levering, of telt een deel dubbel.", ("",)),
    "LEV-17": Gevolg(
        LEVERANCIER, "Een ontvanger kan het bericht weigeren. Geen cijfer in dit rapport verandert hierdoor."
    ),
    "LEV-18": Gevolg(BESTAND, "Daardoor horen de pagina's niet bij één levering, en kloppen de cijfers niet.", ("",)),
    "CLT-01": Gevolg(DOSSIERS, _zonder("de aantallen cliënten"), PERSONS),
    "CLT-02": Gevolg(
        DOSSIERS, "Daardoor {telt|tellen} {n} van de {van} {wat} {als|elk als} een aparte persoon.", PERSONS
    ),
    "CLT-03": Gevolg(
        DOSSIERS,
        "Daardoor herkent het CBS {n} van de {van} {wat} niet, en kan één persoon twee keer tellen.",
        PERSONS,
        veld="clienten.Burgerservicenummer",
        vorm=True,
    ),
    "CLT-04": Gevolg(
        LEVERANCIER,
        "Het geslacht is in dit rapport onbekend van {clienten.geslacht.onbekend} van de {clienten.uniek} personen.",
        ("clienten.geslacht.",),
        veld="clienten.Geslachtsaanduiding",
        vorm=True,
    ),
    "CLT-05": Gevolg(
        DOSSIERS,
        "De leeftijd is in dit rapport onbekend van {clienten.leeftijd.onbekend} van de {clienten.uniek} personen.",
        ("clienten.leeftijd.",),
        veld="clienten.Geboortedatum",
        vorm=True,
    ),
    "CLT-06": Gevolg(DOSSIERS, _opvallend("de leeftijd"), ("clienten.leeftijd.",)),
    "CLT-07": Gevolg(
        LEVERANCIER,
        _niets(
            "Het CBS verwacht vier cijfers en twee letters, zonder spatie. Geen cijfer in dit rapport verandert hierdoor"
        ),
        (),
        veld="clienten.Postcode",
        vorm=True,
    ),
    "CLT-08": Gevolg(
        DOSSIERS,
        "Daardoor {telt|tellen} {n} van de {van} {wat} voor twee cliënten, terwijl er één is.",
        ("clienten.totaal", "trajecten.een_client", "trajecten.twee_clienten"),
    ),
    "CLT-09": Gevolg(
        DOSSIERS,
        "Daardoor {staat|staan} {n} van de {van} {wat} misschien onder een verkeerd geslacht of een verkeerde leeftijd.",
        ("clienten.geslacht.", "clienten.leeftijd."),
    ),
    "CLT-10": Gevolg(LEVERANCIER, _niets(), (), veld="clienten.Huisnummer", vorm=True),
    "TRJ-01": Gevolg(DOSSIERS, _onzeker("de status in de periode"), END),
    "TRJ-02": Gevolg(DOSSIERS, _zonder("de periode, de instroom en de duur"), STATUS, veld="trajecten.startdatum"),
    "TRJ-03": Gevolg(
        BESTAND, "Daardoor {telt|tellen} {n} van de {van} {wat} als buiten de periode.", ("trajecten.buiten_periode",)
    ),
    "TRJ-04": Gevolg(
        DOSSIERS,
        "Het CBS voegt trajecten die tegelijk lopen samen: van {trajecten.totaal} blijven er {trajecten.samengevoegd} over.",
        ("trajecten.samengevoegd", "op_orde.trajecten", "trajecten.totaal"),
    ),
    "TRJ-05": Gevolg(
        DOSSIERS,
        "Daardoor {telt|tellen} {n} van de {van} {wat} in twee gemeenten tegelijk.",
        ("op_orde.trajecten", "op_orde.unieke_bsn", "trajecten.totaal"),
    ),
    "TRJ-06": Gevolg(DOSSIERS, _onzeker("de maand van uitstroom"), ("uitstroom.",)),
    "TRJ-07": Gevolg(
        DOSSIERS, "Daardoor {telt|tellen} {n} van de {van} {wat} nog als actief.", END, veld="trajecten.einddatum"
    ),
    "TRJ-08": Gevolg(DOSSIERS, _zonder("de redenen van uitstroom"), ("uitstroom.reden.", "op_orde.stap.uitstroom")),
    "TRJ-09": Gevolg(DOSSIERS, _onbekend("de reden van uitstroom"), ("uitstroom.reden.",), veld="uitstroom.reden"),
    "TRJ-10": Gevolg(DOSSIERS, _onzeker("een datum, en wat daarvan is geteld,"), PERIODE),
    "TRJ-11": Gevolg(
        DOSSIERS,
        _opvallend("de duur van lopende trajecten"),
        ("trajecten.lopend_actief", "doorlooptijd.traject_lopend."),
    ),
    "TRJ-12": Gevolg(DOSSIERS, _opvallend("de instroom per maand"), ("instroom.", *INTAKE)),
    "TRJ-13": Gevolg(
        BESTAND,
        "Daardoor {telt|tellen} {n} van de {van} {wat} dubbel.",
        ("trajecten.", "op_orde.trajecten", "schulden."),
    ),
    "TRJ-14": Gevolg(DOSSIERS, _zonder("de oplossingen"), ("oplossing.", "aandeel.uitstroom_afgerond")),
    "TRJ-15": Gevolg(
        BESTAND, "Daardoor {telt|tellen} {n} van de {van} {wat} mogelijk in twee bestanden.", ("trajecten.totaal",)
    ),
    "FAS-01": Gevolg(DOSSIERS, _zonder("de doorlooptijd van die fase"), STEP),
    "FAS-02": Gevolg(
        DOSSIERS, _zonder("de stappen en doorlooptijden van die fase"), (*FASEN, *STEP), noemt="{fase}.startdatum"
    ),
    "FAS-03": Gevolg(DOSSIERS, _onzeker("de stap of de doorlooptijd"), (*FASEN, *STEP)),
    "FAS-04": Gevolg(DOSSIERS, _onzeker("de laatste stap"), FASEN),
    "FAS-05": Gevolg(DOSSIERS, _zonder("de doorlooptijd van die fase"), STEP),
    "FAS-06": Gevolg(DOSSIERS, _niets()),
    "FAS-07": Gevolg(
        DOSSIERS,
        _zonder("de toelatingen en afwijzingen"),
        ("beschikking.", "doorlooptijd.aanmelding_tot_beschikking."),
        veld="intake.beschikkingssoort",
    ),
    "FAS-08": Gevolg(DOSSIERS, _onzeker("de soort beschikking"), ("beschikking.",)),
    "FAS-09": Gevolg(
        DOSSIERS, _zonder("de tijd van intake tot plan van aanpak"), ("doorlooptijd.intake_tot_plan_van_aanpak.",)
    ),
    "FAS-10": Gevolg(DOSSIERS, _opvallend("de wachttijd tot het eerste gesprek"), INTAKE),
    "FAS-11": Gevolg(DOSSIERS, _opvallend("de wachttijd bij crisis"), ("aanmelding.crisis", *INTAKE)),
    "FAS-12": Gevolg(DOSSIERS, _opvallend("de tijd tot het besluit"), ("doorlooptijd.aanmelding_tot_beschikking.",)),
    "FAS-13": Gevolg(
        DOSSIERS, _opvallend("de duur van de stabilisatie"), ("doorlooptijd.stabilisatie.", "aandeel.stabilisatie_")
    ),
    "FAS-14": Gevolg(DOSSIERS, _onbekend("de stap van het traject"), FASEN),
    "FAS-15": Gevolg(DOSSIERS, _onzeker("het aantal crisisinterventies"), ("aanmelding.crisis", "crisisinterventies.")),
    "REG-01": Gevolg(
        DOSSIERS, "Daardoor {telt|tellen} {n} van de {van} {wat} bij meer dan één uitkomst mee.", SCHULDREGELING
    ),
    "REG-02": Gevolg(DOSSIERS, _zonder("de tijd tot toekenning"), SCHULDREGELING),
    "REG-03": Gevolg(DOSSIERS, _onzeker("de dag van toekenning"), SCHULDREGELING),
    "REG-04": Gevolg(DOSSIERS, _zonder("de toegekende schuldregelingen"), SCHULDREGELING),
    "REG-05": Gevolg(DOSSIERS, _zonder("de verzoeken om een dwangakkoord"), ("schuldregeling.dwangakkoord_verzocht",)),
    "REG-06": Gevolg(DOSSIERS, _zonder("de soorten oplossing"), OPLOSSING, veld="oplossing.soort", noemt="{ontbreekt}"),
    "REG-07": Gevolg(DOSSIERS, _onzeker("de tijd tot de oplossing"), OPLOSSING),
    "REG-08": Gevolg(DOSSIERS, _zonder("de uitkomsten van schuldregelingen"), SCHULDREGELING),
    "REG-09": Gevolg(DOSSIERS, _opvallend("de duur van de oplossing"), ("doorlooptijd.oplossing.",)),
    "REG-10": Gevolg(
        DOSSIERS, _opvallend("het gemiddelde vtlb"), ("oplossing.vtlb.",), veld="oplossing.vtlb", vorm=True
    ),
    "REG-11": Gevolg(
        LEVERANCIER, _zonder("de toegekende schuldregelingen als alleen toekenningsdatum is ingevuld"), SCHULDREGELING
    ),
    "SLD-01": Gevolg(
        DOSSIERS,
        _zonder("het bedrag, de soort of zakelijk en privé"),
        BEDRAG,
        veld="schulden.schuldsoort",
        noemt="schulden.{ontbreekt}",
    ),
    "SLD-02": Gevolg(DOSSIERS, "Daardoor {verlaagt|verlagen} {n} van de {van} {wat} de bedragen.", BEDRAG),
    "SLD-03": Gevolg(DOSSIERS, _opvallend("het gemiddelde schuldbedrag"), ("schulden.bedrag",)),
    "SLD-04": Gevolg(DOSSIERS, _opvallend("het schuldbedrag"), ("schulden.bedrag", "schulden.bij_aanvang.")),
    "SLD-05": Gevolg(DOSSIERS, _opvallend("het schuldbedrag"), ("schulden.bedrag",)),
    "SLD-06": Gevolg(DOSSIERS, _zonder("de schuldbedragen"), ("schulden.",)),
    "SLD-07": Gevolg(DOSSIERS, _niets("Het bedrag kan van later zijn")),
    "SLD-08": Gevolg(
        LEVERANCIER,
        _niets("Daardoor klopt het aantal schuldeisers misschien niet"),
        ("schulden.schuldeisers_per_traject.",),
    ),
    "SLD-09": Gevolg(
        DOSSIERS,
        _niets("Daardoor klopt het aantal schuldeisers misschien niet"),
        ("schulden.schuldeisers_per_traject.",),
    ),
    "SLD-10": Gevolg(DOSSIERS, _opvallend("het schuldbedrag te hoog en"), ("schulden.aantal", *BEDRAG)),
    "SLD-11": Gevolg(DOSSIERS, _opvallend("het aantal schulden"), ("schulden.aantal",)),
    "OND-01": Gevolg(DOSSIERS, _onzeker("de periode van ondersteuning"), ("begeleiding.",)),
    "OND-02": Gevolg(DOSSIERS, _zonder("de soorten begeleiding"), ("begeleiding.",), veld="begeleiding.soort"),
    "OND-03": Gevolg(DOSSIERS, _niets("Het CBS voegt ze samen; in dit rapport telt een traject per soort één keer")),
    "OND-04": Gevolg(DOSSIERS, _onzeker("de maand van aanvraag"), ("moratoria.",)),
    "OND-05": Gevolg(DOSSIERS, _niets()),
    "GEM-01": Gevolg(BESTAND, _gemeente("het aantal personen"), PERSONS),
    "GEM-02": Gevolg(LEVERANCIER, _gemeente("het gemiddelde schuldbedrag"), ("schulden.bedrag",)),
    "GEM-03": Gevolg(LEVERANCIER, _gemeente("het aantal schuldeisers"), ("schulden.schuldeisers_per_traject.",)),
    "GEM-04": Gevolg(BESTAND, _gemeente("wat er in de periode is begonnen en geëindigd"), PERIODE),
    "GEM-05": Gevolg(
        BESTAND,
        "Daardoor tellen {op_orde.stap.onbekend} van de {op_orde.unieke_bsn} cliënten met een BSN als onbekend.",
        ("op_orde.stap.", "op_orde.unieke_actieve_bsn"),
    ),
    "GEM-06": Gevolg(LEVERANCIER, _gemeente("de in- en uitstroom per maand"), ("instroom.", "uitstroom.maand.")),
    "GEM-07": Gevolg(LEVERANCIER, _gemeente("wat met dit gegeven is geteld")),
    "GEM-08": Gevolg(
        LEVERANCIER, _gemeente("wat met dit gegeven is geteld"), ("clienten.leeftijd.", "schulden.bedrag")
    ),
    "GEM-09": Gevolg(
        LEVERANCIER,
        "Daardoor telt het gemiddelde schuldbedrag bij {schulden.trajecten_met_schulden} van de {trajecten.totaal} trajecten.",
        ("schulden.",),
    ),
    "GEM-10": Gevolg(LEVERANCIER, _gemeente("de wachttijd tot het eerste gesprek"), INTAKE),
    "VGL-01": Gevolg(
        BESTAND, "Klopt de verandering niet, dan {is|zijn} de cijfers van {n} van de {van} {wat} onjuist."
    ),
    "VGL-02": Gevolg(
        BESTAND, "Daardoor {ontbreekt|ontbreken} {n} van de {van} {wat} in alle cijfers.", ("trajecten.", "op_orde.")
    ),
    "VGL-03": Gevolg(
        BESTAND,
        "Klopt het niet, dan ontbreken alle cijfers van {n} {gemeente|gemeenten}, of {staat die|staan die} er te veel.",
    ),
    "VGL-04": Gevolg(LEVERANCIER, _gemeente("wat met dit veld is geteld")),
    "VGL-05": Gevolg(DOSSIERS, _onzeker("het einde van het traject"), END),
}
"""By the id of the rule."""
