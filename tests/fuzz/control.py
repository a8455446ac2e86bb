"""What a cut reads from disk, and a cut itself on a computer that refuses at random."""

from agent.cutoff import result_json
from agent.cutoff.result import Result
from agent.teamviewer.control import record
from agent.teamviewer.control.cut import cut
from agent.teamviewer.control.record import RecordError
from agent.teamviewer.control.restore import RestoreRefusedError, restore
from agent.teamviewer.control.targets import Belonging
from agent.windows_facts import StartType
from tests.fuzz.apart import Apart
from tests.unit.pretend_computer import SERVICE, WINDOW, PretendComputer, Step

_NAMES = ("TeamViewer", "TeamViewer9", "TeamViewer8")
_PATHS = (WINDOW, SERVICE, "D:\\tv\\TeamViewer.exe", "C:\\Temp\\other.exe")


def attempt(data: bytes) -> None:
    _record(data)
    _result(data)
    _cut(Apart(data))


def _record(data: bytes) -> None:
    try:
        known = record.decode(data)
    except record.RecordDamagedError:
        return
    assert record.decode(record.encode(known)) == known


def _result(data: bytes) -> None:
    result = result_json.decode(data)
    if isinstance(result, Result):
        assert result_json.encode(result) == data


def _cut(apart: Apart) -> None:
    computer = _computer(apart)
    outcome = cut(computer.ports)
    if outcome.ok:
        assert not computer.hidden
        assert not computer.is_open()
    computer.failing = set(apart.some(tuple(Step), 3))
    computer.failures, computer.breaks = apart.number(8), False
    try:
        restore(computer.ports, lambda: True)
    except (RestoreRefusedError, RecordError):
        return


def _computer(apart: Apart) -> PretendComputer:
    starts = {name: apart.one(tuple(StartType)) for name in apart.some(_NAMES, 3)}
    running = {name for name in starts if apart.flag()}
    hidden = {name for name in starts if apart.number(6) == 5}
    computer = PretendComputer(
        starts=starts,
        running=running,
        hidden=hidden,
        failing=set(apart.some(tuple(Step), 4)),
        failures=apart.number(24),
        breaks=apart.flag(),
        damaged=apart.flag(),
        opens_at_stop=apart.one((None, *_PATHS)),
    )
    for _ in range(apart.number(4)):
        belonging = apart.one(tuple(Belonging))
        computer.open(apart.one(_PATHS), "", belonging, reopens=apart.flag())
    return computer
