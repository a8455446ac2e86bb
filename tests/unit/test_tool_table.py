"""The table of remote tools is checked whole; a slip in it calls nothing a way in."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.brand_table import BrandError
from agent.remote_tools.table import parse_tools

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "agent" / "remote_tools" / "tools.toml").read_text("utf-8")
ENTRY = """
[[tool]]
name = "Tool"
services = ["ToolService"]
processes = ["tool-*.exe"]
signers = ["Maker"]
source = "somewhere"
"""


def test_the_table_says_where_every_name_is_published() -> None:
    sources = re.findall(r'^source = "(.+)"$', TEXT, re.MULTILINE)
    assert len(sources) == len(parse_tools(TEXT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "Tool"', ""),
        ('name = "Tool"', 'name = ""'),
        ('source = "somewhere"', ""),
        ('source = "somewhere"', "source = 7"),
        ('["ToolService"]', '["*"]'),
        ('["ToolService"]', '["*a*"]'),
        ('["ToolService"]', '"ToolService"'),
        ('["ToolService"]', "[7]"),
        ('["tool-*.exe"]', '["*.exe"]'),
        ('["tool-*.exe"]', '["[a-z]*tool.exe"]'),
        ('["tool-*.exe"]', "[]"),
        ('["Maker"]', '["Mak*"]'),
        ('signers = ["Maker"]', 'signers = ["Maker"]\nextra = 1'),
        ("[[tool]]", "[[tools]]"),
        ("[[tool]]", "[tool]"),
        ("[[tool]]", "[[tool"),
    ],
)
def test_a_slip_in_the_table_is_refused(old: str, new: str) -> None:
    assert len(parse_tools(ENTRY)) == 1
    assert old in ENTRY
    with pytest.raises(BrandError):
        parse_tools(ENTRY.replace(old, new))


def test_the_same_tool_twice_is_refused() -> None:
    with pytest.raises(BrandError):
        parse_tools(ENTRY + ENTRY.replace("Tool", "TOOL"))


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    with pytest.raises(BrandError):
        parse_tools(text)
