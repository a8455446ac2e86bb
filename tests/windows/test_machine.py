"""Power and disk of the computer that runs the test."""

import shutil
from pathlib import Path

import psutil

from agent.requirements.facts import PowerSource
from agent.requirements.machine import read_machine


def test_the_free_space_is_that_of_the_folders_drive(tmp_path: Path) -> None:
    free = read_machine(tmp_path).free_disk_mb
    assert free is not None
    assert 0 <= free <= shutil.disk_usage(str(tmp_path)).total // 1_000_000


def test_a_drive_that_is_not_there_is_unknown(tmp_path: Path) -> None:
    assert read_machine(tmp_path / "missing" / "folder").free_disk_mb is None


def test_a_computer_without_a_battery_is_told_from_one_on_battery(tmp_path: Path) -> None:
    has_none = psutil.sensors_battery() is None
    assert (read_machine(tmp_path).power_source is PowerSource.NO_BATTERY) is has_none
