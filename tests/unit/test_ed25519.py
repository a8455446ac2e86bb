"""The signatures the tests rely on are those of RFC 8032, 7.1."""

import pytest

from tests.unit import ed25519

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_the_published_vectors_are_met(seed: str, key: str, message: str, signature: str) -> None:
    said, signed = bytes.fromhex(message), bytes.fromhex(signature)
    assert ed25519.public_key(bytes.fromhex(seed)).hex() == key
    assert ed25519.sign(bytes.fromhex(seed), said) == signed
    assert ed25519.verify(bytes.fromhex(key), said, signed)


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_every_changed_byte_is_refused(seed: str, key: str, message: str, signature: str) -> None:
    signed = bytes.fromhex(signature)
    for place in range(0, 64, 7):
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        assert not ed25519.verify(bytes.fromhex(key), bytes.fromhex(message), changed)
    assert not ed25519.verify(bytes.fromhex(key), b"else", signed)
    assert not ed25519.verify(bytes.fromhex(key), bytes.fromhex(message), signed[:-1])
    assert not ed25519.verify(bytes.fromhex(seed), bytes.fromhex(message), signed)
