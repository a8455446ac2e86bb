"""Asking a proxy for a connection to a server (CONNECT, RFC 9110, 9.3.6)."""

import contextlib
import enum
import re
import socket
import time
from urllib.parse import urlsplit

_LONGEST_STATUS_LINE = 1024
_DEFAULT_PORT = 80
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([0-9]{3})[ \r\n]")
_LOGIN_REQUIRED = 407


class TunnelAnswer(enum.Enum):
    """UNCLEAR: the proxy wants a login, or said nothing that can be understood in time."""

    OPEN = "open"
    REFUSED = "refused"
    UNCLEAR = "unclear"


def _status_line(connection: socket.socket, limit_s: float) -> bytes:
    """The first line of the answer, as far as it came in time and in reason."""
    end, line = time.perf_counter() + limit_s, b""
    with contextlib.suppress(OSError):
        while b"\n" not in line and len(line) < _LONGEST_STATUS_LINE:
            left = end - time.perf_counter()
            if left <= 0:
                break
            connection.settimeout(left)
            more = connection.recv(_LONGEST_STATUS_LINE)
            if not more:
                break
            line += more
    return line


def answer_of(status_line: bytes) -> TunnelAnswer:
    """What a proxy's first line says."""
    found = _STATUS_LINE.match(status_line)
    status = int(found[1]) if found else _LOGIN_REQUIRED
    if 200 <= status < 300:
        return TunnelAnswer.OPEN
    is_refusal = 400 <= status < 600 and status != _LOGIN_REQUIRED
    return TunnelAnswer.REFUSED if is_refusal else TunnelAnswer.UNCLEAR


def ask_for_tunnel(proxy: str, host: str, port: int, limit_s: float) -> TunnelAnswer:
    """Asks once. A proxy that cannot be connected to is a refusal; nothing is raised."""
    parts = urlsplit(proxy)
    if parts.scheme != "http" or not parts.hostname:
        return TunnelAnswer.UNCLEAR
    request = f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode("ascii")
    try:
        address = (parts.hostname, parts.port or _DEFAULT_PORT)
        with socket.create_connection(address, limit_s) as connection:
            connection.sendall(request)
            return answer_of(_status_line(connection, limit_s))
    except ValueError:
        return TunnelAnswer.UNCLEAR
    except OSError:
        return TunnelAnswer.REFUSED
