"""One article, one link: repaired, absolute, and without what changes from visit to visit."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = frozenset(
    "fbclid gclid gbraid wbraid dclid msclkid yclid igshid mc_cid mc_eid _ga _gl gidzl zarsrc zlink_id "
    "phpsessid jsessionid aspsessionid sessionid session_id sid cfid cftoken".split()
)
"""Query parameters that never tell two articles apart; besides all that start with utm_, pk_ or mtm_."""

_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_")
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*|/\([SAFX]\([\w-]+\)\)(?=/)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")
_BROKEN_SCHEME = re.compile(r"^(https?):/{0,1}(?=[^/])|^(https?):/{3,}", re.IGNORECASE)
_WITHOUT_SLASHES = re.compile(r"[hH][tT][tT][pP][sS]?:(?!//)")
_IN_MARKUP = re.compile(
    # Bounded everywhere: a hostile document must not make this look back over itself.
    r"((?:<(?:link|guid)\b[^<>]{0,200}>\s{0,20}(?:<!\[CDATA\[\s{0,20})?)|\b(?:href|src|url)\s{0,3}=\s{0,3}[\"']\s{0,3})"
    r"(https?):/?(?=[\w-]{1,63}\.)",
    re.IGNORECASE,
)


def repair_in_markup(text: str) -> str:
    """`<link>http:host/a` and `href="http:/host/a"` get their slashes before a parser joins them to its base."""
    if not _WITHOUT_SLASHES.search(text):  # as good as always, and told far sooner than the rest
        return text
    return _IN_MARKUP.sub(r"\1\2://", text)


LONGEST_ADDRESS = 1000


def why_no_address(url: str) -> str:
    """Why this is no address of the web that can be kept as it is, as a code; "" when it is one.

    The codes are "no_address", "too_long", "broken", "not_web" and "password".
    """
    if not url:
        return "no_address"
    if len(url) > LONGEST_ADDRESS:
        return "too_long"
    try:
        parts = urlsplit(url)
        host, _port, user = parts.hostname, parts.port, parts.username
    except ValueError:
        return "broken"
    if parts.scheme.lower() not in ("http", "https"):
        return "not_web"
    if user is not None:
        return "password"
    if not host or any(letter.isspace() or letter in '<>"{}|\\^`' or ord(letter) < 32 for letter in url):
        return "broken"
    return ""


def canonical(link: str, *, base: str = "", ignored_parameters: Collection[str] = ()) -> str:
    """The link to keep and to show: absolute, http(s) only, scheme and host in lower case, no fragment, no
    tracking, no session, none of `ignored_parameters` (for portals that serve one article as `?cn=1&gd=2`).

    Returns "" for what a reader must not be sent to (`javascript:`, `data:`, `file:`, no host). Query order stays.
    """
    head, question, query = _CONTROL.sub("", link).strip().partition("?")
    link = head.replace("\\", "/") + question + query
    link = _BROKEN_SCHEME.sub(lambda m: f"{(m[1] or m[2])}://", link)
    if not link:
        return ""
    try:
        parts = urlsplit(urljoin(base, link) if base else link)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    path = quote(_SESSION_IN_PATH.sub("", parts.path) or "/", safe="/%:@!$&'()*+,;=~-._")
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), host, path, _query(parts.query, ignored_parameters), fragment))


def _query(query: str, ignored_parameters: Collection[str]) -> str:
    if not query:
        return ""
    ignored = {name.lower() for name in ignored_parameters} | TRACKING
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if k.lower() not in ignored and not k.lower().startswith(_TRACKING_PREFIXES)]
    if len(kept) == len(pairs):
        return quote(query, safe="/%:@!$&'()*+,;=~-._?")  # as written: some sites read only their own spelling
    return urlencode(kept)


def piece_key(link: str) -> str:
    """The `link_key` of an address that leads to a piece; "" for none, for one that cannot be read, and for a front
    page, which every piece of a site might name."""
    try:
        key = link_key(link) if link else ""
    except ValueError:
        return ""
    host, _slash, path = key.partition("/")
    return key if host and path.strip("?") else ""


def link_key(link: str) -> str:
    """What two spellings of one canonical link have in common: scheme, www., percent-encoding, a final slash and
    the order of the query do not count. For comparing, never for opening."""
    parts = urlsplit(link)
    path = unquote(parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{'&'.join(sorted(unquote(parts.query).split('&')))}"
