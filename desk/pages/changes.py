"""Telling open pages that something has changed, also when another process took the report."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.concurrency import run_in_threadpool

from desk.errors import StoreUnavailableError
from desk.store import own_log
from desk.store.database import Store

LOOKS_EVERY_SECONDS = 1.0
MOST_STREAMS = 200
_QUIET_LOOKS = 15

IsOver = Callable[[], Awaitable[bool]]


class Changes:
    """The store's change counter, read at most once a second however many pages are open."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._revision = 0
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()
        self._stopped = False
        self.streams = 0

    def stop(self) -> None:
        """End all streams: the desk is stopping."""
        self._stopped = True

    async def revision(self) -> int:
        """How often anything has changed.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
        async with self._reading:
            if time.monotonic() - self._read_at >= LOOKS_EVERY_SECONDS:
                self._revision = await run_in_threadpool(self._read)
                self._read_at = time.monotonic()
            return self._revision

    async def stream(self, after: int, is_over: IsOver) -> AsyncIterator[bytes]:
        """Server-sent events: `change` for every look that finds another number than before.

        `is_over` is asked now and then whether the browser is still signed in; `over` is sent
        once it is not.
        """
        self.streams += 1
        try:
            yield b"retry: 2000\n\n"
            quiet = 0
            while not self._stopped:
                now = await self._revision_or(after)
                if now != after:
                    after, quiet = now, 0
                    yield b"id: %d\nevent: change\ndata: %d\n\n" % (now, now)
                elif quiet == 0 and await is_over():
                    yield b"event: over\ndata: 0\n\n"
                    return
                elif quiet == 0:
                    yield b": here\n\n"
                quiet = (quiet + 1) % _QUIET_LOOKS
                await asyncio.sleep(LOOKS_EVERY_SECONDS)
        finally:
            self.streams -= 1

    async def _revision_or(self, last: int) -> int:
        try:
            return await self.revision()
        except StoreUnavailableError:
            return last

    def _read(self) -> int:
        with self._store.reading() as connection:
            return own_log.size(connection)
