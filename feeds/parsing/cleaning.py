"""Foreign text made safe and plain: NFC, no script, no invisible characters."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal

import nh3

SUMMARY_LENGTH = 2000
MARKUP_LENGTH = 300_000
DEEPEST = 256

_TAGS = frozenset(
    "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code b strong i em u s sub sup small mark a img figure "
    "figcaption table thead tbody tfoot tr th td caption audio video source".split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
}
_GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "form", "noscript", "template", "svg", "math"}
# No `<` inside a tag, here and below: `<a <a <a …` would be read again to its end from each of them.
_BLOCK_END = re.compile(r"(?i)<(?:br|hr|/p|/div|/li|/h[1-6]|/tr|/td|/th|/blockquote|p|div|li)\b[^<>]*>")
# Control, format and unassigned characters; ZWJ/ZWNJ have no use in Vietnamese and hide differences.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});")
_EMPTY_IMAGE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_UNCLOSED = frozenset(
    "area base br col embed hr img input link meta p li dt dd tr td th option source track wbr".split()
)

_plain = nh3.Cleaner(tags=set(), clean_content_tags=_GONE_WITH_CONTENT)


def _cleaner(relative: Literal["pass_through", "deny"] | tuple[Literal["rewrite_with_base"], str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative=relative,
    )


# Making a cleaner takes six times as long as cleaning an entry, and only relative links need one of their own.
_clean = _cleaner("pass_through")
_RELATIVE = re.compile(r'(?:href|src|poster)="(?!https?:|mailto:)')


def readable(text: str) -> str:
    """NFC without control characters, direction marks and lone surrogates (a NUL would stop both databases)."""
    if not text.isprintable():  # what is printable has none of them, and is told ten times faster
        text = _LONE_SURROGATE.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def is_too_deep(markup: str) -> bool:
    """Whether elements are nested deeper than any text needs: cleaning takes the square of the depth."""
    if markup.count("<") <= DEEPEST:
        return False
    depth = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > DEEPEST:
                return True
    return False


def plain(markup: str, length: int = SUMMARY_LENGTH) -> str:
    """The text that a reader would see, on one line, cut at `length` characters with an ellipsis."""
    return shortened_text(text_in(markup), length)


def text_in(markup: str) -> str:
    """The text that a reader would see, on one line, whole.

    Reads entities twice, because `<![CDATA[T&#243;m t&#7855;t]]>` and `&amp;quot;` are common in Vietnamese feeds.
    """
    text = markup[:MARKUP_LENGTH]
    if is_too_deep(text):
        text = re.sub(r"<[^<>]{0,1000}>", " ", text)
    for _ in range(2):
        if not _LOOKS_LIKE_HTML.search(text):
            break
        text = html.unescape(_plain.clean(_BLOCK_END.sub(" ", text)))
    return " ".join(readable(text).split())


def shortened_text(text: str, length: int) -> str:
    """No more than `length` characters, the last of them an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rstrip() + "…"


def content_of(markup: str, base: str = "") -> str:
    """Cleaned HTML: a short list of tags, http(s) links made absolute with `base`, no script, no handler, no style,
    no `javascript:` and no `data:`. Empty when there is no markup in it, or when it is
    nested absurdly deep; cut after 300,000 characters."""
    markup = markup[:MARKUP_LENGTH]
    if not _LOOKS_LIKE_HTML.search(markup) or is_too_deep(markup):
        return ""
    markup = readable(markup)
    cleaned = _clean.clean(markup)
    if _RELATIVE.search(cleaned):
        cleaned = _cleaner(("rewrite_with_base", base) if base else "deny").clean(markup)
    cleaned = _EMPTY_IMAGE.sub("", cleaned)
    return cleaned.strip() if "<" in cleaned else ""
