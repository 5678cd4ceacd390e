"""Vietnamese spelling: what is stored, what is matched, what is sorted."""

import re
import unicodedata


def canonical(s: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", s)).strip()


def fold(s: str, *, marks: bool = False) -> str:
    s = canonical(s).casefold()
    if marks:
        return s
    return "".join(c for c in unicodedata.normalize("NFD", s.replace("đ", "d")) if not unicodedata.combining(c))


def sort_key(s: str) -> str:
    return fold(s, marks=True)


def slug(s: str, max_length: int = 100) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(s)).strip("-")[:max_length]
