"""What answers look like, shortened. Tests hold each to its schema."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {}
