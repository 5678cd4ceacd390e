"""Scenes under a roof: counters, a hall, a studio, a desk."""

from math import sin

from .canvas import HEIGHT, WHITE, WIDTH, Sheet, mix
from .people import back, bust, plant


def _room(sheet: Sheet, floor: float = 560) -> None:
    p = sheet.palette
    sheet.wash(p.light, mix(p.light, p.deep, 0.9), 0, floor)
    sheet.box(0, floor, WIDTH, HEIGHT - floor, mix(p.deep, p.wood, 0.34))
    sheet.box(0, floor - 12, WIDTH, 12, mix(p.light, p.soft, 0.75))


def _window(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    p = sheet.palette
    sheet.box(x - 10, y - 10, w + 20, h + 20, WHITE, 10)
    sheet.box(x, y, w, h, mix(p.soft, WHITE, 0.55), 4)
    sheet.box(x, y + h * 0.66, w, h * 0.34, mix(p.leaf, (206, 216, 120), 0.4))
    sheet.oval(x + w * 0.3, y + h * 0.66, w * 0.16, h * 0.13, mix(p.leaf, p.ink, 0.12))
    sheet.oval(x + w * 0.62, y + h * 0.68, w * 0.22, h * 0.1, mix(p.leaf, p.ink, 0.04))
    sheet.box(x, y + h * 0.68, w, h * 0.32, mix(p.leaf, (214, 216, 120), 0.5))
    sheet.oval(x + w * 0.76, y + h * 0.26, 24, 24, mix(p.warm, WHITE, 0.3))
    sheet.box(x + w / 2 - 4, y, 8, h, WHITE)
    sheet.box(x, y + h * 0.42, w, 7, WHITE)
    sheet.box(x - 18, y + h + 8, w + 36, 14, mix(WHITE, p.soft, 0.35), 5)


def _clock(sheet: Sheet, x: float, y: float, r: float) -> None:
    p = sheet.palette
    sheet.oval(x, y, r, r, p.main)
    sheet.oval(x, y, r - 7, r - 7, WHITE)
    sheet.line([(x, y - r * 0.5), (x, y), (x + r * 0.36, y + r * 0.2)], p.ink, 4)


def _shirt(sheet: Sheet, n: int):
    p = sheet.palette
    return (p.accent, p.main, p.warm, mix(p.soft, WHITE, 0.2), mix(p.ink, p.main, 0.4), mix(p.accent, WHITE, 0.45))[
        n % 6
    ]


def one_stop(sheet: Sheet) -> None:
    """Một cửa: three desks behind one counter, people before it."""
    p, rng = sheet.palette, sheet.rng
    _room(sheet, 585)
    _window(sheet, 82, 110, 230, 250)
    sheet.veil([(82, 380), (312, 380), (560, 720), (220, 720)], WHITE, 0.2)
    _clock(sheet, 1170, 140, 46)
    for i, x in enumerate((500, 745, 990)):
        sheet.line([(x - 50, 0), (x - 50, 96)], mix(p.soft, p.ink, 0.25), 4)
        sheet.line([(x + 50, 0), (x + 50, 96)], mix(p.soft, p.ink, 0.25), 4)
        sheet.box(x - 82, 90, 164, 62, p.ink, 12)
        sheet.oval(x - 46, 121, 15, 15, p.warm)
        sheet.box(x - 18, 108, 78, 9, mix(p.ink, WHITE, 0.75), 4)
        sheet.box(x - 18, 125, 48, 9, mix(p.ink, WHITE, 0.45), 4)
        bust(sheet, x, 482, 84, mix(p.soft, WHITE, (0.5, 0.25, 0.6)[i]), long=(i + rng.randrange(2)) % 2 == 0)
    sheet.box(390, 452, 890, 30, mix(p.wood, WHITE, 0.28), 8)
    sheet.box(405, 482, 875, 160, p.main)
    sheet.box(405, 482, 875, 14, mix(p.main, p.ink, 0.3))
    for x in (622, 867, 1112):
        sheet.box(x - 3, 496, 6, 146, mix(p.main, p.ink, 0.18))
    for x in (500, 745, 990):
        sheet.box(x - 52, 540, 104, 10, mix(p.main, WHITE, 0.32), 5)
        sheet.box(x - 34, 562, 68, 10, mix(p.main, WHITE, 0.2), 5)
    for x in (592, 838, 1082):
        sheet.box(x - 48, 388, 92, 60, mix(p.ink, WHITE, 0.12), 8)
        sheet.box(x - 8, 446, 14, 8, p.ink)
    sheet.box(432, 440, 52, 12, WHITE, 2)
    sheet.box(690, 438, 54, 14, mix(p.warm, WHITE, 0.3), 2)
    sheet.box(395, 636, 885, 14, mix(p.main, p.ink, 0.4))
    plant(sheet, 340, 640, 105)
    back(sheet, 560 + rng.randrange(-14, 14), 720, 96, _shirt(sheet, rng.choice((0, 2, 3, 5))), long=rng.random() < 0.5)
    back(sheet, 985 + rng.randrange(-14, 14), 720, 96, _shirt(sheet, rng.choice((0, 2, 3, 5))), hat=rng.random() < 0.35)


def computer(sheet: Sheet) -> None:
    """A desk; on the screen the form of an online public service, its steps half done."""
    p, rng = sheet.palette, sheet.rng
    sheet.wash(p.light, p.deep)
    sheet.oval(640, 330, 470, 330, mix(p.soft, p.light, 0.45))
    sheet.oval(190, 150, 46, 46, mix(p.warm, WHITE, 0.35))
    sheet.box(0, 575, WIDTH, 145, mix(p.wood, WHITE, 0.3))
    sheet.box(0, 575, WIDTH, 12, mix(p.wood, WHITE, 0.52))
    sheet.shape([(570, 520), (710, 520), (732, 590), (548, 590)], mix(p.ink, WHITE, 0.55))
    sheet.box(500, 584, 280, 16, mix(p.ink, WHITE, 0.4), 8)
    sheet.box(330, 110, 620, 420, p.ink, 22)
    sheet.box(348, 128, 584, 372, WHITE, 10)
    sheet.box(348, 128, 584, 54, p.main, 10)
    sheet.box(348, 160, 584, 22, p.main)
    sheet.oval(378, 155, 14, 14, p.warm)
    sheet.box(402, 150, 150, 11, mix(p.main, WHITE, 0.7), 5)
    sheet.box(812, 145, 96, 21, mix(p.main, WHITE, 0.25), 10)
    done = rng.randrange(1, 4)
    for i in range(4):
        x = 430 + i * 140
        if i:
            sheet.box(x - 122, 218, 104, 6, p.main if i <= done else mix(p.soft, WHITE, 0.3), 3)
        sheet.oval(x, 221, 20, 20, p.main if i <= done else mix(p.soft, WHITE, 0.25))
        if i <= done:
            sheet.line([(x - 8, 221), (x - 2, 227), (x + 9, 214)], WHITE, 4)
    for i in range(3):
        y = 272 + i * 56
        sheet.box(384, y - 2, 90 + 30 * (i % 2), 9, mix(p.ink, WHITE, 0.55), 4)
        sheet.box(384, y + 14, 300, 28, mix(p.soft, WHITE, 0.62), 6)
        sheet.box(396, y + 24, 120 + rng.randrange(90), 8, mix(p.ink, WHITE, 0.35), 4)
    sheet.box(720, 270, 176, 156, mix(p.soft, WHITE, 0.7), 10)
    sheet.box(752, 290, 80, 104, WHITE, 4)
    for i in range(4):
        sheet.box(764, 306 + i * 18, 56 - 14 * (i % 2), 6, mix(p.soft, p.ink, 0.15), 3)
    sheet.oval(838, 392, 28, 28, p.warm)
    sheet.line([(826, 392), (835, 401), (851, 382)], WHITE, 6)
    sheet.box(720, 446, 176, 34, p.accent, 17)
    sheet.box(764, 459, 88, 8, WHITE, 4)
    sheet.box(430, 622, 420, 52, mix(p.light, p.soft, 0.55), 12)
    for row in range(2):
        for i in range(14):
            sheet.box(446 + i * 28, 632 + row * 18, 20, 11, WHITE, 4)
    sheet.box(886, 626, 44, 60, mix(p.light, p.soft, 0.5), 22)
    sheet.box(905, 634, 6, 14, p.soft, 3)
    plant(sheet, 208, 612, 118)
    x = 1070
    sheet.box(x - 44, 520, 88, 92, p.accent, 14)
    sheet.arc(x + 48, 562, 24, -80, 80, p.accent, 12)
    sheet.box(x - 44, 520, 88, 14, mix(p.accent, WHITE, 0.28), 7)
    for i in (-16, 8):
        steam = mix(p.light, p.soft, 0.85)
        sheet.arc(x + i, 492, 12, -60, 60, steam, 5)
        sheet.arc(x + i + 12, 471, 12, 120, 240, steam, 5)


def hall(sheet: Sheet) -> None:
    """A conference hall from its last row."""
    p, rng = sheet.palette, sheet.rng
    sheet.wash(mix(p.main, p.ink, 0.35), mix(p.main, p.ink, 0.1))
    sheet.box(140, 60, 1000, 380, mix(p.light, p.soft, 0.25), 8)
    for side in (0, 1):
        for i in range(5):
            x = i * 42 if not side else WIDTH - (i + 1) * 42
            sheet.box(x, 0, 42, 480, mix(p.accent, p.ink, 0.08 + 0.13 * (i % 2)))
    sheet.box(0, 0, WIDTH, 44, mix(p.accent, p.ink, 0.22))
    for i in range(16):
        sheet.oval(40 + i * 80, 44, 40, 17, mix(p.accent, p.ink, 0.22))
    sheet.box(330, 104, 420, 250, WHITE, 8)
    sheet.box(362, 134, 190, 14, p.main, 7)
    sheet.box(362, 160, 130, 9, p.soft, 4)
    base = [70, 92, 84, 118, 140]
    for i, h in enumerate(base):
        h += rng.randrange(-14, 20)
        sheet.box(376 + i * 68, 330 - h, 40, h, p.warm if i == 4 else mix(p.main, WHITE, 0.35), 5)
    sheet.box(0, 430, WIDTH, 60, mix(p.wood, p.ink, 0.12))
    sheet.box(0, 430, WIDTH, 10, mix(p.wood, WHITE, 0.25))
    bust(sheet, 900, 372, 74, mix(p.ink, p.main, 0.25), tie=True, long=rng.random() < 0.4)
    sheet.shape([(812, 330), (988, 330), (966, 452), (834, 452)], mix(p.wood, WHITE, 0.18))
    sheet.box(800, 320, 200, 18, mix(p.wood, WHITE, 0.42), 6)
    sheet.oval(900, 390, 22, 22, p.warm)
    sheet.line([(866, 322), (872, 292)], p.ink, 5)
    sheet.oval(873, 288, 8, 10, p.ink)
    plant(sheet, 1050, 448, 74)
    plant(sheet, 262, 448, 74)
    for row, (y, u, count) in enumerate(((566, 52, 11), (642, 64, 9), (748, 82, 7))):
        step = WIDTH / count
        for i in range(count + 1):
            x = (i + (0.5 if row % 2 else 0.02)) * step + rng.randrange(-6, 7)
            shirt = mix(_shirt(sheet, rng.randrange(6)), p.ink, 0.34 - 0.12 * row)
            back(sheet, x, y + 8, u, shirt, long=rng.random() < 0.4)
        sheet.box(0, y + 4, WIDTH, 82, mix(p.main, p.ink, 0.5 - 0.08 * row))
        for i in range(count + 1):
            sheet.box(i * step - 3, y + 4, 6, 82, mix(p.main, p.ink, 0.62 - 0.08 * row))


def post_office(sheet: Sheet) -> None:
    """A post office: parcels on shelves, a letter with its stamp, a clerk."""
    p, rng = sheet.palette, sheet.rng
    _room(sheet, 600)
    sheet.box(92, 96, 470, 400, mix(p.wood, p.light, 0.42), 8)
    for row in range(3):
        y = 112 + row * 126
        sheet.box(108, y, 438, 108, mix(p.wood, p.ink, 0.1), 4)
        x = 120
        while x < 470:
            w, h = rng.randrange(52, 96), rng.randrange(44, 92)
            tone = mix(p.wood, WHITE, rng.choice((0.2, 0.36, 0.5)))
            sheet.box(x, y + 108 - h, w, h, tone, 4)
            sheet.box(x + w / 2 - 6, y + 108 - h, 12, h, mix(tone, p.accent, 0.35))
            sheet.box(x + 8, y + 108 - h * 0.45, w * 0.3, h * 0.22, WHITE, 2)
            x += w + 9
        sheet.box(100, y + 106, 454, 10, mix(p.wood, WHITE, 0.34), 3)
    sheet.oval(860, 196, 128, 128, mix(p.warm, WHITE, 0.25))
    sheet.box(780, 146, 160, 104, WHITE, 8)
    sheet.line([(784, 152), (860, 210), (936, 152)], p.accent, 7)
    sheet.line([(784, 246), (834, 196)], mix(p.accent, WHITE, 0.5), 5)
    sheet.line([(936, 246), (886, 196)], mix(p.accent, WHITE, 0.5), 5)
    bust(sheet, 726, 500, 92, p.warm, long=rng.random() < 0.6)
    plant(sheet, 1190, 494, 84)
    sheet.box(0, 492, WIDTH, 30, mix(p.wood, WHITE, 0.3), 6)
    sheet.box(0, 522, WIDTH, 198, p.main)
    sheet.box(0, 522, WIDTH, 14, mix(p.main, p.ink, 0.28))
    sheet.box(0, 572, WIDTH, 16, mix(p.main, p.warm, 0.8))
    for i in range(7):
        sheet.box(90 + i * 190, 612, 96, 60, mix(p.main, WHITE, 0.14), 6)
        sheet.line([(94 + i * 190, 618), (138 + i * 190, 646), (182 + i * 190, 618)], p.main, 5)
    sheet.box(842, 428, 150, 16, p.ink, 6)
    sheet.box(852, 444, 130, 48, mix(p.ink, WHITE, 0.2), 8)
    sheet.box(900, 456, 62, 24, mix(p.soft, WHITE, 0.4), 4)
    sheet.box(862, 352, 108, 76, mix(p.wood, WHITE, 0.3), 5)
    sheet.box(908, 352, 16, 76, mix(p.accent, WHITE, 0.2))
    sheet.box(560, 480, 84, 14, WHITE, 2)
    sheet.box(568, 470, 84, 12, mix(p.warm, WHITE, 0.5), 2)
    back(
        sheet, 1080 + rng.randrange(-20, 20), 722, 104, _shirt(sheet, rng.choice((0, 2, 3, 5))), hat=rng.random() < 0.4
    )


def studio(sheet: Sheet) -> None:
    """A television studio: two presenters, a camera and its light."""
    p, rng = sheet.palette, sheet.rng
    sheet.wash(mix(p.ink, p.main, 0.35), mix(p.ink, p.main, 0.75))
    sheet.box(170, 78, 940, 400, mix(p.main, WHITE, 0.12), 18)
    sheet.wash(mix(p.ink, p.main, 0.75), mix(p.ink, p.main, 0.55), 478, 720)
    sheet.box(186, 94, 908, 368, mix(p.main, p.soft, 0.4), 10)
    sheet.oval(940, 196, 66, 66, mix(p.warm, WHITE, 0.15))
    back_tone = mix(p.main, p.soft, 0.4)
    x = 186
    while x < 1094:
        w, h = rng.randrange(38, 84), rng.randrange(30, 104)
        w = min(w, 1094 - x)
        sheet.box(x, 400 - h, w, h, mix(back_tone, p.ink, 0.1))
        x += w + rng.randrange(8, 30)
    for i in range(3):
        y = 372 + i * 32
        crest = [(186 + k * 22.7, y + 13 * sin(k / 5.2 + i * 1.7)) for k in range(41)]
        sheet.shape([(186, 462), *crest, (1094, 462)], mix(back_tone, p.ink, 0.16 + 0.12 * i))
    for x, shirt, long in ((500, p.accent, True), (790, mix(p.ink, p.main, 0.3), False)):
        bust(sheet, x, 540, 100, shirt, long=long, tie=not long)
    sheet.shade(645, 668, 400, 16, 0.3)
    sheet.box(316, 530, 660, 132, mix(p.ink, p.main, 0.5), 10)
    for i in range(22):
        sheet.box(330 + i * 29, 546, 17, 104, mix(p.main, p.soft, 0.12 if i % 2 else 0.26), 5)
    sheet.box(316, 648, 660, 14, p.warm, 6)
    sheet.box(560, 556, 172, 80, mix(p.light, WHITE, 0.5), 14)
    sheet.oval(604, 596, 20, 20, p.accent)
    sheet.box(636, 580, 70, 11, p.ink, 5)
    sheet.box(636, 602, 48, 9, mix(p.ink, WHITE, 0.5), 4)
    sheet.box(286, 508, 720, 28, WHITE, 14)
    for x in (456, 746):
        sheet.box(x, 496, 92, 14, mix(p.soft, WHITE, 0.5), 3)
    dark = mix(p.ink, (10, 12, 18), 0.55)
    sheet.line([(128, 560), (64, 740)], dark, 14)
    sheet.line([(128, 560), (128, 740)], dark, 14)
    sheet.line([(128, 560), (192, 740)], dark, 14)
    sheet.box(24, 430, 190, 122, dark, 16)
    sheet.box(206, 456, 62, 70, mix(dark, WHITE, 0.1), 8)
    sheet.oval(268, 491, 20, 36, mix(p.soft, dark, 0.3))
    sheet.box(54, 394, 110, 30, dark, 10)
    sheet.oval(56, 458, 8, 8, (226, 84, 74))
    sheet.line([(1216, 740), (1216, 236)], dark, 12)
    sheet.shape([(1140, 126), (1250, 160), (1226, 272), (1116, 236)], dark)
    sheet.shape([(1138, 134), (1128, 232), (1112, 228), (1124, 128)], mix(p.warm, WHITE, 0.7))
