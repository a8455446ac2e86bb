"""Which Windows this is, as a value that can be compared.

Pure: `agent.win32.windows_version` asks Windows, deciding modules judge the answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class WindowsVersion:
    """The version Windows says of itself; later versions compare greater.

    `service_pack` is the major number of the service pack, 0 when there is none.
    """

    major: int
    minor: int
    build: int
    service_pack: int = 0
