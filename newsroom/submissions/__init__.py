"""What agencies report of themselves, shown beside what the ledger saw."""
