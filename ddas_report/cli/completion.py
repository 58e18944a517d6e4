"""What a shell needs to complete the options; nothing is written to anybody's settings."""

import os

from typer._completion_classes import completion_init  # nothing public prints a script; typer is held at one version
from typer._completion_shared import get_completion_script

from ddas_report.model.errors import DdasError

PROGRAM, VARIABLE = "ddas-report", "_DDAS_REPORT_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "pwsh")


def completion_script(shell: str) -> str:
    """The lines to add to the settings of that shell; raises DdasError on one that we do not know."""
    if shell not in SHELLS:
        raise DdasError(
            f"De shell '{shell}' kent het programma niet.",
            f"Kies uit: {', '.join(SHELLS)}. Voorbeeld: --aanvullen bash",
        )
    return get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)


def be_ready_to_complete() -> None:
    """Know the shells, when one of them is asking what may come next."""
    if VARIABLE in os.environ:
        completion_init()
