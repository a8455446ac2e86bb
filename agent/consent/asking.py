"""A question to the client: whose consent it is about, its words, and the end it promises."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Callable, Optional, Tuple

from agent.brand_values import Brand
from agent.consent.record import Stamp
from agent.consent.terms import Request, Scope, Translate, request
from agent.consent.terms_files import load_template
from agent.consent.time_limits import TimeLimits, latest_end
from agent.errors import AgentError
from agent.texts import message

Local = Callable[[datetime], datetime]


@dataclass(frozen=True)
class Question:
    """What the client is asked. `ends` is the end that its text promises: aware, in UTC.

    `renews` says that the consent is paused lasting access and not a new one.
    """

    cid: str
    request: Request
    ends: datetime
    renews: bool = False

    @property
    def scope(self) -> Scope:
        """One takeover, or lasting access."""
        return self.request.scope


class TooLateError(AgentError):
    """So close to midnight one takeover would be over before it began."""

    def __init__(self, detail: str) -> None:
        super().__init__(message("access.too_late"), message("access.too_late.advice"), detail)


@dataclass(frozen=True)
class Asking:
    """Makes questions for one shop and one language (`fr` or `en`, as `translate` speaks it).

    `local` gives a moment in the computer's own time zone, `control` the words that the technician
    says first, none while the shop has signed for nothing.
    """

    brand_folder: Path
    brand: Brand
    lang: str
    translate: Translate
    limits: TimeLimits
    now: Callable[[], Stamp]
    local: Local = datetime.astimezone
    control: Callable[[], Tuple[str, ...]] = tuple

    def question(self, scope: Scope, paused: Optional[str] = None) -> Question:
        """The question as it is asked now; `paused` is lasting access that a yes would renew.

        Raises:
            TermsError: the shop's text is missing or was changed; nothing is asked then.
            TooLateError: today is nearly over.
        """
        stamp = self.now()
        template = load_template(self.brand_folder, scope, self.lang)
        # Whole minutes: the text shows no seconds, and promises no more than it shows.
        ends = latest_end(scope.value, stamp, self.limits).replace(second=0, microsecond=0)
        if ends - stamp.t < timedelta(minutes=1):
            raise TooLateError(f"{stamp.t:%H:%M:%S} to {ends:%H:%M:%S}")
        asked = request(
            template,
            self.brand,
            self._seen(stamp),
            self.local(ends),
            self.control(),
            self.translate,
        )
        return Question(paused or str(uuid.uuid4()), asked, ends, renews=paused is not None)

    def _seen(self, stamp: Stamp) -> datetime:
        return stamp.t.astimezone(timezone(timedelta(minutes=stamp.off)))
