"""The windows about access, and which follows which. Everything here runs on the UI thread.

What is asked for from elsewhere, such as the icon's menu, is posted here.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional, Union

from agent.access_controller import AccessController, Asked, Written
from agent.access_parts import Answer
from agent.consent.answers import No, Seen
from agent.consent.asking import Question
from agent.consent.terms import Scope
from agent.doors import Doors
from agent.errors import AgentError
from agent.shutting.restored import Restored
from agent.state import AccessPicture
from agent.stopping import Stop, Stopped
from agent.texts import message
from agent.tray.access_presenter import AccessPresenter
from agent.tray.access_views import NoticeView

if TYPE_CHECKING:
    import wx

    from agent.tray.screens.authorisations import AuthorisationsWindow
    from agent.tray.screens.notice import NoticeWindow
    from agent.tray.screens.question import Answered, QuestionWindow
    from agent.tray.screens.stop_bar import StopChoice


@dataclass(frozen=True)
class Surroundings:
    """What the windows need of the program around them.

    `post` runs an action on the UI thread, where windows can then be made; `input_source` tells
    where the present click came from; `open_file` opens a page and raises AgentError;
    `is_software_blocked` looks whether the connection software was shut, None when that cannot be
    told; `restore_software` tells from a thread of its own what came of letting it run again, and
    `after_stop` is called from another one when something was shut or put back; `doors` are the
    ways in as they were read last;
    `teamviewer_id` is empty while there is none; `dress` gives a window the shop's sign.
    """

    post: Callable[[Callable[[], None]], None]
    input_source: Callable[[], str]
    open_file: Callable[[Path], None]
    teamviewer_id: Callable[[], str]
    is_software_blocked: Callable[[], Optional[bool]]
    restore_software: Callable[[Callable[[Restored], None]], None]
    after_stop: Callable[[], None]
    doors: Callable[[], Optional[Doors]]
    dress: "Callable[[wx.TopLevelWindow], None]"


@dataclass
class StopTold:
    """How far a person was told of one stop: `window` says that it is under way."""

    window: "Optional[NoticeWindow]" = None
    is_over: bool = False


class AccessScreens:
    """Asks, tells what came of it, lists what is allowed, and stops it."""

    def __init__(
        self, presenter: AccessPresenter, access: AccessController, around: Surroundings
    ) -> None:
        self._presenter, self._access, self._around = presenter, access, around
        self._question: Optional[QuestionWindow] = None
        self._list: Optional[AuthorisationsWindow] = None
        self._picture = AccessPicture()
        self._is_asking = False

    def ask(self, scope: Scope) -> None:
        """Ask for one takeover or for lasting access; one question at a time."""
        if self._question:
            self._question.Raise()
        elif not self._is_asking:
            self._is_asking = True
            self._access.ask(scope, lambda asked: self._around.post(lambda: self._show(asked)))

    def stop(self, channel: str) -> None:
        """Take everything back and shut the software; may be called from any thread."""
        self._stop(channel, None)

    def stop_and_erase(self) -> None:
        """The same, and TeamViewer's permanent password goes too, whoever set it."""
        self._stop("window", None, removes_password=True)

    def stop_in_doubt(self, channel: str) -> None:
        """The same as `stop`; another window tells what comes of it, here only what failed."""
        self._access.stop(Stop(channel, self._tell_failure, renews_key=True))

    def tell_shut(self, stopped: Stopped) -> None:
        """Tell what came of shutting the software; from any thread."""
        self._around.after_stop()
        self._tell_soon(self._presenter.stopped(stopped, self._around.doors()))

    def _tell_failure(self, stopped: Stopped) -> None:
        self._around.after_stop()
        if stopped.shut is not None and not stopped.shut.ok:
            self._tell_soon(self._presenter.stopped(stopped, self._around.doors()))

    def _stop_one(self, cid: str) -> None:
        self._stop("window", cid)

    def _stop(self, channel: str, only: Optional[str], *, removes_password: bool = False) -> None:
        told = StopTold()

        def then(stopped: Stopped) -> None:
            self._around.after_stop()
            self._around.post(lambda: self._after_stop(told, stopped))

        self._access.stop(Stop(channel, then, only, removes_password))
        self._around.post(lambda: self._tell_stopping(told))

    def show_list(self) -> None:
        """Show what is allowed."""
        if not self._list:
            self._list = self._make_list()
            self._around.dress(self._list)
        self._list.show_view(self._presenter.authorisations(self._picture))
        self._list.Show()
        self._list.Raise()
        self._access.look(thoroughly=True)

    def show_picture(self, picture: AccessPicture) -> None:
        """Take over what is known now."""
        self._picture = picture
        if self._list:
            self._list.show_view(self._presenter.authorisations(picture))

    def _show(self, asked: Asked) -> None:
        from agent.tray.screens.question import QuestionWindow

        self._is_asking = False
        if isinstance(asked, AgentError):
            self._tell(self._presenter.trouble(asked))
            return
        question = asked
        view = self._presenter.question(question)
        self._question = QuestionWindow(
            view, lambda answered: self._take(question, answered), self._around.input_source
        )
        self._around.dress(self._question)
        self._question.Show()
        self._question.Raise()

    def _take(self, question: Question, answered: "Answered") -> None:
        from agent.tray.screens.question import Answer as Chosen

        self._question = None
        seen = Seen(answered.visible_ms, answered.scrolled_end)
        if answered.answer is Chosen.YES:
            self._say_yes(question, seen, answered)
            return
        how = No.CLOSE if answered.answer is Chosen.STOP else No(answered.answer.value)
        self._access.say_no(question, seen, how)
        if answered.answer is Chosen.STOP:
            self.stop("window")

    def _say_yes(self, question: Question, seen: Seen, answered: "Answered") -> None:
        boxes = dict(zip(question.request.box_names, answered.ticked))
        answer = Answer(seen, boxes, answered.source, self._around.teamviewer_id())
        self._access.say_yes(
            question, answer,
            lambda written: self._tell_yes(question, written),
        )  # fmt: skip

    def _tell_yes(self, question: Question, written: Written) -> None:
        if isinstance(written, AgentError):
            view = self._presenter.trouble(written)
        else:
            is_blocked = self._around.is_software_blocked() is True
            view = self._presenter.given(question, is_blocked=is_blocked)
        self._tell_soon(view)

    def _tell_soon(self, view: NoticeView) -> None:
        """Tell from another thread."""

        def tell() -> None:
            self._tell(view)

        self._around.post(tell)

    def _restore(self) -> None:
        def then(came: Restored) -> None:
            self._around.after_stop()
            self._tell_soon(self._presenter.restored(came))

        self._around.restore_software(then)

    def _tell_stopping(self, told: "StopTold") -> None:
        if not told.is_over:
            told.window = self._tell(self._presenter.stopping())

    def _after_stop(self, told: "StopTold", stopped: Stopped) -> None:
        told.is_over = True
        if told.window:
            told.window.Destroy()
        self._tell(self._presenter.stopped(stopped, self._around.doors()))

    def _save_proof(self) -> None:
        import wx

        name = self._presenter.say("access.proof_file", day=f"{date.today():%Y-%m-%d}")
        title, kind = (
            self._presenter.say("access.save_proof"),
            self._presenter.say("access.proof_kind"),
        )
        folder = wx.StandardPaths.Get().GetDocumentsDir()
        style = wx.FD_SAVE | wx.FD_OVERWRITE_PROMPT
        dialog = wx.FileDialog(None, title, folder, name, f"{kind}|*.zip", style)
        try:
            target = Path(dialog.GetPath()) if dialog.ShowModal() == wx.ID_OK else None
        finally:
            dialog.Destroy()
        if target is None:
            return
        self._access.save_proof(
            target, lambda saved: self._around.post(lambda: self._after_saving(saved))
        )

    def _after_saving(self, saved: Union[Path, AgentError]) -> None:
        if isinstance(saved, AgentError):
            self._tell(self._presenter.trouble(saved))
        else:
            self._tell(self._presenter.proof_saved(saved))

    def _print(self, cid: str) -> None:
        self._access.print_sheet(
            cid, lambda sheet: self._around.post(lambda: self._after_sheet(sheet))
        )

    def _after_sheet(self, sheet: Union[Path, AgentError]) -> None:
        if isinstance(sheet, AgentError):
            self._tell(self._presenter.trouble(sheet))
            return
        try:
            self._around.open_file(sheet)
        except AgentError as error:
            advice = message("access.sheet_failed.advice", path=sheet)
            failed = AgentError(message("access.sheet_failed"), advice, error.detail)
            self._tell(self._presenter.trouble(failed))

    def _tell(self, view: NoticeView) -> "NoticeWindow":
        from agent.tray.screens.notice import NoticeChoices, NoticeWindow

        say = self._presenter.say
        choices = NoticeChoices(
            say("access.save_proof"), say("access.print"), say("access.close"),
            self._save_proof, self._print, self._restore, self._stop_choice(),
        )  # fmt: skip
        window = NoticeWindow(view, choices)
        self._around.dress(window)
        window.Show()
        window.Raise()
        return window

    def _make_list(self) -> "AuthorisationsWindow":
        from agent.tray.screens.authorisations import AuthorisationsWindow, ListChoices

        say = self._presenter.say
        return AuthorisationsWindow(
            ListChoices(
                say("access.list"), say("access.stop_one"), say("access.print"),
                say("access.save_proof"), say("access.close"),
                self._stop_one, self._print, self._save_proof, self._stop_choice(),
            )
        )  # fmt: skip

    def _stop_choice(self) -> "StopChoice":
        from agent.tray.screens.stop_bar import StopChoice

        return StopChoice(self._presenter.say("access.stop"), lambda: self.stop("window"))
