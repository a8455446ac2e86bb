"""The shop's opening in one or two short sentences, for the window and the command line.

Pure. The words come from the translation files through the translator the caller passes.
"""

from datetime import datetime
from typing import Callable

from agent.brand_values import DAYS
from agent.state import Opening
from agent.texts import Message, message

Translate = Callable[[Message], str]


def describe_opening(opening: Opening, moment: datetime, translate: Translate) -> str:
    """Until when the shop is open, or when it opens next, as seen at `moment` (aware).

    An answer that `moment` has overtaken never says open and never announces a past opening.
    """
    if opening.is_open and opening.until is not None and opening.until > moment:
        return translate(message("hours.open_until", time=time_text(opening.until, translate)))
    if opening.next_opening is not None and opening.next_opening > moment:
        return translate(_closed(opening.next_opening, moment, translate))
    return translate(message("hours.closed_unknown"))


def _closed(next_opening: datetime, moment: datetime, translate: Translate) -> Message:
    time = time_text(next_opening, translate)
    today = moment.astimezone(next_opening.tzinfo).date()
    days = (next_opening.date() - today).days
    if days == 0:
        return message("hours.closed_until_today", time=time)
    if days == 1:
        return message("hours.closed_until_tomorrow", time=time)
    if days > 7:
        return message("hours.closed_unknown")
    day = translate(message(f"hours.day.{DAYS[next_opening.weekday()]}"))
    # On a Monday, "Monday" alone would be taken for today.
    key = "hours.closed_until_day" if days < 7 else "hours.closed_until_next_week"
    return message(key, day=day, time=time)


def time_text(moment: datetime, translate: Translate) -> str:
    """The time of day as people say it: `9 h 30`, `14 h`."""
    if moment.minute == 0:
        return translate(message("hours.time_whole", hour=moment.hour))
    return translate(message("hours.time", hour=moment.hour, minute=f"{moment.minute:02d}"))
