"""The icon beside the clock, with real clicks."""

import pytest

from tests.screens.desktop import THE_ID, Desktop, own_desktop, wait

SHOWN = "1 234 567 890"


@pytest.mark.parametrize(("windows", "name"), [("win7", "Windows 7"), ("win10", "Windows 10")])
def test_a_double_click_on_the_icon_shows_the_id_in_a_native_control(
    windows: str, name: str
) -> None:
    with own_desktop(windows) as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        desktop.start("tray", "--background")
        desktop.process()
        assert desktop.main_window() is None
        desktop.click_icon(times=2)
        desktop.wait_for_main_window()
        assert desktop.controls("Edit")[0]["text"] == SHOWN
        desktop.wait_for_text(f"Votre ordinateur utilise {name}.")


def test_one_click_is_enough_and_a_second_never_hides_the_window(desktop: Desktop) -> None:
    desktop.start("tray", "--background")
    desktop.process()
    for _ in range(2):
        desktop.click_icon()
        assert desktop.wait_for_main_window()


def test_the_menu_opens_the_window_and_quits(desktop: Desktop) -> None:
    program = desktop.start("tray", "--background")
    desktop.process()
    desktop.choose_in_menu(line=1)
    desktop.wait_for_main_window()
    desktop.choose_in_menu(line=5)
    assert program.wait(timeout=40) == 0


def test_the_program_ends_from_the_menu_though_its_window_was_never_opened(
    desktop: Desktop,
) -> None:
    program = desktop.start("tray", "--background")
    desktop.process()
    desktop.choose_in_menu(line=5)
    assert program.wait(timeout=40) == 0


def test_windows_may_end_the_session_whether_the_window_is_open_or_not(desktop: Desktop) -> None:
    desktop.start("tray", "--background")
    process = desktop.process()
    assert all(desktop.ask("ask_end_of_session", process))
    desktop.click_icon()
    desktop.wait_for_main_window()
    answers = desktop.ask("ask_end_of_session", process)
    assert len(answers) > 2
    assert all(answers)


def test_a_closed_window_opens_again(desktop: Desktop) -> None:
    desktop.start()
    desktop.wait_for_focus()
    desktop.key("Escape")
    wait(lambda: desktop.main_window() is None, "the window to be hidden")
    desktop.click_icon()
    desktop.wait_for_main_window()


def test_a_second_start_shows_the_first_one_s_window_and_ends(desktop: Desktop) -> None:
    first = desktop.start("tray", "--background")
    desktop.process()
    second = desktop.start()
    assert second.wait(timeout=40) == 0
    desktop.wait_for_main_window()
    assert first.poll() is None


@pytest.mark.fault("two starts at the same moment")
def test_of_two_starts_at_the_same_moment_one_stays(desktop: Desktop) -> None:
    programs = [desktop.start(), desktop.start()]
    desktop.wait_for_main_window()
    wait(lambda: any(program.poll() == 0 for program in programs), "one of them to end")
    assert len(desktop.ask("programs")) == 1
    assert [program.poll() for program in programs].count(None) == 1


def test_a_start_at_log_on_does_not_open_the_window_of_a_running_copy(desktop: Desktop) -> None:
    desktop.start("tray", "--background")
    desktop.process()
    again = desktop.start("tray", "--background")
    assert again.wait(timeout=40) == 0
    assert desktop.main_window() is None
