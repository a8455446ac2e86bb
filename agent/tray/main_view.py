"""What the main window shows, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Optional, Tuple

from agent.reconciliation import NextStep
from agent.tray.light import Light


@dataclass(frozen=True)
class PhoneLink:
    """A number as people read it, and the link that dials it."""

    label: str
    link: str


@dataclass(frozen=True)
class LightLine:
    """One thing that is good or not: its light and the light's word, the heading with both, text.

    The picture alone says nothing that the heading does not say.
    """

    light: Light
    state: str
    heading: str
    text: str


@dataclass(frozen=True)
class DifferencesView:
    """What is not as it was wanted, and the one button; nothing is shown when all agrees."""

    sentences: Tuple[str, ...] = ()
    step: Optional[NextStep] = None
    action: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        """The sentences, one below the other."""
        return "\n".join(self.sentences)


@dataclass(frozen=True)
class ReportLine:
    """What became of the report: a sentence, and the one with the control words below it."""

    sentence: str
    words: str


@dataclass(frozen=True)
class MainView:
    """Everything on the main window, ready to draw. Empty text: the control is not shown."""

    title: str
    light: Light
    headline: str
    detail: str
    id_label: str
    id_text: str
    id_note: str
    teamviewer_action: str
    password_note: str
    shop_heading: str
    shop_state: str
    price: str
    phones: Tuple[PhoneLink, ...]
    findings_heading: str
    findings: Tuple[LightLine, ...]
    check_state: str
    is_checking: bool
    access_heading: str
    access_sentence: str
    session_sentence: str
    differences: DifferencesView
    report: ReportLine
