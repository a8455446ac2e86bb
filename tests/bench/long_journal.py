"""A journal as long as it is wanted, every line of it signed."""

import functools
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from agent.consent.event_data import EventType
from agent.consent.keys import KnownHead
from agent.consent.record import Position, build
from agent.consent.signing import Sodium
from tests.unit.consent_journals import CID, yes
from tests.unit.journal_on_disk import Account

_STEP = timedelta(milliseconds=1)


def long_account(folder: Path, lines: int) -> Account:
    """An account with a journal of so many lines, whose head it remembers."""
    account = Account(folder, ed25519=Sodium())
    account.append()
    key = account.keys.current()
    if key is None:
        raise LookupError("the account has no key")
    last, stamp = account.lines()[-1], account.clock.stamp
    log, data = account.place.log(key.public), yes()
    sign = functools.partial(account.ed25519.sign, key.seed)
    with account.path.open("ab") as file:
        for seq in range(2, lines):
            stamp = replace(stamp, t=stamp.t + _STEP, up=stamp.up + 1)
            position = Position(log, seq, hashlib.sha256(last).hexdigest())
            last = build(position, stamp, EventType.GIVEN, data, sign, CID).line
            file.write(last + b"\n")
    account.clock.stamp = stamp
    account.keys.save_head(account.kid, KnownHead(lines, hashlib.sha256(last).hexdigest()))
    return account
