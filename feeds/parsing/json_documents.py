"""JSON Feed 1 and 1.1 (jsonfeed.org), which feedparser does not read."""

from __future__ import annotations

import html
import json
from typing import Any

from feeds.parsing.raw import RawDocument, RawEntry


def raw_json_feed(text: str) -> RawDocument | None:
    """The document, or None when the text is no JSON Feed. A field of the wrong type counts as missing."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if "jsonfeed.org/version" not in _text(data, "version") or not isinstance(data.get("items"), list):
        return None
    return RawDocument(
        title=_escaped(data, "title"),
        link=_text(data, "home_page_url"),
        version="json",
        entries=tuple(_entry(item) for item in data["items"] if isinstance(item, dict)),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    content = _text(item, "content_html") or _escaped(item, "content_text")
    authors = item.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else item.get("author")
    files = item.get("attachments")
    return RawEntry(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_escaped(item, "title"),
        summary=_escaped(item, "summary") or content,
        content=content,
        author=_escaped(author, "name"),
        date=_text(item, "date_published") or _text(item, "date_modified"),
        files=tuple(
            (_text(file, "url"), _text(file, "mime_type"), _text(file, "size_in_bytes"))
            for file in (files if isinstance(files, list) else ())
        ),
    )


def _text(item: Any, key: str) -> str:
    """Text or number under the key; ids and sizes come as either."""
    value = item.get(key) if isinstance(item, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _escaped(item: Any, key: str) -> str:
    """Plain text by the format's word, so that a `<` in it is no markup."""
    return html.escape(_text(item, key), quote=False)
