"""When a feed may be asked again."""
