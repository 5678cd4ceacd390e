"""Questions about the ledger, built from each other."""

from .ledger import CoverageQuerySet

__all__ = ["CoverageQuerySet"]
