"""Whether a question may be asked: not when it is answered already, nor while somebody is in."""

from typing import Optional

from agent.consent.terms import Scope
from agent.errors import AgentError
from agent.state import AccessPicture, AccessState
from agent.texts import message


class NotNowError(AgentError):
    """Nothing is asked now; the title says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(message(key, **values), message(key + ".advice"), key)


def check_may_ask(picture: AccessPicture, scope: Scope, *, is_session_open: Optional[bool]) -> None:
    """Pass when it may be asked; `is_session_open` is None when that cannot be told.

    Raises:
        NotNowError: nothing is asked now.
    """
    if picture.state is AccessState.UNKNOWN:
        raise NotNowError("access.unreadable")
    if is_session_open is not False:
        raise NotNowError("access.session_open")
    if any(a.is_open and a.scope == scope.value for a in picture.authorisations):
        raise NotNowError(f"access.already_{scope.value}")


def paused_lasting(picture: AccessPicture) -> Optional[str]:
    """The lasting access that a new yes would renew; None when there is none."""
    lasting = (a for a in picture.authorisations if a.scope == Scope.PERMANENT.value)
    return next((a.cid for a in lasting if a.state == AccessState.PAUSED.value), None)
