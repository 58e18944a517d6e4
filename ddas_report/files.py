"""Every read and every write of a file."""

import os
import tempfile
from pathlib import Path

from ddas_report.errors import OnleesbaarBestand, UitvoerMislukt


def read(path: Path) -> bytes:
    """The bytes of a file; raises OnleesbaarBestand when there is no readable file at that path."""
    if path.is_dir():
        raise OnleesbaarBestand(f"{path.name or path} is een map, geen bestand.", "Noem het bestand zelf.")
    if path.exists() and not path.is_file():
        raise OnleesbaarBestand(f"{path.name} is geen gewoon bestand.", "Noem het bestand zelf.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise OnleesbaarBestand(
            f"Het bestand {path} bestaat niet.", "Controleer de naam en de map, en probeer het opnieuw."
        ) from None
    except PermissionError:
        raise OnleesbaarBestand(
            f"Het bestand {path.name} mag niet worden gelezen.",
            "Vraag uw beheerder om leesrechten op dit bestand.",
        ) from None
    except (OSError, ValueError):
        raise OnleesbaarBestand(
            "Het bestand kan niet worden gelezen.", "Kopieer het naar uw eigen schijf en probeer het opnieuw."
        ) from None


def write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all; raises UitvoerMislukt when the folder or disk does not take it."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".ddas-report-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise UitvoerMislukt(
            f"Het bestand {path.name} kan niet worden geschreven in {path.parent}: {_reason(error)}.",
            "Sluit het bestand als het openstaat, maak ruimte vrij, of kies een andere map met --output.",
        ) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    match error:
        case PermissionError():
            return "u mag daar niet schrijven"
        case NotADirectoryError() | FileExistsError():
            return "dat is geen map"
        case _:
            return "de schijf is vol" if error.errno == 28 else "de schijf weigert het"
