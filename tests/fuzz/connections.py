"""TeamViewer's list of connections: rows or damage, the same in whatever pieces it is read."""

from typing import List

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections.list_text import ListContent, ListText
from agent.teamviewer.connections.merging import merge
from agent.teamviewer.connections.recording import SWITCHES, recording_of
from agent.teamviewer.connections.rows import MAX_WORDS_CHARACTERS, parse_row
from agent.windows_facts import ABSENT, Unreadable
from tests.fuzz.apart import Apart
from tests.fuzz.registry import value

_CODE_PAGES = ("cp1252", "cp932", "cp1251", "ascii")


def attempt(data: bytes) -> None:
    apart = Apart(data)
    page, step, final = apart.one(_CODE_PAGES), 1 + apart.number(16), apart.flag()
    content = apart.rest()
    whole = _read(content, len(content) or 1, page, final=final)
    assert whole == _read(content, step, page, final=final)
    for row in whole.rows:
        assert parse_row(row.row) == row
        assert row.started <= row.ended
        for words in (row.peer_name, row.user, row.kind):
            assert len(words) <= MAX_WORDS_CHARACTERS
            assert words.isprintable()
    other = ListContent("other", whole.rows[::2], whole.lines[::2])
    merged = merge((whole, other), Recording.ON)
    assert merged == merge((other, whole), Recording.ON)
    _is_in_order(merged)
    _read(content, step, page, final=final, middle=apart.one(("utf-8", "utf-16-le")))
    _switches(content)


def _read(
    content: bytes, step: int, page: str, *, final: bool, middle: "str | None" = None
) -> ListContent:
    text = ListText("list", page, middle)
    for start in range(0, len(content), step):
        text.feed(content[start : start + step])
    return text.content(final=final)


def _is_in_order(lists: ConnectionLists) -> None:
    starts: List[object] = [(row.started, row.session) for row in lists.rows]
    assert starts == sorted(starts)  # type: ignore[type-var]
    assert len({row.session for row in lists.rows}) == len(lists.rows)


def _switches(data: bytes) -> None:
    apart = Apart(data)
    keys = [{name: value(apart) for name in SWITCHES} for _ in range(apart.number(3))]
    told = recording_of(keys, all_known=True)
    doubted = recording_of([*keys, Unreadable("no")], all_known=True)
    assert doubted is (Recording.OFF if told is Recording.OFF else Recording.UNKNOWN)
    assert recording_of([*keys, ABSENT], all_known=False) is not Recording.ON
