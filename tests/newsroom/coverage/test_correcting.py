"""What a person sets right stays right."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsroom.coverage import actions
from newsroom.coverage.models import LedgerEvent
from newsroom.coverage.producing import Appearance
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 15, 1, tzinfo=UTC)


@pytest.fixture
def appearance():
    return Appearance(
        source="story",
        source_key="7",
        organisation_id=make.organisation().pk,
        channel_id=make.channel().pk,
        title="Tin",
        happened_at=AT,
        theme_ids=frozenset({make.theme().pk}),
    )


@pytest.fixture
def record(appearance):
    return actions.record(appearance=appearance, by=None, at=AT)


def correct(record, **changes):
    found = actions.correct(record=record, changes=changes, reason="Ghi nhầm", by=make.user(), at=AT)
    found.refresh_from_db()
    return found


def test_a_correction_changes_settles_and_says_why(record, appearance):
    found = correct(record, tone="critical", seconds=90)
    assert (found.tone, found.seconds, found.settled_fields) == ("critical", 90, ["seconds", "tone"])
    event = LedgerEvent.objects.get(kind="corrected")
    assert (event.reason, event.changes) == ("Ghi nhầm", {"tone": ["neutral", "critical"], "seconds": [0, 90]})
    later = actions.record(appearance=replace(appearance, title="Sửa", tone="commend", seconds=5), by=None, at=AT)
    later.refresh_from_db()
    assert (later.title, later.tone, later.seconds) == ("Sửa", "critical", 90)


def test_what_was_settled_before_stays_settled(record):
    correct(record, tone="critical")
    assert correct(record, seconds=90).settled_fields == ["seconds", "tone"]


def test_corrected_themes_are_settled_too(record, appearance):
    other = make.theme("PAR Index")
    correct(record, theme_ids={other.pk})
    later = actions.record(appearance=appearance, by=None, at=AT)
    assert list(later.themes.all()) == [other]
    assert LedgerEvent.objects.get(kind="corrected").changes == {
        "themes": [["Cải cách thủ tục hành chính"], ["PAR Index"]]
    }


def test_organisation_and_channel_are_told_by_name(record):
    station, radio = make.organisation("Đài", kind="broadcaster"), make.channel("phat-thanh", name="Phát thanh")
    found = correct(record, organisation_id=station.pk, channel_id=radio.pk)
    assert (found.organisation, found.channel) == (station, radio)
    assert LedgerEvent.objects.get(kind="corrected").changes == {
        "organisation": ["Báo Thái Bình", "Đài"],
        "channel": ["bao", "Phát thanh"],
    }


def test_a_new_day_takes_the_moment_with_it(record):
    found = correct(record, day=date(2024, 6, 14))
    assert (found.day, found.happened_at) == (date(2024, 6, 14), None)
    assert found.settled_fields == ["day", "happened_at"]


def test_a_new_moment_takes_the_day_with_it(record):
    found = correct(record, happened_at=datetime(2024, 6, 14, 16, 59, tzinfo=UTC))
    assert found.day == date(2024, 6, 14)


def test_a_day_and_a_moment_that_contradict_each_other_are_refused(record):
    with pytest.raises(actions.NotCorrectable):
        correct(record, day=date(2024, 6, 15), happened_at=datetime(2024, 6, 14, 16, 59, tzinfo=UTC))


def test_what_is_the_same_already_is_neither_written_nor_settled(record):
    found = correct(record, tone="neutral", day=date(2024, 6, 15), theme_ids={make.theme().pk})
    assert found.settled_fields == []
    assert found.happened_at == AT
    assert not LedgerEvent.objects.filter(kind="corrected").exists()


@pytest.mark.parametrize("field", ["source_key", "recorded_at", "withdrawn_at", "work", "settled_fields"])
def test_a_records_identity_is_no_matter_of_correction(record, field):
    with pytest.raises(actions.NotCorrectable):
        correct(record, **{field: "x"})


def test_a_correction_without_a_reason_is_refused(record):
    with pytest.raises(actions.ReasonMissing):
        actions.correct(record=record, changes={"tone": "critical"}, reason="", by=None, at=AT)
