"""How far the work is, on one line in the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class ProgressBar:
    """What is being done; while several files are read also how many of them were, and how long it will take."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._taak: TaskID = progress.add_task("Lezen…", total=None)

    def update(self, text: str) -> None:
        """Say what is being done."""
        self._progress.reset(self._taak, total=None, description=text)

    def reading(self, aantal: int, omvang: int) -> Callable[[int], None]:
        """Say that so many files of so many bytes are to be read; the answer is told the bytes of each."""
        self._progress.reset(self._taak, total=omvang if aantal > 1 else None)
        gelezen = 0

        def klaar(bytes_: int) -> None:
            nonlocal gelezen
            gelezen += 1
            self._progress.update(self._taak, advance=bytes_, description=f"{gelezen} van {aantal} bestanden gelezen")

        return klaar


@contextmanager
def progress_bar() -> Iterator[ProgressBar]:
    """A line on stderr that is gone when the work is done."""
    from rich.console import Console  # slow to import, and nobody may be watching
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(30), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield ProgressBar(progress)
