"""The icon beside the clock, there before the program that it belongs to is loaded.

What is clicked meanwhile is done as soon as the program serves it.
"""

import contextlib
from typing import Iterator, Optional, Protocol, Tuple

from pystray import Menu, MenuItem

from agent.brand_values import Brand
from agent.tray.light import Light
from agent.tray.pictures import IconStyle, draw_light
from agent.tray.ui_thread import UiThread
from agent.win32.display_scale import declare_scale_awareness
from agent.win32.notification_icon import NotificationIcon
from agent.win32.single_instance import Instance, claim_instance

_PATIENCE_SECONDS = 2.0


class Program(Protocol):
    """What stands behind the icon once it is loaded."""

    def show_window(self) -> None:
        """Show the window; on the UI thread."""

    def end_session(self) -> None:
        """Windows is ending this person's session."""

    def look_at_clock(self) -> None:
        """The clock was set, or the computer woke up."""

    def menu_items(self) -> Tuple[MenuItem, ...]:
        """What the icon's menu offers now."""


class FirstIcon:
    """Icon and UI thread of the only copy that runs; `serve` says what stands behind them."""

    def __init__(self, brand: Brand, instance: Instance) -> None:
        self.bell = instance.bell
        self.ui = UiThread()
        self.style = icon_style(brand)
        self._program: Optional[Program] = None
        self.area = NotificationIcon(
            brand.names.identifier,
            Menu(self._menu_items),
            on_open=self.open_window,
            on_session_end=self._end_session,
            on_refused=self.open_window,
            on_clock=self._look_at_clock,
        )
        self._name = brand.names.program

    def stand(self) -> None:
        """Stand beside the clock with the shop's sign."""
        self.area.start_on_own_thread()
        self.area.present(
            Light.UNCHECKED.value,
            lambda size: draw_light(Light.UNCHECKED, self.style, size),
            self._name,
        )
        # Whatever is loaded meanwhile would take its turns from the icon's thread.
        self.area.wait_until_added(_PATIENCE_SECONDS)

    def serve(self, program: Program) -> None:
        """From now on this is what is opened and ended."""
        self._program = program

    def open_window(self) -> None:
        """Show the window; from any thread."""
        self.ui.post(self._show_window)

    def _show_window(self) -> None:
        if self._program is not None:
            self._program.show_window()

    def _end_session(self) -> None:
        if self._program is not None:
            self._program.end_session()

    def _look_at_clock(self) -> None:
        if self._program is not None:
            self._program.look_at_clock()

    def _menu_items(self) -> Tuple[MenuItem, ...]:
        return () if self._program is None else self._program.menu_items()


@contextlib.contextmanager
def first_icon(brand: Brand, *, background: bool) -> Iterator[Optional[FirstIcon]]:
    """The icon, while the block runs; none when a copy is running, which then shows its window.

    In the background the other copy is left alone.

    Raises:
        AgentError: when Windows refuses what makes a copy the only one.
    """
    declare_scale_awareness()
    with claim_instance(brand.names.identifier) as instance:
        if not instance.is_first:
            if not background:
                instance.ring()
            yield None
            return
        first = FirstIcon(brand, instance)
        first.stand()
        try:
            yield first
        finally:
            first.area.end_own_thread()


def icon_style(brand: Brand) -> IconStyle:
    """The shop's sign and colours for the lights."""
    colours = brand.colours
    return IconStyle(
        brand.icon.letters,
        (
            (Light.READY, colours.ok),
            (Light.ATTENTION, colours.warning),
            (Light.PROBLEM, colours.stop),
            (Light.UNCHECKED, brand.icon.background),
            (Light.WAITING, colours.neutral),
        ),
    )
