"""Places read back from how they were printed, as another program could."""

from ddas_report.model.place import AFTER_FILE, Place, at, parse_steps


def parse_path(text: str) -> Place:
    """The place that `json_path` printed; raises ValueError when it printed no such text."""
    bestand, found, rest = text.rpartition(f"{AFTER_FILE}$")
    if not found and not text.startswith("$"):
        raise ValueError("no place")
    return at(*parse_steps(rest if found else text[1:]), bestand=bestand if found else None)
