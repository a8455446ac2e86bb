"""What every presenter can do: say a fixed sentence in its language."""

from typing import Callable

from agent.texts import Message, message


class Speaking:
    """Sentences in the language that `_translate` speaks, which whoever is one sets."""

    _translate: Callable[[Message], str]

    def say(self, key: str, **values: object) -> str:
        """A fixed sentence."""
        return self._translate(message(key, **values))
