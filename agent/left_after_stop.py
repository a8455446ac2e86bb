"""What still holds the moment a person stops, whatever could be read before. Pure."""

from dataclasses import replace
from typing import Callable

from agent.state import AccessPicture, AccessState, Authorisation

_SHOWN_FIRST = (AccessState.LIVE, AccessState.READY, AccessState.PERMANENT, AccessState.PAUSED)


def after_stop(before: AccessPicture, is_stopped: Callable[[Authorisation], bool]) -> AccessPicture:
    """The picture before, without what was stopped."""
    left = tuple(
        replace(a, state="withdrawn") if a.can_end and is_stopped(a) else a
        for a in before.authorisations
    )
    current = next((a for state in _SHOWN_FIRST for a in left if a.state == state.value), None)
    state = AccessState(current.state) if current else AccessState.NONE
    unwritten = before.unwritten or left != before.authorisations
    return replace(before, state=state, current=current, authorisations=left, unwritten=unwritten)
