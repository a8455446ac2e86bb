"""Whether the shop is open now and when that changes, so that nobody calls a closed shop.

Pure. The computer's own time zone plays no part: only the moment and the shop's hours do.
"""

from datetime import datetime, timedelta
from typing import Iterator, Tuple

import pytz

from agent.brand_values import WeeklyHours
from agent.state import Opening

_FORTNIGHT = timedelta(days=14)


def opening_at(moment: datetime, hours: WeeklyHours) -> Opening:
    """Whether the shop is open at `moment` (aware), until when, or when it opens next.

    A slot starts at its opening time and has ended at its closing time. What comes next, `until`
    or `next_opening`, is strictly after `moment`; there is none without an opening within 14 days.
    Raises ValueError when `moment` is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError("the moment has no time zone")
    now = moment.astimezone(pytz.timezone(hours.time_zone))
    for opens, closes in _openings(now, hours):
        if opens <= now < closes:
            return Opening(is_open=True, until=closes, next_opening=None)
        if now < opens < closes:
            return Opening(is_open=False, until=None, next_opening=opens)
    return Opening(is_open=False, until=None, next_opening=None)


def _openings(now: datetime, hours: WeeklyHours) -> Iterator[Tuple[datetime, datetime]]:
    """The slots from today on, in order, as moments of the shop's zone.

    When the clocks change, a time can come twice or never. Of its two readings, opening takes the
    later and closing the earlier: the shop is never called open when its own clock says closed.
    """
    for ahead in range(_FORTNIGHT.days + 1):
        day = (now + timedelta(days=ahead)).date()
        for slot in hours.days[day.weekday()]:
            opens = max(_readings(datetime.combine(day, slot.opens), hours.time_zone))
            yield opens, min(_readings(datetime.combine(day, slot.closes), hours.time_zone))


def _readings(wall: datetime, zone: str) -> Tuple[datetime, datetime]:
    shop = pytz.timezone(zone)
    summer, winter = (shop.localize(wall, is_dst=is_dst) for is_dst in (True, False))
    return shop.normalize(summer), shop.normalize(winter)
