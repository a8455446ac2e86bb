"""The root over a journal's lines is the one of RFC 6962, however it was reached."""

import hashlib
from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent.merkle import Tree, leaf_hash, node_hash, tree_over

# The leaves and roots with which Certificate Transparency's own programs are tested.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def root_as_defined(leaves: List[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(root_as_defined(leaves[:split]), root_as_defined(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots_are_met(size: int) -> None:
    assert tree_over(LEAVES[:size]).root().hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_a_tree_grown_leaf_by_leaf_has_the_defined_root(leaves: List[bytes]) -> None:
    tree = tree_over(leaves)
    assert tree.root() == root_as_defined(leaves)
    assert tree.size == len(leaves)


@given(st.lists(st.binary(max_size=4), max_size=20), st.lists(st.binary(max_size=4), max_size=20))
def test_a_tree_goes_on_where_it_stopped(first: List[bytes], rest: List[bytes]) -> None:
    tree = tree_over(first)
    for leaf in rest:
        tree = tree.with_leaf(leaf)
    assert tree == tree_over(first + rest)


@pytest.mark.fault("journal of 100 000 lines")
def test_a_tree_over_100_000_lines_is_a_handful_of_hashes() -> None:
    assert len(tree_over(b"%d" % number for number in range(100_000)).peaks) <= 17


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert Tree().with_leaf(left + right).root() != tree_over([b"a", b"b"]).root()
