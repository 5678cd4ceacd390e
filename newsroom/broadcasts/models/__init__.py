from .broadcast import BroadcastPage, BroadcastTheme, Medium
from .series import Episode, EpisodeState, Series

__all__ = ["BroadcastPage", "BroadcastTheme", "Episode", "EpisodeState", "Medium", "Series"]
