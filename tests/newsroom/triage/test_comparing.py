"""What a change of phrases would do: the quick way finds what reading everything twice finds."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.themes.parsing import Change, Written
from newsroom.triage.comparing import compare
from newsroom.triage.suggesting import Phrase, Suggester

REST = [("dat-dai", "cấp sổ đỏ", "strong"), ("dat-dai", "sổ", "weak"), ("papi", "chỉ số PAPI", "strong")]
TEXTS = [
    ("Bộ phận một cửa xã làm việc thứ Bảy", "", ""),
    ("Một cửa hàng khai trương", "", ""),
    ("Cấp sổ đỏ tại một cửa", "", ""),
    ("Công bố chỉ số PAPI", "Một cửa được khen", ""),
    ("Bóng đá", "", "Bộ phận một cửa chúc mừng"),
]


def compared(old, new, texts=TEXTS):
    old, new = ([Written(*phrase) for phrase in phrases] for phrases in (old, new))
    suggesters = [
        Suggester(Phrase(*row) for row in (*REST, *(("mot-cua", p.text, p.strength) for p in phrases)))
        for phrases in (old, new)
    ]
    found = compare("mot-cua", old=old, new=new, before=suggesters[0], after=suggesters[1], texts=texts)
    return found, suggesters


def numbers(differences):
    return [difference.number for difference in differences]


def test_a_new_phrase_says_what_it_would_catch():
    found, _ = compared([], [("một cửa", "strong")])
    assert (found.before, found.after) == (0, 3)
    assert numbers(found.gained) == [0, 1, 2]  # below the title on PAPI it is a mention
    assert not found.lost
    assert found.stands_in == {Change("một cửa", "", "strong"): 5}


def test_an_exclusion_says_what_it_would_lose():
    found, _ = compared([("một cửa", "strong")], [("một cửa", "strong"), ("một cửa hàng", "exclude")])
    assert (numbers(found.gained), numbers(found.lost)) == ([], [1])
    assert found.lost[0].because(["mot-cua"]).because[0].phrase == "một cửa"


def test_a_theme_that_swallows_anothers_phrase_is_told():
    found, _ = compared([], [("cấp sổ đỏ tại một cửa", "exclude"), ("việc cấp sổ đỏ tại một cửa", "strong")])
    assert not found.gained
    found, _ = compared([], [("cấp sổ đỏ tại một cửa", "strong")])
    assert numbers(found.gained) == [2]
    assert found.gained[0].lost == {"dat-dai"}


def test_another_themes_suggestion_alone_may_come_or_go():
    found, _ = compared([], [("chỉ số PAPI được", "weak"), ("công bố chỉ số PAPI", "weak")])
    assert numbers(found.others) == [3]
    assert found.others[0].lost == {"papi"}
    assert (found.before, found.after) == (0, 0)


def test_nothing_changed_is_nothing():
    found, _ = compared([("một cửa", "strong")], [("một cửa", "strong")])
    assert (found.before, found.after) == (3, 3)
    assert (found.gained, found.lost, found.others, found.stands_in) == ((), (), (), {})


WORDS = st.lists(st.sampled_from("một cửa sổ đỏ cấp PAPI chỉ số hành chính công , .".split()), max_size=9).map(" ".join)
PHRASES = st.lists(
    st.tuples(
        st.sampled_from(["một cửa", "một, cửa", "cửa … sổ", "sổ|đỏ", "cấp sổ đỏ tại", "PAPI", "số", "hành chính công"]),
        st.sampled_from(["strong", "weak", "exclude"]),
    ),
    unique=True,
    max_size=5,
)


@given(PHRASES, PHRASES, st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5))
def test_the_quick_way_finds_what_reading_everything_twice_finds(old, new, texts):
    found, (before, after) = compared(old, new, texts)
    was, would = ([{s.theme for s in suggester.suggest(*text)} for text in texts] for suggester in (before, after))
    assert found.before == sum("mot-cua" in themes for themes in was)
    assert found.after == sum("mot-cua" in themes for themes in would)
    assert {*numbers((*found.gained, *found.lost, *found.others))} == {
        number for number in range(len(texts)) if was[number] != would[number]
    }
