"""A long list of records is on disk and reads as if it were in memory."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from newsroom.statements import spooling
from newsroom.statements.compiling import RecordLine
from newsroom.statements.spooling import Spooled

texts = some.text(some.characters(exclude_categories=["Cs"]))
lines = some.builds(
    RecordLine,
    record_id=some.integers(1),
    work_id=some.integers(1),
    day=some.dates(date(2000, 1, 1)),
    title=texts,
    organisation=texts,
    channel=texts,
    quantity=some.integers(0),
    unit=texts,
    seconds=some.integers(0),
    themes=some.lists(texts).map(tuple),
    items=some.lists(texts).map(tuple),
    persons=some.none() | some.integers(0),
    copies=some.none() | some.integers(0),
    is_rerun=some.booleans(),
    evidence=texts,
    about=some.lists(texts).map(tuple),
)


@given(some.lists(lines, max_size=5))
def test_it_reads_back_what_was_put_in_as_often_as_one_likes(given):
    spooled = Spooled(iter(given))
    assert list(spooled) == given
    assert list(spooled) == given
    assert len(spooled) == len(given)
    assert spooled == tuple(given)
    assert all(line in spooled for line in given)


def line(number: int) -> RecordLine:
    return RecordLine(
        record_id=number,
        work_id=number,
        day=date(2024, 5, 1),
        title=f"Tin số {number}",
        organisation="Báo",
        channel="Báo in",
        quantity=1,
        unit="tác phẩm",
        seconds=0,
        themes=(),
        items=(),
    )


def test_a_long_list_is_on_disk_and_two_readers_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr(spooling, "IN_MEMORY", 1000)
    spooled = Spooled(line(number) for number in range(2000))
    assert spooled._file._rolled
    one, other = iter(spooled), iter(spooled)
    for number in range(2000):
        assert next(one).record_id == number
        if number % 3 == 0:
            assert next(other).record_id == number // 3
    assert next(one, None) is None


@pytest.mark.parametrize("others", [(), (line(1),), (line(2), line(1)), (line(1), line(3))])
def test_other_records_in_another_order_or_number_are_not_the_same(others):
    assert Spooled([line(1), line(2)]) != others
