"""What other systems pull: the statistics API, its keys and what each may read."""
