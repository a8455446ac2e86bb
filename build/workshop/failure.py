"""How a development command says that it cannot go on."""


class SetupError(Exception):
    """One sentence for the developer, and the command that helps where there is one."""

    def __init__(self, sentence: str, command: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.command = command

    def __str__(self) -> str:
        return f"{self.sentence}\n  {self.command}" if self.command else self.sentence
