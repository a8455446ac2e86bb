"""An amount of money as people write it: `30 €`, `30,50 €`.

Pure. The words come from the translation files through the translator the caller passes.
"""

from typing import Callable

from agent.texts import Message, message

Translate = Callable[[Message], str]

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


def amount_text(cents: int, currency: str, translate: Translate) -> str:
    """The amount in its currency (ISO 4217); without decimals when it has none.

    Raises ValueError for an amount below zero.
    """
    if cents < 0:
        raise ValueError(f"an amount of {cents}")
    units, rest = divmod(cents, 100)
    sign = _SIGNS.get(currency, currency)
    if not rest:
        return translate(message("money.whole", units=units, sign=sign))
    return translate(message("money.with_cents", units=units, cents=f"{rest:02d}", sign=sign))
