"""Lasting access that was allowed under texts which the shop's present ones go beyond.

Pure. A yes rests on the text that was read. Where the present text allows the shop more, lasting
access pauses until a new yes; one takeover goes on to its end. What cannot be told never goes on.
"""

from dataclasses import replace
from typing import FrozenSet, Optional, Sequence

from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import Consent
from agent.consent.record import Record
from agent.consent.succession import Journal
from agent.consent.terms import version_of


def as_read(
    consent: Consent, journals: Sequence[Journal], narrower: Optional[FrozenSet[str]]
) -> Consent:
    """The consent as it stands under the present texts, which go beyond `narrower` versions.

    `narrower` is None when the shop's texts do not say.
    """
    if consent.state is not State.PERMANENT or consent.yes is None:
        return consent
    version = _version_read(consent.yes, journals)
    if narrower is None or version is None:
        return replace(consent, state=State.PAUSED)
    if version in narrower:
        return replace(consent, state=State.PAUSED, is_outgrown=True)
    return consent


def _version_read(yes: Record, journals: Sequence[Journal]) -> Optional[str]:
    """The version of the text that this yes answers: the last of its words shown before it."""
    records = (record for journal in journals for record in journal.records)
    shown = [record for record in records if _is_answered(record, yes)]
    if not shown:
        return None
    last = max(shown, key=lambda record: (record.stamp.t, record.seq))
    return version_of(str(last.data["terms_id"]))


def _is_answered(shown: Record, yes: Record) -> bool:
    if shown.event is not EventType.TERMS_SHOWN or shown.wrong_field is not None:
        return False
    if (shown.cid, shown.data["terms_sha256"]) != (yes.cid, yes.data["terms_sha256"]):
        return False
    # The clock may have been set between two lines of one journal; their order stays.
    return shown.seq < yes.seq if shown.log == yes.log else shown.stamp.t <= yes.stamp.t
