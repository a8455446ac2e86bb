"""The program beside the clock: joins icon, window, controller and Windows' own signals."""

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Callable, Optional, Tuple

from pystray import MenuItem

from agent.access_controller import AccessController
from agent.app import Core, has_journals, utc_now
from agent.controller import Controller, next_change
from agent.first_icon import FirstIcon
from agent.paths import settings_file
from agent.setting_up.close_request import CloseRequest
from agent.settings import load_settings, save_settings
from agent.state import AccessPicture, Snapshot
from agent.teamviewer.reader import watch_targets
from agent.texts import message
from agent.tray.access_screens import AccessScreens, Surroundings
from agent.tray.door_screens import DoorScreens, DoorSurroundings
from agent.tray.icon import TrayIcon
from agent.tray.light import Light
from agent.tray.links import Links
from agent.tray.main_actions import WindowActions
from agent.tray.menu import MenuActions, MenuEntry, menu_entries
from agent.tray.session_screens import SessionScreens
from agent.tray_consents import TrayConsents
from agent.tray_history import TrayHistory
from agent.tray_parts import (
    is_software_blocked,
    load_access,
    log_uncaught,
    restore_software,
    shut_software,
    tell_in_a_box,
)
from agent.tray_reporting import ReportingAround, TrayReporting
from agent.tray_sessions import SessionsAround, TraySessions, session_screens
from agent.win32.input_source import input_source
from agent.win32.opening import open_target
from agent.win32.registry_watch import RegistryWatch
from agent.win32.waiting import Waiting

if TYPE_CHECKING:
    import wx

    from agent.tray.screens.main_window import MainWindow

_log = logging.getLogger(__name__)


def run_tray(core: Core, first: FirstIcon, *, background: bool) -> int:
    """Run what stands behind the icon until the person quits."""
    log_uncaught()
    TrayProgram(core, first).run(background=background)
    return 0


class TrayProgram:
    """One running copy. What a person asks on the icon's thread returns at once."""

    def __init__(self, core: Core, first: FirstIcon) -> None:
        self._core, self._first = core, first
        self._ui, self._style = first.ui, first.style
        self._settings_file = settings_file(core.folder)
        self._settings = load_settings(self._settings_file)
        self._window: Optional[MainWindow] = None
        self._controller: Optional[Controller] = None
        self._access: Optional[AccessController] = None
        self._actions: Optional[WindowActions] = None
        self._reporting: Optional[TrayReporting] = None
        self._sessions: Optional[TraySessions] = None
        self._consents: Optional[TrayConsents] = None
        self._session_screens: Optional[SessionScreens] = None
        self._icon = TrayIcon(first.area, core.presenter, self._style)
        self._close_request = CloseRequest(core.brand.names)
        watch = RegistryWatch((*watch_targets(), self._close_request.watched()))
        self._waiting = Waiting(watch, self._on_registry, self._seconds_to_next_change)
        self._waiting.on(first.bell, first.open_window)

    def run(self, *, background: bool) -> None:
        """Learn, then sleep until something happens."""
        self._first.serve(self)
        self._controller = controller = Controller(self._core.sources)
        self._start_access(controller)
        controller.subscribe(self._icon.show)
        controller.subscribe(self._on_change)
        self._icon.show(controller.snapshot)
        self._waiting.start()
        if not background:
            self._first.open_window()
        self._ui.run()
        self._waiting.stop()
        if self._sessions is not None:
            self._sessions.stop()
        if self._consents is not None:
            self._consents.stop()
        controller.stop()
        if self._access is not None:
            self._access.close()
        if self._reporting is not None:
            self._reporting.close()

    def _start_access(self, controller: Controller) -> None:
        """Who may come in is read once the icon is there."""
        core = self._core
        self._access = access = AccessController(
            lambda: sessions.watched(load_access(core)),
            lambda: has_journals(core),
            utc_now,
            self._take_access,
            lambda word: shut_software(core, word),
            lambda ended, left: sessions.take_end(ended, left),
            self._wake_reporting,
        )
        self._sessions = sessions = TraySessions(core, controller, access)
        around = Surroundings(
            self._post_to_windows,
            input_source,
            lambda path: open_target(str(path), message("access.sheet_failed")),
            lambda: controller.snapshot.identity.id or "",
            is_software_blocked,
            restore_software,
            controller.look_at_doors,
            lambda: controller.snapshot.doors,
            self._dress,
        )
        screens = AccessScreens(core.presenter.access, self._access, around)
        links = Links(core.brand, core.translate, open_target, tell_in_a_box)
        doors = DoorScreens(
            core.presenter.doors,
            DoorSurroundings(
                lambda: controller.snapshot, controller.look_at_doors, screens.stop,
                screens.stop_in_doubt, screens.stop_and_erase,
                links.dial, self._post_to_windows, self._dress, self._style,
            ),
        )  # fmt: skip
        history = TrayHistory(core, access, sessions.ledger, lambda: controller.snapshot)
        around_sessions = SessionsAround(self._post_to_windows, screens, doors, links, self._dress)
        shown = session_screens(core, controller, history, around_sessions)
        self._session_screens = shown
        around_reports = ReportingAround(links, lambda: screens.stop("window"), self._dress)
        self._reporting = TrayReporting(core, controller, around_reports)
        self._actions = WindowActions(
            controller, screens, doors, links, self.refresh, self._forget_tip, shown.show_history,
            self._reporting.screens.send_id,
        )  # fmt: skip
        self._consents = TrayConsents(core, access.look)
        self._consents.start()
        sessions.start(shown, screens.tell_shut)
        self._reporting.start()

    def _wake_reporting(self) -> None:
        if self._reporting is not None:
            self._reporting.wake()

    def _take_access(self, picture: AccessPicture) -> None:
        if self._controller is not None:
            self._controller.show_access(picture)
        if self._sessions is not None:
            self._sessions.ledger.take_access(picture)

    def _dress(self, window: "wx.TopLevelWindow") -> None:
        from agent.tray.screens.controls import window_icon

        window.SetIcons(window_icon(Light.UNCHECKED, self._style))

    def _post_to_windows(self, action: Callable[[], None]) -> None:
        def do() -> None:
            self._ui.start_windows(self.end_session)
            action()

        self._ui.post(do)

    def quit(self) -> None:
        """End the program; from any thread."""
        self._ui.stop()

    def end_session(self) -> None:
        """Windows is ending this person's session: stop work; everything kept is on disk."""
        if self._controller is not None:
            self._controller.stop()
        if self._access is not None:
            self._access.close()
        logging.shutdown()

    def look_at_clock(self) -> None:
        """The clock was set, or the computer woke up: something allowed may have ended."""
        if self._access is not None:
            self._access.look()
        self._waiting.wake()

    def _forget_tip(self) -> None:
        self._settings = replace(load_settings(self._settings_file), pin_tip_seen=True)
        save_settings(self._settings_file, self._settings)

    def show_window(self) -> None:
        """Show the window; on the UI thread."""
        self._ui.start_windows(self.end_session)
        if self._controller is None or self._actions is None:
            return
        snapshot = self._controller.snapshot
        if self._window is None:
            self._window = self._make_window(self._actions)
        self._draw(snapshot)
        self._window.bring_to_front()
        self._after_drawing(self._window)

    def _after_drawing(self, window: "MainWindow") -> None:
        from agent.tray.screens.after_drawing import after_drawing

        after_drawing(window, self._learn)

    def _learn(self) -> None:
        """What a person who looks wants to know; the ID is on the screen by now."""
        if self._controller is None:
            return
        self._controller.refresh()
        if self._access is not None:
            self._access.look(thoroughly=True)
        if self._controller.snapshot.measured_at is None:
            self._controller.start_check()

    def _make_window(self, actions: WindowActions) -> "MainWindow":
        from agent.tray.screens.main_window import MainWindow

        accent = self._core.brand.colours.accent
        return MainWindow(self._core.presenter.text, self._style, accent, actions)

    def _draw(self, snapshot: Snapshot) -> None:
        if self._window is not None:
            view = self._core.presenter.main_view(snapshot)
            self._window.show_view(view, shows_tip=not self._settings.pin_tip_seen)

    def _on_change(self, snapshot: Snapshot) -> None:
        self._waiting.wake()
        if self._reporting is not None:
            self._reporting.on_change(snapshot)
        if self._window is not None:
            self._ui.post(lambda: self._draw(snapshot))
        if self._actions is not None:
            access, doors = self._actions.access, self._actions.doors
            self._ui.post(lambda: access.show_picture(snapshot.access))
            self._ui.post(lambda: doors.show_picture(snapshot))
        if self._session_screens is not None:
            self._session_screens.show_picture(snapshot)

    def _on_registry(self) -> None:
        if self._close_request.is_new():
            _log.info("asked to close by an installer")
            self.quit()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the facts again, soon; from any thread."""
        if self._controller is not None:
            self._controller.refresh()
        if self._access is not None:
            self._access.look()

    def _seconds_to_next_change(self) -> Optional[float]:
        moment = next_change(self._controller.snapshot) if self._controller else None
        return None if moment is None else (moment - utc_now()).total_seconds()

    def menu_items(self) -> Tuple[MenuItem, ...]:
        """What the icon's menu offers now."""
        controller, actions = self._controller, self._actions
        if controller is None or actions is None:
            return ()
        chosen = MenuActions(
            open=self._first.open_window,
            check=actions.check,
            stop_access=partial(actions.access.stop, "tray"),
            doubt=partial(actions.doors.have_doubt, "tray"),
            quit=self.quit,
        )
        entries = menu_entries(controller.snapshot, chosen)
        return tuple(self._menu_item(entry) for entry in entries)

    def _menu_item(self, entry: MenuEntry) -> MenuItem:
        text = self._core.translate(entry.label)
        return MenuItem(text, lambda _icon, _item: entry.action(), default=entry.is_default)
