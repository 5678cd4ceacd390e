"""Reading the corpus: TOML files of sample text. No clock, no database."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "corpus"
AUDIO = Path(__file__).parent / "audio"

# The corpus speaks the trade's Vietnamese; the models have codes.
GENRES = {
    "tin": "brief",
    "bai": "article",
    "phong-su": "reportage",
    "binh-luan": "comment",
    "phan-anh": "feedback",
    "anh": "photo",
    "do-hoa": "graphic",
    "phong-van": "interview",
    "toa-dam": "talk",
}


@cache
def tables(pattern: str, table: str) -> tuple[dict, ...]:
    """The rows `[[table]]` of every file that matches, in the files' order."""
    rows: list[dict] = []
    for path in sorted(FOLDER.glob(pattern)):
        rows.extend(tomllib.loads(path.read_text(encoding="utf-8")).get(table, []))
    return tuple(rows)


def header(name: str, table: str) -> dict:
    """The single `[table]` of one file."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))[table]


def chance(*seed: object) -> Random:
    """A generator of its own for each seed: the demo is the same on every machine."""
    return Random("|".join(map(str, seed)))


def number(n: int) -> str:
    """1234 → "1.234"."""
    return f"{n:,}".replace(",", ".")


def filled(pattern: dict, variant: dict, place: dict, random: Random) -> dict:
    """One brief from a pattern: {title, lead, body} with every slot filled for `place`.

    `place` gives `place`, `unit` and optionally `district`, in the spelling that stands inside a sentence.
    """
    slots = {**place, "n": "", "pct": ""}
    slots["Place"] = _capital(slots.get("place", ""))
    slots["Unit"] = _capital(slots["unit"])
    if "n" in pattern:
        slots["n"] = number(random.randint(*pattern["n"]))
    if "pct" in pattern:
        low, high = pattern["pct"]
        slots["pct"] = f"{random.uniform(low, high):.1f}".replace(".", ",")
    details = random.sample(pattern["details"], k=min(len(pattern["details"]), random.choice((1, 2))))
    body = [*details, random.choice(pattern["closings"])]
    return {
        "title": variant["title"].format(**slots),
        "lead": variant["lead"].format(**slots),
        "body": [paragraph.format(**slots) for paragraph in body],
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
