"""Every read and every write of a file."""

import errno
import io
import os
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import IO

from ddas_report.model.errors import DdasError, OutputFailed, UnreadableFile
from ddas_report.model.masking import masked_name
from ddas_report.read.archive import BEGIN, Limits, named_json, no_zip, too_large, too_many, unpack, zip_members


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is held in memory: its name and its bytes."""

    name: str
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The extension, with its dot."""
        return Path(self.name).suffix


File = Path | Held
"""A file on disk, or one in memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery that can be read: its name, the file it stands in, and its entry when that is a zip-bestand."""

    naam: str
    pad: File
    omvang: int
    """Bytes, as the file says itself."""
    lid: zipfile.ZipInfo | None = None


def read(path: File, most: int = -1) -> bytes:
    """The bytes of a file, `most` of them at most; raises UnreadableFile when there is no readable file there."""
    with _opened(path) as file:
        return file.read(most)


def find_sources(paden: Iterable[File], grenzen: Limits) -> list[Source]:
    """The deliveries in these files and zip-bestanden, by name; raises DdasError when these cannot be read together."""
    found = sorted((bron for pad in paden for bron in _bronnen(pad, grenzen)), key=lambda bron: bron.naam)
    if len(found) > grenzen.bestanden:
        raise too_many(grenzen)
    naam, keer = Counter(bron.naam for bron in found).most_common(1)[0]
    if keer > 1:
        raise DdasError(
            f"Het bestand {masked_name(naam)} is {keer} keer genoemd, of er zijn {keer} bestanden met die naam.",
            "Noem elk bestand één keer, en geef elk bestand een eigen naam.",
        )
    if len({masked_name(bron.naam) for bron in found}) < len(found):
        raise DdasError(
            "De namen van de bestanden lijken persoonsgegevens te bevatten, en zijn zonder die gegevens gelijk.",
            "Geef elk bestand een eigen naam, zonder BSN, e-mailadres, telefoonnummer, geboortedatum of postcode.",
        )
    if sum(bron.omvang for bron in found) > grenzen.bytes:
        raise too_large(grenzen)
    return found


def contents(found: Iterable[Source], grenzen: Limits) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each delivery, file by file, read when it is asked for; DdasError past what may be read."""
    over = grenzen.bytes
    per_file: dict[File, list[Source]] = {}
    for bron in found:
        per_file.setdefault(bron.pad, []).append(bron)
    for pad, bronnen in per_file.items():
        with _unzipped(pad) if bronnen[0].lid else nullcontext() as archief:
            for bron in bronnen:
                if archief is None or bron.lid is None:
                    held = [_bounded(pad, grenzen, over)]
                else:
                    held = [_unpacked(archief, bron.lid, grenzen, over)]
                over -= len(held[0])
                yield bron.naam, held.pop()  # so that whoever asked can let go of it


def _bronnen(path: File, grenzen: Limits) -> list[Source]:
    with _opened(path) as file:
        if not _is_zip(file):
            file.seek(0)
            if file.read(len(BEGIN)) == BEGIN or path.suffix.lower() == ".zip":
                raise no_zip(_shown(path))
            return [Source(path.name, path, _size(file))]
    if path.suffix.lower() == ".json":
        raise named_json(_shown(path))
    with _unzipped(path) as archief:
        return [
            Source(naam, path, lid.file_size, lid) for naam, lid in zip_members(archief, _shown(path), grenzen).items()
        ]


def _shown(path: File) -> str:
    return masked_name(path.name)


def _is_zip(file: IO[bytes]) -> bool:
    try:
        return zipfile.is_zipfile(file)
    except zipfile.BadZipFile:  # it says to be a part of several: that is told when it is opened
        return True


def _bounded(path: File, grenzen: Limits, over: int) -> bytes:
    with _opened(path) as file:
        data = file.read() if _size(file) <= over else b""
        if file.read(1) or len(data) > over:
            raise too_large(grenzen)
        return data


def _unpacked(archief: zipfile.ZipFile, lid: zipfile.ZipInfo, grenzen: Limits, over: int) -> bytes:
    try:
        with archief.open(lid) as file:
            return unpack(file, lid, grenzen, over)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise no_zip(masked_name(Path(archief.filename or "").name)) from None


@contextmanager
def _unzipped(path: File) -> Iterator[zipfile.ZipFile]:
    with _opened(path) as file:
        try:
            archief = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise no_zip(_shown(path)) from None
        yield archief


def _size(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size if not isinstance(file, io.BytesIO) else file.getbuffer().nbytes


@contextmanager
def _opened(path: File) -> Iterator[IO[bytes]]:
    if isinstance(path, Held):
        yield io.BytesIO(path.data)
        return
    if os.path.isdir(path):
        raise UnreadableFile(f"{_shown(path) or path} is een map, geen bestand.", "Noem het bestand zelf.")
    if os.path.exists(path) and not os.path.isfile(path):
        raise UnreadableFile(f"{_shown(path)} is geen gewoon bestand.", "Noem het bestand zelf.")
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise UnreadableFile(
            f"Het bestand {path.parent / _shown(path)} bestaat niet.",
            "Controleer de naam en de map, en probeer het opnieuw.",
        ) from None
    except PermissionError:
        raise UnreadableFile(
            f"Het bestand {_shown(path)} mag niet worden gelezen.",
            "Vraag uw beheerder om leesrechten op dit bestand.",
        ) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ENAMETOOLONG:
            naam = _shown(path)
            raise UnreadableFile(
                f"Het bestand {naam[:_SHORT]}{'…' * (len(naam) > _SHORT)} kan niet bestaan: de naam of het pad is te lang.",
                "Controleer de naam en de map, en probeer het opnieuw.",
            ) from None
        raise UnreadableFile(
            "Het bestand kan niet worden gelezen.", "Kopieer het naar uw eigen schijf en probeer het opnieuw."
        ) from None


def write(path: Path, content: bytes, private: bool = False) -> None:
    """Write a file whole or not at all, if `private` so that only its owner may read it.

    Raises OutputFailed when the folder or disk does not take it.
    """
    temporary = path.parent / f"{_of_this_run(_HALF)}{token_hex(8)}"  # known before it is there, so that it never stays
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path.parent, _HALF)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o600 if private else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        raise OutputFailed(
            f"Het bestand {_shown(path)} kan niet worden geschreven in {path.parent}: {_reason(error)}.",
            "Sluit het bestand als het openstaat, maak ruimte vrij, of kies een andere map met --uitvoer.",
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def _umask() -> int:
    """The permissions that this user does not give; there is no way to ask but to set them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder that goes with this block, or else with the next run; what earlier ones have left goes first."""
    _remove_leftovers(Path(tempfile.gettempdir()), _FOLDER)
    with tempfile.TemporaryDirectory(prefix=_of_this_run(_FOLDER), ignore_cleanup_errors=True) as folder:
        yield folder


_HALF, _FOLDER = ".ddas-report-", "ddas-report-"
"""How the name of a file begins that is not whole yet, and that of a temporary folder; machine and process follow."""


def _of_this_run(begin: str) -> str:
    return f"{begin}{_machine()}-{os.getpid()}-"


def _machine() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return re.sub("[^0-9A-Za-z]", "", name)[:40]


@cache
def _remove_leftovers(folder: Path, begin: str) -> None:
    """Remove what runs that were cut off have left, for it may hold BSNs; before this one writes its first file."""
    for path in folder.glob(f"{begin}*"):
        with suppress(OSError):
            if _is_left(path.name.removeprefix(begin)):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _is_left(rest: str) -> bool:
    """Whether the run of which this is the rest of a name is gone; of another machine that cannot be told."""
    machine, _, process = rest.rpartition("-")[0].rpartition("-")
    if machine != _machine() or not process.isdecimal():
        return False
    if os.name == "nt" or int(process) == os.getpid():
        return True  # Windows does not give up a file that is in use; and this run has not written yet
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def open_streams() -> None:
    """Have stdin, stdout and stderr, be it to nowhere, and write UTF-8 to them.

    A run that was started with one of them closed would else give its place to the first file that it opens.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def say_nothing() -> None:
    """Send all that this process writes to stdout and stderr nowhere, what libraries in C write included."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


_REASONS = {errno.ENOSPC: "de schijf is vol", errno.ENAMETOOLONG: "de naam of het pad is te lang"}
_SHORT = 40
"""Signs that are told of a name that is too long."""


def _reason(error: OSError) -> str:
    match error:
        case PermissionError():
            return "u mag daar niet schrijven"
        case NotADirectoryError() | FileExistsError():
            return "dat is geen map"
        case _:
            return _REASONS.get(error.errno or 0, "de schijf weigert het")
