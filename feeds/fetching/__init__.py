"""The one door to the network.

`fetch()` asks for one address and gives back what came, or raises a `CannotFetch`. Free of Django: settings come in as
arguments. Does not decide when to ask, does not look at what a body says, stores nothing, uses no proxy and no cookie.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, LocationParseError, ReadTimeoutError, SSLError
from urllib3.response import BaseHTTPResponse, HTTPResponse
from urllib3.util import Url, parse_url
from urllib3.util.request import ACCEPT_ENCODING

from feeds.fetching.addresses import Network, is_allowed, networks
from feeds.fetching.connecting import Resolver, connection, places_of, resolve
from feeds.fetching.deadlines import Deadline
from feeds.fetching.problems import (
    AddressRefused,
    BadAddress,
    CannotFetch,
    Garbled,
    NameUnknown,
    NotTrusted,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)

__all__ = [
    "AddressRefused",
    "BadAddress",
    "CannotFetch",
    "Fetched",
    "Garbled",
    "NameUnknown",
    "NotTrusted",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "fetch",
    "is_allowed",
    "networks",
    "places_of",
]

MOST_BYTES = 5 * 1024 * 1024
MOST_HOPS = 5
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.5"
)
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65536


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What came. `headers` have lower-case names; `url` is the address that answered; `moved_to` is where the asked
    address moved for good (every hop was a 301 or 308), else ""; `body` is unpacked, and empty unless status is 2xx."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    moved_to: str = ""
    elapsed: float = 0.0

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


def fetch(
    url: str,
    *,
    user_agent: str,
    etag: str = "",
    last_modified: str = "",
    allowed: Sequence[Network] = (),
    resolver: Resolver = resolve,
    most_bytes: int = MOST_BYTES,
    connect_timeout: float = CONNECT_SECONDS,
    total_timeout: float = TOTAL_SECONDS,
) -> Fetched:
    """GET `url`, following at most five redirects by hand, each hop vetted like the first.

    `etag` and `last_modified` are sent back byte for byte as they were received; with either, a 304 may come.
    `allowed` are networks that are fetched although they are private. Times are seconds; `total_timeout` is for
    everything, hops and body included. Any status is returned; raises `CannotFetch` when none came.
    """
    began = time.monotonic()
    headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING, "Connection": "close"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    deadline = Deadline(total_timeout)
    here, for_good = url, True
    try:
        for _ in range(MOST_HOPS + 1):
            target = _checked(here)
            hop = connection(
                target.scheme or "",
                target.host or "",
                target.port or (443 if target.scheme == "https" else 80),
                resolver=resolver,
                allowed=allowed,
                deadline=deadline,
                connect_timeout=connect_timeout,
            )
            with contextlib.closing(hop):
                response = _ask(hop, target, headers, deadline)
                location = response.headers.get("Location", "") if response.status in _REDIRECTS else ""
                if location:
                    for_good = for_good and response.status in (301, 308)
                    here = urljoin(here, location.strip())
                    response.close()
                    continue
                body = _read(response, most_bytes, deadline) if 200 <= response.status < 300 else b""
                response.close()
            return Fetched(
                status=response.status,
                body=body,
                headers={name.lower(): value for name, value in response.headers.items()},
                url=here,
                moved_to=here if for_good and here != url else "",
                elapsed=time.monotonic() - began,
            )
        raise TooManyRedirects(here)
    finally:
        deadline.close()


def _checked(url: str) -> Url:
    """The address taken apart. Raises `BadAddress` for other schemes, no host, an interface or a password in it."""
    try:
        target = parse_url(url)
    except (LocationParseError, ValueError) as error:
        raise BadAddress(url) from error
    if target.scheme not in ("http", "https") or not target.host or target.auth or "%" in target.host:
        raise BadAddress(url)
    return target._replace(host=target.host.strip("[]"))


def _ask(hop: HTTPConnection, target: Url, headers: Mapping[str, str], deadline: Deadline) -> HTTPResponse:
    """The answer, its body not read yet."""
    if deadline.is_over:
        raise TooSlow(target.host or "")
    try:
        hop.connect()
        # A server may answer and hang up before it has heard the whole question: the answer is still there.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            hop.request("GET", target.request_uri, headers=headers, preload_content=False, decode_content=True)
        hop.timeout = max(deadline.left, 0.001)
        return hop.getresponse()
    except CannotFetch:
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise _named(error, target.host or "", deadline) from error


def _read(response: BaseHTTPResponse, most_bytes: int, deadline: Deadline) -> bytes:
    """The body, unpacked piece by piece and counted after unpacking: what a header says of its length is not asked."""
    body = bytearray()
    try:
        for piece in response.stream(_CHUNK, decode_content=True):
            body += piece
            if len(body) > most_bytes:
                raise TooLarge(str(most_bytes))
            if deadline.is_over:
                raise TooSlow()
    except (HTTPError, OSError, ValueError) as error:
        raise _named(error, "", deadline) from error
    if deadline.is_over:
        raise TooSlow()
    return bytes(body)


def _named(error: Exception, host: str, deadline: Deadline) -> CannotFetch:
    """Our own word for what went wrong below. After the deadline every error is its doing."""
    if deadline.is_over or isinstance(error, ReadTimeoutError | TimeoutError):
        return TooSlow(host)
    if isinstance(error, ssl.SSLError | SSLError):
        told = f"{host}: {error}"[:300]
        return NotTrusted(told) if "CERTIFICATE_VERIFY_FAILED" in str(error) else Unreachable(told)
    return Garbled(str(error)[:300])
