"""The only place that builds real things and joins them."""

import contextlib
import logging
import logging.handlers
import os
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional, Tuple

from agent.brand import Brand, load_brand
from agent.brand_desk import desk_in_use
from agent.controller import Measurement, Progress, Sources, take_snapshot, with_doors
from agent.doors import Doors
from agent.hours import opening_at
from agent.paths import (
    NoProfileError,
    brand_folder,
    consent_folder,
    log_file,
    translations_folder,
    user_folder,
)
from agent.requirements.evaluation import evaluate_all, standard_requirements
from agent.requirements.facts import Facts, NetworkFacts
from agent.requirements.machine import read_machine
from agent.requirements.thresholds import Thresholds
from agent.state import CheckReport, Identity, RequirementName, Snapshot
from agent.teamviewer.reader import read_identity
from agent.translations import Translate, choose_language, load_translate
from agent.tray.presenter import Presenter
from agent.win32.message_box import show_message
from agent.win32.user_language import is_french
from agent.win32.windows_version import read_windows_version

LOG_BYTES = 512 * 1024
MEASURED = frozenset(
    {
        RequirementName.INTERNET,
        RequirementName.BROADBAND,
        RequirementName.TEAMVIEWER_REACHABLE,
        RequirementName.CLOCK,
    }
)


@dataclass(frozen=True)
class Core:
    """What every command needs, built once."""

    brand: Brand
    translate: Translate
    presenter: Presenter
    sources: Sources
    language: str

    @property
    def folder(self) -> Path:
        """This person's folder.

        Raises:
            NoProfileError: there is none; what needs none goes on without, shutting before all.
        """
        return user_folder(self.brand)

    def snapshot_once(self, *, offline: bool) -> Snapshot:
        """A picture with everything measured now, or with the network left alone."""
        return with_doors(self._taken(offline=offline), self.sources)

    def check_once(self, *, offline: bool) -> CheckReport:
        """All findings, measured now."""
        return self._taken(offline=offline).check

    def _taken(self, *, offline: bool) -> Snapshot:
        if offline:
            return take_snapshot(self.sources)
        facts = self.sources.measure(threading.Event(), lambda _name: None)
        return take_snapshot(self.sources, Measurement(facts, self.sources.now()))


def load_language() -> Tuple[str, Translate]:
    """`fr` or `en`, as Windows speaks to this person, and its sentences.

    Raises:
        OSError: when the translations are not where the program expects them.
    """
    language = choose_language(is_french())
    return language, load_translate(translations_folder(), language)


def build_core(language: str, translate: Translate, *, logs: bool = True) -> Core:
    """Load the shop and join the parts; `logs` is whether to log into the person's folder.

    Raises:
        BrandError: when the shop's own file is not right.
    """
    brand = load_brand(brand_folder())
    brand = replace(brand, desk=desk_in_use(brand.desk, os.environ))
    if logs:
        with contextlib.suppress(NoProfileError):
            _log_to(log_file(user_folder(brand)))
    presenter = Presenter(brand, translate)
    return Core(brand, translate, presenter, _sources(brand), language)


def has_journals(core: Core) -> bool:
    """Whether anything was ever allowed or refused; what cannot be looked into counts as there."""
    try:
        # Not `glob`: it passes over what Windows refuses.
        names = [path.name for path in consent_folder(core.brand).iterdir()]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(name.startswith("journal-") for name in names)


def show_error(text: str) -> None:
    """Tell a person who has no window and no console yet."""
    show_message("Assistance", text)


def _log_to(path: Path) -> None:
    """Log to a file that cannot grow; a full or read-only disk costs the log, nothing else."""
    logging.raiseExceptions = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    form = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(form))
    logging.getLogger("agent").addHandler(handler)


def utc_now() -> datetime:
    """The computer's own clock, aware."""
    return datetime.now(timezone.utc)


def _sources(brand: Brand) -> Sources:
    """The facts of this computer, and this shop's hours and thresholds."""
    requirements = standard_requirements(_thresholds(brand))
    windows = read_windows_version()
    drive = Path(os.environ.get("SYSTEMDRIVE", "C:") + "\\")

    def evaluate(identity: Identity, network: Optional[NetworkFacts], now: datetime) -> CheckReport:
        facts = Facts(now, network is None, windows, identity, network or NetworkFacts())
        return evaluate_all(requirements, replace(facts, machine=read_machine(drive)), now)

    return Sources(
        now=utc_now,
        read_identity=read_identity,
        opening_at=lambda moment: opening_at(moment, brand.hours),
        evaluate=evaluate,
        measure=lambda cancelled, progress: _measure(brand, cancelled, progress),
        measured=MEASURED,
        read_doors=_read_doors,
        cut_stands=lambda: _cut_stands(brand),
    )


def _read_doors() -> Doors:
    """The icon does not need the table of remote tools."""
    from agent.doors_reader import read_doors

    return read_doors()


def _cut_stands(brand: Brand) -> Optional[bool]:
    """The icon does not need what reads the record of a cut."""
    from agent.teamviewer.control.on_windows import record_folder
    from agent.teamviewer.control.standing_cut import cut_stands

    return cut_stands(lambda: record_folder(brand.names))


def _thresholds(brand: Brand) -> Thresholds:
    least = brand.thresholds
    return Thresholds(
        download_mbit_s=least.download_mbit_per_second,
        upload_mbit_s=least.upload_mbit_per_second,
        latency_ms=least.latency_ms,
        clock_skew_s=least.clock_skew_seconds,
        free_disk_mb=least.disk_free_mb,
        battery_percent=least.battery_percent,
    )


def _measure(brand: Brand, cancelled: threading.Event, progress: Progress) -> NetworkFacts:
    """The network modules are loaded at first use: the icon does not need them."""
    from agent.requirements.network.measurement import measure_network
    from agent.requirements.network.targets import NetworkTargets

    links = brand.links
    targets = NetworkTargets(
        links.internet_check, links.speed_download, links.speed_upload, links.teamviewer_hosts
    )
    return measure_network(targets, cancelled, progress)
