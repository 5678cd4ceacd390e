"""Scores by rules that are data: what gives how many points, and why."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.coverage.models import CoverageRecord, Source
from newsroom.plan.actions import SHIPPED_CHANNELS, SHIPPED_RULES, load_channels, load_scoring_rules
from newsroom.plan.loading import Criterion, Group, Rule
from newsroom.statements.actions import compile_scores
from newsroom.statements.aiming import Aim
from newsroom.statements.scoring import Use, rounded, score
from tests import factories as make


def rule(*criteria, places=2):
    return Rule(code="r", version=1, name="R", source="S", places=places, criteria=criteria)


def completion(points="1", floor=None):
    floor = None if floor is None else Decimal(floor)
    return Criterion(code="c", title="C", kind="completion", points=Decimal(points), floor=floor)


def diversity(*, evidence=True):
    groups = (
        Group(code="board", title="B", points=Decimal("0.25"), channels=("board",)),
        Group(code="web", title="W", points=Decimal("0.25"), channels=("web", "social")),
        Group(code="paper", title="P", points=Decimal("0.5"), channels=("leaflet", "pano")),
    )
    return Criterion(code="d", title="D", kind="diversity", points=Decimal(1), evidence=evidence, groups=groups)


def goals(done, of):
    return [Aim(measure="works", target=2, done=2 if number < done else 1) for number in range(of)]


def judged(criterion, *, aims=(), uses=(), places=2):
    uses = {use.channel: use for use in uses}
    return score(rule(criterion, places=places), code="", name="", aims=aims, uses=uses).steps[0]


class TestCompletion:
    def test_all_goals_done_give_all_points(self):
        assert judged(completion(), aims=goals(5, 5)).points == 1

    def test_four_of_five_is_read_both_ways(self):
        """xuanloc.dongnai.gov.vn NewsId=10902: nothing below 90 %, and an example of 4/5 that gives 0.8."""
        by_threshold = judged(completion(floor="0.9"), aims=goals(4, 5))
        by_example = judged(completion(), aims=goals(4, 5))
        assert (by_threshold.points, by_threshold.why) == (0, "below-floor")
        assert (by_example.points, by_example.why) == (Decimal("0.8"), "completed")
        assert (by_example.done, len(by_example.goals)) == (4, 5)

    def test_both_sides_of_the_floor(self):
        assert judged(completion(floor="0.9"), aims=goals(9, 10)).points == Decimal("0.9")
        assert judged(completion(floor="0.9"), aims=goals(8, 9)).points == 0  # 88.9 %

    def test_a_floor_is_compared_exactly_and_not_after_rounding(self):
        assert judged(completion(floor="0.67"), aims=goals(2, 3)).points == 0

    def test_more_than_the_target_is_done_once_and_no_more(self):
        assert judged(completion(), aims=[Aim(measure="works", target=2, done=9)]).points == 1

    def test_what_is_not_due_is_no_goal_and_without_goals_nothing_is_judged(self):
        not_due = [Aim(measure="works", target=None, done=5), Aim(measure="works", target=0, done=0)]
        step = judged(completion(), aims=not_due)
        assert (step.points, step.why, step.goals) == (None, "no-goals", ())
        assert len(judged(completion(), aims=[*not_due, *goals(1, 1)]).goals) == 1


class TestDiversity:
    def test_each_group_that_was_used_counts_once(self):
        step = judged(
            diversity(),
            uses=[
                Use(channel="web", name="W", appearances=9, proven=9),
                Use(channel="social", name="S", appearances=1, proven=1),
            ],
        )
        assert step.points == Decimal("0.25")
        assert [used.is_used for used in step.groups] == [False, True, False]

    def test_all_groups_make_one_point(self):
        uses = [Use(channel=code, name=code, appearances=1, proven=1) for code in ("board", "social", "pano")]
        assert judged(diversity(), uses=uses).points == 1

    def test_without_evidence_it_is_shown_and_does_not_count_where_the_rule_wants_one(self):
        uses = [Use(channel="pano", name="Pano", appearances=3, proven=0)]
        step = judged(diversity(), uses=uses)
        assert (step.points, step.groups[2].uses[0].appearances) == (0, 3)
        assert judged(diversity(evidence=False), uses=uses).points == Decimal("0.5")

    def test_a_form_of_no_group_gives_nothing(self):
        assert judged(diversity(), uses=[Use(channel="other", name="O", appearances=3, proven=3)]).points == 0


def test_a_criterion_is_rounded_once_half_up_and_the_total_adds_up_what_is_printed():
    third = judged(completion(), aims=goals(1, 3))
    assert (third.points, third.is_rounded, third.exact) == (Decimal("0.33"), True, Fraction(1, 3))
    assert judged(completion(), aims=goals(1, 8), places=2).points == Decimal("0.13")
    assert judged(completion(), aims=goals(1, 8), places=3).is_rounded is False
    total = score(rule(completion(), completion()), code="", name="", aims=goals(1, 3), uses={})
    assert (total.points, total.of) == (Decimal("0.66"), 2)


def test_what_could_not_be_judged_is_left_out_of_the_most_that_could_be_had():
    total = score(rule(completion(), diversity()), code="", name="", aims=[], uses={})
    assert (total.points, total.of) == (0, 1)


@given(done=st.integers(0, 60), rest=st.integers(0, 60), points=st.integers(1, 400), places=st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_place(done, rest, points, places):
    exact = Fraction(done, max(done + rest, 1)) * Fraction(points, 100)
    got = Fraction(rounded(exact, places))
    assert Fraction(-1, 2) <= (exact - got) * 10**places < Fraction(1, 2)


@pytest.mark.django_db
class TestAQuarter:
    @pytest.fixture
    def rules(self):
        load_channels(source=SHIPPED_CHANNELS.read_bytes(), name="c", by=None, at=make.LONG_AGO)
        loaded = load_scoring_rules(source=SHIPPED_RULES.read_bytes(), name="r", by=None, at=make.LONG_AGO)
        return {each.code: each.rule() for each in loaded}

    def sheet(self, quarter, rule, **kwargs):
        found = compile_scores(plan=quarter.plan, period=quarter.period, rule=rule, **kwargs)
        return {score.code: score for score in found.scores}

    def test_the_province_and_each_organisation(self, quarter, rules):
        scores = self.sheet(quarter, rules["xuan-loc-2022-theo-vi-du"])
        assert next(iter(scores)) == ""
        completed, diverse = scores[""].steps
        assert (completed.points, len(completed.goals)) == (0, 1)  # 1 of 14 Fridays
        assert diverse.points == Decimal("0.75")  # the portal, and the pano
        assert scores[quarter.paper.slug].points == 0
        assert scores[quarter.paper.slug].steps[0].points is None
        assert scores[quarter.portal.slug].steps[1].points == Decimal("0.75")

    def test_evidence_decides_and_an_address_is_one(self, quarter, rules):
        CoverageRecord.objects.update(source=Source.STORY, evidence="", url="")
        assert self.sheet(quarter, rules["xuan-loc-2022-theo-vi-du"])[""].steps[1].points == 0
        assert self.sheet(quarter, rules["mau-bon-nhom"])[""].steps[1].points == 1
        web = next(record for record in quarter.records if record.title == "Đăng lại")
        CoverageRecord.objects.filter(pk=web.pk).update(url="https://thaibinh.gov.vn/tin")
        assert self.sheet(quarter, rules["xuan-loc-2022-theo-vi-du"])[""].steps[1].points == Decimal("0.25")

    def test_a_unit_sees_its_own_score_only(self, quarter, rules):
        scores = self.sheet(quarter, rules["mau-bon-nhom"], organisation_ids=[quarter.portal.pk])
        assert list(scores) == [quarter.portal.slug]
