"""Publishing a sample page as an editor would, on the day that the sample says."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.rich_text import RichText

from newsroom.organisations.models import Organisation, OutletPage
from newsroom.themes.models import Theme

from . import corpus, library, pictures

SAMPLE_NOTE = "Nội dung mẫu của bản dùng thử: nhân vật và số liệu được dựng để minh họa."


def moment(day: date, seed: str) -> datetime:
    """A plausible minute of a working day for that seed, local time."""
    random = corpus.chance("minute", seed)
    return timezone.make_aware(datetime.combine(day, time(random.randint(6, 18), random.randrange(60))))


def publish(page, *, outlet: OutletPage, at: datetime, author, editor, themes: list[str], about: list[str]):
    """Add the page under the outlet and publish it as of `at`, through the same door as everybody's."""
    page.first_published_at = at
    with transaction.atomic():
        _add(page, outlet=outlet, author=author, themes=themes, about=about)
        page.save_revision(user=author).publish(user=editor)
        Page.objects.filter(pk=page.pk).update(last_published_at=at, latest_revision_created_at=at)
        Revision.objects.filter(object_id=str(page.pk), content_type=page.cached_content_type).update(created_at=at)
    return page


def leave(page, *, state: str, outlet: OutletPage, at: datetime, author, editor, themes: list[str], about: list[str]):
    """Add the page under the outlet in a state short of publication.

    "draft" is left as it is, "in_review" goes to the outlet's editors, "scheduled" is to appear at `at`.
    """
    with transaction.atomic():
        _add(page, outlet=outlet, author=author, themes=themes, about=about)
        if state == "scheduled":
            page.go_live_at = at
            page.save_revision(user=editor).publish(user=editor)
            return page
        page.save_revision(user=author)
        if state == "in_review":
            page.get_workflow().start(page, author)
    return page


def _add(page, *, outlet: OutletPage, author, themes: list[str], about: list[str]) -> None:
    page.owner = page.author = author
    page.live = False
    page.outside_cchc = not themes
    page.themes.add(*Theme.objects.filter(slug__in=themes))
    page.about.set(Organisation.objects.filter(slug__in=about))
    outlet.add_child(instance=page)


def taken_slugs(outlet: OutletPage) -> set[str]:
    """Addresses that stand under the outlet: what the demo made before is not made again."""
    return set(outlet.get_children().values_list("slug", flat=True))


def body_of(row: dict, key: str) -> list[tuple[str, object]]:
    """A corpus body as blocks: the picture first, then paragraphs, quotes, lists and tables, then the note."""
    blocks: list[tuple[str, object]] = []
    if scene := row.get("scene"):
        image = library.picture(scene, key)
        blocks.append(("figure", {"image": image, "alt": pictures.ALT[scene], "caption": "Ảnh minh họa"}))
    for part in row["body"]:
        if isinstance(part, str):
            blocks.append(("paragraph", RichText(f"<p>{_escaped(part)}</p>")))
        elif "quote" in part:
            blocks.append(("quote", {"text": part["quote"], "speaker": part.get("by", "")}))
        elif "list" in part:
            items = "".join(f"<li>{_escaped(item)}</li>" for item in part["list"])
            blocks.append(("paragraph", RichText(f"<ul>{items}</ul>")))
        else:
            blocks.append(("table", _table(part["table"])))
    blocks.append(("paragraph", RichText(f"<p><i>{SAMPLE_NOTE}</i></p>")))
    return blocks


def _table(rows: list[list[str]]) -> dict:
    return {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": "",
    }


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
