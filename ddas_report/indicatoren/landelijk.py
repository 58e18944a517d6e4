"""National values to lay beside our figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Landelijk:
    """A national value, the year it is about and its source."""

    waarde: float
    jaar: int
    bron: str


_NVVK = "NVVK-jaarcijfers, cliënten van leden"

LANDELIJK = {
    "schulden.bij_aanvang.gemiddelde": Landelijk(40_170, 2022, _NVVK),
    "schulden.bedrag_per_traject.gemiddelde": Landelijk(40_170, 2022, _NVVK),
    "schulden.schuldeisers_per_traject.gemiddelde": Landelijk(13, 2022, _NVVK),
    "doorlooptijd.aanmelding_tot_intake.gemiddelde": Landelijk(11, 2022, _NVVK),
}
"""By the id of our figure; the debt and the days are those at application and to the first appointment."""

AANMELDINGEN_PER_1000 = Landelijk(4.3, 2022, "NVVK-jaarcijfers (75.531 aanmeldingen) en CBS-bevolking")
