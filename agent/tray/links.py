"""What is opened outside the program: TeamViewer, its page, a telephone number."""

import logging
from typing import Callable, Optional

from agent.brand import Brand
from agent.errors import AgentError
from agent.texts import Message, message
from agent.translations import Translate

Open = Callable[[str, Message], None]

_log = logging.getLogger(__name__)


class Links:
    """Opens them; what Windows cannot open is told in a sentence that says what to do."""

    def __init__(
        self,
        brand: Brand,
        translate: Translate,
        open_target: Open,
        tell: Callable[[str, str], None],
    ) -> None:
        """`open_target` raises AgentError with the message it gets; `tell` takes title and text."""
        self._brand, self._translate = brand, translate
        self._open_target, self._tell = open_target, tell

    def open_teamviewer(self, program: Optional[str]) -> None:
        """Open this TeamViewer.exe; without one, the page that has it."""
        link = self._brand.links.get_teamviewer
        if program:
            self._open(program, message("main.teamviewer.failed"))
        else:
            self._open(link, message("main.page.failed", link=link))

    def dial(self, link: str) -> None:
        """Open a telephone link of the shop's."""
        phones = self._brand.contact.phones
        number = next(phone.in_text for phone in phones if phone.link == link)
        self._open(link, message("main.dial.failed", number=number))

    def write_mail(self, link: str) -> None:
        """Open a mail link in the person's own program."""
        self._open(link, message("report.mail.failed", email=self._brand.contact.email))

    def _open(self, target: str, failed: Message) -> None:
        try:
            self._open_target(target, failed)
        except AgentError as error:
            _log.warning("%s", error)
            self._tell(self._brand.names.program, self._translate(error.title))
