"""Checks and reports DDAS deliveries on your own computer, before they go to CBS."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddas_report.api import Rapport, rapport
    from ddas_report.model.errors import DdasError

__version__ = "0.1.0"
__all__ = ["DdasError", "Rapport", "__version__", "rapport"]


def __getattr__(naam: str) -> object:
    """What is public, imported when it is asked for: the version alone must come at once."""
    if naam in ("Rapport", "rapport"):
        from ddas_report import api

        return getattr(api, naam)
    if naam == "DdasError":
        from ddas_report.model.errors import DdasError

        return DdasError
    raise AttributeError(naam)


def __dir__() -> list[str]:
    return sorted(__all__)
