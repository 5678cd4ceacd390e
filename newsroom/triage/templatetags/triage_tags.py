"""Printing foreign text safely."""

import re
from collections.abc import Collection

import nh3
from django import template
from django.utils.safestring import mark_safe

from ..rendering import marked

register = template.Library()

# No pictures, no players: the admin asks no foreign server for anything while an editor reads.
_TAGS = {
    *("p", "br", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "b", "strong", "i", "em", "u", "sub", "sup"),
    *("a", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_GONE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "noscript",
    "template",
    "svg",
    "math",
    "video",
    "audio",
}
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.IGNORECASE)


@register.filter
def cleaned(html: str, words: Collection[str] = ()) -> str:
    """An entry's content, cleaned again where it is printed, with the words marked that speak for a theme.

    Its headings become bold lines: ours are the outline.
    """
    html = _HEADING.sub(lambda found: "</strong></p>" if found[1] else "<p><strong>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(marked(clean, words))  # noqa: S308 - nh3 has just made it so
