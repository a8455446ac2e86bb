"""Keys in this account's real credential store, beside other programs' entries."""

from typing import Iterator, List

import pytest
import pywintypes
import win32cred
import winerror

from agent.consent.key_store import Entry
from agent.consent.storage_errors import ForeignKeyEntryError
from agent.consent.windows_key_store import WindowsKeyStore
from tests.unit.key_store_contract import HEAD, KEY, KeyStoreContract

COPY_OF_KEY = f"{KEY.user}@{KEY.service}"


def entries() -> List[str]:
    """The names of this account's entries in these tests' corner of the store."""
    try:
        found = win32cred.CredEnumerate(None, 0)
    except pywintypes.error:
        return []
    return [entry["TargetName"] for entry in found if "coupdemain/tests" in entry["TargetName"]]


def clear() -> None:
    for name in entries():
        delete(name)


def delete(name: str) -> None:
    """A journal that is just keeping its head may have replaced the entry meanwhile."""
    try:
        win32cred.CredDelete(name, win32cred.CRED_TYPE_GENERIC, 0)
    except pywintypes.error as error:
        if error.winerror != winerror.ERROR_NOT_FOUND:
            raise


def put(service: str, user: str, blob: str) -> None:
    """Write an entry as another program would."""
    win32cred.CredWrite(
        {
            "Type": win32cred.CRED_TYPE_GENERIC,
            "TargetName": service,
            "UserName": user,
            "CredentialBlob": blob,
            "Persist": win32cred.CRED_PERSIST_LOCAL_MACHINE,
        },
        0,
    )


@pytest.fixture
def store() -> Iterator[WindowsKeyStore]:
    clear()
    yield WindowsKeyStore()
    clear()


class TestWindowsKeyStore(KeyStoreContract):
    """The promises every store keeps, kept by Windows' own."""


def test_a_key_stays_on_this_computer(store: WindowsKeyStore) -> None:
    store.write(KEY, "text")
    found = win32cred.CredRead(KEY.service, win32cred.CRED_TYPE_GENERIC, 0)
    assert found["Persist"] == win32cred.CRED_PERSIST_LOCAL_MACHINE


def test_writing_again_leaves_no_copy_of_the_old_text(store: WindowsKeyStore) -> None:
    store.write(KEY, "old")
    store.write(KEY, "new")
    assert entries() == [KEY.service]


def test_a_program_that_starts_again_finds_the_key(store: WindowsKeyStore) -> None:
    store.write(KEY, "text")
    assert WindowsKeyStore().read(KEY) == "text"


@pytest.mark.fault("key entry of another program")
@pytest.mark.parametrize("blob", ["its own secret", "", "\udc80"])
@pytest.mark.parametrize("user", ["another-program", ""])
def test_another_program_s_entry_is_neither_used_nor_moved(
    store: WindowsKeyStore, user: str, blob: str
) -> None:
    put(KEY.service, user, blob)
    with pytest.raises(ForeignKeyEntryError):
        store.read(KEY)
    with pytest.raises(ForeignKeyEntryError):
        store.write(KEY, "text")
    with pytest.raises(ForeignKeyEntryError):
        store.delete(KEY)
    found = win32cred.CredRead(KEY.service, win32cred.CRED_TYPE_GENERIC, 0)
    assert found["UserName"] == user
    assert found["CredentialBlob"].decode("utf-16-le", "surrogatepass") == blob
    assert entries() == [KEY.service]


def test_a_key_moved_aside_by_another_program_is_still_found(store: WindowsKeyStore) -> None:
    store.write(KEY, "text")
    put(COPY_OF_KEY, KEY.user, "text")
    put(KEY.service, "another-program", "its own secret")
    assert store.read(KEY) == "text"


def test_an_entry_that_is_no_text_is_no_key(store: WindowsKeyStore) -> None:
    put(KEY.service, KEY.user, "\udc80")
    assert store.read(KEY) == ""
    store.write(KEY, "text")
    assert store.read(KEY) == "text"


def test_the_entry_of_another_folder_is_another_entry(store: WindowsKeyStore) -> None:
    store.write(KEY, "text")
    assert store.read(Entry(KEY.service.replace("00", "11"), KEY.user)) is None
    assert store.read(HEAD) is None
