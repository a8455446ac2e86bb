"""Many values that stay are no garbage: Python need not look for any among them again and again."""

import contextlib
import gc
from typing import Iterator


@contextlib.contextmanager
def no_garbage() -> Iterator[None]:
    """While a long file becomes values, which takes seconds, nothing is looked for.

    Safe in several threads: whoever found the search on switches it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
