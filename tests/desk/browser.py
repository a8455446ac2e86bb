"""A real Chromium, driven as a person would."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.desk.site import PASSWORD, Site

PICTURES = Path(__file__).resolve().parents[2] / ".dev" / "pictures"
WIDE = (1366, 900)
PHONE = (390, 844)
_PATIENCE_MS = 20_000


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser while the block runs; the test is skipped, saying why, where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no browser here: apt-get install chromium")
    # Chromium's own sandbox refuses to run as root.
    words = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=words)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """One page, in a browser profile of its own; `complaints` is what its console says."""

    page: Page
    context: BrowserContext
    address: str
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, name: str) -> None:
        self.page.goto(f"{self.address}/")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#machines")

    def wait_until_live(self) -> None:
        self.page.wait_for_selector("#fresh.live")

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(PICTURES / f"desk-{name}.png"), full_page=True)

    @property
    def sideways(self) -> int:
        """How many pixels the page is wider than the window."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(wider))

    @property
    def focused(self) -> str:
        """What the keyboard is on, in words."""
        words = "document.activeElement.innerText || document.activeElement.id"
        return str(self.page.evaluate(words)).strip()


@contextmanager
def window(
    browser: Browser,
    site: Site,
    name: str = "Ana",
    size: tuple[int, int] = WIDE,
    language: str = "fr-FR",
    *,
    scripts: bool = True,
    dark: bool = False,
) -> Iterator[Window]:
    """A technician's window, signed in; at the end its console must have said nothing."""
    site.add(name)
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale=language,
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        page = context.new_page()
        opened = Window(page, context, site.address)
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.sign_in(name)
        yield opened
        assert not opened.complaints
    finally:
        context.close()
