"""The post room: fetches, parses and keeps foreign feeds. Knows nothing of themes, plans or reports."""
