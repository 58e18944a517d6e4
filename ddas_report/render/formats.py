"""The output formats: one table that the command, the documentation and the tests read."""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from ddas_report.render.subject import Subject


class Readers(StrEnum):
    """For whom a format is."""

    LEZERS = "wie leest en ondertekent"
    REKENAARS = "wie verder rekent"
    LEVERANCIERS = "softwareleveranciers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a report down."""

    module: str
    """The module of this room whose `render` makes the bytes of a Subject."""
    extension: str
    """What follows the name of the output."""
    doel: str
    """What it is for, in Dutch, as the end of a sentence."""
    readers: Readers

    @property
    def per_gemeente(self) -> bool:
        """Whether each gemeente gets its own: what people read does."""
        return self.readers is Readers.LEZERS

    @property
    def is_pdf(self) -> bool:
        """Whether it needs Pango, which may be missing."""
        return self.extension.endswith(".pdf")

    def render(self, subject: Subject) -> bytes:
        """The bytes of the output; its module is imported only when it is asked for."""
        data: bytes = import_module(f"ddas_report.render.{self.module}").render(subject)
        return data


FORMATS: dict[str, Format] = {
    "html": Format(
        module="html",
        extension="op-orde.html",
        doel="om te lezen en te zoeken, in uw browser",
        readers=Readers.LEZERS,
    ),
    "pdf": Format(
        module="pdf",
        extension="op-orde.pdf",
        doel="wat u ondertekent: ten hoogste vier bladzijden",
        readers=Readers.LEZERS,
    ),
    "bijlage": Format(
        module="bijlage",
        extension="bijlage.pdf",
        doel="alle cijfers, bevindingen en definities op papier, om in op te zoeken",
        readers=Readers.LEZERS,
    ),
    "json": Format(
        module="summary",
        extension="op-orde.json",
        doel="de samenvatting voor andere programma's",
        readers=Readers.REKENAARS,
    ),
    "xlsx": Format(
        module="workbook",
        extension="op-orde.xlsx",
        doel="alle cijfers en bevindingen in Excel",
        readers=Readers.REKENAARS,
    ),
    "csv": Format(
        module="table",
        extension="op-orde.csv",
        doel="één lange tabel met puntkomma's en decimale komma's, zoals Nederlandse Excel die opent",
        readers=Readers.REKENAARS,
    ),
    "sarif": Format(
        module="sarif",
        extension="op-orde.sarif",
        doel="de bevindingen voor programma's die code en bestanden controleren",
        readers=Readers.LEVERANCIERS,
    ),
    "junit": Format(
        module="junit",
        extension="op-orde.junit.xml",
        doel="de bevindingen voor een bouwserver, die elke regel als test toont",
        readers=Readers.LEVERANCIERS,
    ),
}
