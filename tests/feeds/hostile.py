"""Documents that were built to hurt whoever reads them."""

from __future__ import annotations

SIZE = 5 * 1024 * 1024 - 10_000

_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def rss(inside):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{inside}</channel></rss>'.encode()


def described(markup):
    return rss(f"<item><title>Tin</title><description>{markup}</description></item>")


def full_of(unit, size=SIZE):
    return unit * (size // len(unit))


def entities(declared, said):
    head = f'<?xml version="1.0"?><!DOCTYPE r [{declared}]>'
    return (
        f'{head}<rss version="2.0"><channel><title>x</title><item><title>{said}</title></item></channel></rss>'.encode()
    )


DOCUMENTS = {
    "billion laughs": lambda: entities(f'<!ENTITY a0 "ha">{_LAUGHS}', "&a9;"),
    "one long entity, many times": lambda: entities(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000),
    "an entity that is a file": lambda: entities('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "20,000 elements deep": lambda: described("<b>" * 20_000 + "x" + "</b>" * 20_000),
    "20,000 deep, never closed": lambda: described("<b>" * 20_000),
    "20,000 deep, as text": lambda: described("&lt;b&gt;" * 20_000),
    "100,000 deep, as JSON": lambda: b'{"version":"https://jsonfeed.org/version/1","items":[' + b"[" * 100_000,
    "deep to the last byte": lambda: rss(full_of("<b>")),
    "titles without end": lambda: rss(f"<item>{full_of('<title>x</title>')}</item>"),
    "attributes without end": lambda: rss("<item " + full_of('a="b" ') + "/>"),
    "tags never closed": lambda: rss(full_of("<a ")),
    "quotes never closed": lambda: rss(full_of('<a href="')),
    "nothing but &": lambda: described(full_of("&")),
    "sections never closed": lambda: rss("&amp;" + full_of("<![CDATA[")),
    "items never closed": lambda: rss(full_of("</item ")),
    "namespaces without end": lambda: rss(full_of('<x:a xmlns:x="u">')),
}

# What once took the square of its length in patterns of our own.
PATTERNS = {
    "tags begun in a text": lambda size: described(f"<![CDATA[{full_of('<p ', size)}]]>"),
    "tags begun, escaped": lambda size: described(full_of("&lt;a b=&quot;", size)),
    "pictures begun": lambda size: described(f"<![CDATA[{full_of('<img ', size)}]]>"),
    "an author full of @": lambda size: rss(f"<item><author>{full_of('a@', size)}</author></item>"),
    "an author full of (": lambda size: rss(f"<item><author>{full_of('x@(', size)}</author></item>"),
    "sections begun": lambda size: rss("&amp;" + full_of("<![CDATA[", size)),
    "comments begun": lambda size: rss("<item/>" * 600 + full_of("<!--", size)),
    "a date of digits": lambda size: rss(f"<item><pubDate>{full_of('1 ', size)}</pubDate></item>"),
    "entities declared": lambda size: full_of('<!ENTITY a "b">', size).encode(),
}
