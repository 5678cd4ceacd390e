"""What an upload must be before anybody opens it as a document: a plain .docx that asks nothing of the outside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

LARGEST = 2 << 20
"""Bytes of an uploaded template."""
LARGEST_UNPACKED = 20 << 20
MOST_FILES = 200
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE = re.compile(r"(vbaproject|vbadata|activex|oleobject|embeddings/|\.bin$|macros)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_HYPERLINK = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
_WEB = re.compile(rb"\bTarget\s*=\s*[\"'](https?|mailto):", re.IGNORECASE)
_DANGEROUS_FIELDS = re.compile(r"\b(DDE(AUTO)?|LINK|INCLUDE(TEXT|PICTURE)?|IMPORT|DATABASE|MACROBUTTON|AUTOTEXT)\b")
_INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)</w:instrText>|\bw:instr=\"([^\"]*)\"")


def problems_of_the_file(content: bytes) -> Iterator[str]:
    """What is wrong with the file as a file, in words for who uploaded it; nothing when it may be opened."""
    if len(content) > LARGEST:
        yield _("The file is larger than %(size)d MB.") % {"size": LARGEST >> 20}
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _problems_of_the_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        yield _not_word()


def _problems_of_the_archive(archive: zipfile.ZipFile) -> Iterator[str]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        yield _("The file unpacks into more than a document needs.")
        return
    if "[Content_Types].xml" not in names or "word/document.xml" not in names or len(set(names)) < len(names):
        yield _not_word()
        return
    if b"macroEnabled" in (types := archive.read("[Content_Types].xml")) or any(map(_ACTIVE.search, names)):
        yield _("The file holds macros or embedded objects. Save it as “Word Document (.docx)” without them.")
        return
    if _MAIN not in types:
        yield _not_word()
        return
    for name in names:
        if name.endswith((".xml", ".rels")):
            yield from _problems_of_a_part(name, archive.read(name))


def _problems_of_a_part(name: str, xml: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        yield _("The file is not as Word writes it (%(part)s declares a document type).") % {"part": name}
        return
    if name.endswith(".rels"):
        for relation in _EXTERNAL.findall(xml):
            if not (_HYPERLINK.search(relation) and _WEB.search(relation)):
                yield _(
                    "The file fetches something from outside (%(part)s). Embed pictures; detach other templates."
                ) % {"part": name}
                return
    if b"altChunk" in xml:
        yield _("The file embeds another document (%(part)s).") % {"part": name}
    for found in _INSTRUCTION.finditer(xml.decode("utf-8", "replace")):
        code = found[1] or found[2] or ""
        if dangerous := _DANGEROUS_FIELDS.search(code.upper()):
            yield _("Word field %(code)s fetches something from outside: remove it.") % {"code": dangerous[0]}


def _not_word() -> str:
    return _("This is no Word document (.docx). In Word choose “Save as”, “Word Document (.docx)”.")
