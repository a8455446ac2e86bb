"""Why a page is not shown."""


class NotSignedInError(Exception):
    """Nobody is signed in in this browser, or no longer."""


class PageRefusedError(Exception):
    """The page is not given: `key` names the sentence that says why."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
