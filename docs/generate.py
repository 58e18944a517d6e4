"""Renews the blocks of the documentation that come from the catalogues: python docs/generate.py."""

from pathlib import Path

from ddas_report.render.catalogue import (
    format_names,
    formats_markdown,
    indicatoren_markdown,
    normen_markdown,
    oorzaken_markdown,
    regels_markdown,
    sections_markdown,
)

ROOT = Path(__file__).parent.parent
BLOKKEN = {
    "vormen": formats_markdown,
    "formats": format_names,
    "indicatoren": indicatoren_markdown,
    "normen": normen_markdown,
    "oorzaken": oorzaken_markdown,
    "regels": regels_markdown,
    "secties": sections_markdown,
}


def pages() -> list[Path]:
    """The pages that may hold blocks."""
    return sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("README.md")])


def renew(text: str) -> str:
    """The same page with each block between `<!-- NAME:begin -->` and `<!-- NAME:end -->` made anew."""
    for naam, block in BLOKKEN.items():
        begin, end = f"<!-- {naam}:begin -->", f"<!-- {naam}:end -->"
        head, _, rest = text.partition(begin)
        _, found, tail = rest.partition(end)
        if found:
            text = f"{head}{begin}\n{block()}\n{end}{tail}"
    return text


if __name__ == "__main__":
    for page in pages():
        text = page.read_text(encoding="utf-8")
        if (renewed := renew(text)) != text:
            page.write_text(renewed, encoding="utf-8", newline="\n")
