"""Scenes under the sky, on land."""

from math import cos, pi, sin

from .canvas import HEIGHT, WHITE, WIDTH, Sheet, mix
from .people import areca, back, cloud, stander, tree

FLAG_RED, FLAG_YELLOW = (206, 56, 50), (250, 210, 76)


def sky(sheet: Sheet, horizon: float) -> None:
    p, rng = sheet.palette, sheet.rng
    sheet.wash(mix(p.soft, WHITE, 0.25), mix(p.light, p.warm, 0.16), 0, horizon)
    sheet.oval(rng.randrange(880, 1120), rng.randrange(120, 190), 62, 62, mix(p.warm, WHITE, 0.38))
    for _ in range(3):
        cloud(sheet, rng.randrange(80, 1200), rng.randrange(60, 190), rng.randrange(46, 88), mix(p.light, WHITE, 0.6))


def _hedge(sheet: Sheet, y: float, size: float, tone) -> None:
    """The bamboo and fruit trees around a village, far off."""
    x = -40
    while x < WIDTH + 60:
        r = size * sheet.rng.uniform(0.6, 1.15)
        sheet.oval(x, y, r, r * 0.72, tone)
        x += r * 1.05
    sheet.box(0, y, WIDTH, size, tone)


def _house(sheet: Sheet, x: float, y: float, w: float, wall, roof) -> None:
    """A delta house; (x, y) is the left end of its foot."""
    p = sheet.palette
    h = w * 0.34
    sheet.box(x, y - h, w, h, wall)
    sheet.shape(
        [(x - w * 0.07, y - h), (x + w * 0.1, y - h * 1.85), (x + w * 0.9, y - h * 1.85), (x + w * 1.07, y - h)], roof
    )
    sheet.box(x - w * 0.07, y - h - 3, w * 1.14, 6, mix(roof, p.ink, 0.2), 3)
    for i in (0.12, 0.66):
        sheet.box(x + w * i, y - h * 0.76, w * 0.2, h * 0.42, mix(p.soft, p.main, 0.45), 3)
    sheet.box(x + w * 0.42, y - h * 0.78, w * 0.16, h * 0.78, mix(p.wood, p.ink, 0.15), 3)


def _flag(sheet: Sheet, x: float, y: float, height: float) -> None:
    sheet.line([(x, y), (x, y - height)], mix(sheet.palette.ink, WHITE, 0.5), 5)
    sheet.oval(x, y - height - 3, 6, 6, FLAG_YELLOW)
    top = y - height + 6
    sheet.blob(
        [(x + 3, top), (x + 34, top + 5), (x + 70, top - 2), (x + 70, top + 44), (x + 34, top + 52), (x + 3, top + 46)],
        FLAG_RED,
    )
    star = []
    for i in range(10):
        r = 14 if i % 2 == 0 else 5.6
        a = -pi / 2 + i * pi / 5
        star.append((x + 36 + r * cos(a), top + 25 + r * sin(a)))
    sheet.shape(star, FLAG_YELLOW)


def rice_field(sheet: Sheet) -> None:
    """A commune office behind its rice fields."""
    p, rng = sheet.palette, sheet.rng
    horizon = 400
    sky(sheet, horizon)
    green = p.leaf
    _hedge(sheet, 372, 62, mix(green, p.soft, 0.5))
    _hedge(sheet, 396, 40, mix(green, p.soft, 0.18))
    wall, roof = mix(p.warm, WHITE, 0.42), mix(p.accent, p.wood, 0.25)
    x = 420
    sheet.box(x, 258, 430, 152, wall)
    sheet.box(x + 150, 236, 130, 174, mix(wall, WHITE, 0.35))
    sheet.shape([(x - 22, 262), (x + 24, 212), (x + 406, 212), (x + 452, 262)], roof)
    sheet.shape([(x + 132, 244), (x + 215, 186), (x + 298, 244)], mix(roof, p.ink, 0.14))
    sheet.box(x, 330, 430, 8, mix(wall, p.wood, 0.35))
    for row in (278, 350):
        for i in (14, 56, 98, 300, 342, 384):
            sheet.box(x + i, row, 30, 38, mix(p.soft, p.main, 0.4), 3)
            sheet.box(x + i, row + 16, 30, 3, WHITE)
    sheet.box(x + 186, 330, 58, 80, mix(p.wood, p.ink, 0.1), 4)
    sheet.box(x + 212, 330, 5, 80, mix(p.wood, WHITE, 0.3))
    sheet.box(x + 170, 290, 90, 18, p.accent, 5)
    _flag(sheet, x - 92, 412, 226)
    tree(sheet, x - 176, 414, 128, green)
    tree(sheet, x + 520, 414, 142, mix(green, p.ink, 0.08))
    for ax in (x + 606, x + 664, x - 286):
        areca(sheet, ax, 412, rng.randrange(150, 190), mix(green, p.ink, 0.12))
    field = rng.choice(((226, 190, 92), (150, 186, 92), (186, 196, 96)))
    sheet.wash(mix(field, green, 0.42), mix(field, WHITE, 0.04), 408, HEIGHT)
    sheet.box(0, 404, WIDTH, 12, mix(green, p.ink, 0.16))
    for i in range(-16, 34):
        far, near = 300 + i * 40, 640 + (i - 8.5) * 150
        sheet.shape(
            [(far, 418), (far + 5, 418), (near + 34, 722), (near, 722)], mix(field, green, 0.26 if i % 2 else 0.4)
        )
    for y, h in ((452, 5), (512, 9)):
        sheet.box(0, y, WIDTH, h, mix(green, field, 0.35))
    sheet.shape([(628, 414), (642, 414), (770, 722), (520, 722)], mix(p.light, p.wood, 0.28))
    for bx, by, s in ((250, 566, 1.0), (318, 600, 1.25), (1010, 548, 0.9)):
        sheet.blob([(bx - 24 * s, by), (bx - 4 * s, by - 14 * s), (bx + 20 * s, by - 4 * s), (bx, by + 9 * s)], WHITE)
        sheet.line([(bx + 14 * s, by - 5 * s), (bx + 22 * s, by - 22 * s)], WHITE, 4 * s)
        sheet.line([(bx + 22 * s, by - 22 * s), (bx + 33 * s, by - 20 * s)], p.warm, 3 * s)
        sheet.line([(bx, by + 6 * s), (bx, by + 24 * s)], mix(p.ink, field, 0.4), 2.5 * s)
    stander(sheet, 640 + rng.randrange(-16, 16), 664, 30, p.accent, hat=True)


def loudspeaker(sheet: Sheet) -> None:
    """The loudspeaker of a hamlet at sunrise."""
    p, rng = sheet.palette, sheet.rng
    sky(sheet, 720)
    green = p.leaf
    _hedge(sheet, 566, 84, mix(green, p.soft, 0.55))
    _hedge(sheet, 604, 56, mix(green, p.soft, 0.2))
    for x, w, t in ((40, 260, 0.1), (880, 300, 0.3), (1120, 240, 0.05)):
        _house(sheet, x, 640, w, mix(p.warm, WHITE, 0.5 + t / 2), mix(p.accent, p.wood, 0.2 + t))
    for x in (22, 118, 872, 1216):
        areca(sheet, x, 648, rng.randrange(220, 300), mix(green, p.ink, 0.14))
    sheet.box(0, 636, WIDTH, 84, mix(green, (206, 206, 120), 0.4))
    sheet.box(0, 636, WIDTH, 8, mix(green, (206, 206, 120), 0.1))
    px = 560
    pole = mix(p.soft, p.ink, 0.38)
    for y0, sag in ((150, 46), (176, 52)):
        left = [(px - i * 70, y0 + 20 - sag * (i / 8) * (1 - i / 8) * -4 * 0.5 - i * 8) for i in range(9)]
        right = [(px + i * 90, y0 + 20 + sag * (i / 8) * (1 - i / 8) * 2 - i * 8) for i in range(9)]
        sheet.line(left, mix(p.ink, p.soft, 0.35), 3)
        sheet.line(right, mix(p.ink, p.soft, 0.35), 3)
    sheet.shape([(px - 15, 120), (px + 15, 120), (px + 24, 700), (px - 24, 700)], pole)
    sheet.shape([(px + 3, 120), (px + 15, 120), (px + 24, 700), (px + 6, 700)], mix(pole, p.ink, 0.14))
    sheet.box(px - 62, 160, 124, 14, mix(p.wood, p.ink, 0.2), 4)
    for side, y in ((1, 262), (-1, 330)):
        cone = mix(p.soft, WHITE, 0.4) if side < 0 else p.warm
        x = px + side * 16
        sheet.line([(px, y), (x + side * 40, y)], mix(p.ink, WHITE, 0.2), 12)
        sheet.shape(
            [(x + side * 36, y - 20), (x + side * 150, y - 72), (x + side * 150, y + 72), (x + side * 36, y + 20)], cone
        )
        sheet.shape(
            [(x + side * 36, y + 4), (x + side * 150, y + 20), (x + side * 150, y + 72), (x + side * 36, y + 20)],
            mix(cone, p.ink, 0.1),
        )
        sheet.oval(x + side * 150, y, 20, 72, mix(cone, p.ink, 0.26))
        sheet.oval(x + side * 153, y, 11, 44, mix(cone, p.ink, 0.5))
        sheet.box(min(x + side * 8, x + side * 42), y - 24, 34, 48, mix(p.ink, WHITE, 0.16), 8)
        for i in range(3):
            mid = 0 if side > 0 else 180
            sheet.arc(x + side * 150, y, 74 + i * 44, mid - 30, mid + 30, mix(p.accent, p.light, 0.1 + 0.25 * i), 9)
    for i in range(4):
        bx = 770 + i * 46 + rng.randrange(-8, 8)
        by = 132 + i * 10 - 8
        sheet.blob([(bx - 12, by), (bx + 2, by - 9), (bx + 14, by - 2), (bx, by + 6)], mix(p.ink, p.soft, 0.15))
    stander(sheet, 268, 690, 34, p.accent, hat=True)
    stander(sheet, 332, 694, 32, p.main)


def meeting(sheet: Sheet) -> None:
    """People of a hamlet meet under the banyan tree."""
    p, rng = sheet.palette, sheet.rng
    sky(sheet, 460)
    green = p.leaf
    _hedge(sheet, 420, 70, mix(green, p.soft, 0.5))
    sheet.wash(mix(p.wood, p.light, 0.62), mix(p.wood, p.light, 0.45), 452, HEIGHT)
    roof = mix(p.accent, p.wood, 0.3)
    sheet.box(700, 330, 470, 140, mix(p.warm, WHITE, 0.5))
    for x in (716, 806, 926, 1046, 1134):
        sheet.box(x, 330, 20, 140, mix(p.wood, p.ink, 0.05))
    sheet.box(834, 352, 84, 118, mix(p.wood, p.ink, 0.25), 3)
    sheet.box(956, 352, 84, 118, mix(p.wood, p.ink, 0.25), 3)
    sheet.shape(
        [(640, 342), (700, 322), (770, 232), (1100, 232), (1170, 322), (1230, 342), (1190, 346), (680, 346)], roof
    )
    sheet.box(764, 224, 342, 14, mix(roof, p.ink, 0.2), 6)
    sheet.box(660, 466, 560, 14, mix(p.light, p.wood, 0.3), 4)
    bark = mix(p.wood, p.ink, 0.3)
    sheet.blob([(190, 520), (228, 420), (216, 250), (300, 250), (300, 410), (350, 524), (270, 506)], bark)
    for root in (196, 236, 300, 336):
        sheet.line([(root + (260 - root) * 0.25, 300), (root, 510)], mix(bark, p.light, 0.12), 7)
    for cx, cy, r in ((120, 210, 120), (270, 130, 160), (430, 200, 130), (200, 250, 110), (360, 262, 110)):
        sheet.oval(cx, cy, r, r * 0.74, mix(green, p.ink, 0.1))
    for cx, cy, r in ((100, 186, 84), (250, 96, 110), (416, 172, 84), (310, 210, 70)):
        sheet.oval(cx, cy, r, r * 0.62, mix(green, WHITE, 0.1))
    sheet.shade(280, 540, 330, 40, 0.14)
    sheet.box(566, 476, 150, 12, mix(p.wood, WHITE, 0.3), 4)
    sheet.box(578, 488, 10, 60, mix(p.wood, p.ink, 0.15))
    sheet.box(694, 488, 10, 60, mix(p.wood, p.ink, 0.15))
    sheet.box(612, 446, 40, 30, p.accent, 12)
    sheet.arc(654, 460, 10, -80, 80, p.accent, 5)
    sheet.line([(616, 456), (600, 448)], p.accent, 6)
    sheet.oval(632, 446, 5, 5, mix(p.accent, p.ink, 0.2))
    sheet.box(668, 460, 16, 16, WHITE, 4)
    stander(sheet, 520, 560, 40, p.main, arm=0.85, face=True)
    shirts = (p.warm, mix(p.main, WHITE, 0.45), p.accent, p.ink, mix(p.soft, WHITE, 0.1), mix(p.accent, WHITE, 0.4))
    for row, (y, u, xs) in enumerate(((640, 46, range(150, 1240, 150)), (716, 58, range(70, 1280, 186)))):
        for x in xs:
            cx = x + rng.randrange(-12, 12)
            sheet.box(cx - u * 0.95, y - u * 0.9, u * 1.9, u * 1.6, mix(p.main, p.ink, 0.3 + 0.1 * row), 8)
            back(sheet, cx, y - u * 0.1, u, rng.choice(shirts), hat=rng.random() < 0.28, long=rng.random() < 0.35)
            sheet.box(cx - u * 0.95, y - u * 0.42, u * 1.9, u * 1.5, mix(p.main, WHITE, 0.12 * (1 - row)), 10)


def notice_board(sheet: Sheet) -> None:
    """A notice board with its own little roof, a reader and a bicycle."""
    p, rng = sheet.palette, sheet.rng
    sky(sheet, 560)
    green = p.leaf
    _hedge(sheet, 500, 90, mix(green, p.soft, 0.5))
    _hedge(sheet, 546, 52, mix(green, p.soft, 0.2))
    sheet.wash(mix(p.light, p.wood, 0.36), mix(p.light, p.wood, 0.24), 570, HEIGHT)
    sheet.box(0, 566, WIDTH, 10, mix(green, p.ink, 0.1))
    post = mix(p.wood, p.ink, 0.22)
    for x in (338, 900):
        sheet.shade(x + 12, 640, 44, 9)
        sheet.box(x, 150, 24, 490, post, 4)
    sheet.box(318, 176, 626, 340, mix(p.wood, p.ink, 0.06), 8)
    sheet.box(340, 198, 582, 296, mix(p.main, WHITE, 0.2), 4)
    roof = mix(p.accent, p.wood, 0.2)
    sheet.shape([(268, 176), (338, 96), (924, 96), (994, 176)], roof)
    for i in range(13):
        sheet.shape(
            [(338 + i * 45, 96), (344 + i * 45, 96), (282 + i * 54, 176), (272 + i * 54, 176)], mix(roof, p.ink, 0.1)
        )
    sheet.box(258, 170, 746, 14, mix(roof, p.ink, 0.24), 7)
    papers = ((362, 220, 150, 196), (536, 214, 170, 120), (536, 350, 170, 124), (730, 222, 166, 166))
    for i, (x, y, w, h) in enumerate(papers):
        sheet.box(x + 5, y + 6, w, h, mix(p.main, p.ink, 0.15), 3)
        sheet.box(x, y, w, h, WHITE if i % 2 == 0 else mix(p.light, WHITE, 0.3), 3)
        sheet.oval(x + w / 2, y + 8, 8, 8, p.accent if i % 2 else p.warm)
        sheet.box(x + 16, y + 26, w * 0.6, 13, (p.main, p.accent, p.main, p.ink)[i], 6)
        if i == 3:
            for gx in range(9):
                for gy in range(9):
                    corner = (gx < 3 or gx > 5) and (gy < 3 or gy > 5) and not (gx > 5 and gy > 5)
                    ring = corner and not ((gx % 6 == 1) and (gy % 6 == 1))
                    if ring or (not corner and rng.random() < 0.48):
                        sheet.box(x + 34 + gx * 11, y + 52 + gy * 11, 10.5, 10.5, p.ink)
        else:
            for k in range(int((h - 64) / 20)):
                sheet.box(
                    x + 16, y + 54 + k * 20, (w - 32) * (0.62 if k % 3 == 2 else 1), 7, mix(p.soft, WHITE, 0.15), 3
                )
    sheet.box(740, 412, 146, 56, mix(p.warm, WHITE, 0.25), 4)
    sheet.box(756, 428, 92, 8, mix(p.warm, p.ink, 0.4), 4)
    sheet.box(756, 446, 64, 8, mix(p.warm, p.ink, 0.3), 4)
    bx, by = 1044, 600
    metal = mix(p.ink, p.main, 0.3)
    sheet.shade(bx + 60, by + 62, 150, 10)
    for wx in (bx, bx + 140):
        sheet.arc(wx, by, 58, 0, 360, metal, 7)
        sheet.oval(wx, by, 7, 7, metal)
    sheet.line([(bx, by), (bx + 44, by - 70), (bx + 116, by - 74), (bx + 62, by), (bx, by)], p.accent, 8)
    sheet.line([(bx + 44, by - 70), (bx + 62, by)], p.accent, 8)
    sheet.line([(bx + 140, by), (bx + 110, by - 100), (bx + 86, by - 104)], p.accent, 8)
    sheet.line([(bx + 44, by - 70), (bx + 38, by - 92)], metal, 7)
    sheet.box(bx + 14, by - 102, 50, 14, metal, 7)
    sheet.shape(
        [(bx + 122, by - 84), (bx + 176, by - 84), (bx + 168, by - 36), (bx + 128, by - 36)], mix(p.wood, WHITE, 0.25)
    )
    stander(sheet, 476 + rng.randrange(-30, 30), 688, 56, mix(p.soft, WHITE, 0.1), hat=rng.random() < 0.6, arm=0.8)
    stander(sheet, 640 + rng.randrange(-20, 20), 694, 54, p.accent, hat=rng.random() < 0.25)
