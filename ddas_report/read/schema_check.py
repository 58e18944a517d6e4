"""The findings of a delivery against the schema of the exchange model."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal

from ddas_report.model.errors import UnreadableFile
from ddas_report.model.masking import Kind, looks_like
from ddas_report.model.place import Place, Step
from ddas_report.model.schema import expanded, formats, of_traject
from ddas_report.model.wording import whole
from ddas_report.read import messages as meldingen
from ddas_report.read.fields_check import FieldFinding, unknown_fields
from ddas_report.read.records import fits_around

if TYPE_CHECKING:
    import jsonschema
    import jsonschema_rs

EXPLAINED = 1000
"""How many broken trajecten (or leveringen) python jsonschema explains, or breaks of these, at a millisecond or two each."""

LONGEST_EXPLAINED = 1000
"""Items in a list of a traject; one with more is not explained by it."""

MOST_FINDINGS, BYTES_OF_A_FINDING = 300_000, 20
"""How many findings there may be, and of how many bytes each when there are more.

An export in which every nested field is misspelt has one in 36 bytes, one in which every value is null in 23.
"""

MAX_BREACHES = 20_000
"""The most breaks of one traject, or of all that stands around the trajecten, that are looked at."""

Target = Literal["document", "traject"]
Breach = tuple[tuple[Step, ...], str, str]
"""Where it breaks, on which keyword, and the name of the missing or unknown field ("" for other keywords)."""

_DEEPEST = 12
_REMEMBERED = 4096
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaError:
    """One place where the delivery breaks the schema; the text holds no value from the file."""

    plaats: Place
    """Where the value stands, or of the object that misses a field or has one too many."""
    soort: str
    """The keyword: type, enum, required, additionalProperties, format, minItems or maxItems."""
    veld: str
    """The field without positions, seen from its traject or levering, such as `schulden[].bedrag`."""
    melding: str
    lijkt_op: Kind | None = None
    """What the name of a field that does not belong there looks like."""
    identity: int = field(default=0, compare=False, repr=False)
    """Tells such names apart that are shown alike."""


def check_skeleton(skelet: object, explain: int = EXPLAINED) -> list[SchemaError]:
    """What is wrong around the trajecten: a delivery in which each list `schuldhulptrajecten` was emptied.

    What is as usual needs no validator. Otherwise jsonschema-rs gives a fast yes here too; the two agree on every verdict
    (tested), and jsonschema explains the no.
    """
    if fits_around(skelet) or _passes(_judge("document"), skelet):
        return []
    leveringen = skelet.get("leveringen") if isinstance(skelet, dict) else None
    small = not isinstance(leveringen, list) or len(leveringen) <= explain
    return _findings("document", skelet, Place(), by_jsonschema if small else by_jsonschema_rs)


class TrajectCheck:
    """Judges the trajecten the decoder refused; jsonschema explains the first broken ones, jsonschema-rs the rest.

    `onbekend` gathers the fields that the schema tolerates but does not know.
    """

    def __init__(self, explain: int = EXPLAINED, omvang: int = 0) -> None:
        self._left, self._omvang = explain, omvang
        self._fouten: list[SchemaError] = []
        self.onbekend: list[FieldFinding] = []

    def keur(self, trajecten: Sequence[object], places: Callable[[int], Place]) -> list[SchemaError]:
        """The findings in file order; `places` gives the place of the n-th traject.

        Raises UnreadableFile when there are more, in a delivery of `omvang` bytes, than anyone can use.
        """
        before = len(self._fouten)
        for index, traject in enumerate(trajecten):
            self.onbekend += unknown_fields(places(index), traject)
            if not _passes(_judge("traject"), traject):
                engine = by_jsonschema if self._left > 0 and _is_short(traject) else by_jsonschema_rs
                found = _findings("traject", traject, places(index), engine)
                self._left -= len(found)
                self._fouten += found
            require_few(self._omvang, [(self._fouten, self.onbekend)])
        return self._fouten[before:]


def require_few(omvang: int, found: Iterable[tuple[Sequence[SchemaError], Sequence[FieldFinding]]]) -> None:
    """Raise UnreadableFile when these findings, of each file both kinds, are too many in so many bytes."""
    fouten, onbekend = zip(*found, strict=True)
    most = max(MOST_FINDINGS, omvang // BYTES_OF_A_FINDING)
    if sum(map(len, (*fouten, *onbekend))) <= most:
        return
    broken = _most_frequent(fout.veld for fout in chain.from_iterable(fouten))
    unknown = _most_frequent(vondst.veld for vondst in chain.from_iterable(onbekend))
    where = [f"in het veld '{broken}'"] * bool(broken) + [f"met een veld dat het niet kent ({unknown})"] * bool(unknown)
    raise UnreadableFile(
        f"De levering wijkt op meer dan {whole(most)} plaatsen af van het uitwisselmodel, het vaakst "
        f"{' en '.join(where)}; zoveel worden er niet op een rij gezet.",
        "Vraag uw softwareleverancier om de export te herstellen, en controleer daarna opnieuw.",
    )


def _most_frequent(velden: Iterable[str]) -> str:
    return next((veld for veld, _ in Counter(velden).most_common(1)), "")


def _is_short(traject: object) -> bool:
    parts = traject.values() if isinstance(traject, dict) else ()
    return all(len(part) <= LONGEST_EXPLAINED for part in parts if isinstance(part, list | dict))


def by_jsonschema(doel: Target, instance: object) -> set[Breach]:
    """Every break, up to MEESTE_BREUKEN, according to python jsonschema, the reference."""
    breuken: set[Breach] = set()
    for fout in islice(_reference(doel).iter_errors(instance), MAX_BREACHES):
        namen: Iterable[str] = ("",)
        if fout.validator == "required":
            namen = (naam for naam in fout.validator_value if naam not in fout.instance)
        elif fout.validator == "additionalProperties":
            namen = fout.instance.keys() - fout.schema["properties"].keys()
        path, soort = tuple(fout.absolute_path), str(fout.validator)
        breuken.update((path, soort, naam) for naam in namen)
    return breuken


def by_jsonschema_rs(doel: Target, instance: object) -> set[Breach]:
    """The same according to jsonschema-rs, many times faster."""
    breuken: set[Breach] = set()
    for fout in islice(_judge(doel).iter_errors(instance), MAX_BREACHES):
        soort = fout.kind.name
        namen: Iterable[str] = ("",)
        if soort == "required":
            namen = (fout.kind.as_dict()["property"],)
        elif soort == "additionalProperties":
            namen = fout.kind.as_dict()["unexpected"]
        path = tuple(fout.instance_path)
        breuken.update((path, soort, naam) for naam in namen)
    return breuken


def _passes(validator: "jsonschema_rs.Draft202012Validator", traject: object) -> bool:
    try:
        return validator.is_valid(traject)
    except ValueError:  # nested too deep, or a lone surrogate
        return False


def _findings(
    doel: Target, instance: object, plaats: Place, engine: Callable[[Target, object], set[Breach]]
) -> list[SchemaError]:
    try:
        breuken = engine(doel, instance)
    except (ValueError, RecursionError):
        breuken = engine(doel, tamed(instance))
    wrong_types = {path for path, soort, _ in breuken if soort == "type"}
    return [
        _finding(doel, instance, plaats, breuk)
        for breuk in sorted(breuken)  # two paths go on from one list or object, so that positions meet positions
        if breuk[1] != "enum" or breuk[0] not in wrong_types
    ]


def _finding(doel: Target, instance: Any, plaats: Place, breuk: Breach) -> SchemaError:
    path, soort, naam = breuk
    gevonden = ""
    if soort == "type":
        for stap in path:
            instance = instance[stap]
        gevonden = meldingen.kind_of(instance)
    stappen = tuple(["[]" if isinstance(stap, int) else stap for stap in path])
    return SchemaError(
        plaats=plaats.down(*path),
        soort=soort,
        veld=_veld(doel, stappen),
        melding=_melding(doel, stappen, soort, naam, gevonden),
        lijkt_op=looks_like(naam) if soort == "additionalProperties" else None,
        identity=meldingen.identity(naam) if soort == "additionalProperties" else 0,
    )


@lru_cache(maxsize=_REMEMBERED)
def _melding(doel: Target, stappen: tuple[str, ...], soort: str, naam: str, gevonden: str) -> str:
    deel, verplicht = _part(doel, stappen)
    wie = meldingen.subject(doel, stappen)
    match soort:
        case "type":
            return meldingen.wrong_type(wie, deel, gevonden, verplicht)
        case "enum":
            return meldingen.wrong_value(wie, deel)
        case "format":
            return meldingen.wrong_format(wie, deel)
        case "required":
            return meldingen.missing(naam)
        case "additionalProperties":
            return meldingen.unknown(naam, deel)
        case "minItems":
            return meldingen.too_few(stappen[-1], deel, verplicht)
        case _:
            return meldingen.too_many(stappen[-1], deel)


def _part(doel: Target, stappen: tuple[str, ...]) -> tuple[dict[str, Any], bool]:
    """The schema of a field, and whether its object requires it."""
    deel, verplicht = _schema(doel), True
    for stap in stappen:
        verplicht = stap == "[]" or stap in deel.get("required", ())
        deel = deel["items"] if stap == "[]" else deel["properties"][stap]
    return deel, verplicht


@lru_cache(maxsize=_REMEMBERED)
def _veld(doel: Target, stappen: tuple[str, ...]) -> str:
    veld = ".".join(stappen).replace(".[]", "[]")
    if doel == "traject":
        return veld or "schuldhulptrajecten[]"
    return veld.removeprefix("leveringen[].").removeprefix("schuldhulptrajecten[].") or "$"


def tamed(value: object, depth: int = _DEEPEST) -> object:
    """A copy with the same verdict: nothing deeper than the schema looks, and no lone surrogates."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {str(tamed(key)): tamed(item, depth - 1) for key, item in value.items()} if depth else {}
    if isinstance(value, list):
        return [tamed(item, depth - 1) for item in value] if depth else []
    return value


@cache
def _schema(doel: Target) -> dict[str, Any]:
    return expanded() if doel == "document" else of_traject(expanded())


@cache
def _reference(doel: Target) -> "jsonschema.Draft202012Validator":
    import jsonschema

    return jsonschema.Draft202012Validator(_schema(doel), format_checker=formats.for_jsonschema())


@cache
def _judge(doel: Target) -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        _schema(doel), validate_formats=True, formats=formats.for_jsonschema_rs(), mask="…"
    )
