"""One record for one appearance, whoever asks and however often."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from newsroom.coverage import actions
from newsroom.coverage.actions import recording
from newsroom.coverage.models import CoverageRecord, LedgerEvent, Source, Work
from newsroom.coverage.producing import Appearance, NotAnAppearance
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 3, tzinfo=UTC)
LATER = AT + timedelta(days=40)


@pytest.fixture
def editor():
    return make.user("bien-tap")


@pytest.fixture
def appearance():
    return Appearance(
        source=Source.STORY,
        source_key="7",
        organisation_id=make.organisation().pk,
        channel_id=make.channel().pk,
        title="Một cửa  điện tử ở  xã Hoà Bình",
        happened_at=AT,
        theme_ids=frozenset({make.theme().pk}),
    )


def kinds(record):
    return list(LedgerEvent.objects.filter(record_id=record.pk).order_by("pk").values_list("kind", flat=True))


def test_an_appearance_becomes_a_record_with_its_history(appearance, editor):
    record = actions.record(appearance=appearance, by=editor, at=AT)
    record.refresh_from_db()
    assert (record.title, record.day) == ("Một cửa điện tử ở xã Hòa Bình", date(2024, 5, 2))
    assert (record.recorded_at, record.recorded_by) == (AT, editor)
    assert record.work.title == record.title
    assert [theme.pk for theme in record.themes.all()] == [make.theme().pk]
    event = LedgerEvent.objects.get(record_id=record.pk)
    assert (event.kind, event.at, event.by_id, event.by_name) == ("recorded", AT, editor.pk, "bien-tap")
    assert event.changes["day"] == [None, "2024-05-02"]
    assert event.changes["themes"] == [None, ["Cải cách thủ tục hành chính"]]
    assert event.changes["organisation"] == [None, "Báo Thái Bình"]


def test_the_same_appearance_twice_is_one_record_and_no_second_line_of_history(appearance):
    first = actions.record(appearance=appearance, by=None, at=AT)
    again = actions.record(appearance=appearance, by=None, at=LATER)
    assert first.pk == again.pk
    assert CoverageRecord.objects.count() == Work.objects.count() == 1
    assert kinds(first) == ["recorded"]


def test_a_later_edit_is_followed_and_the_first_date_stands(appearance, editor):
    other = make.theme("Dịch vụ công trực tuyến")
    actions.record(appearance=appearance, by=None, at=AT)
    edited = replace(
        appearance, title="Đầu đề mới", tone="commend", theme_ids=frozenset({other.pk}), happened_at=LATER, day=None
    )
    record = actions.record(appearance=edited, by=editor, at=LATER)
    record.refresh_from_db()
    assert (record.title, record.tone, record.day, record.happened_at) == (
        "Đầu đề mới",
        "commend",
        date(2024, 5, 2),
        AT,
    )
    assert list(record.themes.all()) == [other]
    assert record.recorded_at == AT
    assert kinds(record) == ["recorded", "updated"]
    told = LedgerEvent.objects.get(kind="updated")
    assert told.changes["tone"] == ["neutral", "commend"]
    assert set(told.changes) == {"title", "tone", "themes"}
    assert told.by_name == "bien-tap"


def test_withdrawn_leaves_the_count_and_stays_in_the_ledger_with_who_and_why(appearance, editor):
    actions.record(appearance=appearance, by=None, at=AT)
    record = actions.withdraw(source="story", source_key="7", reason=" Gỡ  theo yêu cầu ", by=editor, at=LATER)
    record.refresh_from_db()
    assert not record.stands
    assert (record.withdrawn_at, record.withdrawn_by, record.withdrawal_reason) == (LATER, editor, "Gỡ theo yêu cầu")
    assert list(CoverageRecord.objects.standing()) == []
    assert list(CoverageRecord.objects.withdrawn()) == [record]
    assert LedgerEvent.objects.get(kind="withdrawn").reason == "Gỡ theo yêu cầu"


def test_withdrawing_twice_keeps_the_first_withdrawal(appearance, editor):
    actions.record(appearance=appearance, by=None, at=AT)
    actions.withdraw(source="story", source_key="7", reason="Lần đầu", by=editor, at=AT)
    record = actions.withdraw(source="story", source_key="7", reason="Lần sau", by=None, at=LATER)
    assert (record.withdrawn_at, record.withdrawal_reason) == (AT, "Lần đầu")
    assert kinds(record) == ["recorded", "withdrawn"]


def test_withdrawing_what_was_never_recorded_does_nothing():
    assert actions.withdraw(source="story", source_key="7", reason="Gỡ", by=None, at=AT) is None
    assert not LedgerEvent.objects.exists()


def test_withdrawing_without_a_reason_is_refused(appearance):
    record = actions.record(appearance=appearance, by=None, at=AT)
    with pytest.raises(actions.ReasonMissing):
        actions.withdraw(source="story", source_key="7", reason=" ", by=None, at=LATER)
    record.refresh_from_db()
    assert record.stands


def test_recording_again_reinstates_with_the_first_date(appearance):
    actions.record(appearance=appearance, by=None, at=AT)
    actions.withdraw(source="story", source_key="7", reason="Gỡ", by=None, at=AT)
    record = actions.record(appearance=replace(appearance, happened_at=LATER, day=None), by=None, at=LATER)
    record.refresh_from_db()
    assert record.stands
    assert (record.day, record.withdrawal_reason) == (date(2024, 5, 2), "")
    assert kinds(record) == ["recorded", "withdrawn", "reinstated"]


def test_what_a_person_took_out_of_the_ledger_does_not_come_back_by_itself(appearance, editor):
    actions.record(appearance=appearance, by=None, at=AT)
    actions.withdraw(source="story", source_key="7", reason="Trùng", by=editor, at=AT, settled=True)
    record = actions.record(appearance=replace(appearance, title="Sửa"), by=None, at=LATER)
    assert not record.stands
    assert record.title == "Sửa"
    back = actions.reinstate(record=record, reason="Không trùng", by=editor, at=LATER)
    assert back.stands
    assert back.settled_fields == []
    assert kinds(back)[-1] == "reinstated"


def test_a_person_settles_even_what_was_withdrawn_already(appearance, editor):
    actions.record(appearance=appearance, by=None, at=AT)
    actions.withdraw(source="story", source_key="7", reason="Gỡ", by=None, at=AT)
    actions.withdraw(source="story", source_key="7", reason="Trùng", by=editor, at=AT, settled=True)
    assert not actions.record(appearance=appearance, by=None, at=LATER).stands


def test_reinstating_what_stands_changes_nothing(appearance, editor):
    record = actions.record(appearance=appearance, by=None, at=AT)
    actions.reinstate(record=record, reason="Nhầm", by=editor, at=LATER)
    assert kinds(record) == ["recorded"]
    with pytest.raises(actions.ReasonMissing):
        actions.reinstate(record=record, reason="", by=editor, at=LATER)


def test_losing_the_race_to_another_browser_updates_its_record(appearance, monkeypatch):
    """Both looked and found nothing; the other one wrote first."""
    winner = actions.record(appearance=appearance, by=None, at=AT)
    look, looks = recording._locked, []

    def look_too_early(source, key):
        looks.append(key)
        return None if len(looks) == 1 else look(source, key)

    monkeypatch.setattr(recording, "_locked", look_too_early)
    loser = actions.record(appearance=replace(appearance, tone="critical"), by=None, at=LATER)
    assert loser.pk == winner.pk
    assert loser.tone == "critical"
    assert CoverageRecord.objects.count() == Work.objects.count() == 1
    assert kinds(winner) == ["recorded", "updated"]


def test_another_refusal_by_the_database_is_not_taken_for_a_race(appearance):
    """On SQLite foreign keys are looked at when the transaction ends; a NULL title is refused at once on both."""
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record(appearance=replace(appearance, genre=None), by=None, at=AT)
    assert not CoverageRecord.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"source_key": ""},
        {"source": ""},
        {"happened_at": None, "day": None},
        {"day": date(2024, 5, 3)},
        {"day": AT},
        {"quantity": 0},
        {"seconds": -1},
    ],
)
def test_what_nobody_could_count_is_no_appearance(appearance, wrong):
    with pytest.raises(NotAnAppearance):
        replace(appearance, **wrong)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 6, 14, 16, 59, tzinfo=UTC), date(2024, 6, 14)),  # 23:59 in Thái Bình
        (datetime(2024, 6, 14, 17, 1, tzinfo=UTC), date(2024, 6, 15)),  # 00:01
    ],
)
def test_a_record_belongs_to_its_local_day(appearance, moment, day):
    record = actions.record(appearance=replace(appearance, happened_at=moment, day=None), by=None, at=moment)
    record.refresh_from_db()
    assert record.day == day


class TestByHand:
    def enter(self, **fields):
        return actions.record_manual(
            **{
                "organisation": make.organisation(),
                "channel": make.channel("pano", unit="copy"),
                "day": date(2024, 6, 14),
                "title": "Pano tại cổng chợ",
                "evidence": "Biên bản nghiệm thu số 12",
                "by": None,
                "at": AT,
                **fields,
            }
        )

    def test_each_entry_is_a_record_of_its_own(self):
        assert self.enter().pk != self.enter().pk
        assert CoverageRecord.objects.filter(source="manual").count() == 2

    def test_a_form_sent_twice_is_one_record(self):
        assert self.enter(key="bieu-mau-1").pk == self.enter(key="bieu-mau-1").pk

    def test_figures_and_ties_are_kept(self):
        theme, about = make.theme(), make.organisation("Huyện Vũ Thư", kind="district")
        record = self.enter(themes=[theme], about=[about], quantity=12, persons=300, copies=500, seconds=90)
        record.refresh_from_db()
        assert (record.quantity, record.persons, record.copies, record.seconds) == (12, 300, 500, 90)
        assert (list(record.themes.all()), list(record.about.all())) == ([theme], [about])

    def test_without_evidence_it_is_refused(self):
        with pytest.raises(actions.EvidenceMissing):
            self.enter(evidence="  ")

    def test_it_can_be_another_appearance_of_a_work(self):
        story = make.record()
        assert self.enter(same_work_as=story).work == story.work


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"quantity": 0},
            {"evidence": ""},
            {"source_key": ""},
            {"withdrawal_reason": "Gỡ"},
        ],
    )
    def test_nonsense(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.record(**wrong)

    def test_a_withdrawer_of_what_stands(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.record(withdrawn_by=make.user())

    def test_two_records_of_one_source(self):
        make.record(source_key="một")
        with pytest.raises(IntegrityError), transaction.atomic():
            make.record(source_key="một")
        make.record(source_key="một", source="story")
