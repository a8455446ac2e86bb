"""An icon beside the clock that does nothing: what the program at rest is compared with."""

from PIL import Image
from pystray import Icon, Menu, MenuItem


def main() -> None:
    """Stay there until it is ended."""
    menu = Menu(MenuItem("-", lambda icon, _item: icon.stop()))
    Icon("idle", Image.new("RGB", (16, 16), "grey"), "idle", menu).run()


if __name__ == "__main__":
    main()
