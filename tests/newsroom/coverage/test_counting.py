"""The rules of the numbers, one by one, without a database."""

from datetime import date

import pytest

from newsroom.coverage.counting import (
    DIMENSIONS,
    GRAINS,
    UNCLASSIFIED,
    Cell,
    Fact,
    Figure,
    Item,
    NotADimension,
    NotCounted,
    count,
    minutes,
)
from newsroom.periods import period

Q2 = period(2024, "quy-2")
ONE = Item("II.1.1", frozenset({1, 2}))
TWO = Item("II.1.2", frozenset({2, 3}))


def fact(number=1, *, themes=(1,), **fields):
    return Fact(
        **{
            "record_id": number,
            "work_id": number,
            "theme_ids": frozenset(themes),
            "day": date(2024, 5, 2),
            "channel": "bao",
            "organisation": "bao-thai-binh",
            **fields,
        }
    )


def counted(*facts, items=(ONE, TWO), **asked):
    return count(facts, items, Q2.start, Q2.stop, **asked)


def test_a_record_is_one_appearance_of_one_work():
    assert counted(fact(seconds=90)).at() == Figure(1, 1, 90, 1, 1, 0, 0)


def test_nothing_counts_as_nothing():
    assert counted().at("II.1.1", channel="bao") == Figure()
    assert counted().cells == {}


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2024, 3, 14), False),
        (date(2024, 3, 15), True),
        (date(2024, 6, 14), True),
        (date(2024, 6, 15), False),
    ],
)
def test_both_fences_of_the_window(day, inside):
    assert counted(fact(day=day)).at().appearances == inside


def test_what_was_withdrawn_counts_nowhere():
    assert counted(fact(stands=False)).cells == {}


def test_three_outlets_are_three_appearances_and_one_work():
    everywhere = counted(
        fact(1, work_id=9),
        fact(2, work_id=9, channel="cong-tinh", organisation="cong-tinh"),
        fact(3, work_id=9, channel="phat-thanh", organisation="dai"),
    )
    assert (everywhere.at().appearances, everywhere.at().works) == (3, 1)
    assert [figure.works for figure in everywhere.by_channel().values()] == [1, 1, 1]
    assert (everywhere.at("II.1.1").appearances, everywhere.at("II.1.1").works) == (3, 1)


def test_a_work_counts_in_a_window_that_holds_one_of_its_appearances():
    quarter = counted(fact(1, work_id=9, day=date(2024, 3, 14)), fact(2, work_id=9))
    assert (quarter.at().appearances, quarter.at().works) == (1, 1)


def test_two_themes_of_two_items_count_once_for_each_and_once_in_the_total():
    both = counted(fact(themes=(1, 3), seconds=60))
    assert both.at("II.1.1") == both.at("II.1.2") == both.at() == Figure(1, 1, 60, 1, 1, 0, 0)
    assert both.at(UNCLASSIFIED) == Figure()


def test_one_theme_of_two_items_serves_both():
    assert counted(fact(themes=(2,))).at("II.1.2").appearances == 1


def test_two_themes_of_one_item_count_once():
    assert counted(fact(themes=(1, 2), seconds=60)).at("II.1.1") == Figure(1, 1, 60, 1, 1, 0, 0)


def test_what_serves_no_item_stands_by_itself_and_in_the_total():
    alone = counted(fact(1, themes=(8,)), fact(2, themes=()))
    assert alone.at(UNCLASSIFIED).appearances == alone.at().appearances == 2
    assert alone.at("II.1.1") == Figure()


def test_without_items_all_is_unclassified():
    assert counted(fact(), items=()).at(UNCLASSIFIED).appearances == 1


def test_a_rerun_is_an_appearance_of_the_same_work_and_no_first_run():
    aired = counted(fact(1, work_id=9, seconds=600), fact(2, work_id=9, seconds=600, is_rerun=True)).at()
    assert (aired.appearances, aired.works, aired.first_runs, aired.seconds) == (2, 1, 1, 1200)


def test_quantities_people_and_copies_add_up():
    figure = counted(fact(1, quantity=3, persons=40, copies=500), fact(2, quantity=2, persons=2)).at()
    assert (figure.appearances, figure.quantity, figure.persons, figure.copies) == (2, 5, 42, 500)


def test_a_cell_is_where_item_channel_and_organisation_meet():
    cells = counted(
        fact(1),
        fact(2, channel="cong-tinh"),
        fact(3, organisation="dai"),
        fact(4, themes=(3,)),
        grains=[*GRAINS, ("channel", "organisation")],
    )
    assert cells.at("II.1.1", channel="bao", organisation="bao-thai-binh").appearances == 1
    assert cells.at("II.1.1", channel="bao").appearances == 2
    assert cells.at("II.1.1", organisation="bao-thai-binh").appearances == 2
    assert cells.at(channel="bao", organisation="bao-thai-binh").appearances == 2
    assert cells.at("II.1.1").appearances == 3
    assert Cell("II.1.2", "cong-tinh", None) not in cells.cells


class TestDimensions:
    def test_genre_and_tone_stand_beside_channel_and_organisation(self):
        pieces = counted(
            fact(1, genre="brief"), fact(2, genre="article", tone="commend"), fact(3, genre="brief", tone="critical")
        )
        assert {genre: figure.works for genre, figure in pieces.spread("genre").items()} == {"article": 1, "brief": 2}
        assert list(pieces.spread("tone", "II.1.1")) == ["commend", "critical", "neutral"]
        assert pieces.at("II.1.1", genre="brief").appearances == 2
        assert pieces.at("II.1.1", tone="commend").appearances == 1

    def test_a_genre_that_nobody_said_is_a_value_and_not_all(self):
        pieces = counted(fact(1, genre=""), fact(2, genre="brief"))
        assert pieces.at(genre="").appearances == 1
        assert pieces.at(genre=None).appearances == 2

    def test_a_work_is_counted_anew_in_each_genre_and_tone(self):
        pieces = counted(fact(1, work_id=9, genre="brief"), fact(2, work_id=9, genre="article", tone="commend"))
        assert [figure.works for figure in pieces.spread("genre").values()] == [1, 1]
        assert [figure.works for figure in pieces.spread("tone").values()] == [1, 1]
        assert pieces.at().works == 1

    def test_a_record_that_names_two_stands_in_both_and_once_in_the_total(self):
        named = counted(fact(about=frozenset({"so-y-te", "vu-thu"}), seconds=60), grains=[(), ("about",)])
        assert named.at(about="so-y-te") == named.at(about="vu-thu") == named.at() == Figure(1, 1, 60, 1, 1, 0, 0)
        assert named.at("II.1.1", about="vu-thu").appearances == 1

    def test_a_record_that_names_nobody_stands_at_nobody(self):
        named = counted(fact(1, about=frozenset({"vu-thu"})), fact(2), grains=[(), ("about",)])
        assert named.spread("about") == {"vu-thu": named.at(about="vu-thu")}
        assert (named.at(about="vu-thu").appearances, named.at().appearances) == (1, 2)

    def test_praise_and_criticism_of_each_organisation_named(self):
        both = frozenset({"so-y-te", "vu-thu"})
        balance = counted(
            fact(1, tone="commend", about=both),
            fact(2, tone="critical", about=frozenset({"vu-thu"})),
            fact(3, tone="critical", about=frozenset({"vu-thu"}), work_id=2),
            grains=[("about", "tone")],
        )
        tones = {tone: (one.appearances, one.works) for tone, one in balance.spread("tone", about="vu-thu").items()}
        assert tones == {"commend": (1, 1), "critical": (2, 1)}
        assert balance.spread("about", tone="critical") == {"vu-thu": balance.at(about="vu-thu", tone="critical")}

    @pytest.mark.parametrize(
        ("day", "weeks"),
        [
            (date(2024, 3, 15), [0]),
            (date(2024, 3, 21), [0]),
            (date(2024, 3, 22), [1]),
            (date(2024, 3, 28), [1]),
            (date(2024, 3, 29), []),
        ],
    )
    def test_both_fences_of_a_span(self, day, weeks):
        spans = [(date(2024, 3, 15), date(2024, 3, 22)), (date(2024, 3, 22), date(2024, 3, 29))]
        cells = counted(fact(day=day), grains=[("span",)], spans=spans)
        assert list(cells.spread("span")) == weeks

    def test_a_span_that_reaches_out_of_the_window_counts_only_what_is_in_both(self):
        spans = [(date(2024, 3, 1), date(2024, 4, 1))]
        cells = counted(fact(1, day=date(2024, 3, 14)), fact(2, day=date(2024, 3, 15)), grains=[("span",)], spans=spans)
        assert cells.at(span=0).appearances == 1

    def test_a_work_of_two_weeks_is_one_in_each_and_one_in_the_window(self):
        spans = [(date(2024, 5, 1), date(2024, 5, 8)), (date(2024, 5, 8), date(2024, 5, 15))]
        cells = counted(
            fact(1, work_id=9), fact(2, work_id=9, day=date(2024, 5, 9)), grains=[(), ("span",)], spans=spans
        )
        assert [figure.works for figure in cells.spread("span").values()] == [1, 1]
        assert cells.at().works == 1

    def test_without_spans_that_grain_is_empty_and_no_error(self):
        assert counted(fact(), grains=[("span",)]).spread("span") == {}

    def test_all_dimensions_meet(self):
        cells = counted(
            fact(1, genre="brief", about=frozenset({"vu-thu"})),
            fact(2, genre="brief", about=frozenset({"so-y-te"})),
            grains=[DIMENSIONS],
            spans=[(Q2.start, Q2.stop)],
        )
        assert cells.cells[Cell("II.1.1", "bao", "bao-thai-binh", "brief", "neutral", "vu-thu", 0)] == cells.at(
            "II.1.1",
            channel="bao",
            organisation="bao-thai-binh",
            genre="brief",
            tone="neutral",
            about="vu-thu",
            span=0,
        )
        assert len(cells.cells) == 4

    def test_what_nobody_asked_to_count_is_an_error_and_no_nought(self):
        with pytest.raises(NotCounted, match="channel, organisation"):
            counted(fact()).at(channel="bao", organisation="bao-thai-binh")
        with pytest.raises(NotCounted, match="row"):
            counted(fact(), grains=[("channel",)]).at()
        with pytest.raises(NotCounted):
            counted(fact()).spread("about")

    def test_what_is_no_dimension_is_refused(self):
        with pytest.raises(NotADimension, match="province"):
            counted(fact(), grains=[("province",)])


def test_spreads_name_only_what_has_something_and_add_up_to_their_row():
    cells = counted(fact(1), fact(2, channel="cong-tinh"), fact(3, organisation="dai"), fact(4, themes=()))
    assert {code: figure.appearances for code, figure in cells.by_channel("II.1.1").items()} == {
        "bao": 2,
        "cong-tinh": 1,
    }
    assert {slug: figure.appearances for slug, figure in cells.by_organisation().items()} == {
        "bao-thai-binh": 3,
        "dai": 1,
    }
    assert cells.by_channel(UNCLASSIFIED) == {"bao": cells.at(UNCLASSIFIED)}


@pytest.mark.parametrize(("seconds", "whole"), [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (3600, 60)])
def test_minutes_are_rounded_half_up(seconds, whole):
    assert minutes(seconds) == whole


def test_seconds_are_added_before_they_are_rounded():
    assert counted(fact(1, seconds=20), fact(2, seconds=20)).at().minutes == 1
