"""What the present connection rests on, followed from one look to the next.

Pure. A look that tells nothing leaves everything as it was: unknown never means nobody.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Iterable, Optional, Tuple

from agent.connections import (
    NOT_LOOKED_YET,
    Live,
    LiveState,
    SeenSession,
    SessionPicture,
    Standing,
)
from agent.state import AccessPicture, Authorisation

# An attempt without a good password is over sooner: this long, it is taken for a session.
PRESUMED_AFTER = timedelta(seconds=60)
# Whoever is being shut out is not told of as a stranger meanwhile.
BEING_SHUT_OUT = timedelta(seconds=20)
# Two signs of one session are not further apart than this.
SAME_SESSION = timedelta(minutes=2)


@dataclass(frozen=True)
class Followed:
    """The present connection, and what is remembered of it.

    `lost_at` is when the consent it rests on stopped allowing it. `told` is the standing with
    which it was handed to the journal, None before that.
    """

    picture: SessionPicture = NOT_LOOKED_YET
    lost_at: Optional[datetime] = None
    told: Optional[Standing] = None


@dataclass(frozen=True)
class Turn:
    """What a look changed: `ended` is the session that is over, `begun` the one to be told."""

    followed: Followed
    begun: Optional[SessionPicture] = None
    ended: Optional[SessionPicture] = None


def follow(before: Followed, live: Live, access: Optional[AccessPicture], now: datetime) -> Turn:
    """The next look. `access` is None until what is allowed was read."""
    if live.state is LiveState.UNKNOWN:
        is_session = _is_session(before.picture.live)
        kept = before if is_session else Followed(SessionPicture(live, Standing.UNDECIDED))
        return Turn(kept)
    if live.state is LiveState.NONE:
        picture = SessionPicture(live, Standing.NOBODY)
        return Turn(Followed(picture), ended=_told(before))
    ended = None
    if not _is_same(before.picture.live, live):
        ended, before = _told(before), Followed()
    followed = _judged(before, _joined(before.picture.live, live), access, now)
    is_new = _is_to_be_told(followed, now)
    begun = followed.picture if is_new else None
    told = replace(followed, told=followed.picture.standing) if is_new else followed
    return Turn(told, begun, ended)


def as_shown(picture: SessionPicture, live: Live) -> SessionPicture:
    """The followed picture as a person sees it after a look that told `live`.

    What is followed stays as it was where a look tells nothing; nobody is said to be there then.
    """
    if live.state is not LiveState.UNKNOWN:
        return picture
    return replace(picture, live=replace(picture.live, state=LiveState.UNKNOWN))


def visit_start(since: datetime, before: Iterable[SeenSession], gap: timedelta) -> datetime:
    """When the visit began that a connection belongs to: short interruptions do not end one."""
    start = since
    for one in sorted(before, key=lambda session: session.ended, reverse=True):
        if one.started <= start and start - one.ended < gap:
            start = one.started
    return start


def _is_session(live: Live) -> bool:
    return live.state in (LiveState.ATTEMPT, LiveState.CONNECTED)


def _told(before: Followed) -> Optional[SessionPicture]:
    return before.picture if before.told is not None else None


def _is_same(before: Live, live: Live) -> bool:
    """Whether this look shows the connection that the one before showed."""
    if not _is_session(before) or _are_two_peers(before, live):
        return False
    if LiveState.ATTEMPT in (before.state, live.state):
        return True
    same_peer = before.peer_id == live.peer_id
    return same_peer and (
        before.since is None or live.since is None or live.since - before.since <= SAME_SESSION
    )


def _are_two_peers(before: Live, live: Live) -> bool:
    return None not in (before.peer_id, live.peer_id) and before.peer_id != live.peer_id


def _joined(before: Live, live: Live) -> Live:
    """Everything that is known of one connection from all looks at it."""
    moments = [moment for moment in (before.since, live.since) if moment is not None]
    return Live(
        live.state,
        live.peer_id or before.peer_id,
        live.peer_name or before.peer_name,
        live.since if _begins_now(before, live) else min(moments, default=None),
        live.others,
    )


def _begins_now(before: Live, live: Live) -> bool:
    """The takeover begins when an attempt becomes a connection."""
    is_first = before.state is not LiveState.CONNECTED and before.peer_id is None
    return is_first and live.state is LiveState.CONNECTED and live.since is not None


def _judged(
    before: Followed, live: Live, access: Optional[AccessPicture], now: datetime
) -> Followed:
    if access is None:
        return replace(before, picture=SessionPicture(live, Standing.UNDECIDED))
    current = _allowing(access, now)
    if before.picture.standing is Standing.UNEXPECTED:
        return replace(before, picture=replace(before.picture, live=live))
    if current is not None:
        picture = SessionPicture(live, Standing.EXPECTED, current.cid, current.scope, current.ends)
        return replace(before, picture=picture, lost_at=None)
    if before.picture.standing is Standing.EXPECTED:
        return _without_consent(before, live, now)
    return replace(before, picture=SessionPicture(live, Standing.UNEXPECTED))


def _allowing(access: AccessPicture, now: datetime) -> Optional[Authorisation]:
    """What allows a connection now: the picture may be older than an end that it tells."""
    if access.current is None or not access.allowed:
        return None
    known = (access.current, *access.authorisations)
    return next((a for a in known if a.is_open and (a.ends is None or now < a.ends)), None)


def _without_consent(before: Followed, live: Live, now: datetime) -> Followed:
    """The consent has ended and the connection not, yet."""
    lost_at = before.lost_at or now
    if timedelta(0) <= now - lost_at < BEING_SHUT_OUT:
        return replace(before, picture=replace(before.picture, live=live), lost_at=lost_at)
    return replace(before, picture=SessionPicture(live, Standing.UNEXPECTED), lost_at=lost_at)


def _is_to_be_told(followed: Followed, now: datetime) -> bool:
    picture = followed.picture
    if picture.standing not in (Standing.EXPECTED, Standing.UNEXPECTED):
        return False
    if followed.told is picture.standing:
        return False
    since = picture.live.since
    is_long = since is not None and now - since >= PRESUMED_AFTER
    return picture.live.state is LiveState.CONNECTED or is_long


def whole(session: SessionPicture, ended: Tuple[SeenSession, ...]) -> Optional[SeenSession]:
    """What the log tells of a connection from its start to its end; None when it does not."""
    since = session.live.since
    if since is None:
        return None
    of_peer = [e for e in ended if session.live.peer_id in (None, e.peer_id)]
    around = [e for e in of_peer if e.started - SAME_SESSION <= since <= e.ended]
    return around[-1] if around else None
