"""Every fault has a test, a script for a person or a reason, and the table of them is true."""

from collections import Counter

import faults

FAULTS = faults.known_faults()
TESTS = faults.marked_tests()
NAMES = {fault.name for fault in FAULTS}


def test_the_table_is_what_the_script_makes_of_the_marks() -> None:
    assert faults.TABLE.read_text(encoding="utf-8") == faults.table()


def test_every_mark_names_a_known_fault() -> None:
    assert set(TESTS) - NAMES == set()


def test_no_fault_is_named_twice() -> None:
    assert [name for name, times in Counter(f.name for f in FAULTS).items() if times > 1] == []


def test_a_fault_without_a_test_says_why() -> None:
    assert [f.name for f in FAULTS if not (TESTS.get(f.name) or f.manual or f.open)] == []


def test_a_fault_that_a_test_has_gives_no_excuse() -> None:
    assert [fault.name for fault in FAULTS if fault.open and TESTS.get(fault.name)] == []


def test_the_script_for_a_person_exists() -> None:
    scripts = [fault.manual for fault in FAULTS if fault.manual]
    assert [name for name in scripts if not (faults.TESTS / "manual" / name).is_file()] == []
