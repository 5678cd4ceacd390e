"""Learning what editors decided: from which decisions, kept how, shown where, switched by whom."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from newsroom.themes.models import ThemePhrase
from newsroom.triage import actions
from newsroom.triage.actions.learning import learn_themes
from newsroom.triage.models import Decision, InboxEntry, Kinship, LearnedTheme
from newsroom.triage.querysets import ranker_of, site_suggester
from newsroom.triage.views.reading import Reader
from newsroom.triage.wording import dismissals
from tests import factories

from .conftest import SEEN

pytestmark = pytest.mark.django_db
SCREEN = "/admin/hop-tin-ve/hoc/"
LATER = SEEN + timedelta(days=30)


@pytest.fixture
def decide(station, make_entry, editor):
    """Decisions as they stand in the database, without the ledger."""
    made = []

    def decide(title, *themes, **fields):
        entry = make_entry(station.feed, title)
        decision = Decision.objects.create(
            entry=entry,
            organisation=station.organisation,
            channel=station.channel,
            day=SEEN.date(),
            title=title,
            **{
                "verdict": "accepted" if themes else "dismissed",
                "reason": "" if themes else str(dismissals()["outside"]),
                "decided_by": editor,
                "decided_at": SEEN + timedelta(minutes=len(made)),
                **fields,
            },
        )
        decision.themes.set(themes)
        made.append(decision)
        return decision

    return decide


@pytest.fixture
def taught(phrases, theme, decide):
    """A hundred decisions: one-stop shops are chosen, football at them is not."""
    for number in range(50):
        decide(f"Bộ phận Một cửa phục vụ người dân, kỳ {number}", theme)
        decide(f"Bộ phận Một cửa thắng giải bóng đá, lượt {number}")
    return theme


@pytest.fixture
def learned(taught):
    learn_themes(at=LATER)
    return LearnedTheme.objects.get(theme=taught)


def suggested(entry):
    return Reader().suggestions(InboxEntry.objects.get(pk=entry.pk))


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_learned_is_kept_with_its_measure(learned):
    assert (learned.decisions, learned.chosen, learned.held_back, learned.version) == (100, 50, 30, 1)
    assert (learned.phrases_right, learned.phrases_wrong) == (15, 15)
    assert (learned.learned_right, learned.learned_wrong, learned.learned_missed) == (15, 0, 0)
    assert learned.is_on
    assert learned.learned_at == LATER


def test_learning_again_changes_nothing_and_something_new_makes_a_version(learned, decide):
    learn_themes(at=LATER + timedelta(days=1))
    again = LearnedTheme.objects.get(pk=learned.pk)
    assert (again.version, again.learned_at, again.digest) == (1, LATER, learned.digest)
    decide("Bộ phận Một cửa lại thắng giải bóng đá")
    learn_themes(at=LATER + timedelta(days=2))
    again.refresh_from_db()
    assert (again.version, again.decisions, again.learned_at) == (2, 101, LATER + timedelta(days=2))


def test_every_theme_in_use_gets_a_row_and_too_few_decisions_no_say(learned, other_theme):
    other = LearnedTheme.objects.get(theme=other_theme)
    assert (other.worth, other.weights, other.decisions) == ("too_few", {}, 0)
    assert not other.is_on


def test_only_what_says_something_of_the_theme_is_learned_from(phrases, theme, decide):
    one = "Bộ phận Một cửa xã {}"
    decide(one.format(1), theme)
    decide(one.format(2))
    decide(one.format(3), reason=str(dismissals()["old"]))
    decide(one.format(4), reason=str(dismissals()["duplicate"]))
    decide(one.format(5), verdict="reopened")
    decide(one.format(6), rule="bỏ: một cửa", decided_by=None)
    decide("Chuyện khác", theme)
    learn_themes(at=LATER)
    row = LearnedTheme.objects.get(theme=theme)
    assert (row.decisions, row.chosen) == (2, 1)


def test_the_reasons_of_the_form_are_those_that_are_left_out(at_inbox, phrases, theme, station, make_entry):
    for number, reason in enumerate(("outside", "duplicate", "old", "unclear")):
        entry = make_entry(station.feed, f"Bộ phận Một cửa, kỳ {number}")
        at_inbox.post(reverse("newsroom_triage:dismiss", args=[entry.pk]), {"reason": reason})
    learn_themes(at=LATER)
    assert LearnedTheme.objects.get(theme=theme).decisions == 1


def test_one_story_in_several_feeds_is_one_example(phrases, theme, decide):
    decide("Bộ phận Một cửa làm thứ Bảy", theme)
    decide("BỘ PHẬN MỘT CỬA làm thứ bảy", theme)
    group = uuid4()
    for title in ("Bộ phận Một cửa mở cửa", "Bộ phận Một cửa khai trương"):
        Kinship.objects.create(entry=decide(title, theme).entry, group=group, at=SEEN)
    learn_themes(at=LATER)
    assert LearnedTheme.objects.get(theme=theme).decisions == 2


def test_a_model_lowers_and_raises_and_says_why(learned, station, make_entry):
    (against,) = suggested(make_entry(station.feed, "Bộ phận Một cửa huyện vào chung kết giải bóng đá"))
    assert against.is_lowered
    assert any("giải bóng đá" in words for words in against.learned.words)
    (spoken_for,) = suggested(make_entry(station.feed, "Bộ phận Một cửa phục vụ người dân ngày nghỉ"))
    assert spoken_for.learned.speaks_for


@pytest.mark.parametrize("off", ["kept", "unused", "no better", "deleted"])
def test_switched_off_suggestions_are_exactly_those_of_the_phrases(learned, editor, station, make_entry, off):
    entry = make_entry(station.feed, "Bộ phận Một cửa huyện vào chung kết giải bóng đá")
    assert suggested(entry) != site_suggester().suggest(entry.title, "")
    if off == "kept":
        actions.keep_off(theme=learned.theme, by=editor, at=LATER)
    elif off == "unused":
        type(learned.theme).objects.update(is_active=False)
    elif off == "no better":
        LearnedTheme.objects.update(worth="no_better")
    else:
        learned.delete()
    assert suggested(entry) == site_suggester().suggest(entry.title, "")


def test_a_new_lesson_has_its_say_at_once(learned, station, make_entry):
    entry = make_entry(station.feed, "Bộ phận Một cửa huyện vào chung kết giải bóng đá")
    assert suggested(entry)[0].is_lowered
    LearnedTheme.objects.update(weights={}, bias=5, digest="x")
    assert not suggested(entry)[0].is_lowered


def test_a_changed_vocabulary_or_a_deleted_theme_breaks_nothing(learned, theme, station, make_entry):
    entry = make_entry(station.feed, "Bộ phận Một cửa vui bóng đá")
    ThemePhrase.objects.filter(theme=theme).update(text="vui bóng đá", folded="vui bong da")
    assert [s.theme for s in suggested(entry)] == [theme.slug]
    learn_themes(at=LATER)
    assert LearnedTheme.objects.get(theme=theme).worth == "too_few"
    Decision.objects.all().delete()
    theme.delete()
    assert suggested(entry) == []
    assert not LearnedTheme.objects.filter(pk=learned.pk).exists()
    learn_themes(at=LATER)


def test_the_weights_are_read_once_for_all_requests(learned, django_assert_num_queries):
    with django_assert_num_queries(2):
        ranker_of(LearnedTheme.objects.switched_on())
    with django_assert_num_queries(1):
        ranker_of(LearnedTheme.objects.switched_on())


def test_keeping_off_outlives_the_next_lesson_and_is_logged(learned, editor, decide):
    actions.keep_off(theme=learned.theme, by=editor, at=LATER)
    actions.keep_off(theme=learned.theme, by=None, at=LATER + timedelta(days=1))
    decide("Bộ phận Một cửa lại thắng giải bóng đá")
    learn_themes(at=LATER + timedelta(days=2))
    learned.refresh_from_db()
    assert (learned.kept_off, learned.kept_off_by, learned.kept_off_at, learned.is_on) == (True, editor, LATER, False)
    actions.let_speak(theme=learned.theme, by=editor, at=LATER)
    learned.refresh_from_db()
    assert learned.is_on
    logged = ModelLogEntry.objects.for_instance(learned).order_by("pk")
    assert [(entry.user, entry.data) for entry in logged] == [
        (editor, {"kept_off": True}),
        (editor, {"kept_off": False}),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"worth": "perhaps"},
        {"chosen": 101},
        {"held_back": 101},
        {"kept_off": True},
        {"kept_off_at": SEEN},
    ],
)
def test_the_database_refuses_nonsense(learned, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnedTheme.objects.filter(pk=learned.pk).update(**wrong)


def test_a_theme_is_learned_once(learned):
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnedTheme.objects.create(
            theme=learned.theme, learned_at=SEEN, decisions=0, chosen=0, held_back=0, worth="too_few"
        )


def test_the_inbox_tells_what_was_learned_apart_from_the_phrases(at_inbox, learned, station, make_entry):
    make_entry(station.feed, "Bộ phận Một cửa huyện vào chung kết giải bóng đá")
    page = shown(at_inbox.get("/admin/hop-tin-ve/"))
    assert "vì có: “Bộ phận Một cửa” trong tiêu đề<span" in page
    assert "học từ các lần duyệt: ít khi được chọn (" in page
    assert "vì các từ “" in page
    assert not Decision.objects.filter(entry__title__contains="chung kết").exists()


def test_the_command_says_how_many_themes_have_a_say(taught, other_theme):
    out = StringIO()
    call_command("learn_from_decisions", stdout=out, verbosity=2)
    assert "1 trên 2 chủ đề đang dùng" in out.getvalue()
    assert "100 lần duyệt, cụm từ 66,7%, có học 100,0% – tốt hơn chỉ dùng cụm từ" in out.getvalue()
    call_command("learn_from_decisions", stdout=StringIO(), verbosity=0)


def test_the_number_of_queries_does_not_grow_with_the_decisions(phrases, theme, decide, django_assert_max_num_queries):
    for number in range(3):
        decide(f"Bộ phận Một cửa, kỳ {number}", theme)
    learn_themes(at=LATER)
    with django_assert_max_num_queries(40) as few:
        learn_themes(at=LATER)
    for number in range(3, 30):
        decide(f"Bộ phận Một cửa, kỳ {number}", theme)
    with django_assert_max_num_queries(len(few) + 1):  # and one that saves what is new
        learn_themes(at=LATER)


def test_suggestions_are_measured_with_what_was_learned_too(learned, tmp_path):
    factories.plan(items={"II.1.4": [learned.theme]})
    file = tmp_path / "x.jsonl"
    titles = {"Bộ phận Một cửa phục vụ người dân": "II.1.4", "Bộ phận Một cửa vào giải bóng đá": "NONE"}
    rows = [json.dumps({"title": title, "lead": "", "labels": [label]}) for title, label in titles.items()]
    file.write_text("\n".join(rows), encoding="utf-8")
    out = StringIO()
    call_command("evaluate_suggestions", file, "--json", "--learned", stdout=out)
    data = json.loads(out.getvalue())
    assert (data["micro"]["precision"], data["learned"]["micro"]["precision"]) == (0.5, 1.0)
    out = StringIO()
    call_command("evaluate_suggestions", file, "--json", stdout=out)
    assert "learned" not in json.loads(out.getvalue())
    out = StringIO()
    call_command("evaluate_suggestions", file, "--learned", stdout=out)
    assert "Có điều học được:" in out.getvalue()


def test_the_screen_tells_decisions_figures_words_and_state(enter, learned, other_theme, editor):
    page = shown(enter(editor).get(SCREEN))
    for words in (
        "bật: tốt hơn chỉ dùng cụm từ",
        "66,7%",
        "100,0%",
        "50 được chọn; để riêng 30",
        "giải bóng đá",
        "Tinh thần",
    ):
        assert words in page
    assert "tắt: còn ít lần duyệt" in page
    assert 'value="keep_off"' not in page


def test_before_the_first_lesson_the_screen_says_who_teaches(enter, editor, theme):
    assert "Chưa học lần nào" in shown(enter(editor).get(SCREEN))


def test_without_themes_the_screen_says_so(enter, editor):
    assert "Chưa có chủ đề nào" in shown(enter(editor).get(SCREEN))


def test_the_analyst_keeps_a_theme_off_and_lets_it_speak_again(enter, learned):
    analyst = factories.user(role="analyst", organisation=factories.organisation("Sở TT&TT", kind="department"))
    client, switch = enter(analyst), reverse("newsroom_triage:learned", args=[learned.theme.pk])
    page = shown(client.post(switch, {"do": "keep_off"}, follow=True))
    assert f"{analyst} đã tắt ngày" in page
    assert not LearnedTheme.objects.get(pk=learned.pk).is_on
    page = shown(client.post(switch, {"do": "let_speak"}, follow=True))
    assert "được dùng điều đã học" in page
    assert LearnedTheme.objects.get(pk=learned.pk).is_on


def test_what_was_never_learned_cannot_be_switched(enter, theme):
    client = enter(factories.user(is_superuser=True))
    for pk in (theme.pk, 999_999):
        assert client.post(reverse("newsroom_triage:learned", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "looks"), [("editor", True), ("reporter", False), ("officer", False), ("planner", False)]
)
def test_others_look_or_not_and_never_switch(enter, learned, role, looks):
    person = factories.user(role=role, organisation=factories.organisation("Cổng", kind="portal"))
    client = enter(person)
    assert client.get(SCREEN).status_code == (200 if looks else 302)
    client.post(reverse("newsroom_triage:learned", args=[learned.theme.pk]), {"do": "keep_off"})
    assert LearnedTheme.objects.get(pk=learned.pk).is_on
    menu = client.get("/admin/").content.decode()
    assert (SCREEN in menu) is looks


def test_a_stranger_is_asked_to_log_in(enter, learned):
    assert "/login/" in enter().get(SCREEN).url
    assert "/login/" in enter().post(reverse("newsroom_triage:learned", args=[learned.theme.pk])).url


def test_the_screen_asks_as_much_for_many_themes_as_for_one(enter, learned, editor, django_assert_max_num_queries):
    client = enter(editor)
    client.get(SCREEN)
    with django_assert_max_num_queries(40) as one:
        client.get(SCREEN)
    for number in range(6):
        factories.theme(f"Chủ đề {number}")
    learn_themes(at=LATER)
    with django_assert_max_num_queries(len(one)):
        assert "Chủ đề 5" in shown(client.get(SCREEN))
