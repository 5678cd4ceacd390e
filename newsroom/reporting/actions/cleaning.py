"""What is kept of what somebody typed into a report."""

from __future__ import annotations

import nh3

from newsroom import text

from ..models import NARRATIVE, Report

TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li"}
"""What a section of an official paper is made of; everything else is dropped, its words stay."""


def cleaned(name: str, value):
    """What is kept of a value: clean rich text, one spelling, line breaks of lists."""
    if name in NARRATIVE:
        return clean_html(str(value or ""))
    if name == "recipients":
        return "\n".join(filter(None, (text.canonical(line) for line in str(value or "").splitlines())))
    if isinstance(value, str):
        return text.canonical(value)[: Report._meta.get_field(name).max_length]
    return value


def clean_html(html: str) -> str:
    """Only what `TAGS` names, without attributes; "" when no word is left of it."""
    html = nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)
    return html if text.canonical(nh3.clean(html, tags=set()).replace("&nbsp;", " ")) else ""
