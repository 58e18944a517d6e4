"""What the technical check met in one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from ddas_report.read.fields_check import FieldFinding
from ddas_report.read.personal_check import PersonalFinding
from ddas_report.read.schema_check import SchemaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Technical:
    """What was met while reading the text of the file."""

    bom: bool = False
    schemafouten: Sequence[SchemaError] = ()
    onbekende_velden: Sequence[FieldFinding] = ()
    dubbele_velden: Sequence[FieldFinding] = ()
    persoonlijk: Sequence[PersonalFinding] = ()
