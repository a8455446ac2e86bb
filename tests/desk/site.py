"""A desk that browsers can use, with technicians who may sign in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from desk.api.desk import Desk, open_desk
from desk.settings import Settings
from desk.store import technicians
from tests.desk.journals import Client, body_of
from tests.desk.running import Running

PASSWORD = "une phrase assez longue"  # noqa: S105 - of a desk that lives for one test


@dataclass
class Site:
    """A real desk process; `desk` is the same store, opened by the test."""

    running: Running
    desk: Desk
    technicians: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return self.running.address

    def add(self, name: str) -> None:
        """Let somebody sign in, once."""
        if name not in self.technicians:
            with self.desk.store.writing() as connection:
                technicians.add(connection, name, PASSWORD, self.desk.now())
            self.technicians.add(name)

    def visitor(self, **headers: str) -> "Visitor":
        """Somebody's browser, in which nobody is signed in."""
        return Visitor(httpx.Client(base_url=self.address, headers=headers, timeout=60))

    def signed_in(self, name: str = "Ana", **headers: str) -> "Visitor":
        self.add(name)
        visitor = self.visitor(**headers)
        assert visitor.sign_in(name).status_code == 303
        return visitor

    def take(self, client: Client, first: int = 0) -> Client:
        """Send a report that has to be taken."""
        answer = self.running.post(body_of(client.report(first)))
        assert answer.status_code == 200, answer.text
        return client


@dataclass
class Visitor:
    """A browser without scripts."""

    http: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, **fields: str) -> httpx.Response:
        return self.http.post(path, data=fields)

    def sign_in(self, name: str, password: str = PASSWORD, to: str = "/") -> httpx.Response:
        token = hidden(self.http.get("/sign-in").text, "form")
        return self.send("/sign-in", form=token, name=name, password=password, to=to)

    @property
    def csrf(self) -> str:
        """What this browser's forms carry."""
        return hidden(self.text("/"), "csrf")

    @property
    def token(self) -> str:
        return self.http.cookies.get("desk_session") or ""


def hidden(page: str, name: str) -> str:
    """The value of a form's hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return found[1]


@contextmanager
def running_site(data: Path, url: str | None = None, **environment: str) -> Iterator[Site]:
    """A desk while the block runs."""
    # All visitors of a test come from one address.
    running = Running(data, url, {"DESK_NEW_ADDRESS": "300", **environment})
    running.start()
    desk = open_desk(Settings(data, url and url.replace("postgresql://", "postgresql+psycopg://")))
    try:
        yield Site(running, desk)
    finally:
        desk.store.close()
        running.kill()
