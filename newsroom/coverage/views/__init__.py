"""Screens of the ledger: the list, one record, entering, correcting, withdrawing, regrouping."""

from .changing import Correct, Regroup, Reinstate, Withdraw
from .entering import Enter
from .ledger import Ledger, LedgerResults
from .record import Record

__all__ = ["Correct", "Enter", "Ledger", "LedgerResults", "Record", "Regroup", "Reinstate", "Withdraw"]
