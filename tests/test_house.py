"""What the linter cannot hold: no file is too long, and the top level is what it was agreed to be."""

import subprocess
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LONGEST = 300
FOLDERS = {"cms", "newsroom", "feeds", "templates", "media", "tests"}


def kept() -> list[Path]:
    """The files under version control; outside a checkout, every file of the packages."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [Path(name) for name in listed.stdout.splitlines() if (ROOT / name).exists()]
    return [path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).rglob("*")]


def test_no_file_of_the_product_is_longer_than_a_person_reads_at_once():
    long = {}
    for path in kept():
        if path.suffix not in {".py", ".html", ".css", ".js"} or {"migrations", "tests"} & set(path.parts):
            continue
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        if lines > LONGEST:
            long[str(path)] = lines
    assert not long


def test_the_top_level_holds_six_folders_and_nothing_hides_there():
    assert {path.parts[0] for path in kept() if len(path.parts) > 1 and not path.parts[0].startswith(".")} == FOLDERS


def test_no_drawer_of_odds_and_ends():
    odd = {"utils", "helpers", "common", "misc", "services", "core"}
    assert not [path for path in kept() if path.suffix == ".py" and path.stem in odd]
