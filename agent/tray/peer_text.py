"""Who is connected, and when something was, as people read it. Pure.

A name is chosen by whoever connects: it is shown, bounded, and nothing in it is believed.
"""

from datetime import datetime, tzinfo
from typing import Optional

from agent.connections import Live, LiveState
from agent.date_text import day_text
from agent.history.words import others_text
from agent.hours_text import time_text
from agent.local_time import local as in_zone
from agent.texts import message
from agent.translations import Translate
from agent.tray.typography import NO_BREAK_SPACE

LONGEST_NAME = 40
_QUOTES = '«»“”"<>'


def plain_name(name: Optional[str]) -> str:
    """The name on one line, without signs that hide, turn or quote, cut when it is long."""
    seen = "".join(c if c.isprintable() and c not in _QUOTES else " " for c in name or "")
    words = " ".join(seen.split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"


def grouped_id(peer_id: Optional[str]) -> str:
    """The digits in groups of three from the right; what is no number as it is."""
    digits = plain_name(peer_id)
    if not (digits.isascii() and digits.isdigit()):
        return digits
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return NO_BREAK_SPACE.join(groups)


def peer_text(name: Optional[str], peer_id: Optional[str], translate: Translate) -> str:
    """Name and ID as TeamViewer tells them; somebody, where it does not."""
    shown, digits = plain_name(name), grouped_id(peer_id)
    case = {(True, True): "both", (True, False): "name", (False, True): "id"}
    key = "session.peer." + case.get((bool(shown), bool(digits)), "nobody")
    return translate(message(key, name=shown, id=digits))


def session_sentence(live: Live, translate: Translate) -> str:
    """Who is connected now, in one sentence."""
    key = f"session.now.{live.state.value}"
    if live.state is not LiveState.CONNECTED:
        return translate(message(key))
    if not (live.peer_name or live.peer_id):
        key = "session.now.connected_unknown"
    said = translate(message(key, who=peer_text(live.peer_name, live.peer_id, translate)))
    return " ".join(filter(None, (said, others_sentences(live, translate))))


def others_sentences(live: Live, translate: Translate) -> str:
    """Who else is connected at the same time; nothing when it is one person, as far as is known."""
    said = [others_text(len(live.others), translate)]
    if len(live.others) == 1 and any(live.others[0]):
        who = peer_text(live.others[0].peer_name, live.others[0].peer_id, translate)
        said.append(translate(message("banner.shown_as", who=who)))
    return " ".join(said)


def moment_text(
    moment: datetime, now: datetime, zone: Optional[tzinfo], translate: Translate
) -> str:
    """The time of day; with its day when that is not today. `zone` None is the computer's own."""
    local = in_zone(moment, zone)
    time = time_text(local, translate)
    if local.date() == in_zone(now, zone).date():
        return time
    return translate(message("session.moment", day=day_text(local.date(), translate), time=time))
