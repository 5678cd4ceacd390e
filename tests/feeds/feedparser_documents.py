"""feedparser's own test documents, read by us and by it.

    python -m tests.feeds.feedparser_documents

brings them from PyPI (the very archive that `uv.lock` names), keeps them in `.cache/`, outside of git, and prints what
differs and how long the slowest took. `test_feedparser_documents.py` holds the differences to the table in
`FEEDPARSER.md`.
"""

from __future__ import annotations

import calendar
import hashlib
import io
import sys
import tarfile
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from feeds import parsing

ROOT = Path(__file__).parents[2]
NOW = datetime(2030, 1, 1, tzinfo=UTC)


def _locked() -> dict:
    with (ROOT / "uv.lock").open("rb") as lock:
        return next(package for package in tomllib.load(lock)["package"] if package["name"] == "feedparser")


def folder() -> Path:
    return ROOT / ".cache" / f"feedparser-{_locked()['version']}"


def bring() -> Path:
    """The folder with the documents, fetched if it is not there."""
    if not folder().exists():
        sdist = _locked()["sdist"]
        with urllib.request.urlopen(sdist["url"], timeout=60) as answer:
            packed = answer.read()
        assert f"sha256:{hashlib.sha256(packed).hexdigest()}" == sdist["hash"], "not the archive that the lock names"
        folder().parent.mkdir(exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder().parent, filter="data")
    return folder()


def documents() -> Iterator[tuple[str, bytes]]:
    """Names and bodies; nothing when they are not there."""
    tests = folder() / "tests"
    for path in sorted(tests.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            yield str(path.relative_to(tests)), path.read_bytes()


def ours(name: str, body: bytes) -> parsing.Document | None:
    try:
        return parsing.parse(body, now=NOW, base_url=f"http://127.0.0.1:8097/{name.rpartition('/')[2]}")
    except parsing.NotAFeed:
        return None


def differences(name: str, body: bytes) -> Iterator[tuple[str, object, object]]:
    """(field, what we read, what feedparser reads), cleaned alike."""
    base = f"http://127.0.0.1:8097/{name.rpartition('/')[2]}"
    theirs = feedparser.parse(io.BytesIO(body), response_headers={"content-location": base}).entries
    document = ours(name, body)
    entries = document.entries if document else ()
    if len(entries) != len(theirs):
        yield "entries", len(entries), len(theirs)
        return
    for our, their in zip(entries, theirs, strict=True):
        for field, value, other in _fields(our, their, base):
            if value != other:
                yield field, value, other


def _fields(our, their, base):
    def said(key):
        value = dict.get(their, key)
        return value if isinstance(value, str) else ""

    content = dict.get(their, "content") or [{"value": ""}]
    parsed = next((dict.get(their, f"{k}_parsed") for k in ("published", "created", "updated") if said(k)), None)
    moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    yield "guid", our.guid, " ".join(said("id").split())
    yield "link", our.link, parsing.canonical(said("link"), base=base)
    yield "title", our.title, parsing.plain(said("title"), 500) or our.title
    yield "date", our.published_at and our.published_at.astimezone(UTC), moment
    yield "author", our.author, parsing.plain(said("author"), 255)
    yield "summary", our.summary, parsing.plain(said("summary") or content[0]["value"])


def main() -> None:
    bring()
    slowest, count = (0.0, ""), 0
    for name, body in documents():
        began = time.process_time()
        ours(name, body)
        slowest = max(slowest, (time.process_time() - began, name))
        count += 1
        for field, value, other in differences(name, body):
            sys.stdout.write(f"{field:8} {name}\n         ours:   {value}\n         theirs: {other}\n")
    sys.stdout.write(f"{count} documents, none crashed; the slowest took {slowest[0] * 1000:.0f} ms: {slowest[1]}\n")


if __name__ == "__main__":
    main()
