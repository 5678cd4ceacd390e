"""The scene by the sea."""

from .canvas import HEIGHT, WHITE, Sheet, mix
from .outdoor import FLAG_RED, sky
from .people import stander


def harbour(sheet: Sheet) -> None:
    """Fishing boats at the quay."""
    p, rng = sheet.palette, sheet.rng
    sky(sheet, 400)
    sea = mix(p.main, (84, 150, 178), 0.55)
    sheet.wash(mix(sea, WHITE, 0.5), mix(sea, p.ink, 0.12), 372, HEIGHT)
    sheet.box(0, 368, 420, 8, mix(p.main, p.soft, 0.5), 4)
    _lighthouse(sheet, 176, 372)
    for i in range(26):
        y = 392 + i * 11
        x, w = rng.randrange(-60, 1240), rng.randrange(40, 150)
        sheet.box(x, y, w, 3 + i * 0.08, mix(sea, WHITE, 0.42 - i * 0.008), 2)
    for x, y, s in ((622, 424, 0.4), (1186, 404, 0.28)):
        _boat(sheet, x, y, s)
    _boat(sheet, 360 + rng.randrange(-30, 30), 560, 1.0)
    _boat(sheet, 900 + rng.randrange(-30, 30), 590, 1.12)
    sheet.shape([(0, 650), (1280, 628), (1280, 720), (0, 720)], mix(p.light, p.wood, 0.4))
    sheet.shape([(0, 650), (1280, 628), (1280, 640), (0, 662)], mix(p.light, p.wood, 0.2))
    for x in (120, 640, 1170):
        sheet.box(x, 616, 26, 42, mix(p.ink, p.wood, 0.35), 8)
    for x, tone in ((240, p.accent), (306, p.warm), (274, p.main)):
        y = 640 if tone != p.main else 596
        sheet.box(x, y, 60, 42, mix(p.wood, WHITE, 0.25), 6)
        sheet.oval(x + 30, y + 4, 26, 9, mix(tone, WHITE, 0.4))
    stander(sheet, 520, 704, 36, p.accent, hat=True, arm=0.4)
    stander(sheet, 1060, 700, 34, mix(p.soft, WHITE, 0.3))


def _lighthouse(sheet: Sheet, x: float, y: float) -> None:
    p = sheet.palette
    sheet.shape([(x - 26, y), (x - 15, y - 170), (x + 15, y - 170), (x + 26, y)], WHITE)
    for i in (0.2, 0.6):
        a, b = y - 170 * i, y - 170 * (i + 0.2)
        sheet.shape(
            [(x - 26 + 11 * i, a), (x - 26 + 11 * (i + 0.2), b), (x + 26 - 11 * (i + 0.2), b), (x + 26 - 11 * i, a)],
            p.accent,
        )
    sheet.box(x - 20, y - 182, 40, 12, p.ink, 3)
    sheet.box(x - 12, y - 208, 24, 28, mix(p.warm, WHITE, 0.3))
    sheet.shape([(x - 18, y - 206), (x, y - 228), (x + 18, y - 206)], p.ink)


def _boat(sheet: Sheet, x: float, y: float, s: float) -> None:
    p = sheet.palette
    hull = sheet.rng.choice((p.main, p.accent, mix(p.main, p.ink, 0.3)))
    sheet.line([(x - 20 * s, y - 60 * s), (x - 20 * s, y - 240 * s)], mix(p.wood, p.ink, 0.3), 8 * s)
    sheet.line([(x - 20 * s, y - 230 * s), (x + 150 * s, y - 70 * s)], mix(p.wood, p.ink, 0.2), 3 * s)
    sheet.line([(x - 20 * s, y - 230 * s), (x - 170 * s, y - 66 * s)], mix(p.wood, p.ink, 0.2), 3 * s)
    _pennant = [(x - 18 * s, y - 240 * s), (x + 34 * s, y - 226 * s), (x - 18 * s, y - 208 * s)]
    sheet.shape(_pennant, FLAG_RED)
    sheet.box(x + 20 * s, y - 128 * s, 112 * s, 72 * s, mix(p.light, WHITE, 0.5), 6 * s)
    sheet.box(x + 10 * s, y - 138 * s, 132 * s, 16 * s, p.warm, 6 * s)
    for i in range(3):
        sheet.box(x + (32 + i * 34) * s, y - 112 * s, 22 * s, 24 * s, mix(p.soft, p.main, 0.4), 3 * s)
    sheet.shape(
        [(x - 200 * s, y - 84 * s), (x - 150 * s, y - 60 * s), (x + 160 * s, y - 60 * s), (x + 210 * s, y - 90 * s),
         (x + 160 * s, y + 20 * s), (x - 140 * s, y + 20 * s)],
        hull,
    )  # fmt: skip
    sheet.shape(
        [(x - 200 * s, y - 84 * s), (x - 150 * s, y - 60 * s), (x + 160 * s, y - 60 * s), (x + 210 * s, y - 90 * s),
         (x + 200 * s, y - 66 * s), (x + 166 * s, y - 42 * s), (x - 152 * s, y - 42 * s), (x - 190 * s, y - 62 * s)],
        p.warm,
    )  # fmt: skip
    sheet.box(x - 150 * s, y + 14 * s, 310 * s, 8 * s, mix(p.soft, WHITE, 0.4), 4 * s)
