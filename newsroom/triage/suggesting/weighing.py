"""Which matches count, and for which theme they are enough: rules 3 to 7 of the rulebook."""

from collections.abc import Iterable

from .matching import Hit, Matcher, Span
from .nouns import ENOUGH, OF_ITS_OWN, PLACES, Because, Phrase, Place, Suggestion, Weighed, in_order

# Words that show that a text is about administration; they second what is weak and suggest nothing themselves.
ADMINISTRATION = (
    *("cải cách hành chính", "CCHC", "thủ tục hành chính", "TTHC", "hành chính công", "dịch vụ công", "công vụ"),
    *("công chức", "viên chức", "cán bộ", "cơ quan hành chính", "cơ quan nhà nước", "công quyền", "nền hành chính"),
    *("công sở", "bộ phận một cửa", "bộ phận tiếp nhận", "tiếp dân", "giải quyết hồ sơ", "nộp hồ sơ"),
    *("nhận hồ sơ", "làm giấy tờ", "làm thủ tục", "hộ tịch", "UBND xã", "UBND phường", "UBND huyện", "ủy ban xã"),
    *("ủy ban phường", "ủy ban huyện", "trụ sở xã", "trụ sở phường", "trụ sở huyện", "chủ tịch xã", "chủ tịch phường"),
    *("chủ tịch huyện", "chủ tịch tỉnh", "giám đốc sở", "trưởng phòng", "phòng ban", "phòng chuyên môn", "công an xã"),
    *("công an phường", "lãnh đạo xã", "lãnh đạo phường", "các sở", "sở, ngành"),
)
# What a short acronym of ours keeps company with, besides.
RANKING = (
    *("chỉ số", "xếp hạng", "thứ hạng", "tăng hạng", "tụt hạng", "tăng bậc", "trực tuyến", "toàn trình"),
    *("năng lực cạnh tranh", "môi trường kinh doanh", "môi trường đầu tư"),
)


class Suggester:
    """Phrases made ready once, to be held against many texts. The order of the phrases does not matter."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        context = [Phrase("administration", words, "context") for words in ADMINISTRATION]
        context += [Phrase("ranking", words, "context") for words in RANKING]
        self._matcher = Matcher([*phrases, *context])

    def suggest(self, title: str, lead: str, body: str = "") -> list[Suggestion]:
        """Themes for a text in three fields of plain text, the best first; empty when nothing speaks clearly."""
        return in_order(weighed.suggestion for weighed in self.weigh(title, lead, body) if weighed.is_enough)

    def weigh(self, title: str, lead: str, body: str = "") -> list[Weighed]:
        """Every theme of which a phrase counts in the text, in the order of their slugs, enough or not."""
        fields: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead), ("body", body))
        found = [hit for where, text in fields for hit in self._matcher.hits(where, text)]
        context = [hit for hit in found if hit.pattern.phrase.strength == "context"]
        hits = _without_excluded(
            [hit for hit in found if hit.pattern.phrase.strength in ("strong", "weak")],
            [hit for hit in found if hit.pattern.phrase.strength == "exclude"],
        )
        hits = [hit for hit in hits if not any(hit.lies_in_longer(o) for o in hits)]
        reasons = {hit: _company(hit, hits, context) for hit in hits if hit.pattern.needs_company}
        hits = [hit for hit in hits if hit not in reasons or reasons[hit] is not None]
        title_is_plain = any(hit.is_plain and hit.where == "title" for hit in hits)
        themes = []
        for theme in sorted({hit.pattern.phrase.theme for hit in hits}):
            own = [hit for hit in hits if hit.pattern.phrase.theme == theme]
            score = _score(own)
            speaking = {*own, *(reason for hit in own if (reason := reasons.get(hit)))}
            strong = any(hit.is_strong for hit in own)
            # What the title says plainly is what the story is about. Below it one strong phrase is a mention, and weak
            # ones, however many, are nothing.
            is_enough = (
                not title_is_plain or any(hit.where == "title" for hit in own) or (strong and score >= OF_ITS_OWN)
            )
            if is_enough and not strong:
                # Weak words alone do not do, however many: sáng kiến and cách làm hay are every farmer's.
                second = _second(own, hits, context)
                is_enough = second is not None
                if second:
                    score += PLACES[second.where]
                    speaking.add(second)
            because = sorted({reason for hit in speaking for reason in hit.reasons}, key=_in_reading_order)
            themes.append(Weighed(Suggestion(theme, score, tuple(because)), is_enough and score >= ENOUGH))
        return themes


def _without_excluded(hits: list[Hit], exclusions: list[Hit]) -> list[Hit]:
    cancelled: set[Hit] = set()
    for exclusion in exclusions:
        own = [hit for hit in hits if hit.pattern.phrase.theme == exclusion.pattern.phrase.theme]
        overlapped = [hit for hit in own if hit.overlaps(exclusion)]
        if overlapped:
            cancelled.update(hit for hit in overlapped if hit.length <= exclusion.length)
        else:
            cancelled.update(hit for hit in own if not hit.is_plain)
    return [hit for hit in hits if hit not in cancelled]


def _score(hits: Iterable[Hit]) -> int:
    """The points of each phrase in its best place, added up; words that several phrases cover count for one of them."""
    counted: list[Hit] = []
    for hit in sorted(hits, key=_heaviest):
        if not any(hit.pattern.phrase.text == o.pattern.phrase.text or hit.overlaps(o) for o in counted):
            counted.append(hit)
    return sum(hit.points for hit in counted)


def _heaviest(hit: Hit) -> tuple[int, int, tuple[Span, ...], str, str]:
    return -hit.points, -hit.length, hit.places, hit.pattern.said, hit.pattern.phrase.text


def _company(hit: Hit, hits: list[Hit], context: list[Hit]) -> Hit | None:
    """What makes a short acronym ours: another phrase of its theme, or words of ranking or administration."""
    theme = hit.pattern.phrase.theme
    kin = [o for o in hits if o.pattern.phrase.theme == theme and o.pattern.words != hit.pattern.words]
    return _nearest([*kin, *context])


def _second(own: list[Hit], hits: list[Hit], context: list[Hit]) -> Hit | None:
    """What seconds a theme that has nothing plain of its own."""
    theme = own[0].pattern.phrase.theme
    places = {hit.where for hit in own}
    others = [o for o in hits if o.pattern.phrase.theme != theme and o.is_strong and o.where in places]
    others += [hit for hit in context if hit.pattern.phrase.theme == "administration"]
    return _nearest(o for o in others if not any(o.overlaps(hit) for hit in own))


def _nearest(hits: Iterable[Hit]) -> Hit | None:
    return min(hits, key=lambda hit: _in_reading_order(hit.reasons[0]), default=None)


def _in_reading_order(reason: Because) -> tuple[int, int, int, str, str]:
    return -PLACES[reason.where], reason.start, -reason.end, reason.phrase, reason.strength
