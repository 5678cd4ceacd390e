from .batch import LedgerBatch
from .covered_page import CoveredPage
from .distinction import Distinction
from .event import LedgerEvent
from .file_import import FileImport
from .record import CoverageRecord, Source
from .rollup import Rollup, RollupLine, SetAside
from .vocabulary import Genre, Tone
from .work import Work

__all__ = [
    "CoverageRecord",
    "CoveredPage",
    "Distinction",
    "FileImport",
    "Genre",
    "LedgerBatch",
    "LedgerEvent",
    "Rollup",
    "RollupLine",
    "SetAside",
    "Source",
    "Tone",
    "Work",
]
