"""Rule 7: what earlier decisions raise and lower, with their words; without a model nothing differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.triage.sifting import Finding, Rule, proposed, proposed_by_station
from newsroom.triage.suggesting import Learned, Model, Phrase, Ranker, Suggester, features
from newsroom.triage.suggesting.ranking import words_of

PHRASES = [
    Phrase("mot-cua", "một cửa", "strong"),
    Phrase("mot-cua", "một cửa hàng", "exclude"),
    Phrase("thai-do", "thái độ phục vụ", "strong"),
    Phrase("thai-do", "nụ cười", "weak"),
    Phrase("papi", "PAPI", "strong"),
]
SUGGESTER = Suggester(PHRASES)
FOR, AGAINST = Model(0.0, {"w xã ta": 3.0}), Model(0.0, {"w bóng đá": -3.0, "w giải bóng": -1.0})


def ranked(title, lead="", **models):
    return Ranker({name.replace("_", "-"): m for name, m in models.items()}).rank(
        SUGGESTER.weigh(title, lead), title, lead
    )


def themes(suggestions):
    return [suggestion.theme for suggestion in suggestions]


def test_what_is_spoken_against_stays_and_comes_last():
    title = "Thái độ phục vụ tại một cửa và giải bóng đá"
    assert themes(ranked(title)) == ["mot-cua", "thai-do"]
    suggestions = ranked(title, mot_cua=AGAINST)
    assert themes(suggestions) == ["thai-do", "mot-cua"]
    assert suggestions[1].is_lowered
    assert suggestions[0].learned is None


def test_what_is_spoken_for_comes_first():
    title = "Một cửa với thái độ phục vụ của xã ta"
    assert themes(ranked(title)) == ["mot-cua", "thai-do"]
    suggestions = ranked(title, thai_do=FOR)
    assert themes(suggestions) == ["thai-do", "mot-cua"]
    assert suggestions[0].score == 6 + 4


def test_what_was_not_quite_enough_comes_in_if_it_is_spoken_for_and_only_then():
    title = "Nụ cười của xã ta"
    assert ranked(title) == []
    (suggestion,) = ranked(title, thai_do=FOR)
    assert [reason.phrase for reason in suggestion.because] == ["nụ cười"]
    assert ranked("Nụ cười bóng đá", thai_do=AGAINST) == []


def test_no_theme_comes_in_without_one_of_its_phrases():
    assert ranked("Chuyện của xã ta", mot_cua=FOR, thai_do=FOR) == []
    assert ranked("Một cửa hàng của xã ta", mot_cua=FOR) == []


def test_at_just_half_it_is_spoken_for():
    (suggestion,) = ranked("Nụ cười", thai_do=Model(0.0, {}))
    assert suggestion.learned == Learned(50, ())
    assert ranked("Nụ cười", thai_do=Model(-0.001, {})) == []


def test_the_words_that_say_it_most_are_told_the_heaviest_first_and_none_inside_another():
    model = Model(
        0.0, {"w xã ta": 1.0, "w dân làng": 2.0, "w chuyện của": -5.0, "p một cửa xã ta": 3.0, "suggested": 9.0}
    )
    said = model.says({"w xã ta", "w dân làng", "w chuyện của", "p một cửa xã ta", "suggested"})
    assert said == Learned(99, ("một cửa xã ta", "dân làng"))
    assert model.says({"w chuyện của", "w xã ta"}) == Learned(1, ("chuyện của",))


def test_pairs_that_run_on_are_read_as_one_and_no_circle_runs_for_ever():
    weights = {"w kết giải": 3.0, "w chung kết": 2.0, "w giải bóng": 1.0, "w vào bờ": 0.5, "w không nói": -9.0}
    assert Model(0.0, weights).words(1, weights) == ("chung kết giải bóng", "vào bờ")
    assert Model(0.0, weights).words(1, weights, most=1) == ("kết giải",)
    circle = {"w a b": 3.0, "w b a": 2.0}
    assert Model(0.0, circle).words(1, circle) == ("a b a",)


def test_at_most_four_are_told():
    weights = {f"w {letter} {letter.upper()}": 1.0 for letter in "abcdefg"}
    assert len(Model(0.0, weights).says(weights).words) == 4


def test_words_are_taken_by_two_with_their_marks_and_never_over_a_stop():
    assert words_of("Nộp HỒ SƠ, trực tuyến", "Xã ta.") == {"w nộp hồ", "w hồ sơ", "w trực tuyến", "w xã ta"}


def test_features_tell_the_phrases_that_were_found_and_whether_they_were_enough():
    weak, strong = (SUGGESTER.weigh(title, "")[0] for title in ("Nụ cười", "Thái độ phục vụ"))
    assert features(frozenset(), weak) == {"p nụ cười"}
    assert features(frozenset(), strong) == {"p thái độ phục vụ", "suggested"}


def test_nothing_is_ever_certain():
    assert [Model(bias, {}).says([]).percent for bias in (-99.0, 99.0)] == [1, 99]


def test_the_heaviest_weights_are_no_error():
    assert Model(0.0, {"x": 1e9}).likelihood(["x"]) == pytest.approx(1)
    assert Model(-1e9, {}).likelihood([]) == pytest.approx(0)


def test_a_rule_of_the_source_or_the_station_itself_outranks_what_was_learned():
    lowered = ranked("Một cửa và giải bóng đá", mot_cua=AGAINST)
    rule = Rule(1, "chủ đề Một cửa: bóng đá", "theme", ("bóng đá",), "mot-cua")
    for outranked in (proposed(lowered, [Finding(rule, ())]), proposed_by_station(lowered, ["mot-cua"])):
        assert [suggestion.is_lowered for suggestion in outranked] == [False]
    assert proposed(lowered, [])[0].is_lowered


TEXTS = st.lists(
    st.sampled_from("một cửa hàng thái độ phục vụ nụ cười PAPI công chức xã ta , . giải bóng đá".split()), max_size=12
).map(" ".join)
MODELS = st.builds(
    Model, st.floats(-5, 5), st.dictionaries(st.sampled_from(["w một cửa", "w xã ta"]), st.floats(-9, 9))
)


@given(TEXTS, TEXTS, TEXTS, st.dictionaries(st.sampled_from(["ngoai", "khac"]), MODELS))
def test_with_no_model_for_its_themes_suggestions_are_exactly_those_of_the_phrases(title, lead, body, models):
    weighed = SUGGESTER.weigh(title, lead, body)
    assert Ranker(models).rank(weighed, title, lead) == SUGGESTER.suggest(title, lead, body)


@given(TEXTS, TEXTS, st.dictionaries(st.sampled_from(["mot-cua", "thai-do", "papi"]), MODELS))
def test_no_model_takes_a_suggestion_away_or_brings_one_without_a_phrase(title, lead, models):
    weighed = SUGGESTER.weigh(title, lead)
    found = {*themes(Ranker(models).rank(weighed, title, lead))}
    assert {*themes(SUGGESTER.suggest(title, lead))} <= found <= {each.suggestion.theme for each in weighed}
