"""Journals, receipts and proof folders made by hand from the format's page, to be attacked."""

import base64
import functools
import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from tests.unit import ed25519

SEED = hashlib.sha256(b"a client").digest()
DESK_SEED = hashlib.sha256(b"the desk").digest()
DESK = "2clicks.fr/desk"
CID = "2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11"
TERMS = "J’autorise 2CLICKS à prendre la main.\n".encode()

Entry = Dict[str, Any]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def base64_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def kid_of(seed: bytes = SEED) -> str:
    return sha256(ed25519.public_key(seed))[:16]


def log_of(seed: bytes = SEED) -> str:
    return f"2clicks.fr/consent/{kid_of(seed)}"


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(entry: Entry, seed: bytes = SEED) -> bytes:
    """The line of an entry that has no signature yet."""
    signature = ed25519.sign(seed, b"coupdemain/journal/v1\n" + canonical(entry))
    return canonical({**entry, "sig": base64_text(signature)})


def entry(seq: int, previous: str, kind: str, data: Entry, seed: bytes = SEED) -> Entry:
    """An entry without signature, as the program would write it."""
    return {
        "v": 1, "log": log_of(seed), "seq": seq, "prev": previous, "off": 60, "up": 1000 + seq,
        "t": f"2026-11-23T09:02:{seq % 60:02d}.002Z", "run": "7d0c2a91e4b35f60", "type": kind,
        "d": data, **({"cid": CID} if kind.startswith(("terms.", "consent.")) else {}),
    }  # fmt: skip


def genesis(seed: bytes = SEED) -> Entry:
    return {
        "pub": base64_text(ed25519.public_key(seed)),
        "app": "Coup de main 1.0",
        "reason": "install",
        "prev_log": None,
    }


def chain(events: Sequence[Entry], seed: bytes = SEED) -> List[bytes]:
    """Signed lines: a genesis, then one line for each `{"type": ..., "d": ...}`."""
    lines: List[bytes] = []
    for event in ({"type": "log.genesis", "d": genesis(seed)}, *events):
        previous = sha256(lines[-1]) if lines else "0" * 64
        lines.append(signed(entry(len(lines), previous, event["type"], event["d"], seed), seed))
    return lines


GIVEN: Entry = {
    "scope": "oneoff", "boxes": {"takeover": True}, "terms_sha256": sha256(TERMS),
    "valid_until": "2026-11-23T13:02:31.002Z", "input": "mouse", "session_open": False,
}  # fmt: skip
EVENTS: List[Entry] = [
    {"type": "terms.shown", "d": {"terms_sha256": sha256(TERMS), "lang": "fr"}},
    {"type": "consent.given", "d": GIVEN},
    {"type": "session.started", "d": {"peer": "Zoë é \u2028 \U0001f600"}},
    {"type": "consent.withdrawn", "d": {"by": "client", "channel": "tray", "cut_ok": True}},
]


@functools.lru_cache
def _usual() -> Sequence[bytes]:
    return tuple(chain(EVENTS))


def usual_lines() -> List[bytes]:
    """Five lines: genesis, shown, given, started, withdrawn."""
    return list(_usual())


def root(lines: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, by its definition."""
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    half = 1
    while half * 2 < len(lines):
        half *= 2
    return hashlib.sha256(b"\1" + root(lines[:half]) + root(lines[half:])).digest()


def _note(name: str, kind: bytes, seed: bytes, stamp: bytes, message: bytes) -> str:
    key_id = hashlib.sha256(name.encode() + b"\n" + kind + ed25519.public_key(seed)).digest()[:4]
    return f"— {name} {base64_text(key_id + stamp + ed25519.sign(seed, message))}\n"


def receipt(
    lines: Sequence[bytes], seed: bytes = SEED, desk_seed: bytes = DESK_SEED, time: int = 1795424555
) -> bytes:
    """The desk's countersigned checkpoint over these lines."""
    body = f"{log_of(seed)}\n{len(lines)}\n{base64_text(root(lines))}\n"
    stamped = f"cosignature/v1\ntime {time}\n{body}".encode()
    ours = _note(log_of(seed), b"\1", seed, b"", body.encode())
    theirs = _note(DESK, b"\4", desk_seed, time.to_bytes(8, "big"), stamped)
    return f"{body}\n{ours}{theirs}".encode()


def vkey(desk_seed: bytes = DESK_SEED) -> str:
    """The key the desk publishes."""
    key = b"\4" + ed25519.public_key(desk_seed)
    key_id = hashlib.sha256(DESK.encode() + b"\n" + key).hexdigest()[:8]
    return f"{DESK}+{key_id}+{base64_text(key)}"


def write_proof(
    folder: Path,
    lines: Sequence[bytes],
    receipts: Optional[Dict[int, bytes]] = None,
    desk_key: Optional[str] = None,
) -> Path:
    """A proof folder as it is unpacked, with the one text the journal names."""
    (folder / "blobs").mkdir(parents=True)
    (folder / "blobs" / sha256(TERMS)).write_bytes(TERMS)
    journal = b"".join(line + b"\n" for line in lines)
    (folder / f"journal-{kid_of()}.jsonl").write_bytes(journal)
    for size, text in (receipts or {}).items():
        (folder / f"receipt-{kid_of()}-{size}.txt").write_bytes(text)
    if receipts:
        (folder / "desk-key.txt").write_text((desk_key or vkey()) + "\n", encoding="utf-8")
    return folder
