"""What suggesting costs: `uv run python tests/benchmarks/bench_suggesting.py [ENTRIES]`.

Held against two things in the same run, over the same texts (title, lead and a body of eight sentences): normalising
them alone (`text.fold`, which whoever matches Vietnamese must do), and a loop that asks of every phrase whether it is
`in` the normalised text, which knows no whole words, no parts and choices, no places and no exclusions. The vocabulary
that ships is filled up to 2,000 and to 20,000 phrases of the same syllables, every tenth in parts or with a choice.
Figures are medians of five rounds; the loop is timed on a part of the texts. Returns 1 when an aim is missed.
"""

import json
import random
import statistics
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from newsroom.text import fold, tokens  # noqa: E402
from newsroom.themes.parsing import Written  # noqa: E402
from newsroom.triage.comparing import compare  # noqa: E402
from newsroom.triage.suggesting import Phrase, Suggester  # noqa: E402

ROUNDS = 5
LOOPED = 100
"""How many texts the loop is timed on; it is slow enough to be measured on few."""
AIMS = {
    "suggesting 2,000 phrases / normalising": (2.5, "at most"),
    "loop over 2,000 phrases / suggesting": (1.0, "at least"),
    "loop over 20,000 phrases / suggesting": (5.0, "at least"),
    "20,000 phrases / 2,000": (2.0, "at most"),
    "an entry among four times as many / before": (1.25, "at most"),
    "a change tried on 1,000 / reading 1,000 twice": (0.6, "at most"),
}


def main(number: int) -> int:
    """Print the ratios; 1 when one misses its aim."""
    chance = random.Random(36)
    headlines, shipped = read()
    syllables = sorted({word.text for title, lead in headlines for word in tokens(f"{title} {lead}")})
    texts = [text(headlines, at, chance) for at in range(4 * number)]
    few, many = (filled(shipped, size, syllables, chance) for size in (2_000, 20_000))
    started = time.perf_counter()
    suggesters = Suggester(few), Suggester(many)
    length = statistics.mean(sum(map(len, each)) for each in texts)
    print(f"{number:,} entries of {length:.0f} characters; ready in {ms(started):.0f} ms")

    normalising = timed(lambda: [fold(field, marks=True) for each in texts[:number] for field in each])
    matching = timed(lambda: [hits(suggesters[0], each) for each in texts[:number]])
    suggesting = timed(lambda: [suggesters[0].suggest(*each) for each in texts[:number]])
    with_many = timed(lambda: [suggesters[1].suggest(*each) for each in texts[:number]])
    of_many_entries = timed(lambda: [suggesters[0].suggest(*each) for each in texts])
    loop, loop_of_many = (looped(phrases, texts[:LOOPED]) * number / LOOPED for phrases in (few, many))
    trial, twice = tried(shipped, texts[:1_000])

    for name, seconds in (
        ("normalising alone", normalising),
        ("matching, 2,000 phrases", matching),
        ("suggesting, 2,000 phrases", suggesting),
        ("suggesting, 20,000 phrases", with_many),
        ("the loop, 2,000 phrases", loop),
        ("the loop, 20,000 phrases", loop_of_many),
    ):
        print(f"{name:<28}{seconds / number * 1e6:8.0f} µs an entry")
    ratios = {
        "suggesting 2,000 phrases / normalising": suggesting / normalising,
        "loop over 2,000 phrases / suggesting": loop / suggesting,
        "loop over 20,000 phrases / suggesting": loop_of_many / with_many,
        "20,000 phrases / 2,000": with_many / suggesting,
        "an entry among four times as many / before": of_many_entries / 4 / suggesting,
        "a change tried on 1,000 / reading 1,000 twice": trial / twice,
    }
    missed = 0
    for name, ratio in ratios.items():
        aim, which = AIMS[name]
        met = ratio <= aim if which == "at most" else ratio >= aim
        missed += not met
        print(f"{name:<48}{ratio:7.2f}  {which} {aim}{'' if met else '  MISSED'}")
    return 1 if missed else 0


def hits(suggester: Suggester, fields: tuple[str, str, str]) -> list:
    """Matching alone, without weighing."""
    found = zip(("title", "lead", "body"), fields, strict=True)
    return [hit for where, words in found for hit in suggester._matcher.hits(where, words)]


def read() -> tuple[list[tuple[str, str]], list[Phrase]]:
    """Titles and leads of the labelled headlines, and the phrases that ship."""
    folder = ROOT / "tests/newsroom/triage/labelled"
    lines = [json.loads(line) for half in ("open", "held_back") for line in (folder / f"{half}.jsonl").open("rb")]
    themes = tomllib.loads((ROOT / "newsroom/themes/seeds/themes.toml").read_text("utf-8"))["themes"]
    phrases = [Phrase(t["slug"], p["text"], p["strength"]) for t in themes for p in t["phrases"]]
    phrases += [Phrase(t["slug"], words, "exclude") for t in themes for words in t["excludes"]]
    return [(line["title"], line["lead"]) for line in lines], phrases


def text(headlines: list[tuple[str, str]], at: int, chance: random.Random) -> tuple[str, str, str]:
    """One entry: a headline, and a body of the leads of others."""
    title, lead = headlines[at % len(headlines)]
    return title, lead, "\n".join(chance.choice(headlines)[1] for _ in range(8))


def filled(shipped: list[Phrase], size: int, syllables: list[str], chance: random.Random) -> list[Phrase]:
    """What ships, and as many more as make `size`, of two to four syllables; every tenth in parts or with a choice."""
    made = shipped[:size]
    while len(made) < size:
        joint = " " if len(made) % 10 else chance.choice([" … ", "|"])
        words = joint.join(
            " ".join(chance.choice(syllables) for _ in range(chance.randint(1, 2) + (joint == "|"))) for _ in range(2)
        )
        made.append(Phrase(f"chu-de-{len(made) % 40}", words, chance.choice(["strong", "weak", "weak", "exclude"])))
    return made


def looped(phrases: list[Phrase], texts: list[tuple[str, str, str]]) -> float:
    """Seconds of asking of every phrase whether it is in each text, the normalising of the texts included."""
    plain = [fold(phrase.text, marks=True) for phrase in phrases]

    def work() -> None:
        for each in texts:
            folded = fold(" ".join(each), marks=True)
            [words in folded for words in plain]

    return timed(work)


def tried(shipped: list[Phrase], texts: list[tuple[str, str, str]]) -> tuple[float, float]:
    """A change of one theme's phrases, tried as the screen does it; and reading every text with both vocabularies."""
    theme = "mot-cua"
    old = [Written(p.text, p.strength) for p in shipped if p.theme == theme]
    new = [*old[1:], Written("trung tâm … công", "strong")]
    rest = [p for p in shipped if p.theme != theme]
    before, after = (Suggester([*rest, *(Phrase(theme, p.text, p.strength) for p in own)]) for own in (old, new))
    trial = timed(lambda: compare(theme, old=old, new=new, before=before, after=after, texts=texts))
    return trial, timed(lambda: [(before.suggest(*each), after.suggest(*each)) for each in texts])


def timed(work) -> float:
    """Seconds, the median of the rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def ms(started: float) -> float:
    return (time.perf_counter() - started) * 1e3


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
