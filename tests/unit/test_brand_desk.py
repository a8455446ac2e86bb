"""A developer's desk is on this same computer, or it is none."""

from typing import Dict

import pytest

from agent.brand import BrandError
from agent.brand_desk import ADDRESS, KEY, desk_in_use
from agent.brand_values import Desk
from tests.unit.journal_with_desk import DESK

BRAND_S = Desk("key", "https://desk.2clicks.fr")
HERE = "http://127.0.0.1:8420"


def test_without_the_variable_the_brand_s_desk_is_used() -> None:
    assert desk_in_use(BRAND_S, {KEY: DESK.vkey}) == BRAND_S


def test_a_desk_on_this_computer_is_used_with_its_own_key() -> None:
    assert desk_in_use(BRAND_S, {ADDRESS: HERE, KEY: DESK.vkey}) == Desk(DESK.vkey, HERE)


@pytest.mark.parametrize(
    "named",
    [
        {ADDRESS: HERE},
        {ADDRESS: HERE, KEY: "no key"},
        {ADDRESS: "https://desk.example", KEY: DESK.vkey},
        {ADDRESS: "http://127.0.0.1:1@desk.example", KEY: DESK.vkey},
        {ADDRESS: "http://127.0.0.1.desk.example:80", KEY: DESK.vkey},
        {ADDRESS: "http://localhost:8420", KEY: DESK.vkey},
        {ADDRESS: HERE + "/x", KEY: DESK.vkey},
    ],
)
def test_no_other_desk_can_be_named(named: Dict[str, str]) -> None:
    with pytest.raises(BrandError):
        desk_in_use(BRAND_S, named)
