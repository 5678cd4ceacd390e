"""Reads the rooms below and states what was done against what was promised; creates no new fact."""
