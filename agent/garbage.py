"""Many values that stay are no garbage: Python need not look for any among them again and again."""

import contextlib
import gc
from typing import Iterator


@contextlib.contextmanager
def no_garbage() -> Iterator[None]:
    """While a long file becomes values, which takes seconds, nothing is looked for.

    Whoever ends first of several threads switches the search on again: it never stays off.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
