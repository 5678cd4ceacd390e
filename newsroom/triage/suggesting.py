"""Suggesting themes for a text, and saying because of which words."""
