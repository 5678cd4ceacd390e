"""Two lists of records held against each other."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsroom.coverage.counting import Fact, Figure, Item
from newsroom.periods import period
from newsroom.reporting.comparing import Ground, How, Side, Told, compare, telling
from newsroom.statements.compiling import Line, RecordLine, Statement

DAY = date(2024, 5, 2)


def kept(number, **changes):
    """One record; words for `RecordLine`, ids for `Fact`."""
    facts = {name: changes.pop(name) for name in ("theme_ids", "about") if name in changes}
    codes = {"organisation": changes.pop("at", "bao"), "channel": changes.pop("on", "in")}
    both = {name: changes[name] for name in ("work_id", "day", "seconds", "quantity", "is_rerun") if name in changes}
    line = RecordLine(
        **{
            "record_id": number,
            "work_id": number,
            "day": DAY,
            "title": f"Bài {number}",
            "organisation": "Báo",
            "channel": "Báo in",
            "quantity": 1,
            "unit": "tác phẩm",
            "seconds": 0,
            "themes": (),
            "items": ("II.1.1",),
            **changes,
        }
    )
    fact = Fact(
        **{
            "record_id": number,
            "work_id": number,
            "day": DAY,
            "theme_ids": frozenset({1}),
            **codes,
            **both,
            **facts,
        }
    )
    return line, fact


ITEMS = (Item("II.1.1", frozenset({1})),)


def side(*records, total=None, items=ITEMS, **names):
    line = Line(label="", code="", title="Tổng", figure=total or Figure(len(records), len(records)))
    return Side(
        statement=Statement(
            plan_number="174/KH-UBND",
            plan_title="",
            plan_year=2024,
            plan_is_sample=False,
            period=period(2024, "quy-2"),
            period_name="",
            rows=(replace(line, code="II.1.1", label="II.1.1"),),
            unclassified=replace(line, code="khong-phan-loai", figure=Figure()),
            total=line,
        ),
        kept=records,
        items=items,
        names={"theme": {"1": "Một cửa", "2": "SIPAS"}, **names},
    )


def test_the_same_twice_differs_in_nothing():
    delta = compare(side(kept(1), kept(2)), side(kept(1), kept(2)))
    assert not delta
    assert (delta.records, delta.grounds) == ((), ())
    assert not any(row.is_changed for row in delta.rows)


def test_what_comes_and_what_goes_in_either_direction():
    before, after = side(kept(1), kept(2)), side(kept(2), kept(3))
    assert [(each.record_id, each.how) for each in compare(before, after).records] == [
        (1, (How.GONE,)),
        (3, (How.ADDED,)),
    ]
    assert [(each.record_id, each.how) for each in compare(after, before).records] == [
        (1, (How.ADDED,)),
        (3, (How.GONE,)),
    ]


@pytest.mark.parametrize(
    ("changes", "how", "field", "old", "new"),
    [
        ({"day": date(2024, 5, 3)}, How.REDATED, "day", DAY, date(2024, 5, 3)),
        ({"theme_ids": frozenset({2})}, How.RETAGGED, "themes", ("Một cửa",), ("SIPAS",)),
        ({"work_id": 9}, How.REGROUPED, "work", 1, 9),
        ({"at": "dai", "organisation": "Đài"}, How.CORRECTED, "organisation", "Báo", "Đài"),
        ({"on": "web", "channel": "Web"}, How.CORRECTED, "channel", "Báo in", "Web"),
        ({"seconds": 90}, How.CORRECTED, "seconds", 0, 90),
        ({"quantity": 3}, How.CORRECTED, "quantity", 1, 3),
        ({"is_rerun": True}, How.CORRECTED, "is_rerun", False, True),
        ({"persons": 5}, How.CORRECTED, "persons", None, 5),
        ({"title": "Khác"}, How.CORRECTED, "title", "Bài 1", "Khác"),
        ({"about": frozenset({"vu-thu"})}, How.CORRECTED, "about", (), ("vu-thu",)),
        ({"items": ("II.1.2",)}, How.REMAPPED, "items", ("II.1.1",), ("II.1.2",)),
    ],
)
def test_each_way_of_changing_is_called_by_its_name(changes, how, field, old, new):
    (change,) = compare(side(kept(1)), side(kept(1, **changes))).records
    assert change.how == (how,)
    assert [(each.name, each.old, each.new) for each in change.fields] == [(field, old, new)]


def test_a_record_may_change_in_several_ways():
    (change,) = compare(side(kept(1)), side(kept(1, work_id=9, title="Khác"))).records
    assert set(change.how) == {How.REGROUPED, How.CORRECTED}


def test_a_new_name_is_no_change_of_a_record():
    after = side(kept(1, organisation="Báo mới", channel="In"), theme={"1": "Bộ phận Một cửa", "2": "Tên khác"})
    delta = compare(side(kept(1)), after)
    assert delta.records == ()
    assert [(each.ground, each.old, each.new) for each in delta.grounds] == [
        (Ground.THEME, "Một cửa", "Bộ phận Một cửa")
    ]  # theme 2 is used by nobody


def test_another_mapping_is_told_with_its_themes():
    after = side(kept(1), items=(Item("II.1.1", frozenset({1, 2})),))
    (ground,) = compare(side(kept(1)), after).grounds
    assert (ground.ground, ground.key, ground.old, ground.new) == (
        Ground.MAPPING,
        "II.1.1",
        "Một cửa",
        "Một cửa, SIPAS",
    )


def test_rows_tell_how_far_they_moved():
    delta = compare(side(total=Figure(8, 6, 600)), side(total=Figure(9, 6, 540)))
    total = delta.rows[-1]
    assert (total.appearances, total.works, total.minutes) == (1, 0, -1)
    assert total.is_changed


def told(kind, number, *fields):
    at = datetime(2024, 7, number, tzinfo=UTC)
    return Told(kind=kind, at=at, by="An", fields=frozenset(fields), number=number)


def test_history_after_the_freezing_tells_of_a_change():
    (change,) = compare(side(kept(1)), side(kept(1, day=date(2024, 5, 3)))).records
    history = [told("corrected", 1, "day"), told("corrected", 3, "day"), told("corrected", 4, "title")]
    assert [each.number for each in telling(change, history, since=2)] == [3]
    assert [each.number for each in telling(change, history, since=9)] == [3]
    assert telling(change, history[-1:], since=2) == ()


def test_what_is_gone_was_withdrawn_or_moved_to_another_day():
    (change,) = compare(side(kept(1)), side()).records
    history = [told("recorded", 1, "day"), told("updated", 2, "title"), told("withdrawn", 3)]
    assert [each.kind for each in telling(change, history, since=1)] == ["withdrawn"]
