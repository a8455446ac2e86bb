"""Nothing is cut and nothing overlaps, in both languages, at 100 % and 200 %."""

import itertools
from typing import Any, Dict, List

import pytest

from tests.screens.desktop import THE_ID, own_desktop

CLASSES = ("Static", "Edit", "Button")
SMALL, LARGE = "1366x768x24", "2560x1600x24"
SMALLEST_TARGET = 44
Control = Dict[str, Any]


def overlap(one: Control, other: Control) -> bool:
    """Whether two rectangles (left, top, right, bottom) share a pixel."""
    a, b = one["rectangle"], other["rectangle"]
    return bool(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


@pytest.mark.parametrize(
    ("language", "dpi", "size"),
    [
        ("fr", 96, SMALL),
        ("en", 96, SMALL),
        ("fr", 192, SMALL),
        ("en", 192, LARGE),
        ("fr", 144, SMALL),
    ],
)
def test_nothing_is_cut_or_overlaps(language: str, dpi: int, size: str) -> None:
    with own_desktop(language=language, dpi=dpi, size=size) as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        desktop.start()
        window = desktop.wait_for_main_window()
        desktop.wait_for_end_of_check()
        controls: List[Control] = [c for name in CLASSES for c in desktop.controls(name)]
        desktop.picture(f"main-{language}-{dpi * 100 // 96}-{size}")
    left, _top, right, _bottom = window["rectangle"]
    assert len(controls) > 20
    assert not [c for c in controls if c["rectangle"][0] < left or c["rectangle"][2] > right]
    touching = [
        (one["text"], other["text"])
        for one, other in itertools.combinations(controls, 2)
        if overlap(one, other)
    ]
    assert not touching
    heights = [c["rectangle"][3] - c["rectangle"][1] for c in controls if c["class"] == "Button"]
    assert min(heights) >= SMALLEST_TARGET * dpi // 96
