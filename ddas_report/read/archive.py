"""A zip-bestand is taken apart without harm."""

import zipfile
from dataclasses import dataclass
from typing import IO

from ddas_report.model.errors import DdasError, UnreadableFile
from ddas_report.model.masking import masked_name

_BROK = 1 << 20
BEGIN = b"PK\x03\x04"
"""How a zip-bestand begins."""

_BEKEND = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways of packing that can be undone bit by bit; others may grow without bound at once."""

_SIDECARS = (".ds_store", "thumbs.db", "desktop.ini", ".directory")
"""What operating systems add to a folder, and so to a zip-bestand."""

_OFFICE = "[Content_Types].xml"
"""What every document of Excel or Word holds, for it is a zip-bestand inside."""

_VERSLEUTELD = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read at most: bytes of all files together once unpacked, how many files, and how well these may be packed."""

    bytes: int = 2 * 1000**3
    bestanden: int = 500
    """Files in all; a delivery has one for each gemeente at most."""
    verhouding: int = 200
    """How many times smaller a file may be packed; a delivery gets ten to thirty times smaller."""
    vrij: int = 1_000_000
    """Bytes up to which `verhouding` does not matter."""
    samen: int = 40
    """How many times smaller all files of a zip-bestand together may be packed."""
    samen_vrij: int = 20_000_000
    """Bytes of all these together up to which `samen` does not matter."""


def too_large(grenzen: Limits) -> DdasError:
    """What to say when there is more than may be read."""
    return DdasError(
        f"De levering is, uitgepakt, groter dan {_omvang(grenzen.bytes)}; zoveel wordt er niet gelezen.",
        "Klopt die omvang? Sta dan meer toe, bijvoorbeeld met --max-omvang 4GB.",
    )


def no_zip(naam: str) -> UnreadableFile:
    """The error for a file that only seems a zip-bestand."""
    return UnreadableFile(
        f"{naam} is geen zip-bestand, of het is beschadigd.",
        "Maak het zip-bestand opnieuw en kopieer het in zijn geheel, of noem de leveringen (.json) zelf.",
    )


def named_json(naam: str) -> UnreadableFile:
    """The error for a zip-bestand that is called otherwise, so that CBS would refuse it."""
    return UnreadableFile(
        f"{naam} is een zip-bestand en geen JSON.",
        "Geef het een naam die eindigt op .zip, of pak het uit en noem het bestand dat erin staat.",
    )


def too_many(grenzen: Limits) -> DdasError:
    """What to say when there are more files than may be read."""
    return DdasError(
        f"Er zijn meer dan {grenzen.bestanden} bestanden; zoveel worden er niet in één keer gelezen.",
        "Verdeel ze, en controleer elk deel apart.",
    )


def zip_members(archief: zipfile.ZipFile, zipnaam: str, grenzen: Limits) -> dict[str, zipfile.ZipInfo]:
    """The deliveries in a zip-bestand by name, folders left out; raises DdasError on anything that is none."""
    if len(archief.infolist()) > 2 * grenzen.bestanden:  # folders and what systems add included
        raise too_many(grenzen)
    if _OFFICE in archief.namelist():
        raise UnreadableFile(
            f"{zipnaam} is een document van Excel of Word, geen levering.",
            "Noem het JSON-bestand van de levering. Cijfers van het CBS geeft u met --cbs.",
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for lid in archief.infolist():
        naam = _naam(lid)
        if not lid.filename or _is_folder(lid) or _is_sidecar(lid.filename):
            continue
        _require_delivery(lid, masked_name(naam), zipnaam)
        if naam in found:
            raise DdasError(
                f"In {zipnaam} staan twee bestanden met de naam {masked_name(naam)}.",
                "Geef elk bestand een eigen naam.",
            )
        found[naam] = lid
    if not found:
        raise DdasError(f"In {zipnaam} staan geen bestanden.", "Zet de leveringen (.json) in het zip-bestand.")
    _require_proportion(archief, sum(lid.file_size for lid in found.values()), zipnaam, grenzen)
    return found


def _require_proportion(archief: zipfile.ZipFile, uitgepakt: int, zipnaam: str, grenzen: Limits) -> None:
    """Raise DdasError when many files grow out of all proportion, each within its own bound."""
    ingepakt = archief.fp.seek(0, 2) if archief.fp else 0
    if uitgepakt > grenzen.samen_vrij and uitgepakt > grenzen.samen * ingepakt:
        raise DdasError(
            f"De bestanden in {zipnaam} worden bij het uitpakken samen meer dan {grenzen.samen} keer zo groot. "
            "Bij leveringen is dat tien tot dertig keer.",
            "Vertrouwt u de afzender, pak het zip-bestand dan uit en controleer de bestanden zelf. Vraag anders om een nieuw.",
        )


def _is_folder(lid: zipfile.ZipInfo) -> bool:
    """Whether the entry is a folder; some programs of Windows end its name with a backslash."""
    return lid.is_dir() or (lid.filename.endswith("\\") and not lid.file_size)


def _is_sidecar(filename: str) -> bool:
    """Whether an operating system has put the file there for itself."""
    *folders, naam = filename.replace("\\", "/").split("/")
    return "__MACOSX" in folders or naam.startswith("._") or naam.lower() in _SIDECARS


def _naam(lid: zipfile.ZipInfo) -> str:
    """The last part of the path, without what cannot be shown; the folders before it are never used."""
    last = lid.filename.replace("\\", "/").rpartition("/")[2]
    return "".join(teken for teken in last if teken.isprintable())


def _require_delivery(lid: zipfile.ZipInfo, naam: str, zipnaam: str) -> None:
    if naam.lower().endswith(".zip"):
        raise DdasError(
            f"In {zipnaam} staat nog een zip-bestand: {naam}.", "Zet de leveringen zelf (.json) in het zip-bestand."
        )
    if not naam.lower().endswith(".json"):
        raise DdasError(
            f"In {zipnaam} staat een bestand dat geen levering is: {naam}.",
            "Volgens het aanleverprotocol staan in het zip-bestand alleen bestanden die eindigen op .json.",
        )
    if lid.flag_bits & _VERSLEUTELD:
        raise UnreadableFile(
            f"Het bestand {naam} in {zipnaam} is beveiligd met een wachtwoord.",
            "Pak het zip-bestand zelf uit en controleer de bestanden die erin staan.",
        )
    if lid.compress_type not in _BEKEND:
        raise UnreadableFile(
            f"Het bestand {naam} in {zipnaam} is ingepakt op een ongewone manier.",
            "Maak een gewoon zip-bestand, bijvoorbeeld met de verkenner van Windows.",
        )


def unpack(bron: IO[bytes], lid: zipfile.ZipInfo, grenzen: Limits, over: int) -> bytes:
    """The bytes of an entry, at most `over`; raises DdasError when there is more, or it grows out of all proportion."""
    brokken: list[bytes] = []
    omvang = 0
    while brok := bron.read(_BROK):
        omvang += len(brok)
        if omvang > grenzen.vrij and omvang > grenzen.verhouding * lid.compress_size:
            raise DdasError(
                f"Het bestand {masked_name(_naam(lid))} wordt bij het uitpakken meer dan {grenzen.verhouding} keer zo groot. "
                "Een levering doet dat niet.",
                "Gebruik dit zip-bestand niet, en vraag de afzender om een nieuw.",
            )
        if omvang > over:
            raise too_large(grenzen)
        brokken.append(brok)
    return b"".join(brokken)


def _omvang(bytes_: int) -> str:
    """A limit as the user writes it."""
    naam, maat = next(
        (naam, maat) for naam, maat in (("GB", 10**9), ("MB", 10**6), ("KB", 1000)) if bytes_ >= maat or maat == 1000
    )
    return f"{bytes_ / maat:.4g} {naam}".replace(".", ",")
