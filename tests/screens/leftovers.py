"""What a window still shows of how it was before: seen by having it draw itself once more."""

import time
from typing import List

from PIL import Image, ImageChops

from tests.screens import contrast
from tests.screens.windows import Window

# A caret or a clock comes and goes by itself.
LOOKS, LOOK_SECONDS = 5, 0.3
DRAWING_SECONDS = 0.3


def leftovers(window: Window) -> List[str]:
    """Complains of what goes when the window is drawn again."""
    before = _inside(window)
    window.desktop.ask("draw_again", window.handle)
    time.sleep(DRAWING_SECONDS)
    for _ in range(LOOKS):
        area = ImageChops.difference(before, _inside(window)).getbbox()
        if area is None:
            return []
        time.sleep(LOOK_SECONDS)
    return [f"an old picture was left at {area}"]


def _inside(window: Window) -> Image.Image:
    left, top, right, bottom = window.everything()[0]["rectangle"]
    return contrast.seen(window.desktop.screen).crop((left, top, right, bottom))
