"""The errors a user can cause, each with a Dutch message that says what to do."""


class DdasError(Exception):
    """Ends the run with exit code 2; `melding` says what is wrong, `advies` what the user can do."""

    def __init__(self, melding: str, advies: str = "") -> None:
        super().__init__(melding)
        self.melding = melding
        self.advies = advies


class UnreadableFile(DdasError):
    """The input cannot be read as a delivery at all: not there, not UTF-8, not JSON, no leveringen."""


class OutputFailed(DdasError):
    """An output cannot be written or rendered."""
