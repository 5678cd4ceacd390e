"""What was promised: a plan's clauses, items, channels, duties, targets and deadlines."""
