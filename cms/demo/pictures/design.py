"""Two scenes that are pure design: the chart and the telephone."""

from .canvas import HEIGHT, WHITE, Sheet, mix
from .people import plant, stander


def chart(sheet: Sheet) -> None:
    """An index: bars, a line, a ring."""
    p, rng = sheet.palette, sheet.rng
    sheet.wash(p.light, p.deep)
    sheet.oval(230, 600, 420, 260, mix(p.soft, p.light, 0.45))
    sheet.oval(1120, 130, 260, 220, mix(p.soft, p.light, 0.6))
    sheet.box(186, 98, 650, 500, mix(p.soft, p.ink, 0.1), 26)
    sheet.box(180, 88, 650, 500, WHITE, 26)
    sheet.box(224, 128, 220, 18, p.ink, 9)
    sheet.box(224, 160, 140, 11, mix(p.soft, p.ink, 0.1), 5)
    for i in range(5):
        sheet.box(224, 226 + i * 72, 562, 2, mix(p.soft, WHITE, 0.45))
    tops = []
    level = rng.randrange(96, 130)
    for i in range(7):
        level = min(296, level + rng.randrange(6, 42))
        x = 246 + i * 78
        sheet.box(x, 514 - level, 44, level, p.warm if i == 6 else mix(p.main, WHITE, 0.52 - 0.06 * i), 9)
        sheet.box(x, 500, 44, 14, p.warm if i == 6 else mix(p.main, WHITE, 0.52 - 0.06 * i))
        sheet.box(x + 6, 532, 32, 9, mix(p.soft, p.ink, 0.08), 4)
        tops.append((x + 22, 514 - level - 34))
    sheet.line(tops, p.accent, 6)
    for x, y in tops:
        sheet.oval(x, y, 10, 10, p.accent)
        sheet.oval(x, y, 5, 5, WHITE)
    sheet.box(886, 96, 250, 250, mix(p.soft, p.ink, 0.1), 26)
    sheet.box(880, 88, 250, 250, WHITE, 26)
    share = rng.randrange(230, 320)
    sheet.arc(1005, 206, 76, 0, 360, mix(p.soft, WHITE, 0.4), 30)
    sheet.arc(1005, 206, 76, -90, -90 + share, p.main, 30)
    sheet.box(972, 196, 66, 20, p.ink, 10)
    sheet.box(886, 384, 250, 214, mix(p.soft, p.ink, 0.1), 26)
    sheet.box(880, 374, 250, 214, WHITE, 26)
    for i, tone in enumerate((p.main, p.warm, p.accent)):
        y = 412 + i * 54
        sheet.oval(918, y + 9, 13, 13, tone)
        sheet.box(946, y - 2, rng.randrange(70, 120), 9, mix(p.ink, WHITE, 0.45), 4)
        sheet.box(946, y + 14, 150, 10, mix(p.soft, WHITE, 0.5), 5)
        sheet.box(946, y + 14, rng.randrange(80, 146), 10, tone, 5)
    sheet.wash(mix(p.wood, WHITE, 0.34), mix(p.wood, WHITE, 0.26), 650, HEIGHT)
    plant(sheet, 90, 666, 96)
    stander(sheet, 1196, 686, 62, p.main, arm=1.0, turn=-1)


def telephone(sheet: Sheet) -> None:
    """A hand, a telephone, and what one can do with it."""
    p, rng = sheet.palette, sheet.rng
    sheet.wash(p.light, p.deep)
    sheet.oval(640, 380, 400, 340, mix(p.soft, p.light, 0.35))
    sheet.oval(640, 380, 300, 256, mix(p.soft, p.light, 0.05))
    skin = (236, 190, 150)
    sheet.blob(
        [(560, 760), (520, 620), (500, 480), (552, 420), (640, 440), (790, 470), (800, 560), (770, 660), (762, 760)],
        skin,
    )
    sheet.box(510, 76, 262, 520, p.ink, 40)
    sheet.box(526, 94, 230, 484, WHITE, 28)
    sheet.box(526, 94, 230, 104, p.main, 28)
    sheet.box(526, 150, 230, 48, p.main)
    sheet.box(600, 106, 82, 14, p.ink, 7)
    sheet.oval(566, 160, 20, 20, p.warm)
    sheet.box(598, 146, 110, 11, WHITE, 5)
    sheet.box(598, 166, 74, 8, mix(p.main, WHITE, 0.5), 4)
    for i in range(6):
        x, y = 546 + (i % 3) * 66, 220 + (i // 3) * 78
        tone = (p.warm, p.soft, mix(p.accent, WHITE, 0.4), mix(p.main, WHITE, 0.5), mix(p.warm, WHITE, 0.5), p.soft)[i]
        sheet.box(x, y, 56, 50, tone, 14)
        sheet.oval(x + 28, y + 22, 11, 11, WHITE)
        sheet.box(x + 6, y + 57, 44, 6, mix(p.soft, p.ink, 0.1), 3)
    sheet.box(546, 384, 190, 74, mix(p.soft, WHITE, 0.5), 14)
    sheet.oval(580, 421, 20, 20, p.main)
    sheet.line([(571, 421), (578, 428), (590, 413)], WHITE, 5)
    sheet.box(612, 406, 100, 9, p.ink, 4)
    sheet.box(612, 426, 70, 8, mix(p.soft, p.ink, 0.12), 4)
    sheet.box(546, 476, 190, 42, p.accent, 21)
    sheet.box(598, 493, 86, 9, WHITE, 4)
    for y, length in ((430, 66), (490, 72), (548, 64)):
        sheet.line([(790, y + 16), (790 - length + 34, y)], skin, 40)
    sheet.line([(516, 560), (506, 470), (526, 400)], skin, 46)
    sheet.oval(527, 394, 17, 20, mix(skin, WHITE, 0.35))
    badges = [(270, 210, p.warm), (1010, 190, p.accent), (230, 470, p.accent), (1050, 460, p.main)]
    rng.shuffle(badges)
    for i, (x, y, tone) in enumerate(badges):
        sheet.oval(x + 5, y + 8, 78, 78, mix(p.soft, p.ink, 0.1))
        sheet.oval(x, y, 78, 78, WHITE)
        if i == 0:
            sheet.box(x - 36, y - 24, 72, 48, tone, 6)
            sheet.line([(x - 32, y - 18), (x, y + 8), (x + 32, y - 18)], WHITE, 6)
        elif i == 1:
            sheet.shape([(x - 42, y - 2), (x, y - 40), (x + 42, y - 2)], tone)
            sheet.box(x - 30, y - 4, 60, 38, mix(tone, WHITE, 0.35))
            sheet.box(x - 9, y + 8, 18, 26, WHITE, 3)
        elif i == 2:
            sheet.box(x - 28, y - 38, 56, 76, tone, 8)
            for k in range(3):
                sheet.box(x - 17, y - 20 + k * 17, 34 if k < 2 else 20, 7, WHITE, 3)
        else:
            sheet.shape(
                [(x, y - 40), (x + 34, y - 26), (x + 30, y + 12), (x, y + 40), (x - 30, y + 12), (x - 34, y - 26)], tone
            )
            sheet.line([(x - 14, y), (x - 3, y + 11), (x + 16, y - 12)], WHITE, 8)
