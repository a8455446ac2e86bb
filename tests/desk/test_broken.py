"""What nobody foresaw is answered in the form that was asked for, and kept by no cache."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from desk.store.schema import LINES, LOGS
from tests.desk.journals import Client, body_of
from tests.desk.running import Running
from tests.desk.site import Site


def test_a_report_that_meets_a_damaged_line_is_to_be_sent_again(site: Site) -> None:
    client = site.take(Client().grant(1))
    with site.desk.store.writing() as connection:
        connection.execute(update(LINES).values(line=b"{}"))
    answer = site.running.post(body_of(client.grant(9).report()))
    assert (answer.status_code, answer.json()) == (500, {"why": "an error"})
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_that_cannot_be_made_is_a_page_as_strict_as_any(site: Site) -> None:
    client = site.take(Client().send_fields())
    with site.desk.store.writing() as connection:
        connection.execute(update(LOGS).values(findings="x"))
    answer = site.signed_in().get(f"/machines/{client.log}")
    assert answer.status_code == 500
    assert "Quelque chose n’a pas fonctionné" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_page_that_is_asked_for_in_a_wrong_way_says_which_is_right(site: Site) -> None:
    answer = site.visitor().send("/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/v1/key", "/v1/logs/x/lines", "/v1/nothing"])
def test_no_answer_to_a_program_is_kept_by_a_cache(
    start: Callable[..., Running], path: str
) -> None:
    assert start().get(path).headers["cache-control"] == "no-store"
