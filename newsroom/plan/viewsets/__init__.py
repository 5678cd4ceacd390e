"""Plans, forms of publicising and reporting calendars in the admin."""

from .plans import PlanViewSet
from .vocabulary import ChannelViewSet, RegimeViewSet

__all__ = ["ChannelViewSet", "PlanViewSet", "RegimeViewSet"]
