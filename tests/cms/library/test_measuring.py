"""The length of a sound is read from the file; what a person typed stands."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtailmedia.forms import get_media_form
from wagtailmedia.models import get_media_model

from newsroom.broadcasts.measuring import seconds_of
from tests import factories


def test_the_length_is_read_and_the_file_left_where_it_was(silence):
    file = io.BytesIO(silence(2.5))
    file.seek(7)
    assert seconds_of(file) == 2.5
    assert file.tell() == 7


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_sound_has_no_length(content):
    assert seconds_of(io.BytesIO(content)) is None


def saved(content, *, name="tin.wav", **fields):
    media_model = get_media_model()
    form = get_media_form(media_model)(
        {"title": "Bản tin", "duration": "", "transcript": "", "credit": "", "tags": "", **fields},
        {"file": SimpleUploadedFile(name, content)},
        instance=media_model(type="audio"),
        user=factories.user(is_superuser=True),
    )
    assert form.is_valid(), form.errors
    return form.save()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "0"])
def test_the_upload_form_fills_in_the_length(silence, typed):
    assert saved(silence(3), duration=typed).duration == 3


@pytest.mark.django_db
def test_a_typed_length_stands(silence):
    assert saved(silence(3), duration="42").duration == 42


@pytest.mark.django_db
def test_a_file_without_a_readable_length_is_still_kept():
    assert saved(b"ID3", name="tin.mp3").duration == 0
