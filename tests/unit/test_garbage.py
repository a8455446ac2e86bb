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


def test_the_search_goes_on_when_two_have_let_it_rest() -> None:
    first, second = no_garbage(), no_garbage()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_whoever_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with no_garbage():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
