"""Clockwork of the post room."""
