"""The demo's corpus: it parses, what it names exists, and there is enough of it."""

import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import mutagen
import pytest

from cms.demo.pictures import ALT, SCENES, draw

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "cms/demo/corpus"
AUDIO = ROOT / "cms/demo/audio"
GENRES = {"tin", "bai", "phong-su", "binh-luan", "phan-anh", "anh", "do-hoa"}
OUTLETS = {"bao", "dai", "cong"}
TONES = {"commend", "critical", "neutral"}


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(pattern: str, table: str) -> list[dict]:
    return [row for path in sorted(CORPUS.glob(pattern)) for row in read(path).get(table, [])]


STORIES = rows("stories-q*.toml", "stories")
RECENT = rows("recent.toml", "stories")
PATTERNS = rows("briefs.toml", "patterns")
BROADCASTS = rows("broadcasts.toml", "broadcasts")
EPISODES = rows("episodes.toml", "episodes")
FEEDS = rows("district_feeds.toml", "feeds")
ACTIVITIES = rows("manual.toml", "activities")
ENTRIES = [entry for feed in FEEDS for entry in feed["entries"]]

THEMES = {row["slug"] for row in read(ROOT / "newsroom/themes/seeds/themes.toml")["themes"]}
CHANNELS = {row["code"]: row for row in read(ROOT / "newsroom/plan/seeds/channels.toml")["channels"]}
BEFORE = {row["slug"]: row for row in read(ROOT / "newsroom/organisations/seeds/thai-binh-2024.toml")["organisations"]}
AFTER = {row["slug"]: row for row in read(ROOT / "newsroom/organisations/seeds/hung-yen-2026.toml")["organisations"]}
ITEMS = [item["themes"] for item in read(ROOT / "newsroom/plan/seeds/174-KH-UBND-2024.toml")["items"]]


def day_of(story: dict) -> date:
    """A story without a day could fall on any; the last of its month is late enough for an organisation's end."""
    return date(2024, story["month"], story.get("day", 28))


def test_every_named_theme_exists_and_only_what_is_outside_has_none():
    dated = [*STORIES, *RECENT]
    for row in [*dated, *PATTERNS, *BROADCASTS, *EPISODES, *rows("recent.toml", "episodes"), *ACTIVITIES, *ENTRIES]:
        assert set(row["themes"]) <= THEMES, row
        assert len(set(row["themes"])) == len(row["themes"]), row
    for row in [*PATTERNS, *BROADCASTS, *EPISODES, *ACTIVITIES]:
        assert row["themes"], row
    for story in dated:
        assert bool(story["themes"]) is not story.get("outside", False), story["key"]


def test_the_year_serves_every_content_item_of_the_plan():
    for themes in ITEMS:
        assert sum(1 for story in STORIES if set(story["themes"]) & set(themes)) >= 10, themes


def test_every_named_organisation_existed_on_its_day():
    for story in STORIES:
        for slug in story["about"]:
            assert BEFORE[slug]["valid_from"] <= day_of(story) < BEFORE[slug].get("valid_to", date.max), story["key"]
    for story in RECENT:
        assert set(story["about"]) <= AFTER.keys(), story["key"]
    for row in BROADCASTS:
        assert set(row["about"]) <= BEFORE.keys(), row["key"]
    for row in ACTIVITIES:
        body = BEFORE[row["organisation"]]
        assert body["valid_from"] <= row["day"] < body.get("valid_to", date.max), row["key"]


def test_every_district_is_written_about():
    about = Counter(slug for story in STORIES for slug in story["about"])
    districts = [slug for slug, row in BEFORE.items() if row["kind"] == "district"]
    assert len(districts) == 8
    assert min(about[slug] for slug in districts) >= 5


def test_a_year_of_stories_has_all_genres_tones_and_months():
    assert len(STORIES) >= 110
    assert {story["genre"] for story in STORIES} == GENRES
    assert {story["tone"] for story in STORIES} == TONES
    assert {story["outlet"] for story in STORIES} == OUTLETS
    assert {story["month"] for story in STORIES} == set(range(1, 13))
    assert sum(story.get("outside", False) for story in STORIES) == 8
    assert sum(story["tone"] == "critical" for story in STORIES) >= 20
    assert sum(bool(story.get("also_in")) for story in STORIES) >= 30


@pytest.mark.parametrize("story", [*STORIES, *RECENT], ids=lambda story: story["key"])
def test_a_story_has_the_shape_that_its_loader_reads(story):
    assert story["title"] == unicodedata.normalize("NFC", story["title"])
    assert len(story["title"]) <= 160
    assert story["lead"]
    assert 2 <= len(story["body"]) <= 6
    assert story["genre"] in GENRES
    assert story["tone"] in TONES
    assert story["scene"] in SCENES
    assert story["outlet"] in OUTLETS
    others = story.get("also_in", [])
    assert set(others) <= OUTLETS - {story["outlet"]}
    for part in story["body"]:
        if isinstance(part, str):
            assert part == part.strip() != ""
        elif "table" in part:
            assert {len(line) for line in part["table"]} == {len(part["table"][0])}
        else:
            assert part.keys() in ({"quote", "by"}, {"list"})
    if "month" in story:
        assert day_of(story).year == 2024


def test_no_title_and_no_key_is_used_twice():
    titles = [row["title"] for row in [*STORIES, *RECENT, *BROADCASTS]]
    assert not [title for title, times in Counter(titles).items() if times > 1]
    for group in (STORIES + RECENT, PATTERNS, BROADCASTS, ACTIVITIES):
        assert not [key for key, times in Counter(row["key"] for row in group).items() if times > 1]


def test_the_briefs_fill_a_year_without_one_title_twice():
    places = [row for row in BEFORE.values() if date(2024, 6, 30) < row["valid_to"] and row["valid_from"].year < 2025]
    names = {
        "district": [row["name"].removeprefix("Ủy ban nhân dân ") for row in places if row["kind"] == "district"],
        "commune": [row["name"].removeprefix("UBND ") for row in places if row["kind"] == "commune"],
        "department": [row["short_name"] for row in places if row["kind"] == "department"],
    }
    assert len(PATTERNS) >= 25
    titles = []
    for pattern in PATTERNS:
        assert len(pattern["variants"]) >= 6
        assert min(pattern["n"]) <= max(pattern["n"])
        assert set(pattern["outlets"]) <= OUTLETS
        assert 1 <= pattern["months"][0] <= pattern["months"][1] <= 12
        for turn in range(9):
            place = names[pattern["place"]][turn % len(names[pattern["place"]])]
            slots = {"place": place, "Place": place, "unit": f"UBND {place}", "Unit": f"UBND {place}"}
            if pattern["place"] == "department":
                slots = {"unit": place, "Unit": place}
            if pattern["place"] == "commune":
                slots["district"] = "huyện Vũ Thư"
            slots |= {"n": "1.234", "pct": "56,7"}
            variant = pattern["variants"][turn % len(pattern["variants"])]
            titles.append(variant["title"].format(**slots))
            for text in (variant["lead"], *pattern["details"], *pattern["closings"]):
                assert "{" not in text.format(**slots)
    assert len(titles) == len(set(titles)) >= 220
    assert len(titles) + len(STORIES) + sum(len(story.get("also_in", [])) for story in STORIES) >= 320


def test_a_broadcast_can_be_heard_and_read():
    assert len(BROADCASTS) >= 40
    assert {row["medium"] for row in BROADCASTS} == {"radio", "tv"}
    for row in BROADCASTS:
        recording = row["audio"] if row["medium"] == "radio" else row["video"]
        assert (AUDIO / recording).is_file(), row["key"]
        assert 60 <= len(row["transcript"].split()) <= 150, row["key"]
        assert row["minutes"] > 0
        assert date(2024, row["month"], row["day"])
        assert row["genre"] in GENRES | {"phong-van", "toa-dam"}


def test_the_recordings_are_short_small_and_real():
    files = [path for path in AUDIO.iterdir() if path.suffix in {".mp3", ".mp4"}]
    assert sum(path.stat().st_size for path in files) < 500_000
    for path in files:
        recording = mutagen.File(path)
        assert recording is not None, path
        assert 5 <= recording.info.length <= 20, path
    readme = (AUDIO / "README.md").read_text(encoding="utf-8")
    assert all(path.name in readme for path in files)


def test_the_column_has_a_year_with_five_missed_and_two_moved():
    assert [row["number"] for row in EPISODES] == list(range(1, 53))
    assert sum("missed" in row for row in EPISODES) == 5
    assert sum("moved_days" in row for row in EPISODES) == 2
    assert not [row for row in EPISODES if "missed" in row and "moved_days" in row]
    assert all(row["moved_why"] for row in EPISODES if "moved_days" in row)
    weeks = [row["weeks_ago"] for row in rows("recent.toml", "episodes")]
    assert weeks == list(range(8, -2, -1))
    assert sum("missed" in row for row in rows("recent.toml", "episodes")) == 1


def test_the_stations_send_ordinary_news_too_and_their_mess():
    assert len(FEEDS) == 8
    assert len({feed["shape"] for feed in FEEDS}) == 8
    for feed in FEEDS:
        assert AFTER[feed["station"]]["kind"] == "local_station"
        assert BEFORE[feed["station_2024"]]["kind"] == "local_station"
        assert len(feed["entries"]) >= 8
        assert all(0 <= entry["days_ago"] <= 55 for entry in feed["entries"])
    share = sum(bool(entry["themes"]) for entry in ENTRIES) / len(ENTRIES)
    assert 0.5 < share < 0.7
    assert [entry for entry in ENTRIES if entry["title"].isupper()]
    for entry in ENTRIES:
        composed = entry["title"] == unicodedata.normalize("NFC", entry["title"])
        assert composed is not entry.get("nfd", False), entry["title"]
    (twin,) = [entry for entry in ENTRIES if "twin" in entry]
    slug, days = twin["twin"].split("/")
    (feed,) = [feed for feed in FEEDS if feed["slug"] == slug]
    assert [e for e in feed["entries"] if e["days_ago"] == int(days) and e["content"] == twin["content"]]
    (shared,) = [entry for entry in ENTRIES if "story" in entry]
    assert [story for story in RECENT if story["key"] == shared["story"] and story["title"] == shared["title"]]


def test_some_stories_come_from_several_stations_so_that_the_inbox_has_groups():
    by_title = {}
    for feed in FEEDS:
        for entry in feed["entries"]:
            by_title.setdefault(entry["title"], []).append(entry)
    several = {title: found for title, found in by_title.items() if len(found) > 1}
    assert {len(found) for found in several.values()} == {2, 3}
    for found in several.values():
        days = [entry["days_ago"] for entry in found]
        assert max(days) - min(days) <= 1
        assert len({tuple(entry["themes"]) for entry in found}) == 1
    (carried,) = [entry["same_link"] for entry in ENTRIES if "same_link" in entry]
    slug, days = carried.split("/")
    assert len([e for f in FEEDS if f["slug"] == slug for e in f["entries"] if e["days_ago"] == int(days)]) == 1


def test_one_station_has_a_licence_and_a_draft_is_made_of_what_it_sent():
    (licensed,) = [feed for feed in FEEDS if "licence" in feed]
    drafted = [entry for entry in ENTRIES if "republished" in entry]
    assert [entry["republished"] in OUTLETS for entry in drafted] == [True]
    assert drafted[0] in licensed["entries"]


def test_a_station_without_rss_sends_by_hand_and_one_title_is_that_of_three_feeds():
    told = read(CORPUS / "by_hand.toml")
    assert told["station"]["organisation"] in AFTER
    assert told["station"]["channel"] in CHANNELS
    titles = [entry["title"] for feed in FEEDS for entry in feed["entries"]]
    assert [row["title"] for row in told["entries"] if titles.count(row["title"]) == 3]
    for row in told["entries"]:
        assert set(row["themes"]) <= THEMES
        assert 0 < row["days_ago"] <= 10
        assert row["lead"]


def test_an_activity_fills_only_what_its_channel_counts():
    assert len(ACTIVITIES) >= 30
    for row in ACTIVITIES:
        channel = CHANNELS[row["channel"]]
        for figure in ("persons", "copies", "minutes"):
            assert figure not in row or channel[f"counts_{figure}"], row["key"]
        assert row["quantity"] > 0
        assert row["title"]
        assert row["evidence"]
        assert row["day"].year == 2024


def test_the_last_eight_weeks_are_full_and_six_pieces_wait():
    published = [story for story in RECENT if "state" not in story]
    assert len(published) >= 40
    assert all(0 <= story["days_ago"] <= 55 for story in published)
    assert {story["days_ago"] // 7 for story in published} == set(range(8))
    waiting = Counter(story["state"] for story in RECENT if "state" in story)
    assert waiting == {"draft": 2, "in_review": 2, "scheduled": 2}
    assert all(story["in_days"] > 0 for story in RECENT if story.get("state") == "scheduled")


def test_every_scene_is_described_and_used():
    assert ALT.keys() == set(SCENES)
    assert {row["scene"] for row in [*STORIES, *RECENT, *PATTERNS]} == set(SCENES)


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_the_same_each_time_and_differs_by_seed(scene):
    first = draw(scene, 7, (320, 180))
    assert (first.mode, first.size) == ("RGB", (320, 180))
    assert first.tobytes() == draw(scene, 7, (320, 180)).tobytes()
    assert first.tobytes() != draw(scene, 13, (320, 180)).tobytes()  # the same palette, another arrangement


def test_a_scene_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        draw("khong-co", 1)
