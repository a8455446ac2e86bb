"""What `agent cut` answers, however it was shut or not."""

import argparse
import io
import json
import sys
from typing import Any, Dict, List, Optional, Tuple

import pytest

from agent import cutting_cli
from agent.app import build_core
from agent.cutoff.words import Word
from agent.output import AnswerRefusedError
from agent.paths import translations_folder
from agent.shutting.shut import Failure, Method, Shut
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.translations import load_translate

assert sys.platform == "win32"

OPEN = Outcome(5, left=(Left("TeamViewer", Why.DENIED),))
CASES = (
    (Shut(Outcome(5), None, Method.SERVICE), 0, "service"),
    (Shut(Outcome(5), None, Method.ELEVATED), 0, "elevated"),
    (Shut(OPEN, None, Method.SERVICE), 1, "service"),
    (Shut(OPEN, None, Method.DIRECT), 1, "elevated"),
    *((Shut(OPEN, None, Method.DIRECT, failure), 3, "elevated") for failure in Failure),
)


@pytest.mark.parametrize(("done", "code", "method"), CASES)
@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_the_answer_says_what_was_read_back_and_the_code_why(
    done: Shut,
    code: int,
    method: str,
    as_json: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: List[Word] = []
    written: List[Tuple[str, Dict[str, Any]]] = []

    def shut(_names: object, word: Word) -> Shut:
        asked.append(word)
        return done

    monkeypatch.setattr(cutting_cli, "shut", shut)
    translate = load_translate(translations_folder(), "fr")
    options = argparse.Namespace(json=as_json)
    answered = cutting_cli.cut(
        build_core("fr", translate), options, lambda kind, data: written.append((kind, data))
    )
    said = capsys.readouterr()
    failure: Optional[Failure] = done.failure
    assert (answered, asked) == (code, [Word.CUT])
    assert [(kind, data["method"], data["ok"]) for kind, data in written] == [
        ("access.cut", method, done.ok)
    ]
    if as_json:
        keys = {"ok", "ms", "services", "processes_ended", "left"}
        assert set(json.loads(said.out)) == keys
    told = [translate(failure.title), translate(failure.advice)] if failure else []
    assert said.err.splitlines() == told


class NobodyReads(io.StringIO):
    """A stream whose other end is gone."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_a_cut_is_written_down_also_when_nobody_reads_its_answer(
    as_json: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Shut(Outcome(5), None, Method.SERVICE)
    written: List[str] = []
    monkeypatch.setattr(cutting_cli, "shut", lambda _names, _word: done)
    monkeypatch.setattr(sys, "stdout", NobodyReads())
    core = build_core("fr", load_translate(translations_folder(), "fr"))
    with pytest.raises(AnswerRefusedError):
        cutting_cli.cut(
            core, argparse.Namespace(json=as_json), lambda kind, _data: written.append(kind)
        )
    assert written == ["access.cut"]
