"""Date and number forms that differ from Django's own for Vietnamese."""
