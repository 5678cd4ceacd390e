"""Questions about the ledger, built from each other."""

from .ledger import CoverageQuerySet
from .rolled import Contribution, RollupQuerySet
from .spreading import tables_of

__all__ = ["Contribution", "CoverageQuerySet", "RollupQuerySet", "tables_of"]
