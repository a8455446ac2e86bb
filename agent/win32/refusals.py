"""Windows' errors as reasons that deciding code can tell apart."""

import sys

import pywintypes

from agent.win32 import numbers
from agent.windows_facts import Refusal, Refused

assert sys.platform == "win32"

_KINDS = {
    numbers.ERROR_ACCESS_DENIED: Refusal.DENIED,
    numbers.ERROR_PRIVILEGE_NOT_HELD: Refusal.DENIED,
    numbers.ERROR_SERVICE_DOES_NOT_EXIST: Refusal.GONE,
    numbers.ERROR_SERVICE_MARKED_FOR_DELETE: Refusal.GONE,
}


def refused(error: pywintypes.error) -> Refused:
    """The refusal that an error of pywin32 stands for."""
    return Refused(_KINDS.get(error.winerror, Refusal.FAILED), f"Windows error {error.winerror}")
