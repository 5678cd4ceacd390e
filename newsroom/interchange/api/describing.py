"""The OpenAPI document: what ninja derives from the code, and what it cannot know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI

from .answering import CSV, JSON
from .examples import EXAMPLES
from .problems import MEDIA_TYPE, TITLES
from .schemas import ProblemDetails

ABOUT = gettext_noop(
    "What was done against the province's plan: the same figures as on the screens, for programs. "
    "Read only. Every answer tells whether its figures follow the ledger (“provisional”) or are frozen in a snapshot, "
    "and which; the two are never mixed. Lists, totals and statements also come as CSV (Accept: text/csv)."
)
SAYS = {
    "entrance": (gettext_noop("What there is"), gettext_noop("Addresses of the lists, and who you are to this API.")),
    "plans": (gettext_noop("The plans"), gettext_noop("All of them, the latest first.")),
    "plan": (gettext_noop("One plan"), gettext_noop("With its content items (II.1) and the themes that serve them.")),
    "periods": (
        gettext_noop("The periods of a plan"),
        gettext_noop(
            "Their days under the plan's reporting calendar, when reports are due, and whether one is frozen."
        ),
    ),
    "codes": (
        gettext_noop("The codes"),
        gettext_noop("By which figures are filtered and spread: channels, organisations, themes, genres, tones."),
    ),
    "statement": (
        gettext_noop("The statement of a period, as the ledger stands now"),
        gettext_noop(
            "The same figures as on the screen. Always provisional, also where a report on the period is frozen: what "
            "was frozen is read from its snapshot."
        ),
    ),
    "snapshots": (
        gettext_noop("The snapshots"),
        gettext_noop("Every one that was ever frozen, the latest first; without figures."),
    ),
    "snapshot": (
        gettext_noop("The statement in a snapshot"),
        gettext_noop("Figures as they were frozen. They never change; the ETag begins with the snapshot's SHA-256."),
    ),
    "snapshot_records": (
        gettext_noop("The records in a snapshot"),
        gettext_noop("The list that was frozen with the figures, in the names of that day, up to 500 a page."),
    ),
    "records": (
        gettext_noop("The records behind the figures"),
        gettext_noop(
            "In the order in which they were recorded, up to 500 a page: follow “next” until it is null. What is "
            "recorded meanwhile comes at the end; nothing is told twice or left out. The first page tells how many "
            "there are: for a period, as many as the statement's total says."
        ),
    ),
    "totals": (
        gettext_noop("Totals by one or two dimensions"),
        gettext_noop(
            "From the same count as the statement. Works are counted anew in every row, and a record that serves "
            "several items stands in each: rows may add up to more than the total."
        ),
    ),
}
TAGS = {
    "entrance": gettext_noop("What there is"),
    "plans": gettext_noop("Plans and periods"),
    "statements": gettext_noop("Statements"),
    "snapshots": gettext_noop("Snapshots"),
    "records": gettext_noop("Records"),
    "totals": gettext_noop("Totals by one or two dimensions"),
}
WITHOUT_CSV = WITHOUT_KEY = {"entrance"}
_HEADERS = {
    "ETag": gettext_noop("Names this very content; send it back as If-None-Match."),
    "RateLimit-Limit": gettext_noop("Requests that a minute allows."),
    "RateLimit-Remaining": gettext_noop("Requests left in this minute."),
    "RateLimit-Reset": gettext_noop("Seconds until the next minute."),
}
_SEALED = {
    "X-Provisional": gettext_noop("“true” while figures follow the ledger, “false” for a snapshot."),
    "X-Snapshot-Id": gettext_noop("The snapshot; only where frozen."),
    "X-Snapshot-Sha256": gettext_noop("Its hash; only where frozen."),
}
_TELLS_STANDING = {"statement", "snapshot", "snapshot_records", "records", "totals"}


def document(api: NinjaAPI, request: HttpRequest) -> dict[str, Any]:
    """The whole document in the language of the site."""
    found = dict(api.get_openapi_schema())
    del found["servers"]  # the site itself: paths are whole
    components = found["components"] = dict(found["components"])
    components["schemas"] = {
        **components["schemas"],
        "ProblemDetails": ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True),
    }
    components["schemas"].update(components["schemas"]["ProblemDetails"].pop("$defs", {}))
    for schema in components["schemas"].values():
        schema.pop("description", None)  # what the class says to whoever reads the code
    found["paths"] = {
        path: {method: _operation(operation) for method, operation in methods.items()}
        for path, methods in found["paths"].items()
    }
    found["tags"] = [{"name": _(name)} for name in TAGS.values()]
    info = {"title": _(api.title), "version": api.version, "description": _(ABOUT)}
    return {**_spoken(found), "info": info}


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    name = operation["operationId"]
    summary, rest = SAYS[name]
    operation = {
        **operation,
        "parameters": [_parameter(each) for each in operation["parameters"]],
        "summary": _(summary),
        "description": _(rest),
        "tags": [_(TAGS[tag]) for tag in operation["tags"]],
        "security": [*operation["security"], *([{}] if name in WITHOUT_KEY else [])],
    }
    answers = dict(operation["responses"])
    answers[200] = _success(name, answers[200])
    answers[304] = {
        "description": gettext_noop("Nothing changed since the ETag that was sent."),
        "headers": {"ETag": _header(_HEADERS["ETag"])},
    }
    for status in (401, 403, 404, 405, 406, 422, 429):
        answers[status] = {
            "description": next(title for code, title in TITLES.values() if code == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
        }
    answers[429]["headers"] = {"Retry-After": _header(gettext_noop("In how many seconds to ask again."))}
    operation["responses"] = {str(status): each for status, each in sorted(answers.items())}
    return operation


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """With an example where there must be a value: what is optional should not be filled in by whoever tries it out."""
    told = {name: value for name, value in parameter.items() if name != "examples"}
    examples = parameter["schema"].get("examples")
    return {**told, "example": examples[0]} if parameter["required"] and examples else told


def _success(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    content = {JSON: {**answer["content"][JSON], **({"example": EXAMPLES[name]} if name in EXAMPLES else {})}}
    if name not in WITHOUT_CSV:
        content[CSV] = {"schema": {"type": "string"}}
    headers = {**_HEADERS, **(_SEALED if name in _TELLS_STANDING else {})}
    return {
        "description": gettext_noop("The answer."),
        "content": content,
        "headers": {each: _header(words) for each, words in headers.items()},
    }


def _header(words: str) -> dict[str, Any]:
    return {"description": words, "schema": {"type": "string"}}


def _spoken(node: Any) -> Any:
    """The document in the site's language, without the titles and the empty defaults that nobody wrote."""
    if isinstance(node, list):
        return [_spoken(each) for each in node]
    if not isinstance(node, dict):
        return node
    told = {}
    for name, value in node.items():
        if name in ("description", "summary") and isinstance(value, str):
            told[name] = _(value) if value else value
        elif (name == "title" and isinstance(value, str)) or (name == "default" and value in ("", 0)):
            continue
        elif name == "example":
            told[name] = value
        elif name == "enum" and isinstance(value, list):
            told[name] = [each for each in value if each != ""]
        else:
            told[name] = _spoken(value)
    return told
