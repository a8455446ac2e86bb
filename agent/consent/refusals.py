"""Why a journal line, a checkpoint or a receipt does not hold.

Pure. The sentences are in `consent_chain.po`, one for each flaw.
"""

import enum

from agent.errors import AgentError
from agent.texts import Message, message


class Flaw(enum.Enum):
    """What is wrong with a line of a journal; the first one found is the one that is told."""

    TOO_LONG = "too_long"
    NOT_CANONICAL = "not_canonical"
    BAD_FIELD = "bad_field"
    BAD_DATA = "bad_data"
    NO_GENESIS = "no_genesis"
    OTHER_JOURNAL = "other_journal"
    BROKEN_CHAIN = "broken_chain"
    BAD_SIGNATURE = "bad_signature"


class ReceiptFlaw(enum.Enum):
    """What is wrong with a checkpoint or a receipt, alone or held against its journal."""

    MALFORMED = "receipt_malformed"
    OTHER_JOURNAL = "receipt_other_journal"
    BAD_LOG_SIGNATURE = "receipt_bad_log_signature"
    BAD_DESK_SIGNATURE = "receipt_bad_desk_signature"
    TAIL_DELETED = "receipt_tail_deleted"
    HISTORY_REWRITTEN = "receipt_history_rewritten"


class LineRefusedError(AgentError):
    """A line that cannot be taken as part of a journal, or cannot be written into one."""

    def __init__(self, flaw: Flaw, detail: str) -> None:
        super().__init__(flaw_message(flaw), message("consent_chain.line_advice"), detail)
        self.flaw = flaw


class ReceiptRefusedError(AgentError):
    """A checkpoint, a receipt or a desk key that is not what it should be."""

    def __init__(self, flaw: ReceiptFlaw, detail: str) -> None:
        super().__init__(receipt_message(flaw), message("consent_chain.receipt_advice"), detail)
        self.flaw = flaw


def flaw_message(flaw: Flaw) -> Message:
    """One sentence saying what is wrong with a line."""
    return message(f"consent_chain.{flaw.value}")


def receipt_message(flaw: ReceiptFlaw) -> Message:
    """One sentence saying what is wrong with a receipt."""
    return message(f"consent_chain.{flaw.value}")
