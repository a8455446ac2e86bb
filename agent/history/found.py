"""What `agent connections` tells: the history, the connection now, what nobody could read. Pure."""

from dataclasses import dataclass
from typing import Tuple

from agent.connections import Live
from agent.texts import Message
from agent.visits import History

NOT_LOOKED = Live()


@dataclass(frozen=True)
class ConnectionsFound:
    """`troubles` are sentences about what could not be read at all."""

    history: History
    live: Live = NOT_LOOKED
    troubles: Tuple[Message, ...] = ()
