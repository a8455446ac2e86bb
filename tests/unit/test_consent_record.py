"""A line is read only if every field is right, and what is written can always be read."""

import base64
import json
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent import record
from agent.consent.canonical import Json, encode
from agent.consent.event_data import EventType
from agent.consent.record import SIGNED_PREFIX, Position, Record, Stamp, build, parse
from agent.consent.refusals import Flaw, LineRefusedError
from tests.unit.consent_journals import CID, RUN, at, quick, sha256, yes

LOG = "depannage.example/consent/23ef607b517330dc"
SIGN = quick(b"h" * 32)

# Line 2 of the worked example, as it stands in its file.
EXAMPLE = (
    b'{"cid":"2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11","d":{"boxes":{"start_now":true,"takeover":true'
    b'},"end":"disconnect_or_valid_until","input":"hardware","person_sha256":"371c0acce301ff9ab9de'
    b'4356aaad355069ddcd22bca64d31a4c51ece89c8320d","scope":"oneoff","terms_sha256":"49190cfe7c6a1'
    b'74b882a0e2983edf5c076db4d4b48e8b399931b98ed4b7c87ba","tv_active":false,"valid_until":"2026-1'
    b'1-23T13:02:31.002Z"},"log":"depannage.example/consent/23ef607b517330dc","off":60,"prev":"5f4'
    b'86278ea717eb95300ff726e4b633f396924da6b56c605675ee727e7d69b33","run":"7d0c2a91e4b35f60","seq'
    b'":2,"sig":"SfFy6L4bdX0s/Z76zq8ph2cZC+5/6roY8u6gc7euKxNs9XCv+3RhzqbADtFmd5WgAYoG1vafARuRTX4U'
    b'3M/gAQ==","t":"2026-11-23T09:02:31.002Z","type":"consent.given","up":651238,"v":1}'
)


def written(data: Dict[str, Json], kind: EventType = EventType.GIVEN) -> Record:
    return build(Position(LOG, 2, sha256("before")), at(2), kind, data, SIGN, CID)


def changed(**fields: Optional[Json]) -> bytes:
    """The line of a yes with some fields replaced, or left out where None."""
    line: Dict[str, Optional[Json]] = {**json.loads(written(yes()).line), **fields}
    return encode({key: value for key, value in line.items() if value is not None})


def flaw_of(line: bytes) -> Flaw:
    with pytest.raises(LineRefusedError) as caught:
        parse(line)
    return caught.value.flaw


def test_the_worked_example_is_read() -> None:
    record = parse(EXAMPLE)
    assert record.log == LOG
    assert record.seq == 2
    assert record.prev == "5f486278ea717eb95300ff726e4b633f396924da6b56c605675ee727e7d69b33"
    moment = datetime(2026, 11, 23, 9, 2, 31, 2000, tzinfo=timezone.utc)
    assert record.stamp == Stamp(moment, 60, 651238, "7d0c2a91e4b35f60")
    assert record.event is EventType.GIVEN
    assert record.cid == "2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11"
    assert len(record.signature) == 64
    assert record.blobs == {record.data["person_sha256"], record.data["terms_sha256"]}
    # It was made before the fields of a yes were fixed: kept, and not a whole yes.
    assert record.wrong_field == "teamviewer_id_sha256"


def test_a_signature_covers_the_line_without_itself() -> None:
    fields = json.loads(EXAMPLE)
    del fields["sig"]
    assert parse(EXAMPLE).signed == SIGNED_PREFIX + encode(fields)


def test_a_signature_inside_the_data_is_not_taken_for_the_lines_own() -> None:
    inner: Json = {"a": 1, "sig": base64.b64encode(b"x" * 64).decode(), "t": 1}
    line = changed(d={"a": 1, "inner": inner, "text": ',"sig":"'})
    fields = json.loads(line)
    del fields["sig"]
    assert parse(line).signed == SIGNED_PREFIX + encode(fields)


@pytest.mark.parametrize("with_cid", [True, False])
def test_what_was_written_is_read_back_the_same(with_cid: bool) -> None:
    kind = EventType.GIVEN if with_cid else EventType.CLOCK_JUMP
    data: Dict[str, Json] = yes() if with_cid else {"ms": -3_600_000}
    cid = CID if with_cid else None
    record = build(Position(LOG, 7, sha256("before")), at(2), kind, data, SIGN, cid)
    assert parse(record.line) == record
    assert (record.event, record.data, record.cid) == (kind, data, cid)
    assert record.stamp == at(2)
    assert record.wrong_field is None
    assert record.signature == SIGN(record.signed)


@pytest.mark.parametrize(
    "fields",
    [
        {"v": 0},
        {"v": 2},
        {"v": True},
        {"v": "1"},
        {"log": "23ef607b517330dc"},
        {"log": "depannage.example/consent/23EF607B517330DC"},
        {"log": "depannage.example/consent/23ef607b517330d"},
        {"log": "depannage.example/consent/23ef607b517330dc\n"},
        {"log": "../consent/23ef607b517330dc"},
        {"log": "a/b/consent/23ef607b517330dc"},
        {"log": "dépannage.example/consent/23ef607b517330dc"},
        {"log": 1},
        {"seq": -1},
        {"seq": "2"},
        {"seq": True},
        {"prev": "0" * 63},
        {"prev": "A" * 64},
        {"prev": "0" * 64 + "\n"},
        {"t": "2026-11-23T09:02:31Z"},
        {"t": "2026-11-23T09:02:31.002"},
        {"t": "2026-11-23 09:02:31.002Z"},
        {"t": "2026-02-30T09:02:31.002Z"},
        {"t": "2026-11-23T24:00:00.000Z"},
        {"t": "2026-11-23T23:59:60.000Z"},
        {"t": "0000-11-23T09:02:31.002Z"},
        {"t": "٢٠٢٦-11-23T09:02:31.002Z"},
        {"t": 1795424551},
        {"off": 1440},
        {"off": -1440},
        {"off": "60"},
        {"off": False},
        {"up": -1},
        {"up": True},
        {"run": "7d0c2a91e4b35f6"},
        {"run": "7D0C2A91E4B35F60"},
        {"type": ""},
        {"type": "consent given"},
        {"type": "Consent.given"},
        {"type": "x" * 65},
        {"type": 'x","sig":"'},
        {"cid": ""},
        {"cid": "2b9c1f0e-6f0a-1b57-9a53-0d5a5e1c7c11"},
        {"cid": "2b9c1f0e-6f0a-4b57-7a53-0d5a5e1c7c11"},
        {"cid": "2B9C1F0E-6F0A-4B57-9A53-0D5A5E1C7C11"},
        {"cid": "2b9c1f0e6f0a4b579a530d5a5e1c7c11"},
        {"d": []},
        {"d": "text"},
        {"sig": "A" * 87},
        {"sig": "A" * 88},
        {"sig": "A" * 84 + "AB=="},
        {"sig": "-" * 86 + "=="},
        {"sig": 88},
        {"extra": 1},
        *({name: None} for name in ("v", "log", "seq", "prev", "t", "off", "up", "run")),
        *({name: None} for name in ("type", "d", "sig")),
        {"d": None, "data": {}},
    ],
    ids=str,
)
def test_a_line_with_a_wrong_field_is_refused(fields: Dict[str, Any]) -> None:
    assert flaw_of(changed(**fields)) is Flaw.BAD_FIELD


@pytest.mark.parametrize(
    "fields", [{"d": {}}, {"cid": None}, {"off": -1439}, {"type": "new.thing"}]
)
def test_a_line_is_judged_by_its_form_alone(fields: Dict[str, Any]) -> None:
    assert parse(changed(**fields)).line == changed(**fields)


def test_a_cid_of_null_is_not_an_absent_one() -> None:
    line = encode({**json.loads(written(yes()).line), "cid": None})
    assert flaw_of(line) is Flaw.BAD_FIELD


def test_an_unknown_event_is_kept_and_judged_by_nobody() -> None:
    record = parse(changed(type="consent.granted_by_magic", d={"scope": "everything"}))
    assert record.type == "consent.granted_by_magic"
    assert record.event is None
    assert record.wrong_field is None


def line_of(size: int) -> bytes:
    """A line that has so many bytes on disk, its line end included."""
    empty = changed(type="door.note", d={"text": ""})
    return changed(type="door.note", d={"text": "x" * (size - len(empty) - 1)})


@pytest.mark.fault("line of 8192 and of 8193 bytes")
def test_a_line_of_8192_bytes_is_read_and_one_of_8193_is_not() -> None:
    assert len(line_of(8192) + b"\n") == 8192
    assert len(parse(line_of(8192)).data["text"]) > 7000
    assert flaw_of(line_of(8193)) is Flaw.TOO_LONG
    assert flaw_of(b"[" * 10_000_000) is Flaw.TOO_LONG


def test_a_line_that_would_be_too_long_is_never_written() -> None:
    with pytest.raises(LineRefusedError) as caught:
        written(yes(boxes={f"box_{number}": True for number in range(700)}))
    assert caught.value.flaw is Flaw.TOO_LONG


@pytest.mark.parametrize("line", [b"", b"\x00" * 512, b"\n", EXAMPLE + b"\n", EXAMPLE[:-1]])
def test_what_is_no_line_is_refused(line: bytes) -> None:
    assert flaw_of(line) is Flaw.NOT_CANONICAL


@given(st.integers(0, len(EXAMPLE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_what_is_signed(place: int, mask: int) -> None:
    line = bytearray(EXAMPLE)
    line[place] ^= mask
    try:
        record = parse(bytes(line))
    except LineRefusedError:
        return
    right = parse(EXAMPLE)
    assert (record.signed, record.signature) != (right.signed, right.signature)


def test_a_time_keeps_its_milliseconds_and_loses_what_is_finer() -> None:
    moment = datetime(2026, 3, 1, 12, 0, 0, 7999, tzinfo=timezone(timedelta(hours=2)))
    stamp = Stamp(moment, 120, 5, RUN)
    position = Position(LOG, 1, sha256("before"))
    record = build(position, stamp, EventType.CLOCK_JUMP, {"ms": 1}, SIGN)
    assert json.loads(record.line)["t"] == "2026-03-01T10:00:00.007Z"
    assert record.stamp.t == datetime(2026, 3, 1, 10, 0, 0, 7000, tzinfo=timezone.utc)


@pytest.mark.fault("path tricks")
def test_blobs_are_found_wherever_they_are_named_and_are_safe_as_file_names() -> None:
    inner: Json = {"a_sha256": sha256("a"), "list": [{"b_sha256": sha256("b")}]}
    bad: Dict[str, Json] = {
        "c_sha256": "../../evil",
        "d_sha256": sha256("d").upper(),
        "e_sha256": 5,
    }
    record = parse(changed(type="new.thing", d={"inner": inner, "sha256": sha256("x"), **bad}))
    assert record.blobs == {sha256("a"), sha256("b")}


STRANGE: Tuple[Json, ...] = (
    *(None, True, 0, 1, -1, 2, 1439, 1440, -1440, 2**53 - 1, "", "x", "a" * 16, "0" * 64, [], {}),
    *(LOG, CID, "2026-11-23T09:02:31.002Z", "2026-11-23T09:02:31Z", "A" * 86 + "==", 'a","v":1}'),
)


@given(st.sampled_from(sorted(json.loads(EXAMPLE))), st.sampled_from(STRANGE))
def test_what_one_look_finds_right_is_right_field_by_field(name: str, strange: Json) -> None:
    fields = {**json.loads(EXAMPLE), name: strange}
    line = encode(fields)
    is_right = record._wrong_field(fields) is None
    assert is_right or not record._has_right_fields(line, fields)


def test_an_ordinary_line_needs_one_look() -> None:
    assert record._has_right_fields(EXAMPLE, json.loads(EXAMPLE))
