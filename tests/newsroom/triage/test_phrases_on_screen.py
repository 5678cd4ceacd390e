"""The phrases of a theme on the screen: tried on what came, saved, merged, taken back; who may and who may not."""

import pytest
from django.urls import reverse

from newsroom.themes.actions import last_change, save_phrases, written
from newsroom.themes.models import PhraseChange
from newsroom.themes.parsing import Written
from newsroom.triage.models import Decision
from tests import factories

from .conftest import SEEN

pytestmark = pytest.mark.django_db
COUNTER = Written("Bộ phận Một cửa", "strong")


@pytest.fixture
def owned(theme):
    save_phrases(theme=theme, phrases=[COUNTER], seen=0, by=None, at=SEEN)
    return theme


def screen_of(theme):
    return reverse("newsroom_triage:phrases", args=[theme.pk])


def boxes(theme, do="try", **texts):
    return {"seen": last_change(theme), "strong": "", "weak": "", "exclude": "", "do": do, **texts}


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_new_phrase_would_catch_is_shown_and_nothing_is_saved(at_inbox, owned, station, make_entry):
    make_entry(station.feed)
    make_entry(station.feed, "Chuyện lạ", content="<p>Sáng nay</p><p>ở trung tâm hành chính công có đông người.</p>")
    make_entry(station.feed, "Trung tâm hành chính công mở thêm quầy", summary="Phục vụ cả tối.")
    page = shown(at_inbox.post(screen_of(owned), boxes(owned, strong="Bộ phận Một cửa\ntrung tâm … công")))
    assert "Trong 3 tin mới nhất, sẽ bắt được 2 tin; hiện nay 1 tin." in page
    assert "“trung tâm … công” – mới (Mạnh)" in page
    assert "có trong 2 tin" in page
    assert "Bắt thêm được (1)" in page
    assert "<mark>Trung tâm</mark> hành chính <mark>công</mark> mở thêm quầy" in page
    assert "Không còn bắt được (0)" in page
    assert written(owned) == (COUNTER,)


def test_what_would_no_longer_be_caught_is_shown_with_what_caught_it(at_inbox, owned, entry):
    page = shown(at_inbox.post(screen_of(owned), boxes(owned)))
    assert "Không còn bắt được (1)" in page
    assert "<mark>Bộ phận Một cửa</mark> xã Minh Quang" in page
    assert "“Bộ phận Một cửa” – bỏ (Mạnh)" in page


def test_words_found_in_the_text_stand_with_what_is_around_them(at_inbox, owned, station, make_entry):
    make_entry(
        station.feed,
        "Chuyện lạ",
        content="Mở đầu dài. " * 40 + "Một cửa vui, trung tâm hành chính công. " + "Hết. " * 40,
    )
    page = shown(at_inbox.post(screen_of(owned), boxes(owned, strong="trung tâm hành chính công\nmột cửa vui")))
    assert "<mark>Một cửa vui</mark>, <mark>trung tâm hành chính công</mark>" in page
    assert page.count("Mở đầu dài.") < 10


def test_the_script_gets_the_trial_alone(at_inbox, owned, entry):
    page = shown(at_inbox.post(screen_of(owned), boxes(owned, "part", strong="nghỉ lễ")))
    assert page.lstrip().startswith("<h2")
    assert "Không còn bắt được (1)" in page


def test_without_a_change_or_without_entries_the_screen_says_so(at_inbox, owned):
    assert "Chưa có tin nào về" in shown(at_inbox.get(screen_of(owned)))


def test_before_a_change_the_screen_says_what_the_phrases_catch_now(at_inbox, owned, entry):
    assert "Trong 1 tin mới nhất, các cụm từ này bắt được 1 tin" in shown(at_inbox.get(screen_of(owned)))


def test_bad_lines_are_named_and_nothing_is_saved_or_lost(at_inbox, owned):
    sent = boxes(owned, "save", strong="Bộ phận Một cửa\nnộp …", weak="cán|", exclude="bộ phận một cửa")
    page = shown(at_inbox.post(screen_of(owned), sent))
    assert "Mạnh, dòng 2: “nộp …” – phải có từ ở cả hai bên" in page
    assert "Yếu, dòng 1: “cán|” – thiếu từ bên cạnh" in page
    assert "Loại trừ, dòng 1: cụm từ này đã có rồi (Mạnh, dòng 1)" in page
    assert "nộp …</textarea>" in page
    assert written(owned) == (COUNTER,)


def test_saving_says_how_much_changed_and_the_history_says_who(at_inbox, owned, editor):
    answer = at_inbox.post(screen_of(owned), boxes(owned, "save", weak="bộ phận một cửa\r\ncán bộ"), follow=True)
    page = shown(answer)
    assert "Đã lưu 3 thay đổi" in page
    assert "Trần Thị Lan: 3 thay đổi" in page
    assert PhraseChange.objects.order_by("pk").last().by == editor
    again = at_inbox.post(screen_of(owned), boxes(owned, "save", weak="bộ phận một cửa\ncán bộ"), follow=True)
    assert "Không có gì thay đổi" in shown(again)


def test_a_colleague_who_saved_meanwhile_loses_nothing_and_neither_do_i(enter, editor, colleague, owned):
    mine, theirs = enter(editor), enter(colleague)
    sent = boxes(owned, "save", strong="Bộ phận Một cửa\ncủa tôi")
    theirs.post(screen_of(owned), boxes(owned, "save", weak="của bạn"))
    page = shown(mine.post(screen_of(owned), sent))
    assert "trong lúc đó có người vừa sửa" in page
    assert "Đỗ Văn Minh: “của bạn” (– → Yếu)" in page
    assert written(owned) == (Written("của bạn", "weak"),)
    context = mine.post(screen_of(owned), sent).context
    texts = {kind: text for kind, _label, text in context["boxes"]}
    assert texts == {"strong": "của tôi", "weak": "của bạn", "exclude": ""}
    mine.post(screen_of(owned), {"seen": context["seen"], "do": "save", **texts})
    assert {*written(owned)} == {Written("của bạn", "weak"), Written("của tôi", "strong")}


def test_a_go_is_taken_back_with_a_press_and_a_second_press_says_so(at_inbox, owned):
    at_inbox.post(screen_of(owned), boxes(owned, "save"))
    batch = PhraseChange.objects.order_by("pk").last().batch
    assert f'value="{batch}"' in shown(at_inbox.get(screen_of(owned)))
    assert "Đã hoàn tác 1 thay đổi" in shown(
        at_inbox.post(screen_of(owned), {"do": "undo", "batch": batch}, follow=True)
    )
    assert written(owned) == (COUNTER,)
    for twice in (batch, "vớ vẩn"):
        page = shown(at_inbox.post(screen_of(owned), {"do": "undo", "batch": twice}, follow=True))
        assert "Không còn gì để hoàn tác" in page


def test_what_was_changed_since_is_told_when_a_go_is_taken_back(at_inbox, owned):
    first = PhraseChange.objects.get().batch
    at_inbox.post(screen_of(owned), boxes(owned, "save", weak="Bộ phận Một cửa\ncán bộ"))
    second = PhraseChange.objects.order_by("pk").last().batch
    at_inbox.post(screen_of(owned), boxes(owned, "save", strong="cán bộ", weak="Bộ phận Một cửa"))
    page = shown(at_inbox.post(screen_of(owned), {"do": "undo", "batch": second}, follow=True))
    assert "“cán bộ” đã được sửa lại sau đó" in page
    assert first != second


def test_nonsense_in_the_form_is_no_error(at_inbox, owned):
    for seen in ("", "x", "9" * 30, "-1"):
        assert at_inbox.post(screen_of(owned), boxes(owned, "save", seen=seen)).status_code == 200
    assert at_inbox.get(screen_of(owned).replace(str(owned.pk), "999999")).status_code == 404
    assert written(owned) == (COUNTER,)


def test_a_theme_out_of_use_is_tried_as_if_it_were_in_use(at_inbox, owned, entry):
    type(owned).objects.filter(pk=owned.pk).update(is_active=False)
    page = shown(at_inbox.post(screen_of(owned), boxes(owned, strong="thứ Bảy")))
    assert "Chủ đề này không còn dùng" in page
    assert "sẽ bắt được 1 tin; hiện nay 1 tin" in page


def test_a_thousand_entries_cost_as_many_queries_as_one(
    at_inbox, owned, make_station, make_entry, django_assert_max_num_queries
):
    sent = boxes(owned, strong="thứ Bảy")
    make_entry(make_station().feed)
    at_inbox.post(screen_of(owned), sent)
    with django_assert_max_num_queries(60) as one:
        at_inbox.post(screen_of(owned), sent)
    for number in range(40):
        make_entry(make_station(f"Đài {number}").feed)
    with django_assert_max_num_queries(len(one)):
        page = shown(at_inbox.post(screen_of(owned), sent))
    assert "Trong 41 tin mới nhất" in page
    assert "Chỉ hiện 30 tin mới nhất" not in page  # all 41 are caught before and after
    assert "Không còn bắt được (0)" in page


def test_only_the_latest_thousand_are_tried(at_inbox, owned, station, make_entry, monkeypatch):
    monkeypatch.setattr("newsroom.triage.views.phrases.TRIED", 2)
    for _ in range(3):
        make_entry(station.feed)
    assert "Trong 2 tin mới nhất" in shown(at_inbox.get(screen_of(owned)))


def test_the_list_counts_the_kinds_and_says_who_changed_last(
    at_inbox, owned, editor, other_theme, django_assert_max_num_queries
):
    phrases = [COUNTER, Written("cán bộ", "weak"), Written("dân", "weak")]
    save_phrases(theme=owned, phrases=phrases, seen=last_change(owned), by=editor, at=SEEN)
    address = reverse("newsroom_triage:phrases_of_themes")
    at_inbox.get(address)
    with django_assert_max_num_queries(40) as two:
        answer = at_inbox.get(address)
    page = shown(answer)
    assert "Trần Thị Lan" in page
    assert [(t.name, t.strong, t.weak, t.exclude) for t, _ in answer.context["rows"]] == [
        (owned.name, 1, 2, 0),
        (other_theme.name, 0, 0, 0),
    ]
    for number in range(4):
        factories.theme(f"Chủ đề {number}")
    with django_assert_max_num_queries(len(two)):
        at_inbox.get(address)


@pytest.mark.parametrize("role", ["editor", "analyst", "planner"])
def test_whoever_owns_the_words_may_change_them(enter, owned, role):
    person = factories.user(role=role, organisation=factories.organisation("Cổng", kind="portal"))
    enter(person).post(screen_of(owned), boxes(owned, "save", weak="cán bộ"))
    assert written(owned) == (Written("cán bộ", "weak"),)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "officer", ""])
def test_nobody_else_sees_or_changes_them(enter, owned, role):
    client = enter(factories.user(role=role, organisation=factories.organisation() if role else None))
    for address in (screen_of(owned), reverse("newsroom_triage:phrases_of_themes")):
        assert client.get(address).status_code == 302
    client.post(screen_of(owned), boxes(owned, "save"))
    assert written(owned) == (COUNTER,)


def test_a_stranger_is_asked_to_log_in(enter, owned):
    assert "/login/" in enter().get(screen_of(owned)).url


def test_the_way_there_stands_in_the_menu_for_those_who_may(enter, editor, owned):
    address = reverse("newsroom_triage:phrases_of_themes")
    assert address in enter(editor).get("/admin/").content.decode()
    reporter = factories.user(role="reporter", organisation=factories.organisation())
    assert address not in enter(reporter).get("/admin/").content.decode()
