"""Why an address could not be fetched."""

from __future__ import annotations


class CannotFetch(Exception):
    """Nothing usable came. `code` is stable and is put into words elsewhere; `detail` is for whoever looks closer."""

    code = "unreachable"

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail or self.code)


class BadAddress(CannotFetch):
    """The address is no http(s) address, or carries a password."""

    code = "bad_address"


class AddressRefused(CannotFetch):
    """The name leads to an address that nobody may be sent to: private, loopback, multicast, reserved."""

    code = "address_refused"


class NameUnknown(CannotFetch):
    """The host's name does not resolve."""

    code = "name_unknown"


class Unreachable(CannotFetch):
    """No connection, or one that broke."""

    code = "unreachable"


class NotTrusted(CannotFetch):
    """The server's certificate is expired, for another name, or from nobody known."""

    code = "not_trusted"


class TooSlow(CannotFetch):
    """The connection or the whole answer took longer than it may."""

    code = "too_slow"


class TooLarge(CannotFetch):
    """More than the allowed number of bytes, counted after unpacking."""

    code = "too_large"


class TooManyRedirects(CannotFetch):
    """More than five hops."""

    code = "too_many_redirects"


class Garbled(CannotFetch):
    """What came is no HTTP, or cannot be unpacked."""

    code = "garbled"
