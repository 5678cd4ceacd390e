"""Two people of one station send, open and group at the same moment: one result, and nobody waits for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.triage import actions
from newsroom.triage.importing import Item
from newsroom.triage.models import Decision, HandEntry, Kinship, KinshipEvent, Station
from tests import factories
from tests.at_once import at_once

NOW = datetime(2024, 6, 14, 5, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def done_at_once(*works):
    """What each gave; raises what one of them raised."""
    outcomes = at_once(*works)
    for problem in (each for each in outcomes if isinstance(each, Exception)):
        raise problem
    return outcomes


@pytest.fixture
def opening(editor):
    organisation = factories.organisation("Đài Truyền thanh xã Minh Quang", kind="local_station")
    channel = factories.channel("dai-xa")
    return lambda: actions.open_station(organisation=organisation, channel=channel, by=editor, at=NOW)


def items(first, last, *themes):
    return [Item(f"Tin số {n}", NOW - timedelta(hours=n), True, themes=themes) for n in range(first, last)]


class TestAFile:
    def test_sent_by_two_at_once_comes_once_with_what_is_proposed(self, opening, editor, colleague, theme):
        by_hand, file = opening(), items(0, 60, theme.slug)
        told = done_at_once(
            *(lambda by=by: actions.enter(station=by_hand, items=file, by=by, at=NOW) for by in (editor, colleague))
        )
        assert sorted(told) == [(0, 60), (60, 0)]
        assert Entry.objects.count() == HandEntry.objects.filter(themes=theme).count() == 60

    def test_that_shares_rows_with_another_is_taken_whole_by_both(self, opening, editor, colleague):
        by_hand = opening()
        told = done_at_once(
            lambda: actions.enter(station=by_hand, items=items(0, 40), by=editor, at=NOW),
            lambda: actions.enter(station=by_hand, items=items(20, 60)[::-1], by=colleague, at=NOW),
        )
        assert sorted(told) == [(20, 20), (40, 0)]
        assert Entry.objects.count() == HandEntry.objects.count() == 60

    def test_that_is_the_first_of_its_station_finds_one_station(self, opening, editor):
        def first():
            return actions.enter(station=opening(), items=items(0, 30), by=editor, at=NOW)

        assert sorted(done_at_once(first, first)) == [(0, 30), (30, 0)]
        assert (Feed.objects.count(), Station.objects.count(), Entry.objects.count()) == (1, 1, 30)


class TestAGroup:
    @pytest.fixture
    def six(self, station, make_entry):
        return [make_entry(station.feed, title=f"Tin {n}") for n in range(6)]

    def groups(self):
        found = {}
        for row in Kinship.objects.all():
            found.setdefault(row.group, set()).add(row.entry_id)
        return sorted(map(sorted, found.values()))

    def join(self, one, other, by):
        return lambda: actions.join(entry=one, other=other, by=by, at=NOW)

    def test_of_two_said_by_two_at_once_and_the_other_way_round_is_one(self, six, editor, colleague):
        a, b = six[:2]
        done_at_once(self.join(a, b, editor), self.join(b, a, colleague))
        assert self.groups() == [[a.pk, b.pk]]

    def test_grown_from_both_ends_at_once_is_one(self, six, editor, colleague):
        a, b, c, d = six[:4]
        self.join(a, b, editor)()
        self.join(c, d, editor)()
        done_at_once(self.join(b, c, editor), self.join(d, a, colleague))
        assert self.groups() == [[each.pk for each in (a, b, c, d)]]

    def test_joined_and_parted_at_once_is_one_of_the_two_and_never_half(self, six, editor, colleague):
        a, b, c = six[:3]
        self.join(a, b, editor)()
        done_at_once(self.join(c, a, editor), lambda: actions.part(entry=b, by=colleague, at=NOW))
        assert self.groups() == [[a.pk, c.pk]]
        assert KinshipEvent.objects.filter(entry_id=b.pk, kind="parted").count() == 1

    def test_in_a_ring_of_six_nobody_waits_for_ever(self, six, editor):
        done_at_once(*(self.join(six[n], six[(n + 1) % 6], editor) for n in range(6)))
        assert self.groups() == [[each.pk for each in six]]

    def test_decided_by_two_at_once_is_decided_once_for_all_of_it(self, six, editor, colleague, theme):
        a, b, c = six[:3]
        self.join(a, b, editor)()
        self.join(b, c, editor)()

        def accept(entry, by):
            def work():
                try:
                    actions.accept_with_kin(entry=entry, themes=[theme], by=by, at=NOW)
                except actions.AlreadyDecided as told:
                    return told.decision.entry_id
                return None

            return work

        done_at_once(accept(a, editor), accept(c, colleague))
        assert Decision.objects.accepted().count() == CoverageRecord.objects.count() == 3
        assert CoverageRecord.objects.values("work").distinct().count() == 1
        assert len({*Decision.objects.values_list("decided_by", flat=True)}) == 1

    def test_many_decided_at_once_in_two_orders_are_decided_each_once(self, six, editor, colleague, theme):
        def dismiss(entries, by):
            return lambda: actions.dismiss_all(entries=entries, reason="", by=by, at=NOW)

        one, other = done_at_once(dismiss(six, editor), dismiss(six[::-1], colleague))
        assert len(one.done) + len(other.done) == Decision.objects.dismissed().count() == 6
        assert len(one.left) + len(other.left) == 6
