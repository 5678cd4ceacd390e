"""Every string of every screen has its Vietnamese, and what is compiled is what is written."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import DjangoTranslation

ROOT = Path(settings.BASE_DIR)
BUILDINGS = [ROOT / name for name in ("cms", "newsroom", "feeds")]
CATALOGUES = sorted(po for building in BUILDINGS for po in building.rglob("locale/vi/LC_MESSAGES/*.po"))
# How many leading arguments are message ids, and whether a context comes first.
CALLS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}


def python_messages(source: str):
    """(context, msgid) of every gettext call with literal arguments."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        _, has_context = CALLS[name]
        literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if has_context and len(literals) >= 2:
            yield literals[0], literals[1]
        elif not has_context and literals:
            yield None, literals[0]


def template_messages(source: str):
    """(context, msgid) of every translate and blocktranslate tag: Django turns them into gettext calls."""
    code = templatize(source)
    string = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|'''.*?'''|\"\"\".*?\"\"\")"
    for match in re.finditer(rf"\b(n?p?gettext|_)\(\s*{string}(?:\s*,\s*{string})?", code, re.DOTALL):
        name, first, second = match.group(1), match.group(2), match.group(3)
        if "p" in name.replace("gettext", ""):
            yield ast.literal_eval(first), ast.literal_eval(second)
        else:
            yield None, ast.literal_eval(first)


def sources():
    for building in [*BUILDINGS, ROOT / "templates"]:
        yield from (path for path in building.rglob("*.py") if "migrations" not in path.parts)
        yield from building.rglob("*.html")
        yield from building.rglob("*.txt")


def messages_of(path: Path):
    source = path.read_text(encoding="utf-8")
    return python_messages(source) if path.suffix == ".py" else template_messages(source)


def test_there_are_strings_and_catalogues_to_check():
    assert len(CATALOGUES) >= 2
    assert sum(1 for path in sources() for _ in messages_of(path)) > 100


@pytest.mark.parametrize("path", sorted(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_string_has_its_vietnamese(path):
    with override("vi"):
        catalogue = DjangoTranslation("vi")
        missing = []
        for context, msgid in messages_of(path):
            key = msgid if context is None else f"{context}\x04{msgid}"
            # The plural form of Vietnamese is one; gettext keeps it under (msgid, 0).
            if msgid and catalogue._catalog.get(key) is None and catalogue._catalog.get((key, 0)) is None:
                missing.append(msgid)
    assert not missing


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_catalogue_is_whole_and_compiled(po):
    catalogue = polib.pofile(str(po))
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
    compiled = polib.mofile(str(po.with_suffix(".mo")))

    def as_dict(entries):
        return {(e.msgctxt, e.msgid): (e.msgstr, tuple(e.msgstr_plural.values())) for e in entries if e.msgid}

    assert as_dict(compiled) == as_dict(catalogue)


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_translation_keeps_every_placeholder(po):
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for entry in polib.pofile(str(po)):
        allowed = set(placeholder.findall(entry.msgid)) | set(placeholder.findall(entry.msgid_plural))
        for translated in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(placeholder.findall(translated)) <= allowed, entry.msgid


def test_no_two_rooms_say_one_string_in_two_ways():
    """Whichever app is listed first would win on every screen."""
    said = {}
    for po in CATALOGUES:
        for entry in polib.pofile(str(po)):
            vietnamese = entry.msgstr or tuple(entry.msgstr_plural.values())
            said.setdefault((entry.msgctxt, entry.msgid, po.name), {})[str(po.relative_to(ROOT))] = vietnamese
    assert not {key: rooms for key, rooms in said.items() if len(set(rooms.values())) > 1}
