"""Checks a consent proof; exit 0 and OK only if all is intact: python verify.py [FOLDER [KEY]]."""

# KEY is the desk's key as the shop publishes it; without it, the one in desk-key.txt is believed.
# fmt: off
import base64, functools, hashlib, json, re, sys  # noqa: E401, I001 - 150 lines, by contract
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Dict, List, Tuple

PRIME, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
LINE = re.compile(
    rb'({(?:"cid":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",)?"d":{.*},'
    rb'"log":"[A-Za-z0-9.-]+/consent/[0-9a-f]{16}","off":-?[0-9]{1,4},"prev":"[0-9a-f]{64}","run":"'
    rb'[0-9a-f]{16}","seq":[0-9]+,)"sig":"[A-Za-z0-9+/]{86}==",("t":"[0-9-]{10}T[0-9:]{8}[.][0-9]'
    rb'{3}Z","type":"[a-z0-9_.]{1,64}","up":[0-9]+,"v":1})')
FAULTS = (ValueError, OSError, OverflowError, RecursionError, MemoryError)

def _need(holds: object, why: str) -> None:
    if not holds:
        raise ValueError(why)

def _sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()

def _unbase64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    _need(base64.b64encode(data).decode() == text, "its base64 is not the usual one")
    return data

def _add(a: Tuple[int, ...], b: Tuple[int, ...]) -> Tuple[int, ...]:
    e, h = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = (h - e) % PRIME, (z - t) % PRIME, (z + t) % PRIME, (h + e) % PRIME
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME

@functools.lru_cache(maxsize=16)
def _doublings(key: bytes) -> List[Tuple[int, ...]]:
    sign, y = divmod(int.from_bytes(key, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    x = x if x * x % PRIME == square else x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    _need(len(key) == 32 and y < PRIME and x * x % PRIME == square, "this is no Ed25519 key")
    x = x if x & 1 == sign else PRIME - x
    points: List[Tuple[int, ...]] = [(x, y, 1, x * y % PRIME)]
    while len(points) < 256:
        points.append(_add(points[-1], points[-1]))
    _need(points[3][0], "this is no Ed25519 key")  # of small order, it would sign everything
    return points

def _check_signature(key: bytes, signature: bytes, message: bytes) -> None:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
    total: Tuple[int, ...] = (0, 1, 1, 0)
    for number, start in ((s, b"\x58" + b"\x66" * 31), (8 * ORDER - h, key)):
        for bit, double in enumerate(_doublings(start)):
            total = _add(total, double) if number >> bit & 1 else total
    x, y = (value * pow(total[2], PRIME - 2, PRIME) % PRIME for value in total[:2])
    small = functools.reduce(lambda point, _: _add(point, point), range(3), total)[0] == 0
    _need((y | (x & 1) << 255).to_bytes(32, "little") == r and s < ORDER and not small, "altered")

def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(name.isascii() and _is_plain(inner) for name, inner in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return not isinstance(value, float) and (not isinstance(value, int) or abs(value) < 2**53)

def _check_line(line: bytes, seq: int, previous: str, first: Dict[str, Any]) -> None:
    row = json.loads(line.decode())
    again = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    _need(LINE.fullmatch(line) and again == line and _is_plain(row), "not in canonical form")
    _need(len(row) == 11 + ("cid" in row) and datetime.fromisoformat(row["t"][:-1]), "extra field")
    first.update(first or row)
    key, log = _unbase64(str(first["d"].get("pub"))), first["log"]
    _need((row["type"] == "log.genesis") == (seq == 0), "log.genesis is the first line, only")
    _need(row["log"] == log and log[-16:] == _sha256(key).hex()[:16], "from another journal")
    _need((row["seq"], row["prev"]) == (seq, previous), "does not follow the line before it")
    signed = b"coupdemain/journal/v1\n" + LINE.sub(rb"\1\2", line)
    _check_signature(key, _unbase64(row["sig"]), signed)

def _journal(path: Path, found: Dict[str, Any]) -> str:
    empty: Tuple[Dict[str, Any], List[bytes]] = ({}, [])
    (first, leaves), previous = empty, "0" * 64
    with path.open("rb") as file:
        for raw in iter(lambda: file.readline(8192), b""):
            try:
                _need(raw.endswith(b"\n"), "cut off, or longer than 8192 bytes")
                _check_line(raw[:-1], len(leaves), previous, first)
            except FAULTS as fault:
                raise ValueError(f"line {len(leaves) + 1}: {fault}") from fault
            previous = _sha256(raw[:-1]).hex()
            leaves.append(_sha256(b"\0", raw[:-1]))
    _need(leaves and path.name[:30] == f"journal-{first['log'][-16:]}.jsonl", "empty, or misnamed")
    found.setdefault(path.name[8:24], (first["log"], _unbase64(first["d"]["pub"]), leaves))
    _need(len(path.name) == 30, f"set aside as damaged, yet its {len(leaves)} lines hold")
    return f"{len(leaves)} lines, log {first['log']}"

def _root(leaves: List[bytes]) -> bytes:
    half = 1 << (len(leaves) - 1).bit_length() >> 1
    return _sha256(b"\1", _root(leaves[:half]), _root(leaves[half:])) if half else leaves[0]

def _receipt(path: Path, found: Dict[str, Any]) -> str:
    kid, size, seconds = path.name[8:24], int(path.name[25:-4]), 0
    _need(kid in found and found["key"], "its journal is bad or missing, or the desk's key is")
    (log, own, leaves), (desk, key_id, public) = found[kid], found["key"].split("+", 2)
    body, _, notes = path.read_bytes().decode().partition("\n\n")
    _need(len(notes.split("\n")) == 3 and notes.endswith("\n"), "it does not have two signatures")
    for name, key in ((log, b"\1" + own), (desk, b"\4" + _unbase64(public)[1:])):
        data = _unbase64("".join(re.findall(f"^— {re.escape(name)} (.+)$", notes, re.MULTILINE)))
        seconds = int.from_bytes(data[4:-64], "big")
        stamp = b"cosignature/v1\ntime %d\n" % seconds if key[0] == 4 else b""
        expected = _sha256(name.encode(), b"\n", key)[:4], 76 if stamp else 68
        _need((data[:4], len(data)) == expected, f"not signed by {name}")
        _check_signature(key[1:], data[-64:], stamp + body.encode() + b"\n")
    _need(key_id == data[:4].hex(), "the desk's key does not have its number")
    _need(0 < size <= len(leaves), f"the journal was cut: {len(leaves)} of {size} lines are left")
    root = base64.b64encode(_root(leaves[:size])).decode()
    _need(body == f"{log}\n{size}\n{root}", "the journal was rewritten: these were other lines")
    return f"{size} lines existed at {datetime(1970, 1, 1) + timedelta(seconds=seconds)} UTC"

def _desk_key(path: Path, found: Dict[str, Any]) -> str:
    found["key"] = found["key"] or path.read_bytes().decode().strip()
    return f"compare with the key the shop publishes: {found['key']}"

def _text(path: Path, *_: object) -> str:
    _need(_sha256(path.read_bytes()).hex() == path.name, "its content was changed or swapped")
    return "unchanged"

def _main(folder: str, *given: str) -> bool:
    found, good = {"key": "".join(given)}, True  # found also gets (log, key, leaves) by kid
    for pattern, limit, check in (
        ("desk-key.txt", 512, _desk_key), ("journal-*.jsonl", 1 << 34, _journal),
        ("journal-*.corrupt-*", 1 << 34, _journal), ("receipt-*.txt", 1 << 14, _receipt),
        ("blobs/*", 1 << 24, _text)):
        for path in sorted(Path(folder).glob(pattern)):
            try:
                _need(path.is_file() and path.stat().st_size <= limit, "no file, or too long")
                text = "ok: " + check(path, found)
            except FAULTS as fault:
                good, text = False, f"BAD: {fault}"
            sys.stdout.write(ascii(f"{path.name} {text}")[1:-1] + "\n")
    if not list(Path(folder).glob("receipt-*.txt")):
        sys.stdout.write("note: without a receipt, lines cut from the end would not be missed\n")
    good = good and len(found) > 1
    sys.stdout.write("OK\n" if good else "NOT OK\n")
    return good

if __name__ == "__main__":
    sys.exit(0 if _main(*(sys.argv[1:3] or [str(Path(__file__).parent)])) else 1)
