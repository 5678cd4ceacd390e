from .covered_page import CoveredPage
from .event import LedgerEvent
from .record import CoverageRecord, Source
from .vocabulary import Genre, Tone
from .work import Work

__all__ = ["CoverageRecord", "CoveredPage", "Genre", "LedgerEvent", "Source", "Tone", "Work"]
