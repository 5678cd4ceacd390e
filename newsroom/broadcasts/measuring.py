"""How long a sound or a film lasts, read from the file itself. Pure: no framework."""

from typing import BinaryIO

import mutagen


def seconds_of(file: BinaryIO) -> float | None:
    """Length in seconds of an audio or video file, or None when the file does not tell.

    Leaves the file's position where it was. Reads mp3, mp4/m4a, ogg, flac, wav; does not decode anything.
    """
    position = file.tell()
    try:
        file.seek(0)
        parsed = mutagen.File(file)
    except mutagen.MutagenError:
        return None
    finally:
        file.seek(position)
    length = getattr(getattr(parsed, "info", None), "length", None)
    return round(float(length), 2) if length else None
