"""The history as lines of text, one a visit and one a connection, and what is doubtful about it.

Pure. The words come from the translation files through the translator the caller passes.
"""

from typing import Callable, Dict, Iterator

from agent.brand_values import Tariff
from agent.connections import DamagedRow, Live, LiveState, Recording
from agent.date_text import day_text
from agent.history.found import ConnectionsFound
from agent.history.words import duration_text, grouped_id, one_line, others_text, slices_text
from agent.hours_text import time_text
from agent.local_time import Zone, local
from agent.money_text import amount_text
from agent.tariff import counts
from agent.texts import Message, message
from agent.visits import Connection, History, Visit

Translate = Callable[[Message], str]

SHOWN_DAMAGED = 20
INDENT = "  - "


def history_lines(
    whole: History, tariff: Tariff, zone: Zone, translate: Translate
) -> Iterator[str]:
    """Each visit and below it its connections, in the order of their starts, then the sum."""
    if not whole.connections:
        yield translate(message("connections.none"))
        return
    visit_of: Dict[int, Visit] = {n: visit for visit in whole.visits for n in visit.connections}
    for number, one in enumerate(whole.connections):
        visit = visit_of.get(number)
        if visit is None:
            day = day_text(local(one.started, zone).date(), translate)
            yield translate(message("connections.alone", day=day))
            yield _connection_line(one, zone, translate)
        elif number == visit.connections[0]:
            yield _visit_line(visit, tariff, zone, translate)
            for index in visit.connections:
                yield _connection_line(whole.connections[index], zone, translate)
    total = sum(visit.price_cents for visit in whole.visits)
    amount = amount_text(total, tariff.currency, translate)
    yield translate(message("connections.total", amount=amount))


def _visit_line(visit: Visit, tariff: Tariff, zone: Zone, translate: Translate) -> str:
    started, ended = local(visit.started, zone), local(visit.ended, zone)
    return translate(
        message(
            "connections.visit",
            day=day_text(started.date(), translate),
            start=time_text(started, translate),
            end=time_text(ended, translate),
            length=duration_text(visit.minutes, translate),
            slices=slices_text(visit.slices, translate),
            amount=amount_text(visit.price_cents, tariff.currency, translate),
        )
    )


def _connection_line(one: Connection, zone: Zone, translate: Translate) -> str:
    start, end = (time_text(local(when, zone), translate) for when in (one.started, one.ended))
    who = _who(one.peer_name, one.peer_id, translate)
    parts = [message("connections.connection", who=who, start=start, end=end)]
    if not counts(one):
        parts.append(message("connections.not_paid", kind=one_line(one.kind)))
    allowed = message("connections.allowed", reference=one.cid)
    parts.append(allowed if one.cid else message("connections.unexpected"))
    if one.disagreement is not None:
        parts.append(message(f"connections.{one.disagreement.value}"))
    return INDENT + " ".join(map(translate, parts))


def _who(name: str, peer_id: str, translate: Translate) -> str:
    shown = one_line(name) or translate(message("connections.nobody_known"))
    return f"{shown} ({grouped_id(peer_id)})" if peer_id else shown


def live_line(live: Live, translate: Translate) -> str:
    """Whether somebody is connected now."""
    if live.state is not LiveState.CONNECTED:
        return translate(message(f"connections.live.{live.state.value}"))
    who = _who(live.peer_name or "", live.peer_id or "", translate)
    said = translate(message("connections.live.connected", who=who))
    return f"{said} {others_text(len(live.others), translate)}".rstrip()


def notes(found: ConnectionsFound, translate: Translate) -> Iterator[str]:
    """What may be missing from the answer, and why, in plain words."""
    for trouble in found.troubles:
        yield translate(trouble)
    whole = found.history
    if whole.recording is not Recording.ON:
        yield translate(message(f"connections.recording_{whole.recording.value}"))
    for damaged in whole.damaged[:SHOWN_DAMAGED]:
        if damaged.file:
            yield translate(_damage(damaged))
    if len(whole.damaged) > SHOWN_DAMAGED:
        left = len(whole.damaged) - SHOWN_DAMAGED
        yield translate(message("connections.more_damaged", count=left))


def _damage(damaged: DamagedRow) -> Message:
    file, reason = one_line(damaged.file), damaged.reason
    if damaged.line is None:
        return message("connections.unread_file", file=file, reason=reason)
    return message("connections.damaged", file=file, line=damaged.line, reason=reason)
