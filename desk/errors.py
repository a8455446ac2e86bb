"""What can go wrong on the desk, told so that whoever runs it knows what to do."""


class DeskError(Exception):
    """One sentence saying what happened, and one saying what to do."""

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(f"{sentence}\n{advice}" if advice else sentence)
        self.sentence = sentence
        self.advice = advice


class StoreUnavailableError(DeskError):
    """The store did not answer, or could not write; nothing was kept of what was being done."""


class StoreDamagedError(StoreUnavailableError):
    """The store holds what this program never wrote; nothing is built on it."""
