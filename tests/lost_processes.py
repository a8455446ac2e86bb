"""A process that Wine loses before it begins is started again, as a person would.

Why Wine loses one in some thousand is told at `workshop.wine.steady`. Nothing of it has run then.
"""

import contextlib
import sys
from typing import Any, Callable, Iterator, Tuple

import pytest

ERROR_INTERNAL_ERROR = 1359
TRIES = 3

Create = Callable[..., Any]


def starting_again(create: Create) -> Create:
    """`create`, called again when Windows says that the process was lost; other errors pass."""
    return lambda *words: _started(create, words, TRIES)


def _started(create: Create, words: Tuple[object, ...], tries: int) -> object:
    try:
        return create(*words)
    except OSError as error:
        if tries == 1 or getattr(error, "winerror", None) != ERROR_INTERNAL_ERROR:
            raise
    return _started(create, words, tries - 1)


@contextlib.contextmanager
def started_again() -> Iterator[None]:
    """Meanwhile `subprocess` starts a lost process again; on Linux nothing is different."""
    if sys.platform != "win32":
        yield
        return
    import _winapi

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_winapi, "CreateProcess", starting_again(_winapi.CreateProcess))
        yield
