"""The paper as a Word document by Nghị định 30/2020/NĐ-CP, from the office's own template or the one that ships."""

from .checking import Checked, check_template
from .document import read_annexes, write_docx
from .fields import offered
from .shipped import SHIPPED, shipped_template

__all__ = ["SHIPPED", "Checked", "check_template", "offered", "read_annexes", "shipped_template", "write_docx"]
