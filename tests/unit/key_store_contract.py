"""What every key store promises: the same tests for the one in memory and for Windows' own."""

from agent.consent.key_store import Entry, KeyStore

KEY = Entry("coupdemain/tests/consent/0011223344556677/key", "coupdemain-key")
HEAD = Entry("coupdemain/tests/consent/0011223344556677/head", "coupdemain-head")


class KeyStoreContract:
    """Test classes inherit from this and provide the fixture `store`, empty at first."""

    def test_what_is_written_is_read_again(self, store: KeyStore) -> None:
        store.write(KEY, "ab" * 32)
        assert store.read(KEY) == "ab" * 32

    def test_what_was_never_written_is_not_there(self, store: KeyStore) -> None:
        assert store.read(KEY) is None
        store.write(HEAD, "1:00")
        assert store.read(KEY) is None

    def test_the_newest_text_counts_and_the_older_one_is_gone(self, store: KeyStore) -> None:
        for text in ("1:aa", "2:bb", "3:cc", "3:cc"):
            store.write(HEAD, text)
            assert store.read(HEAD) == text
        store.delete(HEAD)
        assert store.read(HEAD) is None

    def test_deleting_one_entry_leaves_the_others_and_may_be_repeated(
        self, store: KeyStore
    ) -> None:
        store.write(KEY, "kept")
        store.write(HEAD, "1:aa")
        store.delete(HEAD)
        store.delete(HEAD)
        assert store.read(HEAD) is None
        assert store.read(KEY) == "kept"
