"""Storing what feeds bring."""
