"""Who signs the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signer:
    """The name and function of who signs, as given."""

    naam: str = ""
    functie: str = ""


NOBODY = Signer()
"""Who signs is not told; it is filled in on paper."""
