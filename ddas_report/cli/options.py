"""What the user asked for, read from words; light, for it is imported before there is any work."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ddas_report.model.errors import DdasError
from ddas_report.model.file_name import common_name
from ddas_report.model.masking import looks_like, masked
from ddas_report.model.signer import NOBODY, Signer
from ddas_report.read.archive import Limits
from ddas_report.render.formats import FORMATS

_EENHEDEN = {"": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything the user asked for."""

    bestanden: tuple[Path, ...]
    vandaag: date
    grenzen: Limits
    naam: str
    """What the outputs are called, and several files as one."""
    map: Path
    formaten: tuple[str, ...]
    norms: Path | None = None
    select: str = ""
    ignore: str = ""
    worklist: Path | None = None
    with_bsn: bool = False
    strict: bool = False
    quiet: bool = False
    tonen: bool = False
    """Whether page and PDFs show figures on few people."""
    vorige: tuple[Path, ...] = ()
    cbs: Path | None = None
    overschrijven: bool = False
    """Whether a file that a person filled in or changed may be replaced."""
    cbs_sjabloon: bool = False
    per_gemeente: bool = False
    toelichting: Path | None = None
    toelichting_sjabloon: bool = False
    ondertekenaar: Signer = NOBODY
    digests: tuple[str, ...] = ()
    """The SHA-256 that files must have, in hexadecimals."""


def choose_formats(lijst: str) -> tuple[str, ...]:
    """The formats in a list with commas, each once; raises DdasError on an unknown one."""
    gekozen = tuple(dict.fromkeys(naam.strip().lower() for naam in lijst.split(",") if naam.strip()))
    onbekend = [naam for naam in gekozen if naam not in FORMATS]
    if onbekend or not gekozen:
        wat = f"Het formaat '{onbekend[0]}' bestaat niet." if onbekend else "Er is geen formaat gekozen."
        raise DdasError(wat, f"Kies uit: {', '.join(FORMATS)}.")
    return gekozen


def read_digest(tekst: str) -> str:
    """The SHA-256 in hexadecimals of the value of a header `Digest`; raises DdasError on anything else."""
    soort, _, waarde = tekst.strip().removeprefix("Digest:").strip().partition("=")
    try:
        digest = base64.b64decode(waarde, validate=True) if soort.upper() == "SHA-256" else b""
    except binascii.Error:
        digest = b""
    if len(digest) != hashlib.sha256().digest_size:
        raise DdasError(
            "De waarde bij --digest is geen SHA-256 in base64.",
            "Neem de kop Digest van het antwoord over: --digest SHA-256= met daarachter 44 tekens.",
        )
    return digest.hex()


def read_small_numbers(tekst: str) -> bool:
    """Whether figures on few people are shown, from `tonen` or `weglaten`; raises DdasError on anything else."""
    choice = tekst.strip().lower()
    if choice not in ("tonen", "weglaten"):
        raise DdasError(
            f"De keuze '{tekst}' bij --kleine-aantallen bestaat niet.",
            "Kies tonen (voor gebruik binnen de organisatie) of weglaten.",
        )
    return choice == "tonen"


def read_size(tekst: str) -> int:
    """Bytes, from a whole number with KB, MB or GB behind it; raises DdasError on anything else."""
    match = re.fullmatch(r"([0-9]{1,9}) ?(|KB|MB|GB)", tekst.strip().upper())
    if not match or not int(match[1]):
        raise DdasError(
            f"De omvang '{tekst}' is niet te lezen.", "Bijvoorbeeld: --max-omvang 500MB of --max-omvang 4GB"
        )
    return int(match[1]) * _EENHEDEN[match[2]]


def read_day(tekst: str) -> date:
    """A date as JJJJ-MM-DD; raises DdasError on anything else."""
    known = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tekst)
    with suppress(ValueError):
        if known:
            return date.fromisoformat(tekst)
    why = "bestaat niet" if known else "is niet te lezen"
    raise DdasError(f"De datum '{tekst}' {why}.", "Schrijf hem als JJJJ-MM-DD, bijvoorbeeld --datum 2025-01-15")


def choose_folder(gekozen: Path | None, anders: Path) -> Path:
    """The folder for the report; raises DdasError on `-`, for a report is more than what fits in a stream."""
    if gekozen == Path("-"):
        raise DdasError(
            "Een rapport kan niet naar de standaarduitvoer: het bestaat uit bestanden.",
            "Kies een map, bijvoorbeeld --uitvoer rapport, of laat de optie weg.",
        )
    return gekozen or anders


def choose_name(naam: str | None, bestanden: Sequence[Path]) -> str:
    """The name of the outputs: as asked for, else that of the only file, else what the names have in common."""
    if naam is None:
        return common_name([bestand.stem for bestand in bestanden])
    if looks_like(naam):
        raise DdasError(
            f"De naam bij --naam lijkt persoonsgegevens te bevatten: {masked(naam)}.",
            "Kies een naam zonder BSN, e-mailadres, telefoonnummer, geboortedatum of postcode.",
        )
    if not naam.strip(". ") or not naam.isprintable() or not set(naam).isdisjoint('\\/:*?"<>|'):
        raise DdasError(
            f"De naam '{naam}' kan niet voor een bestand worden gebruikt.",
            "Gebruik letters, cijfers en streepjes, zonder map; kies een map met --uitvoer.",
        )
    return naam
