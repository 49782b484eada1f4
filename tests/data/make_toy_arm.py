#!/usr/bin/env python3
"""Writes tests/data/toy_arm/*.obj: a small made-up upper body with two arms, for tests and for machines without a real body.

Shapes are tubes and plates of our own with the rough proportions of an adult; they are no measurement of anybody. Metres, +X the
subject's left, +Y up, +Z anterior. The left side is the exact mirror image of the right, so that mirror laws can be tested on it.
"""
import math
import os

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "toy_arm")


def sub(a, b): return tuple(x - y for x, y in zip(a, b))
def add(a, b): return tuple(x + y for x, y in zip(a, b))
def mul(a, s): return tuple(x * s for x in a)
def dot(a, b): return sum(x * y for x, y in zip(a, b))
def cross(a, b): return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a):
    length = math.sqrt(dot(a, a)) or 1.0
    return mul(a, 1 / length)


class Mesh:
    def __init__(self):
        self.points, self.faces = [], []

    def tube(self, path, radii, sides=14, flat=1.0, flat_axis=(0, 0, 1)):
        """A closed tube along a path; flat < 1 squeezes the section along flat_axis."""
        start = len(self.points)
        tangent = [unit(sub(path[min(i + 1, len(path) - 1)], path[max(i - 1, 0)])) for i in range(len(path))]
        side = cross(tangent[0], flat_axis)
        if dot(side, side) < 1e-6:
            side = cross(tangent[0], (1, 0, 0))
        side = unit(side)
        rings = []
        for i, centre in enumerate(path):
            side = unit(sub(side, mul(tangent[i], dot(side, tangent[i]))))
            up = cross(tangent[i], side)
            ring = []
            for k in range(sides):
                turn = 2 * math.pi * k / sides
                offset = add(mul(side, radii[i] * math.cos(turn)), mul(up, radii[i] * flat * math.sin(turn)))
                ring.append(len(self.points))
                self.points.append(add(centre, offset))
            rings.append(ring)
        for a, b in zip(rings, rings[1:]):
            for k in range(sides):
                n = (k + 1) % sides
                self.faces += [(a[k], a[n], b[n]), (a[k], b[n], b[k])]
        for ring, tip, outward in ((rings[0], path[0], -1), (rings[-1], path[-1], 1)):
            at = 0 if outward < 0 else -1
            cap = len(self.points)
            self.points.append(add(tip, mul(tangent[at], outward * 0.5 * radii[at])))
            for k in range(sides):
                n = (k + 1) % sides
                self.faces.append((ring[n], ring[k], cap) if outward < 0 else (ring[k], ring[n], cap))
        return start

    def ball(self, centre, radius, rows=9, sides=14):
        path = [add(centre, (0, -radius * math.cos(math.pi * i / rows), 0)) for i in range(1, rows)]
        radii = [radius * math.sin(math.pi * i / rows) for i in range(1, rows)]
        self.tube(path, radii, sides)

    def write(self, name, mirror):
        sign = -1 if mirror else 1
        with open(os.path.join(OUT, name + ".obj"), "w", encoding="utf-8") as file:
            file.write("# toy arm of SMRT Atlas, made by make_toy_arm.py; CC BY-SA 4.0\n")
            for x, y, z in self.points:
                file.write("v %.5f %.5f %.5f\n" % (sign * x + 0.0, y, z))
            for a, b, c in self.faces:
                corner = (a, c, b) if mirror else (a, b, c)
                file.write("f %d %d %d\n" % tuple(i + 1 for i in corner))


def curve(points, count=20):
    """Catmull-Rom line through the points."""
    out = []
    padded = [points[0]] + list(points) + [points[-1]]
    pieces = len(points) - 1
    for i in range(count):
        place = i / (count - 1) * pieces
        k = min(int(place), pieces - 1)
        t = place - k
        p0, p1, p2, p3 = padded[k:k + 4]
        out.append(tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
                         for a, b, c, d in zip(p0, p1, p2, p3)))
    return out


def spindle(thin, thick, count=20, start=0.0):
    return [thin + (thick - thin) * math.sin(math.pi * max(0.0, (i / (count - 1) - start) / (1 - start))) ** 1.2 for i in range(count)]


# Right arm (x negative). Main points.
HEAD, ELBOW, WRIST = (-0.163, 1.314, 0.072), (-0.209, 1.052, 0.066), (-0.256, 0.812, 0.115)
ACROMION, CORACOID, GLENOID = (-0.160, 1.344, 0.058), (-0.134, 1.323, 0.100), (-0.141, 1.308, 0.064)
INFERIOR, SUPERIOR, ROOT = (-0.095, 1.185, 0.006), (-0.074, 1.335, 0.027), (-0.058, 1.300, 0.012)


def humerus():
    m = Mesh()
    m.ball(HEAD, 0.0235)
    m.tube(curve([(-0.172, 1.300, 0.076), (-0.190, 1.230, 0.074), (-0.203, 1.150, 0.070), (-0.208, 1.075, 0.067)]),
           [0.017] * 2 + [0.012] * 14 + [0.013, 0.015, 0.016, 0.016])
    m.ball((-0.183, 1.306, 0.080), 0.010)
    m.ball((-0.166, 1.309, 0.093), 0.008)
    m.tube([(-0.178, 1.050, 0.067), (-0.195, 1.050, 0.067), (-0.209, 1.052, 0.067), (-0.225, 1.050, 0.068), (-0.240, 1.053, 0.062)],
           [0.006, 0.011, 0.010, 0.011, 0.006])
    return m


def ulna():
    m = Mesh()
    m.tube(curve([(-0.2095, 1.058, 0.046), (-0.211, 1.030, 0.056), (-0.219, 0.960, 0.072), (-0.231, 0.880, 0.097), (-0.238, 0.818, 0.114)]),
           [0.010, 0.011, 0.012] + [0.009] * 10 + [0.007] * 7)
    m.ball((-0.211, 1.030, 0.072), 0.008)
    return m


def radius():
    m = Mesh()
    m.tube(curve([(-0.231, 1.033, 0.071), (-0.230, 1.004, 0.077), (-0.247, 0.930, 0.090), (-0.262, 0.870, 0.103), (-0.264, 0.815, 0.117)]),
           [0.011, 0.010] + [0.0075] * 13 + [0.010, 0.012, 0.014, 0.015, 0.014])
    m.ball((-0.226, 1.004, 0.079), 0.006)
    m.ball((-0.276, 0.810, 0.118), 0.006)
    return m


def scapula():
    m = Mesh()
    for a, b, r in ((ROOT, INFERIOR, 0.006), (SUPERIOR, INFERIOR, 0.005), (GLENOID, INFERIOR, 0.008), (GLENOID, SUPERIOR, 0.006)):
        m.tube([add(a, mul(sub(b, a), i / 9)) for i in range(10)], [r] * 10)
    for t in (0.2, 0.4, 0.6, 0.8):  # the blade: bars between the two borders
        a, b = add(SUPERIOR, mul(sub(INFERIOR, SUPERIOR), t)), add(GLENOID, mul(sub(INFERIOR, GLENOID), t))
        m.tube([add(a, mul(sub(b, a), i / 5)) for i in range(6)], [0.009] * 6, flat=0.35, flat_axis=(0, 1, 0))
    m.tube(curve([ROOT, (-0.110, 1.318, 0.010), (-0.150, 1.338, 0.030), ACROMION], 12), [0.006] * 8 + [0.008] * 4)
    m.tube(curve([(-0.125, 1.320, 0.066), (-0.122, 1.334, 0.085), CORACOID], 8), [0.008] * 8)
    m.ball(GLENOID, 0.010)
    return m


def clavicle():
    m = Mesh()
    m.tube(curve([(-0.014, 1.318, 0.132), (-0.060, 1.328, 0.132), (-0.110, 1.344, 0.088), (-0.143, 1.346, 0.067)]), [0.010] + [0.007] * 18 + [0.008])
    return m


def hand():
    m = Mesh()
    m.tube([(-0.258, 0.795, 0.120), (-0.262, 0.765, 0.128), (-0.268, 0.725, 0.136), (-0.270, 0.700, 0.140)], [0.022, 0.032, 0.036, 0.030],
           flat=0.35, flat_axis=(0.6, 0.2, -0.75))
    return m


def rib(height, reach):
    m = Mesh()
    m.tube(curve([(-0.022, height + 0.03, -0.030), (-0.085, height + 0.02, -0.020), (-reach, height, 0.050), (-0.085, height - 0.02, 0.140),
                  (-0.030, height - 0.025, 0.165)], 24), [0.006] * 24)
    return m


def soft(points, thin, thick, count=20, flat=1.0, axis=(0, 0, 1), start=0.0):
    m = Mesh()
    m.tube(curve(points, count), spindle(thin, thick, count, start), flat=flat, flat_axis=axis)
    return m


def sleeve():
    """The arm's part of the skin."""
    return curve([(-0.120, 1.330, 0.070), (-0.175, 1.310, 0.074), (-0.200, 1.200, 0.072), (-0.210, 1.052, 0.066), (-0.238, 0.930, 0.090),
                  WRIST, (-0.268, 0.725, 0.136), (-0.272, 0.690, 0.142)], 30), \
        [0.050, 0.058, 0.062, 0.060, 0.056, 0.052, 0.050, 0.049, 0.048, 0.047, 0.046, 0.045, 0.044, 0.043, 0.043, 0.043, 0.041, 0.039, 0.037,
         0.034, 0.032, 0.030, 0.030, 0.032, 0.036, 0.040, 0.042, 0.042, 0.038, 0.024]


PAIRED = {
    "humerus": humerus, "ulna": ulna, "radius": radius, "scapula": scapula, "clavicle": clavicle,
    "third metacarpal bone": hand,
    "third rib": lambda: rib(1.262, 0.115), "fourth rib": lambda: rib(1.232, 0.120), "fifth rib": lambda: rib(1.202, 0.123),
    "long head of biceps brachii": lambda: soft([(-0.146, 1.319, 0.072), (-0.163, 1.332, 0.090), (-0.176, 1.290, 0.098), (-0.196, 1.180, 0.098),
                                                (-0.208, 1.090, 0.090), (-0.2255, 1.006, 0.081)], 0.003, 0.016, 24, start=0.2),
    "short head of biceps brachii": lambda: soft([(-0.134, 1.321, 0.104), (-0.158, 1.250, 0.106), (-0.183, 1.160, 0.104), (-0.204, 1.080, 0.092),
                                                 (-0.2235, 1.007, 0.083)], 0.003, 0.015, 24),
    "brachialis": lambda: soft([(-0.203, 1.180, 0.084), (-0.208, 1.120, 0.088), (-0.210, 1.070, 0.086), (-0.211, 1.022, 0.080)], 0.004, 0.016),
    "long head of triceps brachii": lambda: soft([(-0.140, 1.296, 0.056), (-0.175, 1.220, 0.044), (-0.196, 1.130, 0.044), (-0.2095, 1.056, 0.040)],
                                                0.004, 0.017),
    "lateral head of triceps brachii": lambda: soft([(-0.192, 1.250, 0.064), (-0.214, 1.180, 0.050), (-0.216, 1.110, 0.045), (-0.211, 1.054, 0.040)],
                                                   0.004, 0.014),
    "acromial part of deltoid": lambda: soft([(-0.164, 1.347, 0.060), (-0.198, 1.325, 0.070), (-0.212, 1.260, 0.075), (-0.206, 1.200, 0.074)],
                                            0.005, 0.016, flat=0.7),
    "pectoralis minor": lambda: soft([(-0.085, 1.205, 0.150), (-0.098, 1.245, 0.142), (-0.118, 1.290, 0.124), (-0.134, 1.321, 0.104)], 0.005, 0.018,
                                     flat=0.4),
    "subscapularis": lambda: soft([(-0.078, 1.250, 0.018), (-0.105, 1.268, 0.038), (-0.135, 1.292, 0.070), (-0.163, 1.306, 0.099)], 0.006, 0.022,
                                  flat=0.4, axis=(0.5, 0, 0.85)),
    "humeral head of pronator teres": lambda: soft([(-0.181, 1.047, 0.074), (-0.212, 1.005, 0.090), (-0.240, 0.960, 0.097), (-0.252, 0.930, 0.094)],
                                                  0.003, 0.010),
    "brachial artery": lambda: soft([(-0.140, 1.270, 0.075), (-0.180, 1.170, 0.080), (-0.203, 1.060, 0.088), (-0.225, 0.960, 0.098), (-0.250, 0.830, 0.124)],
                                    0.0022, 0.0026),
    "median nerve": lambda: soft([(-0.138, 1.265, 0.082), (-0.178, 1.165, 0.087), (-0.199, 1.060, 0.093), (-0.228, 0.950, 0.101), (-0.252, 0.825, 0.126)],
                                 0.0014, 0.0018),
}


def midline():
    sternum, column, skin = Mesh(), Mesh(), Mesh()
    sternum.tube([(0, 1.180, 0.185), (0, 1.230, 0.180), (0, 1.285, 0.165), (0, 1.318, 0.140)], [0.012, 0.016, 0.022, 0.018], flat=0.4)
    column.tube([(0, 1.100 + 0.03 * i, -0.035 - 0.008 * math.sin(i / 2.4)) for i in range(9)], [0.018] * 9)
    skin.tube(curve([(0, 1.060, 0.055), (0, 1.150, 0.065), (0, 1.250, 0.065), (0, 1.330, 0.060), (0, 1.365, 0.055)], 20),
              [0.140, 0.146, 0.150, 0.152, 0.154, 0.156, 0.158, 0.160, 0.161, 0.162, 0.162, 0.162, 0.160, 0.158, 0.154, 0.146, 0.132, 0.110, 0.085, 0.070],
              28, flat=0.95)
    path, radii = sleeve()
    skin.tube(path, radii, 20)
    skin.tube([(-x, y, z) for x, y, z in path], radii, 20)
    return {"Manubrium": sternum, "Third thoracic vertebra": column, "Skin": skin}


def main():
    os.makedirs(OUT, exist_ok=True)
    for name, make in PAIRED.items():
        make().write("Right " + name, False)
        make().write("Left " + name, True)
    for name, mesh in midline().items():
        mesh.write(name, False)
    print("wrote", 2 * len(PAIRED) + 3, "parts to", OUT)


if __name__ == "__main__":
    main()
