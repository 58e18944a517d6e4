"""The thresholds of the rules, each with its unit and source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Norm:
    """A threshold: its value, unit, what it bounds and where it comes from."""

    waarde: float
    eenheid: str
    omschrijving: str
    bron: str

    @property
    def hoogste(self) -> int:
        """The most that a user may set it to."""
        return _HOOGSTE.get(self.eenheid, 100_000)

    @property
    def geheel(self) -> bool:
        """Whether it is a whole number."""
        return self.eenheid == "maanden"


Normen = Mapping[str, float]
_HOOGSTE = {"jaar": 200, "maanden": 1_200, "tekens": 1_000, "procentpunt": 100, "euro": 1_000_000_000}
"""What is more is a mistake, and may lie outside the calendar."""

_EIG = "eigen redenering"
_MODEL = "Informatiemodel schuldhulpverlening"
_WGS = "Wet gemeentelijke schuldhulpverlening, art. 4"
_NVVK = "Ruim om het landelijke cijfer uit de NVVK-jaarcijfers 2022"
_STABIEL = "eigen redenering, bij DDAS-aanleverprotocol 2024, par. 3.1 (constante leveringen)"
_AFLOSSEN = "NVVK; verkorting van de aflosperiode per 1 juli 2023"

NORMEN: Mapping[str, Norm] = {
    "leeftijd_minimum": Norm(18, "jaar", "Jongste leeftijd van een cliënt bij de start", _EIG),
    "leeftijd_maximum": Norm(100, "jaar", "Hoogste leeftijd van een cliënt bij de start", _EIG),
    "huisnummer_tekens": Norm(5, "tekens", "Lengte van een huisnummer", _MODEL),
    "huisnummertoevoeging_tekens": Norm(4, "tekens", "Lengte van een huisnummertoevoeging", _MODEL),
    "traject_open_jaren": Norm(10, "jaar", "Een traject dat langer voor de periode begon en nog open is", _EIG),
    "start_na_aanmelding_dagen": Norm(90, "dagen", "Verschil tussen startdatum en datum van aanmelding", _EIG),
    "eerste_gesprek_dagen": Norm(28, "dagen", "Van aanmelding tot eerste gesprek", _WGS),
    "eerste_gesprek_crisis_werkdagen": Norm(3, "werkdagen", "Van aanmelding tot eerste gesprek bij crisis", _WGS),
    "beschikking_dagen": Norm(56, "dagen", "Van eerste gesprek tot besluit", f"{_WGS}a, en lokale verordeningen"),
    "stabilisatie_dagen": Norm(122, "dagen", "Duur van de stabilisatie (vier maanden)", "NVVK; Divosa-benchmark"),
    "schuldregeling_dagen": Norm(
        120, "dagen", "Van verzoek om een schuldregeling tot uitkomst", "NVVK, 120-dagenmodel"
    ),
    "aflosperiode_maanden": Norm(18, "maanden", "Aflosperiode van oplossingen vanaf 1 juli 2023", _AFLOSSEN),
    "aflosperiode_oud_maanden": Norm(36, "maanden", "Aflosperiode van oplossingen tot 1 juli 2023", _AFLOSSEN),
    "vtlb_minimum": Norm(500, "euro", "Laagste vrij te laten bedrag per maand", _EIG),
    "vtlb_maximum": Norm(6_000, "euro", "Hoogste vrij te laten bedrag per maand", _EIG),
    "schuld_maximum": Norm(1_000_000, "euro", "Hoogste bedrag van één schuld", _EIG),
    "schuldtotaal_afwijking_procent": Norm(10, "procent", "Verschil tussen totaal en som, deel van de som", _EIG),
    "schuldtotaal_afwijking_euro": Norm(100, "euro", "Verschil tussen totaal en som, in euro's", _EIG),
    "schuldtotaal_minimum": Norm(100, "euro", "Laagste som van de schulden in een traject", _EIG),
    "schuldtotaal_maximum": Norm(2_000_000, "euro", "Hoogste som van de schulden in een traject", _EIG),
    "schulden_maximum": Norm(60, "schulden", "Hoogste aantal schulden in een traject", _EIG),
    "moratorium_maanden": Norm(6, "maanden", "Duur van een moratorium", "Faillissementswet, art. 287b"),
    "gemeente_trajecten_minimum": Norm(
        20, "trajecten", "Bij minder trajecten wordt een gemeente niet beoordeeld", _EIG
    ),
    "gemeente_clienten_minimum": Norm(0.3, "per 1.000 inwoners", "Laagste aantal personen in een gemeente", _NVVK),
    "gemeente_clienten_maximum": Norm(25, "per 1.000 inwoners", "Hoogste aantal personen in een gemeente", _NVVK),
    "gemeente_schuld_minimum": Norm(10_000, "euro", "Laagste gemiddelde schuld per traject", _NVVK),
    "gemeente_schuld_maximum": Norm(120_000, "euro", "Hoogste gemiddelde schuld per traject", _NVVK),
    "gemeente_schuldeisers_minimum": Norm(3, "schuldeisers", "Laagste gemiddelde aantal per traject", _NVVK),
    "gemeente_schuldeisers_maximum": Norm(30, "schuldeisers", "Hoogste gemiddelde aantal per traject", _NVVK),
    "gemeente_zonder_stap_procent": Norm(30, "procent", "BSN's zonder stap die in de periode begon", _EIG),
    "gemeente_opgehoopt_procent": Norm(20, "procent", "Aandeel van één datum, postcode of bedrag", _EIG),
    "gemeente_opgehoopt_minimum": Norm(50, "waarden", "Bij minder waarden wordt ophoping niet beoordeeld", _EIG),
    "gemeente_vulling_procent": Norm(80, "procent", "Laagste vulling van een belangrijk veld", _EIG),
    "gemeente_zonder_schulden_procent": Norm(50, "procent", "Trajecten zonder schulden en zonder totaal", _EIG),
    "gemeente_ernstig_procent": Norm(
        90,
        "procent",
        "Vanaf dit aandeel is een signaal over een gemeente een waarschuwing (GEM-04, 05, 07, 08, 09)",
        _EIG,
    ),
    "vorige_cijfer_minimum": Norm(
        20, "(aantal, euro of dagen)", "Kleinste cijfer dat met de vorige levering wordt vergeleken", _EIG
    ),
    "vorige_verandering_procent": Norm(25, "procent", "Verandering van een cijfer sinds de vorige levering", _STABIEL),
    "vorige_toeval": Norm(
        3,
        "keer de wortel uit het grootste aantal",
        "Zoveel kan een aantal door toeval veranderen sinds de vorige levering",
        _EIG,
    ),
    "vorige_vulling_minimum": Norm(
        20, "records", "Bij minder records, toen of nu, wordt de vulling van een veld niet vergeleken", _EIG
    ),
    "vorige_vulling_procentpunt": Norm(
        20, "procentpunt", "Daling van de vulling van een veld sinds de vorige levering", _STABIEL
    ),
}


def default_normen() -> Normen:
    """The norms as they stand, by name."""
    return {naam: norm.waarde for naam, norm in NORMEN.items()}
