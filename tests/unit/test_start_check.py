"""A frozen program that lacks a part says so, and gives no answer by its exit code."""

import subprocess
import sys
from pathlib import Path

from agent.exit_codes import INTERNAL

FREEZING = Path(__file__).resolve().parents[2] / "build" / "freezing"
WORDS = "PLACE_OF_UPDATE = PROGRAM = 'x'\nSENTENCES = ()\n"
STOP = "import sys; sys.path[:0] = sys.argv[1:]; import start_check; start_check.stop('é missing')"


def test_what_keeps_it_from_starting_is_an_error_of_the_program_and_no_no(tmp_path: Path) -> None:
    (tmp_path / "start_words.py").write_text(WORDS)
    words = [sys.executable, "-X", "utf8", "-c", STOP, str(tmp_path), str(FREEZING)]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (INTERNAL, b"")
    assert done.stderr.decode("utf-8").strip() == "é missing"
