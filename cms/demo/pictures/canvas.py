"""Paper, paint and people: what every scene of the demo is drawn with.

A sheet is 1280 × 720 units whatever its size in pixels. Colours are (red, green, blue). Nothing here reads a clock.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 720
SCALE = 2  # drawn twice as large, then reduced: smooth edges without an anti-aliasing brush

Colour = tuple[int, int, int]
Point = tuple[float, float]


def colour(text: str) -> Colour:
    """`"2F6F5E"` as a colour."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`a` with `share` (0 to 1) of `b` in it."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


WHITE, BLACK = (255, 255, 255), (24, 28, 34)


@dataclass(frozen=True)
class Palette:
    """Eight calm colours that go together; `light` and `deep` are the wall or sky, above and below."""

    light: Colour
    deep: Colour
    main: Colour
    warm: Colour
    accent: Colour
    ink: Colour
    soft: Colour
    wood: Colour

    @property
    def leaf(self) -> Colour:
        """Green whatever the palette, a little under its influence."""
        return mix((108, 158, 98), self.main, 0.2)


def _palette(text: str) -> Palette:
    return Palette(*(colour(part) for part in text.split()))


PALETTES = tuple(
    _palette(text)
    for text in (
        # light  deep   main   warm   accent ink    soft   wood
        "F7F0E3 E4EDE3 2F7262 F0B75F D46A4C 25403B BBD8C9 C89566",
        "E6F1F4 F6EFE2 2C6C8A F0AC6B D7655F 1E3B4C B7D6DF C99A6E",
        "FCEBDD F5DAC8 85505E EFB566 3F7F86 4A303C EBC6B1 B9805A",
        "F4ECF1 E8EFE8 65598A EBA9A6 4E8C7C 352F4C D3CCE4 BE9478",
        "EAF0F6 F7F3EA 3D5E91 F3C46D DF7A52 233350 C2D1E7 C79D72",
        "F0F5E1 FAF3E1 527F43 F1C35C C85C43 2E4327 CBDEB2 BF8E5E",
    )
)

SKINS = tuple(colour(text) for text in ("F2C9A5", "E9B98F", "DDA57B", "EFC19A"))
HAIRS = tuple(colour(text) for text in ("2B2624", "3A2E2A", "25282E", "473730"))
GREY_HAIR = colour("B9B4AE")


class Sheet:
    """A sheet of paper with brushes. Every measure is in units of 1280 × 720."""

    def __init__(self, palette: Palette, rng: random.Random):
        self.palette, self.rng = palette, rng
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), palette.light)
        self._draw = ImageDraw.Draw(self.image)

    def wash(self, top: Colour, bottom: Colour, y0: float = 0, y1: float = HEIGHT) -> None:
        """A vertical gradient over the whole width."""
        strip = Image.new("RGB", (1, 2))
        strip.putpixel((0, 0), top)
        strip.putpixel((0, 1), bottom)
        height = round((y1 - y0) * SCALE)
        ramp = strip.resize((1, height), Image.Resampling.BILINEAR)
        self.image.paste(ramp.resize((WIDTH * SCALE, height)), (0, round(y0 * SCALE)))

    def box(self, x: float, y: float, w: float, h: float, fill: Colour, r: float = 0) -> None:
        area = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        if r:
            self._draw.rounded_rectangle(area, min(r, w / 2, h / 2) * SCALE, fill)
        else:
            self._draw.rectangle(area, fill)

    def oval(self, cx: float, cy: float, rx: float, ry: float, fill: Colour) -> None:
        self._draw.ellipse(((cx - rx) * SCALE, (cy - ry) * SCALE, (cx + rx) * SCALE, (cy + ry) * SCALE), fill)

    def shape(self, points: Iterable[Point], fill: Colour) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed soft line through the points (Catmull-Rom)."""
        self.shape(_smooth(points), fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """A stroke with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill, round(width * SCALE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            r = width * SCALE / 2
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill)

    def arc(self, cx: float, cy: float, r: float, start: float, end: float, fill: Colour, width: float) -> None:
        """Part of a circle with round ends, angles in degrees clockwise from three o'clock."""
        outer = r + width / 2
        area = ((cx - outer) * SCALE, (cy - outer) * SCALE, (cx + outer) * SCALE, (cy + outer) * SCALE)
        self._draw.arc(area, start, end, fill, round(width * SCALE))
        for a in (radians(start), radians(end)):
            self.oval(cx + r * cos(a), cy + r * sin(a), width / 2, width / 2, fill)

    def veil(self, points: Iterable[Point], fill: Colour, strength: float) -> None:
        """A translucent shape: light from a window, a shadow on the ground."""
        points = list(points)
        left, top = (int(max(0, min(axis))) for axis in zip(*points, strict=True))
        right, bottom = (int(max(axis)) + 1 for axis in zip(*points, strict=True))
        mask = Image.new("L", (min(right, WIDTH) - left, min(bottom, HEIGHT) - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], round(255 * strength))
        large = mask.resize((mask.width * SCALE, mask.height * SCALE), Image.Resampling.BILINEAR)
        self.image.paste(fill, (left * SCALE, top * SCALE), large)

    def shade(self, cx: float, cy: float, rx: float, ry: float = 9, strength: float = 0.13) -> None:
        """The shadow under a thing that stands."""
        ring = [(cx + rx * cos(radians(a)), cy + ry * sin(radians(a))) for a in range(0, 360, 10)]
        self.veil(ring, self.palette.ink, strength)


def _smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    out: list[Point] = []
    count = len(points)
    for i in range(count):
        p0, p1, p2, p3 = (points[(i + k - 1) % count] for k in range(4))
        for step in range(steps):
            t = step / steps
            out.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return out
