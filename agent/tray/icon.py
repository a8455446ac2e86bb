"""The icon beside the clock: the light as a picture, the ID as its text."""

from typing import Callable, Protocol

from PIL.Image import Image

from agent.state import Snapshot
from agent.tray.light import light_of
from agent.tray.pictures import IconStyle, draw_light
from agent.tray.presenter import Presenter


class NotificationArea(Protocol):
    """Windows' side of an icon; see `agent/win32/notification_icon.py`."""

    def present(self, key: str, draw: Callable[[int], Image], tip: str) -> None:
        """Show this picture and text."""

    def rebuild_menu(self) -> None:
        """Read the menu's texts again."""


class TrayIcon:
    """Keeps the icon in step with the picture of what is known."""

    def __init__(self, area: NotificationArea, presenter: Presenter, style: IconStyle) -> None:
        self._area, self._presenter, self._style = area, presenter, style

    def show(self, snapshot: Snapshot) -> None:
        """Draw this state; may be called from any thread."""
        light, tip = light_of(snapshot), self._presenter.tooltip(snapshot)
        self._area.present(light.value, lambda size: draw_light(light, self._style, size), tip)
        self._area.rebuild_menu()
