"""People, plants and other things that stand in more than one scene."""

from .canvas import GREY_HAIR, HAIRS, SKINS, WHITE, Colour, Sheet, colour, mix


def looks(sheet: Sheet) -> tuple[Colour, Colour]:
    """A skin and a hair."""
    hair = GREY_HAIR if sheet.rng.random() < 0.1 else sheet.rng.choice(HAIRS)
    return sheet.rng.choice(SKINS), hair


def bust(sheet: Sheet, x: float, y: float, u: float, shirt: Colour, *, long: bool = False, tie: bool = False):
    """A person from the waist up, facing us. (x, y) is the middle of the lower edge; u is the height of the head."""
    skin, hair = looks(sheet)
    top = y - 2.45 * u
    dark = mix(shirt, sheet.palette.ink, 0.16)
    if long:
        sheet.box(x - 0.50 * u, top + 0.25 * u, u, 1.30 * u, mix(hair, WHITE, 0.04), 0.4 * u)
    body = [
        (x - 0.98 * u, y), (x - 0.92 * u, y - 0.85 * u), (x - 0.62 * u, y - 1.18 * u), (x - 0.2 * u, y - 1.34 * u),
        (x + 0.2 * u, y - 1.34 * u), (x + 0.62 * u, y - 1.18 * u), (x + 0.92 * u, y - 0.85 * u), (x + 0.98 * u, y),
    ]  # fmt: skip
    sheet.shape(body, shirt)
    sheet.oval(x - 0.64 * u, y - 0.86 * u, 0.30 * u, 0.33 * u, shirt)
    sheet.oval(x + 0.64 * u, y - 0.86 * u, 0.30 * u, 0.33 * u, shirt)
    sheet.line([(x - 0.60 * u, y), (x - 0.57 * u, y - 0.55 * u)], dark, 0.035 * u)
    sheet.line([(x + 0.60 * u, y), (x + 0.57 * u, y - 0.55 * u)], dark, 0.035 * u)
    sheet.box(x - 0.17 * u, y - 1.62 * u, 0.34 * u, 0.42 * u, mix(skin, sheet.palette.ink, 0.12), 0.14 * u)
    sheet.shape([(x - 0.2 * u, y - 1.36 * u), (x + 0.2 * u, y - 1.36 * u), (x, y - 1.02 * u)], skin)
    sheet.shape([(x - 0.22 * u, y - 1.38 * u), (x - 0.34 * u, y - 1.26 * u), (x, y - 0.98 * u)], WHITE)
    sheet.shape([(x + 0.22 * u, y - 1.38 * u), (x + 0.34 * u, y - 1.26 * u), (x, y - 0.98 * u)], WHITE)
    if tie:
        tip = [(x - 0.08 * u, y - 1.05 * u), (x + 0.08 * u, y - 1.05 * u), (x + 0.1 * u, y - 0.3 * u), (x, y - 0.2 * u)]
        sheet.shape([*tip, (x - 0.1 * u, y - 0.3 * u)], sheet.palette.accent)
    head(sheet, x, top + 0.5 * u, u, skin, hair, long=long)


def head(sheet: Sheet, x: float, cy: float, u: float, skin: Colour, hair: Colour, *, long: bool = False) -> None:
    """A calm face without features; the hair tells people apart."""
    sheet.oval(x, cy - 0.12 * u, 0.44 * u, 0.43 * u, hair)
    sheet.oval(x - 0.41 * u, cy + 0.08 * u, 0.07 * u, 0.11 * u, skin)
    sheet.oval(x + 0.41 * u, cy + 0.08 * u, 0.07 * u, 0.11 * u, skin)
    sheet.blob(
        [(x - 0.385 * u, cy - 0.06 * u), (x, cy - 0.2 * u), (x + 0.385 * u, cy - 0.06 * u),
         (x + 0.36 * u, cy + 0.2 * u), (x + 0.18 * u, cy + 0.44 * u), (x, cy + 0.49 * u),
         (x - 0.18 * u, cy + 0.44 * u), (x - 0.36 * u, cy + 0.2 * u)],
        skin,
    )  # fmt: skip
    if long:
        fringe = [(x - 0.40 * u, cy + 0.18 * u), (x - 0.36 * u, cy - 0.2 * u), (x + 0.02 * u, cy - 0.36 * u),
                  (x + 0.36 * u, cy - 0.2 * u), (x + 0.40 * u, cy + 0.18 * u), (x + 0.27 * u, cy - 0.06 * u),
                  (x - 0.06 * u, cy - 0.2 * u), (x - 0.28 * u, cy - 0.04 * u)]  # fmt: skip
    else:
        fringe = [(x - 0.42 * u, cy + 0.02 * u), (x - 0.40 * u, cy - 0.3 * u), (x, cy - 0.5 * u),
                  (x + 0.40 * u, cy - 0.3 * u), (x + 0.42 * u, cy + 0.02 * u), (x + 0.3 * u, cy - 0.17 * u),
                  (x, cy - 0.22 * u), (x - 0.26 * u, cy - 0.14 * u)]  # fmt: skip
    sheet.blob(fringe, hair)


def back(sheet: Sheet, x: float, y: float, u: float, shirt: Colour, *, hat: bool = False, long: bool = False):
    """A person from behind, from the waist up; (x, y) as for `bust`. `hat` is a conical hat (nón lá)."""
    skin, hair = looks(sheet)
    sheet.blob(
        [(x - 0.98 * u, y + 0.2 * u), (x - 0.92 * u, y - 0.8 * u), (x - 0.5 * u, y - 1.24 * u), (x, y - 1.34 * u),
         (x + 0.5 * u, y - 1.24 * u), (x + 0.92 * u, y - 0.8 * u), (x + 0.98 * u, y + 0.2 * u), (x, y + 0.25 * u)],
        shirt,
    )  # fmt: skip
    sheet.box(x - 0.16 * u, y - 1.6 * u, 0.32 * u, 0.36 * u, mix(skin, sheet.palette.ink, 0.1), 0.1 * u)
    sheet.oval(x, y - 1.97 * u, 0.43 * u, 0.49 * u, hair)
    if long:
        sheet.box(x - 0.36 * u, y - 2.0 * u, 0.72 * u, 1.12 * u, hair, 0.3 * u)
    if hat:
        conical(sheet, x, y - 2.0 * u, u)


def conical(sheet: Sheet, x: float, y: float, u: float) -> None:
    """A nón lá; (x, y) is the middle of its brim."""
    straw = colour("F0D8A6")
    sheet.shape([(x - 0.85 * u, y), (x, y - 0.72 * u), (x + 0.85 * u, y)], straw)
    sheet.shape(
        [(x, y - 0.72 * u), (x + 0.85 * u, y), (x + 0.18 * u, y + 0.08 * u)], mix(straw, sheet.palette.wood, 0.3)
    )
    sheet.oval(x, y, 0.85 * u, 0.11 * u, mix(straw, sheet.palette.wood, 0.22))


def stander(
    sheet: Sheet,
    x: float,
    y: float,
    u: float,
    shirt: Colour,
    *,
    hat: bool = False,
    arm: float = 0.0,
    turn: int = 1,
    face: bool = False,
) -> None:
    """A whole person, feet at (x, y), five heads tall, from behind or with its `face` to us.

    `arm` (0 to 1) lifts the arm on the side of `turn` (1 is the right of the picture).
    """
    ink, shoes = sheet.palette.ink, mix(sheet.palette.ink, WHITE, 0.12)
    legs = mix(ink, WHITE, 0.2)
    sheet.shade(x, y, 0.95 * u, 0.16 * u)
    for side in (-1, 1):
        sheet.line([(x + side * 0.22 * u, y - 2.4 * u), (x + side * 0.24 * u, y - 0.2 * u)], legs, 0.4 * u)
        sheet.oval(x + side * 0.27 * u, y - 0.06 * u, 0.25 * u, 0.11 * u, shoes)
    skin, hair = looks(sheet)
    dark = mix(shirt, ink, 0.14)
    shoulder = y - 4.45 * u
    rest, lifted = x - turn * 0.62 * u, x + turn * 0.6 * u
    sheet.line([(rest, shoulder + 0.2 * u), (rest - turn * 0.1 * u, y - 2.75 * u)], dark, 0.32 * u)
    sheet.oval(rest - turn * 0.12 * u, y - 2.6 * u, 0.15 * u, 0.17 * u, skin)
    sheet.blob(
        [(x - 0.62 * u, y - 2.2 * u), (x - 0.66 * u, shoulder + 0.35 * u), (x - 0.4 * u, shoulder - 0.02 * u),
         (x, shoulder - 0.1 * u), (x + 0.4 * u, shoulder - 0.02 * u), (x + 0.66 * u, shoulder + 0.35 * u),
         (x + 0.62 * u, y - 2.2 * u), (x, y - 2.14 * u)],
        shirt,
    )  # fmt: skip
    hand = (lifted + turn * (0.15 + 0.7 * arm) * u, y - (2.75 + 1.9 * arm) * u)
    elbow = (lifted + turn * (0.12 + 0.3 * arm) * u, y - (3.5 + 0.2 * arm) * u)
    sheet.line([(lifted, shoulder + 0.22 * u), elbow, hand], dark, 0.32 * u)
    sheet.oval(*hand, 0.16 * u, 0.17 * u, skin)
    sheet.box(x - 0.15 * u, shoulder - 0.3 * u, 0.3 * u, 0.36 * u, mix(skin, ink, 0.1))
    if face:
        sheet.shape(
            [(x - 0.2 * u, shoulder - 0.06 * u), (x + 0.2 * u, shoulder - 0.06 * u), (x, shoulder + 0.3 * u)], skin
        )
        head(sheet, x, shoulder - 0.56 * u, 0.96 * u, skin, hair)
    else:
        sheet.oval(x, shoulder - 0.62 * u, 0.41 * u, 0.47 * u, hair)
    if hat:
        conical(sheet, x, shoulder - 0.7 * u, u)


def plant(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A potted plant; (x, y) is the middle of the pot's foot."""
    leaf = sheet.palette.leaf
    for tip, bend in ((-0.66, 1.0), (0.66, 0.98), (-0.4, 1.3), (0.42, 1.26), (0.02, 1.48)):
        end = (x + tip * size, y - bend * size)
        mid = (x + tip * 0.5 * size, y - (bend * 0.5 + 0.3) * size)
        across = (0.10 * size * (bend - 0.4), 0.13 * size * tip)
        tone = mix(leaf, WHITE, 0.16) if tip < 0 else leaf
        sheet.blob(
            [(x, y - 0.42 * size), (mid[0] - across[0], mid[1] - across[1]), end,
             (mid[0] + across[0], mid[1] + across[1])],
            tone,
        )  # fmt: skip
    pot = sheet.palette.accent
    sheet.shape(
        [
            (x - 0.32 * size, y - 0.5 * size),
            (x + 0.32 * size, y - 0.5 * size),
            (x + 0.24 * size, y),
            (x - 0.24 * size, y),
        ],
        pot,
    )
    sheet.box(x - 0.36 * size, y - 0.58 * size, 0.72 * size, 0.13 * size, mix(pot, WHITE, 0.14), 4)


def tree(sheet: Sheet, x: float, y: float, size: float, tone: Colour) -> None:
    """A round tree."""
    sheet.box(
        x - 0.06 * size, y - 0.6 * size, 0.12 * size, 0.6 * size, mix(sheet.palette.wood, sheet.palette.ink, 0.2), 3
    )
    sheet.oval(x, y - 0.95 * size, 0.46 * size, 0.46 * size, tone)
    sheet.oval(x - 0.28 * size, y - 0.76 * size, 0.3 * size, 0.28 * size, tone)
    sheet.oval(x + 0.28 * size, y - 0.76 * size, 0.3 * size, 0.28 * size, mix(tone, sheet.palette.ink, 0.07))
    sheet.oval(x - 0.14 * size, y - 1.08 * size, 0.2 * size, 0.18 * size, mix(tone, WHITE, 0.12))


def areca(sheet: Sheet, x: float, y: float, size: float, tone: Colour) -> None:
    """An areca palm, as before every house of the delta."""
    trunk = mix(sheet.palette.wood, sheet.palette.soft, 0.35)
    sheet.line([(x, y), (x + 0.02 * size, y - size)], trunk, 0.045 * size)
    top = (x + 0.02 * size, y - size)
    for dx, dy in ((-0.36, 0.02), (0.36, 0.02), (-0.27, -0.2), (0.27, -0.2), (-0.34, 0.2), (0.34, 0.2)):
        end = (top[0] + dx * size, top[1] + dy * size)
        mid = (top[0] + dx * 0.55 * size, top[1] + (dy - 0.1) * 0.7 * size)
        sheet.blob([top, (mid[0], mid[1] - 0.045 * size), end, (mid[0], mid[1] + 0.035 * size)], tone)


def cloud(sheet: Sheet, x: float, y: float, size: float, tone: Colour) -> None:
    sheet.box(x - size, y - 0.2 * size, 2 * size, 0.42 * size, tone, 0.21 * size)
    sheet.oval(x - 0.3 * size, y - 0.2 * size, 0.45 * size, 0.36 * size, tone)
    sheet.oval(x + 0.32 * size, y - 0.12 * size, 0.36 * size, 0.28 * size, tone)
