"""What can go wrong, told so that a person knows what happened and what to do."""

from agent.texts import Message


class AgentError(Exception):
    """Base of every error that leaves a module: title, advice and the offending value.

    `title` says what happened and `advice` what the person can do, both as messages to translate;
    `detail` is the technical fact, for the log and for the technician.
    """

    def __init__(self, title: Message, advice: Message, detail: str) -> None:
        super().__init__(f"{title.key}: {detail}")
        self.title = title
        self.advice = advice
        self.detail = detail
