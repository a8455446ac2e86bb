"""By which words a machine is found."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert

from desk.store.schema import SEARCH_WORDS


def replace(connection: Connection, log_id: int, words: Iterable[str]) -> None:
    """Find the machine by these words from now on, and by no others."""
    connection.execute(delete(SEARCH_WORDS).where(SEARCH_WORDS.c.log_id == log_id))
    rows = [{"word": word, "log_id": log_id} for word in sorted(words)]
    if rows:
        connection.execute(insert(SEARCH_WORDS), rows)
