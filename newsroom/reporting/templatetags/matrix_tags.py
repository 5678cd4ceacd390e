"""A square of the matrix. In Python, because a large matrix has thousands and a template for each is slow."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .statement_tags import grouped

register = template.Library()

NOTHING = SafeString("")


@register.simple_tag
def square(shown, is_own=False) -> SafeString:
    """The cell of a `ShownSquare`: its number or its word with a sign, a note, and the way to its records."""
    number = NOTHING
    if shown.number is not None:
        number = format_html('<span class="matrix__number" data-figure>{}</span>', grouped(shown.number))
    word = NOTHING
    if shown.word:
        sign = format_html('<span class="matrix__sign" aria-hidden="true">{}</span> ', shown.sign) if shown.sign else ""
        word = format_html('<span class="matrix__word">{}{}</span>', sign, shown.word)
    note = format_html('<span class="matrix__note">{}</span>', shown.note) if shown.note else NOTHING
    inner = format_html('<span class="matrix__inner">{}{}{}</span>', number, word, note)
    if shown.url:
        inner = format_html('<a href="{}" aria-label="{}">{}{}{}</a>', shown.url, shown.spoken, number, word, note)
    return format_html(
        '<td role="cell" id="{}" class="matrix__cell matrix__cell--{}{}" data-column="{}" data-name="{}" '
        'data-state="{}">{}</td>',
        shown.id,
        shown.state,
        " matrix__own" if is_own else "",
        shown.column.code,
        shown.column.name,
        shown.state,
        inner,
    )
