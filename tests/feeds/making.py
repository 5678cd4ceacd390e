"""Documents and a pretended network."""

from feeds.fetching import Fetched

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Đài Truyền thanh mẫu</title><link>https://dai.example.vn/</link>{items}</channel></rss>"""

ITEM = """<item><title>{title}</title><link>https://dai.example.vn/tin-{n}.html</link><guid>tin-{n}</guid>
<description>{text}</description><pubDate>{date}</pubDate></item>"""


def item(n, title=None, text="Tóm tắt", date="Fri, 22 Nov 2024 10:30:00 +0700"):
    return ITEM.format(n=n, title=title or f"Tin số {n}", text=text, date=date)


def rss(*items):
    """A document with these items, as bytes."""
    return RSS.format(items="".join(items)).encode()


class Web:
    """A pretended network: addresses and what they answer. Remembers every request."""

    def __init__(self):
        self.answers = {}
        self.asked = []

    def __setitem__(self, url, answer):
        self.answers[url] = answer

    def __call__(self, url, *, etag="", last_modified=""):
        self.asked.append((url, etag, last_modified))
        answer = self.answers[url]
        if callable(answer):
            answer = answer(url, etag=etag, last_modified=last_modified)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, bytes):
            return Fetched(status=200, body=answer, url=url)
        return answer
