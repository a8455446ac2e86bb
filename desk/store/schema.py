"""The tables. Times are Unix milliseconds, UTC; texts of the desk's own making compare by byte.

What a machine's row says beside its chain (`reported`, `access`, flags) is derived when a report is
taken, so that the list reads rows and computes nothing.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 1

METADATA = MetaData()

# Prefix searches use an index only where texts are ordered by their bytes.
_WORD = String().with_variant(String(collation="C"), "postgresql")
_ID = BigInteger().with_variant(Integer, "sqlite")


def _log_id() -> Column[int]:
    return Column("log_id", _ID, ForeignKey("logs.id", ondelete="CASCADE"), primary_key=True)


META = Table("meta", METADATA, Column("name", String(64), primary_key=True), Column("value", Text))

LOGS = Table(
    "logs",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("name", _WORD, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    # The head that the next line is checked against; size 0 exists only inside a transaction.
    Column("size", BigInteger, nullable=False, default=0),
    Column("line_hash", String(64), nullable=False, default=""),
    Column("peaks", LargeBinary, nullable=False, default=b""),
    Column("stamp", Text, nullable=False, default=""),
    Column("previous", String, nullable=True),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    # The size of the own journal at the latest change of this machine.
    Column("revision", BigInteger, nullable=False, default=0),
    Column("reported_at", BigInteger, nullable=True),
    Column("teamviewer_id", String(200), nullable=True),
    Column("machine", String(200), nullable=True),
    Column("windows", String(200), nullable=True),
    Column("outcome", String(16), nullable=False, default="unknown"),
    Column("findings", Text, nullable=True),
    Column("contact", String(200), nullable=True),
    Column("program", String(200), nullable=True),
    Column("access_state", String(16), nullable=False, default="none"),
    Column("access_until", BigInteger, nullable=True),
    Column("clock_ahead_ms", BigInteger, nullable=False, default=0),
    Column("words", String(64), nullable=False, default=""),
    Column("matched_at", BigInteger, nullable=True),
    Column("matched_by", String(80), nullable=True),
    Column("matched_id", String(200), nullable=True),
    Column("forgotten_at", BigInteger, nullable=True),
    Index("logs_by_last_seen", "last_seen", "id"),
    Index("logs_unmatched", "matched_at", "last_seen"),
)

LINES = Table(
    "lines",
    METADATA,
    _log_id(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("line", LargeBinary, nullable=False),
    Column("type", String(64), nullable=False),
    Column("t", BigInteger, nullable=False),
    Column("matters", Boolean, nullable=False),
    Index("lines_that_matter", "log_id", "matters", "seq"),
)

BLOBS = Table(
    "blobs",
    METADATA,
    _log_id(),
    Column("sha256", String(64), primary_key=True),
    # None once erased: the name stays so that a report sent again does not bring it back.
    Column("content", LargeBinary, nullable=True),
    Column("received_at", BigInteger, nullable=False),
)

RECEIPTS = Table(
    "receipts",
    METADATA,
    _log_id(),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("text", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)

FORKS = Table(
    "forks",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("log_id", _ID, ForeignKey("logs.id", ondelete="CASCADE"), nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("checkpoint", LargeBinary, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    UniqueConstraint("log_id", "content_sha256"),
)

FLAGS = Table(
    "flags",
    METADATA,
    _log_id(),
    Column("kind", String(32), primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("latest", BigInteger, nullable=False),
    Column("times", BigInteger, nullable=False, default=1),
    Column("detail", Text, nullable=False, default=""),
    Column("seen_by", String(80), nullable=True),
    Column("seen_at", BigInteger, nullable=True),
)

SEARCH_WORDS = Table(
    "search_words",
    METADATA,
    Column("word", _WORD, primary_key=True),
    _log_id(),
    Index("search_words_by_log", "log_id"),
)

TECHNICIANS = Table(
    "technicians",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False),
    Column("name_key", _WORD, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", BigInteger, nullable=False, default=0),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", String(64), primary_key=True),
    Column(
        "technician_id",
        _ID,
        ForeignKey("technicians.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("csrf", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

# The desk's own journal. One row of its head exists, and whoever holds it writes the next line.
OWN_LINES = Table(
    "own_lines",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("line", LargeBinary, nullable=False),
)
OWN_HEAD = Table(
    "own_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("line_hash", String(64), nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    Column("stamp", Text, nullable=False),
)
OWN_CHECKPOINTS = Table(
    "own_checkpoints",
    METADATA,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("text", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Journals that were deleted: their receipts are gone, so that nothing of theirs is signed again.
RETIRED = Table("retired", METADATA, Column("name", _WORD, primary_key=True))

# What is counted, so that nobody fills the store. A backup is counted anew when it was restored.
USAGE = Table(
    "usage",
    METADATA,
    _log_id(),
    Column("bytes", BigInteger, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("day_bytes", BigInteger, nullable=False),
    # The journal that went on where this one ended.
    Column("heir", String, nullable=True),
)
NEWCOMERS = Table(
    "newcomers",
    METADATA,
    Column("day", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String(64), primary_key=True),
    Column("times", BigInteger, nullable=False),
)

PORTABLE = (
    META, LOGS, LINES, BLOBS, RECEIPTS, FORKS, FLAGS, SEARCH_WORDS, TECHNICIANS, OWN_LINES,
    OWN_HEAD, OWN_CHECKPOINTS, RETIRED,
)  # fmt: skip
"""What a backup holds, each after those it refers to; not who is signed in, nor what is counted."""
