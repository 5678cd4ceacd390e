"""What coverage is about: a controlled vocabulary with the phrases that betray each theme."""
