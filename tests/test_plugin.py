"""A stranger's Wagtail site can install `newsroom` and `feeds`, or `feeds` alone: nothing in them leans on `cms`."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = [ROOT / "newsroom", ROOT / "feeds"]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
TEMPLATES = sorted(path for package in PACKAGES for path in package.rglob("templates/**/*.html"))
LIBRARIES = {"i18n", "l10n", "static", "tz", "humanize"}
"""Tag libraries of Django; those of Wagtail begin with its name, the packages' own lie in their `templatetags`."""
OWN_LIBRARIES = {path.stem for path in MODULES if path.parent.name == "templatetags"}
FOREIGN = ("wagtailadmin/", "table_block/", "django/forms/")


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path):
    """The full name of everything that a module imports from outside its own package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def test_there_are_modules_and_templates_to_look_at():
    assert len(MODULES) > 100
    assert len(TEMPLATES) > 40


def test_no_module_imports_the_website():
    assert [told(path) for path in MODULES if any(name.partition(".")[0] == "cms" for name in imported(path))] == []


def test_no_migration_names_an_app_of_the_website():
    """A migration written here names this website's models where it should ask the settings."""
    # As a dependency ('library', '0001_initial') or as a model 'library.newsmedia'.
    site = re.compile(r"""\(['"](accounts|library|website|demo)['"], *['"]|['"](accounts|library|website|demo)\.""")
    migrations = [path for path in MODULES if path.parent.name == "migrations"]
    assert [told(path) for path in migrations if site.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_loads_tags_that_a_stranger_lacks():
    strange = []
    for path in TEMPLATES:
        for tag in re.findall(r"\{%\s*load\s+(.+?)\s*%\}", path.read_text(encoding="utf-8")):
            names = tag.rpartition(" from ")[2].split()
            known = LIBRARIES | OWN_LIBRARIES
            strange += [f"{told(path)}: {n}" for n in names if n not in known and not n.startswith("wagtail")]
    assert strange == []


def test_a_template_extends_and_includes_only_the_site_s_base_wagtail_s_and_its_own():
    strange = []
    for path in TEMPLATES:
        own = (*FOREIGN, "newsroom/", "feeds/")
        for verb, name in re.findall(r"""\{%\s*(extends|include)\s+['"](.+?)['"]""", path.read_text(encoding="utf-8")):
            if not (name.startswith(own) or (verb == "extends" and name == "base.html")):
                strange.append(f"{told(path)}: {name}")
    assert strange == []


@pytest.mark.parametrize("settings", ["settings", "feeds_alone"])
def test_a_plain_site_takes_them_in_without_the_website_s_settings(settings):
    """`check`, `makemigrations --check`, every template compiles, every address that one names exists."""
    tried = subprocess.run(
        [sys.executable, "-m", "tests.plugin_site.trial"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": f"tests.plugin_site.{settings}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
