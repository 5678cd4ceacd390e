"""Radio and television works, weekly series and their episodes."""
