"""A radio or television work: its length is read from the file, and it is counted once."""

import io
import wave
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtailmedia.models import get_media_model

from newsroom.broadcasts import actions
from newsroom.broadcasts.models import BroadcastPage
from newsroom.coverage.models import CoverageRecord
from tests import factories
from tests.newsroom.broadcasts.conftest import local

pytestmark = pytest.mark.usefixtures("channels")


def sound(seconds=2.5) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))
    return out.getvalue()


def media(kind="audio", *, content=None, name="tin.wav", **fields):
    content = sound() if content is None else content
    return get_media_model().objects.create(title="Bản ghi", type=kind, file=ContentFile(content, name), **fields)


def broadcast(station, title="Ký số ở cấp xã", *, live=True, themes=None, **fields) -> BroadcastPage:
    fields.setdefault("medium", "radio")
    page = station.add_child(instance=BroadcastPage(title=title, live=False, **fields))
    page.themes.set([factories.theme()] if themes is None else themes)
    page.save_revision()
    if live:
        page.latest_revision.publish()
        page.refresh_from_db()
    return page


def test_the_length_is_read_from_the_file(station):
    assert broadcast(station, media=media()).duration_seconds == 3


def test_what_the_library_knows_is_taken_before_the_file_is_read(station):
    assert broadcast(station, media=media(content=b"x", name="a.mp3", duration=61.2)).duration_seconds == 62


def test_a_typed_length_stands(station):
    assert broadcast(station, media=media(), duration_seconds=600).duration_seconds == 600


def test_without_a_readable_file_the_length_stays_open(station):
    found = media(content=b"nothing", name="a.mp3")
    found.file.storage.delete(found.file.name)
    assert broadcast(station, media=found).duration_seconds == 0


@pytest.mark.parametrize(("medium", "kind"), [("radio", "video"), ("tv", "audio")])
def test_the_wrong_kind_of_recording_gets_a_clear_message(station, medium, kind):
    page = BroadcastPage(title="Tin", slug="tin", medium=medium, media=media(kind), live=False)
    with pytest.raises(ValidationError) as refused:
        station.add_child(instance=page).full_clean()
    assert "MP" in refused.value.message_dict["media"][0]


@pytest.mark.parametrize(("medium", "kind"), [("radio", "audio"), ("tv", "video")])
def test_the_right_kind_is_taken(station, medium, kind):
    page = BroadcastPage(title="Tin", slug="tin", medium=medium, media=media(kind), live=False)
    station.add_child(instance=page).full_clean()


@pytest.mark.parametrize(("medium", "channel"), [("radio", "phat-thanh"), ("tv", "truyen-hinh")])
def test_a_published_work_is_counted_with_its_length_in_its_channel(station, medium, channel):
    kind = {"radio": "audio", "tv": "video"}[medium]
    page = broadcast(station, medium=medium, media=media(kind, duration=300))
    record = CoverageRecord.objects.get()
    assert (record.source, record.source_key, record.seconds) == ("broadcast", str(page.pk), 300)
    assert record.channel.code == channel
    assert record.organisation == station.organisation


def test_the_recording_of_an_episode_is_not_counted_again(station, column):
    actions.generate_episodes(series=column, until=date(2024, 1, 8), by=None, at=local(2024, 1, 1))
    episode = column.episodes.get()
    page = broadcast(station, media=media(), episode=episode)
    assert not CoverageRecord.objects.exists()
    actions.mark_aired(
        episode=episode,
        aired_at=episode.starts_at,
        seconds=900,
        proof="Nhật ký",
        by=None,
        at=local(2024, 1, 6),
    )
    record = CoverageRecord.objects.get()
    assert record.source == "episode"
    assert record.url == page.url
    page.unpublish()
    record.refresh_from_db()
    assert (record.stands, record.url) == (True, "")
    page.save_revision().publish()
    record.refresh_from_db()
    assert record.url == page.url


def test_readers_listen_and_read_along(client, station):
    evil = "<script>alert(1)</script>"
    page = broadcast(station, media=media(transcript=f"Kính chào quý vị {evil}"), lead="Lời dẫn")
    html = client.get(page.url).content.decode()
    assert '<audio controls preload="metadata">' in html
    assert f'<source src="{page.media.url}"' in html
    assert "Kính chào quý vị" in html
    assert evil not in html
    assert "3 giây" in html


def test_viewers_get_a_film_with_its_size_and_poster(client, station):
    found = media("video", content=b"x", name="a.mp4", duration=5, width=640, height=360)
    found.thumbnail.save("anh.jpg", ContentFile(b"x"))
    html = client.get(broadcast(station, medium="tv", media=found).url).content.decode()
    assert '<video controls preload="metadata" width="640" height="360"' in html
    assert f'poster="{found.thumbnail.url}"' in html


def test_the_form_offers_only_free_episodes_of_the_own_station(station, newspaper, column, editor, at_desk):
    actions.generate_episodes(series=column, until=date(2024, 1, 13), by=None, at=local(2024, 1, 1))
    taken, free = column.episodes.order_by("planned_for")
    broadcast(station, media=media(), episode=taken)
    url = reverse("wagtailadmin_pages:add", args=["newsroom_broadcasts", "broadcastpage", station.pk])
    offered = at_desk(editor).get(url).context["form"].fields["episode"].queryset
    assert list(offered) == [free]
    url = reverse("wagtailadmin_pages:add", args=["newsroom_broadcasts", "broadcastpage", newspaper.pk])
    boss = factories.user(is_superuser=True)
    assert not at_desk(boss).get(url).context["form"].fields["episode"].queryset.exists()


def test_words_of_the_transcript_are_found_without_marks(station):
    page = broadcast(station, media=media(), transcript="Đường dây nóng của huyện")
    assert page in list(BroadcastPage.objects.search("duong day nong"))


def test_the_content_api_tells_the_broadcast(client, station):
    page = broadcast(station, media=media(), transcript="Lời")
    data = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert (data["medium"], data["duration_seconds"], data["transcript"]) == ("radio", 3, "Lời")
