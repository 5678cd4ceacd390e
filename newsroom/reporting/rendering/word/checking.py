"""Whether a Word file can be the office's template: said before it is used, naming the wrong field and its place."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from jinja2 import TemplateError, TemplateSyntaxError, nodes

from . import fields, trying
from .archive import problems_of_the_file

_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.DOTALL)
_LEFT_OPEN = re.compile(r"\{\{|\}\}|\{%|%\}")
_LINES = ("p", "tr", "tc", "r")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Not, nodes.And, nodes.Or,
    nodes.Filter, nodes.Getattr,
)  # fmt: skip
_LOOP = ("first", "last", "index")


@dataclass
class Checked:
    """What was found. With `problems` the template cannot be used; `notes` are for the office to judge."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_template(content: bytes) -> Checked:
    """Open, read and try a template. Nothing of it is run outside the sandbox."""
    checked = Checked(problems=list(problems_of_the_file(content)))
    if checked.problems:
        return checked
    try:
        document = Document(io.BytesIO(content))
    except Exception:
        checked.problems.append(_("Word could not have written this file: it cannot be read."))
        return checked
    used = _Use()
    for paragraph, place in _paragraphs(document):
        checked.problems += used.read(_text(paragraph), place, is_of_body=paragraph.getparent().tag == qn("w:body"))
    checked.problems += used.left_open()
    for name in fields.NEEDED:
        if name not in used.names:
            checked.problems.append(
                _("The field {{ %(name)s }} is missing: without it a paper says less than it must.") % {"name": name}
            )
    checked.notes += trying.margins(document)
    if not checked.problems:
        checked.problems += _tried(content)
    return checked


def _tried(content: bytes) -> Iterator[str]:
    try:
        trying.try_template(content)
    except TemplateError as problem:
        yield _("A trial print fails: %(why)s") % {"why": problem.message or type(problem).__name__}
    except Exception as problem:
        yield _("A trial print fails: %(why)s") % {"why": type(problem).__name__}


class _Use:
    """Reads the tags of a template one paragraph after the other and remembers what is open."""

    def __init__(self):
        self.known = {each.name: each for each in fields.offered()}
        self.names: set[str] = set()
        self.open: list[tuple[str, str, str]] = []
        """Of each {% for %} and {% if %}: which, the loop's own name or "", where."""
        self.sandbox = fields.Sandbox()

    def read(self, text: str, place: str, *, is_of_body: bool) -> Iterator[str]:
        """What is wrong with one paragraph."""
        for found in _TAG.finditer(text):
            shown, done, _remark = found.groups()
            if shown is not None:
                yield from self._expression(
                    shown, place, found[0], whole=text.strip() == found[0], is_of_body=is_of_body
                )
            elif done is not None:
                yield from self._statement(done, place, found[0])
        if _LEFT_OPEN.search(_TAG.sub("", text)):
            yield _("Braces that are opened and not closed, or the other way round: %(place)s.") % {"place": place}

    def left_open(self) -> Iterator[str]:
        for kind, _name, place in self.open:
            yield _("{%% %(kind)s %%} without {%% end%(kind)s %%}: %(place)s.") % {"kind": kind, "place": place}

    def _expression(self, inner: str, place: str, tag: str, *, whole: bool, is_of_body: bool) -> Iterator[str]:
        if (inner[:1] in _LINES and inner[1:2].isspace()) or inner[:3] in ("tr ", "tc "):
            yield _("%(tag)s: write fields as {{ name }}, without a letter in front: %(place)s.") % {
                "tag": tag,
                "place": place,
            }
            return
        blocks = [name for name in fields.BLOCKS if inner.strip() == name]
        if blocks and (not whole or not is_of_body or self.open):
            yield _(
                "%(tag)s must stand alone in a paragraph of the text, outside tables and conditions: %(place)s."
            ) % {
                "tag": tag,
                "place": place,
            }
        if blocks and blocks[0] in self.names:
            yield _("%(tag)s stands twice: %(place)s.") % {"tag": tag, "place": place}
        yield from self._parsed("{{" + inner + "}}", place, tag)

    def _statement(self, inner: str, place: str, tag: str) -> Iterator[str]:
        words = inner.strip().strip("-").split()
        if words and words[0] in _LINES:
            words = words[1:]
        verb, rest = (words[0], words[1:]) if words else ("", [])
        if verb == "if" or (verb == "elif" and self.open and self.open[-1][0] == "if"):
            yield from self._parsed("{% if " + " ".join(rest) + " %}{% endif %}", place, tag)
            if verb == "if":
                self.open.append(("if", "", place))
        elif verb == "for" and len(rest) == 3 and rest[1] == "in":
            listed = self.known.get(rest[2])
            self.names.add(rest[2])
            if listed is None:
                yield self._unknown(rest[2], place)
            elif listed.kind != "list":
                yield _("%(tag)s: {{ %(name)s }} is no list: %(place)s.") % {
                    "tag": tag,
                    "name": rest[2],
                    "place": place,
                }
            self.open.append(("for", rest[0], place))
        elif verb == "else" and self.open:
            pass
        elif verb in ("endif", "endfor") and self.open and self.open[-1][0] == verb.removeprefix("end"):
            self.open.pop()
        else:
            yield _("%(tag)s is not understood here: %(place)s.") % {"tag": tag, "place": place}

    def _parsed(self, source: str, place: str, tag: str) -> Iterator[str]:
        try:
            tree = self.sandbox.parse(source)
        except TemplateSyntaxError:
            yield _("%(tag)s is not understood here: %(place)s.") % {"tag": tag, "place": place}
            return
        loops = {name for _kind, name, _place in self.open if name}
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Name):
                if node.name in self.known:
                    self.names.add(node.name)
                elif node.name not in loops and not (node.name == "loop" and loops):
                    yield self._unknown(node.name, place)
            elif not self._is_allowed(node):
                yield _("%(tag)s: only fields, conditions and lists can be used: %(place)s.") % {
                    "tag": tag,
                    "place": place,
                }

    @staticmethod
    def _is_allowed(node) -> bool:
        if isinstance(node, nodes.Getattr):
            return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in _LOOP
        if isinstance(node, nodes.Filter):
            return node.name in fields.FILTERS and not node.args and not node.kwargs
        return isinstance(node, _ALLOWED)

    @staticmethod
    def _unknown(name: str, place: str) -> str:
        return _("There is no field {{ %(name)s }}: %(place)s.") % {"name": name, "place": place}


def _paragraphs(document) -> Iterator[tuple[object, str]]:
    """Every paragraph with its place in words: number and first words, and in which part of the document."""
    yield from _numbered(document.element.body, _("in the text"))
    for number, section in enumerate(document.sections, 1):
        for part, name in (
            (section.header, _("in the header")),
            (section.first_page_header, _("in the header of the first page")),
            (section.even_page_header, _("in the header of even pages")),
            (section.footer, _("in the footer")),
            (section.first_page_footer, _("in the footer of the first page")),
            (section.even_page_footer, _("in the footer of even pages")),
        ):
            if not part.is_linked_to_previous:
                where = _("%(part)s of section %(number)d") % {"part": name, "number": number}
                yield from _numbered(part._element, where)


def _numbered(root, where: str) -> Iterator[tuple[object, str]]:
    for number, paragraph in enumerate(root.iter(qn("w:p")), 1):
        text = _text(paragraph).strip()
        if text:
            begin = text if len(text) <= 40 else f"{text[:40]}…"
            yield (
                paragraph,
                _("%(where)s, paragraph %(number)d (“%(begin)s”)")
                % {
                    "where": where,
                    "number": number,
                    "begin": begin,
                },
            )


def _text(paragraph) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
