"""Properties of the shipped verify.py: every byte counts, and its sums are the standards' own."""

import ast
import hashlib
import pathlib
import tempfile
from typing import List

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit import ed25519
from tests.unit.proof_folders import receipt, root, usual_lines, write_proof
from tests.unit.verify_runs import VERIFIER

ORDER = 2**252 + 27742317777372353535851937790883648493


# RFC 8032, 7.1: seed, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e397"
        "01cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f361"
        "3d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def accepts(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        VERIFIER._check_signature(key, signature, message)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_the_standard_s_own_signatures_are_right(
    seed: str, key: str, message: str, signature: str
) -> None:
    assert ed25519.public_key(bytes.fromhex(seed)).hex() == key
    assert ed25519.sign(bytes.fromhex(seed), bytes.fromhex(message)).hex() == signature
    assert accepts(bytes.fromhex(key), bytes.fromhex(signature), bytes.fromhex(message))


@settings(max_examples=15)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_a_right_signature_is_accepted_and_one_bit_less_is_not(
    seed: bytes, message: bytes, bit: int
) -> None:
    key, signature = ed25519.public_key(seed), ed25519.sign(seed, message)
    assert accepts(key, signature, message)
    flipped = int.from_bytes(signature, "little") ^ (1 << bit)
    assert not accepts(key, flipped.to_bytes(64, "little"), message)
    assert not accepts(key, signature, message + b"\0")


@settings(max_examples=10)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50))
def test_a_signature_has_one_form_only(seed: bytes, message: bytes) -> None:
    signature = ed25519.sign(seed, message)
    again = int.from_bytes(signature[32:], "little") + ORDER
    assert not accepts(
        ed25519.public_key(seed), signature[:32] + again.to_bytes(32, "little"), message
    )


@pytest.mark.parametrize("length", [0, 31, 63, 65, 96])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    seed = b"s" * 32
    signature = (ed25519.sign(seed, b"") * 2)[:length]
    assert not accepts(ed25519.public_key(seed), signature, b"")


# The leaves and roots that Certificate Transparency publishes for its tree (RFC 6962, 2.1).
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    bytes(range(96, 112)).hex(),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf_hashes(leaves: List[bytes]) -> List[bytes]:
    return [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    leaves = [bytes.fromhex(leaf) for leaf in LEAVES[:size]]
    assert VERIFIER._root(leaf_hashes(leaves)).hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=70))
def test_roots_are_those_of_the_definition(leaves: List[bytes]) -> None:
    assert VERIFIER._root(leaf_hashes(leaves)) == root(leaves)


@settings(max_examples=40)
@given(st.data())
def test_no_byte_of_a_proof_can_change_unseen(data: st.DataObject) -> None:
    lines = usual_lines()
    with tempfile.TemporaryDirectory() as name:
        folder = write_proof(pathlib.Path(name) / "proof", lines, {5: receipt(lines)})
        files = [*folder.glob("journal-*"), *folder.glob("receipt-*"), *folder.glob("blobs/*")]
        path = data.draw(st.sampled_from(sorted(files)))
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        assert VERIFIER._main(str(folder)) is False


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), max_size=7))
def test_no_other_choice_or_order_of_lines_passes(order: List[int]) -> None:
    lines = usual_lines()
    with tempfile.TemporaryDirectory() as name:
        chosen = [lines[index] for index in order]
        folder = write_proof(pathlib.Path(name) / "proof", chosen, {5: receipt(lines)})
        assert VERIFIER._main(str(folder)) is (chosen == lines)


@settings(max_examples=30)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_crash_or_say_yes(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_proof(pathlib.Path(name) / "proof", usual_lines(), {5: content})
        assert VERIFIER._main(str(folder)) is False
        next(iter(folder.glob("journal-*"))).write_bytes(content)
        assert VERIFIER._main(str(folder)) is False


def test_the_worked_example_s_desk_signature_is_right() -> None:
    # The receipt of the research notes: another implementation wrote it.
    body = (
        "depannage.example/consent/23ef607b517330dc\n3\n"
        "DWNuBLbxa4c+zmsXXNsLBTHjn2NTgb2BFXk4f4/W5Jg=\n"
    )
    note = VERIFIER._unbase64(
        "BsUv3QAAAABrBAErerQ4oveCnDYc1evAyqbMmlRhSkHD8KIMe5U3z1a4FjmCEC0h+jtkYJaUWqMChYZ0upASHnox"
        "ltKsKgAXkFlYAA=="
    )
    key = VERIFIER._unbase64("BBJYXpCBJNr+aNNoIIYNW7mSL1gJeFcf9RId+yiiVmVH")
    assert hashlib.sha256(b"depannage.example/witness\n" + key).digest()[:4] == note[:4]
    stamp = int.from_bytes(note[4:12], "big")
    assert accepts(key[1:], note[12:], f"cosignature/v1\ntime {stamp}\n{body}".encode())


def test_it_is_short_and_needs_nothing_but_python() -> None:
    path = pathlib.Path(VERIFIER.__file__ or "")
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    tree = ast.parse(text, feature_version=(3, 8))
    used = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [n.name for n in node.names]
        )
    }
    standard = {
        "base64",
        "functools",
        "hashlib",
        "json",
        "re",
        "sys",
        "datetime",
        "pathlib",
        "typing",
    }
    assert used == standard
