"""The newsroom: what was promised, what was done, and the statement that holds one against the other."""
