"""What the effects of rules have in common: the figures that suffer together, and the sentences that say so."""

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
FASE_FIGURES = ("fase.", "fase_periode.", "op_orde.stap.", "op_orde.unieke_actieve_bsn")
STEP = ("doorlooptijd.",)
INTAKE = ("doorlooptijd.aanmelding_tot_intake.",)
SCHULDREGELING = ("schuldregeling.", "aandeel.schuldregeling_", "doorlooptijd.schuldregeling_tot_toekenning.")
OPLOSSING = ("oplossing.", "doorlooptijd.oplossing.", "doorlooptijd.aanmelding_tot_oplossing.")


def left_out(waar: str) -> str:
    """That the records are not counted somewhere."""
    return f"Daardoor {{telt|tellen}} {{deel}} niet mee in {waar}."


def as_onbekend(waar: str) -> str:
    """That the records are counted as unknown somewhere."""
    return f"Daardoor {{telt|tellen}} {{deel}} als onbekend bij {waar}."


def uncertain(cijfer: str) -> str:
    """That a figure is probably wrong for the records."""
    return f"Daardoor klopt {cijfer} waarschijnlijk niet bij {{deel}}."


def if_wrong(cijfer: str) -> str:
    """That a figure is wrong for the records, when they are."""
    return f"Klopt het niet, dan is {cijfer} onjuist bij {{deel}}."


def no_figure(reden: str = "Geen cijfer in dit rapport verandert hierdoor") -> str:
    """That no figure changes, or why it does not matter here."""
    return f"{reden}; het gaat om {{deel}}."


def refused(waar: str = "Het gaat om {n} {plaats|plaatsen}.") -> str:
    """That CBS refuses the file, and where."""
    return f"Het CBS weigert het bestand. {waar}".strip()


def unusable(cijfer: str) -> str:
    """That a figure of whole gemeenten cannot be used."""
    return f"Daardoor is {cijfer} in {{deel}} waarschijnlijk niet bruikbaar."
