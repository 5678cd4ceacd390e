"""Parsing an entry's HTML into plain text, to match phrases against and to show in a list. Pure.

Nothing here makes foreign HTML safe to print: what a page prints as HTML goes through nh3.
"""

import re
from html import unescape

_UNSPOKEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|figcaption|section|article)\b[^>]*>",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?[a-zA-Z][^>]*>|<![^>]*>")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\s]*")


def plain(html: str, max_length: int = 3000) -> str:
    """The text of a piece of HTML, or of plain text: one line for each paragraph, at most `max_length` characters.

    Cut between words. A "<" that opens no tag stays what it is.
    """
    text = _UNSPOKEN.sub(" ", html[: max_length * 10])
    text = unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
    text = _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    if len(text) <= max_length:
        return text
    return text[: max_length - 1].rpartition(" ")[0].rstrip(" ,;:–-\n") + "…"
