"""Joins button, pages, network and the shop's desk for the program beside the clock."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Callable, Dict, Optional, Tuple

from agent.app import Core, has_journals
from agent.controller import Controller
from agent.paths import settings_file
from agent.report_controller import ReportController, Reporter, ReportSources
from agent.reporting.fields import About, fields_of
from agent.settings import load_settings, save_settings
from agent.state import ReportPicture, ReportState, Snapshot
from agent.tray.links import Links
from agent.tray.report_screens import ReportScreens, ReportSurroundings
from agent.win32.network_change import NetworkChange

if TYPE_CHECKING:
    import wx


@dataclass(frozen=True)
class ReportingAround:
    """What reporting needs of the program: its links, its stop, and the shop's sign on windows."""

    links: Links
    stop: Callable[[], None]
    dress: "Callable[[wx.TopLevelWindow], None]"


class TrayReporting:
    """Keeps the desk up to date while the program runs; without a desk it only shows pages."""

    def __init__(self, core: Core, controller: Controller, around: ReportingAround) -> None:
        self._core, self._controller, self._around = core, controller, around
        self._settings_file = settings_file(core.folder)
        self._is_agreed = load_settings(self._settings_file).reports_allowed
        self._about: Optional[About] = None
        self._seen: Tuple[object, ...] = ()
        self._reports: Optional[ReportController] = None
        self._network: Optional[NetworkChange] = None
        self.screens = ReportScreens(core.presenter, core.brand, self._surroundings())

    def start(self) -> None:
        """Look at once whether something waits, where the client has agreed to reports."""
        if not self._core.brand.desk.address:
            self._controller.show_report(ReportPicture(ReportState.NO_DESK))
            return
        sources = ReportSources(
            self._load, lambda: self._is_agreed, self._fields, self._controller.show_report
        )
        self._reports = ReportController(sources)
        self._network = NetworkChange(self.wake)
        self.wake()

    def on_change(self, snapshot: Snapshot) -> None:
        """Something that the desk should know may have been written; from any thread."""
        seen = (snapshot.access, snapshot.cut_stands, snapshot.session)
        if seen != self._seen:
            self._seen = seen
            self.wake()

    def wake(self) -> None:
        """Something was written. Nothing is loaded before there is anything to tell."""
        if self._reports is not None and self._is_agreed and has_journals(self._core):
            self._reports.wake()

    def close(self) -> None:
        """Ask and watch no more."""
        if self._network is not None:
            self._network.close()
        if self._reports is not None:
            self._reports.close()

    def _surroundings(self) -> ReportSurroundings:
        return ReportSurroundings(
            snapshot=lambda: self._controller.snapshot,
            about=self._about_this_computer,
            is_agreed=lambda: self._is_agreed,
            agree=self._agree,
            send=self._send,
            write_mail=self._around.links.write_mail,
            stop=self._around.stop,
            dress=self._around.dress,
        )

    def _load(self) -> Reporter:
        """Credential store, signatures and network take seconds to load: not with the icon."""
        from agent.reporting_building import build_sync

        return build_sync(self._core)

    def _fields(self) -> Dict[str, str]:
        snapshot = self._controller.snapshot
        return fields_of(snapshot.identity, snapshot.check, self._about_this_computer())

    def _about_this_computer(self) -> About:
        from agent.reporting_building import about_this_computer

        if self._about is None:
            self._about = about_this_computer(self._core)
        return self._about

    def _agree(self) -> None:
        self._is_agreed = True
        kept = load_settings(self._settings_file)
        save_settings(self._settings_file, replace(kept, reports_allowed=True))

    def _send(self) -> None:
        if self._reports is not None:
            self._reports.send()
