"""A theme's phrases: changed with their history, taken back, and never over somebody's head."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom.text import fold
from newsroom.themes.actions import (
    ChangedSince,
    NothingToUndo,
    last_change,
    load_themes,
    save_phrases,
    undo_phrases,
    written,
)
from newsroom.themes.models import PhraseChange, ThemePhrase
from newsroom.themes.parsing import Written
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
CLERK, COUNTER, SHOP = Written("cán bộ", "weak"), Written("một cửa", "strong"), Written("một cửa hàng", "exclude")


@pytest.fixture
def theme():
    return factories.theme("Một cửa")


@pytest.fixture
def lan():
    return factories.user("lan", display_name="Trần Thị Lan")


@pytest.fixture
def save(theme, lan):
    def save(*phrases, seen=None, **told):
        seen = last_change(theme) if seen is None else seen
        return save_phrases(theme=theme, phrases=phrases, seen=seen, by=lan, at=AT, **told)

    return save


def told(changes):
    return {(change.text, change.before, change.after) for change in changes}


def test_every_change_is_in_the_history_with_who_and_when(save, theme, lan):
    save(CLERK, COUNTER)
    made = save(Written("cán bộ", "strong"), SHOP)
    assert told(made) == {
        ("cán bộ", "weak", "strong"),
        ("một cửa", "strong", ""),
        ("một cửa hàng", "", "exclude"),
    }
    kept = PhraseChange.objects.filter(batch=made[0].batch)
    assert {(change.by, change.by_name, change.at) for change in kept} == {(lan, "Trần Thị Lan", AT)}
    assert {*written(theme)} == {Written("cán bộ", "strong"), SHOP}


def test_saving_what_stands_changes_nothing(save):
    save(CLERK)
    assert save(CLERK) == []
    assert PhraseChange.objects.count() == 1


def test_a_source_stays_with_a_phrase_that_only_changes_its_kind(save, theme):
    save(CLERK, source="174/KH-UBND")
    save(Written("cán bộ", "strong"), COUNTER, source="CCHC newsroom")
    assert dict(ThemePhrase.objects.values_list("text", "source")) == {
        "cán bộ": "174/KH-UBND",
        "một cửa": "CCHC newsroom",
    }


def test_whoever_has_not_seen_the_last_change_is_told_it_and_saves_nothing(save, theme):
    save(CLERK)
    seen = last_change(theme)
    save(CLERK, COUNTER)
    with pytest.raises(ChangedSince) as refused:
        save(SHOP, seen=seen)
    assert told(refused.value.since) == {("một cửa", "", "strong")}
    assert {*written(theme)} == {CLERK, COUNTER}


def test_a_go_is_taken_back_with_its_sources_and_that_can_be_taken_back_too(save, theme, lan):
    save(CLERK, COUNTER, source="174/KH-UBND")
    (go,) = {change.batch for change in save(Written("cán bộ", "exclude"))}
    made, left = undo_phrases(theme=theme, batch=go, by=lan, at=AT)
    assert {*written(theme)} == {CLERK, COUNTER}
    assert {*ThemePhrase.objects.values_list("source", flat=True)} == {"174/KH-UBND"}
    assert not left
    undo_phrases(theme=theme, batch=made[0].batch, by=lan, at=AT)
    assert {*written(theme)} == {Written("cán bộ", "exclude")}


def test_what_was_changed_since_stays_and_is_told(save, theme, lan):
    (go,) = {change.batch for change in save(CLERK, COUNTER)}
    save(Written("cán bộ", "strong"), COUNTER)
    made, left = undo_phrases(theme=theme, batch=go, by=lan, at=AT)
    assert (told(made), told(left)) == ({("một cửa", "strong", "")}, {("cán bộ", "", "weak")})
    assert written(theme) == (Written("cán bộ", "strong"),)


def test_nothing_is_undone_twice_nor_what_is_not_there(save, theme, lan):
    (go,) = {change.batch for change in save(CLERK)}
    undo_phrases(theme=theme, batch=go, by=lan, at=AT)
    for batch in (go, uuid4()):
        with pytest.raises(NothingToUndo):
            undo_phrases(theme=theme, batch=batch, by=lan, at=AT)


def test_a_go_of_another_theme_is_not_undone_here(save, theme, lan):
    (go,) = {change.batch for change in save(CLERK)}
    with pytest.raises(NothingToUndo):
        undo_phrases(theme=factories.theme("Đất đai"), batch=go, by=lan, at=AT)
    assert written(theme) == (CLERK,)


def test_a_file_of_themes_leaves_its_changes_in_the_history_too(theme):
    file = '[[themes]]\nslug = "mot-cua"\nname = "Một cửa"\nphrases = [{{ text = "một cửa", strength = "{}" }}]'
    for strength in ("weak", "strong"):
        load_themes(source=file.format(strength).encode(), name="x.toml", by=None, at=AT)
    goes = theme.phrase_changes.last_goes(10)
    assert [told(go.changes) for go in goes] == [{("một cửa", "weak", "strong")}, {("một cửa", "", "weak")}]
    assert goes[0].first.by_name == ""


def test_the_last_goes_are_told_latest_first_with_what_was_taken_back(save, theme, lan, django_assert_num_queries):
    first, second = ({change.batch for change in save(*phrases)}.pop() for phrases in ((CLERK,), (CLERK, COUNTER)))
    undo_phrases(theme=theme, batch=second, by=lan, at=AT)
    with django_assert_num_queries(3):
        goes = theme.phrase_changes.last_goes(10)
    assert [(go.first.batch == second, go.first.undoes == second, go.is_undone) for go in goes] == [
        (False, True, False),
        (True, False, True),
        (False, False, False),
    ]
    assert [go.first.batch for go in theme.phrase_changes.last_goes(3)][-1] == first
    assert len(theme.phrase_changes.last_goes(2)) == 2


@pytest.mark.parametrize(("before", "after"), [("weak", "weak"), ("", ""), ("", "mạnh"), ("mạnh", "")])
def test_the_database_refuses_a_change_that_is_none(theme, before, after):
    with pytest.raises(IntegrityError), transaction.atomic():
        PhraseChange.objects.create(theme=theme, text="x", before=before, after=after, batch=uuid4(), at=AT)


def test_the_history_stays_when_the_person_goes_and_goes_with_the_theme(save, theme, lan):
    save(CLERK)
    lan.delete()
    assert PhraseChange.objects.get().by_name == "Trần Thị Lan"
    theme.delete()
    assert not PhraseChange.objects.exists()


def test_many_phrases_cost_no_more_statements_than_a_few(save, theme, lan):
    def cost(number):
        """Of adding so many, giving them another kind, and taking them away."""
        added = [Written(f"cụm {number} {n}", "strong") for n in range(number)]
        with CaptureQueriesContext(connection) as asked:
            save(*added)
            save(*(Written(phrase.text, "weak") for phrase in added))
            save()
        return len(asked)

    assert cost(2) == cost(40)
    assert not ThemePhrase.objects.exists()


def test_phrases_written_together_are_found_like_any_other(save, theme):
    save(Written("Thuỷ lợi một cửa", "strong"))
    (phrase,) = ThemePhrase.objects.all()
    assert phrase.folded == fold(phrase.text) == "thuy loi mot cua"
