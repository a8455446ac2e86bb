"""Only technicians see anything, and nobody else can act through their browsers."""

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from desk.pages.forms import LIMIT_BYTES
from desk.store import technicians
from tests.desk.journals import Client
from tests.desk.running import Running
from tests.desk.site import PASSWORD, Site, hidden, running_site

PAGES = ("/", "/machines.csv", "/machines/x", "/proofs/x", "/visits/1/x")


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_sees_no_machine_and_is_asked_to_sign_in(
    site: Site, path: str
) -> None:
    answer = site.visitor().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("path", ["/matches/x", "/flags/x", "/sign-out"])
def test_whoever_is_not_signed_in_changes_nothing(site: Site, path: str) -> None:
    answer = site.visitor().send(path, csrf="x", id="1", kind="fork")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_whoever_is_not_signed_in_hears_of_no_change(site: Site) -> None:
    assert site.visitor().get("/events").status_code == 401


def test_signing_in_leads_to_the_page_that_was_asked_for(site: Site) -> None:
    site.add("Ana")
    assert site.visitor().sign_in("Ana", to="/?q=zoe").headers["location"] == "/?q=zoe"
    assert site.visitor().sign_in("Ana", to="//evil.example").headers["location"] == "/"


def test_a_name_is_the_same_in_small_and_large_letters(site: Site) -> None:
    site.add("Ana")
    assert site.visitor().sign_in("  aNA ").status_code == 303


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(site: Site) -> None:
    visitor = site.signed_in()
    token = visitor.token
    assert visitor.send("/sign-out", csrf=visitor.csrf).status_code == 303
    assert visitor.get("/").status_code == 303
    stolen = httpx.get(f"{site.address}/", cookies={"desk_session": token})
    assert stolen.status_code == 303


@pytest.mark.fault("session fixation")
def test_signing_in_gives_a_new_session_and_ends_the_one_before(site: Site) -> None:
    visitor = site.visitor()
    chosen = "chosen-by-somebody-else"
    visitor.http.cookies.set("desk_session", chosen, domain="127.0.0.1")
    site.add("Ana")
    visitor.sign_in("Ana")
    first = visitor.token
    assert first != chosen
    assert len(first) >= 40
    visitor.sign_in("Ana")
    assert visitor.token != first
    assert httpx.get(f"{site.address}/", cookies={"desk_session": first}).status_code == 303


def test_a_removed_technician_is_signed_out_at_once(site: Site) -> None:
    visitor = site.signed_in("Leaving")
    assert visitor.get("/").status_code == 200
    with site.desk.store.writing() as connection:
        technicians.remove(connection, "Leaving")
    assert visitor.get("/").status_code == 303


@pytest.mark.fault("forms sent by another site")
def test_a_form_of_another_page_or_of_another_technician_does_nothing(site: Site) -> None:
    client = site.take(Client().send_fields())
    ana, bob = site.signed_in("Ana"), site.signed_in("Bob")
    for csrf in ("", "x", bob.csrf, bob.token, "é"):
        for path in (f"/matches/{client.log}", f"/flags/{client.log}", "/sign-out"):
            answer = ana.send(path, csrf=csrf, id="1234567890", kind="fork")
            assert answer.status_code == 403
    assert ana.get("/").status_code == 200
    assert "C’est bien lui" in ana.text(f"/machines/{client.log}")


@pytest.mark.fault("forms sent by another site")
def test_nobody_is_signed_in_by_another_sites_form(site: Site) -> None:
    site.add("Ana")
    visitor = site.visitor()
    answer = visitor.send("/sign-in", form="x", name="Ana", password=PASSWORD)
    assert answer.status_code == 403
    assert not visitor.token


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"a" * (LIMIT_BYTES + 1), "application/x-www-form-urlencoded", 413),
        (b"&a=1" * 50, "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b'{"name":1}', "application/json", 400),
        (b"--x\r\n", "multipart/form-data; boundary=x", 400),
    ],
)
def test_a_form_that_is_none_is_refused(site: Site, content: bytes, kind: str, status: int) -> None:
    visitor = site.visitor()
    answer = visitor.http.post("/sign-in", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.fault("brute force on a password")
def test_after_ten_wrong_passwords_a_name_is_locked_and_nothing_tells_it_from_a_wrong_one(
    tmp_path: Path,
) -> None:
    with running_site(tmp_path / "data") as site:
        site.add("Ana")
        visitor = site.visitor()
        wrong = [visitor.sign_in("Ana", "not the password") for _ in range(10)]
        locked = visitor.sign_in("Ana", PASSWORD)
        unknown = visitor.sign_in("Nobody", PASSWORD)
        odd = visitor.sign_in("\0", PASSWORD)
        told = {(a.status_code, a.text, *_told(a)) for a in (*wrong, locked, unknown, odd)}
        assert len(told) == 1
        assert not visitor.token
        site.add("Bob")
        assert visitor.sign_in("Bob").status_code == 303
        # More than may wait where checking is slow, more than a minute's share where it is fast.
        with ThreadPoolExecutor(40) as at_once:
            tries = at_once.map(lambda _: site.visitor().sign_in("Nobody", "x"), range(40))
        assert 429 in {answer.status_code for answer in tries}


def _told(answer: httpx.Response) -> tuple[str, ...]:
    """The names of its headers, and all values that do not go with the clock."""
    values = {k: v for k, v in answer.headers.items() if k not in ("date", "set-cookie")}
    return (*values.keys(), *values.values())


def test_the_cookie_is_for_this_site_and_no_script(site: Site) -> None:
    site.add("Ana")
    cookie = site.visitor().sign_in("Ana").headers["set-cookie"].lower()
    assert cookie.startswith("desk_session=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "; secure" not in cookie


@pytest.mark.parametrize(
    ("told", "name"), [({}, "desk_session"), ({"DESK_BEHIND_PROXY": "1"}, "__Host-desk_session")]
)
def test_what_a_proxy_says_of_tls_is_believed_when_the_desk_is_told_that_there_is_one(
    start: Callable[..., Running], told: dict[str, str], name: str
) -> None:
    running = start(**told, FORWARDED_ALLOW_IPS="192.0.2.1")
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    answer = httpx.get(f"{running.address}/", headers=proxied)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    assert ("Secure" in cookie) is name.startswith("__Host-")


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nothing", "/static/desk.css"])
def test_every_answer_to_a_browser_is_strict(site: Site, path: str) -> None:
    headers = site.visitor().get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert ("no-store" in headers["cache-control"]) is not path.startswith("/static")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../key.py",
        "/static/%2e%2e/%2e%2e/key.py",
        "/static/..%2fkey.py",
        "/static//etc/passwd",
        "/machines/../../etc/passwd",
        "/machines/%00",
        "/machines/%ff%fe",
        "/proofs/..%2f..%2fdesk.key",
        "/proofs/a/consent/%00123456789abcde",
        "/visits/99999999999999999999/x",
        "/visits/-1/a.example/consent/0123456789abcdef",
        "/language/../x",
        "/language/xx",
        "/nothing",
    ],
)
def test_a_path_that_is_none_is_told_so_in_a_page(site: Site, path: str) -> None:
    token = site.signed_in().token
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    connection.request("GET", path, headers={"Cookie": f"desk_session={token}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == 404
    assert "Cette page n’est pas disponible" in text
    assert "root:" not in text


def test_a_form_carries_a_new_token_for_every_browser(site: Site) -> None:
    one, other = (hidden(site.visitor().text("/sign-in"), "form") for _ in range(2))
    assert one != other
