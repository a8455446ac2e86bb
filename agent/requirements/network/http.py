"""Bounded HTTPS: no redirect followed, no cookie kept, nothing trusted but the given roots."""

import contextlib
import http.client
import http.cookiejar
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, ContextManager, Iterator, Mapping, Optional
from urllib.parse import urlsplit

import requests
import urllib3

from agent import __version__
from agent.requirements.network.adapter import WatchedAdapter
from agent.requirements.network.cutter import ConnectionCutter
from agent.requirements.network.proxies import ProxyFinder, system_proxy
from agent.requirements.network.tls import strict_context, trust_system_roots
from agent.requirements.network.trouble import NetworkError, TroubleKind, trouble_of

Headers = Mapping[str, str]
NO_HEADERS: Headers = {}

CHUNK_BYTES = 4096
"""Small, so that even a slow connection fills one before its time limit."""

_LEAST_WAIT_S = 0.01
"""`requests` refuses to wait no time at all."""

_WRONG_ADDRESS = (
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidURL,
)
_ASK_ERRORS = (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)
_READ_ERRORS = (*_ASK_ERRORS, ValueError)
"""A connection that was cut is a closed file to its reader: ValueError."""


@dataclass(frozen=True)
class Transport:
    """How connections are made; the defaults are the product's. Times in seconds.

    `ca_bundle`: the roots to trust instead of certifi's; `trusts_system`: Windows' own as well.
    `allows_plain_loopback`: http:// to 127.0.0.1 and a port, for trying out; to any other place it
    is refused in every case.
    """

    ca_bundle: Optional[Path] = None
    allows_plain_loopback: bool = False
    proxy_for: ProxyFinder = system_proxy
    connect_s: float = 4.0
    read_s: float = 4.0
    trusts_system: bool = False


def _context(transport: Transport) -> ssl.SSLContext:
    context = strict_context(transport.ca_bundle)
    if transport.trusts_system:
        trust_system_roots(context)
    return context


class Answer:
    """The head of an answer, whose body is read only as far as asked for."""

    def __init__(self, response: requests.Response) -> None:
        self._response = response
        self.status = response.status_code

    def header(self, name: str) -> Optional[str]:
        """The value of a header, None when it is not there."""
        return self._response.headers.get(name)

    def receive(self, at_most: int, is_over: Callable[[], bool] = lambda: False) -> int:
        """Reads and drops the body; how many bytes came until its end, trouble or `is_over`."""
        received = 0
        while received < at_most and not is_over():
            chunk = self._chunk(min(CHUNK_BYTES, at_most - received))
            if not chunk:
                break
            received += len(chunk)
        return received

    def body(self, at_most: int) -> Optional[bytes]:
        """The whole body; None when it is longer, or did not come to its end."""
        received = b""
        try:
            while len(received) <= at_most:
                chunk: bytes = self._response.raw.read(CHUNK_BYTES, decode_content=False)
                if not chunk:
                    return received if self._is_whole(len(received)) else None
                received += chunk
        except _READ_ERRORS:
            return None
        return None

    def _is_whole(self, received: int) -> bool:
        """A connection that was cut looks like an end to its reader, unless the end was announced.

        Python itself refuses a body in chunks whose last one is missing.
        """
        length = self.header("Content-Length")
        if length is None:
            return (self.header("Transfer-Encoding") or "").lower() == "chunked"
        return length == str(received)

    def _chunk(self, size: int) -> bytes:
        try:
            chunk: bytes = self._response.raw.read(size, decode_content=False)
        except _READ_ERRORS:
            return b""
        return chunk


class _RedirectlessSession(requests.Session):
    """Even when told to follow none, `requests` reads a redirect's whole body and its address."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No answer is a redirect."""


class HttpSession:
    """A conversation of limited length; `requests` are made one after the other."""

    def __init__(self, transport: Transport, cutter: ConnectionCutter) -> None:
        self._transport = transport
        self._cutter = cutter
        self._session = _RedirectlessSession()
        self._session.trust_env = False
        self._session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update(
            {
                "User-Agent": f"coupdemain/{__version__}",
                "Accept-Encoding": "identity",
                "Cache-Control": "no-cache",
            }
        )
        self._mount(WatchedAdapter(_context(transport), cutter.hold))

    def _mount(self, adapter: WatchedAdapter) -> None:
        self._session.adapters.clear()
        self._session.mount("https://", adapter)
        if self._transport.allows_plain_loopback:
            self._session.mount("http://127.0.0.1:", adapter)

    @property
    def connections_opened(self) -> int:
        """How many connections this conversation needed so far."""
        return self._cutter.connections_seen

    def get(self, url: str, headers: Headers = NO_HEADERS) -> ContextManager[Answer]:
        """Asks for `url`. Raises NetworkError, and ValueError for an address not allowed."""
        return self._ask("GET", url, None, headers)

    def post(self, url: str, body: bytes, headers: Headers = NO_HEADERS) -> ContextManager[Answer]:
        """Sends `body` to `url` and waits for the answer. Raises as `get` does."""
        return self._ask("POST", url, body, headers)

    @contextlib.contextmanager
    def _ask(
        self, method: str, url: str, body: Optional[bytes], headers: Headers
    ) -> Iterator[Answer]:
        response = self._response(method, url, body, headers)
        try:
            self._refuse_if_over()
            yield Answer(response)
        finally:
            response.close()

    def _response(
        self, method: str, url: str, body: Optional[bytes], headers: Headers
    ) -> requests.Response:
        proxy = self._transport.proxy_for(url)
        self._refuse_if_over()
        left = max(self._cutter.remaining_s, _LEAST_WAIT_S)
        try:
            return self._session.request(
                method,
                url,
                data=body,
                headers=dict(headers),
                stream=True,
                allow_redirects=False,
                proxies={} if proxy is None else {urlsplit(url).scheme: proxy},
                timeout=(min(self._transport.connect_s, left), min(self._transport.read_s, left)),
            )
        except requests.exceptions.InvalidProxyURL as error:
            raise trouble_of(error) from error
        except _WRONG_ADDRESS as error:
            raise ValueError(f"cannot be asked: {url!r}") from error
        except _ASK_ERRORS as error:
            raise trouble_of(error) from error

    def _refuse_if_over(self) -> None:
        """A head that was cut off in the middle would pass for a whole one."""
        if not self._cutter.remaining_s:
            raise NetworkError(TroubleKind.BROKEN)

    def close(self) -> None:
        """Closes what is open."""
        self._session.close()
        self._cutter.close()


@contextlib.contextmanager
def open_session(transport: Transport, limit_s: float) -> Iterator[HttpSession]:
    """A conversation that is cut off `limit_s` seconds after it began."""
    session = HttpSession(transport, ConnectionCutter(limit_s))
    try:
        yield session
    finally:
        session.close()
