"""The statement of a visit as facts: who came, when, how long, what it costs, what allowed it.

Pure. It is an estimate for the client; the invoice is the shop's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Optional, Tuple

from agent.brand_values import Brand, Contact, Icon, Tariff
from agent.history.words import one_line
from agent.local_time import Zone, local
from agent.state import Authorisation
from agent.visits import Connection, History


@dataclass(frozen=True)
class Presence:
    """One connection of the visit, in the zone of the statement; an empty name is not known."""

    name: str
    peer_id: str
    started: datetime
    ended: datetime


@dataclass(frozen=True)
class Statement:
    """What the statement says, each moment in the zone it is shown in.

    `cids` are the consents the connections rest on, each once; `is_allowed` says that every one
    of them rests on one. `authorisation` tells more of it when the whole visit rests on that one.
    """

    shop: str
    contact: Contact
    sign: Icon
    tariff: Tariff
    started: datetime
    ended: datetime
    minutes: int
    slices: int
    price_cents: int
    presences: Tuple[Presence, ...]
    cids: Tuple[str, ...]
    is_allowed: bool
    authorisation: Optional[Authorisation] = None


def statement_of(
    whole: History,
    visit: int,
    brand: Brand,
    zone: Zone,
    authorisation: Optional[Authorisation] = None,
) -> Statement:
    """The statement of a visit of this history; an authorisation that is not the visit's is unused.

    Raises:
        IndexError: the history has no such visit.
    """
    chosen = whole.visits[visit]
    members = tuple(whole.connections[number] for number in chosen.connections)
    cids = tuple(dict.fromkeys(one.cid for one in members if one.cid is not None))
    is_the_one = authorisation is not None and authorisation.cid == chosen.cid
    return Statement(
        brand.names.shop,
        brand.contact,
        brand.icon,
        brand.tariff,
        local(chosen.started, zone),
        local(chosen.ended, zone),
        chosen.minutes,
        chosen.slices,
        chosen.price_cents,
        tuple(_presence(one, zone) for one in members),
        cids,
        is_allowed=all(one.cid is not None for one in members),
        authorisation=authorisation if is_the_one else None,
    )


def _presence(one: Connection, zone: Zone) -> Presence:
    times = (local(one.started, zone), local(one.ended, zone))
    return Presence(one_line(one.peer_name), one.peer_id, *times)
