"""From the bytes of a feed to its text: what is valid UTF-8 is UTF-8, whatever its label says."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_STATEFUL = ("iso-2022", "hz", "utf-7")
# Windows-1258 writes Vietnamese tones as marks of their own, behind a vowel; in Western text the same bytes are
# letters that follow anything.
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONE_ON_VOWEL = re.compile("(?i)[aeiouyăâêôơư][\u0300\u0301\u0303\u0309\u0323]")
# Below this share a stream of UTF-8 with some broken bytes is better shown as that than as another alphabet.
_BROKEN_SHARE = 0.1


def text_of(body: bytes, content_type: str = "") -> tuple[str, bool]:
    """The text without byte order mark, and whether its label was wrong or missing where it mattered.

    Order: byte order mark, UTF-16 told by its zero bytes, valid UTF-8, the document's own label, the header's,
    UTF-8 with a few broken bytes, Windows-1258 if it makes tones on vowels, Windows-1252, Latin-1.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), False
    if body[:4].count(0) == 2 and body[:2] != b"\0\0":
        return body.decode("utf-16-be" if body[0] == 0 else "utf-16-le", "replace"), False
    declared = _declared(body, content_type)
    if not declared or not declared[0].startswith(_STATEFUL):
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return text, not body.isascii() and bool(declared) and _codec(declared[0]) != "utf-8"
    for number, label in enumerate(declared):
        if _codec(label) in ("", "utf-8"):
            continue
        try:
            return body.decode(label), number > 0
        except UnicodeDecodeError:
            continue
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") <= _BROKEN_SHARE * sum(c > "\x7f" for c in text):
        return text, True
    return _guessed(body), True


def _guessed(body: bytes) -> str:
    vietnamese = body.decode("windows-1258", "replace")
    tones = len(_TONE.findall(vietnamese))
    if tones and len(_TONE_ON_VOWEL.findall(vietnamese)) >= 0.9 * tones:
        return vietnamese
    try:
        return body.decode("windows-1252")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def without_prolog(text: str) -> str:
    """The text without its XML declaration: it names an encoding that is no longer true."""
    return _PROLOG.sub("", text, count=1)


def _declared(body: bytes, content_type: str) -> list[str]:
    """Labels that Python knows, the document's first: servers add a charset without looking."""
    labels = []
    if match := _DECLARED.match(body[:300]):
        labels.append(match[1].decode("ascii").lower())
    if charset := _CHARSET.search(content_type):
        labels.append(charset[1].lower())
    return [label for label in labels if _codec(label)]


def _codec(label: str) -> str:
    try:
        info = codecs.lookup(label)
    except LookupError:
        return ""
    return info.name if info._is_text_encoding else ""
