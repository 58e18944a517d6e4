"""National values to lay beside our figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Landelijk:
    """A national value, the year it is about and its source."""

    waarde: float
    jaar: int
    bron: str


_NVVK = "NVVK-jaarcijfers, cliënten van leden"

SCHULD = Landelijk(40_170, 2022, _NVVK)
"""Mean debt in euro at application."""

SCHULDEISERS = Landelijk(13, 2022, _NVVK)
DAYS_TO_GESPREK = Landelijk(11, 2022, _NVVK)
"""Mean days to the first appointment."""

SANERINGSKREDIET = Landelijk(65, 2022, _NVVK)
"""Percent of the schuldregelingen."""

AANMELDINGEN_PER_1000 = Landelijk(4.3, 2022, "NVVK-jaarcijfers (75.531 aanmeldingen) en CBS-bevolking")
