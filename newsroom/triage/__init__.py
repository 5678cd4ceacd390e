"""Where an editor decides what a feed's entry is: coverage, or nothing."""
