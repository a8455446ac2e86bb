"""The true version of Windows, as the loader and the kernel see it."""

import ctypes
import sys

from agent.win32.windows_version import read_windows_version


def test_the_version_is_the_one_windows_runs_as() -> None:
    version = read_windows_version()
    assert version is not None
    known = sys.getwindowsversion()
    assert (version.major, version.minor, version.build) == known[:3]
    assert version.service_pack == known.service_pack_major


def test_reading_the_version_does_not_touch_what_others_share() -> None:
    read_windows_version()
    assert ctypes.windll.ntdll.RtlGetVersion.argtypes is None
