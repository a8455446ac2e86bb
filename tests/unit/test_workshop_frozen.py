"""Two frozen programs are the same only when every byte is."""

from pathlib import Path
from typing import List

import pytest
import same_build


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("a", b"1", []), ("a", b"2", ["a"]), ("b", b"1", ["b"])],
)
def test_every_file_that_differs_is_named(
    name: str, content: bytes, told: List[str], tmp_path: Path
) -> None:
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        (folder / "a").write_bytes(b"1")
    (tmp_path / "other" / name).write_bytes(content)
    assert same_build.differences(tmp_path / "one", tmp_path / "other") == told


def test_a_folder_that_is_not_there_is_no_agreement(tmp_path: Path) -> None:
    assert same_build.main([str(tmp_path), str(tmp_path / "missing")]) == 2
