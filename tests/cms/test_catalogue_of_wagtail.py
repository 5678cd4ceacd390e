"""Every screen of the admin speaks Vietnamese: Wagtail's own, and those of the packages beside it.

Wagtail ships a fifth of its Vietnamese; wagtailmedia, taggit and axes ship none. ``cms/locale`` holds the rest.
What is missing is computed from the packages as installed, so that an upgrade that brings new strings says so.
"""

import gettext as gnu
import importlib.util
import io
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override
from django.views.i18n import JavaScriptCatalog

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "cms" / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]

PACKAGES_OF_THE_ADMIN = [
    "wagtail",
    "wagtail.admin",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtailmedia",
    "taggit",
]

# %(name)s, %s, {name}, {}, and whole tags: what a translation may move but never change.
KEPT = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-z]|%[sdr]|\{[^{}\s]*\}|<[^>]+>", re.IGNORECASE)
# The same letters spelled the old way; the house writes hòa, khóa, hủy, tùy.
OLD_SPELLING = re.compile(r"\b\w*(?:oá|oà|oả|oã|oạ|uỷ|uỳ|uý|uỹ|uỵ)\b", re.IGNORECASE)
QU = re.compile(r"\bqu", re.IGNORECASE)


def entries(domain, folder=OURS):
    path = folder / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete] if path.exists() else []


def key(entry):
    return entry.msgctxt, entry.msgid


def words(entry):
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def catalogue_of(package, language):
    spec = importlib.util.find_spec(package)
    return Path(spec.submodule_search_locations[0]) / "locale" / language / "LC_MESSAGES"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_is_said_and_none_is_a_guess(domain):
    catalogue = polib.pofile(str(OURS / f"{domain}.po"))
    assert len(catalogue) > (80 if domain == "djangojs" else 1900)
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete or not words(entry).strip()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_string_is_said_once_and_the_file_stays_sorted(domain):
    keys = [(entry.msgid, entry.msgctxt or "") for entry in entries(domain)]
    assert [text for text, count in Counter(keys).items() if count > 1] == []
    assert keys == sorted(keys)


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_survive_the_translation(domain):
    """Vietnamese has one form for every number: it carries what the English plural carries."""
    changed = [
        (entry.msgid, words(entry))
        for entry in entries(domain)
        if Counter(KEPT.findall(entry.msgid_plural or entry.msgid)) != Counter(KEPT.findall(words(entry)))
    ]
    assert changed == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_space_around_a_string_survives_the_translation(domain):
    def edges(text):
        return re.match(r"\s*", text).group(), re.search(r"\s*$", text).group()

    moved = [e.msgid for e in entries(domain) if edges(e.msgid_plural or e.msgid) != edges(words(e))]
    assert moved == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_tone_marks_stand_where_the_house_puts_them(domain):
    old = [
        (entry.msgid, word)
        for entry in entries(domain)
        for word in OLD_SPELLING.findall(words(entry))
        if not QU.match(word)
    ]
    assert old == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_the_written_one(domain):
    written = gnu.GNUTranslations(io.BytesIO(polib.pofile(str(OURS / f"{domain}.po")).to_binary()))
    with (OURS / f"{domain}.mo").open("rb") as compiled:
        assert gnu.GNUTranslations(compiled)._catalog == written._catalog


@pytest.mark.skipif(wagtail.VERSION >= (8,), reason="the lock stays on the LTS; 8.x is only tried beside it")
@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("package", PACKAGES_OF_THE_ADMIN)
def test_no_screen_of_the_admin_is_left_in_english(package, domain):
    asked = {key(entry) for entry in entries(domain, catalogue_of(package, "en"))}
    if domain == "django":
        assert asked, f"{package} ships no English catalogue to compare with"
    shipped = {key(e) for e in entries(domain, catalogue_of(package, "vi")) if e.translated()}
    ours = {key(entry) for entry in entries(domain)}
    assert asked - shipped - ours == set()


def test_our_words_win_over_those_of_the_packages():
    assert OURS.parents[1] in [Path(folder) for folder in settings.LOCALE_PATHS]
    with override("vi"):
        assert gettext("Publish") == "Đăng"
        assert gettext("Submit for moderation") == "Gửi duyệt"
        assert gettext("Request changes") == "Trả lại"
        assert gettext("Friday") == "Thứ Sáu"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 5) % {"counter": 5} == "Xóa 5 trang"
    with override("en"):
        assert gettext("Publish") == "Publish"


def test_the_script_of_the_admin_hears_them_too():
    view = JavaScriptCatalog.as_view(packages=["wagtail.admin"])
    with override("vi"):
        script = view(RequestFactory().get("/admin/jsi18n/")).content.decode()
    assert '"Comment": "G\\u00f3p \\u00fd"' in script
    assert '"Dashboard": "B\\u00e0n l\\u00e0m vi\\u1ec7c"' in script


def test_the_log_in_page_asks_in_vietnamese(client, db):
    page = client.get("/admin/login/").content.decode()
    for said in ("Đăng nhập", "Tên đăng nhập", "Mật khẩu", "Nhớ đăng nhập", "Quên mật khẩu?"):
        assert said in page
    assert "Password" not in page
    refused = client.post("/admin/login/", {"username": "ai-do", "password": "sai"}).content.decode()
    assert "Sai tên đăng nhập hoặc mật khẩu. Mời nhập lại." in refused


def test_no_room_says_the_same_string_in_other_words():
    """A project catalogue wins over a room's: where the two differ, the room's words would never be read."""
    quarrels = []
    for domain in DOMAINS:
        ours = {key(entry): words(entry) for entry in entries(domain)}
        for building in ("newsroom", "feeds", "cms"):
            for path in sorted((ROOT / building).rglob(f"locale/vi/LC_MESSAGES/{domain}.po")):
                if path.parent == OURS:
                    continue
                quarrels += [
                    (str(path.relative_to(ROOT)), entry.msgid, words(entry), ours[key(entry)])
                    for entry in entries(domain, path.parent)
                    if words(entry) != ours.get(key(entry), words(entry))
                ]
    assert quarrels == []
