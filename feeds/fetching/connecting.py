"""Connections that go only where they may, and end when their time is over."""

from __future__ import annotations

import functools
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from feeds.fetching.addresses import Network, is_allowed, is_literal
from feeds.fetching.deadlines import Deadline
from feeds.fetching.problems import AddressRefused, CannotFetch, NameUnknown, TooSlow, Unreachable

Resolver = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int], socket.socket]


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, as the operating system gives them (which also reads `127.1` and `0x7f000001`)."""
    return list(dict.fromkeys(info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))  # type: ignore[misc]


def resolved_in_time(resolver: Resolver, host: str, port: int, seconds: float) -> Sequence[str]:
    """What the resolver says, if it says it in time. Raises `NameUnknown` for a name without an answer, `TooSlow`.

    The operating system's look-up knows no time-out and cannot be stopped: a name server that keeps silent would hold a
    worker for half a minute and more. It is left behind in a thread of its own, which ends when the look-up does.
    An address needs no look-up.
    """
    if is_literal(host):
        return [host]
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolver(host, port))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="feeds-resolve", daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except FutureTimeout as error:
        raise TooSlow(host) from error
    except (OSError, UnicodeError) as error:
        raise NameUnknown(host) from error


def place_of(netloc: str, *, resolver: Resolver = resolve, seconds: float = 5.0) -> str:
    """Where a `host:port` lives: its first address, by which visits are spaced; the name itself when it has none, or
    when nobody says so within `seconds`.

    Vets nothing: the connection itself does.
    """
    try:
        return resolved_in_time(resolver, _name_in(netloc), 80, seconds)[0]
    except (CannotFetch, IndexError):
        return netloc


def places_of(netlocs: Iterable[str], *, threads: Executor) -> dict[str, str]:
    """Where each of these lives, the names looked up side by side; an address says so itself and needs no thread."""
    places = {netloc: _name_in(netloc) for netloc in netlocs}
    names = [netloc for netloc, name in places.items() if not is_literal(name)]
    return {**places, **dict(zip(names, threads.map(place_of, names), strict=True))}


def _name_in(netloc: str) -> str:
    host = netloc.rpartition("@")[2]
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


@functools.cache
def trust() -> ssl.SSLContext:
    """Who is believed: the machine's own roots, to which an office adds its authority, and the public ones. Made once:
    reading the roots takes longer than most fetches."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def connection(
    scheme: str,
    host: str,
    port: int,
    *,
    resolver: Resolver,
    allowed: Sequence[Network],
    deadline: Deadline,
    connect_timeout: float,
) -> HTTPConnection:
    """A connection for one hop, which resolves the name once, vets what came, and connects to exactly that: there is no
    second look-up that could answer differently. TLS still checks the certificate for the name.

    No pool around it: it is used once, and making a pool takes as long as asking through it.
    """

    def connect(name: str, number: int) -> socket.socket:
        found = resolved_in_time(resolver, name, number, deadline.left)
        vetted = [address for address in found if is_allowed(address, allowed)]
        if found and not vetted:
            raise AddressRefused(f"{name} ({found[0]})" if found[0] != name else name)
        last: Exception | None = None
        for address in vetted:
            try:
                connection = _connected(address, number, max(min(connect_timeout, deadline.left), 0.001))
            except TimeoutError as error:
                last = TooSlow(name)
                last.__cause__ = error
            except OSError as error:
                last = Unreachable(f"{name}: {error.strerror or error}")
                last.__cause__ = error
            else:
                connection.settimeout(max(deadline.left, 0.001))
                deadline.watch(connection)
                return connection
        raise last or NameUnknown(name)

    if scheme == "https":
        return _VettedHTTPS(host, port, timeout=connect_timeout, ssl_context=trust(), connect=connect)
    return _VettedHTTP(host, port, timeout=connect_timeout, connect=connect)


def _connected(address: str, port: int, seconds: float) -> socket.socket:
    """To exactly this address: nothing is looked up again."""
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        made.settimeout(seconds)
        made.connect((address, port))
    except BaseException:
        made.close()
        raise
    return made


class _Vetted:
    """A connection that is made by `connect(name, port)` and not by itself."""

    port: int
    _dns_host: str

    def __init__(self, *args: Any, connect: Connect, **options: Any) -> None:
        super().__init__(*args, **options)
        self._connect = connect

    def _new_conn(self) -> socket.socket:
        return self._connect(self._dns_host, self.port)


class _VettedHTTP(_Vetted, HTTPConnection):
    """Plain."""


class _VettedHTTPS(_Vetted, HTTPSConnection):
    """With TLS, for the name that was asked for."""
