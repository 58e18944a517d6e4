"""Who is told how far the work is."""

from collections.abc import Callable
from typing import Protocol


class ProgressListener(Protocol):
    """Hears how far the work is."""

    def update(self, text: str) -> None:
        """Hear what is being done."""

    def reading(self, aantal: int, omvang: int) -> Callable[[int], None]:
        """Hear that so many files of so many bytes are to be read; the answer hears the bytes of each."""


class Silent:
    """For when nobody is looking."""

    def update(self, text: str) -> None:
        """Show nothing."""

    def reading(self, aantal: int, omvang: int) -> Callable[[int], None]:
        """Show nothing."""
        return lambda _: None
