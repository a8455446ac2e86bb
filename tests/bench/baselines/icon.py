"""Nothing but an icon beside the clock."""

import pystray
from PIL import Image

if __name__ == "__main__":
    pystray.Icon("baseline", Image.new("RGB", (16, 16), "green"), "Baseline").run()
