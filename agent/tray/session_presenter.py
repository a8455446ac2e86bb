"""A connection, in sentences: banner, unexpected page, and what is asked when it is over. Pure."""

from datetime import datetime, timedelta, tzinfo
from typing import Callable, Iterator, Optional, Tuple

from agent.brand import Brand
from agent.brand_values import Tariff
from agent.connections import Live, LiveState, SessionPicture, Standing
from agent.hours_text import time_text
from agent.money_text import amount_text
from agent.state import AccessPicture, AccessState, Snapshot
from agent.translations import Translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.access_views import NoticeView
from agent.tray.history_presenter import HistoryPresenter
from agent.tray.main_view import PhoneLink
from agent.tray.peer_text import moment_text, others_sentences, peer_text
from agent.tray.session_views import BannerView, EndQuestionView, UnexpectedView
from agent.tray.speaking import Speaking

PriceOf = Callable[[int, Tariff], Tuple[int, int]]
"""Seconds of a visit and the tariff to slices and cents."""

# The question after a takeover is answered by then, or counts as unanswered.
ANSWER_MINUTES = 10
# TeamViewer may tell a connection's start a little later than its attempt.
SAME_START = timedelta(seconds=60)
_SOMEBODY = (LiveState.CONNECTED, LiveState.ATTEMPT)


def has_banner(picture: SessionPicture) -> bool:
    """Whether somebody who was allowed is, or may be, connected."""
    return picture.standing is Standing.EXPECTED and picture.live.state in _SOMEBODY


def is_alarming(snapshot: Snapshot) -> bool:
    """Whether somebody is, or may be, connected whom nothing known allows."""
    picture = snapshot.session
    if picture.live.state not in _SOMEBODY:
        return False
    if picture.standing is Standing.UNEXPECTED:
        return True
    return picture.standing is Standing.UNDECIDED and _is_unreadable(snapshot.access)


def is_same_session(one: Live, other: Live) -> bool:
    """Whether the later picture `other` may still show the connection of `one`."""
    if one.peer_id and other.peer_id and one.peer_id != other.peer_id:
        return False
    if one.since is None or other.since is None:
        return True
    return other.since - one.since <= SAME_START


def has_newcomer(one: Live, other: Live) -> bool:
    """Whether somebody is connected as well in the later picture `other` who was not in `one`."""
    return any(peer not in one.others for peer in other.others)


def _is_unreadable(access: AccessPicture) -> bool:
    """Nothing said of it yet is no trouble: it is still being read."""
    return access.state is AccessState.UNKNOWN and bool(access.troubles)


class SessionPresenter(Speaking):
    """Turns what is known of a connection into views for one shop and one language."""

    def __init__(
        self,
        brand: Brand,
        translate: Translate,
        access: AccessPresenter,
        price_of: PriceOf,
        zone: Optional[tzinfo] = None,
    ) -> None:
        """`zone` is the computer's own time zone by default."""
        self._brand, self._translate, self._access = brand, translate, access
        self._price_of, self._zone = price_of, zone
        self.history = HistoryPresenter(brand, translate, access, zone)

    def banner(self, picture: SessionPicture, now: datetime) -> Optional[BannerView]:
        """Who is connected with the client's yes; nothing when nobody is."""
        if not has_banner(picture):
            return None
        live, is_connected = picture.live, picture.live.state is LiveState.CONNECTED
        who = peer_text(live.peer_name, live.peer_id, self._translate)
        attempt = self.say("banner.attempt")
        return BannerView(
            title=self._access.title(self.say("banner.title")),
            who=self.say("banner.connected", who=who) if is_connected else attempt,
            others=self._others(live),
            detail="" if is_connected or not _is_named(live) else self._shown_as(live),
            times=self._times(picture, now),
            price=self._price(picture, now) if is_connected else "",
            warning=self._warning(picture, now),
            short=who if is_connected else attempt,
        )

    def banner_in_doubt(self, last: SessionPicture, now: datetime) -> BannerView:
        """What stands after `last`, when it can no longer be told whether anybody is connected."""
        doubt = self.say("banner.doubt")
        return BannerView(
            title=self._access.title(self.say("banner.title")),
            who=doubt,
            others="",
            detail=self._shown_as(last.live) if _is_named(last.live) else "",
            times=self._times(last, now),
            price="",
            warning=self._warning(last, now),
            short=doubt,
        )

    def unexpected(
        self, snapshot: Snapshot, now: datetime, *, is_over: bool = False
    ) -> UnexpectedView:
        """The connection that `snapshot` shows; `is_over` when it has ended since."""
        live, names = snapshot.session.live, self._brand.names
        is_unread = (
            snapshot.session.standing is not Standing.UNEXPECTED
            or snapshot.access.state is AccessState.UNKNOWN
        )
        said = (
            *self._what_is_known(is_over=is_over, is_unread=is_unread),
            self._peer(live),
            "" if is_over else others_sentences(live, self._translate),
            self._began(live, now, is_over=is_over),
            self._advice(names.shop, is_over=is_over),
            "" if is_over else self.say("unexpected.mine.text"),
        )
        return UnexpectedView(
            title=self._access.title(self.say("unexpected.title")),
            headline=self._headline(live, is_over=is_over, is_unread=is_unread),
            sentences=tuple(filter(None, said)),
            stop=self.say("access.stop"),
            close=self.say("access.close" if is_over else "unexpected.mine"),
            doubt=self.say("doubt.title"),
            phones=self._phones(),
            is_over=is_over,
        )

    def ended(self, started: Optional[datetime], ended: datetime) -> EndQuestionView:
        """After a takeover; `started` is when its visit began, None when nobody knows."""
        shuts = self._brand.access.shuts_after_takeover
        unanswered = "end_question.unanswered_" + ("shut" if shuts else "open")
        said = (
            self._cost(started, ended) if started else "",
            self.say("end_question.yes.text"),
            self.say("end_question.no.text"),
            self.say(unanswered, minutes=ANSWER_MINUTES),
        )
        return EndQuestionView(
            title=self._access.title(self.say("end_question.title")),
            headline=self.say("end_question.headline"),
            sentences=tuple(filter(None, said)),
            yes=self.say("end_question.yes"),
            no=self.say("end_question.no"),
        )

    def closed_by_time(self, now: datetime, *, is_shut: bool) -> NoticeView:
        """Time ended a takeover; `is_shut` only when it was read back that nothing runs."""
        headline = self.say("closed_by_time.headline")
        time = time_text(now.astimezone(self._zone), self._translate)
        said = [
            self.say("closed_by_time.shut" if is_shut else "closed_by_time.not_shut", time=time)
        ]
        said += [self.say("closed_by_time.next")] if is_shut else []
        return NoticeView(self._access.title(headline.rstrip(".")), headline, tuple(said))

    def _others(self, live: Live) -> str:
        """Who else is connected, and what to do about it."""
        others = others_sentences(live, self._translate)
        return f"{others} {self.say('banner.others.advice')}" if others else ""

    def _shown_as(self, live: Live) -> str:
        who = peer_text(live.peer_name, live.peer_id, self._translate)
        return self.say("banner.shown_as", who=who)

    def _times(self, picture: SessionPicture, now: datetime) -> str:
        """Since when and until when, as far as either is known."""
        since = self._moment(picture.live.since, now)
        if picture.scope == "permanent":
            return self.say("banner.since_lasting" if since else "banner.lasting", since=since)
        until = self._moment(picture.until, now)
        case = "_".join(word for word, known in (("since", since), ("until", until)) if known)
        return self.say(f"banner.{case}", since=since, until=until) if case else ""

    def _price(self, picture: SessionPicture, now: datetime) -> str:
        """What it costs until its present slice ends, and from then on."""
        started = picture.visit_started or picture.live.since
        if started is None:
            return ""
        tariff = self._brand.tariff
        slices, cents = self._price_of(_seconds(started, now), tariff)
        minutes = tariff.first_slice_minutes + (slices - 1) * tariff.next_slice_minutes
        _more, next_cents = self._price_of(minutes * 60 + 1, tariff)
        return self.say(
            "banner.price",
            price=self._amount(cents),
            time=self._moment(started + timedelta(minutes=minutes), now),
            next=self._amount(next_cents),
        )

    def _warning(self, picture: SessionPicture, now: datetime) -> str:
        if picture.until is None:
            return ""
        left = int((picture.until - now).total_seconds())
        if left > self._brand.access.warning_minutes * 60:
            return ""
        if left <= 0:
            return self.say("banner.closes_now")
        if left <= 60:
            return self.say("banner.closes_in_one")
        return self.say("banner.closes_in", minutes=-(-left // 60))

    def _headline(self, live: Live, *, is_over: bool, is_unread: bool) -> str:
        if is_over:
            return self.say("unexpected.headline.over")
        unread = "unread." if is_unread else ""
        return self.say(f"unexpected.headline.{unread}{live.state.value}")

    def _what_is_known(self, *, is_over: bool, is_unread: bool) -> Iterator[str]:
        if is_unread:
            yield self.say("unexpected.over.unread" if is_over else "unexpected.unread")
        elif is_over:
            yield self.say("unexpected.over")

    def _peer(self, live: Live) -> str:
        if not _is_named(live):
            return self.say("unexpected.who.unknown")
        who = peer_text(live.peer_name, live.peer_id, self._translate)
        proof = self.say("unexpected.who.proof") if live.peer_name else ""
        return " ".join(filter(None, (self.say("unexpected.who", who=who), proof)))

    def _began(self, live: Live, now: datetime, *, is_over: bool) -> str:
        if live.since is None:
            return ""
        since = self._moment(live.since, now)
        if not is_over:
            return self.say("unexpected.since", since=since)
        is_today = live.since.astimezone(self._zone).date() == now.astimezone(self._zone).date()
        return self.say("unexpected.began" if is_today else "unexpected.began_on", since=since)

    def _advice(self, shop: str, *, is_over: bool) -> str:
        phone = self._brand.contact.phones[0].in_text
        key = "unexpected.advice.over" if is_over else "unexpected.advice"
        return self.say(key, shop=shop, phone=phone)

    def _phones(self) -> Tuple[PhoneLink, ...]:
        return tuple(
            PhoneLink(self.say("doubt.call", number=phone.display), phone.link)
            for phone in self._brand.contact.phones
        )

    def _cost(self, started: datetime, ended: datetime) -> str:
        seconds = _seconds(started, ended)
        _slices, cents = self._price_of(seconds, self._brand.tariff)
        minutes = -(-seconds // 60)
        return self.say("end_question.cost", minutes=minutes, price=self._amount(cents))

    def _moment(self, moment: Optional[datetime], now: datetime) -> str:
        return moment_text(moment, now, self._zone, self._translate) if moment else ""

    def _amount(self, cents: int) -> str:
        return amount_text(cents, self._brand.tariff.currency, self._translate)


def _is_named(live: Live) -> bool:
    return bool(live.peer_name or live.peer_id)


def _seconds(started: datetime, now: datetime) -> int:
    """At least the second that has begun, whatever was done to the clock."""
    return max(1, int((now - started).total_seconds()))
