"""What every requirement is: facts in, one worded finding out.

Pure. Words are in the translation files under `requirement.<name>.<case>`, and what to do next
under the same key with `.advice`.
"""

from dataclasses import dataclass
from typing import Mapping, Protocol

from agent.requirements.facts import Facts
from agent.state import Finding, JsonValue, Outcome, RequirementName
from agent.texts import Message, message

NO_ADVICE = Message("")
"""There is nothing to do: whoever shows a finding leaves the advice out."""


class Requirement(Protocol):
    """One thing a computer needs for remote help."""

    @property
    def name(self) -> RequirementName:
        """Which requirement this is."""
        ...

    def evaluate(self, facts: Facts) -> Finding:
        """Decides from facts alone. A missing fact gives UNKNOWN; nothing is raised."""
        ...


@dataclass(frozen=True)
class Wording:
    """Words the findings of one requirement, which all say what is `needed`.

    `case` names the sentence: `requirement.<name>.<case>`, with `words` in its fields.
    """

    name: RequirementName
    needed: JsonValue

    def met(self, case: str, value: JsonValue, **words: object) -> Finding:
        """It is met and there is nothing to do."""
        return self._finding(Outcome.MET, value, self._reason(case, words), NO_ADVICE)

    def met_but(self, case: str, value: JsonValue, **words: object) -> Finding:
        """It is met, and there is still something to do or to know."""
        return self._advised(Outcome.MET, case, value, words)

    def unmet(self, case: str, value: JsonValue, **words: object) -> Finding:
        """It is not met."""
        return self._advised(Outcome.UNMET, case, value, words)

    def unknown(self, case: str, value: JsonValue = None, **words: object) -> Finding:
        """It cannot be told."""
        return self._advised(Outcome.UNKNOWN, case, value, words)

    def _advised(
        self, outcome: Outcome, case: str, value: JsonValue, words: Mapping[str, object]
    ) -> Finding:
        reason = self._reason(case, words)
        return self._finding(outcome, value, reason, Message(f"{reason.key}.advice", reason.values))

    def _reason(self, case: str, words: Mapping[str, object]) -> Message:
        return message(f"requirement.{self.name.value}.{case}", **words)

    def _finding(
        self, outcome: Outcome, value: JsonValue, reason: Message, advice: Message
    ) -> Finding:
        return Finding(self.name, outcome, value, self.needed, reason, advice)
