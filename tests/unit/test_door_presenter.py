"""What the screens say of doors, of what does not agree with them, and of a doubt."""

from dataclasses import replace
from typing import Callable, Optional

import pytest

from agent.brand import load_brand
from agent.doors import Door, DoorName, Doors
from agent.paths import brand_folder
from agent.reconciliation import NextStep
from agent.remote_tools.doors import REMOTE_DESKTOP
from agent.state import AccessPicture, AccessState, IdentityState, Snapshot
from agent.texts import Message, message
from agent.tray.light import Light
from agent.tray.presenter import Presenter
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER, READY, snapshot

Translator = Callable[[str], Callable[[Message], str]]
OWN = [name for name in DoorName if name is not DoorName.OTHER_REMOTE_TOOL]
STATES = {True: "open", False: "shut", None: "unknown"}
SHUT_WORDS = ("ferm", "shut", "Aucun", "No ", "not running")
NOBODY = AccessPicture(AccessState.NONE)


def door(name: DoorName, *, is_open: Optional[bool]) -> Door:
    says = message(f"doors.{name.value}.{STATES[is_open]}")
    if is_open is False:
        return Door(name, is_open, says)
    return Door(name, is_open, says, message(f"doors.{name.value}.advice"))


def tool(name: str, *, is_open: Optional[bool]) -> Door:
    word = {True: "open", False: "shut", None: "withheld"}[is_open]
    says = message(f"doors.other_remote_tool.{word}", tool=name)
    return Door(DoorName.OTHER_REMOTE_TOOL, is_open, says, tool=name)


def seen(*doors: Door, access: AccessPicture = NOBODY, cut: Optional[bool] = False) -> Snapshot:
    picture = replace(snapshot(), doors=Doors(doors), cut_stands=cut, looked_at=MONDAY_TEN)
    return replace(picture, access=access)


def all_doors(*, is_open: Optional[bool]) -> Snapshot:
    return seen(*(door(name, is_open=is_open) for name in OWN))


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> Presenter:
    return Presenter(load_brand(brand_folder()), translator(request.param), PARIS_WINTER)


@pytest.fixture
def french(translator: Translator) -> Presenter:
    return Presenter(load_brand(brand_folder()), translator("fr"), PARIS_WINTER)


@pytest.mark.parametrize(
    ("is_open", "light", "word"),
    [
        (True, Light.ATTENTION, "porte ouverte"),
        (False, Light.READY, "porte fermée"),
        (None, Light.WAITING, "non vérifié"),
    ],
)
def test_every_door_has_a_sign_and_the_same_in_words(
    french: Presenter, is_open: Optional[bool], light: Light, word: str
) -> None:
    lines = french.doors.doors(all_doors(is_open=is_open)).lines
    assert len(lines) == len(OWN)
    for line in lines:
        assert (line.light, line.state) == (light, word)
        assert line.heading.endswith(word)
        assert len(line.text) > 15


def test_a_door_that_cannot_be_told_never_reads_as_shut(presenter: Presenter) -> None:
    view = presenter.doors.doors(all_doors(is_open=None))
    for line in view.lines:
        words = line.state + line.text.partition(".")[0]
        assert not [word for word in SHUT_WORDS if word in words]
    assert view.summary == presenter.text("doors.summary.unknown")


def test_an_open_door_says_how_to_shut_it(presenter: Presenter) -> None:
    for name, line in zip(OWN, presenter.doors.doors(all_doors(is_open=True)).lines):
        assert line.text.endswith(presenter.text(f"doors.{name.value}.advice"))


@pytest.mark.parametrize("is_open", list(STATES))
def test_another_tool_is_found_by_its_name(presenter: Presenter, is_open: Optional[bool]) -> None:
    view = presenter.doors.doors(seen(tool("AnyDesk", is_open=is_open)))
    assert view.lines[0].heading.startswith("AnyDesk")
    assert "AnyDesk" in view.lines[0].text


def test_windows_own_tool_is_called_as_windows_calls_it(french: Presenter) -> None:
    view = french.doors.doors(seen(tool(REMOTE_DESKTOP, is_open=None)))
    assert view.lines[0].heading.startswith("Le Bureau à distance")


def test_doors_that_nobody_looked_at_are_not_shown_as_shut(presenter: Presenter) -> None:
    view = presenter.doors.doors(snapshot())
    assert view.lines == ()
    assert view.looked == ""
    assert view.summary == presenter.text("doors.not_looked")


def test_the_screen_says_when_it_looked_and_that_it_looks(french: Presenter) -> None:
    picture = all_doors(is_open=False)
    assert french.doors.doors(picture).looked == "Regardé à 10\xa0h."
    looking = french.doors.doors(replace(picture, is_looking=True))
    assert looking.looked.startswith("Nous regardons.")


@pytest.mark.parametrize(
    ("picture", "step", "says"),
    [
        (
            seen(door(DoorName.PERMANENT_PASSWORD, is_open=True)),
            NextStep.WITHDRAW,
            "Un mot de passe permanent est enregistré, mais",
        ),
        (
            seen(door(DoorName.PERMANENT_PASSWORD, is_open=None)),
            NextStep.LOOK_AGAIN,
            "Nous n’avons pas pu vérifier s’il y a un mot de passe permanent.",
        ),
        (
            seen(
                door(DoorName.PERMANENT_PASSWORD, is_open=False),
                door(DoorName.TEAMVIEWER_RUNNING, is_open=True),
                cut=True,
            ),
            NextStep.CUT,
            "TeamViewer s’est ouvert à nouveau",
        ),
        (
            seen(
                door(DoorName.PERMANENT_PASSWORD, is_open=False),
                door(DoorName.EASY_ACCESS, is_open=True),
            ),
            NextStep.SHOW_DOORS,
            "Un compte TeamViewer peut entrer sans votre autorisation.",
        ),
        (
            replace(all_doors(is_open=False), access=AccessPicture(AccessState.PERMANENT)),
            NextStep.STOP_ACCESS,
            "Vous avez autorisé l’accès permanent, mais",
        ),
    ],
)
def test_what_does_not_agree_is_a_sentence_and_one_button(
    french: Presenter, picture: Snapshot, step: NextStep, says: str
) -> None:
    view = french.main_view(picture).differences
    assert view.step is step
    assert view.text.startswith(says)
    assert view.action == french.text(f"reconcile.step.{step.value}")


def test_a_teamviewer_fresh_from_its_maker_is_no_cause_for_a_word(presenter: Presenter) -> None:
    fresh = seen(
        door(DoorName.TEAMVIEWER_RUNNING, is_open=True),
        door(DoorName.STARTS_WITH_WINDOWS, is_open=True),
        door(DoorName.PERMANENT_PASSWORD, is_open=False),
    )
    assert presenter.main_view(fresh).differences.text == ""
    assert presenter.tooltip(fresh) == presenter.tooltip(snapshot())


@pytest.mark.parametrize(
    "picture",
    [
        replace(snapshot(), access=NOBODY),
        seen(door(DoorName.PERMANENT_PASSWORD, is_open=True), access=AccessPicture()),
    ],
    ids=["doors not looked at", "authorisations not read yet"],
)
def test_nothing_is_compared_before_both_sides_are_read(
    presenter: Presenter, picture: Snapshot
) -> None:
    assert presenter.doors.differences(picture).step is None


def test_authorisations_that_cannot_be_read_hide_no_password(presenter: Presenter) -> None:
    unreadable = AccessPicture(troubles=(message("access.unreadable"),))
    picture = seen(door(DoorName.PERMANENT_PASSWORD, is_open=True), access=unreadable)
    assert presenter.doors.differences(picture).step is NextStep.WITHDRAW


def test_the_icon_says_that_there_is_something_to_see_and_fits(presenter: Presenter) -> None:
    found = Doors((door(DoorName.PERMANENT_PASSWORD, is_open=True),))
    for state in IdentityState:
        identity = replace(READY, state=state, id="999999999999")
        picture = replace(snapshot(identity), doors=found, access=NOBODY)
        tip = presenter.tooltip(picture)
        assert tip.endswith(presenter.text("tooltip.differences"))
        assert len(tip) <= 127


def test_in_doubt_nothing_read_before_is_said_of_now(french: Presenter) -> None:
    before = replace(all_doors(is_open=False), is_looking=True)
    state = " ".join(french.doors.doubt(before).state)
    assert "Nous regardons si TeamViewer est encore ouvert." in state
    assert "TeamViewer est fermé." not in state


@pytest.mark.parametrize(
    ("is_open", "says", "switch_off"),
    [
        (True, "TeamViewer est ouvert", True),
        (False, "TeamViewer est fermé.", False),
        (None, "Nous n’avons pas pu tout vérifier.", True),
    ],
)
def test_in_doubt_what_was_read_back_is_said_and_what_it_asks_for(
    french: Presenter, is_open: Optional[bool], says: str, switch_off: bool
) -> None:
    picture = seen(door(DoorName.TEAMVIEWER_RUNNING, is_open=is_open))
    state = french.doors.doubt(picture).state
    assert any(sentence.startswith(says) for sentence in state)
    assert (french.text("doubt.switch_off") in state) is switch_off


def test_in_doubt_doors_that_could_not_be_looked_at_are_not_called_shut(
    presenter: Presenter,
) -> None:
    state = presenter.doors.doubt(replace(snapshot(), access=NOBODY)).state
    assert state[1:] == (presenter.text("doubt.unsure"), presenter.text("doubt.switch_off"))


def test_in_doubt_another_tool_that_is_open_is_named(presenter: Presenter) -> None:
    shut = door(DoorName.TEAMVIEWER_RUNNING, is_open=False)
    state = presenter.doors.doubt(seen(shut, tool("AnyDesk", is_open=True))).state
    assert any("AnyDesk" in sentence for sentence in state)
    assert state[-1] == presenter.text("doubt.switch_off")
    state = presenter.doors.doubt(seen(shut, tool("AnyDesk", is_open=False))).state
    assert not any("AnyDesk" in sentence for sentence in state)


def test_in_doubt_access_is_said_to_be_stopped_only_when_it_is(french: Presenter) -> None:
    allowed = AccessPicture(AccessState.READY)
    shut = door(DoorName.TEAMVIEWER_RUNNING, is_open=False)
    stopping = french.doors.doubt(seen(shut, access=allowed)).state
    assert stopping[0] == "Nous arrêtons l’accès à votre ordinateur."
    assert french.doors.doubt(seen(shut)).state[0] == "Personne n’est autorisé à entrer."


def test_in_doubt_the_shop_is_called_by_its_own_numbers(french: Presenter) -> None:
    phones = load_brand(brand_folder()).contact.phones
    view = french.doors.doubt(all_doors(is_open=False))
    assert [phone.link for phone in view.phones] == [phone.link for phone in phones]
    assert view.phones[0].label == f"Appeler le {phones[0].display}"
    assert view.steps[0] == "Quelqu’un vous a appelé\xa0? Raccrochez."
    assert len(view.steps) == 6
