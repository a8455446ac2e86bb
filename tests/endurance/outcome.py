"""What a year came to: counts, faults, figures of each day; kept as JSON while it goes on."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Counter, Dict, List


@dataclass
class Outcome:
    """Everything that is said about a year."""

    seed: int
    days_planned: int
    about: Dict[str, str]
    days: int = 0
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    disturbed: List[Dict[str, Any]] = field(default_factory=list)
    faults: List[Dict[str, Any]] = field(default_factory=list)
    figures: List[Dict[str, Any]] = field(default_factory=list)
    final: Dict[str, Any] = field(default_factory=dict)

    def disturb(self, day: int, deed: str, why: str) -> None:
        """A deed could not be done to its end, and nobody had ended the program."""
        self.disturbed.append({"day": day, "deed": deed, "why": why})

    def fault(self, day: int, *what: str) -> None:
        """Something that must never be."""
        self.faults += [{"day": day, "what": one} for one in what]

    def save(self, file: Path) -> None:
        """Keep what is known until now."""
        file.parent.mkdir(parents=True, exist_ok=True)
        told = {**vars(self), "counts": dict(self.counts)}
        file.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
