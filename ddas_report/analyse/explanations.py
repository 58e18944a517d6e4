"""What the user explains and leaves as it is: read from TOML, laid on the causes, and a file to start with."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase

from ddas_report.analyse.cause import Oorzaak, Verklaring
from ddas_report.analyse.cause_catalogue import CAUSES
from ddas_report.analyse.cause_fields import ID as FIELD
from ddas_report.analyse.cause_fields import said_of
from ddas_report.model.delivery import INVALID, code_of_table
from ddas_report.model.errors import DdasError
from ddas_report.model.masking import masked
from ddas_report.read.toml import read_toml
from ddas_report.regels.evaluate import REGELS
from ddas_report.regels.regel import Ernst

GROWTH = 1.1
"""What has grown more than this is no longer explained."""

_NAMEN = {"id", "veld", "gemeente", "aantal", "tekst", "naam", "datum"}
_BEGIN = """\
# Wat blijft staan, en waarom. Vul bij tekst in waarom het klopt of zo blijft, en bij naam wie dat zegt.
# Een toelichting zonder tekst telt niet. Wordt het aantal meer dan 10 procent groter, dan komt de oorzaak terug.
# Zet geen gegevens van personen in de tekst: hij komt in het rapport. Een fout kunt u niet verklaren.
# Gebruik: ddas-report BESTAND --toelichting DIT_BESTAND
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a cause, or the findings of a rule, stay; `aantal` is what the cause touched when it was written."""

    id: str
    aantal: int
    verklaring: Verklaring
    veld: str = ""
    gemeente: str = ""

    def covers(self, oorzaak: Oorzaak) -> bool:
        """Whether the cause is about as large as it was, and is no fout."""
        return oorzaak.ernst is not Ernst.FOUT and oorzaak.aantal <= self.aantal * GROWTH

    def is_about(self, oorzaak: Oorzaak) -> bool:
        """Whether this is the cause that it names."""
        return oorzaak.id == self.id and self.veld in ("", oorzaak.veld)

    def is_about_rules_of(self, oorzaak: Oorzaak) -> bool:
        """Whether this is what becomes of the cause of a field that it names where there are too few records for that."""
        return self.id == FIELD and self.veld == oorzaak.veld and oorzaak.id in said_of(self.veld)

    def was_sought(self, unjudged: Set[str]) -> bool:
        """Whether every rule was judged that finds what it is about."""
        rules = next((kind.neemt for kind in CAUSES if kind.id == self.id), (self.id,))
        return not any(fnmatchcase(id_, rule) for rule in rules for id_ in unjudged)

    def unused(self) -> str:
        """That there is nothing for it to explain, in a sentence."""
        return f"De toelichting op {self._about()} past bij geen bevinding. Klopt wat erin staat, dan kan zij weg."

    def refused(self, oorzaak: Oorzaak) -> str:
        """Why the cause comes back, in a sentence."""
        if oorzaak.ernst is Ernst.FOUT:
            return f"De toelichting op {self._about()} geldt niet: een fout kan niet worden verklaard."
        return (
            f"De toelichting op {self._about()} geldt niet meer: het ging om {self.aantal}, nu om {oorzaak.aantal}. "
            "Bekijk het opnieuw, en pas tekst en aantal aan."
        )

    def _about(self) -> str:
        veld = f" (veld {masked(self.veld)})" if self.veld else ""
        return self.id + veld + (f" in gemeente {self.gemeente}" if self.gemeente else "")


def read_explanations(toml: bytes) -> tuple[Explanation, ...]:
    """The explanations with a text in a TOML file; raises DdasError on anything that is not one."""
    voorbeeld = 'Zet elke tekst tussen dubbele aanhalingstekens, bijvoorbeeld: tekst = "Klopt, wij begonnen in mei."'
    given = read_toml(toml, "toelichtingen", voorbeeld)
    rows = given.pop("toelichting", [])
    if given or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DdasError(
            "Het bestand met toelichtingen bevat iets anders dan toelichtingen.",
            "Begin elke toelichting met [[toelichting]]; --toelichting-sjabloon maakt een bestand om in te vullen.",
        )
    read: dict[tuple[str, str, str], tuple[int, Explanation]] = {}
    for nummer, row in enumerate(rows, start=1):
        if (one := _explanation(nummer, row)) is None:
            continue
        first, _ = read.setdefault((one.id, one.veld, one.gemeente), (nummer, one))
        if first != nummer:
            raise _wrong(nummer, f"gaat over hetzelfde als toelichting {first}", "Laat één van de twee weg.")
    return tuple(explanation for _, explanation in read.values())


def _explanation(nummer: int, row: Mapping[str, object]) -> Explanation | None:
    """One explanation; None when its text is empty."""
    for naam in row:
        if naam not in _NAMEN:
            raise _wrong(nummer, f"kent geen '{masked(naam, 40)}'", f"Kies uit: {', '.join(sorted(_NAMEN))}.")
    texts = {naam: row.get(naam, "") for naam in ("id", "veld", "gemeente", "tekst", "naam")}
    for naam, value in texts.items():
        if not isinstance(value, str):
            raise _wrong(nummer, f"heeft bij {naam} geen tekst", f'Bijvoorbeeld: {naam} = "…"')
    words = {naam: str(value).strip() for naam, value in texts.items()}
    id_ = _known(nummer, words["id"])
    if not words["tekst"]:
        return None
    aantal = row.get("aantal")
    if isinstance(aantal, bool) or not isinstance(aantal, int) or aantal < 0:
        raise _wrong(nummer, "heeft geen aantal", "Neem het aantal over uit het rapport, bijvoorbeeld: aantal = 12")
    code = code_of_table(words["gemeente"]) if words["gemeente"] else ""
    if code == INVALID != words["gemeente"]:
        raise _wrong(nummer, "heeft bij gemeente geen gemeentecode", 'Bijvoorbeeld: gemeente = "0405"')
    verklaring = Verklaring(masked(words["tekst"]), masked(words["naam"]), _day(nummer, row.get("datum")))
    return Explanation(id=id_, aantal=aantal, verklaring=verklaring, veld=words["veld"], gemeente=code)


def _known(nummer: int, id_: str) -> str:
    """The id of a rule or cause that can be explained."""
    sought = id_.upper()
    regels = {regel.id: regel for regel in REGELS}
    known = [*regels, *(kind.id for kind in CAUSES)]
    if sought not in known:
        near = get_close_matches(sought, known, n=3)
        advies = f"Bedoelde u {' of '.join(near)}? " * bool(near) + "Alle namen: ddas-report --oorzaken en --regels."
        raise _wrong(nummer, f"gaat over '{masked(id_, 40)}', en dat is geen regel en geen oorzaak", advies)
    if sought in regels and regels[sought].ernst is Ernst.FOUT:
        raise _wrong(nummer, f"gaat over {sought}, en dat is een fout", "Een fout kunt u alleen herstellen.")
    return sought


def _day(nummer: int, value: object) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else date.fromisoformat("")
    except ValueError:
        raise _wrong(nummer, "heeft geen datum", "Schrijf hem als JJJJ-MM-DD: datum = 2025-01-15") from None


def _wrong(nummer: int, wat: str, advies: str) -> DdasError:
    return DdasError(f"Toelichting {nummer} {wat}.", advies)


def template(oorzaken: Sequence[Oorzaak], vandaag: date) -> bytes:
    """The file to fill in: one explanation without text for each cause that is open and no fout."""
    wanted = [o for o in oorzaken if o.verklaard is None and o.ernst is not Ernst.FOUT]
    return "\n".join([_BEGIN, *(_block(oorzaak, vandaag) for oorzaak in wanted)]).encode()


def _block(oorzaak: Oorzaak, vandaag: date) -> str:
    comment = [f"# {line}" for line in (oorzaak.titel, oorzaak.gevolg)]
    veld = [f"veld = {json.dumps(oorzaak.veld)}"] if oorzaak.veld else []
    lines = [
        *comment,
        "[[toelichting]]",
        f"id = {json.dumps(oorzaak.id)}",
        *veld,
        f"aantal = {oorzaak.aantal}",
        'tekst = ""',
        'naam = ""',
        f"datum = {vandaag.isoformat()}",
        "",
    ]
    return "\n".join(lines)
