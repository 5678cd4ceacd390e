"""Text as any file may carry it: no character that XML forbids, nothing that a spreadsheet would run."""

import re
import unicodedata

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What turns the reading order round for all that follows; a title needs none of them.
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text composed (NFC), without control characters, on lines that end as Unix lines do."""
    clean = _TURNS_ROUND.sub("", _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return unicodedata.normalize("NFC", clean)


def in_one_line(text: str) -> str:
    """The same with every run of white space as one space: for cells and headings."""
    return " ".join(printable(text).split())


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if it were typed."""
    return text.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA)
