"""Opens the question window alone and prints the answer; runs on the Windows Python."""

import json
import sys

import wx

from agent.tray.access_views import LongText, QuestionView
from agent.tray.screens.question import Answered, QuestionWindow
from agent.win32.display_scale import declare_scale_awareness
from agent.win32.input_source import input_source

LONG = "\n\n".join(["Combien ?\n30 € TTC jusqu’à 30 minutes."] * 40)
SHORT = "Combien ?\n30 € TTC jusqu’à 30 minutes."
BOXES = (
    "J’autorise 2CLICKS à prendre la main sur mon ordinateur aujourd’hui.",
    "J’ai appelé moi-même, au numéro de ma facture, et je suis devant mon ordinateur.",
)


def main() -> None:
    """Ask, print one JSON line, end."""
    declare_scale_awareness()
    app = wx.App(redirect=False)

    def tell(answered: Answered) -> None:
        line = [answered.answer.value, answered.scrolled_end, answered.source]
        sys.stdout.write(json.dumps(line) + "\n")
        app.ExitMainLoop()

    text = LONG if sys.argv[1] == "long" else SHORT
    body = LongText(text, ((0, len("Combien ?")),))
    view = QuestionView(
        "Question", body, BOXES, "Lisez et cochez.", "Oui, autoriser", "Non merci", "", "",
        LongText(""), "Lire tout", "Fermer", "Arrêter l'accès",
    )  # fmt: skip
    window = QuestionWindow(view, tell, input_source)
    window.Show()
    window.Raise()
    app.MainLoop()


if __name__ == "__main__":
    main()
