"""The sheet a client keeps: what he answered, to which words, when, and how to find it again.

Pure. One self-contained HTML page without script or link, made to be printed. Everything that
comes from a file is escaped.
"""

import html
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Callable, Iterator, Mapping, Optional

from agent.brand_values import Brand
from agent.consent.event_data import EventType
from agent.consent.record import Record
from agent.consent.terms_text import Block, Box, TermsError, TermsText, encode_terms
from agent.date_text import day_text
from agent.hours_text import time_text
from agent.local_time import local as in_zone
from agent.printed_page import printed_page, table_row
from agent.texts import Message, message

Translate = Callable[[Message], str]

_TITLES = {
    EventType.GIVEN: "given",
    EventType.RENEWED: "renewed",
    EventType.WITHDRAWN: "withdrawn",
    EventType.REFUSED: "refused",
    EventType.ENDED: "ended",
}


@dataclass(frozen=True)
class PrintedReceipt:
    """What goes on the sheet.

    `record` is a line whose chain has been checked; `text` is the text it names, None for a line
    that names none or when it was erased; `confirmed` is when the desk countersigned the line
    (aware), None while it has not.
    """

    record: Record
    text: Optional[TermsText]
    confirmed: Optional[datetime]


def receipt_page(printed: PrintedReceipt, brand: Brand, lang: str, translate: Translate) -> str:
    """The sheet as one HTML page; `translate` speaks `lang` (`fr` or `en`).

    Raises:
        TermsError: when the text is not the one the line names.
    """
    fingerprint = printed.record.data.get("terms_sha256")
    if printed.text is not None and _sha256(encode_terms(printed.text)) != fingerprint:
        raise TermsError("not the text that the line names")
    kind = printed.record.event
    title = _TITLES.get(kind, "other") if kind is not None else "other"
    rows = (
        *_shop_rows(brand, translate),
        *_record_rows(printed, translate),
        *_confirmed_row(printed, brand, translate),
    )
    text = _text(printed, translate) if fingerprint is not None else ""
    last = f"<p>{_words(translate, 'proof.keep')} {_words(translate, 'proof.check')}</p>"
    heading = translate(message(f"proof.title.{title}"))
    return printed_page(lang, heading, "\n".join(rows), f"{text}\n{last}")


def _sha256(data: bytes) -> str:
    return sha256(data).hexdigest()


def _words(translate: Translate, key: str, **values: object) -> str:
    return html.escape(translate(message(key, **values)))


def _row(translate: Translate, key: str, value: str) -> str:
    return table_row(translate(message(f"proof.row.{key}")), value)


def _shop_rows(brand: Brand, translate: Translate) -> Iterator[str]:
    phones = " · ".join(phone.display for phone in brand.contact.phones)
    contact = (brand.names.shop, phones, brand.contact.email, brand.contact.website_display)
    yield _row(translate, "shop", html.escape(" · ".join(contact)))


def _record_rows(printed: PrintedReceipt, translate: Translate) -> Iterator[str]:
    record = printed.record
    local = timezone(timedelta(minutes=record.stamp.off))
    yield _row(translate, "local_time", _moment(in_zone(record.stamp.t, local), translate))
    yield _row(translate, "utc_time", _utc(record.stamp.t))
    if record.cid is not None:
        yield _row(translate, "reference", f"<code>{html.escape(record.cid)}</code>")
    line = _words(translate, "proof.journal_line", log=record.log, line=record.seq + 1)
    yield _row(translate, "journal", f"<code>{line}</code>")
    yield _row(translate, "line_fingerprint", _fingerprint(_sha256(record.line)))
    named = record.data.get("terms_sha256")
    if isinstance(named, str):
        yield _row(translate, "text_fingerprint", _fingerprint(named))


def _confirmed_row(printed: PrintedReceipt, brand: Brand, translate: Translate) -> Iterator[str]:
    """A shop without a desk confirms nothing, so nothing is promised."""
    if printed.confirmed is not None:
        yield _row(translate, "confirmed", _utc(printed.confirmed))
    elif brand.desk.key:
        yield _row(translate, "confirmed", _words(translate, "proof.not_confirmed"))


def _moment(moment: datetime, translate: Translate) -> str:
    day, time = day_text(moment.date(), translate), time_text(moment, translate)
    return _words(translate, "proof.moment", day=day, time=time)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S} UTC"


def _fingerprint(digits: str) -> str:
    """In groups of eight, so that two people can compare them aloud."""
    groups = (digits[start : start + 8] for start in range(0, len(digits), 8))
    return f"<code>{html.escape(' '.join(groups))}</code>"


def _text(printed: PrintedReceipt, translate: Translate) -> str:
    heading = f"<h2>{_words(translate, 'proof.text_heading')}</h2>"
    if printed.text is None:
        return f"{heading}\n<p>{_words(translate, 'proof.no_text')}</p>"
    boxes = _ticked(printed.record.data.get("boxes"))
    parts = (
        f"<p><b>{html.escape(printed.text.title)}</b></p>",
        *map(_block, printed.text.blocks),
        *(_box(box, boxes, translate) for box in printed.text.boxes),
    )
    return "\n".join((heading, "<section>", *parts, "</section>"))


def _block(block: Block) -> str:
    heading = f"<b>{html.escape(block.heading)}</b> " if block.heading else ""
    return f"<p>{heading}{html.escape(' '.join(block.paragraphs))}</p>"


def _ticked(boxes: object) -> Mapping[str, object]:
    return boxes if isinstance(boxes, dict) else {}


def _box(box: Box, boxes: Mapping[str, object], translate: Translate) -> str:
    is_ticked = boxes.get(box.name) is True
    sign, key = ("☑", "proof.ticked") if is_ticked else ("☐", "proof.not_ticked")
    return f"<p>{sign} {html.escape(box.label)} ({_words(translate, key)})</p>"
