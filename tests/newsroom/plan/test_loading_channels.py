"""The forms of publicising from a file, and the words that a file may use."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from newsroom.plan import loading, models
from newsroom.plan.actions import NotChannels, load_channels
from newsroom.plan.models import Channel

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)


def channels(written):
    with translation.override("vi"):
        return load_channels(source=written.encode(), name="hinh-thuc.toml", by=None, at=AT)


ROW = '[[channels]]\ncode = "to-roi"\nname = "Tờ rơi"\ngroup = "c"\nunit = "bản"\nserves = ["story:other"]\n'


def test_a_producer_moves_to_the_channel_that_names_it_last():
    channels(ROW)
    channels(ROW.replace("to-roi", "pano"))
    assert Channel.objects.serving("story:other").get().code == "pano"
    channels(ROW.replace("to-roi", "pano").replace('["story:other"]', "[]"))
    assert not Channel.objects.serving("story:other").exists()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"bản"', '"tờ"', "5: channels[1].unit"),
        ('"c"', '"e"', "4: channels[1].group"),
        ('"to-roi"', '"Tờ rơi"', "2: channels[1].code"),
        ('"story:other"', '"story other"', "6: channels[1].serves[1]"),
        ("serves", "serve", "6: channels[1].serve"),
        (ROW, ROW + ROW, "8: channels[2].code"),
        (ROW, ROW + ROW.replace("to-roi", "pano"), "12: channels[2].serves[1]"),
    ],
)
def test_broken_channels_are_refused_with_their_place(old, new, place):
    with pytest.raises(NotChannels) as refusal:
        channels(ROW.replace(old, new))
    assert str(refusal.value).startswith(f"hinh-thuc.toml:{place}: ")
    assert not Channel.objects.filter(code="to-roi").exists()


def test_the_words_of_the_file_are_those_of_the_database():
    assert set(loading.CLAUSE_KINDS) == set(models.ClauseKind.values)
    assert set(loading.EVERY) == set(models.Target.Every.values)
    assert set(loading.MEASURES) == set(models.Measure.values)
    assert set(loading.UNITS.values()) == set(models.Unit.values)
    with translation.override("vi"):
        assert {unit.label: unit.value for unit in models.Unit} == loading.UNITS
