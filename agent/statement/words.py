"""The statement of a visit in words, for the page and for the PDF alike.

Pure. Whoever shows the words keeps them text: names come from strangers.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Callable, Iterator, Sequence, Tuple

from agent.brand_values import Icon
from agent.date_text import day_text
from agent.history.words import duration_text, grouped_id, slices_text
from agent.hours_text import time_text
from agent.local_time import local, offset_text
from agent.money_text import amount_text
from agent.statement.facts import Presence, Statement
from agent.texts import Message, message

Translate = Callable[[Message], str]

SHOWN_CONNECTIONS = 20
SHOWN_REFERENCES = 3
COLUMNS = ("who", "peer", "start", "end")


@dataclass(frozen=True)
class StatementWords:
    """Everything a statement shows, from top to bottom.

    `facts` are labels and their values, `lines` have a cell for each of the `columns`. `others`
    says how many connections are not shown, and is empty when all are.
    """

    shop: str
    contact: Tuple[str, ...]
    sign: Icon
    title: str
    facts: Tuple[Tuple[str, str], ...]
    heading: str
    columns: Tuple[str, ...]
    lines: Tuple[Tuple[str, ...], ...]
    others: str
    notes: Tuple[str, ...]


def statement_words(statement: Statement, translate: Translate) -> StatementWords:
    """The statement in the language that `translate` speaks."""
    contact = statement.contact
    phones = " · ".join(phone.display for phone in contact.phones)
    shown, others = _shown(statement.presences, translate)
    return StatementWords(
        statement.shop,
        (phones, f"{contact.email} · {contact.website_display}"),
        statement.sign,
        translate(message("statement.title")),
        tuple((translate(message(f"statement.{k}")), v) for k, v in _facts(statement, translate)),
        translate(message("statement.connections")),
        tuple(translate(message(f"statement.column.{name}")) for name in COLUMNS),
        tuple(_line(presence, statement, translate) for presence in shown),
        others,
        tuple(_notes(statement, translate)),
    )


def _facts(statement: Statement, translate: Translate) -> Iterator[Tuple[str, str]]:
    started, ended = statement.started, statement.ended
    currency = statement.tariff.currency
    yield "date", day_text(started.date(), translate)
    yield "start", _clock(started)
    yield "end", _end(started, ended, translate)
    yield "length", duration_text(statement.minutes, translate)
    yield "slices", slices_text(statement.slices, translate)
    amount = amount_text(statement.price_cents, currency, translate)
    yield "amount", translate(message("statement.with_vat", amount=amount))
    yield "consent", _consent(statement, translate)


def _clock(moment: datetime) -> str:
    """With seconds: one of them can begin another slice."""
    return f"{moment:%H:%M:%S}"


def _end(started: datetime, ended: datetime, translate: Translate) -> str:
    if ended.date() == started.date():
        return _clock(ended)
    day = day_text(ended.date(), translate)
    return translate(message("statement.other_day", day=day, time=_clock(ended)))


def _consent(statement: Statement, translate: Translate) -> str:
    """Which consent it was, and plainly where there was none."""
    if not statement.cids:
        return translate(message("statement.no_consent"))
    shown = statement.cids[:SHOWN_REFERENCES]
    dots = ", …" if len(statement.cids) > SHOWN_REFERENCES else ""
    references = ", ".join(shown) + dots
    if not statement.is_allowed:
        return translate(message("statement.part_consent", references=references))
    given = statement.authorisation
    if given is None:
        return translate(message("statement.reference", references=references))
    moment = local(given.given_at, statement.started.tzinfo)
    day, time = day_text(moment.date(), translate), time_text(moment, translate)
    return translate(message("statement.given", day=day, time=time, reference=references))


def _shown(presences: Sequence[Presence], translate: Translate) -> Tuple[Sequence[Presence], str]:
    """The first connections, and the rest as a number: everything has to fit one page."""
    left = len(presences) - SHOWN_CONNECTIONS
    if left <= 0:
        return presences, ""
    key = "statement.other" if left == 1 else "statement.others"
    return presences[:SHOWN_CONNECTIONS], translate(message(key, count=left))


def _line(presence: Presence, statement: Statement, translate: Translate) -> Tuple[str, ...]:
    name = presence.name or translate(message("connections.nobody_known"))
    times = (_moment(presence.started, statement), _moment(presence.ended, statement))
    return (name, grouped_id(presence.peer_id), *times)


def _moment(moment: datetime, statement: Statement) -> str:
    """The day too where the visit lasted into another."""
    is_one_day = statement.started.date() == statement.ended.date()
    return _clock(moment) if is_one_day else f"{moment:%Y-%m-%d} {_clock(moment)}"


def _notes(statement: Statement, translate: Translate) -> Iterator[str]:
    yield translate(message("statement.estimate"))
    tariff = statement.tariff
    yield translate(
        message(
            "statement.tariff",
            first=amount_text(tariff.first_slice_cents, tariff.currency, translate),
            first_minutes=tariff.first_slice_minutes,
            further=amount_text(tariff.next_slice_cents, tariff.currency, translate),
            further_minutes=tariff.next_slice_minutes,
        )
    )
    offsets = (offset_text(statement.started), offset_text(statement.ended))
    if offsets[0] == offsets[1]:
        yield translate(message("statement.zone", offset=offsets[0]))
    else:
        yield translate(message("statement.zones", first=offsets[0], last=offsets[1]))
