"""The glossary names what exists."""

import re
from importlib import import_module
from pathlib import Path

import newsroom

GLOSSARY = Path(newsroom.__file__).parent / "GLOSSARY.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and "`" in line
]


def test_every_name_of_the_glossary_exists_under_its_address():
    missing = []
    for _screen, code, where, *_note in ROWS:
        name, address = code.strip("`"), where.strip("`")
        module, _, attribute = address.rpartition(".")
        if attribute != name or not hasattr(import_module(module), name):
            missing.append(address)
    assert not missing


def test_no_word_of_the_glossary_stands_twice():
    codes = [code for _screen, code, *_rest in ROWS]
    assert len(codes) == len(set(codes)) > 25


def test_words_that_the_glossary_forbids_name_no_model():
    root = GLOSSARY.parent
    forbidden = re.compile(r"^class (Form|Column|Programme|Province|District|Commune)\(", re.MULTILINE)
    assert not [path for path in root.rglob("models*/*.py") if forbidden.search(path.read_text(encoding="utf-8"))]
