"""Every code that can be stored has its words."""

import re
from pathlib import Path

import feeds
from feeds.fetching import problems
from feeds.wording import PROBLEMS, WARNINGS

SOURCES = sorted((Path(feeds.__file__).parent / "parsing").glob("*.py"))


def test_every_reason_of_the_network_has_a_sentence():
    found = {error.code for error in vars(problems).values() if isinstance(error, type) and hasattr(error, "code")}
    assert len(found) > 8
    assert found <= set(PROBLEMS)


def test_every_reason_of_the_reader_has_a_sentence():
    found = {what for source in SOURCES for what in re.findall(r'NotAFeed\([^)]*?"(\w+)"', source.read_text())} | {
        "web_page"
    }
    assert found >= {"empty", "unknown"}
    assert found <= set(PROBLEMS)


def test_every_warning_has_a_sentence():
    text = "".join(source.read_text() for source in SOURCES)
    found = set(re.findall(r'warnings\.append\("(\w+)"\)|\("(\w+)", (?:raw|asked)', text))
    codes = {code for pair in found for code in pair if code}
    assert codes == set(WARNINGS)
