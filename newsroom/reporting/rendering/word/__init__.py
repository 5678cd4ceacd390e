"""The paper as a Word document by Nghị định 30/2020/NĐ-CP, from the office's own template or the one that ships."""

from .document import read_annexes, write_docx
from .shipped import SHIPPED, shipped_template

__all__ = ["SHIPPED", "read_annexes", "shipped_template", "write_docx"]
