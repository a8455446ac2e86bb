"""Imports go one way. These rules are the map of the program."""

import ast
from typing import List, Tuple

import pytest

from tests.architecture.source_tree import Module, is_below, modules_below

AGENT = modules_below("agent")
DESK = modules_below("desk")

# What lies higher may import what lies lower; modules on one line may import one another.
LAYERS: Tuple[Tuple[str, ...], ...] = (
    ("agent.__main__",),
    ("agent.starting",),
    ("agent.cli",),
    ("agent.tray_program", "agent.diagnosis"),
    ("agent.tray_reporting",),
    ("agent.tray_sessions", "agent.tray_consents"),
    ("agent.tray_history",),
    ("agent.connections_on_windows",),
    ("agent.tray_parts",),
    ("agent.setup_cli",),
    ("agent.reporting_building", "agent.report_cli"),
    (
        "agent.access_building",
        "agent.consent_cli",
        "agent.cutting_cli",
        "agent.doors_cli",
        "agent.connections_cli",
    ),
    ("agent.app",),
    ("agent.first_icon",),
    ("agent.tray",),
    ("agent.sessions.ledger", "agent.sessions.takeover_end"),
    (
        "agent.controller",
        "agent.access_controller",
        "agent.report_controller",
        "agent.stopping",
        "agent.may_ask",
    ),
    ("agent.access_parts", "agent.sessions.course", "agent.sessions.rows"),
    ("agent.shutting",),
    ("agent.cutoff",),
    ("agent.doors_reader",),
    ("agent.setting_up",),
    (
        "agent.consent",
        "agent.requirements",
        "agent.teamviewer",
        "agent.remote_tools",
        "agent.reporting",
    ),
    ("agent.win32",),
)

# Neither Windows, nor disk, nor network, nor clock: they can be tested anywhere with plain values.
PURE = (
    "agent.state",
    "agent.connections",
    "agent.visits",
    "agent.tariff",
    "agent.history.intervals",
    "agent.local_time",
    "agent.history.merging",
    "agent.history.evidence",
    "agent.history.matching",
    "agent.history.table",
    "agent.history.found",
    "agent.day_argument",
    "agent.history.building",
    "agent.history.words",
    "agent.history.lines",
    "agent.statement.facts",
    "agent.statement.words",
    "agent.statement.page",
    "agent.printed_page",
    "agent.texts",
    "agent.errors",
    "agent.hours",
    "agent.hours_text",
    "agent.date_text",
    "agent.money_text",
    "agent.consent.terms_text",
    "agent.consent.terms",
    "agent.consent.printed_receipt",
    "agent.tray.light",
    "agent.tray.menu",
    "agent.tray.presenter",
    "agent.tray.stop_presenter",
    "agent.may_ask",
    "agent.left_after_stop",
    "agent.tray.main_view",
    "agent.tray.access_presenter",
    "agent.tray.access_views",
    "agent.tray.door_presenter",
    "agent.tray.door_views",
    "agent.tray.session_presenter",
    "agent.tray.session_views",
    "agent.tray.history_presenter",
    "agent.tray.history_rows",
    "agent.tray.history_views",
    "agent.tray.peer_text",
    "agent.repeating",
    "agent.telling",
    "agent.teamviewer.identity",
    "agent.teamviewer.door_facts",
    "agent.teamviewer.doors",
    "agent.teamviewer.connections.rows",
    "agent.teamviewer.connections.list_text",
    "agent.teamviewer.connections.merging",
    "agent.teamviewer.connections.recording",
    "agent.teamviewer.standing_values",
    "agent.remote_tools.facts",
    "agent.remote_tools.table",
    "agent.remote_tools.doors",
    "agent.doors",
    "agent.reconciliation",
    "agent.access_lists",
    "agent.windows_facts",
    "agent.cutoff.words",
    "agent.cutoff.result",
    "agent.cutoff.result_json",
    "agent.cutoff.work",
    "agent.cutoff.service_access",
    "agent.shutting.shut",
    "agent.shutting.belief",
    "agent.shutting.ports",
    "agent.shutting.steps",
    "agent.setting_up.closing",
    "agent.setting_up.leaving",
    "agent.teamviewer.removal",
    "agent.teamviewer.live.log_stamp",
    "agent.teamviewer.live.log_lines",
    "agent.teamviewer.live.log_times",
    "agent.teamviewer.live.open_sessions",
    "agent.teamviewer.live.log_course",
    "agent.teamviewer.live.judging",
    "agent.teamviewer.control.outcome",
    "agent.teamviewer.control.outcome_json",
    "agent.teamviewer.control.record",
    "agent.teamviewer.control.targets",
    "agent.teamviewer.control.ports",
    "agent.teamviewer.control.looking",
    "agent.teamviewer.control.cut",
    "agent.teamviewer.control.restore",
    "agent.requirements.evaluation",
    "agent.requirements.facts",
    "agent.consent.refusals",
    "agent.consent.canonical",
    "agent.consent.merkle",
    "agent.consent.log_name",
    "agent.consent.field_shapes",
    "agent.consent.event_data",
    "agent.consent.record",
    "agent.consent.clocks",
    "agent.consent.chain",
    "agent.consent.signed_note",
    "agent.consent.checkpoint",
    "agent.consent.receipt",
    "agent.consent.lifecycle",
    "agent.consent.time_limits",
    "agent.consent.course",
    "agent.consent.succession",
    "agent.consent.control_words",
    "agent.consent.courses",
    "agent.consent.spans",
    "agent.sessions.course",
    "agent.sessions.rows",
    "agent.consent.policy",
    "agent.consent.answers",
    "agent.consent.access_picture",
    "agent.brand_desk",
    "agent.reporting.fields",
    "agent.reporting.wire",
    "agent.reporting.answers",
    "agent.reporting.schedule",
    "agent.reporting.synced",
    "agent.reporting.picture",
    "agent.reporting.desk",
    "agent.tray.report_presenter",
    "agent.tray.report_views",
)
IMPURE_LIBRARIES = (
    "agent.win32", "ctypes", "io", "os", "pathlib", "psutil", "requests", "socket", "subprocess",
    "tempfile", "time", "urllib", "winreg", "wx",
)  # fmt: skip


BEFORE_THE_ICON = (
    "agent.app",
    "agent.controller",
    "agent.first_icon",
    "agent.starting",
    "agent.tray.icon",
)


def _layer(name: str) -> int:
    """The module's line in the table; what is in none of them is at the bottom."""
    found = (i for i, names in enumerate(LAYERS) if any(is_below(name, n) for n in names))
    return next(found, len(LAYERS))


@pytest.mark.parametrize("module", AGENT, ids=lambda module: module.name)
def test_imports_go_one_way(module: Module) -> None:
    upward = [
        name
        for name in module.imports
        if is_below(name, "agent") and _layer(name) < _layer(module.name)
    ]
    assert not upward


@pytest.mark.parametrize("module", AGENT, ids=lambda module: module.name)
def test_the_screen_never_touches_windows_directly(module: Module) -> None:
    if is_below(module.name, "agent.tray") or "controller" in module.name:
        assert not [name for name in module.imports if is_below(name, "agent.win32")]


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_needs_neither_windows_nor_disk_nor_network(name: str) -> None:
    module = next(module for module in AGENT if module.name == name)
    impure = [i for i in module.imports for library in IMPURE_LIBRARIES if is_below(i, library)]
    assert not impure


@pytest.mark.parametrize("module", DESK, ids=lambda module: module.name)
def test_the_desk_shares_nothing_with_the_agent_but_the_journals_pure_modules(
    module: Module,
) -> None:
    shared = [name for name in PURE if is_below(name, "agent.consent")]
    used = [name for name in module.imports if is_below(name, "agent") and name != "agent.consent"]
    assert not [name for name in used if not any(is_below(name, pure) for pure in shared)]


@pytest.mark.parametrize("module", AGENT, ids=lambda module: module.name)
def test_the_agent_never_imports_the_desk(module: Module) -> None:
    assert not [name for name in module.imports if is_below(name, "desk")]


def test_the_icon_comes_before_anything_heavy() -> None:
    heavy = ("wx", "requests", "keyring", "nacl")
    light = [m for m in AGENT if m.name in BEFORE_THE_ICON]
    assert len(light) == len(BEFORE_THE_ICON)
    at_the_top = [
        name
        for module in light
        for node in module.tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else _names(node))
    ]
    assert not [name for name in at_the_top for h in heavy if is_below(name, h)]


def _names(node: ast.Import) -> List[str]:
    return [alias.name for alias in node.names]
