"""Must show: suggestions on headlines written for this, some held back, some by others (see labelled/README.md)."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

import newsroom
from newsroom.triage.judging import Verdict, headlines, judge
from newsroom.triage.suggesting import Phrase, Suggester

LABELLED = Path(__file__).parent / "labelled"
SEEDS = Path(newsroom.__file__).parent
FIRST = 354


@pytest.fixture(scope="module")
def suggester():
    shipped = tomllib.loads((SEEDS / "themes/seeds/themes.toml").read_text("utf-8"))["themes"]
    phrases = [Phrase(t["slug"], p["text"], p["strength"]) for t in shipped for p in t["phrases"]]
    return Suggester([*phrases, *(Phrase(t["slug"], words, "exclude") for t in shipped for words in t["excludes"])])


@pytest.fixture(scope="module")
def items():
    plan = tomllib.loads((SEEDS / "plan/seeds/174-KH-UBND-2024.toml").read_text("utf-8"))
    return {item["label"]: {*item["themes"]} for item in plan["items"]}


def judged(half, suggester, items):
    verdicts = []
    for headline in headlines(lines_of(half), items):
        found = {s.theme for s in suggester.suggest(headline.title, headline.lead)}
        verdicts.append(Verdict(headline.labels, frozenset(label for label, t in items.items() if t & found)))
    return judge(verdicts, items)


def lines_of(half):
    return (LABELLED / f"{half}.jsonl").read_text("utf-8").splitlines()


def titles_of(half):
    return [json.loads(line)["title"] for line in lines_of(half)]


def is_held_back(title):
    return hashlib.sha256(title.encode()).digest()[0] % 2 == 1


def test_the_title_alone_says_which_of_the_first_headlines_are_held_back():
    held_back, first_open = titles_of("held_back"), titles_of("open")[: FIRST - len(titles_of("held_back"))]
    assert all(is_held_back(title) for title in held_back)
    assert not any(is_held_back(title) for title in first_open)


def test_no_headline_stands_twice():
    titles = [title for file in sorted(LABELLED.glob("*.jsonl")) for title in titles_of(file.stem)]
    assert len(titles) == len({*titles})


def test_on_what_was_held_back_suggestions_are_right_and_quiet(suggester, items):
    judgement = judged("held_back", suggester, items)
    assert judgement.micro.f1 >= 0.85
    assert judgement.specificity >= 0.98
    assert judgement.recall >= 0.9


def test_on_the_open_half_other_news_raises_no_alarm(suggester, items):
    judgement = judged("open", suggester, items)
    assert judgement.specificity >= 0.99
    assert judgement.micro.f1 >= 0.9


def test_on_what_was_written_last_and_never_looked_at_suggestions_are_right_and_quiet(suggester, items):
    judgement = judged("own_unseen", suggester, items)
    assert judgement.micro.f1 >= 0.85
    assert judgement.specificity >= 0.98
    assert min(tally.f1 for tally in judgement.items.values()) >= 0.75


@pytest.mark.parametrize("file", ["blind_one", "blind_two", "own_studied"])
def test_on_what_was_studied_no_change_sinks_unseen(file, suggester, items):
    judgement = judged(file, suggester, items)
    assert judgement.micro.f1 >= 0.9
    assert judgement.specificity >= 0.98
    assert min(tally.precision for tally in judgement.items.values()) >= 0.75


@pytest.mark.parametrize(("file", "f1", "specificity"), [("blind_three", 0.8, 0.99), ("blind_four", 0.84, 0.94)])
def test_on_what_strangers_wrote_and_nobody_studied_no_change_sinks_unseen(file, f1, specificity, suggester, items):
    judgement = judged(file, suggester, items)
    assert judgement.micro.f1 >= f1
    assert judgement.specificity >= specificity
