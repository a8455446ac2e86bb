"""A true desk behind a real server, for `tests.network.servers`."""

import threading
from typing import Dict, List
from urllib.parse import parse_qs, urlsplit

from tests.network.servers import Connection, read_head
from tests.unit.true_desk import Reply, TrueDesk


class DeskServer:
    """A behaviour: what the desk's address answers. Remembers every request's head."""

    def __init__(self, desk: TrueDesk) -> None:
        self.desk = desk
        self.heads: List[Dict[str, str]] = []

    def __call__(self, connection: Connection, over: threading.Event) -> None:
        """Answer one request after the other."""
        while not over.is_set():
            line, headers, body = read_head(connection)
            self.heads.append({**headers, "": line})
            length = int(headers.get("content-length", "0"))
            while len(body) < length:
                body += connection.recv(65536)
            self._answer(connection, self._reply(line, headers, body))

    def _reply(self, line: str, headers: Dict[str, str], body: bytes) -> Reply:
        method, target, _ = line.split()
        path = urlsplit(target)
        if (method, path.path) == ("POST", "/v1/reports"):
            return self.desk.report(body)
        if headers.get("desk-time") != str(self.desk.seconds):
            return Reply(401, b"{}", {"Date": "Fri, 15 Jan 2027 08:00:00 GMT"})
        log = path.path[len("/v1/logs/") : -len("/lines")]
        return self.desk.kept(log, int(parse_qs(path.query)["from"][0]))

    def _answer(self, connection: Connection, reply: Reply) -> None:
        head = [f"HTTP/1.1 {reply.status} X", f"Content-Length: {len(reply.body)}"]
        head += [f"{name}: {value}" for name, value in reply.headers.items()]
        connection.sendall("\r\n".join([*head, "", ""]).encode() + reply.body)
