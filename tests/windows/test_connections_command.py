"""`agent connections` as a technician runs it: its forms, and what is wrong usage."""

import sys
from pathlib import Path
from typing import Tuple

import pytest

from tests.windows.test_command_line import one_object, run

assert sys.platform == "win32"

FIELDS = ["recording", "connections", "visits", "damaged", "live", "disagreements"]


def test_the_object_has_its_fields_and_stands_alone(tmp_path: Path) -> None:
    done = run("connections", "--json", "--since", "2026-11-23", data=tmp_path)
    shown = one_object(done)
    assert (list(shown), list(shown["live"])) == (FIELDS, ["state", "peer_id", "since"])
    assert done.returncode == 0


def test_the_table_is_utf_8_with_its_mark_and_plain_line_ends(tmp_path: Path) -> None:
    done = run("connections", "--csv", data=tmp_path)
    first, _, rest = done.stdout.decode("utf-8").partition("\r\n")
    assert first.startswith("\ufeffVisite;Début;Fin;")
    assert "\r\r" not in rest
    assert done.returncode == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_people_get_sentences(language: str, tmp_path: Path) -> None:
    done = run("connections", data=tmp_path, language=language)
    assert done.returncode == 0
    lines = done.stdout.decode("utf-8").splitlines()
    assert lines
    assert all(line.endswith((".", ":")) for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [("--json", "--csv"), ("--since",), ("--since", "23/11/2026"), ("--since", "2026-02-30")],
)
def test_wrong_usage_says_so_and_answers_nothing(
    arguments: Tuple[str, ...], tmp_path: Path
) -> None:
    done = run("connections", *arguments, data=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr) > 30
