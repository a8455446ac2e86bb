"""What the client has allowed, in sentences. Pure."""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Iterator, Optional, Tuple

from agent.brand import Brand
from agent.consent.asking import Question
from agent.consent.terms_text import Answer as Button
from agent.date_text import day_text
from agent.doors import Doors
from agent.errors import AgentError
from agent.hours_text import time_text
from agent.local_time import local as in_zone
from agent.shutting.restored import Restored
from agent.state import AccessPicture, AccessState, Authorisation
from agent.stopping import Stopped
from agent.translations import Translate
from agent.tray.access_views import (
    AuthorisationLine,
    AuthorisationsView,
    LongText,
    NoticeView,
    QuestionView,
    long_text,
)
from agent.tray.speaking import Speaking
from agent.tray.stop_presenter import stopped_words, stopping_words

_STOPPABLE = ("ready", "live", "permanent", "paused")


class AccessPresenter(Speaking):
    """Turns what is known of access into views for one shop and one language."""

    def __init__(self, brand: Brand, translate: Translate, zone: Optional[tzinfo] = None) -> None:
        """`zone` is the computer's own time zone by default."""
        self._brand, self._translate, self._zone = brand, translate, zone

    def sentence(self, picture: AccessPicture) -> str:
        """Who may come in, in one or two sentences, with what is wrong."""
        end = self._end(picture.current) if picture.current else ""
        known = picture.state is not AccessState.UNKNOWN or not picture.troubles
        first = [self.say(f"access.state.{picture.state.value}", end=end)] if known else []
        waiting = [self.say("access.unwritten")] if picture.unwritten else []
        return " ".join([*first, *self._beside(picture), *waiting, *self._troubles(picture)])

    def _beside(self, picture: AccessPicture) -> Iterator[str]:
        """One takeover is shown first; the lasting access beside it goes on after its end."""
        lasting = picture.lasting
        if lasting is not None and lasting != picture.current:
            yield self.say("access.state.permanent", end=self._end(lasting))

    def question(self, question: Question) -> QuestionView:
        """A question, word for word as it is hashed."""
        text = question.request.text
        labels = {button.answer: button.label for button in text.buttons}
        return QuestionView(
            title=self.title(text.title),
            body=long_text(text.title, text.blocks),
            boxes=tuple(box.label for box in text.boxes),
            hint=self._hint(question),
            yes=labels[Button.YES],
            no=labels[Button.NO],
            later=labels.get(Button.LATER, ""),
            read_all=self.say("access.read_all") if text.details else "",
            details=long_text("", text.details) if text.details else LongText(""),
            details_title=self.title(self.say("access.read_all")),
            close=self.say("access.close"),
            stop=self.say("access.stop"),
        )

    def _hint(self, question: Question) -> str:
        """Why the yes still sleeps: nobody should have to guess."""
        one = "_one" if len(question.request.text.boxes) == 1 else ""
        return self.say("access.how_to_say_yes" + one)

    def title(self, what: str) -> str:
        """A window's title: every one carries the brand's name."""
        return self.say("access.title", program=self._brand.names.program, what=what)

    def given(self, question: Question, *, is_blocked: bool = False) -> NoticeView:
        """A yes that is on disk; `is_blocked` says that the software was shut before."""
        key = f"access.given_{question.scope.value}"
        end = self._moment(question.ends, question.scope.value)
        shop, phone = self._brand.names.shop, self._brand.contact.phones[0].in_text
        sentences = (
            self.say(key + ".text", shop=shop, phone=phone),
            self.say("access.given_proof"),
        )
        headline = self.say(key, end=end)
        if not is_blocked:
            return self._notice(headline, sentences, question.cid)
        view = self._notice(headline, (self.say("stop.blocked"), *sentences), question.cid)
        return replace(view, restore=self.say("stop.restore"))

    def restored(self, came: Restored) -> NoticeView:
        """What came of letting the software run again."""
        sentences = (self._translate(came.advice),)
        view = self._notice(self._translate(came.title), sentences)
        again = "" if came in (Restored.DONE, Restored.UNKNOWN) else self.say("stop.restore")
        return replace(view, restore=again)

    def stopping(self) -> NoticeView:
        """A stop under way."""
        words = stopping_words(self._translate)
        return self._notice(words.headline, words.sentences)

    def stopped(self, stopped: Stopped, doors: Optional[Doors] = None) -> NoticeView:
        """A stop that counts, what came of shutting, and which of the doors remain."""
        local = in_zone(stopped.at, self._zone)
        words = stopped_words(stopped, local, doors, self._translate)
        return self._notice(words.headline, words.sentences, (*stopped.ended, "")[0])

    def trouble(self, error: AgentError) -> NoticeView:
        """What did not work, and what to do."""
        title, advice = self._translate(error.title), self._translate(error.advice)
        return self._notice(title, (advice,) if advice else ())

    def proof_saved(self, path: object) -> NoticeView:
        """A proof that is on disk."""
        sentences = (
            self.say("access.proof_saved.text", path=path),
            self.say("access.proof_saved.advice"),
        )
        return self._notice(self.say("access.proof_saved"), sentences)

    def authorisations(self, picture: AccessPicture) -> AuthorisationsView:
        """Everything that was ever allowed, in words."""
        is_unknown = picture.state is AccessState.UNKNOWN
        empty = "access.state.unknown" if is_unknown else "access.list_empty"
        intro = "access.list_intro" if picture.authorisations else empty
        return AuthorisationsView(
            title=self.title(self.say("access.list")),
            intro=self.say(intro),
            lines=tuple(map(self._line, picture.authorisations)),
            troubles=self._troubles(picture),
        )

    def _notice(self, headline: str, sentences: Tuple[str, ...], proof_of: str = "") -> NoticeView:
        return NoticeView(self.title(headline.rstrip(".…")), headline, sentences, proof_of)

    def _line(self, authorisation: Authorisation) -> AuthorisationLine:
        given = in_zone(authorisation.given_at, self._zone)
        day, time = day_text(given.date(), self._translate), time_text(given, self._translate)
        what = "access.lasting" if authorisation.scope == "permanent" else "access.oneoff"
        became = self.say(f"access.became.{authorisation.state}", end=self._end(authorisation))
        can_stop = authorisation.state in _STOPPABLE
        text = self.say(what, day=day, time=time) + " " + became
        return AuthorisationLine(
            authorisation.cid,
            text,
            can_stop,
            stop=self.say("access.about", button=self.say("access.stop_one"), what=text),
            print=self.say("access.about", button=self.say("access.print"), what=text),
        )

    def _end(self, authorisation: Authorisation) -> str:
        if authorisation.ends is None:
            return ""
        return self._moment(authorisation.ends, authorisation.scope)

    def _moment(self, end: datetime, scope: str) -> str:
        local = in_zone(end, self._zone)
        day = scope == "permanent"
        return day_text(local.date(), self._translate) if day else time_text(local, self._translate)

    def _troubles(self, picture: AccessPicture) -> Tuple[str, ...]:
        return tuple(map(self._translate, picture.troubles))
