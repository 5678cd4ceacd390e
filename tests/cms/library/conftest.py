"""Short real sound: a WAV of silence, made by the standard library."""

import io
import wave

import pytest


@pytest.fixture
def silence():
    """The bytes of a WAV file of so many seconds."""

    def _silence(seconds: float) -> bytes:
        out = io.BytesIO()
        with wave.open(out, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(1)
            sound.setframerate(8000)
            sound.writeframes(b"\x80" * int(8000 * seconds))
        return out.getvalue()

    return _silence
