"""Scores by a rule that is data, with the arithmetic kept: what gave how many points, of how many, and why. Pure.

Two kinds of criteria are known from the guides of Vietnamese provinces: how much of the plan was completed (goals done
/ goals set) and how diverse the forms were (points for each group that was used, once, however often). Ratios are
exact; each criterion is rounded once, half up, and the total adds up what was rounded, as one does on paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from newsroom.plan.loading import Criterion, Group, Rule

from .aiming import Aim


@dataclass(frozen=True, kw_only=True)
class Use:
    """How often a form was used, and how many of these appearances have evidence: a proof or an address."""

    channel: str
    name: str
    appearances: int = 0
    proven: int = 0


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target that is due in the period."""

    aim: Aim

    @property
    def is_done(self) -> bool:
        return self.aim.target is not None and self.aim.done >= self.aim.target


@dataclass(frozen=True, kw_only=True)
class Used:
    """A group of forms: `uses` are those of its forms that were used at all; `is_used` by the rule's own measure."""

    group: Group
    uses: tuple[Use, ...]
    is_used: bool

    @property
    def points(self) -> Decimal:
        return self.group.points if self.is_used else Decimal()


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one criterion gave. `points` is None where there was nothing to judge: no goal was due.

    `why` is "completed", "below-floor", "no-goals" or "groups"; `exact` is the score before rounding.
    """

    criterion: Criterion
    why: str
    points: Decimal | None
    exact: Fraction = Fraction()
    goals: tuple[Goal, ...] = ()
    groups: tuple[Used, ...] = ()

    @property
    def done(self) -> int:
        """Goals done."""
        return sum(goal.is_done for goal in self.goals)

    @property
    def is_rounded(self) -> bool:
        return self.points is not None and Fraction(self.points) != self.exact


@dataclass(frozen=True, kw_only=True)
class Score:
    """The score of one organisation, or of the province (`code` is "")."""

    code: str
    name: str
    steps: tuple[Step, ...]

    @property
    def points(self) -> Decimal:
        return sum((step.points for step in self.steps if step.points is not None), Decimal())

    @property
    def of(self) -> Decimal:
        """The most that could be had: criteria with nothing to judge are left out."""
        return sum((step.criterion.points for step in self.steps if step.points is not None), Decimal())


def score(rule: Rule, *, code: str, name: str, aims: Iterable[Aim], uses: Mapping[str, Use]) -> Score:
    """One score. `aims` are its targets, `uses` its forms by channel's code."""
    aims = tuple(aims)
    return Score(code=code, name=name, steps=tuple(_step(each, rule.places, aims, uses) for each in rule.criteria))


def _step(criterion: Criterion, places: int, aims: tuple[Aim, ...], uses: Mapping[str, Use]) -> Step:
    if criterion.kind == "completion":
        return _completion(criterion, places, aims)
    groups = tuple(_used(group, criterion, uses) for group in criterion.groups)
    exact = Fraction(sum((used.points for used in groups), Decimal()))
    return Step(criterion=criterion, why="groups", points=rounded(exact, places), exact=exact, groups=groups)


def _completion(criterion: Criterion, places: int, aims: tuple[Aim, ...]) -> Step:
    """Goals done / goals set × points; below the floor, which itself still counts, nothing."""
    goals = tuple(Goal(aim=aim) for aim in aims if aim.target)
    if not goals:
        return Step(criterion=criterion, why="no-goals", points=None)
    ratio = Fraction(sum(goal.is_done for goal in goals), len(goals))
    if criterion.floor is not None and ratio < Fraction(criterion.floor):
        return Step(criterion=criterion, why="below-floor", points=rounded(Fraction(), places), goals=goals)
    exact = ratio * Fraction(criterion.points)
    return Step(criterion=criterion, why="completed", points=rounded(exact, places), exact=exact, goals=goals)


def _used(group: Group, criterion: Criterion, uses: Mapping[str, Use]) -> Used:
    those = tuple(uses[code] for code in group.channels if code in uses and uses[code].appearances)
    number = sum(use.proven if criterion.evidence else use.appearances for use in those)
    return Used(group=group, uses=those, is_used=number > 0)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Half up, to so many decimals: 1/3 to two is 0.33, 1/8 to two is 0.13."""
    unit = 10**places
    whole: int = int(exact * unit + Fraction(1, 2))
    return Decimal(whole).scaleb(-places)


@dataclass(frozen=True, kw_only=True)
class ScoreSheet:
    """A plan's scores in a period by one rule: the province first, where the asker sees all, then organisations."""

    plan_number: str
    plan_year: int
    period_name: str
    rule: Rule
    scores: tuple[Score, ...]
