"""Screens of the report, and its files at the same address with a suffix."""

from .changes import changes
from .duties import duties, duties_file, duty_records
from .files import statement_file
from .index import index
from .matrix import matrix, matrix_file, matrix_of_today
from .matrix_drawer import matrix_drawer
from .matrix_trends import trends
from .records import records
from .report import report, report_step, sealed
from .scores import scores, scores_file
from .statement import statement
from .templates import template_choice, template_file, templates
from .writing import report_edit, report_works

__all__ = [
    "changes",
    "duties",
    "duties_file",
    "duty_records",
    "index",
    "matrix",
    "matrix_drawer",
    "matrix_file",
    "matrix_of_today",
    "records",
    "report",
    "report_edit",
    "report_step",
    "report_works",
    "scores",
    "scores_file",
    "sealed",
    "statement",
    "statement_file",
    "template_choice",
    "template_file",
    "templates",
    "trends",
]
