"""The database's own search, made safe for what people type and deaf to missing marks.

Measured: a lone `"` in any search is an error on SQLite, a NUL byte on both databases; and neither finds
*mot cua* in "Một cửa" reliably, because đ never folds. So words are made plain, and looked for both as typed and
folded. Models add a folded field beside the plain one.
"""

from wagtail.search.backends import database
from wagtail.search.query import PlainText, SearchQuery

from newsroom import text


class PlainWords:
    """Mixed into the backend of the database in use."""

    def _search(self, query_compiler_class, query, model_or_queryset, operator=None, **kwargs):
        if isinstance(query, str):
            query = both_spellings(query, operator)
        return super()._search(query_compiler_class, query, model_or_queryset, operator=operator, **kwargs)


def both_spellings(words: str, operator: str | None = None) -> SearchQuery | str:
    """The words as typed or without marks; "" when nothing searchable is left (which finds nothing)."""
    plain = text.plain_query(words)
    if not plain:
        return ""
    options = {"operator": operator} if operator else {}
    folded = text.fold(plain)
    if folded == plain:
        return PlainText(plain, **options)
    return PlainText(plain, **options) | PlainText(folded, **options)


def SearchBackend(params):  # noqa: N802 (the name that Wagtail looks for)
    """The backend for the default database, with `PlainWords` in front."""
    backend = type(database.SearchBackend(dict(params)))
    return type(f"Plain{backend.__name__}", (PlainWords, backend), {})(params)
