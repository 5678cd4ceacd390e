"""Vietnamese spelling: one form to store, one to match, one to sort by, one for addresses.

Pure: no framework, no clock, no network. Python's own tools are not enough: decomposing a text leaves đ as it
is, the order of code points is no alphabet, and one word has several spellings that look alike.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# In dictionary order: huyền, hỏi, ngã, sắc, nặng; a syllable without one (ngang) comes first.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# What nobody sees: controls that are no white space, soft hyphens, zero-width characters, marks of writing
# direction, byte-order marks; and halves of surrogate pairs, which no database stores.
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_MARK = r"[\u0300-\u036f]"
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(_MARK)
_WORD = re.compile(rf"(?:[^\W\d_]|{_MARK})+")
_TOKEN = re.compile(rf"[^\W_](?:[{_INVISIBLE}]*(?:[^\W_]|{_MARK}))*")
_SORTED = re.compile(rf"(?P<number>\d+)|(?:[^\W\d_]|{_MARK})+")
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’ʼ]")

# Eth and African D look like Đ and stand for it in text that came through old fonts. Icelandic pays for it.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})

# An onset, a nucleus of more than one vowel (elsewhere no tone can stray; qu and gi end in a vowel of their
# own, so one after them is enough), and a final consonant.
_NUCLEI = (
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    "iêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu"
)
_SYLLABLE = re.compile(
    r"(?:qu|gi(?=[aăâeêoôơuưy])|ngh?|nh|gh|kh|ch|ph|th|tr|[bcdđghklmnprstvx])?"
    rf"(?P<nucleus>{_NUCLEI}|(?<=qu)[aăâeêioôơy]|(?<=gi)[aăâeêoôơuư])"
    r"(?P<coda>ch|nh|ng|[cmnpt])?"
)


def canonical(s: str) -> str:
    """One spelling to store: NFC, one space between words, nothing invisible, each tone in its one place.

    Tones stand where laws and the names of state bodies put them (hòa, ủy ban, Luật Thủy sản: the *old*
    placement; Quyết định 1989/QĐ-BGDĐT prescribes hoà, uỷ for schoolbooks only). Letters keep their case,
    ALL CAPS too. Only a whole Vietnamese syllable with a single tone is touched, so café and GraphQL stay.
    Line ends are white space and become spaces: hand in one paragraph at a time. Doing it twice changes
    nothing.
    """
    s = unicodedata.normalize("NFC", _UNSEEN.sub("", s)).translate(_LOOKALIKES)
    s = _SPACES.sub(" ", s).strip()
    return s if s.isascii() else _WORD.sub(lambda word: _toned(word[0]), s)


def fold(s: str, *, marks: bool = False) -> str:
    """One form to match by: canonical, without case, and without marks or the stroke of đ.

    `fold("Cải cách hành chính")` is "cai cach hanh chinh". With `marks=True` the marks and đ stay and only
    case and spelling are levelled: the key that tells *bảo* from *báo*. Other scripts keep their own signs.
    The result may differ in length from `s`: use `tokens()` where offsets count.
    """
    s = canonical(canonical(s).casefold())
    if marks or s.isascii():
        return s
    s = _MARKS.sub("", unicodedata.normalize("NFD", s)).replace("đ", "d")
    return canonical(s)


def slug(s: str, max_length: int = 100) -> str:
    """An address in lower-case ASCII letters, digits and single hyphens: "Đào tạo" → "dao-tao".

    Longer ones are cut between words where there are several. A text without Latin letters or digits gives
    "".
    """
    s = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", fold(s))).lower()
    s = _NOT_IN_A_SLUG.sub("-", _MARKS.sub("", s)).strip("-")
    if len(s) <= max_length:
        return s
    kept = s[: max_length + 1].rpartition("-")[0]
    return kept or s[:max_length]


def sort_key(s: str, max_length: int = 600) -> str:
    """A string of decimal digits that sorts as a Vietnamese dictionary does.

    Order: a ă â b c d đ e ê … y z, and the tones ngang, huyền, hỏi, ngã, sắc, nặng. Syllable by syllable,
    letters first and tone second, so "ba hoa" < "bà con" < "ban" (Vũ Xuân Lương, "Quy tắc sắp xếp đơn vị từ
    vựng trong từ điển tiếng Việt", vietlex.com; the same letters and tones as the Unicode CLDR collation
    for vi, which weighs tones over the whole text instead). Numbers come before letters and sort by value:
    "Tổ 2" < "Tổ 10". Case, punctuation and marks foreign to Vietnamese do not count: add the text itself as
    a second ordering for ties.

    Digits only, so that the order is the same bytewise and under any collation of a database. At most 9
    digits per character, about 2.5 in Vietnamese text; `max_length` cuts it to fit a column, at the price
    of ties.
    """
    key = "".join(
        _number_key(unit[0]) if unit["number"] else _syllable_key(unit[0])
        for unit in _SORTED.finditer(fold(s, marks=True))
    )
    return key[:max_length]


def plain_query(s: str, max_length: int = 200) -> str:
    """What a reader typed, safe to hand to a search backend, or "" when nothing is left of it.

    Canonical, without `"` (on SQLite a lone one is an error: wagtail#13227), NUL and other controls, at most
    `max_length` characters. Marks stay: search for the result and for its `fold()`.
    """
    return canonical(s.replace('"', " "))[:max_length].rstrip()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as it is written there: `text == source[start:end]`, whatever its spelling."""

    text: str
    start: int
    end: int


def tokens(s: str) -> list[Token]:
    """The runs of letters and digits in a text, with offsets into `s` itself, to show hits where they stand.

    A Vietnamese token is a syllable, not a word of the dictionary: compare runs of `fold(token.text)`.
    Decomposed marks and invisible characters belong to the token in which they stand; "76/NQ-CP" is three
    tokens.
    """
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(s)]


@lru_cache(maxsize=8192)
def _toned(word: str) -> str:
    """A word in NFC with its tone on the vowel that bears it; unchanged if it is no Vietnamese syllable."""
    letters, tones = zip(*(_parted(letter) for letter in word), strict=True)
    bearing = [at for at, tone in enumerate(tones) if tone]
    found = _SYLLABLE.fullmatch("".join(letters).lower())
    if len(bearing) != 1 or not found:
        return word
    was, to_be = bearing[0], found.start("nucleus") + _bearer(found["nucleus"], bool(found["coda"]))
    moved = [*letters]
    moved[to_be] = unicodedata.normalize("NFC", letters[to_be] + tones[was])
    return "".join(moved)


def _bearer(nucleus: str, closed: bool) -> int:
    """Which letter of a nucleus bears the tone.

    The last that has a mark of its own (thuở, được); else before a final consonant the last (hoàn, huỳnh);
    else the first of two (hòa, ủy, của) and the middle one of three (ngoài, khuỷu).
    """
    own = [at for at, letter in enumerate(nucleus) if letter in "ăâêôơư"]
    if own:
        return own[-1]
    return len(nucleus) - 1 if closed else (len(nucleus) - 1) // 2


def _parted(letter: str) -> tuple[str, str]:
    """A letter in NFC without its tone, and the tone, which may be empty."""
    pieces = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in pieces if mark in _TONES)
    if len(tone) != 1 or len(pieces) == 1:
        return letter, ""
    return unicodedata.normalize("NFC", pieces.replace(tone, "")), tone


def _number_key(digits: str) -> str:
    """Sorts by value: first how many digits, then which. Below every letter, above the end of a syllable."""
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")[:99]
    return f"01{len(value):02}{value}"


def _syllable_key(syllable: str) -> str:
    """Two digits for each letter, 00, then a digit for each tone, 0. No syllable's key begins another's."""
    letters = tones = ""
    for letter in unicodedata.normalize("NFC", syllable):
        base, tone = _parted(letter)
        if base not in _ALPHABET:
            base = unicodedata.normalize("NFD", base)[0]
        if base in _ALPHABET:
            letters += f"{11 + _ALPHABET.index(base)}"
        elif not _MARKS.match(base):
            letters += f"99{ord(base):07}"
        tones += f"{_TONES.index(tone) + 1}" if tone else ""
    return f"{letters}00{tones}0"
