"""Bytes taken apart into choices, so that a fuzzer reaches behind what is already a value."""

import base64
from typing import Optional, Sequence, Tuple, TypeVar

T = TypeVar("T")


class Apart:
    """Takes from the front; when nothing is left, every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def is_empty(self) -> bool:
        return self._at >= len(self._data)

    def take(self, count: int) -> bytes:
        """So many bytes, or as many as are left."""
        taken = self._data[self._at : self._at + count]
        self._at += count
        return taken

    def number(self, below: int) -> int:
        """A number from 0 to below `below`, of one byte where that is enough."""
        size = 1 if below <= 256 else (below.bit_length() + 7) // 8
        return int.from_bytes(self.take(size), "little") % below

    def flag(self) -> bool:
        return self.number(2) == 1

    def known(self) -> Optional[bool]:
        """True, False, or None for what could not be read."""
        return self.one((False, True, None))

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.number(len(choices))]

    def some(self, choices: Sequence[T], most: int) -> Tuple[T, ...]:
        return tuple(self.one(choices) for _ in range(self.number(most + 1)))

    def block(self) -> bytes:
        """Bytes whose length stands before them in two bytes."""
        return self.take(self.number(1 << 16))

    def text(self) -> str:
        """A short text of any characters, lone surrogates included."""
        return self.take(self.number(64)).decode("utf-8", "surrogateescape")

    def rest(self) -> bytes:
        return self.take(len(self._data))


def base64_text(data: bytes) -> str:
    return base64.b64encode(data).decode()
