"""Two thousand documents that feedparser is tested with: none breaks us, none brings anything that runs, and where we
read one otherwise it is written down why."""

from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from feeds.parsing.cleaning import _ATTRIBUTES, _TAGS
from tests.feeds.feedparser_documents import differences, documents, folder, ours

TABLE = Path(__file__).parent / "FEEDPARSER.md"

pytestmark = pytest.mark.skipif(
    not folder().exists(),
    reason="feedparser's documents: run `python -m tests.feeds.feedparser_documents` to fetch them",
)


class Harmless(HTMLParser):
    """Fails on whatever may run or call home."""

    def handle_starttag(self, tag, attributes):
        assert tag in _TAGS, tag
        for name, value in attributes:
            assert name in _ATTRIBUTES.get(tag, set()) | {"rel", "title", "lang"}, f"{tag} {name}"
            if name in ("href", "src", "poster"):
                assert urlsplit(value).scheme in ("http", "https", "mailto"), value

    def handle_decl(self, decl):
        raise AssertionError(decl)

    handle_pi = unknown_decl = handle_decl


def test_nothing_that_runs_survives():
    read = 0
    for name, body in documents():
        document = ours(name, body)
        for entry in document.entries if document else ():
            harmless = Harmless()
            harmless.feed(entry.content)
            harmless.close()
            for url in (entry.link, *(enclosure.url for enclosure in entry.enclosures)):
                assert urlsplit(url).scheme in ("", "http", "https"), (name, url)
            read += 1
    assert read > 1000


def test_every_difference_is_explained_and_every_explanation_is_needed():
    rows = [line.strip("|").split("|") for line in TABLE.read_text().splitlines() if line.startswith("| ")][1:]
    explained = {(field.strip(), pattern.strip("` ")) for field, names, _ in rows for pattern in names.split("` `")}
    met, unexplained = set(), []
    for name, body in documents():
        for field, value, other in differences(name, body):
            reasons = {(f, pattern) for f, pattern in explained if f == field and fnmatch(name, pattern)}
            met |= reasons
            if not reasons:
                unexplained.append((name, field, value, other))
    assert unexplained == []
    assert explained - met == set()
