"""Sifting what one source sends by rules that an editor writes, one a line. Pure: rules and a text in, a verdict out.

    # Trang này đăng cả bóng đá và quảng cáo
    bỏ: bóng đá, V-League, khai trương … khuyến mại
    bỏ: tất cả
    giữ: cải cách hành chính, thủ tục, một cửa
    chủ đề Cơ chế một cửa, một cửa liên thông: bộ phận một cửa, hành chính công

- `bỏ` (drop) sets an entry aside, `giữ` (keep) holds it whatever else is said, `chủ đề …` (theme) proposes a theme.
- What follows the colon are keywords with commas between them: words as in a theme's phrases, with "…" and "|".
  `bỏ: tất cả` drops whatever no `giữ` holds.
- They are looked for in the title and the summary; case does not count, marks do.
- The order of lines does not matter. A line that begins with # is a remark.

Nothing is lost by a rule: what is dropped is dismissed in its name, and can be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from newsroom.text import canonical, fold, tokens

from .suggesting import ENOUGH, Because, Matcher, Phrase, Place, Suggestion, in_order

Verb = Literal["drop", "keep", "theme"]
EVERYTHING = "tat ca"
MOST_LINES = 200
LONGEST_KEYWORD = 200
_VERBS: dict[str, Verb] = {"bo": "drop", "giu": "keep"}
_THEME = "chu de"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what to do with what has one of its keywords; `theme` is a slug. Without keywords: everything."""

    line: int
    written: str
    verb: Verb
    keywords: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that is no rule. `what`: no_colon, unknown_verb, no_theme, unknown_theme, no_keywords, empty_keyword,
    long_keyword, all_but_drop, too_many. `said` is the word that is wrong."""

    line: int
    what: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that speaks for a text, and where."""

    rule: Rule
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What the rules of a source make of a text. `dropped_by` is None when it is kept; `kept_by` says what held it."""

    dropped_by: Finding | None
    kept_by: Finding | None
    themes: tuple[Finding, ...]

    @property
    def is_dropped(self) -> bool:
        return self.dropped_by is not None


def read_rules(written: str, themes: Mapping[str, str]) -> tuple[tuple[Rule, ...], tuple[Mistake, ...]]:
    """Rules and mistakes of a text; `themes` maps the names of themes to their slugs. Never raises."""
    slugs = {fold(name): slug for name, slug in themes.items()} | {fold(slug): slug for slug in themes.values()}
    rules: list[Rule] = []
    mistakes: list[Mistake] = []
    for number, line in enumerate(written.splitlines(), start=1):
        line = canonical(line)
        if not line or line.startswith("#"):
            continue
        found = Mistake(number, "too_many") if len(rules) == MOST_LINES else _read(number, line, slugs)
        if isinstance(found, Mistake):
            mistakes.append(found)
        else:
            rules.append(found)
    return tuple(rules), tuple(mistakes)


class Sifter:
    """The rules of one source made ready, to be held against what it sends."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = {str(rule.line): rule for rule in rules}
        self._matcher = Matcher(
            Phrase(line, keyword, "strong") for line, rule in self._rules.items() for keyword in rule.keywords
        )

    def sift(self, title: str, lead: str = "") -> Sifted:
        """What a `giữ` holds stays, whatever else is said; of several lines that say the same the first is named, and
        one with keywords before "tất cả"."""
        fields: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead))
        said: dict[str, list[Because]] = {line: [] for line, rule in self._rules.items() if not rule.keywords}
        for where, text in fields:
            for hit in self._matcher.hits(where, text):
                said.setdefault(hit.pattern.phrase.theme, []).extend(hit.reasons)
        found = [Finding(rule, tuple(said[line])) for line, rule in self._rules.items() if line in said]
        kept = next((f for f in found if f.rule.verb == "keep"), None)
        dropping = sorted((f for f in found if f.rule.verb == "drop"), key=lambda f: not f.rule.keywords)
        themes = tuple(f for f in found if f.rule.verb == "theme")
        return Sifted(dropping[0] if dropping and not kept else None, kept, themes)


def proposed(suggestions: Iterable[Suggestion], findings: Iterable[Finding]) -> list[Suggestion]:
    """Suggestions and what a source's rules propose; a theme that both speak for comes once, with all reasons."""
    found = {suggestion.theme: suggestion for suggestion in suggestions}
    for finding in findings:
        theme = finding.rule.theme
        reasons = tuple(replace(reason, strength="rule") for reason in finding.because)
        before = found.get(theme, Suggestion(theme, ENOUGH, ()))
        found[theme] = replace(before, because=(*before.because, *reasons), learned=None)  # a person outranks a model
    return in_order(found.values())


def proposed_by_station(suggestions: Iterable[Suggestion], slugs: Iterable[str]) -> list[Suggestion]:
    """Suggestions and what the people of the station propose themselves."""
    found = {suggestion.theme: suggestion for suggestion in suggestions}
    for slug in slugs:
        before = found.get(slug, Suggestion(slug, ENOUGH, ()))
        because = (*before.because, Because("", "title", 0, 0, "station"))
        found[slug] = replace(before, because=because, learned=None)
    return in_order(found.values())


def _read(number: int, line: str, slugs: Mapping[str, str]) -> Rule | Mistake:
    head, colon, tail = line.partition(":")
    if not colon:
        return Mistake(number, "no_colon", line[:60])
    verb, theme = _VERBS.get(fold(head)), ""
    if verb is None:
        if fold(head) != _THEME and not fold(head).startswith(_THEME + " "):
            return Mistake(number, "unknown_verb", head.strip())
        name = canonical(" ".join(head.split()[2:]))
        if not name:
            return Mistake(number, "no_theme")
        if fold(name) not in slugs:
            return Mistake(number, "unknown_theme", name)
        verb, theme = "theme", slugs[fold(name)]
    if fold(tail) == EVERYTHING:
        return Rule(number, line, "drop", ()) if verb == "drop" else Mistake(number, "all_but_drop", head.strip())
    keywords = tuple(canonical(keyword) for keyword in tail.replace(";", ",").split(","))
    if not any(keywords):
        return Mistake(number, "no_keywords", head.strip())
    for keyword in keywords:
        if not tokens(keyword):
            return Mistake(number, "empty_keyword", keyword)
        if len(keyword) > LONGEST_KEYWORD:
            return Mistake(number, "long_keyword", keyword[:40] + "…")
    return Rule(number, line, verb, keywords, theme)
