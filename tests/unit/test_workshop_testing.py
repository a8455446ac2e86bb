"""The numbers of the test command are true, also when a run dies."""

from pathlib import Path

import pytest
from workshop import testing
from workshop.testing import Tally, read_tally, select
from workshop.windows_python import signature_holds

REPORT = '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>'


def test_errors_count_as_failed(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    assert read_tally(path, 1) == Tally(3, 2, 2)


def test_a_run_that_died_without_a_report_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_tally(tmp_path / "none.xml", 139) == Tally(failed=1)
    assert read_tally(tmp_path / "none.xml", 0) == Tally(failed=1)
    assert "code 139" in capsys.readouterr().err


def test_a_run_that_died_after_its_report_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text('<testsuites><testsuite tests="4"/></testsuites>')
    assert read_tally(path, 139) == Tally(4, 1, 0)


def test_no_test_at_all_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert testing.report(Tally()) == 1
    assert capsys.readouterr().out == "0 passed, 0 failed, 0 skipped\n"


def test_tests_that_did_not_run_are_told_before_the_last_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert testing.report(Tally(5), "9 Windows tests did not run: no Wine") == 3
    assert capsys.readouterr().out == (
        "9 Windows tests did not run: no Wine\n5 passed, 0 failed, 0 skipped\n"
    )


def test_a_failure_outweighs_tests_that_did_not_run() -> None:
    assert testing.report(Tally(5, 1), "9 Windows tests did not run: no Wine") == 1


def test_named_tests_run_only_where_they_belong() -> None:
    words = ["tests/architecture/test_imports.py", "-k", "icon"]
    assert select(words, testing.NATIVE_SUITES) == words
    assert select(words, testing.WINDOWS_SUITES) is None
    assert select(["tests"], testing.WINDOWS_SUITES) == [
        "tests/unit",
        "tests/network",
        "tests/windows",
    ]


@pytest.mark.parametrize("word", ["agent", "tests", "build", "README.md"])
def test_the_value_of_an_option_is_no_place_although_one_has_its_name(word: str) -> None:
    assert select(["-k", word], ("unit",)) == ["tests/unit", "-k", word]
    named = ["tests/unit/test_hours.py", "-k", word]
    assert select(named, ("unit",)) == named


def test_the_whole_checkout_means_every_suite_and_what_has_no_tests_is_left_to_pytest() -> None:
    assert select([".", "-x"], ("unit",)) == ["tests/unit", "-x"]
    assert select(["agent", "-x"], ("unit",)) == ["tests/unit", "agent", "-x"]


def test_options_alone_go_to_every_suite() -> None:
    assert select(["-x"], ("unit",)) == ["tests/unit", "-x"]


def test_windows_tests_are_counted_without_windows() -> None:
    assert testing.count_tests("windows", "screens") > 10


GOOD = "\tSubject: /C=US/O=Python Software Foundation/CN=Python\nSignature verification: ok\n"


@pytest.mark.parametrize(
    "report",
    [
        "",
        GOOD.replace(": ok", ": failed"),
        GOOD.replace("Python Software Foundation", "Python Software Foundation Ltd"),
        GOOD.replace("Signature", "Timestamp Server Signature"),
    ],
)
def test_a_doubtful_signature_is_refused(report: str) -> None:
    assert signature_holds(GOOD)
    assert not signature_holds(report)
