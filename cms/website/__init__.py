"""The public site: front page, search, and what every address shares."""
