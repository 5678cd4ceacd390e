"""Small repairs before a strict parser reads a document: it understands a mended one better than a forgiving parser
understands a broken one."""

from __future__ import annotations

import re
from html.entities import html5

from feeds.parsing.decoding import without_prolog
from feeds.parsing.links import repair_in_markup

_START_OF_XML = re.compile(r"<(?:\?xml|!DOCTYPE|!--|[A-Za-z])")
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]")
# One that is never closed reaches to the end: its end would else be looked for from every other beginning.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?P<name>#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.DOTALL
)
_OF_XML = {"amp;", "lt;", "gt;", "quot;", "apos;"}


def mended(text: str) -> tuple[str, bool]:
    """The document from its first tag on, without declaration and control characters, with bare ampersands escaped,
    HTML's entities (`&nbsp;`) written out and the slashes of links completed; and whether any XML mistake was there.

    The text is empty when there is no tag in it. What a document declares as entities itself is left to the parser.
    """
    start = _START_OF_XML.search(text)
    if not start:
        return "", True
    before, rest = text[: start.start()], without_prolog(text[start.start() :])
    clean = _NOT_XML.sub("", rest)
    unmended = clean
    if "&" in clean and "<!ENTITY" not in clean:
        clean = _AMPERSAND.sub(_entity, clean)
    was_broken = bool(before.strip()) or rest != unmended or clean != unmended
    # A blank line before the declaration is against the letter too, and harmless.
    was_broken = was_broken or bool(before and text[start.start() :].startswith("<?xml"))
    return repair_in_markup(clean), was_broken


def _entity(match: re.Match[str]) -> str:
    name = match["name"]
    if match[0].startswith("<"):
        return match[0]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _OF_XML:
        return match[0].replace("#X", "#x")  # XML knows the small one only
    character = html5.get(name)
    return character if character and character not in "<>&" else f"&amp;{name}"
