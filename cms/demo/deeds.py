"""What is no page: activities of 2024 that an analyst entered by hand."""

from __future__ import annotations

from datetime import datetime

from newsroom.coverage.actions import record_manual
from newsroom.coverage.models import CoverageRecord, Source
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from . import corpus, province


def write_by_hand(progress, *, at: datetime) -> int:
    """Panos, conferences, leaflets and loudspeaker hours; how many were recorded now."""
    recorder = province.person("tttt")
    known = set(CoverageRecord.objects.filter(source=Source.MANUAL).values_list("source_key", flat=True))
    rows = [row for row in corpus.tables("manual*.toml", "activities") if _key(row) not in known]
    for row in progress.each(rows, len(rows)):
        record_manual(
            key=_key(row),
            organisation=Organisation.objects.get(slug=row["organisation"]),
            channel=Channel.objects.get(code=row["channel"]),
            day=row["day"],
            title=row["title"],
            evidence=row["evidence"],
            quantity=row.get("quantity", 1),
            seconds=row.get("minutes", 0) * 60,
            persons=row.get("persons"),
            copies=row.get("copies"),
            themes=Theme.objects.filter(slug__in=row["themes"]),
            by=recorder,
            at=at,
        )
    return len(rows)


def _key(row: dict) -> str:
    return f"mau:{row['key']}"
