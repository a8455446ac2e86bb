"""Files are replaced whole or not at all, and a folder that refuses is told at once."""

import os
from pathlib import Path
from typing import List

import pytest

from agent.files import replace_durably


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    for content in (b"first\r\n", b"second\n\0"):
        replace_durably(path, content)
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_takes_no_file_is_asked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: List[object] = []

    def refuse(name: object, *_: object) -> int:
        asked.append(name)
        raise PermissionError(13, "nobody may write here")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        replace_durably(tmp_path / "file", b"content")
    assert len(asked) == 1
