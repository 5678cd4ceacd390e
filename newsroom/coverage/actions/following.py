"""A page's publication told to the ledger."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import CoverageRecord, CoveredPage
from .recording import record, withdraw


@transaction.atomic
def follow_page(*, page: CoveredPage, reason: str, by, at: datetime) -> CoverageRecord | None:
    """Record a live page's appearance; one that is none (any more) is withdrawn for `reason`.

    None when nothing is recorded. A page that is not live is withdrawn too.
    """
    appearance = page.appearance() if page.live else None
    if appearance is None:
        return leave_page(page=page, reason=reason, by=by, at=at)
    return record(appearance=appearance, by=by, at=at)


def leave_page(*, page: CoveredPage, reason: str, by, at: datetime) -> CoverageRecord | None:
    """Withdraw what a page recorded, if it did."""
    return withdraw(source=page.source_kind, source_key=str(page.pk), reason=reason, by=by, at=at)
