"""Making foreign HTML what a story's paragraphs may hold."""

import re
from html import escape

import nh3

from feeds.parsing import content_of, plain

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
"""What the editor of a paragraph offers, and so what a paragraph keeps."""

_TAGS = {"p", "br", "hr", "h2", "h3", "ul", "ol", "li", "b", "strong", "i", "em", "a"}
# Pieces of a table or a list of terms become lines of their own; what no paragraph holds loses its tags alone.
_LINES = re.compile(r"<(/?)(?:tr|dt|dd|pre|caption|figcaption|blockquote)\b[^>]*>")
_SMALL_HEADINGS = re.compile(r"<(/?)h[4-6]>")
_CELL_ENDS = re.compile(r"</t[dh]>")
_OTHER_TABLE = re.compile(r"</?(?:table|thead|tbody|tfoot|t[dh])\b[^>]*>")
_EMPTY = re.compile(r"<(p|h2|h3|li)\b[^>]*>(?:\s|&nbsp;|<br ?/?>)*</\1>")


def paragraphs(markup: str, base: str = "") -> str:
    """Rich text of `FEATURES` alone from a foreign text, HTML or plain; "" when nothing is left of it.

    Cleaned by the post room's own cleaner (nh3), then narrowed. Pictures and players stay behind: a licence for a text
    is none for them, and each needs its alternative text. Relative links are made absolute with `base`.
    """
    clean = content_of(markup, base) or f"<p>{escape(plain(markup, len(markup) + 1), quote=False)}</p>"
    clean = _LINES.sub(r"<\1p>", _SMALL_HEADINGS.sub(r"<\1h3>", clean))
    clean = _OTHER_TABLE.sub("", _CELL_ENDS.sub(" ", clean))
    narrowed = nh3.clean(clean, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)
    narrowed = _EMPTY.sub("", narrowed).strip()
    if not narrowed:
        return ""
    # Only now: on Wagtail 8 the module looks up a model, and this one is imported while models are being made.
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    converter = ContentstateConverter(features=FEATURES)
    return converter.to_database_format(converter.from_database_format(narrowed))
