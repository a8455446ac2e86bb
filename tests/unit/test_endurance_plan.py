"""The plan of a simulated year: the same for the same seed, and never more than a person does."""

from tests.endurance.plan import RESTLESS, Deed, Morning, plan_day, plan_year, stretch_of

SEED, DAYS = 7, 365


def test_the_same_seed_gives_the_same_year_and_another_seed_another() -> None:
    assert plan_year(SEED, DAYS) == plan_year(SEED, DAYS)
    assert plan_year(SEED, DAYS) != plan_year(SEED + 1, DAYS)


def test_a_day_can_be_played_by_itself() -> None:
    assert plan_day(SEED, 200, DAYS) == plan_year(SEED, DAYS)[200]


def test_everything_happens_in_a_year() -> None:
    year = plan_year(SEED, DAYS)
    happened = {event.deed for day in year for event in day.events}
    assert happened == set(Deed) - {Deed.KILL}
    assert {day.morning for day in year} == set(Morning)
    assert any(event.killed_after for day in year for event in day.events)
    assert any(not day.is_online for day in year)
    assert any(day.logs_off for day in year)


def test_the_program_is_not_ended_in_the_long_stretch() -> None:
    first, end = stretch_of(DAYS)
    assert end - first > 60
    stretch = plan_year(SEED, DAYS)[first:end]
    assert all(day.is_in_stretch and not day.logs_off for day in stretch)
    assert all(day.morning is Morning.WAKE for day in stretch[1:])
    events = [event for day in stretch for event in day.events]
    assert not [e for e in events if e.killed_after or e.deed in RESTLESS]


def test_events_come_in_the_order_of_their_time_and_clocks_are_put_right() -> None:
    for day in plan_year(SEED, DAYS):
        changes = [event.number for event in day.events if event.deed is Deed.CLOCK]
        assert sum(changes) == 0
    minutes = [event.minute for event in plan_day(SEED, 0, DAYS).events]
    assert minutes == sorted(minutes)


def test_a_short_year_still_has_a_stretch() -> None:
    first, end = stretch_of(10)
    assert 0 < first < end <= 10
