"""What is done about access before the program is taken away. Pure.

Nobody could take back afterwards what is still allowed, so it ends; and nobody may stay connected
to a computer that has lost its stop button. Where nothing is allowed and nobody is there, the
connection software is the client's and stays as it is.
"""

from agent.connections import LiveState
from agent.state import AccessPicture, AccessState


def must_shut(access: AccessPicture, live: LiveState) -> bool:
    """Whether access is taken back and the software shut; what is not known counts as open."""
    is_known = access.state is AccessState.NONE and not access.troubles
    return not (is_known and live is LiveState.NONE)
