"""Real servers on 127.0.0.1 that behave exactly as badly as a test asks for."""

import contextlib
import socket
import ssl
import threading
import time
from email.utils import formatdate
from typing import Callable, Dict, Iterator, List, Optional, Tuple

Connection = socket.socket
Behaviour = Callable[[Connection, threading.Event], None]
"""What to do with one connection; the event is set when the test is over."""

DRIP_S = 0.05

READ_LIMIT_S = 30.0
"""So that a failing test ends; no test waits for it."""


class Server:
    """Accepts on a port of its own and gives each connection to `behaviour` in a thread."""

    def __init__(self, behaviour: Behaviour, context: Optional[ssl.SSLContext] = None) -> None:
        self._behaviour = behaviour
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.over = threading.Event()
        self.accepted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"{'http' if self._context is None else 'https'}://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self.over.is_set():
                connection, _ = self._listener.accept()
                self.accepted += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        connection.settimeout(READ_LIMIT_S)
        with contextlib.suppress(OSError), connection:
            if self._context is None:
                self._behaviour(connection, self.over)
                return
            with self._context.wrap_socket(connection, server_side=True) as secured:
                self._behaviour(secured, self.over)

    def close(self) -> None:
        """Stops accepting and ends what is going on."""
        self.over.set()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._listener.close()


@contextlib.contextmanager
def serving(behaviour: Behaviour, context: Optional[ssl.SSLContext] = None) -> Iterator[Server]:
    server = Server(behaviour, context)
    try:
        yield server
    finally:
        server.close()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def read_head(connection: Connection) -> Tuple[str, Dict[str, str], bytes]:
    """The request's first line, its headers in lower case, and what came of its body."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        if not more:
            raise OSError("gone")
        received += more
    head, _, rest = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:])
    return lines[0], {name.lower(): value.strip() for name, _, value in pairs}, rest


def answering(*lines: str, body: bytes = b"", hangs_up: bool = False) -> Behaviour:
    """Answers every request alike: a first line, headers, and a body with its right length."""

    def behave(connection: Connection, over: threading.Event) -> None:
        while not over.is_set():
            read_head(connection)
            head = [*lines, f"Content-Length: {len(body)}", "", ""]
            connection.sendall("\r\n".join(head).encode("latin-1") + body)
            if hangs_up:
                return

    return behave


def saying(content: bytes, then: Optional[Behaviour] = None) -> Behaviour:
    """Reads a request, sends exactly `content`, goes on with `then`, and hangs up."""

    def behave(connection: Connection, over: threading.Event) -> None:
        read_head(connection)
        connection.sendall(content)
        if then is not None:
            then(connection, over)

    return behave


def dripping(connection: Connection, over: threading.Event) -> None:
    """A byte at a time, without end, and so often that no single read takes too long."""
    while not over.wait(DRIP_S):
        connection.sendall(b"x")


def flooding(connection: Connection, over: threading.Event) -> None:
    """As many bytes as are taken, without end."""
    while not over.is_set():
        connection.sendall(b"x" * 65536)


def silent(connection: Connection, over: threading.Event) -> None:
    """Accepts and never says anything."""
    over.wait(READ_LIMIT_S)
    connection.close()


def ok_with_date(offset_s: float = 0.0) -> Behaviour:
    """A page whose server's clock is `offset_s` ahead of this computer's."""

    def behave(connection: Connection, over: threading.Event) -> None:
        date = formatdate(time.time() + offset_s, usegmt=True)
        answering("HTTP/1.1 200 OK", f"Date: {date}")(connection, over)

    return behave


class SpeedServer:
    """A behaviour: what the shop's server does for the speed measurement, counting all bytes."""

    def __init__(self) -> None:
        self.moved = 0
        self.uploads: List[int] = []

    def __call__(self, connection: Connection, over: threading.Event) -> None:
        """Takes uploads, gives `/SIZE` bytes."""
        while not over.is_set():
            line, headers, rest = read_head(connection)
            if line.startswith("POST"):
                self._take(connection, int(headers["content-length"]), len(rest))
                connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            else:
                self._give(connection, int(line.split()[1].rpartition("/")[2]))

    def _take(self, connection: Connection, size: int, received: int) -> None:
        while received < size:
            received += len(connection.recv(65536))
        self.uploads.append(size)
        self.moved += size

    def _give(self, connection: Connection, size: int) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
        connection.sendall(b"x" * size)
        self.moved += size
