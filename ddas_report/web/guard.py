"""Who may speak to the local page: only the browser that was started with its secret, on this computer."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "127.0.0.1"

FORBIDDEN = "Deze pagina hoort bij een ander programma of is al gesloten. Start ddas-venster opnieuw.\n"

_HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(slots=True)
class Key:
    """The secrets of one start: `link` opens the page once, `cookie` is what the browser carries from then on."""

    port: int
    link: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    cookie: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    used: bool = False

    @property
    def origin(self) -> str:
        """Where the page lives, as a browser names it."""
        return f"http://{ADDRESS}:{self.port}"

    @property
    def address(self) -> str:
        """What opens the page the first time."""
        return f"{self.origin}/open/{self.link}"

    @property
    def cookie_name(self) -> str:
        """Cookies do not keep ports apart; their names do."""
        return f"ddas-{self.port}"


class Guard:
    """Lets a request through when its Host, Origin and cookie are ours; every answer carries the safe headers."""

    def __init__(self, app: ASGIApp, key: Key) -> None:
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request."""
        if scope["type"] != "http":
            return
        answer = self._judge(scope, Headers(scope=scope))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (answer or self._app)(scope, receive, guarded)

    def _judge(self, scope: Scope, headers: Headers) -> Response | None:
        """What to answer instead, if anything."""
        key = self._key
        if headers.get("host") != f"{ADDRESS}:{key.port}":
            return _refused()
        if headers.get("origin", "" if scope["method"] in ("GET", "HEAD") else "geen") not in ("", key.origin):
            return _refused()
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused()
        if not key.used and scope["method"] == "GET" and _same(scope["path"], f"/open/{key.link}"):
            key.used = True
            first = RedirectResponse("/", 303)
            first.set_cookie(key.cookie_name, key.cookie, httponly=True, samesite="strict", path="/")
            return first
        return None if _same(_cookie(headers, key.cookie_name), key.cookie) else _refused()


def _refused() -> Response:
    return PlainTextResponse(FORBIDDEN, 403)


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _cookie(headers: Headers, name: str) -> str:
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return next((value for key, _, value in pairs if key == name), "")
