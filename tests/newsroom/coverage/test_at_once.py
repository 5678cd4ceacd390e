"""Two browsers at the same moment."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, LedgerEvent, Work
from newsroom.coverage.producing import Appearance
from tests import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = datetime(2024, 5, 2, 3, tzinfo=UTC)


def sweep():
    for model in (CoverageRecord, Work, LedgerEvent):
        model.objects.all().delete()


def at_once(*calls):
    """Run the calls in as many threads, started together; returns what they raised."""
    together, raised = Barrier(len(calls)), []

    def run(call):
        try:
            together.wait(timeout=10)
            call()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised


def appearance(**fields):
    return Appearance(
        **{
            "source": "entry",
            "source_key": "https://dai.example/tin-1",
            "organisation_id": make.organisation().pk,
            "channel_id": make.channel().pk,
            "title": "Tin",
            "happened_at": AT,
            "theme_ids": frozenset({make.theme().pk}),
            **fields,
        }
    )


def test_accepting_at_the_same_moment_gives_one_record():
    wanted = appearance()
    for _round in range(5):
        raised = at_once(*[lambda: actions.record(appearance=wanted, by=None, at=AT)] * 4)
        assert raised == []
        assert CoverageRecord.objects.count() == 1
        assert CoverageRecord.objects.get().themes.count() == 1
        assert LedgerEvent.objects.filter(kind="recorded").count() == 1
        assert Work.objects.count() == 1
        sweep()


def test_withdrawing_and_recording_at_the_same_moment_leave_one_whole_history():
    wanted = appearance()
    actions.record(appearance=wanted, by=None, at=AT)
    raised = at_once(
        lambda: actions.withdraw(source="entry", source_key=wanted.source_key, reason="Gỡ", by=None, at=AT),
        lambda: actions.record(appearance=wanted, by=None, at=AT),
    )
    assert raised == []
    record = CoverageRecord.objects.get()
    kinds = list(LedgerEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds in (["recorded", "withdrawn"], ["recorded", "withdrawn", "reinstated"])
    assert record.stands == (kinds[-1] == "reinstated")
