"""The search for garbage rests while a file becomes values, and goes on whatever happens."""

import gc

import pytest

from agent.garbage import no_garbage


def test_the_search_rests_and_goes_on() -> None:
    with no_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_when_the_file_is_refused() -> None:
    with pytest.raises(OSError, match="locked"), no_garbage():
        raise OSError("locked")
    assert gc.isenabled()


@pytest.mark.parametrize("is_first_in_first_out", [True, False])
def test_the_search_goes_on_when_two_have_let_it_rest(is_first_in_first_out: bool) -> None:
    readers = [no_garbage(), no_garbage()]
    for reader in readers:
        reader.__enter__()
    for reader in readers if is_first_in_first_out else readers[::-1]:
        reader.__exit__(None, None, None)
    assert gc.isenabled()


def test_the_search_goes_on_when_one_begins_while_another_ends() -> None:
    first, second = no_garbage(), no_garbage()
    first.__enter__()
    first.__exit__(None, None, None)
    gc.disable()
    second.__enter__()
    second.__exit__(None, None, None)
    assert gc.isenabled()
