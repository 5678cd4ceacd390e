"""A statement as text and back, exactly; and old text under new classes."""

import json
from dataclasses import dataclass, make_dataclass, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.coverage.counting import Fact, Figure, Item
from newsroom.periods import CODES, period
from newsroom.reporting import sealing
from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Line, Part, RecordLine, Reported, Seal, Statement

words = st.text(max_size=12)
numbers = st.integers(0, 10**9)
figures = st.builds(Figure, *[numbers] * 7)
reported = st.builds(Reported, activities=numbers, quantity=numbers, minutes=numbers, persons=numbers, copies=numbers)
aims = st.builds(Aim, measure=words, target=st.none() | numbers, done=numbers, subject=words, every=words)
parts = st.builds(Part, code=words, name=words, figure=figures, aim=st.none() | aims, reported=reported)
lines = st.builds(
    Line,
    label=words,
    code=words,
    title=words,
    figure=figures,
    by_channel=st.lists(parts, max_size=2).map(tuple),
    by_organisation=st.lists(parts, max_size=2).map(tuple),
    aim=st.none() | aims,
    reported=reported,
)
periods = st.builds(period, st.integers(2000, 2100), st.sampled_from(CODES))
statements = st.builds(
    Statement,
    plan_number=words,
    plan_title=words,
    plan_year=numbers,
    plan_is_sample=st.booleans(),
    period=periods,
    period_name=words,
    rows=st.lists(lines, max_size=2).map(tuple),
    unclassified=lines,
    total=lines,
    aims=st.lists(aims, max_size=2).map(tuple),
    organisations=st.none() | st.lists(words, max_size=2).map(tuple),
)
record_lines = st.builds(
    RecordLine,
    record_id=numbers,
    work_id=numbers,
    day=st.dates(),
    title=words,
    organisation=words,
    channel=words,
    quantity=numbers,
    unit=words,
    seconds=numbers,
    themes=st.lists(words, max_size=2).map(tuple),
    items=st.lists(words, max_size=2).map(tuple),
    persons=st.none() | numbers,
    copies=st.none() | numbers,
    is_rerun=st.booleans(),
    evidence=words,
)
facts = st.builds(
    Fact,
    record_id=numbers,
    work_id=numbers,
    theme_ids=st.frozensets(numbers, max_size=3),
    day=st.dates(),
    channel=words,
    organisation=words,
)
documents = st.builds(
    sealing.Sealed,
    statement=statements,
    records=st.lists(st.builds(sealing.Kept, record_lines, facts), max_size=3).map(tuple),
    items=st.lists(st.builds(Item, words, st.frozensets(numbers, max_size=3)), max_size=2).map(tuple),
    names=st.dictionaries(words, st.dictionaries(words, words, max_size=2), max_size=2),
    reported=st.lists(st.builds(sealing.Said, words, words, st.just(()), reported), max_size=2).map(tuple),
    number=numbers,
    frozen_at=st.datetimes(timezones=st.just(UTC)),
    frozen_by=words,
    paper=st.dictionaries(words, st.none() | words | st.lists(words, max_size=2), max_size=2),
)


@given(documents)
def test_what_is_read_is_what_was_sealed_and_is_sealed_alike_again(sealed):
    written = sealing.seal(sealed)
    read = sealing.unseal(*written)
    assert read == sealed
    assert sealing.seal(read) == written
    assert sealing.digest(sealing.seal(read)) == sealing.digest(written)


@given(documents)
def test_the_text_is_lines_of_canonical_json(sealed):
    written = sealing.seal(sealed)
    lines = written.content.decode().split("\n")
    assert lines[-1] == ""
    assert len(lines) == len(sealed.records) + 2
    assert [sealing.canonical(json.loads(line)) for line in lines[:-1]] == lines[:-1]


@given(documents, st.data())
def test_every_changed_letter_changes_the_hash(sealed, data):
    written = sealing.seal(sealed)
    place = data.draw(st.integers(0, len(written.head) - 1))
    other = "0" if written.head[place] != "0" else "1"
    tampered = written._replace(head=written.head[:place] + other + written.head[place + 1 :])
    assert sealing.digest(tampered) != sealing.digest(written)


def test_the_order_in_which_sets_and_names_come_does_not_matter(sealed_sample):
    again = replace(
        sealed_sample,
        names=dict(reversed(sealed_sample.names.items())),
        items=tuple(Item(item.label, frozenset(sorted(item.theme_ids, reverse=True))) for item in sealed_sample.items),
    )
    assert sealing.seal(again) == sealing.seal(sealed_sample)


def test_neither_the_seal_nor_the_records_stand_in_the_statement_twice(sealed_sample):
    seal = Seal(snapshot_id=1, number=1, sha256="x", frozen_at=datetime(2024, 7, 1, tzinfo=UTC), frozen_by="An")
    lines = tuple(kept.line for kept in sealed_sample.records)
    dressed = replace(sealed_sample, statement=replace(sealed_sample.statement, seal=seal, records=lines))
    assert sealing.seal(dressed) == sealing.seal(sealed_sample)


@dataclass(frozen=True, kw_only=True)
class Grown:
    """As `Figure` might be in some years: a field more, a field less."""

    appearances: int
    works: int
    listeners: int
    per_week: tuple[int, ...]
    remark: str | None
    nested: Reported
    share: float = 1.0


def test_text_of_before_is_read_by_classes_that_have_grown():
    stored = sealing.to_plain(Figure(3, 2, 60))
    assert sealing.from_plain(Grown, stored) == Grown(
        appearances=3, works=2, listeners=0, per_week=(), remark=None, nested=Reported()
    )


def test_a_snapshot_of_a_later_release_is_read_by_this_one(sealed_sample):
    head, records = sealing.seal(sealed_sample)
    later = json.loads(head)
    later["statement"]["weather"] = "sunny"
    later["statement"]["total"]["by_weather"] = [{"code": "sun"}]
    assert sealing.unseal(sealing.canonical(later), records) == sealed_sample


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, "3"),
        (int, True),
        (str, 3),
        (tuple[int, ...], "no list"),
        (tuple[int, str], [1]),
        (int | None, "x"),
        (date, 3),
        (Reported, [1]),
    ],
)
def test_a_value_of_another_kind_is_no_reading(kind, value):
    with pytest.raises(sealing.CannotUnseal):
        sealing.from_plain(kind, value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', "not json"])
def test_what_is_no_document_is_refused(text):
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(text)


def test_what_has_no_one_way_to_be_written_is_refused():
    Odd = make_dataclass("Odd", ["thing"])  # noqa: N806
    with pytest.raises(sealing.CannotSeal):
        sealing.to_plain(Odd(thing=object()))
    with pytest.raises(ValueError, match="JSON"):
        sealing.canonical(float("nan"))


@pytest.fixture
def sealed_sample():
    line = Line(label="", code="", title="Tổng", figure=Figure(1, 1, 60, 1, 1))
    fact = Fact(
        record_id=7, work_id=5, theme_ids=frozenset({3, 1}), day=date(2024, 5, 2), channel="bao", organisation="b"
    )
    return sealing.Sealed(
        statement=Statement(
            plan_number="174/KH-UBND",
            plan_title="Kế hoạch",
            plan_year=2024,
            plan_is_sample=False,
            period=period(2024, "quy-2"),
            period_name="Quý II/2024",
            rows=(),
            unclassified=replace(line, code="khong-phan-loai"),
            total=line,
        ),
        records=(
            sealing.Kept(
                RecordLine(
                    record_id=7,
                    work_id=5,
                    day=date(2024, 5, 2),
                    title="Bộ phận Một cửa",
                    organisation="Báo",
                    channel="Báo in",
                    quantity=1,
                    unit="tác phẩm",
                    seconds=60,
                    themes=("Một cửa",),
                    items=("II.1.1",),
                ),
                fact,
            ),
        ),
        items=(Item("II.1.1", frozenset({1, 2, 3})),),
        names={"theme": {"1": "Một cửa"}, "organisation": {"b": "Báo"}},
        number=1,
        frozen_at=datetime(2024, 7, 1, 3, tzinfo=UTC),
        frozen_by="Nguyễn Văn An",
    )
