"""Programs are signed so that the signature verifies, and nobody learns the password."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, Tuple

import pytest
from release.certificate import PREFIX, wish_of
from release.portable_executable import certificate_bytes, programs_below
from release.seal import Seal, seal_in
from release.signing import Stamping, sign_below, tool_for
from workshop.failure import SetupError

from tests.unit.throw_away_signing import PASSWORD, signing_variables, stamp_service

SCRIPT = Path(__file__).resolve().parents[2] / "build" / "sign.py"
NOBODY_LISTENS = "http://127.0.0.1:9/"
with_tools = pytest.mark.skipif(
    not (shutil.which("osslsigncode") and shutil.which("openssl")),
    reason="osslsigncode and openssl are tools of the computer that builds",
)


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Dict[str, str]:
    return signing_variables(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A real program: the starter that distlib brings."""
    package = importlib.util.find_spec("distlib")
    assert package is not None
    assert package.origin is not None
    return Path(shutil.copy(Path(package.origin).with_name("t64.exe"), tmp_path / "starter.exe"))


def run_script(
    place: Path, variables: Dict[str, str], *options: str
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-B", str(SCRIPT), *options, str(place)]
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    env = {**others, "PYTHONUTF8": "1", **variables}
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


def seal_of(program: Path, variables: Dict[str, str]) -> Seal:
    return tool_for(wish_of(variables)).seal(program)


@with_tools
def test_a_signed_program_verifies_until_one_byte_is_changed(
    program: Path, variables: Dict[str, str]
) -> None:
    assert seal_of(program, variables) is Seal.NONE
    assert sign_below(program, variables).now == (program,)
    assert seal_of(program, variables) is Seal.HOLDS
    data = bytearray(program.read_bytes())
    data[len(data) // 4] ^= 1
    program.write_bytes(data)
    assert seal_of(program, variables) is Seal.BROKEN


@with_tools
def test_what_was_changed_after_it_was_signed_is_signed_anew(
    program: Path, variables: Dict[str, str]
) -> None:
    sign_below(program, variables)
    program.write_bytes(program.read_bytes().replace(b"DOS mode", b"DOS_mode"))
    assert sign_below(program, variables).now == (program,)
    assert seal_of(program, variables) is Seal.HOLDS


@with_tools
def test_a_signature_that_holds_is_left_alone(program: Path, variables: Dict[str, str]) -> None:
    sign_below(program, variables)
    signed = program.read_bytes()
    again = sign_below(program.parent, variables)
    assert (again.now, again.before) == ((), (program,))
    assert program.read_bytes() == signed


@with_tools
def test_a_certificate_that_nobody_vouches_for_is_no_success(
    program: Path, variables: Dict[str, str]
) -> None:
    with pytest.raises(SetupError, match="COUPDEMAIN_SIGN_CA"):
        sign_below(program, {**variables, "COUPDEMAIN_SIGN_CA": ""})


@with_tools
def test_a_time_stamp_is_there_when_the_service_gives_one(
    program: Path, variables: Dict[str, str], tmp_path: Path
) -> None:
    with stamp_service(tmp_path) as address:
        signed = sign_below(program, {**variables, "COUPDEMAIN_SIGN_TIMESTAMP": address})
    assert signed.stamping is Stamping.ALL
    report = subprocess.run(["osslsigncode", "verify", str(program)], capture_output=True)
    assert b"Timestamp is not available" not in report.stdout


@with_tools
def test_without_a_time_stamp_it_is_signed_and_said(
    program: Path, variables: Dict[str, str]
) -> None:
    signed = sign_below(program, {**variables, "COUPDEMAIN_SIGN_TIMESTAMP": NOBODY_LISTENS})
    assert "WITHOUT a time stamp" in str(signed)
    assert seal_of(program, variables) is Seal.HOLDS


@with_tools
def test_a_wrong_password_is_named_and_not_repeated(
    program: Path, variables: Dict[str, str]
) -> None:
    before = program.read_bytes()
    done = run_script(program, {**variables, "COUPDEMAIN_SIGN_PASSWORD": "falsch-geraten"})
    assert done.returncode == 1
    assert "the password of the certificate is wrong" in done.stderr
    assert "falsch-geraten" not in done.stdout + done.stderr
    assert program.read_bytes() == before


@with_tools
def test_the_password_is_in_no_output_and_on_no_command_line(
    program: Path, variables: Dict[str, str], tmp_path: Path
) -> None:
    real, listed = shutil.which("osslsigncode"), tmp_path / "listed"
    spy = tmp_path / "osslsigncode"
    spy.write_text(f'#!/bin/sh\necho "$0 $@" >> "{listed}"\nexec "{real}" "$@"\n')
    spy.chmod(0o700)
    done = run_script(program, {**variables, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert done.returncode == 0
    assert "-pkcs12" in listed.read_text()
    assert PASSWORD not in listed.read_text() + done.stdout + done.stderr
    assert PASSWORD not in repr(wish_of(variables))


@pytest.mark.parametrize(("options", "code"), [((), 3), (("--unsigned-ok",), 0)])
def test_without_a_certificate_it_says_unsigned(
    tmp_path: Path, options: Tuple[str, ...], code: int
) -> None:
    done = run_script(tmp_path, {}, *options)
    assert (done.returncode, done.stdout.split(":")[0]) == (code, "UNSIGNED")


def test_what_is_no_program_is_not_signed(tmp_path: Path) -> None:
    for name, data in {"a": b"", "b": b"MZ", "c": b"MZ" + b"\0" * 62, "d": b"text"}.items():
        (tmp_path / name).write_bytes(data)
        assert certificate_bytes(tmp_path / name) is None
    assert programs_below(tmp_path) == []


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"COUPDEMAIN_SIGN_PFX": "/nowhere.pfx"}, "not there: /nowhere.pfx"),
        ({"COUPDEMAIN_SIGN_PKCS11_MODULE": "/m.so"}, "COUPDEMAIN_SIGN_PKCS11_CERT has to be set"),
        ({"COUPDEMAIN_SIGN_THUMBPRINT": "12 34"}, "not a thumbprint"),
    ],
)
def test_half_a_certificate_is_refused(variables: Dict[str, str], said: str) -> None:
    with pytest.raises(SetupError, match=said):
        wish_of(variables)


UNCHANGED = "Current message digest    : AA\nCalculated message digest : AA\n"
UNKNOWN = "\tError: unable to get local issuer certificate\n"


@pytest.mark.parametrize(
    ("report", "seal"),
    [
        (UNCHANGED + "Signature verification: ok\n", Seal.HOLDS),
        (UNCHANGED + UNKNOWN + "Signature verification: failed\n", Seal.ISSUER_UNKNOWN),
        (UNCHANGED + UNKNOWN + "\tError: certificate revoked\n", Seal.BROKEN),
        (UNCHANGED + "\tError: self-signed certificate\n", Seal.BROKEN),
        (UNCHANGED + "MISMATCH!!!\nSignature verification: ok\n", Seal.BROKEN),
        ("Signature verification: ok\n", Seal.BROKEN),
        ("", Seal.BROKEN),
    ],
)
def test_only_a_whole_report_of_a_good_signature_counts(report: str, seal: Seal) -> None:
    assert seal_in(report) is seal
