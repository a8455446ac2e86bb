"""What holds for every test."""

from typing import Iterator, Optional

import pytest

from tests.lost_processes import started_again

LONGEST_ID = 60


@pytest.fixture(scope="session", autouse=True)
def lost_processes() -> Iterator[None]:
    """Programs are started as `tests.lost_processes` says."""
    with started_again():
        yield


def pytest_make_parametrize_id(
    config: pytest.Config,  # noqa: ARG001 - pytest calls the hook with it
    val: object,
    argname: str,
) -> Optional[str]:
    """A long value is named by its length: Windows takes no environment entry over 32 767."""
    if isinstance(val, (str, bytes)) and len(val) > LONGEST_ID:
        return f"{argname}-of-{len(val)}"
    return None
