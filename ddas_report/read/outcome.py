"""What the technical check met in one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from ddas_report.read.fields_check import Veldvondst
from ddas_report.read.schema_check import Schemafout


@dataclass(frozen=True, slots=True)
class Technisch:
    """What was met while reading the text of the file."""

    bom: bool = False
    schemafouten: Sequence[Schemafout] = ()
    onbekende_velden: Sequence[Veldvondst] = ()
    dubbele_velden: Sequence[Veldvondst] = ()
