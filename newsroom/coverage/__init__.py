"""What was done: the one ledger of appearances, and the rules that count it."""
