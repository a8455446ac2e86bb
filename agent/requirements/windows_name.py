"""The name people know a Windows by.

Pure. Source of the numbers: Microsoft, "Operating System Version"; Windows 11 kept number 10.0 and
begins with build 22000.
"""

from agent.windows_version import WindowsVersion

_NAMES = {
    (5, 0): "Windows 2000",
    (5, 1): "Windows XP",
    (5, 2): "Windows XP",
    (6, 0): "Windows Vista",
    (6, 1): "Windows 7",
    (6, 2): "Windows 8",
    (6, 3): "Windows 8.1",
}
_FIRST_BUILD_OF_11 = 22000


def windows_name(version: WindowsVersion) -> str:
    """The name on the box, or "Windows" with its number for one that is not known here."""
    number = (version.major, version.minor)
    if number == (10, 0):
        return "Windows 11" if version.build >= _FIRST_BUILD_OF_11 else "Windows 10"
    return _NAMES.get(number, f"Windows {version.major}.{version.minor}")
