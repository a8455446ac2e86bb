"""`desk serve`."""

import functools
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn

from desk.api.app import make_app
from desk.api.connections import BoundedConnection, Patience
from desk.api.desk import Desk, open_desk
from desk.commands.daily import start_daily
from desk.errors import DeskError
from desk.pages.attaching import add_pages
from desk.settings import Settings
from desk.store import technicians

MOST_AT_ONCE = 500
"""Connections; whoever comes then is told to come again."""

_MOST_OPEN = 450
_THIS_MACHINE = ["127.0.0.1", "::1"]
# The desk itself refuses a body that is late, in words; what is later still is cut off.
_AFTER_REFUSAL_SECONDS = 5


def serve(settings: Settings, host: str, port: int) -> int:
    """Answer until told to stop; prints the address, and how to add a technician.

    Raises:
        DeskError: key, store or address cannot be used.
    """
    desk = open_desk(settings)
    with _listening(host, port) as listener:
        _tell(desk, host, listener.getsockname()[1])
        stopping = threading.Event()
        start_daily(desk, stopping)
        app = make_app(desk)
        pages = add_pages(app, desk)
        server = _Server(uvicorn.Config(app, **_how(settings)), pages.changes.stop)
        server.run(sockets=[listener])
        stopping.set()
    desk.store.close()
    return 0


class _Server(uvicorn.Server):
    """Ends the streams to open pages first: they would hold up the stop."""

    def __init__(self, config: uvicorn.Config, before_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_stop = before_stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, as the system asks."""
        self._before_stop()
        super().handle_exit(sig, frame)


def _how(settings: Settings) -> dict[str, Any]:
    patience = Patience(
        settings.head_seconds, settings.body_seconds + _AFTER_REFUSAL_SECONDS, _MOST_OPEN
    )
    return {
        "http": functools.partial(BoundedConnection, patience),
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "limit_concurrency": MOST_AT_ONCE,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 10,
        "proxy_headers": settings.behind_proxy,
        # Uvicorn would let a variable of the environment name others.
        "forwarded_allow_ips": _THIS_MACHINE,
    }


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=2048)
        # Accepted connections inherit it; without it every answer waits 40 ms for the other side.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # A port beyond 65535 and a name that is none are refused in other ways.
    except (OSError, OverflowError, UnicodeError) as error:
        raise DeskError(
            f"The address {host}:{port} cannot be used: {getattr(error, 'strerror', '') or error}",
            "Choose another with --host and --port.",
        ) from error
    return listener


def _tell(desk: Desk, host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{port}/", flush=True)
    print(f"key: {desk.key.signer.vkey}", file=sys.stderr, flush=True)
    with desk.store.reading() as connection:
        nobody = not technicians.every(connection)
    if nobody:
        print(
            f"Nobody can sign in yet. Add a technician: desk user add NAME --data "
            f"{desk.settings.data}",
            file=sys.stderr,
            flush=True,
        )
