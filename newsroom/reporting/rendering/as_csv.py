"""The statement as one flat table, for a spreadsheet or a program.

UTF-8 with a byte-order mark, without which Excel takes Vietnamese for another script. A row says for which item,
channel and organisation it stands; an empty cell there means all. The first rows are those of the screen: items,
unclassified, total. Columns keep their names and their order; new ones come at the end.
"""

import csv
import io
from collections.abc import Iterator

from newsroom.coverage.counting import Figure
from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Line, Output, Part, Statement

from . import words
from .characters import is_like_a_formula, printable
from .spreads import SPREADS

COLUMNS = (
    "plan",
    "period",
    "start",
    "end",
    "label",
    "title",
    "channel",
    "organisation",
    "appearances",
    "works",
    "minutes",
    "quantity",
    "unit",
    "target",
    "done",
    "done_ratio",
    "reported",
    "edition",
    "persons",
    "copies",
    "first_runs",
    "genre",
    "tone",
    "about",
    "entered",
    "pages",
    "published",
    "share",
    "measure",
    "asked",
    "origin",
)
"""What each column holds, by the name under which `words.headings` prints it.

`label`, `title` the item, both empty of nothing but the label in the rows of what serves none and of the total;
`channel`, `organisation` empty for all; `quantity` in the channel's `unit`; `target`, `done`, `done_ratio` (a number,
0.5 is half) where there is a target; `reported` activities that agencies reported; `edition` tells live
figures from a frozen edition and its hash; `first_runs` are appearances that are no reruns. `genre` and `tone` empty
for all; `about` the organisation that records name, with `tone` or without. `entered`, `pages`, `published` and `share`
stand in the total's row of an outlet: all its pieces as it entered them, those published here and in the ledger, all
those published here, and which part of its output was about reform (0.03 is 3 %). `measure` says
what a target counts. The last rows are the targets one by one, without figures: `asked` says each in words, `origin`
is the plan's clause, empty where the unit set the target itself.
"""


def to_csv(statement: Statement) -> bytes:
    """Every figure of the statement; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    return b"".join(csv_lines(statement))


def csv_lines(statement: Statement) -> Iterator[bytes]:
    """The same line by line, for answers that are sent while they are made."""
    out = io.StringIO()
    writer = csv.writer(out)

    def line(values: list[object]) -> bytes:
        writer.writerow([harmless(value) for value in values])
        written = out.getvalue().encode()
        out.seek(0)
        out.truncate()
        return written

    headings = words.headings()
    yield b"\xef\xbb\xbf" + line([headings[column] for column in COLUMNS])
    period = statement.period
    of_all = {
        "plan": statement.plan_number,
        "period": f"{period.code}/{period.year}",
        "start": period.start.isoformat(),
        "end": period.last_day.isoformat(),
        "edition": words.edition(statement),
    }
    for row in _rows(statement):
        told = {**of_all, **row}
        yield line([told.get(column) for column in COLUMNS])


def harmless(value: object) -> object:
    """A text that no spreadsheet takes for a formula; numbers as they are, nothing for None."""
    if isinstance(value, str):
        value = printable(value)
        return f"'{value}" if is_like_a_formula(value) else value
    return "" if value is None else value


def _rows(statement: Statement) -> Iterator[dict[str, object]]:
    """By column. Each dimension of `SPREADS` is a column of its own name, filled in the rows of its parts."""
    total = statement.total
    outputs = {one.code: _output(one) for one in statement.output}
    for line in statement.lines:
        yield {"label": line.label, "title": line.title, **_figures(line)}
    for dimension, spread in SPREADS.items():
        for line in statement.lines:
            for part in spread.parts(line):
                output = outputs.pop(part.code, {}) if dimension == "organisation" and line is total else {}
                yield {"label": line.label, "title": line.title, dimension: part.name, **_figures(part), **output}
    for output in outputs.values():
        yield {"label": total.label, "title": total.title, **_bare(Figure()), **output}
    tones = {part.code: part.name for part in total.by_tone}
    for one in statement.named:
        of_it = {"label": total.label, "title": total.title, "about": one.name}
        yield {**of_it, **_bare(one.figure)}
        for tone, figure in (("commend", one.commended), ("critical", one.criticised), ("neutral", one.informed)):
            if figure.appearances:
                yield {**of_it, "tone": tones[tone], **_bare(figure)}

    for aim in statement.aims:
        yield {
            "label": aim.item,
            "title": aim.item_title,
            "channel": aim.channel_name,
            "organisation": aim.organisation_name,
            "unit": aim.unit,
            **_aimed(aim),
            "asked": words.asked(aim),
            "origin": aim.origin,
        }


def _aimed(aim: Aim | None) -> dict[str, object]:
    if aim is None:
        return {}
    return {
        "target": aim.target,
        "done": aim.done,
        "done_ratio": aim.done_ratio,
        "measure": words.counted_as(aim),
    }


def _output(output: Output) -> dict[str, object]:
    return {
        "organisation": output.name,
        "entered": output.entered,
        "pages": output.pages,
        "published": output.published,
        "share": output.share,
    }


def _figures(of: Line | Part) -> dict[str, object]:
    figure = of.figure
    unit = of.unit if isinstance(of, Part) else ""
    return {
        **_bare(figure),
        "quantity": figure.quantity if unit else None,
        "unit": unit,
        **_aimed(of.aim),
        "reported": of.reported.activities,
    }


def _bare(figure: Figure) -> dict[str, object]:
    return {
        "appearances": figure.appearances,
        "works": figure.works,
        "minutes": figure.minutes,
        "persons": figure.persons,
        "copies": figure.copies,
        "first_runs": figure.first_runs,
    }
