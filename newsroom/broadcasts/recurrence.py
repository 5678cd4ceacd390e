"""When a series airs, from its rule."""
