"""Which targets a person may set: pure, so that screens, forms and verbs ask the same question."""

from dataclasses import dataclass

from newsroom.organisations.permitting import Standing


@dataclass(frozen=True, kw_only=True)
class TargetRights:
    """`any`: every target of every plan. `own`: of those organisations, as their own and of no clause."""

    any: bool = False
    own: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.any or bool(self.own)

    def cover(self, *, organisation_id: int | None, origin_id: int | None) -> bool:
        """Whether a target of that organisation and clause is theirs to set, to change and to drop."""
        return self.any or (origin_id is None and organisation_id in self.own)


def target_rights(standing: Standing, *, may_all: bool) -> TargetRights:
    """Sở Nội vụ (`may_all`) sets any; an editor for their outlet, an officer for their agency, each its own."""
    return TargetRights(any=may_all, own=standing.edits | standing.reports_for)
