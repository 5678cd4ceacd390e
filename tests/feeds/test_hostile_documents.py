"""A document can take no more than its time and its memory, whatever it is built of, and hurts nobody but itself."""

import gzip
import zlib
from datetime import UTC, datetime

import brotli
import pytest

from feeds import parsing
from feeds.actions import reading
from feeds.actions.reading import Reader
from feeds.parsing.pruning import shortened
from tests.feeds.hostile import DOCUMENTS, PATTERNS, SIZE
from tests.feeds.making import item, rss
from tests.feeds.measuring import MEGABYTE, grown, most_of, needs_linux, now_of
from tests.feeds.serving import Server, answer

NOW = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
WANTED = {"now": NOW, "base_url": "https://dai.example.vn/rss"}
ALLOWED = 60 * MEGABYTE


class Watched(Reader):
    """Remembers how far its process grew."""

    before = grew = 0

    def begin(self):
        assert [entry.title for entry in self.read(rss(item(1)), WANTED).entries] == ["Tin số 1"]
        self.before = now_of(self._process.pid)

    def end(self):
        if self._process is not None and self.before:
            self.grew = max(self.grew, most_of(self._process.pid) - self.before)
        super().end()


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.setattr(reading, "READ_SECONDS", 60.0)  # this machine may be busy
    watched = Watched()
    yield watched
    watched.end()


def told(reader, body):
    """The document, or why there is none."""
    try:
        return reader.read(body, WANTED), ""
    except parsing.NotAFeed as error:
        return None, error.what


@needs_linux
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_takes_more_than_it_may(reader, monkeypatch, name):
    reader.begin()
    monkeypatch.setattr(reading, "READ_SECONDS", 1.0)
    said, problem = told(reader, DOCUMENTS[name]())
    assert problem in ("", "too_heavy", "unknown")
    assert "root:" not in str(said), "no file of this machine is read into a feed"
    reader.end()
    assert reader.grew < ALLOWED
    monkeypatch.setattr(reading, "READ_SECONDS", 60.0)
    assert reader.read(rss(item(2)), WANTED).entries, "who reads is there again for the next"


@needs_linux
def test_the_largest_honest_document_is_read_within_the_same_limit(reader):
    reader.begin()
    text = "Cải cách hành chính, số hóa thủ tục &amp; một cửa. " * 150
    body = rss(*(item(n, text=f"<![CDATA[<p>{text}</p>]]>") for n in range(500)))
    assert 0.9 * SIZE < len(body) < 5 * MEGABYTE
    assert len(reader.read(body, WANTED).entries) == 500
    reader.end()
    assert reader.grew < ALLOWED


def test_a_reader_that_dies_is_a_document_that_was_too_heavy(reader):
    reader.begin()
    reader._process.kill()
    with pytest.raises(parsing.NotAFeed, match="too heavy"):
        reader.read(rss(item(1)), WANTED)
    reader.begin()


def test_a_mistake_of_ours_in_a_reader_is_named_and_stays_there(reader):
    with pytest.raises(RuntimeError, match="TypeError"):
        reader.read(rss(item(1)), {"now": "không phải giờ", "zone": 1})
    reader.begin()


@pytest.mark.parametrize("name", PATTERNS)
def test_our_own_patterns_look_at_a_text_once(reader, name):
    """A megabyte takes a second or two; where each beginning is followed to the end, it takes hours."""
    _, problem = told(reader, PATTERNS[name](MEGABYTE))
    assert problem in ("", "unknown")


def test_items_beyond_the_limit_are_cut_out_before_reading():
    body = rss(*(item(n) for n in range(2000)))
    cut = shortened(body.decode(), 501)
    assert cut.count("<item>") == cut.count("</item>") == 501
    assert cut.endswith("</channel></rss>")
    document = parsing.parse(body, **WANTED)
    assert (len(document.entries), document.warnings) == (500, ("trimmed",))


@pytest.mark.parametrize("hides", ["<![CDATA[{}]]>", "<!--{}-->"])
def test_items_in_a_text_or_a_comment_are_none(hides):
    hidden = hides.format("<item></item>" * 600)
    document = parsing.parse(rss(item(1, text=hidden), item(2)), **WANTED)
    assert [entry.guid for entry in document.entries] == ["tin-1", "tin-2"]
    assert "trimmed" not in document.warnings


@needs_linux
@pytest.mark.parametrize("encoding", ["", "gzip", "br", "deflate"])
def test_no_body_takes_more_memory_than_it_may(encoding):
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda data: brotli.compress(data, quality=5)}
    body = b"0" * (100 * MEGABYTE)
    server = Server()
    try:
        headers = [("Content-Encoding", encoding)] if encoding else []
        server.at["/"] = answer(headers=headers, body=pack[encoding](body) if encoding else body)
        took, came = grown(server.url())
    finally:
        server.close()
    assert came == "TooLarge"
    assert took < ALLOWED
