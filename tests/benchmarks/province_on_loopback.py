"""A province's feeds on loopback, in a process of its own: `python -m tests.benchmarks.province_on_loopback FEEDS`.

Prints its port, then answers `/feed/<n>`. A line on its standard input changes all bodies: "grow" adds two items to
every feed and takes the two oldest away, "mute" leaves the validators out, "speak" gives them again, "end" ends it.
Each is answered with "done". Bodies are those of `body()`, so that who measures can parse the very same ones.
"""

import asyncio
import hashlib
import random
import socket
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

ITEMS = 30
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
_WORDS = (
    "cải cách hành chính bộ phận một cửa huyện xã phường giải quyết hồ sơ đất đai người dân doanh nghiệp dịch vụ công "
    "trực tuyến lúa mùa hội nghị triển khai kế hoạch năm nay tỉnh Thái Bình đồng chí lãnh đạo kiểm tra thực tế"
).split()


def body(feed: int, generation: int = 0) -> bytes:
    """One feed's RSS: thirty items with Vietnamese text, a picture, and a date each."""
    parts = []
    for number in range(2 * generation + ITEMS - 1, 2 * generation - 1, -1):
        chance = random.Random(f"{feed}-{number}")
        title = " ".join(chance.choices(_WORDS, k=12)).capitalize()
        lead = " ".join(chance.choices(_WORDS, k=40)).capitalize()
        text = "".join(f"<p>{' '.join(chance.choices(_WORDS, k=30)).capitalize()}.</p>" for _ in range(3))
        when = format_datetime(NOW - timedelta(hours=7 * (1000 - number), minutes=feed % 60))
        link = f"https://dai{feed}.example.vn/tin-tuc/bai-{number}.html"
        parts.append(
            f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{feed}-{number}</guid>'
            f'<description><![CDATA[<img src="https://dai{feed}.example.vn/anh/{number}.jpg" alt=""/><p>{lead}</p>'
            f"{text}]]></description><pubDate>{when}</pubDate></item>"
        )
    head = f"<title>Đài Truyền thanh số {feed}</title><link>https://dai{feed}.example.vn/</link>"
    channel = f"<channel>{head}<description>Tin</description>{''.join(parts)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">{channel}</rss>'.encode()


class Province:
    """What is served now."""

    def __init__(self, feeds: int) -> None:
        self.feeds, self.generation, self.validates = feeds, 0, True
        self.render()

    def render(self) -> None:
        self.bodies = [body(feed, self.generation) for feed in range(self.feeds)]
        self.etags = [f'"{hashlib.sha256(each).hexdigest()[:20]}"' for each in self.bodies]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                number = int(head.split(" ", 2)[1].rpartition("/")[2])
                writer.write(self.answer(number, head))
                await writer.drain()
                if "connection: close" in head.lower():
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, number: int, head: str) -> bytes:
        etag = f"ETag: {self.etags[number]}\r\n" if self.validates else ""
        if self.validates and self.etags[number] in head:
            return f"HTTP/1.1 304 Not Modified\r\n{etag}\r\n".encode()
        content = self.bodies[number]
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n{etag}"
            f"Content-Length: {len(content)}\r\n\r\n"
        ).encode() + content

    def told(self, line: str) -> None:
        if line == "grow":
            self.generation += 1
            self.render()
        self.validates = {"mute": False, "speak": True}.get(line, self.validates)


def all_of_loopback() -> socket.socket:
    """A listener at every address of 127.0.0.0/8 and at no other: it is tied to the loopback device."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
    listener.bind(("", 0))
    return listener


async def main(feeds: int) -> None:
    province = Province(feeds)
    server = await asyncio.start_server(province.serve, sock=all_of_loopback(), backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while (line := (await loop.run_in_executor(None, sys.stdin.readline)).strip()) not in ("", "end"):
        province.told(line)
        print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
