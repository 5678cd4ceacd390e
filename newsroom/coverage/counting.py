"""Counting the ledger: the rules of the numbers, pure."""
