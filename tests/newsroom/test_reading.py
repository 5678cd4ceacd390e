"""Where each thing of a TOML file stands, and what is said when it is wrong."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import reading
from newsroom.reading import Refused, Unreadable, lines_of, read

WRITTEN = '''\
# a comment with [[items]] in it
title = "one # no comment"

[[items]]
label = "a"   # the first
text = """
[[items]]
label = "not a table"
"""
themes = [
  "x",
  # between, with a ] in it
  "y", "z",
]

  [[items]]
"quoted key" = 'lit # eral'
phrases = [
  { text = "p, ]", strength = "strong" },
  { text = "q", inner = [1, 2] },
]
[[items.parts]]
n = 1
[[items.parts]]
n = 2024-01-01
[plan.more]
a.b = true
'''


def test_every_table_key_and_value_is_found_on_its_line():
    lines = lines_of(WRITTEN)
    assert lines["title",] == 2
    assert lines["items", 0] == 4
    assert lines["items", 0, "label"] == 5
    assert lines["items", 0, "text"] == 6
    assert lines["items", 0, "themes"] == 10
    assert [lines["items", 0, "themes", n] for n in range(3)] == [11, 13, 13]
    assert lines["items", 1] == 16
    assert lines["items", 1, "quoted key"] == 17
    assert lines["items", 1, "phrases", 0, "strength"] == 19
    assert lines["items", 1, "phrases", 1, "inner", 1] == 20
    assert lines["items", 1, "parts", 0, "n"] == 23
    assert lines["items", 1, "parts", 1, "n"] == 25
    assert lines["plan", "more", "a", "b"] == 27
    assert ("items", 2) not in lines


def _paths(value, path=()):
    yield path
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else [])
    ):
        yield from _paths(inner, (*path, step))


def test_no_place_is_left_without_a_line():
    lines = lines_of(WRITTEN)
    assert {p for p in _paths(tomllib.loads(WRITTEN)) if p and p not in lines} <= {("plan",), ("plan", "more", "a")}


_strings = st.text(st.sampled_from("ab\"'\\#[]{}=,\nđ "), max_size=12)


def _written(value):
    if isinstance(value, list):
        return "[\n" + ",\n".join(_written(v) for v in value) + "\n]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"k{k} = {_written(v)}" for k, v in value.items()) + "}"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{quoted}"""' if "\n" in value else f'"{quoted}"'


@given(st.lists(st.recursive(_strings, lambda inner: st.lists(inner, max_size=3), max_leaves=6), max_size=6))
def test_brackets_and_marks_inside_texts_never_move_a_line(values):
    written = "".join(f"[[rows]]\nvalue = {_written(value)}\n" for value in values)
    lines = lines_of(written)
    for number in range(len(values)):
        place = lines["rows", number, "value"]
        assert written.split("\n")[place - 1].startswith("value = ")
        assert written.split("\n")[place - 2] == "[[rows]]"
    assert len([p for p in lines if len(p) == 2]) == len(values)


def refused(source, ask):
    with pytest.raises(Unreadable) as caught:
        ask(read(source if isinstance(source, bytes) else source.encode(), file="x.toml"))
    return caught.value


@pytest.mark.parametrize(
    ("source", "line"),
    [("a = 1\nb = = 2\n", 2), ("a = 1\n\nb", 3), ('a = """\n\nnever closed\n', 3), ("a = 1\na = 2\n", 2)],
)
def test_a_wrong_syntax_is_told_with_its_line(source, line):
    problem = refused(source, lambda table: None)
    assert (problem.problem, problem.line) == (reading.NOT_TOML, line)


def test_bytes_that_are_not_utf8_are_told_with_their_line():
    problem = refused('a = 1\nb = "đ"\n'.encode("utf-16-le"), lambda table: None)
    assert problem.line >= 1
    assert refused(b"a = 1\nb = '\xff'", lambda table: None).line == 2


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    table = read("\ufeffa = 'x'\r\nb = 'y'\r\n".encode(), file="x")
    assert (table.text("a"), table.line_of("b")) == ("x", 2)


@pytest.mark.parametrize(
    ("source", "ask", "problem", "key", "line"),
    [
        ("x = 1", lambda t: t.text("x"), reading.NOT_TEXT, "x", 1),
        ("\nx = ''", lambda t: t.text("x", required=True), reading.EMPTY, "x", 2),
        ("x = 'abc'", lambda t: t.text("x", limit=2), reading.TOO_LONG, "x", 1),
        ("x = true", lambda t: t.number("x", low=0, high=9), reading.NOT_A_NUMBER, "x", 1),
        ("x = 1.5", lambda t: t.number("x", low=0, high=9), reading.NOT_A_NUMBER, "x", 1),
        ("x = 10", lambda t: t.number("x", low=0, high=9), reading.OUT_OF_RANGE, "x", 1),
        ("x = -1", lambda t: t.number("x", low=0, high=9), reading.OUT_OF_RANGE, "x", 1),
        ("x = '2024-01-01'", lambda t: t.day("x"), reading.NOT_A_DAY, "x", 1),
        ("x = 2024-01-01T00:00:00", lambda t: t.day("x"), reading.NOT_A_DAY, "x", 1),
        ("x = 1", lambda t: t.flag("x"), reading.NOT_A_FLAG, "x", 1),
        ("x = 'c'", lambda t: t.choice("x", ("a", "b")), reading.NO_SUCH_CHOICE, "x", 1),
        ("x = 'a'", lambda t: t.texts("x"), reading.NOT_A_LIST, "x", 1),
        ("x = [\n'a',\n1]", lambda t: t.texts("x"), reading.NOT_TEXT, "x[2]", 3),
        ("x = [\n'a',\n'a']", lambda t: t.texts("x"), reading.TWICE, "x[2]", 3),
        ("x = [\n'a',\n'c']", lambda t: t.choices("x", ("a", "b")), reading.NO_SUCH_CHOICE, "x[2]", 3),
        ("y = 1\nx = 1", lambda t: t.knows_only("y"), reading.UNKNOWN_KEY, "x", 2),
        ("y = 1", lambda t: t.knows_only("y", "x", required=["x"]), reading.MISSING, "x", 1),
        ("x = 1", lambda t: t.table("x"), reading.NOT_A_TABLE, "x", 1),
        ("\n[x]\na = 1", lambda t: list(t.tables("x")), reading.NOT_TABLES, "x", 2),
        (
            "[[x]]\na = 1\n[[x]]\nb = 1",
            lambda t: [u.knows_only("a", required=["a"]) for u in t.tables("x")],
            reading.UNKNOWN_KEY,
            "x[2].b",
            4,
        ),
    ],
)
def test_each_wrong_value_names_its_key_and_line(source, ask, problem, key, line):
    refusal = refused(source, ask)
    assert (refusal.problem, refusal.key, refusal.line) == (problem, key, line)
    assert "%(" not in str(refusal)


def test_bounds_are_allowed_and_absent_values_have_their_empty_form():
    table = read(b"low = 0\nhigh = 9\nday = 2024-01-01", file="x")
    assert [table.number(key, low=0, high=9) for key in ("low", "high")] == [0, 9]
    assert (table.text("x"), table.day("x"), table.flag("x"), table.texts("x")) == ("", None, False, ())
    assert table.day("day") == date(2024, 1, 1)


def test_texts_are_kept_in_one_spelling_and_keep_their_lines_only_where_asked():
    table = read("x = '''\nuỷ  ban\n\nhoà\n'''".encode(), file="x")
    assert table.text("x", lines=True) == "ủy ban\n\nhòa"
    assert table.text("x") == "ủy ban hòa"


def test_a_refusal_tells_file_line_and_key_in_the_readers_language():
    problem = refused("a = 1\nx = 10", lambda t: t.number("x", low=0, high=9))
    told = Refused(problem, lambda template: f"<{template}>")
    assert str(told) == "x.toml:2: x: <A number from 0 to 9 is wanted here.>"


def test_every_message_is_in_the_catalogue():
    from django.utils.translation import gettext, override

    with override("vi"):
        assert [template for template in reading.TEMPLATES if gettext(template) == template] == []
