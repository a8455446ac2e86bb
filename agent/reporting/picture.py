"""What the end of a round means for the client. Pure."""

from typing import Tuple

from agent.consent.control_words import control_words
from agent.consent.receipt import Receipt
from agent.reporting.synced import Reached, Synced
from agent.state import ReportPicture, ReportState
from agent.texts import message

_STATES = {
    Reached.NOTHING: ReportState.NOTHING,
    Reached.UNSENT: ReportState.PREPARED,
    Reached.NOT_NOW: ReportState.PREPARED,
    Reached.REFUSED: ReportState.REFUSED,
    Reached.UNTRUSTED: ReportState.REFUSED,
    Reached.FORKED: ReportState.FORKED,
}


def picture_of(synced: Synced) -> ReportPicture:
    """Received is what the desk's own signature says, and nothing else."""
    if synced.reached is Reached.UP_TO_DATE and synced.receipt is not None:
        receipt = synced.receipt
        return ReportPicture(ReportState.RECEIVED, receipt.time, words_of(receipt))
    state = _STATES.get(synced.reached, ReportState.PREPARED)
    if state in (ReportState.REFUSED, ReportState.FORKED):
        return ReportPicture(state, why=message(f"report.why.{synced.reached.value}"))
    return ReportPicture(state)


def words_of(receipt: Receipt) -> Tuple[str, str]:
    """The two words for what the desk has signed."""
    said = receipt.checkpoint
    return control_words(said.log, said.size, said.root)
