"""A desk that keeps its contract, in memory: it checks, keeps, countersigns and gives back."""

import base64
import json
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

from agent.consent import chain
from agent.consent.checkpoint import checkpoint_of, parse_checkpoint, read_checkpoint
from agent.consent.log_name import Sign
from agent.consent.receipt import countersign
from agent.consent.signed_note import Signer, SignerKind, parse_note
from agent.consent.signing import Ed25519
from agent.reporting.answers import Answer, KeptLines, read_answer, read_kept_lines
from tests.unit import ed25519, quick_signatures
from tests.unit.journal_with_desk import DESK, DESK_SECONDS, DESK_SEED

PAGE = 40
"""Lines given back at a time."""

OTHER_SEED = b"o" * 32
OTHER_DESK = Signer("2clicks.fr/desk", SignerKind.DESK, quick_signatures.public_key(OTHER_SEED))


@dataclass
class Reply:
    """What the desk answers."""

    status: int
    body: bytes
    headers: Dict[str, str] = field(default_factory=dict)


class TrueDesk:
    """Journals by name: their lines, and one receipt for each size it was asked for."""

    def __init__(
        self,
        signer: Signer = DESK,
        seed: bytes = DESK_SEED,
        signatures: Ed25519 = quick_signatures,
    ) -> None:
        self.signer, self.seed, self.ed25519 = signer, seed, signatures
        self.lines: Dict[str, List[bytes]] = {}
        self.receipts: Dict[Tuple[str, int], bytes] = {}
        self.blobs: Dict[str, bytes] = {}
        self.reports: List[bytes] = []
        self.seconds = DESK_SECONDS

    def report(self, body: bytes) -> Reply:
        """POST /v1/reports."""
        self.reports.append(body)
        if len(body) > 256 * 1024:
            return _told(413, why="too large")
        said = json.loads(body)
        log, start = str(said["log"]), int(said["from"])
        sent = [line.encode() for line in said["lines"]]
        held = self.lines.get(log, [])
        if start > len(held):
            return _told(409, known_size=len(held), why="behind")
        if any(mine != its for mine, its in zip(held[start:], sent)):
            return _told(409, known_size=len(held), why="fork")
        size = start + len(sent)
        if size < len(held) and (log, size) not in self.receipts:
            return _told(409, known_size=len(held), why="ahead")
        whole = held + sent[len(held) - start :]
        return self._sign(log, whole, size, said["checkpoint"], said["blobs"])

    def _sign(
        self, log: str, whole: List[bytes], size: int, note: str, blobs: Dict[str, str]
    ) -> Reply:
        links = list(chain.links(whole, self.ed25519.verify))
        head = links[size - 1].head
        said = read_checkpoint(note.encode(), head.public_key, self.ed25519.verify)
        named = {name for link in links for name in link.record.blobs}
        assert said == checkpoint_of(head)
        assert blobs.keys() <= named
        self.blobs.update({name: base64.b64decode(data) for name, data in blobs.items()})
        if (log, size) not in self.receipts:
            self.receipts[log, size] = self.receipt(note)
        self.lines[log] = whole
        known = {"Desk-Known-Size": str(len(whole))}
        return Reply(200, self.receipts[log, size], known)

    def receipt(self, note: str) -> bytes:
        """This desk's signature under a checkpoint."""
        sign: Sign = lambda text: self.ed25519.sign(self.seed, text)  # noqa: E731
        return countersign(note, self.signer, self.seconds, sign).encode()

    def newest(self) -> Tuple[str, int, bytes]:
        """Journal, number of lines and root of what was signed last."""
        said = parse_checkpoint(parse_note(list(self.receipts.values())[-1]))
        return said.log, said.size, said.root

    def kept(self, log: str, start: int) -> Reply:
        """GET lines, from a number on."""
        held = self.lines.get(log)
        if held is None:
            return _told(401, why="unknown")
        lines = [line.decode() for line in held[start : start + PAGE]]
        said = {"log": log, "from": start, "size": len(held), "lines": lines, "receipt": ""}
        return Reply(200, json.dumps(said).encode())

    # The desk as `DeskClient` shows it, without a network between.

    def send(self, body: bytes) -> Answer:
        """A report, and the answer as it is read."""
        reply = self.report(body)
        headers = reply.headers
        return read_answer(
            reply.status, reply.body, headers.get("Desk-Known-Size"), headers.get("Retry-After")
        )

    def give(self, log: str, start: int, seconds: int, sign: Sign) -> Optional[KeptLines]:
        """Lines asked back."""
        assert seconds
        assert len(sign(b"asked")) == 64
        reply = self.kept(log, start)
        return read_kept_lines(reply.body) if reply.status == 200 else None


def _told(status: int, **said: object) -> Reply:
    return Reply(status, json.dumps(said).encode())


def real_desk() -> TrueDesk:
    """A desk whose signatures are real ones: for programs that check them."""
    public_key = ed25519.public_key(DESK_SEED)
    return TrueDesk(Signer("2clicks.fr/desk", SignerKind.DESK, public_key), DESK_SEED, ed25519)
