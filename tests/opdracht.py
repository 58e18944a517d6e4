"""Runs the command as a user would, in this process."""

import contextlib
import gc
import io
import os
import signal
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from ddas_report.cli import standing
from ddas_report.cli.app import main
from ddas_report.render import drawer


class Uitkomst(NamedTuple):
    """What a run leaves behind: exit code, standard output and standard error."""

    code: object
    uit: str
    fout: str

    @property
    def tekst(self) -> str:
        """All that the user sees."""
        return self.uit + self.fout


def voer_uit(*woorden: str | Path, invoer: bytes = b"", eigen_map: Path = Path(os.devnull)) -> Uitkomst:
    """Run `ddas-report` with these words; what it changes in this process is put back, and a PDF is drawn in it.

    `invoer` is what another program passes on, `eigen_map` the folder with the user's own settings.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    code: object = None
    with contextlib.ExitStack() as stack:
        stack.callback(gc.enable)
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.getsignal(number))
        stack.enter_context(mock.patch.object(sys, "excepthook", sys.excepthook))
        stack.enter_context(mock.patch.object(os, "_exit", sys.exit))
        stack.enter_context(mock.patch.object(drawer, "drawing_apart", contextlib.nullcontext))  # that takes a second
        stack.enter_context(mock.patch.object(standing, "own_folder", lambda: eigen_map))
        stack.enter_context(mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(invoer))))
        stack.enter_context(mock.patch.object(sys, "argv", ["ddas-report", *map(str, woorden)]))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        try:
            main()
        except SystemExit as exit:
            code = exit.code
    return Uitkomst(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]
