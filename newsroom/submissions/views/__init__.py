"""Screens of agencies' reports."""

from .desk import DeskView
from .overview import OverviewView
from .report import PrintView, ReportView, ReturnView

__all__ = ["DeskView", "OverviewView", "PrintView", "ReportView", "ReturnView"]
