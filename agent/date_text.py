"""A day as people write it: `lundi 23 novembre 2026`.

Pure. The words come from the translation files through the translator the caller passes.
"""

from datetime import date
from typing import Callable

from agent.brand_values import DAYS
from agent.texts import Message, message

Translate = Callable[[Message], str]


def day_text(day: date, translate: Translate) -> str:
    """The day with its weekday, month and year."""
    weekday = translate(message(f"hours.day.{DAYS[day.weekday()]}"))
    month = translate(message(f"dates.month.{day.month}"))
    number = translate(message("dates.first")) if day.day == 1 else str(day.day)
    return translate(
        message("dates.day", weekday=weekday, number=number, month=month, year=day.year)
    )
