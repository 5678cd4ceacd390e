"""How well the shipped phrases do on headlines written for this: a floor, so that no change sinks it unseen.

`headlines.jsonl`: 30 on reform and 32 that only sound like it. `themes` should be found; `also` are not wrong. They
were written beside the phrases, though not from their sources, so the figures flatter: they guard, they do not prove.
"""

import json
import tomllib
from pathlib import Path

import pytest

import newsroom
from newsroom.triage.suggesting import Phrase, Suggester

THEMES = Path(newsroom.__file__).parent / "themes/seeds/themes.toml"
HEADLINES = [json.loads(line) for line in (Path(__file__).parent / "headlines.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def verdicts():
    """(headline, themes suggested) for each."""
    shipped = tomllib.loads(THEMES.read_text("utf-8"))["themes"]
    phrases = [Phrase(t["slug"], p["text"], p["strength"]) for t in shipped for p in t["phrases"]]
    phrases += [Phrase(t["slug"], words, "exclude") for t in shipped for words in t["excludes"]]
    suggester = Suggester(phrases)
    return [(h, {s.theme for s in suggester.suggest(h["title"], h["lead"])}) for h in HEADLINES]


def test_headlines_name_themes_that_exist():
    known = {theme["slug"] for theme in tomllib.loads(THEMES.read_text("utf-8"))["themes"]}
    assert {slug for h in HEADLINES for slug in (*h["themes"], *h["also"])} <= known


def test_what_is_suggested_is_nearly_always_right(verdicts):
    wrong = [(h["title"], s - {*h["themes"], *h["also"]}) for h, s in verdicts if s - {*h["themes"], *h["also"]}]
    suggested = sum(len(s) for _, s in verdicts)
    assert 1 - len(wrong) / suggested >= 0.95, wrong


def test_most_of_what_should_be_suggested_is(verdicts):
    wanted = sum(len(h["themes"]) for h, _ in verdicts)
    found = sum(len(s & {*h["themes"]}) for h, s in verdicts)
    assert found / wanted >= 0.8


def test_other_news_raises_no_alarm(verdicts):
    alarms = [(h["title"], s) for h, s in verdicts if not h["themes"] and s]
    assert len(alarms) <= 1, alarms
