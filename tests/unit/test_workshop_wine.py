"""Windows programs that are run for the developer keep to their prefix, and hold nobody up."""

import subprocess
import sys
from pathlib import Path

import pytest
from workshop import trying, wine

BUILD = Path(wine.__file__).resolve().parents[1]
TALKS_FOR_EVER = "while True: print('x' * 1000)"
RUN = """
import os, sys
sys.path.insert(0, sys.argv[1])
from workshop import wine
sys.exit(wine.run([sys.executable, "-c", sys.argv[2]], dict(os.environ)))
"""


def running(program: str) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-c", RUN, str(BUILD), program]
    return subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.skipif(sys.platform == "win32", reason="under Wine it cannot be shown")
def test_a_program_ends_when_nobody_reads_it_any_more() -> None:
    program = running(TALKS_FOR_EVER)
    assert program.stdout is not None
    assert program.stderr is not None
    with program, program.stdout as out, program.stderr as err:
        assert out.read(1) == b"x"
        out.close()
        try:
            program.wait(60)
        finally:
            program.kill()
        assert b"Exception in thread" not in err.read()


def test_what_a_program_says_and_its_exit_code_pass_through() -> None:
    told = "import sys; sys.stdout.write('a'); sys.stderr.write('b'); sys.exit(3)"
    program = running(told)
    assert (program.communicate(timeout=60), program.returncode) == ((b"a", b"b"), 3)


@pytest.mark.skipif(sys.platform == "win32", reason="Wine is not needed on Windows")
def test_a_prefix_has_folders_of_its_own_where_wine_leads_out_of_it(tmp_path: Path) -> None:
    person = tmp_path / "prefix" / "drive_c" / "users" / "somebody"
    (person / "Temp").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter").write_text("mine")
    (person / "Desktop").symlink_to(tmp_path / "home")
    (person / "Music").symlink_to(tmp_path / "nowhere")
    wine.keep_inside(tmp_path / "prefix")
    assert [(p.is_dir(), p.is_symlink()) for p in sorted(person.iterdir())] == [(True, False)] * 3
    assert list((person / "Desktop").iterdir()) == []
    assert (tmp_path / "home" / "letter").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Wine is not needed on Windows")
def test_a_program_and_those_it_starts_lie_at_the_same_addresses_each_time() -> None:
    if not wine.steady():
        pytest.skip("here no program may choose its addresses")
    started = [*wine.steady(), "sh", "-c", "cat /proc/self/maps; true"]
    places = [subprocess.check_output(started).splitlines() for _ in range(2)]
    heaps = [next(line for line in told if b"[heap]" in line).partition(b"-")[0] for told in places]
    assert heaps[0] == heaps[1]


def test_nobody_waits_for_the_window_of_a_program_that_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "exit(2)"]) as program:
        program.wait(60)
        assert not trying.window_opens(":none", program)
