"""The icon's menu: a table computed from what is known. Pure."""

from dataclasses import dataclass
from typing import Callable, Tuple

from agent.state import Snapshot
from agent.texts import Message, message


@dataclass(frozen=True)
class MenuActions:
    """What the menu can do; called on the icon's thread, so each must return at once."""

    open: Callable[[], None]
    check: Callable[[], None]
    stop_access: Callable[[], None]
    doubt: Callable[[], None]
    quit: Callable[[], None]


@dataclass(frozen=True)
class MenuEntry:
    """One line; the default one is bold and is what a click on the icon does."""

    label: Message
    action: Callable[[], None]
    is_default: bool = False


def menu_entries(snapshot: Snapshot, actions: MenuActions) -> Tuple[MenuEntry, ...]:
    """The lines from top to bottom."""
    shown = snapshot.identity.display
    opening = message("menu.open_with_id", id=shown) if shown else message("menu.open")
    checking = message("menu.stop_check" if snapshot.pending else "menu.check")
    return (
        MenuEntry(opening, actions.open, is_default=True),
        MenuEntry(checking, actions.check),
        MenuEntry(message("access.stop"), actions.stop_access),
        MenuEntry(message("doubt.title"), actions.doubt),
        MenuEntry(message("menu.quit"), actions.quit),
    )
