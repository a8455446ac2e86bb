"""The Merkle tree of RFC 6962 over the lines of a journal, grown one leaf at a time.

Pure. A leaf is a line without its line end. Only the roots of the full subtrees are kept, so a
tree of any size is a handful of hashes.
"""

import functools
import hashlib
from dataclasses import dataclass
from typing import Iterable, Tuple

HASH_LENGTH = 32


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf: 32 bytes (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: 32 bytes (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Tree:
    """A tree over `size` leaves; `peaks` are its full subtrees' roots, the largest first."""

    size: int = 0
    peaks: Tuple[bytes, ...] = ()

    def with_leaf(self, leaf: bytes) -> "Tree":
        """The tree with one leaf more."""
        peaks, node, size = self.peaks, leaf_hash(leaf), self.size
        while size & 1:
            peaks, node, size = peaks[:-1], node_hash(peaks[-1], node), size >> 1
        return Tree(self.size + 1, (*peaks, node))

    def root(self) -> bytes:
        """The tree's hash: 32 bytes; that of nothing when there is no leaf."""
        if not self.peaks:
            return hashlib.sha256().digest()
        return functools.reduce(lambda right, left: node_hash(left, right), self.peaks[::-1])


def tree_over(leaves: Iterable[bytes]) -> Tree:
    """The tree over these leaves, in order."""
    return functools.reduce(Tree.with_leaf, leaves, Tree())
