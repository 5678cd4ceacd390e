from .broadcast import BroadcastPage, BroadcastTheme, Medium
from .series import Episode, EpisodeState, Rerun, Series

__all__ = ["BroadcastPage", "BroadcastTheme", "Episode", "EpisodeState", "Medium", "Rerun", "Series"]
