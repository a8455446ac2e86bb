"""What the client is asked, word for word: the shop's text with price, end and control words in it.

Pure. The text is filled once; the screen draws `Request.text` and the journal names
`Request.sha256`, so what is on screen is what is hashed.
"""

import enum
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Callable, Mapping, Tuple

from agent.brand_values import Brand
from agent.consent.terms_text import Block, Box, TermsError, TermsText, encode_terms
from agent.date_text import day_text
from agent.hours_text import time_text
from agent.money_text import amount_text
from agent.texts import Message, message

Translate = Callable[[Message], str]

_FIELD = re.compile(r"\{([a-z_]+)\}")
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)


class Scope(enum.Enum):
    """What is asked for: one takeover, or lasting access."""

    ONEOFF = "oneoff"
    PERMANENT = "permanent"


LONGEST = {Scope.ONEOFF: _DAY, Scope.PERMANENT: _YEAR}
"""The longest that each may be asked for; the shop's own limits are shorter."""


@dataclass(frozen=True)
class Template:
    """The shop's text of a request, with fields such as `{price}` still to be filled.

    `terms_id` names shop, scope, language and version for people; `lang` is `fr` or `en`.
    """

    terms_id: str
    scope: Scope
    lang: str
    text: TermsText


@dataclass(frozen=True)
class Request:
    """The exact text that is shown, and what the journal says of it.

    `content` are the bytes of the text, to be kept as a blob; `price_cents` is the price of the
    first slice.
    """

    terms_id: str
    scope: Scope
    lang: str
    text: TermsText
    content: bytes
    price_cents: int
    price_text: str

    @property
    def sha256(self) -> str:
        """The content's SHA-256 in hex: its name among the blobs."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def box_names(self) -> Tuple[str, ...]:
        """The names of the boxes, in the order of the screen."""
        return tuple(box.name for box in self.text.boxes)


def request(
    template: Template,
    brand: Brand,
    moment: datetime,
    end: datetime,
    control_words: Tuple[str, ...],
    translate: Translate,
) -> Request:
    """The request as it is shown at `moment`, for access that ends at `end`.

    Both are aware, each in the local time of the client's computer at that very moment;
    `control_words` is empty while there are none. `translate` speaks the template's language.
    ValueError when `end` is not after `moment`, or further away than the scope allows.

    Raises:
        TermsError: when the text asks for a field there is not, or a value cannot be shown.
    """
    _check_times(template.scope, moment, end)
    price = price_text(brand, translate)
    values = {
        "shop": brand.names.shop,
        "phone": _phone(brand),
        "email": brand.contact.email,
        "today": day_text(moment.date(), translate),
        "end": _end_text(template.scope, moment, end, translate),
        "clock_changes": _clock_changes(template.scope, moment, end, translate),
        "control": _control_text(brand, control_words, translate),
        "price": price,
    }
    text = _filled(template.text, values)
    return Request(
        template.terms_id, template.scope, template.lang, text, encode_terms(text),
        brand.tariff.first_slice_cents, price,
    )  # fmt: skip


def version_of(terms_id: str) -> str:
    """The version in what a journal calls a text: `<version>.<scope>.<language>`."""
    return terms_id.rsplit(".", 2)[0]


def price_text(brand: Brand, translate: Translate) -> str:
    """The tariff in words, VAT included, said to be an estimate."""
    tariff = brand.tariff
    return translate(
        message(
            "terms.price",
            first_minutes=tariff.first_slice_minutes,
            first_amount=amount_text(tariff.first_slice_cents, tariff.currency, translate),
            next_minutes=tariff.next_slice_minutes,
            next_amount=amount_text(tariff.next_slice_cents, tariff.currency, translate),
            shop=brand.names.shop,
        )
    )


def _check_times(scope: Scope, moment: datetime, end: datetime) -> None:
    if moment.utcoffset() is None or end.utcoffset() is None:
        raise ValueError("a moment has no time zone")
    if not timedelta(0) < end - moment <= LONGEST[scope]:
        raise ValueError(f"{scope.value} from {moment} to {end}")


def _end_text(scope: Scope, moment: datetime, end: datetime, translate: Translate) -> str:
    time = time_text(end, translate)
    if scope is Scope.PERMANENT:
        return translate(message("terms.end_on", day=day_text(end.date(), translate), time=time))
    if end.date() == moment.date():
        return time
    return translate(message("terms.end_tomorrow", time=time))


def _clock_changes(scope: Scope, moment: datetime, end: datetime, translate: Translate) -> str:
    """Without this, the client could not tell which of two equal times is meant."""
    if scope is Scope.PERMANENT or moment.utcoffset() == end.utcoffset():
        return ""
    return translate(message("terms.clock_changes", time=time_text(end, translate)))


def _control_text(brand: Brand, words: Tuple[str, ...], translate: Translate) -> str:
    if words:
        return translate(message("terms.control_words", words=" ".join(words)))
    return translate(message("terms.no_control_words", shop=brand.names.shop, phone=_phone(brand)))


def _phone(brand: Brand) -> str:
    return brand.contact.phones[0].in_text


def _filled(text: TermsText, values: Mapping[str, str]) -> TermsText:
    """The text with its fields filled; a paragraph that becomes empty is left out."""

    def fill(words: str) -> str:
        return _FIELD.sub(lambda field: _value(field[1], values), words)

    return replace(
        text,
        title=fill(text.title),
        blocks=tuple(_filled_block(block, fill) for block in text.blocks),
        boxes=tuple(Box(box.name, fill(box.label)) for box in text.boxes),
        details=tuple(_filled_block(block, fill) for block in text.details),
    )


def _filled_block(block: Block, fill: Callable[[str], str]) -> Block:
    paragraphs = (fill(paragraph) for paragraph in block.paragraphs)
    return Block(fill(block.heading), tuple(words for words in paragraphs if words))


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise TermsError(f"no value for the field {name}")
    return values[name]
