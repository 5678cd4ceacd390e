"""The nouns of stories: an article, and where it came from when it is somebody else's."""

from .origin import StoryOrigin
from .story import StoryPage, StoryTheme

__all__ = ["StoryOrigin", "StoryPage", "StoryTheme"]
