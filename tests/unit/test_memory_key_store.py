"""The store that stands in for Windows' keeps the same promises."""

import pytest

from tests.unit.key_store_contract import KeyStoreContract
from tests.unit.memory_key_store import MemoryKeyStore


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


class TestMemoryKeyStore(KeyStoreContract):
    """The promises every store keeps."""
