"""What answers look like, shortened. Tests hold each to its schema."""

from __future__ import annotations

from typing import Any

_AT = "https://toasoan.example/api/thong-ke/v1"
_PLAN = {
    "number": "174/KH-UBND",
    "year": 2024,
    "title": "Kế hoạch tuyên truyền cải cách hành chính năm 2024",
    "sample": False,
}
_LISTED_PLAN = {
    **_PLAN,
    "slug": "174-kh-ubnd",
    "issuer": "UBND tỉnh Thái Bình",
    "in_force_from": "2024-01-01",
    "in_force_to": "2024-12-31",
    "links": {
        "self": f"{_AT}/plans/2024/174-kh-ubnd",
        "periods": f"{_AT}/plans/2024/174-kh-ubnd/periods",
    },
}
_PERIOD = {
    "code": "quy-2",
    "year": 2024,
    "name": "Quý II/2024 (15/03/2024 – 14/06/2024)",
    "start": "2024-03-15",
    "end": "2024-06-14",
    "due": "2024-06-15",
    "province_due": "2024-06-20",
}
_SNAPSHOT = {
    "id": 7,
    "number": 1,
    "sha256": "9f2c7c6f3f0a4f5a1f0f8f6a9f1f2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c",
    "frozen_at": "2024-06-17T09:00:00+07:00",
    "frozen_by": "Hoàng Thị Vân",
}
_FIGURES = {
    "appearances": 8,
    "works": 6,
    "minutes": 32,
    "persons": 0,
    "copies": 0,
    "first_runs": 7,
    "reruns": 1,
}
_NO_TARGET = {"measure": None, "target": None, "done": None, "done_ratio": None}
_TOTAL = {"label": "", "title": "Tổng cộng", **_FIGURES, **_NO_TARGET}
_ROW = {
    "label": "II.1.1",
    "title": "Bám sát Nghị quyết 76/NQ-CP và các văn bản chỉ đạo",
    **_FIGURES,
    **_NO_TARGET,
    "by_channel": {"bao-in": {"name": "Báo in", "unit": "tác phẩm", "quantity": 8, **_FIGURES}},
    "by_organisation": {"bao-thai-binh": {"name": "Báo Thái Bình", **_FIGURES}},
    "by_genre": {"article": {"name": "Bài", **_FIGURES}},
    "by_tone": {"commend": {"name": "Nêu gương", **_FIGURES}},
}
_SPREAD = {"by_channel": {}, "by_organisation": {}, "by_genre": {}, "by_tone": {}}
_STATEMENT = {
    "plan": _PLAN,
    "period": _PERIOD,
    "provisional": True,
    "snapshot": None,
    "organisations": None,
    "rows": [_ROW],
    "unclassified": {**_TOTAL, "title": "Không phân loại", **_SPREAD},
    "total": {**_TOTAL, **_SPREAD},
    "named": {"so-noi-vu": {"name": "Sở Nội vụ", **_FIGURES}},
    "output": {},
    "targets": [],
}
_FROZEN_RECORD = {
    "id": 4711,
    "work_id": 4200,
    "day": "2024-05-02",
    "title": "Bộ phận Một cửa huyện Vũ Thư: hẹn đúng ngày, trả trước hạn",
    "organisation": "bao-thai-binh",
    "organisation_name": "Báo Thái Bình",
    "channel": "bao-in",
    "channel_name": "Báo in",
    "quantity": 1,
    "unit": "tác phẩm",
    "seconds": 0,
    "items": ["II.1.4"],
    "theme_names": ["Một cửa, một cửa liên thông"],
    "genre": "article",
    "genre_name": "Bài",
    "tone": "commend",
    "tone_name": "Nêu gương",
    "persons": None,
    "copies": None,
    "rerun": False,
    "source_name": "Tin, bài",
    "url": "https://toasoan.example/bao-thai-binh/bo-phan-mot-cua/",
    "evidence": "",
}
_RECORD = {
    **_FROZEN_RECORD,
    "themes": ["mot-cua"],
    "about": ["ubnd-huyen-vu-thu"],
    "source": "story",
    "recorded_at": "2024-05-02T01:30:00+00:00",
    "withdrawn_at": None,
}
_COUNTED = {**_FIGURES, "quantity": 8}

EXAMPLES: dict[str, dict[str, Any]] = {
    "entrance": {
        "name": "CCHC – API thống kê",
        "version": "1.0.0",
        "links": {"plans": f"{_AT}/plans", "records": f"{_AT}/records", "docs": f"{_AT}/docs"},
        "asker": {
            "key": "Bảng theo dõi của Sở",
            "organisation": "so-tttt",
            "sees_all": True,
            "reads": ["statements", "totals"],
            "requests_a_minute": 60,
            "expires_at": "2025-06-30T17:00:00+00:00",
        },
    },
    "plans": {"plans": [_LISTED_PLAN]},
    "plan": {**_LISTED_PLAN, "items": [{"label": "II.1.1", "title": _ROW["title"], "themes": ["chi-dao-dieu-hanh"]}]},
    "periods": {
        "plan": _PLAN,
        "periods": [
            {
                **_PERIOD,
                "kind": "quarter",
                "state": "frozen",
                "snapshot": _SNAPSHOT,
                "links": {
                    "statement": f"{_AT}/statements/2024/quy-2?plan=174-kh-ubnd",
                    "snapshot": f"{_AT}/snapshots/7",
                },
            }
        ],
    },
    "codes": {
        "channels": [{"code": "bao-in", "name": "Báo in", "unit": "tác phẩm"}],
        "organisations": [{"code": "bao-thai-binh", "name": "Báo Thái Bình"}],
        "themes": [{"code": "mot-cua", "name": "Một cửa, một cửa liên thông"}],
        "genres": [{"code": "article", "name": "Bài"}],
        "tones": [{"code": "commend", "name": "Nêu gương"}],
    },
    "statement": _STATEMENT,
    "snapshots": {
        "snapshots": [
            {
                **_SNAPSHOT,
                "current": True,
                "plan": _PLAN,
                "period": _PERIOD,
                "links": {"statement": f"{_AT}/snapshots/7", "records": f"{_AT}/snapshots/7/records"},
            }
        ]
    },
    "snapshot": {**_STATEMENT, "provisional": False, "snapshot": _SNAPSHOT},
    "snapshot_records": {
        "plan": _PLAN,
        "period": _PERIOD,
        "provisional": False,
        "snapshot": _SNAPSHOT,
        "count": 8,
        "records": [_FROZEN_RECORD],
        "next": f"{_AT}/snapshots/7/records?limit=1&cursor=WyJhIiwxXQ:x",
    },
    "records": {
        "plan": _PLAN,
        "period": _PERIOD,
        "provisional": True,
        "snapshot": None,
        "count": 8,
        "records": [_RECORD],
        "next": f"{_AT}/records?year=2024&period=quy-2&limit=1&cursor=WyJhIiw0NzExXQ:x",
    },
    "totals": {
        "plan": _PLAN,
        "period": _PERIOD,
        "provisional": True,
        "snapshot": None,
        "organisations": None,
        "by": ["item", "channel"],
        "rows": [
            {
                "item": "II.1.1",
                "item_name": _ROW["title"],
                "channel": "bao-in",
                "channel_name": "Báo in",
                **_COUNTED,
            }
        ],
        "total": _COUNTED,
    },
}
