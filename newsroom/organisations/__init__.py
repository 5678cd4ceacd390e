"""Who speaks and who must report: organisations through time, and who works where."""
