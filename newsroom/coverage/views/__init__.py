"""Screens of the ledger: the list, one record, entering, correcting, grouping, themes in bulk, files, undoing."""

from .batches import Batch, Batches
from .changing import Correct, Regroup, Reinstate, Withdraw
from .entering import Enter
from .grouping import Merge, Proposals, Split, WorkView
from .importing import ImportProgress, Imports, MistakesFile, OneImport, TemplateCsv, TemplateXlsx
from .ledger import Ledger, LedgerResults
from .record import Record
from .retagging import Retag

__all__ = [
    "Batch",
    "Batches",
    "Correct",
    "Enter",
    "ImportProgress",
    "Imports",
    "Ledger",
    "LedgerResults",
    "Merge",
    "MistakesFile",
    "OneImport",
    "Proposals",
    "Record",
    "Regroup",
    "Reinstate",
    "Retag",
    "Split",
    "TemplateCsv",
    "TemplateXlsx",
    "Withdraw",
    "WorkView",
]
