"""Starts the local page, opens it in the browser, and stops when nobody looks at it any more."""

import logging
import socket
import threading
import time
import webbrowser
from collections.abc import Callable

import uvicorn

from ddas_report.read.archive import Limits
from ddas_report.web.app import Routes
from ddas_report.web.guard import ADDRESS, Guard, Key
from ddas_report.web.jobs import Jobs, Standing

IDLE = 600.0
"""Seconds without a sign of life of a page, after which the program stops."""


class Server:
    """The page of one start: a random port on this computer, a secret, and its jobs."""

    def __init__(self, grenzen: Limits | None = None, idle: float = IDLE, standing: Standing | None = None) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind((ADDRESS, 0))
        self._socket.listen()  # from here on a browser that comes too early waits
        self.key = Key(self._socket.getsockname()[1])
        self._idle, self._seen = idle, time.monotonic()
        self._jobs = Jobs(grenzen or Limits(), standing or Standing())
        app = Guard(Routes(self._jobs, self._alive, self.stop).app(), self.key)
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # what went wrong is told on the page, not here
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                http="h11",
                loop="asyncio",
                timeout_graceful_shutdown=2,
            )
        )

    def run(self) -> None:
        """Answer until it is stopped."""
        threading.Thread(target=self._watch, daemon=True).start()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._jobs.close()

    def stop(self) -> None:
        """Answer what is being asked, and no more."""
        self._server.should_exit = True

    def _alive(self) -> None:
        self._seen = time.monotonic()

    def _watch(self) -> None:
        while time.monotonic() - self._seen < self._idle:
            time.sleep(min(1.0, self._idle / 4))
        self.stop()


def serve(grenzen: Limits, standing: Standing, show: Callable[[str], None]) -> None:
    """Open the page in the browser and answer until it is closed; `show` gets its address when no browser opens."""
    server = Server(grenzen, standing=standing)
    if not webbrowser.open_new_tab(server.key.address):
        show(f"Open dit adres in uw browser: {server.key.address}")
    server.run()
